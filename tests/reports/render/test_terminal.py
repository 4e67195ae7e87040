from __future__ import annotations

import re

import pytest
from hostile import HOSTILE, document
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.layout.look import TONES
from btobsheet.reports.document import Callout, Cell, Column, Document, Table
from btobsheet.reports.render import text as terminal
from btobsheet.reports.render.text import _Page
from btobsheet.reports.render.text_table import heading_lines

ANSI = re.compile(r"\x1b\[\d+m")


def table(*rows: tuple[str, ...], columns: tuple[Column, ...]) -> Document:
    return Document(
        "t",
        "",
        "ja",
        (Table("", columns, tuple(tuple(Cell(text) for text in row) for row in rows)),),
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_text_leaves_the_page_or_takes_over_the_screen(
    text: str, language: str, width: int
) -> None:
    made = terminal.render(document(text, language), width)
    page = _Page(width, language == "ja", False)
    assert "\x1b" not in made
    assert all(page.size(line) <= width for line in made.splitlines())


def test_columns_stand_under_each_other_by_the_width_people_see() -> None:
    columns = (Column("名前"), Column("数", "right"), Column("説明"))
    made = terminal.render(
        table(("甲", "1", "x"), ("乙丙丁", "1,000", "y"), ("abc", "20", "z"), columns=columns), 80
    ).splitlines()[2:]
    page = _Page(80, True, False)
    assert len(made) == 6
    assert {page.size(line[: line.rindex("  ")]) for line in made[1:]} == {len("------  -----")}


@given(st.text(alphabet=st.sampled_from("漢字、。abc 12,3-…")), st.integers(4, 40))
def test_wrapping_loses_nothing_but_spaces_and_stays_inside(text: str, width: int) -> None:
    page = _Page(60, True, False)
    lines = page.wrap(" ".join(text.split()), width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(page.size(line) <= width for line in lines)


def test_a_number_is_not_broken_across_lines() -> None:
    assert _Page(60, True, False).wrap("使用額は4,500,000円です", 14) == [
        "使用額は",
        "4,500,000円で",
        "す",
    ]


def test_a_closing_mark_does_not_begin_a_line() -> None:
    assert _Page(60, True, False).wrap("あいうえお。", 10) == ["あいうえ", "お。"]


def test_colours_are_added_to_the_same_text() -> None:
    plain = terminal.render(document("甲 乙"), 80)
    coloured = terminal.render(document("甲 乙"), 80, colour=True)
    assert ANSI.search(coloured)
    assert [line.rstrip() for line in ANSI.sub("", coloured).splitlines()] == plain.splitlines()


def test_a_status_is_told_without_colours_too() -> None:
    for tone, look in TONES.items():
        assert f"{look.mark} 甲" in terminal.render(
            Document("t", "", "ja", (Callout("甲", (), tone),))
        )


def test_a_very_long_cell_is_cut_and_says_so() -> None:
    made = terminal.render(table(("長" * 2000,), columns=(Column("c", wide=True),)), 80)
    assert made.count("\n") < 12
    assert "…" in made


@pytest.mark.parametrize(
    ("label", "width", "lines"),
    [
        ("差(ポイント)", 12, ["差(ポイント)"]),
        ("差(ポイント)", 11, ["差", "(ポイント)"]),
        ("ここまでの実績 / 目標", 16, ["ここまでの実績 /", "目標"]),
        ("Gap (points)", 10, ["Gap", "(points)"]),
        ("計画進捗", 6, ["計画進", "捗"]),
    ],
)
def test_a_heading_is_broken_where_people_would(label: str, width: int, lines: list[str]) -> None:
    assert heading_lines(_Page(60, True, False), label, width) == lines


def test_headings_are_not_cut_inside_a_word_where_sentences_can_give_way() -> None:
    columns = (
        Column("やること", wide=True),
        Column("計画進捗", "right"),
        Column("差(ポイント)", "right"),
    )
    made = terminal.render(
        table(("とても長い文がここに入ります。" * 6, "1.0%", "-1.0"), columns=columns), 60
    )
    assert "計画進捗" in made
    assert "(ポイント)" in made


def test_a_row_too_wide_for_the_page_keeps_each_name_with_its_value() -> None:
    columns = tuple(Column(f"とても長い見出しの{number}") for number in range(8))
    made = terminal.render(table(tuple(f"値{number}" for number in range(8)), columns=columns), 60)
    assert all(f"とても長い見出しの{number}: 値{number}" in made for number in range(1, 8))
