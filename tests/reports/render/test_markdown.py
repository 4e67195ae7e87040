from __future__ import annotations

import re

import pytest
from hostile import HOSTILE, document
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.reports.document import one_line
from btobsheet.reports.render import markdown

BARE = re.compile(r"(?<!\\)(?:\\\\)*([<>|`*_\[\]#~])")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_table_keeps_its_columns(text: str) -> None:
    rows = [line for line in markdown.render(document(text)).splitlines() if line.startswith("|")]
    assert len(rows) == 4
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {4}


@given(st.text())
def test_no_special_character_stands_bare(text: str) -> None:
    assert not BARE.search(re.sub(r"&#\d+;", "", markdown.escape(text)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_markdown_reader_finds_only_our_own_markup(text: str) -> None:
    reader = (
        pytest.importorskip("markdown_it", reason="markdown-it-py is not installed")
        .MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
    )
    found = [token.type for token in reader.parse(markdown.render(document(text)))]
    plain = [token.type for token in reader.parse(markdown.render(document("甲" if text else "")))]
    assert found == plain
    inner = {
        child.type
        for token in reader.parse(markdown.render(document(text)))
        for child in token.children or ()
    }
    assert inner <= {"text", "strong_open", "strong_close", "text_special", "softbreak"}


@pytest.mark.parametrize("text", [text for text in HOSTILE if len(text) < 100])
def test_a_markdown_reader_shows_the_text_as_it_was_typed(text: str) -> None:
    reader = pytest.importorskip(
        "markdown_it", reason="markdown-it-py is not installed"
    ).MarkdownIt("commonmark")
    (inline,) = [
        token for token in reader.parse(markdown.escape(text)) if token.type == "inline"
    ] or [None]
    shown = "".join(child.content for child in inline.children) if inline else ""
    assert shown == one_line(text)


@pytest.mark.parametrize(
    "text", ["https://example.invalid", "www.example.invalid", "a@example.invalid", "@team"]
)
def test_addresses_do_not_become_links(text: str) -> None:
    made = markdown.escape(text)
    assert "://" not in made
    assert "@" not in made
    assert "www." not in made


@pytest.mark.parametrize("text", ["37.7% → 40.1%", "9/30締め", "-", "-9.5", "(担当なし)"])
def test_ordinary_figures_stay_readable_in_a_cell(text: str) -> None:
    assert markdown.inline(text) == text
