"""Help breaks its lines at spaces and between Japanese characters, never inside a Latin word."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.cli.helptext import Formatter
from btobsheet.reports.render.paper import Paper

WORD = re.compile(r"[!-~]+")
PAPER = Paper(60, wide=True, colour=False)

pieces = st.sampled_from(
    ["OUT.xlsx", "--resolve", "-o/--output", "配ったコピー", "を作ります。", "(既定: ", "1", " "]
)


def page(text: str, width: int = 60) -> str:
    formatter = Formatter(width=width)
    with formatter.indentation():
        formatter.write_text(text)
    with formatter.section("オプション"):
        formatter.write_dl([("--short", text), ("--a-very-long-option [one|another]", text)])
    return formatter.getvalue()


@given(st.lists(pieces, min_size=1, max_size=40).map("".join))
def test_no_word_is_broken_and_no_line_too_wide(text: str) -> None:
    words = [word for word in WORD.findall(text) if len(word) <= 24]
    lines = page(text).splitlines()
    assert max(map(PAPER.size, lines)) <= 60 or len(max(WORD.findall(text), key=len)) > 24
    if len(words) == len(WORD.findall(text)):
        paragraph = lines[: lines.index("オプション:")]
        assert WORD.findall(" ".join(paragraph)) == words


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("変えず、OUT.xlsx を作ります。", 14, ["  変えず、", "  OUT.xlsx を", "  作ります。"]),
        ("終了コードは1です。--resolve は", 22, ["  終了コードは1です。", "  --resolve は"]),
        ("one\n\ntwo three\nfour", 12, ["  one", "", "  two three", "  four"]),
        ("\b\n  a = 1\n  b = 2", 20, ["    a = 1", "    b = 2"]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    formatter = Formatter(width=width)
    with formatter.indentation():
        formatter.write_text(text)
    assert formatter.getvalue().splitlines() == lines
