"""A workbook made by hand as people see it: values, merges spread, fills, notes and drop-downs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import field
from functools import lru_cache
from typing import Final

from btobsheet.excel.raw.cells import VISIBLE, Cell, SheetGrid
from btobsheet.excel.raw.details import SheetDetails, inspect_workbook
from btobsheet.excel.raw.formats import days, percents, thousands
from btobsheet.excel.raw.grid import Source, loaded, read_grid, relations, tabs, workbook_part
from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of
from btobsheet.excel.read.keys import is_planning_sheet
from btobsheet.layout.address import column_number
from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import Raw, is_blank, plain
from btobsheet.problems import Problem, UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass

MOST_ROWS: Final = 3_000
"""A tab with more filled rows is a list of data, no plan that people look after by hand."""
MOST_COLUMNS: Final = 1_200
_MOST_VALUES: Final = 30_000
"""Rows with values: a tab with more is not even read."""
_MOST_CELLS: Final = 250_000
"""With more cells the colours are not looked at: a second library would read them all again."""
_MOST_MERGED: Final = 200_000
_ABOVE: Final = 6
"""So many rows above a table's headings are read for what it is about and in what it counts."""
_MACROS: Final = "xl/vbaProject.bin"
_UNPAINTED: Final = frozenset(("FFFFFF", "000000", "theme:0", "indexed:9", "indexed:64"))
At = tuple[int, int]


@dataclass(frozen=True)
class OldTab:
    """One tab: its own cells by row and column, and what surrounds them.

    ``spread`` leads from a cell that a merge covers to the one that holds its value; ``fills`` are
    colours by cell (white is none), ``notes`` texts; ``lists`` are the words of
    drop-downs by column.
    """

    name: str
    rows: Mapping[int, Mapping[int, Cell]]
    spread: Mapping[At, At]
    fills: Mapping[At, str] = field(default_factory=dict)
    notes: Mapping[At, str] = field(default_factory=dict)
    lists: Mapping[int, frozenset[str]] = field(default_factory=dict)
    visible: bool = True
    skipped: bool = False

    @property
    def last_row(self) -> int:
        """The last row with anything in it, be it a colour."""
        return max((*self.rows, *(row for row, _ in self.fills)), default=0)

    @property
    def last_column(self) -> int:
        """The last column with a value."""
        return max((column for cells in self.rows.values() for column in cells), default=0)

    def home(self, row: int, column: int) -> At:
        """Give the cell whose value is seen here: of a merge its first one."""
        return self.spread.get((row, column), (row, column))

    def own(self, row: int, column: int) -> Raw:
        """Give a cell's own value."""
        cell = self.rows.get(row, {}).get(column)
        return cell.value if cell else None

    def seen(self, row: int, column: int) -> Raw:
        """Give the value that is seen in a cell."""
        return self.own(*self.home(row, column))

    def text(self, row: int, column: int) -> str:
        """Give what is seen in a cell as text on one line."""
        return " ".join(plain(self.seen(row, column)).split())

    def filled(self, row: int) -> list[int]:
        """Give the columns of a row's own cells that hold something."""
        return [at for at, cell in self.rows.get(row, {}).items() if not is_blank(cell.value)]

    def above(self, header: int) -> range:
        """Give the rows above a table's headings in which something may be said of it."""
        return range(max(1, header - _ABOVE), header)

    def texts(self, rows: tuple[int, int]) -> frozenset[str]:
        """Give what stands in the rows from the first to the last."""
        lines = range(rows[0], rows[1] + 1)
        return frozenset(self.text(row, at) for row in lines for at in self.filled(row))

    def is_computed(self, row: int, column: int) -> bool:
        """Tell whether a cell's value is that of a formula."""
        cell = self.rows.get(row, {}).get(column)
        return bool(cell and cell.formula)

    def cells(self) -> Iterator[At]:
        """Give the cells that hold a value, or a formula nobody has computed."""
        for row, cells in sorted(self.rows.items()):
            for column, cell in sorted(cells.items()):
                if cell.formula or not is_blank(cell.value):
                    yield row, column


