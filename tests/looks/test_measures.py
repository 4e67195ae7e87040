"""The measures themselves, on small workbooks with one fault each, and on what is no fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlsxwriter
from looks.contrast import contrast, pale
from looks.faces import line_count, missing, pixels
from looks.measures import not_at_once, outside, printed_scale, small_print, too_long
from looks.shown import shown
from looks.styles import Font
from looks.written import Book, read_book
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

CALIBRI = {"default_format_properties": {"font_name": "Calibri", "font_size": 11}}
MEIRYO = {
    "default_format_properties": {"font_name": "Meiryo UI", "font_size": 10, "font_scheme": False},
    "default_column_width": 56,
}
Draw = Callable[[Workbook, Worksheet], object]


@pytest.fixture
def fonts() -> None:
    if missing():
        pytest.skip(missing())


@pytest.fixture
def drawn(tmp_path: Path) -> Iterator[Callable[..., Book]]:
    def draw(make: Draw, options: dict[str, object] = MEIRYO) -> Book:
        file = tmp_path / "book.xlsx"
        book = xlsxwriter.Workbook(str(file), options)
        make(book, book.add_worksheet("T"))
        book.close()
        return read_book(file)

    yield draw


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.913", "0.0%", "91.3%"),
        ("1234567", "#,##0", "1,234,567"),
        ("-5", "#,##0;[Red]-#,##0", "-5"),
        ("0", "+0;-0;", ""),
        ("7", "+0;-0;", "+7"),
        ("46300", "yyyy/m/d", "2026/10/5"),
        ("46300", "[$-411]m/d(aaa)", "10/5(月)"),
        ("46300", 'm"月"', "10月"),
        ("0.5", '"進捗 "0%', "進捗 50%"),
        ("353.7", "[>=1000]#,##0;General", "353.7"),
        ("1353.7", "[>=1000]#,##0;General", "1,354"),
        ("5", ";;;", ""),
        ("38360000", '0.0,,"M"', "38.4M"),
        ("38360000", '[>=100000000]0.00"億";[>=10000]#,##0"万";0', "38,360,000万"),
        ("12.5", "General", "12.5"),
        ("0.25", "0.0##", "0.25"),
    ],
)
def test_a_number_is_shown_by_its_format(value: str, code: str, text: str) -> None:
    assert shown("n", value, code) == text


def test_a_text_is_shown_by_its_format() -> None:
    assert shown("s", "会議", '"◆ "@') == "◆ 会議"
    assert shown("s", "会議", "#,##0") == "会議"
    assert shown("s", "会議", ";;;") == ""


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("FFFFFF", "E36C0A") == contrast("E36C0A", "FFFFFF") < 4.5


@pytest.mark.parametrize(
    ("options", "pixels_"), [(MEIRYO, 120), (CALIBRI, 120)], ids=["Meiryo UI", "Calibri"]
)
def test_a_column_has_the_pixels_it_was_given(
    options: dict[str, object], pixels_: int, drawn: Callable[..., Book]
) -> None:
    book = drawn(lambda _, sheet: sheet.set_column_pixels(0, 0, pixels_), options)
    assert book.tabs[0].width(1) == pixels_


def test_the_scale_is_of_paper_and_print_area(drawn: Callable[..., Book]) -> None:
    def make(_: Workbook, sheet: Worksheet) -> None:
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.set_column_pixels(0, 23, 43)
        sheet.set_column_pixels(24, 24, 400)
        sheet.write_string(0, 30, "beside")
        sheet.print_area(0, 0, 30, 23)
        sheet.fit_to_pages(1, 1)

    book = drawn(make)
    assert printed_scale(book.tabs[0]) == 1
    assert [one.place for one in outside(book, book.tabs[0])] == ["AE1"]


def test_small_print_is_points_by_scale(drawn: Callable[..., Book]) -> None:
    def make(book: Workbook, sheet: Worksheet) -> None:
        sheet.set_print_scale(90)
        sheet.repeat_rows(0)
        for row, size in enumerate((8, 11, 9)):
            sheet.write_string(row, 0, "a", book.add_format({"font_size": size}))

    book = drawn(make)
    assert [one.place for one in small_print(book, book.tabs[0], 9, 8)] == ["A3"]
    assert [one.place for one in small_print(book, book.tabs[0], 9, 0)] == ["A1", "A3"]


LONG = "とても長い戦術の名前がここに入る"


def wrapped(height: int) -> Draw:
    def make(book: Workbook, sheet: Worksheet) -> None:
        sheet.set_row_pixels(0, height)
        sheet.write_string(0, 0, LONG, book.add_format({"text_wrap": True}))

    return make


def beside(filled: str) -> Draw:
    def make(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_string(0, 0, LONG)
        if filled == "formula":
            sheet.write_formula(0, 1, '=""', None, "")
        elif filled:
            sheet.write_string(0, 1, filled)

    return make


def formatted(value: object, **properties: object) -> Draw:
    return lambda book, sheet: sheet.write(0, 0, value, book.add_format(properties))


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (wrapped(110), []),
        (wrapped(40), ["text"]),
        (beside(""), []),
        (beside("x"), ["text"]),
        (beside("formula"), ["text"]),
        (lambda _, sheet: sheet.merge_range(0, 0, 0, 1, LONG), ["text"]),
        (lambda _, sheet: sheet.merge_range(0, 0, 0, 5, LONG), []),
        (formatted(123456789, num_format="#,##0"), ["number"]),
        (formatted(12345, num_format="#,##0"), []),
        (formatted(1234567891, num_format=";;;"), []),
        (formatted(1 / 3), []),
        (formatted(LONG, align="right"), ["text"]),
        (formatted("a", shrink=True), ["shrink"]),
        (formatted("大", font_size=20), ["text"]),
        (formatted("縦に書く", rotation=90), ["text"]),
    ],
)
def test_a_text_longer_than_its_cell_is_found(
    make: Draw, found: list[str], drawn: Callable[..., Book], fonts: None
) -> None:
    book = drawn(make)
    assert [one.measure for one in too_long(book, book.tabs[0])] == found


def test_lines_break_as_japanese_and_english_do(fonts: None) -> None:
    font = Font("Meiryo UI", 10, False, "000000")
    ten = pixels("あ" * 10, font) + 1
    assert line_count("あ" * 10, font, ten) == 1
    assert line_count("あ" * 10 + "。", font, ten) == 2
    assert line_count("one two three", font, pixels("one two ", font)) == 2
    assert line_count("one\ntwo", font, 500) == 2
    assert line_count("W" * 30, font, ten) > 1


@pytest.mark.parametrize(
    ("make", "found"),
    [
        (formatted("a", font_color="#808080"), ["contrast"]),
        (formatted("a", font_color="#808080", num_format=";;;"), []),
        (formatted("a", font_color="#FFFFFF", bg_color="#1F3864"), []),
        (formatted("▶", font_color="#808080"), []),
        (formatted(-1, num_format="0;[Red]-0"), ["contrast"]),
    ],
)
def test_pale_texts_are_found(make: Draw, found: list[str], drawn: Callable[..., Book]) -> None:
    book = drawn(make)
    assert [one.measure for one in pale(book, book.tabs[0])] == found


def test_a_conditional_format_is_seen_on_its_cells(drawn: Callable[..., Book]) -> None:
    def make(book: Workbook, sheet: Worksheet) -> None:
        sheet.write_string(0, 0, "a", book.add_format({"bg_color": "#FFC7CE"}))
        format_ = book.add_format({"font_color": "#FF9999"})
        rule = {"type": "formula", "criteria": "=TRUE", "format": format_}
        sheet.conditional_format("A1:A3", rule)

    book = drawn(make)
    assert [one.what for one in pale(book, book.tabs[0])] == ["conditional #FF9999 on #FFC7CE"]


@pytest.mark.parametrize(
    ("subtype", "font", "found"),
    [
        ("stacked", "#FFFFFF", []),
        ("clustered", "#FFFFFF", ["contrast"]),
        ("clustered", "#000000", []),
    ],
)
def test_a_label_of_a_chart_is_seen_on_what_it_stands_on(
    subtype: str, font: str, found: list[str], drawn: Callable[..., Book]
) -> None:
    def make(book: Workbook, sheet: Worksheet) -> None:
        chart = book.add_chart({"type": "bar", "subtype": subtype})
        labels = {"value": True, "font": {"color": font}}
        fill = {"color": "#1F3864"}
        chart.add_series({"values": "=T!$A$1:$A$3", "fill": fill, "data_labels": labels})
        sheet.insert_chart("B2", chart)

    book = drawn(make)
    assert [one.measure for one in pale(book, book.tabs[0])] == found


def test_a_column_is_seen_at_once_or_not(drawn: Callable[..., Book]) -> None:
    def make(_: Workbook, sheet: Worksheet) -> None:
        for column in range(8):
            sheet.write_string(0, column, f"kpis.actual.{column}")
        sheet.set_column_pixels(0, 7, 200)
        sheet.set_column(2, 2, None, None, {"hidden": True})

    book = drawn(make)
    found = not_at_once(book.tabs[0], ("kpis.actual.*", "kpis.name"), 1366)
    assert [one.place for one in found] == ["C1", "H1", ""]
