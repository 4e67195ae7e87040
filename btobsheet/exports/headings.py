"""Find the row of an export's headings: the one of the first rows that is understood best."""

from __future__ import annotations

from typing import Final

from btobsheet.exports.data import DataTable
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.names import Names
from btobsheet.exports.periods import Clock
from btobsheet.exports.shape import Finder, Refusal, Shape
from btobsheet.layout.address import letters
from btobsheet.layout.typed.text import match_key
from btobsheet.problems import Place, Problem, UsageError, problem

CANDIDATES: Final = 25
"""So many rows from the first on may be that of the headings."""


def find_shape(table: DataTable, take: Take, how: FillMap, names: Names, clock: Clock) -> Shape:
    """Find the headings and what stands below.

    Raises UsageError: E733 no form fits, E734 several columns may be meant, E753 a heading of the
    map is not there, E771 a heading that is used stands over several columns, E778 no form fits the
    tab that was read, and there are others.
    """
    lines = [at for at, line in enumerate(table.lines) if how.header in (0, line.row)]
    tried = [Finder(table.lines, at, take, names, clock).shape() for at in lines[:CANDIDATES]]
    shapes = [one for one in tried if isinstance(one, Shape)]
    if shapes:
        found = max(shapes, key=lambda one: one.score)
        if doubled := _doubled(found, take):
            raise UsageError(doubled, table.file)
        return found
    refusals = [one for one in tried if isinstance(one, Refusal)]
    best = max(refusals, key=lambda one: one.score, default=Refusal(problem("E733", heads="-"), 0))
    raise UsageError(_on_its_tab(best.problem, table), table.file)


def _on_its_tab(found: Problem, table: DataTable) -> Problem:
    """Say which tab was read, and which others the map may name (E778)."""
    place = Place(table.sheet) if table.sheet else None
    if found.code == "E733" and table.others:
        heads, others = found.details["heads"], ", ".join(table.others)
        return problem("E778", place, table.sheet, heads=heads, others=others)
    return Problem(found.code, place, found.value, found.details)


def _doubled(shape: Shape, take: Take) -> Problem | None:
    """Say which heading used stands over several columns: a month's, a KPI's, one the map names."""
    keys = {column: match_key(head) for column, head in shape.heads.items()}
    named = {match_key(heading) for role, heading in take.columns.items() if role not in take.about}
    named |= {match_key(heading) for heading, _ in take.where}
    named |= set(map(match_key, (*take.filled, *take.down)))
    used: dict[object, list[int]] = {}
    for column, key in keys.items():
        what = shape.months.get(column) or (
            key if column in shape.measures or key in named else None
        )
        if what is not None:
            used.setdefault(what, []).append(column)
    several = next((columns for columns in used.values() if len(columns) > 1), [])
    if not several:
        return None
    where = ", ".join(map(letters, several))
    return problem("E771", None, shape.heads[several[0]], columns=where, count=len(several))
