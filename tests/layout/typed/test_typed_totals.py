"""Words of totals, as programs and people write them, and names that only begin so."""

from __future__ import annotations

import pytest

from btobsheet.layout.typed.totals import is_nameless, is_total, total_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("合計", True), (" 合 計 ：", True), ("集計", True), ("総計", True), ("Total", True), ("TOTALS:", True), ("Total Result", True),
        ("Grand Totals (2 records)", True), ("合計（3件）", True), ("Grand Total (1,234 items)", True), ("累計", False),
        ("合計訪問数", False), ("総受注件数", False), ("Total visits", False), ("", False), ("合計" + " " * 60, False), ("(空白)", False),
    ],
)  # fmt: skip
def test_the_words_of_totals(text: str, expected: bool) -> None:
    assert is_total(text) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("展示会 集計", "展示会"),
        ("Trade fair Total", "Trade fair"),
        ("集計", ""),
        ("展示会集計", ""),
        ("", ""),
    ],
)
def test_whose_total_it_is(text: str, name: str) -> None:
    assert total_of(text) == name


@pytest.mark.parametrize(
    ("text", "expected"), [("(空白)", True), ("（空白）", True), ("(Blank)", True), ("空白", False)]
)
def test_what_has_no_name(text: str, expected: bool) -> None:
    assert is_nameless(text) == expected
