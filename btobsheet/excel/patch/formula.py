"""Move a formula: its relative references follow, as when a cell is filled down."""

from __future__ import annotations

import re

from btobsheet.layout.address import MAX_COLUMNS, MAX_ROWS, column_number, letters

_CELL = r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})"
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|'(?:[^']|'')*'"  # a sheet's name
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"  # a structured reference
    r"|(?P<columns>(?<![\w.$])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![\w.(!$]))"
    r"|(?P<rows>(?<![\w.$:])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![\w.(!$]))"
    rf"|(?P<cell>(?<![\w.$]){_CELL}(?![\w.(!]))"
    r"|[\w.\\]+"
)


def shifted(formula: str, rows: int, columns: int) -> str:
    """Give a formula as it reads ``rows`` further down and ``columns`` further right.

    Off the sheet is ``#REF!``.
    """
    return _TOKEN.sub(lambda found: _moved(found, rows, columns), formula)


def _moved(found: re.Match[str], rows: int, columns: int) -> str:
    if found["cell"]:
        fixed_column, name, fixed_row, number = re.findall(_CELL, found["cell"])[0]
        column, row = _column(fixed_column, name, columns), _row(fixed_row, number, rows)
        return f"{column}{row}" if column and row else "#REF!"
    if found["columns"]:
        pair = [
            _column("$" * end.startswith("$"), end.lstrip("$"), columns)
            for end in found["columns"].split(":")
        ]
        return ":".join(pair) if all(pair) else "#REF!"
    if found["rows"]:
        pair = [
            _row("$" * end.startswith("$"), end.lstrip("$"), rows)
            for end in found["rows"].split(":")
        ]
        return ":".join(pair) if all(pair) else "#REF!"
    return found[0]


def _column(fixed: str, text: str, by: int) -> str:
    number = column_number(text)
    if number > MAX_COLUMNS:
        return f"{fixed}{text}"  # no column: a name such as ABCD1 never gets here, XFE1 does
    moved = number if fixed else number + by
    return f"{fixed}{letters(moved)}" if 1 <= moved <= MAX_COLUMNS else ""


def _row(fixed: str, text: str, by: int) -> str:
    number = int(text)
    moved = number if fixed else number + by
    return f"{fixed}{moved}" if 1 <= moved <= MAX_ROWS else ""
