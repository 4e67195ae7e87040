"""A filled workbook -> Plan, with every problem found in it and its cell.

Whatever people did to the workbook in between (columns moved, tabs renamed, rows sorted, keys lost),
the reader finds the tables (:mod:`btobsheet.excel.locate`), takes their raw rows
(:mod:`btobsheet.excel.rows`) and lets :mod:`btobsheet.layout.records` understand them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from btobsheet.excel import signs
from btobsheet.excel.cells import VISIBLE, Grid
from btobsheet.excel.grid import Source, read_grid
from btobsheet.excel.keys import computed_columns, is_planning_sheet
from btobsheet.excel.locate import Located, by_headers, by_keys
from btobsheet.excel.rows import raw_rows, typed_over
from btobsheet.layout.book import BOOK, LAYOUT_VERSION
from btobsheet.layout.identity import unpack
from btobsheet.layout.ids import RawRow
from btobsheet.layout.records import build, in_order
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.plan.model import CalendarUnit, Language, Plan
from btobsheet.problems import Place, Problem, UnreadableError, problem
from btobsheet.quickclass import dataclass

_NEEDED = frozenset(("operations", "tactics", "kpis", "actions"))


@dataclass(frozen=True)
class ReadResult:
    """What a workbook held: the plan, every problem in the order of the cells, and where its tables stand, by name."""

    plan: Plan
    problems: tuple[Problem, ...]
    file: str
    tables: Mapping[str, Located]
    grid: Grid


def read_workbook(source: Source, name: str = "", *, computed: bool = False, verify: bool = False) -> ReadResult:
    """Read a planning workbook from a path or its bytes.

    ``computed`` also tells of formulas that were typed over (W403), ``verify`` of a base snapshot that
    was changed (W404). Raises :class:`UnreadableError`: E001 to E018 as :func:`read_grid`, E020 for
    another workbook, E021 for one of a newer layout, E022 where nothing tells its first month.
    """
    grid, short = _opened(source, name, computed)
    stored = signs.stored_month(short)
    tables, start, problems = _tables(grid, short.get("language", ""), stored)
    if len(tables) < len(BOOK.tables) and not all(sheet.complete for sheet in grid.sheets):
        grid = read_grid(source, name)
        tables, start, problems = _tables(grid, short.get("language", ""), stored)
    if not tables.keys() & _NEEDED:
        sheets = [sheet.name for sheet in grid.sheets if sheet.state == VISIBLE]
        raise UnreadableError(problem("E020", sheets=", ".join(sheets[:5]) + (" …" if len(sheets) > 5 else "")), file=grid.file)
    if start is None:
        raise UnreadableError(problem("E022"), file=grid.file)
    language = _language(short, tables.values())
    rows = _rows(tables, problems)
    problems += _missing(tables, start, language)
    if computed:
        problems += (item for table, located in tables.items() for item in typed_over(located, rows[table], language))
    identity = unpack(short, verify=verify)
    plan, about_cells = build(
        rows,
        start=start,
        language=language,
        calendar=_calendar(short, tables.values()),
        template=short.get("template", ""),
        date1904=grid.date1904,
        identity=identity,
    )
    if not identity.plan_id:
        problems.append(problem("W405"))
    if verify and not identity.checksum_ok:
        problems.append(problem("W404"))
    return ReadResult(plan, tuple(in_order([*problems, *about_cells])), grid.file, tables, grid)


def _opened(source: Source, name: str, computed: bool) -> tuple[Grid, dict[str, str]]:
    grid = read_grid(source, name, is_planning_sheet, None if computed else computed_columns)
    short = signs.stored(grid)
    version = short.get("layout_version", "")
    if version.isascii() and version.isdigit() and int(version) > LAYOUT_VERSION:
        raise UnreadableError(problem("E021", found=int(version), known=LAYOUT_VERSION), file=grid.file)
    return grid, short


def _tables(grid: Grid, language: str, start: Month | None) -> tuple[dict[str, Located], Month | None, list[Problem]]:
    """Find the tables by their keys, and those without by their headers; settle the plan's first month.

    It is as stored, else what the columns say, else guessed by the actions and told (W406).
    """
    found, problems = by_keys(grid, language or "ja")
    start = start or signs.first_month(found.values())
    missing = [table for table in BOOK.tables if table.name not in found]
    if missing and all(sheet.complete for sheet in grid.sheets):
        others, told = by_headers(grid, missing, start, found.values())
        start = start or signs.first_month(others.values())
        if start is None and (start := signs.guessed_month(others.values())):
            others, told = by_headers(grid, missing, start, found.values())
            told.append(problem("W406", start=str(start)))
        found |= others
        problems += told
    return {table.name: found[table.name] for table in BOOK.tables if table.name in found}, start, problems


def _language(short: Mapping[str, str], tables: Iterable[Located]) -> Language:
    stored = short.get("language", "")
    return "ja" if stored == "ja" else "en" if stored == "en" else signs.language(tables)


def _calendar(short: Mapping[str, str], tables: Iterable[Located]) -> CalendarUnit:
    units: tuple[CalendarUnit, ...] = ("week", "day", "month")
    return next((unit for unit in units if unit == short.get("calendar")), None) or signs.calendar_unit(tables)


def _rows(tables: Mapping[str, Located], problems: list[Problem]) -> dict[str, list[RawRow]]:
    found = {}
    for name, located in tables.items():
        found[name], told = raw_rows(located)
        problems += told
    return found


def _missing(tables: Mapping[str, Located], start: Month, language: str) -> list[Problem]:
    """Tell which tables and input columns are not there, each once; columns of other years' months are not read (W108)."""
    sheets = dict.fromkeys(BOOK.sheet_of(table.name).title(language) for table in BOOK.tables if table.name not in tables)
    found = [problem("E102", sheet=sheet) for sheet in sheets]
    months = [str(month) for month in plan_months(start)]
    for located in tables.values():
        place = Place(located.sheet.name)
        fields = set(located.columns.values())
        for column in located.table.inputs:
            if not column.repeat and not column.hidden and column.name not in fields:
                found.append(problem("E101", place, header=column.header(language)))
            if column.repeat == "months":
                absent = [month for month in months if f"{column.name}.{month}" not in fields]
                header = f"{column.header(language)} {', '.join(absent)}"
                found += [problem("E101", place, header=header)] if absent else []
                foreign = sorted(step for base, _, step in (field.partition(".") for field in fields) if base == column.name and step not in months)
                if foreign:
                    found.append(problem("W108", place, months=f"{column.header(language)} {', '.join(foreign)}", first=months[0], last=months[-1]))
    return found
