"""A plan's actions as entries of a calendar: days, words, alarms, and what was called off.

An entry keeps its ``uid`` for as long as its action has its number, so a calendar that takes a
later export finds what it has: a day that was moved moves there, and what was stopped, declined,
deleted or passed on to another is called off.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from btobsheet.agenda.told import Words
from btobsheet.layout.rows.base import open_base
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action
from btobsheet.quickclass import dataclass
from btobsheet.status.actions import SETTLED
from btobsheet.status.figures import ActionFigures, Assessment

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
ALARM_HOUR = 9
_EPOCH = dt.date(2000, 1, 1)
_MOST_REVISIONS = 10**6
_LAST = dt.date.max - dt.timedelta(days=1)
_PLAIN_ID = re.compile(r"[0-9A-Za-z-]{1,64}")

Mine = Callable[[str], bool]
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the whole days from ``first`` to ``last``, and the times of its alarms.

    ``status`` is CONFIRMED, TENTATIVE (on hold) or CANCELLED.
    """

    uid: str
    summary: str
    first: dt.date
    last: dt.date
    status: str = CONFIRMED
    description: str = ""
    category: str = ""
    alarms: tuple[dt.datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Agenda:
    """The entries of a plan, or of one of its people, as of a day.

    ``undated`` are the ids of actions that have no day and so no entry.
    """

    title: str
    language: str
    as_of: dt.date
    sequence: int
    entries: tuple[Entry, ...] = ()
    undated: tuple[str, ...] = ()

    @property
    def cancelled(self) -> int:
        """Count what was called off."""
        return sum(one.status == CANCELLED for one in self.entries)


def agenda_of(
    assessment: Assessment, language: str, owner: str = "", mine: Mine | None = None
) -> Agenda:
    """Give the entries of a judged plan; of the actions for whose owner ``mine`` holds, if given.

    ``owner`` is the name of that person. The plan has an id.
    """
    plan = assessment.plan
    maker = _Maker(assessment, Words(assessment, language, bool(mine)), mine or (lambda name: True))
    known = _known(plan)
    pairs = [(item, known.pop(item.action.id, None)) for item in assessment.actions]
    found = [(item.action, maker.entry(item, before)) for item, before in pairs]
    gone = (maker.gone(number, one) for number, one in known.items())
    return Agenda(
        title=maker.words.title(owner),
        language=language,
        as_of=assessment.as_of,
        sequence=sequence_of(plan, assessment.as_of),
        entries=(*(one for _, one in found if one), *filter(None, gone)),
        undated=tuple(one.id for one, made in found if not made and maker.mine(one.owner)),
    )


def sequence_of(plan: Plan, as_of: dt.date) -> int:
    """Give the number by which a calendar tells the later of two versions of an entry.

    It must never fall, and a plan edited in Excel keeps no count of its changes: days are counted,
    and merges of one day by the workbook's revision.
    """
    return max(0, (as_of - _EPOCH).days) + min(max(0, plan.identity.revision), _MOST_REVISIONS)


def uid_of(plan: Plan, action: str) -> str:
    """Give an entry's id: the action's number and the plan's id, which no edit changes."""
    plan_id = plan.identity.plan_id
    if not _PLAIN_ID.fullmatch(plan_id):
        plan_id = sha256(plan_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"{action}.{plan_id}@btobsheet"


@dataclass(frozen=True, slots=True)
class _Known:
    """An action as it was handed out or approved; of an approval nobody knows the owner."""

    task: str
    days: Days | None
    owner: str = ""


@dataclass(frozen=True)
class _Maker:
    """Makes the entries of those whom ``mine`` holds for."""

    assessment: Assessment
    words: Words
    mine: Mine

    def entry(self, item: ActionFigures, before: _Known | None) -> Entry | None:
        """Give an action's entry; one called off where it was somebody's before, or had days."""
        action = item.action
        days = _days(action)
        if not self.mine(action.owner):
            had = before if before and before.owner and self.mine(before.owner) else None
            return self._called_off(action, days or had.days) if had else None
        if days is None:
            return self._called_off(action, before.days) if before else None
        if item.state == "cancelled" or not item.counted:
            return self._called_off(action, days)
        return self._on(item, days)

    def gone(self, number: str, known: _Known) -> Entry | None:
        """Give the entry of an action that is no longer in the plan, called off.

        Where nobody knows whose it was, it is everybody's: one too many does no harm.
        """
        if known.owner and not self.mine(known.owner):
            return None
        return self._called_off(Action(id=number, task=known.task), known.days)

    def _on(self, item: ActionFigures, days: Days) -> Entry:
        return Entry(
            uid=uid_of(self.assessment.plan, item.action.id),
            summary=self.words.summary(item),
            first=days[0],
            last=days[1],
            status=TENTATIVE if item.state == "on_hold" else CONFIRMED,
            description=self.words.description(item),
            category=self.words.tactic(item.action),
            alarms=tuple(_alarms(self.assessment, item, days)),
        )

    def _called_off(self, action: Action, days: Days | None) -> Entry | None:
        if days is None:
            return None
        uid = uid_of(self.assessment.plan, action.id)
        return Entry(uid, self.words.task(action), *days, status=CANCELLED)


def _days(action: Action) -> Days | None:
    """Give the first and last day; of one that would end before it begins the day it is due."""
    last = action.end or action.start
    if last is None:
        return None
    first = action.start or last
    return min(first, last, _LAST), min(last, _LAST)


def _alarms(assessment: Assessment, item: ActionFigures, days: Days) -> Iterator[dt.datetime]:
    """Give the mornings on which an open action with an end calls: when it is due soon, and on the
    working day before its last. None that is over.
    """
    if item.state in SETTLED or item.action.end is None:
        return
    first, last = days
    plan = assessment.plan
    eve = last - dt.timedelta(days=1)
    while (eve.weekday() > 4 or eve in plan.free_days) and last - eve < dt.timedelta(days=30):
        eve -= dt.timedelta(days=1)
    soon = last - dt.timedelta(days=int(plan.settings.due_soon_days))
    for day in (soon,) * (first <= soon < eve) + (eve,):
        if day >= assessment.as_of:
            yield dt.datetime.combine(day, dt.time(ALARM_HOUR))


def _known(plan: Plan) -> dict[str, _Known]:
    """Give the actions that calendars may have: what was handed out, and the last approval over it.

    A template's examples, which people delete before they begin, are in no calendar.
    """
    base = open_base(plan.identity.base, plan.start) if plan.identity.base else None
    handed_out = base.plan(plan).actions if base else ()
    found = {
        one.id: _Known(one.task, _days(one), one.owner) for one in handed_out if not one.examples
    }
    for approval in plan.history.approvals:
        names: Mapping[str, str] = approval.names.get("actions", {})
        for number, (start, end) in approval.dates.items():
            was = found.get(number)
            days = _days(Action(id=number, start=start, end=end))
            task = names.get(number, "") or (was.task if was else "")
            found[number] = _Known(
                task, days or (was.days if was else None), was.owner if was else ""
            )
    return found
