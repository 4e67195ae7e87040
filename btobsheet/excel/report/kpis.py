"""The printed page of KPIs: a row each, with a bullet up to the target and a sparkline of its
closed months.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, Literal

from btobsheet.excel.report.look import HEAD_ROW, Book, plain
from btobsheet.excel.write.canvases import data_bar, sparkline
from btobsheet.excel.write.measured import held, pixels
from btobsheet.layout.address import a1, fixed_range, quoted
from btobsheet.layout.look import INK, LINE, MUTED, NAVY, TONES
from btobsheet.quickclass import dataclass
from btobsheet.reports import numbers
from btobsheet.reports.document import Cell, marked, one_line
from btobsheet.reports.status.headline import worst_first
from btobsheet.reports.voice import Voice
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import KpiFigures
from btobsheet.status.landing import on_year

_PAGE, _HEIGHT = 1088, 720
"""A page's pixels at the least scale at which its type is large enough."""
_BULLET, _OVER, _SPARK = 80, 16, 78
_NAME, _SCOPE, _STATUS, _AMOUNT, _TREND, _PERSON = (
    (150, 240),
    (100, 150),
    (70, 150),
    (66, 94),
    (60, 100),
    (70, 124),
)
"""The least and the most that a column of texts has."""
_ID, _NARROW = 44, 0.95
_PAD = 24
_LINE_HEIGHT, _HEAD_HEIGHT, _TITLE_HEIGHT = 18, 36, 54
_MOST_LINES = 3
_UNNAMED = " "
"""The head of what is above a target: part of the bullet beside it."""
_TARGET = 2
"""The border that is a bullet's target."""
_TITLE = {"bold": True, "font_size": 16, "font_color": NAVY, "valign": "vcenter"}


@dataclass(frozen=True)
class _Column:
    """A column: its head, what it shows of each KPI, and how wide it is; ``draw`` tells of those
    that draw a figure.
    """

    head: str
    cells: tuple[Cell, ...]
    width: int
    kind: Literal["", "amount", "scope", "trend", "year", "bullet", "over", "spark"] = ""


def kpi_page(book: Book, voice: Voice) -> None:
    """Add the page, where any KPI has a month to show."""
    found = worst_first(item for item in voice.assessment.kpis if item.counted)
    if any(item.has_months for item in found):
        _Kpis(book, voice, found).write()


