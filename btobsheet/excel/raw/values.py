"""Turn a cell's stored text into its value, and its address into numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from btobsheet.excel.raw.cells import LAST_COLUMN, LAST_ROW, CellError, Merge
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.excel.raw.xmlparts import unescape
from btobsheet.layout.typed.text import CellPicture

Value = str | float | int | bool | CellError | None
Converters = Mapping[str | None, Callable[[str], Value]]

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# The columns anybody fills; the few beyond ZZ take the slower way.
COLUMNS: Mapping[str, int] = {
    name: number
    for number, name in enumerate((a + b for a in ("", *_LETTERS) for b in _LETTERS), start=1)
}
_ADDRESS = "([A-Za-z]{1,3})([0-9]{1,7})"
_BOOLEANS = {"1": True, "0": False, "true": True, "false": False}
_EXACT = 10**15  # a spreadsheet keeps 15 digits: a whole number beyond them is not exact
_LARGEST = 1.7976931348623157e308
_TIME = r"(?:PT)?(\d{1,2})[:H](\d{1,2})(?:[:M](\d{1,2}(?:\.\d+)?)S?)?"


def converters(
    strings: list[str], date1904: bool, part: str, pictures: Iterable[str] = ()
) -> Converters:
    """Give the function for each cell type (``t``); a type not listed is read like a number.

    ``pictures`` are the marks (``vm``) of errors that are shown as something else; the type of such
    a cell is ``e`` with its mark. Nothing typed is lost: a text that does not fit its type comes
    back as the text it is.
    """

    def shared(text: str) -> str:
        try:
            index = int(text)
            if index >= 0:
                return strings[index]
        except (ValueError, IndexError):
            pass
        raise RefusalError("E012", part=part)

    def iso(text: str) -> Value:
        return serial_of_iso(text, date1904)

    return {
        None: number,
        "s": shared,
        "str": unescape,
        "inlineStr": unescape,
        "b": _boolean,
        "e": CellError,
        "d": iso,
        **{picture_type(mark): CellPicture for mark in pictures},
    }


def picture_type(mark: str) -> str:
    """Give the type of a cell that stores an error and is marked as something else."""
    return f"e {mark}"


def number(text: str) -> Value:
    """Read a stored number: whole ones as ``int``, no text as ``None``, anything else as text."""
    try:
        value = float(text)
    except ValueError:
        return unescape(text).strip() or None
    if not -_LARGEST <= value <= _LARGEST or "_" in text or not text.isascii():
        return text  # inf, nan and Python's own spellings are no numbers of a workbook
    if value.is_integer() and -_EXACT < value < _EXACT:
        return int(value)
    return value


def serial_of_iso(text: str, date1904: bool) -> Value:
    """Turn an ISO date, date with time, or time into its serial number; else it stays text."""
    clock = re.fullmatch(_TIME, text)
    if clock is not None:
        return _whole((int(clock[1]) * 3600 + int(clock[2]) * 60 + float(clock[3] or 0)) / 86400)
    try:
        return serial(datetime.fromisoformat(text), date1904)
    except ValueError:
        return text


def serial(moment: datetime, date1904: bool = False) -> int | float:
    """Give a moment's serial number; the 1900 epoch counts a 29 February 1900 that never was."""
    days = (
        moment.toordinal() - date(1904, 1, 1).toordinal()
        if date1904
        else moment.toordinal() - date(1899, 12, 30).toordinal()
    )
    if not date1904 and days < 61:
        days -= 1
    seconds = (
        moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1_000_000
    )
    return _whole(days + seconds / 86400)


def place(address: str | None, row: int, column: int, part: str) -> tuple[int, int]:
    """Give row and column of a cell: from its address, else the next one of the row.

    Raises :class:`RefusalError` (E012) outside the sheet's grid.
    """
    if address is None:
        column += 1
    else:
        match = re.fullmatch(_ADDRESS, address)
        row, column = (int(match[2]), column_number(match[1])) if match else (0, 0)
    if not (1 <= row <= LAST_ROW and 1 <= column <= LAST_COLUMN):
        raise RefusalError("E012", part=part)
    return row, column


def row_number(text: str | None, row: int, part: str) -> int:
    """Give the number of a row element: its own, or the next one where it has none."""
    number = (
        row + 1
        if text is None
        else int(text)
        if text.isascii() and text.isdigit() and len(text) < 8
        else 0
    )
    if not 1 <= number <= LAST_ROW:
        raise RefusalError("E012", part=part)
    return number


def merge_of(reference: str) -> Merge | None:
    """Give the four numbers of a range such as ``A1:B2``.

    ``None`` for one cell or what is no range.
    """
    corners = [re.fullmatch(_ADDRESS, corner) for corner in reference.replace("$", "").split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return None
    rows = sorted(int(corner[2]) for corner in corners if corner)
    columns = sorted(column_number(corner[1]) for corner in corners if corner)
    if rows[0] < 1 or rows[1] > LAST_ROW or columns[1] > LAST_COLUMN:
        return None
    return rows[0], columns[0], rows[1], columns[1]


def column_number(letters: str) -> int:
    """Give the number of a column from its letters, ``A`` = 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _boolean(text: str) -> Value:
    return _BOOLEANS.get(text.strip().lower(), text)


def _whole(value: float) -> int | float:
    return int(value) if float(value).is_integer() else value
