"""The columns below a row that is taken for the one of the headings, by a sample of their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from btobsheet.exports.data import Line, is_number
from btobsheet.exports.periods import Clock, day_order
from btobsheet.layout.typed.text import Raw, is_blank, is_error, match_key, narrowed, plain

_SAMPLE: Final = 300
_DAY_ENDS: Final = ("日", "日時", "日付", "時刻")
_DAY_WORDS: Final = ("date", "day", "time")
_SERIALS: Final = (36_526, 73_051)


class Columns:
    """Looks at columns, by number.

    ``heads`` are their headings as typed, ``keys`` as compared; ``clock`` knows the order of day
    and month where the cells tell it; ``width`` is the last column that has a heading.
    """

    def __init__(self, lines: Sequence[Line], at: int, clock: Clock) -> None:
        """Take the line at an index for that of the headings."""
        self.body = lines[at + 1 :]
        self.sample = self.body[:_SAMPLE]
        self.raw = lines[at].cells
        self.heads = {column: plain(cell) for column, cell in self.raw.items()}
        self.keys = {column: match_key(head) for column, head in self.heads.items()}
        self.width = max(self.heads, default=0)
        columns = {column for line in self.sample for column in line.cells} | self.heads.keys()
        self.all = sorted(columns)
        cells = (cell for line in self.sample for cell in line.cells.values())
        self.clock = replace(clock, order=clock.order or day_order(cells))

    def pass_line(self) -> None:
        """Leave the first line below the headings out: it holds headings too."""
        self.width = max(self.width, *self.body[0].cells)
        self.body = self.body[1:]
        self.sample = self.body[:_SAMPLE]

    def named(self, heading: str) -> int:
        """Give the first column of a heading, or 0."""
        return next((column for column, key in self.keys.items() if key == match_key(heading)), 0)

    def headed(self, words: frozenset[str], used: Iterable[int]) -> list[int]:
        """Give the columns not used yet whose heading is one of these words."""
        return [column for column, key in self.keys.items() if key in words and column not in used]

    def filled(self, column: int) -> list[Raw]:
        """Give a column's filled cells."""
        return [cell for line in self.sample if not is_blank(cell := line.cells.get(column))]

    def holds(self, column: int, test: Callable[[Raw], bool]) -> bool:
        """Tell whether a test holds for all filled cells of a column, and there are any."""
        cells = [cell for cell in self.filled(column) if not is_error(cell)]
        return bool(cells) and all(map(test, cells))

    def has_numbers(self, column: int) -> bool:
        """Tell whether any cell of a column is a number."""
        return any(map(is_number, self.filled(column)))

    def has_periods(self, column: int) -> bool:
        """Tell whether any cell of a column is a month or day."""
        return any(self.clock.cell(cell) for cell in self.filled(column))

    def is_mostly_numbers(self, column: int) -> bool:
        """Tell whether half of a column's filled cells or more are numbers."""
        cells = self.filled(column)
        return bool(cells) and 2 * sum(map(is_number, cells)) >= len(cells)

    def is_dated(self, column: int) -> bool:
        """Tell whether all cells of a column are days or months as texts, or days' serial numbers
        under a heading that says so.
        """
        head = narrowed(self.heads.get(column, "")).casefold()
        says = head.endswith(_DAY_ENDS) or any(word in head for word in _DAY_WORDS)

        def dated(raw: Raw) -> bool:
            if isinstance(raw, int | float):
                return says and _SERIALS[0] <= raw < _SERIALS[1]
            return not is_number(raw) and bool(self.clock.cell(raw))

        return self.holds(column, dated)


def carried(body: Sequence[Line], columns: Sequence[int]) -> Sequence[Line]:
    """Give rows whose blank cells of some columns hold what the row above says: an export that
    writes a payment of several lines says its day once.
    """
    last: dict[int, Raw] = {}
    made = []
    for line in body:
        own = {column: line.cells.get(column) for column in columns}
        last |= {column: cell for column, cell in own.items() if not is_blank(cell)}
        made.append(Line(line.row, {**line.cells, **last}) if line.cells else line)
    return made
