"""Headings mean what people mean by them; one that is no part of a plan means nothing."""

from __future__ import annotations

import pytest
from sharing.adopt.headings import CASES

from btobsheet.sharing.adopt.seen.heads import role_of
from btobsheet.wording.headings import spellings

MISSED = {
    *("Action Required", "Responsible Party", "Assignee name", "Key Performance Indicators"),
    *("実施内容・詳細", "対応者", "責任者名", "開始実績日", "主要KPI"),
}
"""Headings that are not understood yet: a column of theirs is a question or is left, never guessed."""


@pytest.mark.parametrize("text", CASES)
def test_a_heading_is_understood_or_not_at_all(text: str) -> None:
    head = role_of(text)
    if text in MISSED:
        assert head is None
    else:
        assert (head.role if head else "") == CASES[text]


def test_a_spelling_has_one_meaning_in_a_language() -> None:
    for role, words in spellings("HEADINGS").items():
        for word in words:
            found = role_of(word)
            assert found, word
            if found.role != role:  # both languages share it: the first one's meaning counts
                assert word in spellings("HEADINGS")[found.role]
