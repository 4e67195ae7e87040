"""What is odd about an export as a whole: another year in its title, rows that are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Final

from btobsheet.exports import words as fillwords
from btobsheet.exports.data import DataTable
from btobsheet.exports.shape import Shape
from btobsheet.layout.typed.text import Raw, narrowed, plain
from btobsheet.plan.fill import Observation, rows_text
from btobsheet.plan.model import Plan
from btobsheet.problems import Place, Problem, problem

_HAS_YEAR: Final = re.compile(
    r"[0-9]{4}|[0-9]{5}|[rh令平][0-9元]|^$|'[0-9]{2}|-[0-9]{2}$", re.IGNORECASE
)


def other_year(table: DataTable, shape: Shape, plan: Plan) -> list[Problem]:
    """Tell where a title over months without a year names a year that is not the plan's (W766)."""
    if all(_HAS_YEAR.search(plain(label)) for label in _month_labels(shape)):
        return []
    first = shape.body[0].row if shape.body else 0
    above = [
        raw
        for line in table.lines
        if line.row < first
        for raw in line.cells.values()
        if isinstance(raw, str)
    ]
    years = {
        int(found["year"] or found["fiscal"])
        for text in (table.sheet, *above)
        for found in fillwords.YEARS.finditer(narrowed(text))
    }
    own = {month.year for month in plan.months}
    if not years or years & own:
        return []
    said, ends = ", ".join(map(str, sorted(years))), (plan.months[0], plan.months[-1])
    return [problem("W766", years=said, first=str(ends[0]), last=str(ends[1]))]


def doubles(table: DataTable, observations: Iterable[Observation]) -> list[Problem]:
    """Tell which rows of months' values are alike in every column (W774).

    Alike rows of days or records are nothing odd.
    """
    rows = {one.row for one in observations if one.day is None and one.value is not None}
    found: dict[tuple[tuple[int, Raw], ...], list[int]] = {}
    for line in table.lines:
        if line.row in rows:
            cells = tuple(sorted(line.cells.items(), key=itemgetter(0)))
            found.setdefault(cells, []).append(line.row)
    alike = sorted(row for same in found.values() if len(same) > 1 for row in same)
    if not alike:
        return []
    place = Place(table.sheet, line=alike[0])
    return [problem("W774", place, rows=rows_text(alike), count=len(alike))]


def _month_labels(shape: Shape) -> Iterator[Raw]:
    """Give what names the months: headings, or the cells of the month's column.

    Nothing where a year stands beside.
    """
    if shape.months:
        yield from (shape.heads.get(column) for column in shape.months)
    elif not shape.year:
        yield from (line.cells.get(shape.date or shape.month) for line in shape.body)
