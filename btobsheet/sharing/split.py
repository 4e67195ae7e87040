"""A workbook handed out in parts: one small workbook for each owner, department or operation."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable
from typing import Final

from btobsheet.excel.raw.grid import Source
from btobsheet.excel.read.reader import read_workbook
from btobsheet.excel.write.workbook import Handing, write_workbook
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Record
from btobsheet.plan.split import By, Part, issued, last_ids, split
from btobsheet.plan.words import label
from btobsheet.problems import Problem, UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Block, Bullets, Cell, Column, Document, Paragraph, Table
from btobsheet.reports.problems import worded
from btobsheet.sharing.merge.written import Judge
from btobsheet.sharing.which import read_copy
from btobsheet.system.names import safe_name
from btobsheet.templates.find import offers
from btobsheet.wording import text

_LEFT_TOLD = 10
_OF_THE_WHOLE = ("overview", "goal", "catalogue", "tree", "dashboard")
"""Tabs for whoever looks at the whole plan: a part has them, but out of sight."""
_FIELDS: Final[dict[By, str]] = {
    "owner": "tactics.owner",
    "department": "tactics.department",
    "operation": "tactics.operation",
}


@dataclass(frozen=True)
class Handed:
    """One part as a file: its name and bytes."""

    name: str
    part: Part
    data: bytes


@dataclass(frozen=True)
class Parts:
    """All parts of a workbook; values not read (left blank), rows that are nobody's."""

    plan: Plan
    by: By
    files: tuple[Handed, ...]
    problems: tuple[Problem, ...]


def split_book(
    source: Source,
    by: By,
    judge: Judge,
    on: dt.date,
    *,
    due: dt.date | None = None,
    name: str = "",
    wanted: Callable[[str], bool] = lambda _: True,
) -> Parts:
    """Split a workbook; only the parts of those ``wanted`` are made, under the same names.

    Each part keeps plan id, revision and ids, and its base snapshot is what it was handed out with.

    UnreadableError, and UsageError: E760 a workbook without plan id, E761 nothing to split by.
    """
    result = read_workbook(source, name, verify=True)
    plan = result.plan
    if not plan.identity.plan_id:
        raise UsageError(problem("E760"), result.file)
    parts, left = split(plan, by)
    if not parts:
        raise UsageError(problem("E761", label="", field=_FIELDS[by]), result.file)
    names = _names(plan, parts)
    made = tuple(
        Handed(name, part, _written(issued(part, by, on, due), plan, judge))
        for name, part in zip(names, parts, strict=True)
        if wanted(part.to)
    )
    unread = [
        item
        for item in result.problems
        if item.code[:2] in ("E2", "E3") and item.place and item.place.cell
    ]
    problems = [problem("W762", count=len(unread))] if unread else []
    return Parts(plan, by, made, (*problems, *([_left(left)] if left else [])))


def filled_in(files: Iterable[str], plan: Plan) -> tuple[str, ...]:
    """Give those of the files that are copies or parts of a plan and hold what nobody else may
    have: changes since they were handed out.

    A copy of which nobody can tell (its snapshot is missing or was changed) counts as filled in; a
    file that cannot be read does not.
    """
    return tuple(file for file in files if os.path.isfile(file) and _is_filled_in(file, plan))  # noqa: PTH113 - texts, as the reader takes them


def _is_filled_in(file: str, plan: Plan) -> bool:
    try:
        copy = read_copy(file)
    except UnreadableError:
        return False
    return copy.plan.identity.plan_id == plan.identity.plan_id and copy.changed != 0


def _written(part: Part, whole: Plan, judge: Judge) -> bytes:
    identity = part.plan.identity
    shown = {table: part.shown[table] for table in ("tactics", "kpis")}
    handing = Handing(shown, last_ids(whole), _OF_THE_WHOLE)
    return write_workbook(
        judge(part.plan),
        plan_id=identity.plan_id,
        revision=identity.revision,
        handing=handing,
        catalogue=offers(whole.template, whole.language),
    )


def _left(records: Iterable[Record]) -> Problem:
    names = [label(record) for record in records]
    shown = ", ".join(names[:_LEFT_TOLD]) + (" …" if len(names) > _LEFT_TOLD else "")
    return problem("W763", names=shown, count=len(names))


def _names(plan: Plan, parts: Iterable[Part]) -> list[str]:
    """Give each part a file name that every system bears, no two alike."""
    made: list[str] = []
    for part in parts:
        stem = "_".join(filter(None, (safe_name(plan.settings.title), safe_name(part.title))))
        number, name = 1, stem
        while name.casefold() in (one.casefold() for one in made):
            number += 1
            name = f"{stem}_{number}"
        made.append(name)
    return [f"{name}.xlsx" for name in made]


def compose_split(made: Parts, folder: str, language: str, master: str = "") -> Document:
    """Say which files were made of the ``master``, what stands in each, and what comes next."""

    def say(key: str, **details: object) -> str:
        return text(language, f"split.{key}", **details)

    heads = ("for", "file", "tactics", "kpis", "actions")
    columns = tuple(
        Column(say(f"col_{head}"), "left" if head in heads[:2] else "right") for head in heads
    )
    rows = tuple(_handed_row(one) for one in made.files)
    blocks: list[Block] = [
        Paragraph(say("done", count=len(rows), folder=folder)),
        Table(say("caption"), columns, rows),
    ]
    if made.problems:
        blocks.append(Bullets(tuple(worded(item, language) for item in made.problems)))
    names = {"folder": typed_name(folder), "master": typed_name(master or say("master"))}
    blocks.append(Paragraph(say("next", folder=folder)))
    blocks.append(Bullets((say("next_returned", **names), say("next_merge", **names))))
    subtitle = say("subtitle", title=made.plan.settings.title or "-", by=say(f"by_{made.by}"))
    return Document(say("title"), subtitle, language, tuple(blocks))


def typed_name(name: str) -> str:
    """Give a file's name as it is typed in a command: in quotes where it has a space."""
    return f'"{name}"' if " " in name else name


def _handed_row(one: Handed) -> tuple[Cell, ...]:
    counts = [len(one.part.mine[table]) for table in ("tactics", "kpis")]
    numbers = (Cell(str(number)) for number in (*counts, len(one.part.plan.actions)))
    return (Cell(one.part.title), Cell(one.name), *numbers)
