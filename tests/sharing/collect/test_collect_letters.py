"""What a letter says, by how it stands with the part."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pytest
from sharing.collect.rounds import FIRST, PLAN, SECOND

from btobsheet.plan.returned import Answer, State
from btobsheet.reports.reminders import Reminder
from btobsheet.sharing.collect.letters import Attachment, Written, write_letter

DAY = dt.date(2026, 10, 5)
BOOK = Attachment("計画 (1).xlsx", b"", "")
ASKED = Reminder(FIRST, "", "", "", (("■ 実績を入れてください", ("・K02",)),))
OTHER = Reminder(SECOND, "", "", "", (("■ 遅れている行動", ("・A001",)),))
Language = Literal["ja", "en"]


def written(
    state: State | None = "answered",
    *reminders: Reminder,
    due: dt.date | None = None,
    errors: int = 0,
    people: tuple[str, ...] = (FIRST,),
    language: Language = "ja",
) -> Written | None:
    late = bool(due and due < DAY)
    answer = Answer(to=FIRST, title=FIRST, state=state, due=due, late=late) if state else None
    book = Attachment(BOOK.name, BOOK.data, BOOK.key, errors)
    return write_letter(PLAN, people, answer, book, reminders, DAY, language)


@pytest.mark.parametrize(
    ("state", "reminders", "errors", "wanted"),
    [
        ("answered", (), 0, False),  # nothing is wanted of them
        ("unknown", (), 0, False),
        (None, (), 0, False),
        ("answered", (OTHER,), 0, False),  # of somebody else
        ("answered", (ASKED,), 0, True),
        ("answered", (), 1, True),
        ("untouched", (), 0, True),
        ("absent", (), 0, True),
        (None, (ASKED,), 0, True),
    ],
)
def test_who_is_written_to(
    state: State | None, reminders: tuple[Reminder, ...], errors: int, wanted: bool
) -> None:
    made = written(state, *reminders, errors=errors)
    assert (made is not None) is wanted
    if made:
        assert made.subject == "【お願い】試作計画 の入力と確認"
        assert made.body.startswith(f"{FIRST} さん\n\n")
        assert ("■ 実績を入れてください\n・K02\n" in made.body) is (ASKED in reminders)
        assert ("計画 (1).xlsx" in made.body) is (state is not None or bool(reminders))
        assert made.address == "kono@example.com"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (None, "10/12 までにお願いします"),
        (DAY + dt.timedelta(days=3), "10/8 までに次のことをお願いします"),
        (DAY, "10/5 までに次のことをお願いします"),
        (DAY - dt.timedelta(days=1), "期限の 10/4 を過ぎています"),
    ],
)
def test_by_when(due: dt.date | None, words: str) -> None:
    made = written("untouched", ASKED, due=due)
    assert made is not None and words in made.body


def test_several_people_of_a_part_are_told_apart_and_the_first_is_addressed() -> None:
    made = written("untouched", ASKED, OTHER, people=(SECOND, FIRST))
    assert made is not None
    assert (made.name, made.address) == (SECOND, "otsukawa@example.com")
    assert f"◇ {FIRST} さん\n■ 実績を入れてください" in made.body
    assert f"◇ {SECOND} さん\n■ 遅れている行動" in made.body


def test_in_english() -> None:
    made = written("absent", ASKED, errors=2, language="en")
    assert made is not None
    assert made.subject == "Please update 試作計画"
    assert made.body.startswith(f"Dear {FIRST},")
    assert "has not come back yet" in made.body and "To fix" in made.body