@dataclass(frozen=True)
class Old:
    """A workbook made by hand; ``told`` is what could not be looked at."""

    file: str
    tabs: tuple[OldTab, ...]
    data: bytes = field(repr=False)
    date1904: bool = False
    told: tuple[Problem, ...] = ()

    def tab(self, name: str) -> OldTab | None:
        """Find a tab by its name."""
        return next((tab for tab in self.tabs if tab.name == name), None)

    def shown(self, tab: OldTab, at: At) -> str:
        """Give what people see in a cell: a day as a day, a formula without a value as it is."""
        raw = tab.own(*at)
        if isinstance(raw, int) and at in _days(self.data, tab.name):
            day = serial_day(raw, self.date1904)
            return f"{day.year}/{day.month}/{day.day}" if day else plain(raw)
        return tab.text(*at) or f"={tab.rows[at[0]][at[1]].formula}"

    def percents(self, tab: str) -> Mapping[At, int]:
        """Give the cells that are shown as percentages (:func:`btobsheet.excel.raw.formats`)."""
        return _percents(self.data, tab)

    def figure(self, tab: str, at: At, raw: Raw) -> Raw:
        """Give a number as its format shows it: 1200000 in thousands (#,##0,) is 1200."""
        steps = _thousands(self.data, tab).get(at, 0)
        if not steps or isinstance(raw, bool) or not isinstance(raw, int | float):
            return raw
        return raw / 1000.0**steps


@lru_cache(maxsize=8)
def _percents(data: bytes, tab: str) -> Mapping[At, int]:
    return percents(data, tab)


@lru_cache(maxsize=8)
def _thousands(data: bytes, tab: str) -> Mapping[At, int]:
    return thousands(data, tab)


@lru_cache(maxsize=8)
def _days(data: bytes, tab: str) -> Set[At]:
    return days(data, tab)


def read_old(source: Source, name: str = "") -> Old:
    """Read a workbook made by hand.

    Raises UnreadableError: as :func:`read_grid`, E802 lists of data only, E803 formulas only, E804
    cells merged into one; UsageError E801 a planning workbook of ours.
    """
    data = loaded(source)
    counts = _counts(data)

    def wanted(_first: Mapping[int, Cell], tab: str) -> bool:
        return counts.get(tab, 0) <= _MOST_VALUES

    grid = read_grid(data, name or ("" if isinstance(source, bytes) else str(source)), wanted)
    filled = [sheet for sheet in grid.sheets if sheet.rows]
    if any(is_planning_sheet(sheet.rows[min(sheet.rows)], sheet.name) for sheet in filled):
        raise UsageError(problem("E801"), grid.file)
    sizes = {
        sheet.name: len(sheet.rows) if sheet.complete else counts[sheet.name] for sheet in filled
    }
    long = [sheet for sheet in filled if sizes[sheet.name] > MOST_ROWS]
    _refuse(filled, long, sizes, grid.file)
    details, told = _details(data, filled)
    told += [problem("W810", None, one.name, count=sizes[one.name]) for one in long]
    if _has_macros(data):
        told.append(problem("W433"))
    tabs = tuple(_tab(sheet, details.get(sheet.name), sheet in long) for sheet in grid.sheets)
    return Old(grid.file, tabs, data, grid.date1904, tuple(told))


def _counts(data: bytes) -> dict[str, int]:
    """Count the rows of each tab without reading them, where they hold more than a plan could."""
    try:
        package = Package(data)
        if kind_of(package) != "xlsx":
            return {}
        workbook = workbook_part(package)
        links = relations(package, workbook)
        sheets = tabs(package, workbook)[0]
        parts = {sheet.name: links.get(one, ("", ""))[1] for sheet, one in sheets}
        found = {}
        for name, part in parts.items():
            rows = values = 0
            for chunk in package.chunks(part) if part in package else ():
                rows += chunk.count(b"<row")
                values += chunk.count(b"<v>")
            found[name] = rows if min(rows, values) > _MOST_VALUES else 0
    except RefusalError:
        return {}
    return found


