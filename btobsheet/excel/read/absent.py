"""What a workbook lacks of what its layout holds: tables, input columns, months."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from btobsheet.excel.read.located import Located
from btobsheet.layout.book import BOOK, LAYOUT_VERSION
from btobsheet.layout.spec import Column
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.problems import Place, Problem, problem


def layout_of(short: Mapping[str, str], tables: Iterable[Located]) -> int:
    """Give the layout version a workbook was made in: as stored, else by the columns it has."""
    stored = short.get("layout_version", "")
    if stored.isascii() and stored.isdigit():
        return int(stored)
    found = [
        max(located.table.since, column.since)
        for located in tables
        for there in [{field.partition(".")[0] for field in located.columns.values()}]
        for column in located.table.inputs
        if column.name in there
    ]
    return max(found, default=LAYOUT_VERSION)


def lacking(
    tables: Mapping[str, Located], start: Month, language: str, layout: int
) -> list[Problem]:
    """Tell which tables and input columns are not there, each once, but for those that came with a
    later layout.

    Columns of other years' months are not read (W108).
    """
    absent_sheets = {
        BOOK.sheet_of(table.name).title(language): table.name
        for table in reversed(BOOK.tables)
        if table.name not in tables and table.since <= layout
    }
    found = [
        problem("E102", sheet=sheet, table=table)
        for sheet, table in reversed(absent_sheets.items())
    ]
    months = [str(month) for month in plan_months(start)]
    for located in tables.values():
        place = Place(located.sheet.name)
        fields = set(located.columns.values())
        for column in located.table.inputs:
            if column.optional or column.since > layout:
                continue
            if not column.repeat and not column.hidden and column.name not in fields:
                found.append(_absent(located, column, place, language))
            if column.repeat == "months":
                found += _months_amiss(column, months, fields, place, language)
    return found


def _months_amiss(
    column: Column, months: Sequence[str], fields: Set[str], place: Place, language: str
) -> Iterator[Problem]:
    """Tell which of a column's months are not there (E101) or of another year (W108)."""
    header = column.header(language)
    absent = [month for month in months if f"{column.name}.{month}" not in fields]
    if absent:
        yield problem("E101", place, header=f"{header} {', '.join(absent)}")
    split = (field.partition(".") for field in fields)
    foreign = sorted(step for name, _, step in split if name == column.name and step not in months)
    if foreign:
        told = f"{header} {', '.join(foreign)}"
        yield problem("W108", place, months=told, first=months[0], last=months[-1])


def _absent(located: Located, column: Column, place: Place, language: str) -> Problem:
    """Tell of a column that was not found, with the header that may be meant (E103).

    It is never taken for it.
    """
    from btobsheet.excel.read.by_headers import near_header  # lazy door: few lose a column

    near, key = near_header(located, column), f"{located.table.name}.{column.name}"
    if near is None:
        return problem("E101", place, header=column.header(language), column=key)
    return problem(
        "E103",
        Place(place.sheet, near[1]),
        header=column.header(language),
        close=near[0],
        cell=near[1],
        column=key,
    )
