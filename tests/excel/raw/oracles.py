"""Compare our reading of a workbook with openpyxl's and calamine's.

Every difference allowed has a reason.

Runs in a forked child with bounded time and memory, since both libraries hang or abort on some
files.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import pickle
import re
import time
import warnings
from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import Any

from btobsheet.excel.raw.grid import Cell, CellError, Grid, SheetGrid, read_grid
from btobsheet.problems import UnreadableError

SECONDS = 30
Cells = dict[tuple[int, int], Cell]


class Outcome:
    """What a child told: the code of a refusal, our seconds, and what differs without a reason."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.finished = "code" in told
        self.code: str = told.get("code", "")
        self.seconds: float = told.get("seconds", 0.0)
        self.differences: list[str] = told.get("openpyxl", []) + told.get("calamine", [])
        self.oracles = [name for name in ("openpyxl", "calamine") if name in told]


def judge(path: Path, scratch: Path, oracles: bool = True) -> Outcome:
    """Read a file and compare it, in a child of at most 1 GiB."""
    scratch.write_bytes(b"")
    child = multiprocessing.get_context("fork").Process(target=_work, args=(path, scratch, oracles))
    child.start()
    child.join(SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    told: dict[str, Any] = {}
    with scratch.open("rb") as stream:
        try:
            while True:
                told.update(pickle.load(stream))
        except EOFError:
            return Outcome(told)


def _work(path: Path, scratch: Path, oracles: bool) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    warnings.simplefilter("ignore")
    start, code, grid = time.process_time(), "", None
    try:
        grid = read_grid(path)
    except UnreadableError as error:
        code = error.problem.code
    _tell(scratch, {"code": code, "seconds": time.process_time() - start})
    if grid is None or not oracles:
        return
    for name, compare in (("openpyxl", _openpyxl), ("calamine", _calamine)):
        try:
            found = compare(path, grid)
        except Exception:  # the oracle cannot read the file: nothing to compare
            continue
        _tell(scratch, {name: found})


def _tell(scratch: Path, told: dict[str, Any]) -> None:
    with scratch.open("ab") as stream:
        pickle.dump(told, stream)


def _cells(sheet: SheetGrid) -> Cells:
    return {
        (row, column): cell for row, cells in sheet.rows.items() for column, cell in cells.items()
    }


# ---- openpyxl ----


def _openpyxl(path: Path, grid: Grid) -> list[str]:
    import openpyxl
    from openpyxl.utils.datetime import to_excel

    values, formulas = (
        openpyxl.load_workbook(path, data_only=data_only) for data_only in (True, False)
    )
    theirs = [sheet for sheet in values.worksheets if not _macro_sheet(sheet)]
    if not theirs:
        return []  # Strict Open XML: openpyxl sees no sheets at all
    found = (
        []
        if len(theirs) == len(grid.sheets)
        else [f"openpyxl: {len(theirs)} sheets, not {len(grid.sheets)}"]
    )
    for ours, sheet in zip(grid.sheets, theirs, strict=False):
        cells = _cells(ours)
        their_values = {
            at: _plain(cell.value, lambda day: to_excel(day, values.epoch))
            for at, cell in sheet._cells.items()
        }
        their_formulas = {
            at: _formula(cell.value)
            for at, cell in formulas[sheet.title]._cells.items()
            if cell.data_type == "f"
        }
        for at in sorted({*cells, *their_values}):
            cell = cells.get(at, Cell(None))
            value, formula = their_values.get(at), their_formulas.get(at, "")
            if not _same(cell.value, value) and not any(
                reason(ours, at, cell, value) for reason in OPENPYXL_VALUES
            ):
                found.append(f"openpyxl: {ours.name} {at}: {cell.value!r} not {value!r}")
            if cell.formula != formula and not any(
                reason(ours, at, cell, formula) for reason in OPENPYXL_FORMULAS
            ):
                found.append(
                    f"openpyxl: {ours.name} {at}: formula {cell.formula!r} not {formula!r}"
                )
    return found


def _macro_sheet(sheet: Any) -> bool:
    return "macro" in sheet.title.lower()  # openpyxl counts Excel 4 macro sheets as worksheets


def _formula(value: Any) -> str:
    text = getattr(value, "text", None) if not isinstance(value, str) else value
    return "…" if text is None else text.removeprefix("=")


def _empty_text(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """An empty text is no value of ours; a formula's empty result is one, where openpyxl has none."""
    return theirs in ("", None) and (
        cell.value is None or (cell.value == "" and cell.formula != "")
    )


def _escapes(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """openpyxl leaves ``_xHHHH_`` as it is, but for ``x005F_``.

    Calamine decodes some, not surrogates.
    """

    def decode(text: str) -> str:
        text = re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    return isinstance(theirs, str) and "_x" in theirs and decode(str(cell.value)) == decode(theirs)


def _under_a_merge(sheet: SheetGrid, at: tuple[int, int], _cell: Cell, theirs: Any) -> bool:
    """openpyxl drops what lies under a merged range; the file still holds it."""
    return theirs in (None, "") and any(
        a <= at[0] <= c and b <= at[1] <= d and at != (a, b) for a, b, c, d in sheet.merges
    )


def _no_such_date(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """A serial beyond the calendar becomes #VALUE! in openpyxl; what the file holds is a number."""
    return theirs == "#VALUE!" and isinstance(cell.value, int | float)


def _before_march_1900(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """openpyxl's way from serial to date and back is a day off before 1 March 1900."""
    return (
        isinstance(cell.value, int | float)
        and isinstance(theirs, int | float)
        and cell.value < 61
        and abs(cell.value - theirs) <= 1
    )


def _python_spelling(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """``1_000``, ``1e999``, ``2`` for a boolean: Python takes them, a spreadsheet program never
    writes them.
    """
    return (
        isinstance(cell.value, str) and isinstance(theirs, int | float) and cell.value[:1].isdigit()
    )


def _no_namespace(sheet: SheetGrid, _at: tuple[int, int], _cell: Cell, theirs: Any) -> bool:
    """A part without any namespace is readable for us and empty for openpyxl."""
    return (
        theirs is None
        and sheet.name == "Plan"
        and set(sheet.rows) == {1}
        and len(sheet.rows[1]) == 2
    )


def _elsewhere(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: str) -> bool:
    """A shared formula's text stands at its first cell; openpyxl works out the others."""
    return cell.formula == "…"


Reason = Callable[[SheetGrid, tuple[int, int], Cell, Any], bool]
OPENPYXL_VALUES: tuple[Reason, ...] = (
    _empty_text,
    _escapes,
    _under_a_merge,
    _no_such_date,
    _before_march_1900,
    _python_spelling,
    _no_namespace,
)
OPENPYXL_FORMULAS: tuple[Reason, ...] = (_elsewhere, _under_a_merge)

# ---- calamine ----


def _calamine(path: Path, grid: Grid) -> list[str]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum

    book = CalamineWorkbook.from_path(str(path))
    indexes = [
        index
        for index, about in enumerate(book.sheets_metadata)
        if about.typ == SheetTypeEnum.WorkSheet
    ]
    found = (
        []
        if len(indexes) == len(grid.sheets)
        else [f"calamine: {len(indexes)} sheets, not {len(grid.sheets)}"]
    )
    first = dt.datetime(1904, 1, 1) if grid.date1904 else dt.datetime(1899, 12, 30)
    for ours, index in zip(grid.sheets, indexes, strict=False):
        if (
            sum(len(cells) for cells in ours.rows.values()) < 3
            and max(chain([1], *ours.rows.values(), ours.rows)) > 10_000
        ):
            continue  # calamine reserves the whole area: an abort, not an answer
        sheet = book.get_sheet_by_index(index)
        start = sheet.start or (0, 0)
        theirs = {
            (row, column): _plain(value, lambda day: _serial(day, first))
            for row, line in enumerate(sheet.to_python(skip_empty_area=True), start[0] + 1)
            for column, value in enumerate(line, start[1] + 1)
            if value != ""
        }
        cells = _cells(ours)
        for at in sorted({*cells, *theirs}):
            cell, value = cells.get(at, Cell(None)), theirs.get(at)
            if not _same(cell.value, value) and not any(
                reason(ours, at, cell, value) for reason in CALAMINE_VALUES
            ):
                found.append(f"calamine: {ours.name} {at}: {cell.value!r} not {value!r}")
    return found


def _error_or_empty(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """calamine gives error cells and empty results alike as no value."""
    return theirs is None and (isinstance(cell.value, CellError) or cell.value in (None, ""))


def _trimmed(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """calamine trims a text without xml:space; we keep what stands in the file."""
    return isinstance(cell.value, str) and cell.value.strip() == (theirs or "")


def _iso_text(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """calamine leaves some ISO dates as text; we always give the serial number."""
    return (
        isinstance(theirs, str)
        and re.match(r"\d{4}-\d\d-\d\dT", theirs) is not None
        and isinstance(cell.value, float)
    )


def _time_near_zero(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """calamine turns serials around the epoch into dates up to two days off."""
    if not (isinstance(cell.value, int | float) and isinstance(theirs, int | float)):
        return False
    return cell.value < 61 and (abs(theirs - cell.value) <= 2 or abs(theirs - cell.value % 1) <= 2)


def _not_a_number(_s: SheetGrid, _at: tuple[int, int], cell: Cell, theirs: Any) -> bool:
    """``NaN`` in a number's place stays the text it is."""
    return isinstance(theirs, float) and theirs != theirs and isinstance(cell.value, str)


CALAMINE_VALUES: tuple[Reason, ...] = (
    _error_or_empty,
    _escapes,
    _time_near_zero,
    _python_spelling,
    _trimmed,
    _iso_text,
    _not_a_number,
)

# ---- both ----


def _serial(day: dt.datetime, first: dt.datetime) -> float:
    return (day - first) / dt.timedelta(days=1)


def _plain(value: Any, serial: Callable[[Any], float]) -> Any:
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return (
            value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6
        ) / 86400
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day)
    return serial(value) if isinstance(value, dt.datetime) else value


def _same(ours: Any, theirs: Any) -> bool:
    """Equal, and of one kind; numbers to a millionth, as dates come back from rounded clocks."""
    if isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return ours == theirs or abs(ours - theirs) <= 1e-6 * max(1.0, abs(ours))
    return bool(ours == theirs)
