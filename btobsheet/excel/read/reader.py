"""A filled workbook -> Plan, with every problem found in it and its cell.

Whatever people did to the workbook in between (columns moved, tabs renamed, rows sorted, keys
lost), the reader finds the tables by their keys, else by their headers, takes their raw rows
(:mod:`btobsheet.excel.read.rows`) and lets :mod:`btobsheet.layout.rows.read` understand them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from btobsheet.excel.raw.cells import VISIBLE, Grid
from btobsheet.excel.raw.grid import Source, read_grid
from btobsheet.excel.read import signs
from btobsheet.excel.read.absent import lacking, layout_of
from btobsheet.excel.read.by_keys import by_keys
from btobsheet.excel.read.keys import (
    computed_columns,
    is_planning_sheet,
    shown_columns,
    unread_columns,
)
from btobsheet.excel.read.located import Located
from btobsheet.excel.read.rows import broken_formulas, raw_rows, typed_over
from btobsheet.layout.book import BOOK, LAYOUT_VERSION
from btobsheet.layout.rows.drafts import Understood, understand
from btobsheet.layout.rows.identity import HISTORY, unpack
from btobsheet.layout.rows.ids import Find, RawRow
from btobsheet.layout.rows.read import in_order, plan_of
from btobsheet.plan.calendar import Month
from btobsheet.plan.history import LOST_HISTORY
from btobsheet.plan.model import CalendarUnit, Language, Plan
from btobsheet.plan.records import ID_LETTERS
from btobsheet.problems import Problem, UnreadableError, problem
from btobsheet.quickclass import dataclass
from btobsheet.wording import LANGUAGES
from btobsheet.wording.heard import hear

_NEEDED = frozenset(("operations", "tactics", "kpis", "actions"))


@dataclass(frozen=True)
class ReadResult:
    """What a workbook held: the plan, every problem in the order of the cells, and its file.

    ``tables`` tells by name where its tables stand, ``rows`` are their rows, ``understood`` says
    what each of their cells means.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    file: str
    tables: Mapping[str, Located]
    grid: Grid
    rows: Mapping[str, Sequence[RawRow]]
    understood: Understood


def read_workbook(
    source: Source,
    name: str = "",
    *,
    computed: bool = False,
    verify: bool = False,
    outputs: Collection[str] | None = None,
) -> ReadResult:
    """Read a planning workbook from a path or its bytes.

    ``computed`` also tells of formulas that were typed over (W403), ``verify`` of all that
    :mod:`btobsheet.excel.read.audit` finds. With ``outputs`` every tab is read; without
    ``computed``, formulas that show something are left out in computed columns and in the tabs that
    it names. Raises :class:`UnreadableError`: E001 to E018 as
    :func:`read_grid`, E020 for another workbook, E021 for one of a newer layout, E022 where nothing
    tells its first month.
    """
    grid, short, tables, start, problems = _found(source, name, computed, verify, outputs)
    language = _language(short, tables.values())
    rows = _rows(tables, problems)
    problems += lacking(tables, start, language, layout_of(short, tables.values()))
    if computed:
        problems += (
            item
            for table, located in tables.items()
            for item in (
                *typed_over(located, rows[table], language),
                *broken_formulas(located, language),
            )
        )
    if verify and not short.get("plan_id"):
        short |= signs.lost_identity(read_grid(source, name))
    identity = unpack(short, verify=verify)
    understood = understand(
        rows,
        start,
        date1904=grid.date1904,
        find=_finders(identity.base) if identity.base else None,
    )
    plan, about_cells = plan_of(
        understood,
        language=language,
        calendar=_calendar(short, tables.values()),
        template=short.get("template", ""),
        identity=identity,
    )
    plan = _with_memory(plan, signs.remembered(grid), short, verify)
    if not identity.plan_id:
        problems.append(problem("W405"))
    if verify:
        from btobsheet.excel.read.audit import audit  # lazy door: a report needs none of it

        problems += audit(grid, short, plan, tables, understood, source)
    hear(language)
    told = tuple(in_order([*problems, *about_cells]))
    return ReadResult(plan, told, grid.file, tables, grid, rows, understood)


def _with_memory(
    plan: Plan, stored: Mapping[str, str], short: Mapping[str, str], verify: bool
) -> Plan:
    """Give the plan with what was approved of it; most workbooks have no approval.

    Where the tab was deleted or emptied, that is no longer known.
    """
    if not stored and short.get("layout_version") == str(LAYOUT_VERSION):
        return replace(plan, history=LOST_HISTORY)
    if stored.get(HISTORY, "0") == "0":
        return plan
    from btobsheet.layout.rows.memory import memory_of  # lazy door: as above

    return replace(plan, history=memory_of(stored, verify=verify))