def _refuse(
    filled: list[SheetGrid], long: list[SheetGrid], sizes: Mapping[str, int], file: str
) -> None:
    cells = [cell for sheet in filled for row in sheet.rows.values() for cell in row.values()]
    if cells and all(is_blank(cell.value) for cell in cells):
        raise UnreadableError(problem("E803"), file)
    if filled and len(long) == len(filled):
        name = max(long, key=lambda one: sizes[one.name]).name
        raise UnreadableError(problem("E802", None, name, count=sizes[name], most=MOST_ROWS), file)
    for sheet in filled:
        if any(_holds_all(merge, sheet) for merge in sheet.merges) and len(filled) == 1:
            raise UnreadableError(problem("E804", None, sheet.name), file)


def _holds_all(merge: tuple[int, int, int, int], sheet: SheetGrid) -> bool:
    """Tell whether one merge covers every filled cell of a tab, over several rows and columns."""
    top, left, bottom, right = merge
    if bottom == top or right == left:
        return False
    return all(
        top <= row <= bottom and left <= column <= right
        for row, cells in sheet.rows.items()
        for column in cells
    )


def _details(
    data: bytes, filled: list[SheetGrid]
) -> tuple[Mapping[str, SheetDetails], list[Problem]]:
    """Look at colours and notes; told where that cannot be done."""
    count = sum(len(cells) for sheet in filled for cells in sheet.rows.values())
    if count > _MOST_CELLS:
        return {}, [problem("W811")]
    try:
        return {sheet.name: sheet for sheet in inspect_workbook(data)}, []
    except UnreadableError:
        return {}, [problem("W811")]


def _has_macros(data: bytes) -> bool:
    try:
        return _MACROS in Package(data)
    except RefusalError:
        return False


def _tab(sheet: SheetGrid, details: SheetDetails | None, skipped: bool) -> OldTab:
    rows = {
        row: {column: cell for column, cell in cells.items() if column <= MOST_COLUMNS}
        for row, cells in sheet.rows.items()
    }
    fills = (
        {
            (one.row, one.column): one.colour
            for one in details.fills
            if one.colour not in _UNPAINTED and one.column <= MOST_COLUMNS
        }
        if details
        else {}
    )
    notes = {(one.row, one.column): one.text for one in details.notes} if details else {}
    lists = _lists(details) if details else {}
    visible = sheet.state == VISIBLE
    spread = {} if skipped else _spread(sheet)
    return OldTab(sheet.name, rows, spread, fills, notes, lists, visible, skipped)


def _lists(details: SheetDetails) -> dict[int, frozenset[str]]:
    """Give the words that drop-downs offer which name them themselves, by column."""
    found: dict[int, frozenset[str]] = {}
    for rule in details.validations:
        if rule.kind == "list" and rule.formula.startswith('"'):
            words = frozenset(one.strip() for one in rule.formula.strip('"').split(","))
            for area in rule.ranges.split():
                first = area.partition(":")[0].strip("$0123456789")
                found[column_number(first)] = words
    return found


def _spread(sheet: SheetGrid) -> dict[At, At]:
    last_row = max(sheet.rows, default=0)
    last_column = max((column for cells in sheet.rows.values() for column in cells), default=0)
    last_column = max(last_column, *(right for *_, right in sheet.merges), 0)
    found: dict[At, At] = {}
    for top, left, bottom, right in sheet.merges:
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, last_column, MOST_COLUMNS) + 1):
                found[row, column] = (top, left)
        if len(found) > _MOST_MERGED:
            break
    return found
