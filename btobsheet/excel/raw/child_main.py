"""Helper script, never imported: ask a library that may hang or abort, and answer with JSON.

Runs alone in a process of its own (see ``child.py``) and needs nothing of the package it lies in.
Call: ``child_main.py TASK MEBIBYTES SECONDS`` with the workbook on standard input. Tasks:

``values``   python-calamine: ``[sheet, state, [[row, column, value], …]]`` for every worksheet
``details``  openpyxl: ``[sheet, notes, fills, validations]`` for every worksheet

Rows and columns count from 1; dates and times are serial numbers of the 1900 epoch.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import warnings
from datetime import date, datetime, time, timedelta
from typing import Any

MAX_CELLS = 1_000_000
MAX_ANSWER = 64 << 20
EPOCH = date(1899, 12, 30).toordinal()
DAY = timedelta(days=1)
MISSING = 3


def main() -> int:
    """Do the task; 3 where its library is missing."""
    task, mebibytes, seconds = sys.argv[1:4]
    limit(int(mebibytes), int(seconds))
    warnings.simplefilter("ignore")
    # openpyxl would load numpy, a third of its time to start, for numbers that no file holds
    sys.modules["numpy"] = None  # type: ignore[assignment]  # Python's way to say "not there"
    data = sys.stdin.buffer.read()
    try:
        answer = values(data) if task == "values" else details(data)
    except ImportError:
        return MISSING
    said = json.dumps(answer)
    if len(said) > MAX_ANSWER:
        sys.exit("too much")
    sys.stdout.write(said)
    return 0


def limit(mebibytes: int, seconds: int) -> None:
    """Bound this process's memory and CPU time where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def values(data: bytes) -> list[list[object]]:
    """Give all values of a workbook by python-calamine."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    answer: list[list[object]] = []
    count = 0
    for index, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        state = "visible"
        if about.visible != SheetVisibleEnum.Visible:
            state = "hidden" if about.visible == SheetVisibleEnum.Hidden else "veryHidden"
        cells = cells_of(book.get_sheet_by_index(index))
        count += len(cells)
        if count > MAX_CELLS:
            sys.exit("too many cells")
        answer.append([about.name, state, cells])
    return answer


def cells_of(sheet: Any) -> list[list[object]]:
    """Give the cells of a calamine sheet that hold anything."""
    if sheet.start is None:
        return []
    first_row, first_column = sheet.start
    found: list[list[object]] = []
    for row, line in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
        found.extend(
            [row, column, plain(value)]
            for column, value in enumerate(line, start=first_column + 1)
            if value != ""
        )
    return found


def plain(value: object) -> object:
    """Turn dates and times into serial numbers and whole floats into integers."""
    if isinstance(value, datetime):
        return whole(days(value.date()) + part_of_day(value.time()))
    if isinstance(value, date):
        return days(value)
    if isinstance(value, time):
        return whole(part_of_day(value))
    if isinstance(value, timedelta):
        return whole(value / DAY)
    return whole(value) if isinstance(value, float) else value


def days(day: date) -> int:
    """Give the serial number of a day; the 1900 epoch counts a day that never was."""
    number = day.toordinal() - EPOCH
    return number if number > 60 else number - 1


def part_of_day(clock: time) -> float:
    """Give a time as part of a day."""
    return (
        timedelta(
            hours=clock.hour,
            minutes=clock.minute,
            seconds=clock.second,
            microseconds=clock.microsecond,
        )
        / DAY
    )


def whole(value: float) -> int | float | str:
    """Give a whole number as an integer while it is exact, and what is no number as text."""
    if value.is_integer() and -(10**15) < value < 10**15:
        return int(value)
    return value if abs(value) < float("inf") else str(value)


def details(data: bytes) -> list[list[object]]:
    """Give notes, solid fills and validations of a workbook by openpyxl."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data))
    answer: list[list[object]] = []
    for sheet in book.worksheets:
        notes: list[list[object]] = []
        fills: list[list[object]] = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None:
                    notes.append(
                        [cell.row, cell.column, cell.comment.author or "", cell.comment.text or ""]
                    )
                if cell.has_style and cell.fill.fill_type == "solid":
                    fills.append([cell.row, cell.column, colour(cell.fill.fgColor)])
        rules = [
            [str(rule.sqref), rule.type or "", rule.formula1 or ""]
            for rule in sheet.data_validations.dataValidation
        ]
        answer.append([sheet.title, notes, fills, rules])
    return answer


def colour(colour: Any) -> str:
    """Give a colour as ``RRGGBB``, or as ``theme:4``, ``indexed:13`` where the file names it so."""
    return str(colour.rgb)[-6:] if colour.type == "rgb" else f"{colour.type}:{colour.value}"


if __name__ == "__main__":
    sys.exit(main())