def _found(
    source: Source, name: str, computed: bool, verify: bool, outputs: Collection[str] | None
) -> tuple[Grid, dict[str, str], dict[str, Located], Month, list[Problem]]:
    """Open a workbook and find its tables and first month, looking further where one is missing."""
    grid, short = _opened(source, name, computed, verify, outputs)
    stored = signs.stored_month(short)
    tables, start, problems = _tables(grid, short.get("language", ""), stored)
    if len(tables) < len(BOOK.tables) and not all(sheet.complete for sheet in grid.sheets):
        grid = read_grid(source, name)
        tables, start, problems = _tables(grid, short.get("language", ""), stored)
    if start is None or not tables.keys() & _NEEDED:
        raise _no_plan(grid, tables)
    return grid, short, tables, start, problems


def _no_plan(grid: Grid, tables: Mapping[str, Located]) -> UnreadableError:
    """Say why there is no plan to read: another workbook (E020), or no first month (E022)."""
    if tables.keys() & _NEEDED:
        return UnreadableError(problem("E022"), file=grid.file)
    sheets = [sheet.name for sheet in grid.sheets if sheet.state == VISIBLE]
    shown = ", ".join(sheets[:5]) + (" …" if len(sheets) > 5 else "")
    return UnreadableError(problem("E020", sheets=shown), file=grid.file)


def _finders(base: str) -> dict[str, Find]:
    """Give by table the function that finds the id under which a row was handed out.

    The snapshot is opened on first use.
    """

    @lru_cache(maxsize=1)
    def snapshot() -> dict[str, Find]:
        from btobsheet.layout.rows.base import base_rows  # lazy door: most workbooks never need it
        from btobsheet.layout.rows.rematch import Basis  # lazy door: as above

        return {
            table: Basis(table, rows).find
            for table, rows in base_rows(base).items()
            if table in ID_LETTERS
        }

    def finder(table: str) -> Find:
        return lambda row: find(row) if (find := snapshot().get(table)) else ""

    return {table: finder(table) for table in ID_LETTERS}


def _opened(
    source: Source, name: str, computed: bool, verify: bool, outputs: Collection[str] | None
) -> tuple[Grid, dict[str, str]]:
    if outputs is None:
        unread = None if computed else computed_columns if verify else unread_columns
        grid = read_grid(source, name, is_planning_sheet, unread)
    else:
        grid = read_grid(source, name, shown=None if computed else shown_columns(outputs))
    short = signs.stored(grid)
    version = short.get("layout_version", "")
    if version.isascii() and version.isdigit() and int(version) > LAYOUT_VERSION:
        raise UnreadableError(
            problem("E021", found=int(version), known=LAYOUT_VERSION), file=grid.file
        )
    return grid, short


def _tables(
    grid: Grid, language: str, start: Month | None
) -> tuple[dict[str, Located], Month | None, list[Problem]]:
    """Find the tables by their keys, and those without by their headers, and the first month.

    It is as stored, else what the columns say, else guessed by the actions and told (W406).
    """
    found, problems = by_keys(grid, language or LANGUAGES[0])
    start = start or signs.first_month(found.values())
    missing = [table for table in BOOK.tables if table.name not in found]
    if missing and all(sheet.complete for sheet in grid.sheets):
        from btobsheet.excel.read.by_headers import by_headers  # lazy door: few lose their keys

        others, told = by_headers(grid, missing, start, found.values())
        start = start or signs.first_month(others.values())
        if start is None and (start := signs.guessed_month(others.values())):
            others, told = by_headers(grid, missing, start, found.values())
            told.append(problem("W406", start=str(start)))
        found |= others
        problems += told
    names = [table.name for table in BOOK.tables if table.name in found]
    return {name: found[name] for name in names}, start, problems


def _language(short: Mapping[str, str], tables: Iterable[Located]) -> Language:
    stored = short.get("language", "")
    return stored if stored in LANGUAGES else signs.language(tables)


def _calendar(short: Mapping[str, str], tables: Iterable[Located]) -> CalendarUnit:
    units: tuple[CalendarUnit, ...] = ("week", "day", "month")
    return next(
        (unit for unit in units if unit == short.get("calendar")), None
    ) or signs.calendar_unit(tables)


def _rows(tables: Mapping[str, Located], problems: list[Problem]) -> dict[str, list[RawRow]]:
    found = {}
    for name, located in tables.items():
        found[name], told = raw_rows(located)
        problems += told
    return found
