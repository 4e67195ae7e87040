"""Handed-out parts that came back into a folder, held against their master, told by owner."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from btobsheet.plan.copies import Copy
from btobsheet.plan.lookup import name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.returned import (
    Answer,
    Missing,
    holds,
    newest_first,
    news,
    state_of,
    unchanged_overdue,
    ways,
)
from btobsheet.plan.split import By, Part, part_of, split
from btobsheet.problems import BtobsheetError, UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.which import read_copy
from btobsheet.status.figures import Assessment
from btobsheet.status.people import is_missing
from btobsheet.system.inputs import same_file

SUFFIXES: Final = (".xlsx", ".xlsm", ".ods", ".xlsb", ".xls")
"""Of an answer saved in the old form (.xls), reading says what to do."""


@dataclass(frozen=True)
class Returned:
    """What came back by a ``day``: an answer for everybody, files that are no part of this plan's,
    and files that cannot be read.
    """

    plan: Plan
    day: dt.date
    master: str
    by: By
    answers: tuple[Answer, ...]
    strangers: tuple[tuple[str, str], ...]
    failures: tuple[BtobsheetError, ...]


def returned_parts(
    master: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    judge: Callable[[Plan, dt.date], Assessment],
    day: Callable[[Plan], dt.date],
    *,
    due: dt.date | None = None,
) -> Returned:
    """Read every workbook of a folder (not of the folders in it) and say who has answered.

    ``day`` gives, by the master's plan, the day on which ``judge`` judges all parts and on which
    what is past due is late.
    ``due`` holds for all, else each part's own. Raises UnreadableError for the master, UsageError
    E764 where there is no such folder.
    """
    kept = read_copy(master)
    copies, failures = _copies(os.fspath(folder), os.fspath(master))
    return answers_to(kept, copies, failures, judge, day(kept.plan), due=due)


def answers_to(
    kept: Copy,
    copies: Sequence[Copy],
    failures: Sequence[BtobsheetError],
    judge: Callable[[Plan, dt.date], Assessment],
    today: dt.date,
    *,
    due: dt.date | None = None,
) -> Returned:
    """Hold copies that were read against their master; ``failures`` are told along with them."""
    plan = kept.plan
    own, strangers = own_copies(copies, plan)
    by = ways(own)
    found: dict[str, list[Copy]] = {}
    for copy in own:
        found.setdefault(to_key(copy.plan.identity.issue.to), []).append(copy)

    def judged(part: Plan) -> Assessment:
        return judge(part, today)

    def answers_of(sent: Sequence[Copy]) -> list[Answer]:
        newest = enumerate(newest_first(sent))
        return [_answer(copy, by, judged, today, due, older=at > 0) for at, copy in newest]

    whole = found.pop("", [])
    answers: list[Answer] = []
    # where only copies of the whole plan came back, no parts are waited for
    for part in split(plan, by)[0] if found or not whole else ():
        sent = answers_of(found.pop(to_key(part.to), []))
        answers += sent or [_absent(part, today, due or _due(own))]
    # parts of people who have nothing to do any more
    answers += (one for rest in found.values() for one in answers_of(rest))
    answers += _whole(whole, kept)
    return Returned(plan, today, kept.file, by, tuple(answers), strangers, tuple(failures))


def _whole(copies: Sequence[Copy], master: Copy) -> Iterator[Answer]:
    """Say of each copy of the whole plan what it brings that the master does not have."""
    found = [(copy, news(copy, master)) for copy in newest_first(copies)]
    for at, (copy, brought) in enumerate(found):
        yield Answer(
            to="",
            title="",
            file=copy.file,
            state="unknown" if brought is None else "answered" if brought else "untouched",
            changed=None if brought is None else len(brought),
            saved_by=copy.saved_by,
            saved_at=copy.saved_at,
            older=any(
                holds(other, brought, alike=place < at)
                for place, (_, other) in enumerate(found)
                if place != at
            ),
        )


def own_copies(
    copies: Iterable[Copy], plan: Plan
) -> tuple[list[Copy], tuple[tuple[str, str], ...]]:
    """Tell the copies of a plan apart from files of others: (file, title)."""
    own: list[Copy] = []
    others: list[tuple[str, str]] = []
    for copy in copies:
        if copy.plan.identity.plan_id == plan.identity.plan_id:
            own.append(copy)
        else:
            others.append((copy.file, copy.plan.settings.title))
    return own, tuple(others)


def to_key(to: str) -> str:
    """Give what tells whom a part is for, however the name is spelled."""
    return name_key(to).casefold()


def _copies(folder: str, master: str) -> tuple[list[Copy], list[BtobsheetError]]:
    copies: list[Copy] = []
    failures: list[BtobsheetError] = []
    for file in _files(folder):
        if same_file(file, master):
            continue
        try:
            copies.append(read_copy(file))
        except UnreadableError as error:
            failures.append(error)
    return copies, failures


def _files(folder: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 - texts, as the reader takes them
    except OSError:
        raise UsageError(problem("E764", value=folder), folder) from None
    for name in names:
        path = os.path.join(folder, name)  # noqa: PTH118 - as above
        is_book = name.lower().endswith(SUFFIXES) and not name.startswith(("~$", "."))
        if is_book and os.path.isfile(path):  # noqa: PTH113 - as above
            yield path


def _due(copies: Iterable[Copy]) -> dt.date | None:
    """Give the due date that the parts bear, where they agree."""
    found = {copy.plan.identity.issue.due for copy in copies}
    return found.pop() if len(found) == 1 else None


def _absent(part: Part, today: dt.date, due: dt.date | None) -> Answer:
    return Answer(to=part.to, title=part.title, due=due, late=bool(due and today > due))


def _answer(
    copy: Copy, by: By, judge: Judge, today: dt.date, due: dt.date | None, *, older: bool
) -> Answer:
    issue = copy.plan.identity.issue
    until, state = due or issue.due, state_of(copy)
    part = part_of(copy.plan, by, lambda to: bool(issue.to) and to_key(to) == to_key(issue.to))
    return Answer(
        to=issue.to,
        title=issue.title,
        file=copy.file,
        state=state,
        changed=copy.changed,
        saved_by=copy.saved_by,
        saved_at=copy.saved_at,
        due=until,
        late=bool(until and today > until and state == "untouched"),
        older=older,
        missing=_missing(part, copy.base, judge) if part and not older else Missing(),
    )


def _missing(part: Part, base: Plan | None, judge: Judge) -> Missing:
    """Say what is still to be done by those a part is for."""
    assessment = judge(part.plan)
    overdue = (
        item.action.id for item in assessment.actions if item.counted and item.state == "overdue"
    )
    return Missing(
        kpis=tuple(
            item.kpi.id
            for item in assessment.kpis
            if item.kpi.id in part.mine["kpis"] and item.counted and is_missing(item)
        ),
        tactics=tuple(
            one.id
            for one in part.plan.tactics
            if one.id in part.mine["tactics"]
            and one.counts
            and not one.is_ended
            and one.accepted_on is None
        ),
        actions=unchanged_overdue(part, overdue, base),
    )
