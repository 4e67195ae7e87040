"""Which map an export is read by: a file's, one that comes along, or one kept in the workbook.

A kept map stands in the hidden tab ``_btobsheet``, as JSON in pieces ``maps.1 maps.2 …``: its text
(none for one that comes along), its name, and the headings of the data it was used on. It is used
again for data with just these headings, months aside.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.raw.cells import Grid
from btobsheet.excel.raw.grid import Source, read_grid
from btobsheet.excel.read.signs import hidden_sheet, stored
from btobsheet.exports.bind import bind, tab_of
from btobsheet.exports.data import DataTable
from btobsheet.exports.headings import CANDIDATES
from btobsheet.exports.map import FillMap, read_map
from btobsheet.exports.named import NAMED, NamedMap
from btobsheet.exports.periods import Clock
from btobsheet.layout.rows.identity import IDENTITY_SHEET, joined, numbered
from btobsheet.layout.typed.text import Raw, match_key, plain
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.problems import BtobsheetError, Problem, UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.fill_data import read_table
from btobsheet.sharing.hidden_tab import hidden_cells
from btobsheet.sharing.map_file import read_map_text

STORED: Final = "maps"
Signature = frozenset[str]


@dataclass(frozen=True)
class FillMapText:
    """A map as it was given: by its ``name`` alone one that comes along, else with its ``text``."""

    name: str = ""
    text: str = ""

    @property
    def how(self) -> FillMap | NamedMap:
        """How it reads; raises UsageError as :func:`read_map`."""
        if not self.text and self.name in NAMED:
            return NAMED[self.name]
        return read_map(self.text, self.name)


@dataclass(frozen=True)
class KeptMap:
    """A map that a workbook holds, with the headings that it is for."""

    map: FillMapText
    heads: Signature


@dataclass(frozen=True)
class Chosen:
    """The data's table, the map it is read by, and what is told of that choice."""

    table: DataTable
    how: FillMap
    map: FillMapText
    problems: tuple[Problem, ...] = ()


def given_map(path: str | os.PathLike[str] | None) -> FillMapText | None:
    """Take a map that is asked for: the path of a MAP.toml, or the name of one that comes along.

    Raises UnreadableError (E001, E002, E016, E023, E024, E731), and UsageError E796 for a name that
    is none.
    """
    if path is None:
        return None
    name = os.fspath(path)
    if name in NAMED and not Path(name).exists():
        return FillMapText(name)
    try:
        return FillMapText(name, read_map_text(path))
    except UnreadableError as error:
        if error.problem.code == "E001" and not Path(name).suffix:
            raise UsageError(problem("E796", None, name, known=", ".join(NAMED))) from None
        raise


def choose(
    data: Source,
    name: str,
    given: FillMapText | None,
    plan: Plan,
    grid: Grid,
    month: Month | None = None,
) -> Chosen:
    """Read the data's table and say which map it is read by: the one given, else one that was kept
    for just such headings, else none.

    Raises UnreadableError and UsageError, as :func:`read_table`, :func:`read_map` and
    :func:`~btobsheet.exports.bind.bind`.
    """
    if given is not None:
        return _dated(_read(data, name, given, plan), month)
    kept, problems = kept_maps(grid)
    for one in reversed(kept):
        found = _again(data, name, one, plan)
        if found:
            told = problem("N797", None, one.map.name or "MAP.toml")
            made = replace(found, problems=(*problems, told, *found.problems))
            return _dated(made, month)
    table = read_table(data, name, FillMap())
    if kept:
        problems = (*problems, problem("N724"))
    return _dated(Chosen(table, FillMap(), FillMapText(), problems), month)


def _dated(chosen: Chosen, month: Month | None) -> Chosen:
    return replace(chosen, how=replace(chosen.how, month=month)) if month else chosen


def _read(data: Source, name: str, given: FillMapText, plan: Plan) -> Chosen:
    how = given.how
    if isinstance(how, FillMap):
        return Chosen(read_table(data, name, how), how, given)
    table = read_table(data, name, FillMap())
    table = in_tab_of(how, table, data, name)
    bound = bind(how, table, plan)
    return Chosen(table, bound.how, given, bound.problems)


def in_tab_of(named: NamedMap, table: DataTable, data: Source, name: str = "") -> DataTable:
    """Give the table that a named map's export stands in, where another tab of it was read."""
    tab = tab_of(table, named)
    return read_table(data, name, FillMap(sheet=tab)) if tab else table


def _again(data: Source, name: str, kept: KeptMap, plan: Plan) -> Chosen | None:
    """Read data by a map that was kept; None where it has other headings."""
    try:
        found = _read(data, name, kept.map, plan)
    except BtobsheetError:
        return None
    clock = Clock(plan.start)
    fits = any(
        signature(line.cells.values(), clock) == kept.heads
        for line in found.table.lines[:CANDIDATES]
    )
    return found if fits else None


def signature(heads: Iterable[Raw], clock: Clock) -> Signature:
    """Give what tells data by its headings: all of them but months, which the next file has not."""
    return frozenset(match_key(plain(head)) for head in heads if not clock.heading(head)) - {""}


def kept_maps(grid: Grid) -> tuple[list[KeptMap], tuple[Problem, ...]]:
    """Give the maps that a workbook holds; told where they cannot be read (W798)."""
    text = joined(stored(grid), STORED)
    try:
        found = json.loads(text or "[]")
        made = [
            KeptMap(FillMapText(str(one["name"]), str(one["text"])), frozenset(one["heads"]))
            for one in found
        ]
    except (ValueError, KeyError, TypeError, RecursionError):
        return [], (problem("W798"),)
    return made, ()


def keeping(
    grid: Grid, chosen: Chosen, heads: Sequence[str], plan: Plan
) -> tuple[dict[Target, Value], tuple[Problem, ...]]:
    """Give the cells that keep a map, in place of one for the same headings; told where nothing can
    be kept (W725).
    """
    sheet = hidden_sheet(grid, IDENTITY_SHEET)
    if sheet is None:
        return {}, (problem("W725"),)
    own = signature(heads, Clock(plan.start))
    kept = [one for one in kept_maps(grid)[0] if one.heads != own]
    named = replace(chosen.map, name=Path(chosen.map.name).name)  # folders are nobody's business
    return _cells(grid, (*kept, KeptMap(named, own))), ()


def with_maps_of(grid: Grid, data: bytes) -> bytes:
    """Give a workbook that was made of another with the maps that one kept."""
    kept, _ = kept_maps(grid)
    return (
        patch(data, Edits(values=_cells(read_grid(data), kept), recalculate=False))
        if kept
        else data
    )


def _cells(grid: Grid, kept: Iterable[KeptMap]) -> dict[Target, Value]:
    sheet = hidden_sheet(grid, IDENTITY_SHEET)
    plain_maps: list[Mapping[str, object]] = [
        {"name": one.map.name, "text": one.map.text, "heads": sorted(one.heads)} for one in kept
    ]
    text = json.dumps(plain_maps, ensure_ascii=False, separators=(",", ":"))
    return hidden_cells(sheet, dict(numbered(STORED, text)), (STORED,)) if sheet else {}
