"""What a proposal asks: columns, words, colours and signs that nobody can tell from the file."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.layout.address import a1
from btobsheet.sharing.adopt.fields import OPEN
from btobsheet.sharing.adopt.map import columns_text
from btobsheet.sharing.adopt.seen.found import TableProposal
from btobsheet.sharing.adopt.seen.propose import Proposal
from btobsheet.wording import text


def questions(found: Proposal, language: str) -> list[str]:
    """Give the questions in the order of the map."""
    asked = [] if found.how.start else [text(language, "adopt.start_open")]
    for one in found.tables:
        asked += _of_table(one, language)
    return asked


def _of_table(one: TableProposal, language: str) -> Iterator[str]:
    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.ask_{key}", sheet=one.how.sheet, **details)

    if one.how.kind == OPEN:
        yield say("kind", rows=f"{one.how.rows[0]}:{one.how.rows[1]}")
    for line in one.lines:
        if line.field == OPEN:
            why = text(language, f"adopt.why_{line.why or 'unclear'}")
            yield say("column", column=columns_text(line.columns), head=line.head, why=why)
    for word, meant in one.how.words.items():
        if meant == OPEN:
            yield say("word", value=word)
    for colour, meant in one.how.colours.items():
        if meant == OPEN:
            at = next(
                at
                for at, fill in one.found.tab.fills.items()
                if fill == colour and at[1] in one.found.steps and at[0] >= one.found.rows[0]
            )
            yield say("colour", value=colour, cell=a1(*at))
    for sign, meant in one.how.marks.items():
        if meant == OPEN:
            yield say("mark", value=sign, cell=_where(one, sign))
    for word, meant in one.how.lines.items():
        if meant == OPEN:
            yield say("line", value=word)


def _where(one: TableProposal, sign: str) -> str:
    rows = one.found.data_rows
    found = ((row, at) for row in rows for at in one.found.steps)
    return next((a1(*at) for at in found if one.found.tab.text(*at) == sign), "")
