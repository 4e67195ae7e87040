"""What was approved, and what has changed since: re-plans with their reasons, and what nobody has
approved yet (figures.md, "The plan's memory").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from btobsheet.plan.agreed import Difference, Value, between, differences
from btobsheet.plan.history import Approval
from btobsheet.plan.words import label
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Bullets, Heading, Paragraph
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures
from btobsheet.status.slips import first_attainment, put_off
from btobsheet.wording import text
from btobsheet.wording.columns import field_name

_MOST = 20
Item = TypeVar("Item")


def kgi_lines(voice: Voice, kgi: KpiFigures) -> Iterable[str]:
    """Say how the KGI's target for the year was changed: approved, each time with its reason, and
    not approved; and how the plan stands against the first one.
    """
    history = voice.assessment.plan.history
    for before, after in pairwise(history.approvals):
        old, new = before.targets.get(kgi.kpi.id), after.targets.get(kgi.kpi.id)
        if old and new and old.annual != new.annual:
            yield voice.say(
                "headline_replanned",
                day=voice.day(after.on),
                before=voice.quantity(old.annual, kgi.kpi),
                after=voice.quantity(new.annual, kgi.kpi),
                why=after.note,
            )
    last = history.last.targets.get(kgi.kpi.id) if history.last else None
    if last and last.annual != kgi.kpi.annual_target:
        yield voice.say(
            "headline_unapproved",
            before=voice.quantity(last.annual, kgi.kpi),
            after=voice.quantity(kgi.kpi.annual_target, kgi.kpi),
        )
    first = history.first_target(kgi.kpi.id)
    share = numbers.percent(first_attainment(kgi, voice.assessment))
    if first is not None and share not in (numbers.NONE, numbers.percent(kgi.attainment)):
        target = voice.quantity(first, kgi.kpi)
        yield voice.say("headline_first", target=target, attainment=share)


def agreed(voice: Voice) -> Iterable[Block]:
    """Tell each approval with what it changed and why, the actions put off since the first one, and
    what differs from the last one.
    """
    plan = voice.assessment.plan
    history = plan.history
    if not history.last:
        return
    yield Heading(voice.say("agreed"))
    yield Bullets((approval_line(voice, history.approvals[0]),))
    for before, after in pairwise(history.approvals):
        yield Paragraph(approval_line(voice, after))
        yield Bullets(tuple(difference_lines(voice, between(before, after))))
    late = put_off(plan)
    if late:
        action, days = max(late, key=lambda item: item[1])
        said = voice.say("put_off", count=len(late), label=label(action), days=days)
        yield Paragraph(said)
    apart = tuple(_against_first(voice))
    if apart:
        yield Paragraph(voice.say("against_first"))
        yield Bullets(apart)
    open_changes = differences(history.last, plan)
    if open_changes:
        yield Paragraph(voice.say("unapproved", count=len(open_changes)))
        yield Bullets(tuple(difference_lines(voice, open_changes)))


def _against_first(voice: Voice) -> Iterable[str]:
    """Give the KPIs that stand otherwise against the targets of approval 0, each with both."""
    for item in voice.assessment.kpis:
        first = numbers.percent(first_attainment(item, voice.assessment))
        now = numbers.percent(item.attainment)
        if item.judged and first not in (numbers.NONE, now):
            name = voice.name(item.kpi.id)
            yield voice.say("against_first_line", name=name, first=first, now=now)


def approval_line(voice: Voice, one: Approval) -> str:
    """Say one approval: its number, day, reason and by whom."""
    key = "approval_first" if one.number == 0 else "approval_next"
    note = voice.say("approval_note", note=one.note) if one.note else ""
    by = voice.say("approval_by", by=one.by) if one.by else ""
    return voice.say(key, number=one.number, day=voice.day(one.on)) + note + by


def difference_lines(voice: Voice, found: Sequence[Difference]) -> Iterable[str]:
    """Word differences, a line each, no more than a list can hold."""
    return cut(voice, found, _difference_line)


def cut(voice: Voice, found: Sequence[Item], line: Callable[[Voice, Item], str]) -> Iterable[str]:
    """Word as many as a list can hold, a line each, and say how many there are beyond."""
    yield from (line(voice, one) for one in found[:_MOST])
    if len(found) > _MOST:
        yield voice.say("agreed_more", count=len(found) - _MOST)


def _difference_line(voice: Voice, one: Difference) -> str:
    if not one.field:
        return voice.say("agreed_added" if one.added else "agreed_gone", label=one.label)
    if len(one.months) > 1:
        return voice.say("agreed_months", label=one.label, months=voice.months(one.months))
    return voice.say(
        "agreed_changed",
        label=one.label,
        field=_field(voice, one),
        before=_value(voice, one, one.before),
        after=_value(voice, one, one.after),
    )


def _field(voice: Voice, one: Difference) -> str:
    if one.months:
        month = voice.month(one.months[0])
        return text(voice.language, f"changes.month_{one.field}", month=month)
    return field_name(voice.language, one.table, one.field)


def _value(voice: Voice, one: Difference, value: Value) -> str:
    if value is None:
        return voice.say("agreed_blank")
    if isinstance(value, str):
        return voice.word(one.field, value)
    if isinstance(value, dt.date):
        return voice.day(value)
    if one.table == "tactics":
        return voice.money(value)
    kpi = voice.kpis.get(one.id)
    return voice.quantity(value, kpi.kpi) if kpi else numbers.number(value)
