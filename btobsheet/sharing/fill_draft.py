"""Propose the map of an export, and say what is sure of it."""

from __future__ import annotations

from dataclasses import replace

from btobsheet.excel.raw.grid import Source
from btobsheet.exports.bind import fitting
from btobsheet.exports.data import DataTable
from btobsheet.exports.draft import Draft, DraftColumn, draft
from btobsheet.exports.map import FillMap, read_map
from btobsheet.exports.named import NAMED
from btobsheet.exports.take import Taken, take_all
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.fill import value_text
from btobsheet.sharing.fill_data import read_table
from btobsheet.sharing.fill_draft_text import draft_text
from btobsheet.sharing.fill_maps import in_tab_of
from btobsheet.sharing.opened import open_book

_SHOWN = 3


@dataclass(frozen=True)
class Preview:
    """What the map as proposed makes of one row of the data."""

    row: int
    label: str
    month: Month
    value: str


@dataclass(frozen=True)
class Drafted:
    """A proposed MAP.toml: its ``text``; the data's ``columns``; how many ``questions`` it asks;
    what it makes of the first rows (``preview``, of ``taken`` figures), or why nothing yet.
    """

    text: str
    file: str
    source: str
    plan: Plan
    draft: Draft
    preview: tuple[Preview, ...]
    taken: int
    problems: tuple[Problem, ...]

    @property
    def columns(self) -> tuple[DraftColumn, ...]:
        """The headings, each with what is known of it."""
        return self.draft.columns

    @property
    def questions(self) -> int:
        """How many questions are left to whoever writes the map."""
        return self.draft.questions


def draft_book(
    source: Source,
    data: Source,
    named: str = "",
    *,
    month: Month | None = None,
    names: tuple[str, str] = ("", ""),
) -> Drafted:
    """Propose the map of an export for a workbook; ``names`` are theirs, where they are bytes.

    Raises UnreadableError and UsageError as filling does for data that is no table, E753 for one
    that is not the named map's export, E796 for a name that is none.
    """
    if named and named not in NAMED:
        raise UsageError(problem("E796", None, named, known=", ".join(NAMED)))
    book = open_book(source, names[0], computed=False)
    plan = book.result.plan
    table = read_table(data, names[1], FillMap())
    known = NAMED.get(named) or fitting(table)
    table = in_tab_of(known, table, data, names[1]) if known else table
    made = draft(table, plan, named, month)
    text = draft_text(made, plan, table.file)
    taken, problems = _taken(table, plan, text, month)
    if made.questions and taken is None:  # the questions say it
        problems = ()
    found = taken.observations if taken else ()
    preview = tuple(
        Preview(
            one.row,
            taken.series[one.series].label,
            one.month,
            value_text(1 if one.value is None else one.value, taken.series[one.series]),
        )
        for one in found[:_SHOWN]
        if taken
    )
    told = (*(made.bound.problems if made.bound else ()), *problems)
    return Drafted(text, book.file, table.file, plan, made, preview, len(found), told)


def _taken(
    table: DataTable, plan: Plan, text: str, month: Month | None
) -> tuple[Taken | None, tuple[Problem, ...]]:
    """Read the data by the map as it is proposed; the reason where that is not possible yet."""
    how = replace(read_map(text), month=month)
    try:
        return take_all(table, plan, how), ()
    except UsageError as error:
        return None, (error.problem,)
