from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.layout.look import STATUS_TONES, TONES
from btobsheet.reports.document import clean, mark, one_line, tone_of
from btobsheet.wording.words import SHOWN


@given(st.text())
def test_a_cleaned_text_moves_no_cursor_and_turns_no_line(text: str) -> None:
    made = clean(text)
    assert all(char == "\n" or category(char) not in ("Cc", "Cs") for char in made)
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert clean(made) == made


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_an_ordinary_text_stays_as_it_is() -> None:
    assert clean("夏季休業で架電停止\n(8/10～8/16) ①") == "夏季休業で架電停止\n(8/10～8/16) ①"


@pytest.mark.parametrize(
    "code",
    [
        word.code
        for name, group in SHOWN.items()
        for word in group
        if name != "within_chance" and word.code != "flat"
    ],
)
def test_every_status_has_a_tone_with_a_shape(code: str) -> None:
    assert mark(tone_of(code))


def test_every_tone_has_its_own_shape() -> None:
    assert len({look.mark for look in TONES.values()}) == len(TONES)
    assert {*STATUS_TONES.values()} <= {*TONES}
