"""What the headings of a table say beside its map: the months of figures, the units of amounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from btobsheet.plan.calendar import Month
from btobsheet.sharing.adopt.fields import MONTHS
from btobsheet.sharing.adopt.map import TableMap
from btobsheet.sharing.adopt.old import OldTab
from btobsheet.sharing.adopt.seen.calendars import steps_in
from btobsheet.sharing.adopt.taking.steps import month_in
from btobsheet.sharing.adopt.units import unit_above, unit_of_column


def bare_figures(how: TableMap) -> Mapping[int, str]:
    """Give the columns that a map calls figures without their month, where months stand across."""
    if "month" in how.columns.values():
        return {}
    return {
        column: field
        for (first, last), field in how.columns.items()
        if field in MONTHS.get(how.kind, ())
        for column in range(first, last + 1)
    }


def headed_months(
    tab: OldTab, how: TableMap, columns: Iterable[int], start: Month, date1904: bool
) -> Mapping[int, Month]:
    """Give the months that stand over columns; not of one without."""
    wanted = tuple(columns)
    lines = range(how.header[0], how.header[1] + 1)
    found: dict[int, Month] = {}
    for at, step in (steps_in(tab, lines, wanted, date1904) if wanted else {}).items():
        said = str(Month.of(step.first)) if step.has_year else str(step.first.month)
        if step.unit == "month" and (month := month_in(said, start)):
            found[at] = month
    return found


def units_of(tab: OldTab, how: TableMap, columns: Iterable[int], unit: str) -> Mapping[int, str]:
    """Give the unit of each column's amounts: what its heading says, else what the map says.

    A ``unit`` of the map that stands nowhere in the table is one that a person put: it counts.
    """
    said = {at: unit_of_column(tab, how.header, at) for at in columns}
    if unit not in {unit_above(tab, how.header[0]), *said.values(), ""}:
        return dict.fromkeys(said, unit)
    return {at: own or unit for at, own in said.items()}
