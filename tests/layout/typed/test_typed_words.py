from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.layout.typed.numbers import parse_number
from btobsheet.layout.typed.text import (
    CellError,
    CellPicture,
    Raw,
    Typed,
    is_blank,
    match_key,
    parse_choice,
    parse_flag,
    parse_list,
    parse_text,
)
from btobsheet.wording.words import CHOICES

ANY = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (" 受注　件数 　", "受注　件数"),
        ("\u00a0ＡＢＣ\t", "ＡＢＣ"),
        ("一行\n二行\n", "一行\n二行"),
        ("一行\r\n二行\r三行", "一行\n二行\n三行"),
        ("鐘\x07が\x00鳴る\ufffe\ud800", "鐘が鳴る"),
        ("\u200b\ufeff", ""),
        ("\u202a\u2066見本花子\u2069\u202c", "見本花子"),
        *(
            (f"{sign}見本花子 {sign}", "見本花子")
            for sign in "\u2064\u3164\u200d\u180e\u034f\u2060\ufeff\uffa0"
        ),
        ("家\u200d族", "家\u200d族"),
        ("=1+1", "=1+1"),
        ("-", "-"),
        (120, "120"),
        (120.0, "120"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (None, ""),
    ],
)
def test_texts_are_kept_as_typed(raw: Raw, text: str) -> None:
    assert parse_text(raw) == Typed(text)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        *((raw, "E204") for raw in ("#N/A", " #REF! ", "#DIV/0!", "#NAME?", "#BUSY!", "#CONNECT!")),
        (CellError("#WHATEVER!"), "E204"),
        (CellPicture("#VALUE!"), "N216"),
    ],
)
def test_an_error_value_is_no_text(raw: str, code: str) -> None:
    assert {
        made.code
        for made in (
            parse_text(raw),
            parse_list(raw),
            parse_choice(raw, "phase"),
            parse_flag(raw, "main"),
            parse_number(raw),
        )
    } == {code}


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        (
            "集客、獲得,育成，商談;受注；維持\n調査",
            ("集客", "獲得", "育成", "商談", "受注", "維持", "調査"),
        ),
        ("、 、集客 、", ("集客",)),
        (5, ("5",)),
        (None, ()),
        ("", ()),
    ],
)
def test_lists_are_split_at_any_comma(raw: Raw, parts: tuple[str, ...]) -> None:
    assert parse_list(raw) == Typed(parts)


@pytest.mark.parametrize(
    ("group", "raw", "value", "code"),
    [
        ("action_status", "完了", "done", ""),
        ("action_status", "Done", "done", ""),
        ("action_status", "done", "done", ""),
        ("action_status", "済", "done", "N205"),
        ("action_status", "完了済み", "done", "N205"),
        ("action_status", "○", "done", "N205"),
        ("action_status", "✓", "done", "N205"),
        ("action_status", "✔\ufe0f", "done", "N205"),
        ("action_status", " 完 了 ", "done", "N205"),
        ("action_status", "Not  Started", "not_started", ""),
        ("action_status", "　完了\n", "done", ""),
        ("action_status", "\t完了", "done", "N205"),
        ("action_status", "-", "not_started", "N205"),
        ("action_status", "ほぼ完了", None, "E221"),
        ("action_status", "×", None, "E222"),
        ("action_status", "✕", None, "E222"),
        ("action_status", "ｘ", None, "E222"),
        ("review_state", "×", None, "E222"),
        ("action_status", "△", "in_progress", "N205"),
        ("action_status", "－", "not_started", "N205"),
        ("action_status", "完了\n", "done", ""),
        ("action_status", "\u00a0完了　", "done", ""),
        ("action_status", 1, None, "E221"),
        ("priority", "済", None, "E221"),
        ("priority", "-", "", ""),
        ("priority", "", "", ""),
        ("priority", None, "", ""),
        ("phase", "Ｐ", "P", "N205"),
        ("phase", "p", "P", ""),
        ("channel", "ﾃﾞｼﾞﾀﾙ", "digital", "N205"),
    ],
)
def test_choices(group: str, raw: Raw, value: str | None, code: str) -> None:
    made = parse_choice(raw, group)
    assert (made.value, made.code) == (value, code)


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        ("○", "yes", ""),
        ("〇", "yes", "N205"),
        ("◎", "yes", "N205"),
        (True, "yes", "N205"),
        (1, "yes", "N205"),
        (False, "", ""),
        ("", "", ""),
        ("-", "", ""),
        ("×", "", "N205"),
        ("なし", "", "N205"),
        ("参考", "reference", ""),
        ("Reference", "reference", ""),
        ("たぶん", None, "E221"),
    ],
)
def test_flags(raw: Raw, value: str | None, code: str) -> None:
    made = parse_flag(raw, "main")
    assert (made.value, made.code) == (value, code)


@pytest.mark.parametrize("group", sorted(CHOICES))
def test_no_spelling_means_two_words(group: str) -> None:
    spellings: dict[str, str] = {}
    for word in CHOICES[group]:
        for spelling in word.spellings:
            assert spellings.setdefault(match_key(spelling), word.code) == word.code
            assert parse_choice(spelling, group).value == word.code


@given(ANY, st.sampled_from(sorted(CHOICES)))
def test_nothing_typed_ever_raises(raw: Raw, group: str) -> None:
    for made in (
        parse_text(raw),
        parse_list(raw),
        parse_choice(raw, group),
        parse_flag(raw, group),
    ):
        assert (made.value is None) == made.code.startswith("E")


@given(st.text())
def test_a_text_read_once_is_read_alike_again(text: str) -> None:
    once = parse_text(text).value
    if isinstance(once, str):
        assert parse_text(once) == Typed(once)
        assert is_blank(text) == (once == "")
