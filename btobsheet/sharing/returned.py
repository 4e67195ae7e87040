"""Handed-out parts that came back into a folder, held against their master, told by owner."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from btobsheet.excel.read.reader import read_workbook
from btobsheet.plan.copies import Copy
from btobsheet.plan.lookup import name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.returned import Answer, Missing, newest_first, state_of, unchanged_overdue, ways
from btobsheet.plan.split import By, Part, part_of, split
from btobsheet.problems import BtobsheetError, UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    Tone,
    one_line,
)
from btobsheet.reports.numbers import day as day_text
from btobsheet.reports.problems import Json, hint, message, problem_json
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.which import read_copy
from btobsheet.status.people import is_missing
from btobsheet.wording import text

SCHEMA: Final = "btobsheet.returned/1"
SUFFIXES: Final = (".xlsx", ".xlsm", ".ods", ".xlsb")
_TONES: Final[dict[str, Tone]] = {
    "answered": "good",
    "untouched": "warn",
    "unknown": "missing",
    "absent": "missing",
}
_IDS_TOLD: Final = 6


@dataclass(frozen=True)
class Returned:
    """What came back: an answer for everybody, files that are no part of this plan's, and files
    that cannot be read.
    """

    plan: Plan
    master: str
    by: By
    answers: tuple[Answer, ...]
    strangers: tuple[tuple[str, str], ...]
    failures: tuple[BtobsheetError, ...]


def returned_parts(
    master: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    judge: Judge,
    today: dt.date,
    *,
    due: dt.date | None = None,
) -> Returned:
    """Read every workbook of a folder (not of the folders in it) and say who has answered.

    ``due`` holds for all, else each part's own. Raises UnreadableError for the master, UsageError
    E764 where there is no such folder.
    """
    result = read_workbook(master, verify=True)
    plan = result.plan
    copies, failures = _copies(os.fspath(folder), os.fspath(master))
    plan_id = plan.identity.plan_id
    own = [copy for copy in copies if copy.plan.identity.plan_id == plan_id]
    strangers = [
        (copy.file, copy.plan.settings.title)
        for copy in copies
        if copy.plan.identity.plan_id != plan_id
    ]
    by = ways(own)
    found: dict[str, list[Copy]] = {}
    for copy in own:
        found.setdefault(_key(copy.plan.identity.issue.to), []).append(copy)
    answers: list[Answer] = []
    for part in split(plan, by)[0]:
        sent = newest_first(found.pop(_key(part.to), []))
        answers += [
            _answer(copy, by, judge, today, due, older=at > 0) for at, copy in enumerate(sent)
        ] or [_absent(part, today, due or _due(own))]
    for (
        rest
    ) in found.values():  # whole workbooks, and parts of people who have nothing to do any more
        answers += [
            _answer(copy, by, judge, today, due, older=at > 0)
            for at, copy in enumerate(newest_first(rest))
        ]
    return Returned(plan, result.file, by, tuple(answers), tuple(strangers), tuple(failures))


def _key(to: str) -> str:
    return name_key(to).casefold()


def _copies(folder: str, master: str) -> tuple[list[Copy], list[BtobsheetError]]:
    copies: list[Copy] = []
    failures: list[BtobsheetError] = []
    for file in _files(folder):
        if os.path.exists(master) and os.path.samefile(file, master):  # noqa: PTH110, PTH121 - texts, as the reader takes them
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
    part = part_of(copy.plan, by, lambda to: bool(issue.to) and _key(to) == _key(issue.to))
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
            if one.id in part.mine["tactics"] and one.counts and one.accepted_on is None
        ),
        actions=unchanged_overdue(part, overdue, base),
    )


def compose_returned(made: Returned, language: str) -> Document:
    """Say who has answered, worst last, what is missing, and which files do not belong here."""

    def say(key: str, **details: object) -> str:
        return text(language, f"split.{key}", **details)

    counted = [one for one in made.answers if one.to and not one.older]
    answered = sum(one.state == "answered" for one in counted)
    late = sum(one.late for one in counted)
    came = any(one.file for one in made.answers)
    said = say("answered", count=answered, all=len(counted)) if came else say("none_here")
    blocks: list[Block] = [Paragraph(said + (say("late", count=late) if late and came else ""))]
    heads = ("for", "state", "changed", "missing", "saved", "file")
    columns = tuple(
        Column(say(f"col_{head}"), "right" if head == "changed" else "left", wide=head == "missing")
        for head in heads
    )
    if made.answers:
        blocks.append(
            Table(
                say(f"by_{made.by}"),
                columns,
                tuple(_row(one, made.plan, language) for one in made.answers),
            )
        )
    other = [
        say("stranger", file=_base(file), title=title or "-") for file, title in made.strangers
    ]
    other += [
        say(
            "failure",
            file=_base(error.file),
            message=message(error.problem, language),
            hint=hint(error.problem, language),
        )
        for error in made.failures
    ]
    if other:
        blocks += [Heading(say("others")), Bullets(tuple(other))]
    return Document(
        say("returned_title"),
        say("returned_subtitle", master=_base(made.master)),
        language,
        tuple(blocks),
    )


def _row(one: Answer, plan: Plan, language: str) -> tuple[Cell, ...]:
    def say(key: str, **details: object) -> str:
        return text(language, f"split.{key}", **details)

    state = say("state_older") if one.older else say(f"state_{one.state}")
    shown = (
        say("state_late", state=state, due=day_text(one.due, language, plan.start))
        if one.late and one.due
        else state
    )
    missing = (
        say(f"missing_{name}", ids=_ids(ids), count=len(ids))
        for name, ids in _named(one.missing)
        if ids
    )
    saved = (
        say(
            "saved", day=day_text(one.saved_at.date(), language, plan.start), by=one.saved_by
        ).strip()
        if one.saved_at
        else "-"
    )
    return (
        Cell(one.title or say("whole")),
        Cell(shown, "quiet" if one.older else "bad" if one.late else _TONES[one.state]),
        Cell("-" if one.changed is None else str(one.changed), value=one.changed),
        Cell(say("separator").join(missing) or "-"),
        Cell(one_line(saved)),
        Cell(_base(one.file) or "-"),
    )


def _named(missing: Missing) -> Sequence[tuple[str, tuple[str, ...]]]:
    return ("kpis", missing.kpis), ("tactics", missing.tactics), ("actions", missing.actions)


def _ids(ids: Sequence[str]) -> str:
    return " ".join(ids[:_IDS_TOLD]) + (" …" if len(ids) > _IDS_TOLD else "")


def _base(file: str) -> str:
    return one_line(os.path.basename(file))  # noqa: PTH119 - a text


def returned_json(made: Returned, language: str) -> Json:
    """Give it as data, schema ``btobsheet.returned/1``: ids, days and times ISO, absent null."""
    return {
        "schema": SCHEMA,
        "master": made.master,
        "by": made.by,
        "answers": [_answer_json(one) for one in made.answers],
        "other_plans": [{"file": file, "title": title or None} for file, title in made.strangers],
        "failures": [
            {"file": error.file, **problem_json(error.problem, language)} for error in made.failures
        ],
    }


def _answer_json(one: Answer) -> Mapping[str, object]:
    return {
        "to": one.to or None,
        "title": one.title or None,
        "file": one.file or None,
        "state": one.state,
        "changed": one.changed,
        "late": one.late,
        "older": one.older,
        "due": one.due.isoformat() if one.due else None,
        "saved_by": one.saved_by or None,
        "saved_at": one.saved_at.isoformat(timespec="seconds") if one.saved_at else None,
        "missing": {name: list(ids) for name, ids in _named(one.missing)},
    }