class _Kpis:
    """The page in the making; its columns depend on what the plan has."""

    def __init__(self, book: Book, voice: Voice, found: Sequence[KpiFigures]) -> None:
        self.book, self.voice, self.found = book, voice, found
        self.page = book.page("kpis")
        self.columns = _on_page(list(self._columns()), found, voice)

    def _columns(self) -> Iterator[_Column]:
        voice, say = self.voice, self.voice.say
        yield self._texts("col_kpi", lambda item: Cell(voice.name(item.kpi.id)), _NAME)
        scope = self._texts("col_scope", lambda item: Cell(voice.name(item.kpi.scope)), _SCOPE)
        yield replace(scope, kind="scope")
        yield self._texts("col_status", voice.kpi_status, _STATUS)
        shares = tuple(Cell("", value=item.attainment) for item in self.found)
        yield _Column(say("col_attainment"), shares, _BULLET, "bullet")
        yield _Column(_UNNAMED, shares, _OVER, "over")
        yield self._amounts("col_actual_month", 0)
        yield self._amounts("col_target", 1)
        none = (Cell(""),) * len(self.found)
        yield _Column(self.book.say("sparks"), none, _SPARK, "spark")
        trend = self._texts("col_trend", lambda item: voice.status(item.trend, "trend"), _TREND)
        yield replace(trend, kind="trend")
        if not voice.year_over:
            yield self._amounts("col_forecast", 2)
        yield self._amounts("col_annual", 3)
        if any(on_year(item) is not None for item in self.found):
            year = self._texts("col_on_year", lambda item: voice.share_cell(on_year(item)), _TREND)
            yield replace(year, kind="year")
        yield self._texts("col_reporter", lambda item: Cell(voice.reporter(item.kpi)), _PERSON)

    def _texts(
        self, key: str, cell: Callable[[KpiFigures], Cell], limits: tuple[int, int]
    ) -> _Column:
        """Make a column as wide as its longest text asks, within limits."""
        cells = tuple(map(cell, self.found))
        longest = max(_pixels(_words(one)) for one in cells)
        return _Column(self.voice.say(key), cells, _within(longest + _PAD, limits))

    def _amounts(self, key: str, which: int) -> _Column:
        """Make a column of one of a KPI's amounts, in the scale of all four."""

        def cell(item: KpiFigures) -> Cell:
            amounts = (item.actual_to_date, item.expected_to_date, item.forecast, item.annual)
            scale = self.voice.scale(amounts)
            return Cell(self.voice.quantity(amounts[which], item.kpi, scale))

        return replace(self._texts(key, cell, _AMOUNT), kind="amount")

    def write(self) -> None:
        """Write title, heads, rows, bullets and sparklines."""
        page, book = self.page, self.book
        page.put(0, 0, plain(book.say("kpis")), book.styles.get(**_TITLE))
        page.put(1, 0, book.subtitle, book.styles.get(font_color=MUTED, valign="vcenter"))
        for row, height in enumerate((28, 20, 6, _HEAD_HEIGHT)):
            page.set_row_pixels(row, height)
        for at, column in enumerate(self.columns):
            page.set_column_pixels(at, at, column.width)
        first, last = HEAD_ROW + 1, HEAD_ROW + len(self.found)
        used = _TITLE_HEIGHT + _HEAD_HEIGHT
        for number in range(len(self.found)):
            used += self._row(first + number, [column.cells[number] for column in self.columns])
        self._heads(last)
        bullet = next(at for at, column in enumerate(self.columns) if column.kind == "bullet")
        page.conditional_format(first, bullet, last, bullet, data_bar())
        over = data_bar(1, 1.2, bare=True)
        page.conditional_format(first, bullet + 1, last, bullet + 1, over)
        self._sparklines(first)
        page.fit_to_pages(1, 1 if used <= _HEIGHT else 0)
        page.repeat_rows(HEAD_ROW)
        page.freeze_panes(first, 1)
        page.print_area(0, 0, last, len(self.columns) - 1)

    def _heads(self, last: int) -> None:
        """Make the rows a table, so that they can be sorted and filtered; it writes its heads
        without a look.
        """
        columns = [{"header": plain(column.head)} for column in self.columns]
        area = (HEAD_ROW, 0, last, len(self.columns) - 1)
        self.page.add_table(*area, {"name": "kpis", "style": None, "columns": columns})
        for at, column in enumerate(self.columns):
            self.page.put(HEAD_ROW, at, plain(column.head), self.book.styles.named("head"))

    def _sparklines(self, first: int) -> None:
        """Draw each row's closed months: how far off the target, in hidden cells behind."""
        start = len(self.columns) + 1
        spark = next(at for at, column in enumerate(self.columns) if column.kind == "spark")
        self.page.set_column(start, start + MONTHS, None, None, {"hidden": True})
        look, closed = self.book.styles.get(), self.voice.assessment.closed_months
        for row, item in enumerate(self.found, start=first):
            for k, off in enumerate(item.off_target(closed)):
                if off is not None:
                    self.page.put(row, start + k, off, look)
        rows, sheet = range(first, first + len(self.found)), quoted(self.page.get_name())
        drawn = sparkline(
            [f"{sheet}!{fixed_range(row + 1, start + 1, row + 1, start + MONTHS)}" for row in rows]
        )
        drawn["location"] = [a1(row + 1, spark + 1) for row in rows]
        self.page.add_sparkline(first, spark, drawn)

    def _row(self, row: int, cells: Sequence[Cell]) -> int:
        """Write a row; give how high it is."""
        tallest = 1
        for at, (cell, column) in enumerate(zip(cells, self.columns, strict=True)):
            self._cell(row, at, cell, column)
            if column.kind in ("", "trend"):
                tallest = max(tallest, ceil(_pixels(_words(cell)) / (column.width - _PAD + 6)))
        height = 1 + _LINE_HEIGHT * min(_MOST_LINES, tallest)
        self.page.set_row_pixels(row, height)
        return height

    def _cell(self, row: int, at: int, cell: Cell, column: _Column) -> None:
        rule: dict[str, Any] = {"border": 1, "border_color": LINE, "valign": "vcenter"}
        styles = self.book.styles
        if column.kind == "bullet":
            edge = {"right": _TARGET, "right_color": NAVY}
            look = styles.get(**{**rule, **edge}, font_color=INK, num_format="0.0%", align="right")
            self.page.put(row, at, cell.value, look)  # type: ignore[arg-type]  # no day
        elif column.kind == "over":
            look = styles.get(**{**rule, "left": _TARGET, "left_color": NAVY}, num_format=";;;")
            self.page.put(row, at, cell.value, look)  # type: ignore[arg-type]  # no day
        else:
            tone = TONES[cell.tone] if cell.tone else None
            colours = {"bg_color": tone.fill, "font_color": tone.ink} if tone else {}
            words = _words(cell)
            right = column.kind in ("amount", "year") or words == numbers.NONE
            one_line_only = column.kind == "scope"
            align: dict[str, Any] = (
                {"align": "right"}
                if right
                else {"align": "left", "indent": 1, "text_wrap": not one_line_only}
            )
            look = styles.get(**{"font_color": INK, **colours}, **rule, **align)
            most = 1 if one_line_only else _MOST_LINES
            room = column.width - (8 if most > 1 else 0)
            self.page.put(row, at, plain(held(words, room, most)), look)


def _on_page(columns: list[_Column], found: Sequence[KpiFigures], voice: Voice) -> list[_Column]:
    """Make the columns as wide as a page: where there is no room, tactics by their ids alone, then
    without the trend and last year, which the next pages tell, then names in more lines.
    """
    room = _PAGE - _width([one for one in columns if one.kind != "scope"])
    if room < _SCOPE[0]:
        ids = tuple(Cell(voice.name(item.kpi.scope).split(" ")[0]) for item in found)
        room = _ID
        columns = [replace(one, cells=ids) if one.kind == "scope" else one for one in columns]
    width = min(room, _SCOPE[1])
    columns = [replace(one, width=width) if one.kind == "scope" else one for one in columns]
    for kind in ("trend", "year"):
        if _width(columns) > _PAGE:
            columns = [one for one in columns if one.kind != kind]
    spare = _PAGE - _width(columns)
    name = columns[0]
    return [replace(name, width=min(max(_NAME[0], name.width + spare), 300)), *columns[1:]]


def _width(columns: Sequence[_Column]) -> int:
    return sum(column.width for column in columns)


def _within(wanted: float, limits: tuple[int, int]) -> int:
    return round(min(max(wanted, limits[0]), limits[1]))


def _pixels(words: str) -> float:
    """Measure a text: English stands in a font that is narrower."""
    return pixels(words) * (_NARROW if words.isascii() or words[1:].isascii() else 1)


def _words(cell: Cell) -> str:
    return one_line(marked(cell.text, cell.tone))
