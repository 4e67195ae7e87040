"""The conflicts that a merge left open, as questions in words: for whoever asks them elsewhere than
on the tab of conflicts.
"""

from __future__ import annotations

from btobsheet.excel.raw.grid import Source
from btobsheet.layout.address import a1
from btobsheet.layout.typed.text import match_key, plain
from btobsheet.plan.merge.values import Conflict
from btobsheet.quickclass import dataclass
from btobsheet.sharing.merge.answers import Answer
from btobsheet.sharing.merge.resolving import answers_in, stored_conflicts
from btobsheet.sharing.merge.tabs import choices, proposal, standing
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.opened import Places, open_book, places
from btobsheet.wording import LANGUAGES, text


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a copy wants: its ``file``, and the value in words."""

    file: str
    said: str


@dataclass(frozen=True, slots=True)
class Question:
    """One conflict: its ``number``, its ``key`` (table, id and field), where it stands, what it is
    about; what it was, what the master says, what each copy wants.

    ``may_type``: another value may be typed. ``chosen`` is what the tab of conflicts has as answer:
    ``master``, ``typed``, a copy's file, or nothing; ``typed`` what was written there.
    """

    number: int
    key: tuple[str, str, str]
    place: str
    what: str
    field: str
    base: str
    master: str
    proposals: tuple[Proposal, ...]
    may_type: bool
    chosen: str
    typed: str


def questions_of(source: Source, name: str = "") -> tuple[Question, ...]:
    """Give the open conflicts of a workbook as questions, in its language.

    Raises UnreadableError.
    """
    book = open_book(source, name)
    conflicts = stored_conflicts(book)
    if not conflicts:
        return ()
    words = Words(book.how.language, book.snapshot.tables)
    where, given = places(book, {}), answers_in(book)
    names = choices(conflicts, words)
    return tuple(
        _question(number, one, words, where, given.get(number, Answer("", None)), names)
        for number, one in enumerate(conflicts, start=1)
    )


def _question(
    number: int,
    conflict: Conflict,
    words: Words,
    where: Places,
    given: Answer,
    names: dict[str, str],
) -> Question:
    key = conflict.table, conflict.id, conflict.field
    bases = (words.value(*key, one.base, whole=True) for one in conflict.candidates)
    return Question(
        number=number,
        key=key,
        place=_place(where, *key),
        what=words.what(*key[:2], conflict.name),
        field=words.field(conflict.table, conflict.field),
        base=" / ".join(dict.fromkeys(bases)) if conflict.kind == "cell" else "",
        master=standing(conflict, words),
        proposals=tuple(
            Proposal(one.file, proposal(conflict, one, words)) for one in conflict.candidates
        ),
        may_type=conflict.kind == "cell",
        chosen=_chosen(conflict, given, names),
        typed=plain(given.typed),
    )


def _place(where: Places, table: str, record_id: str, field: str) -> str:
    target = where.target(table, record_id, field) or where.target(table, record_id, "id")
    return f"{target[0]}!{a1(*target[1:])}" if target else ""


def _chosen(conflict: Conflict, given: Answer, names: dict[str, str]) -> str:
    """Give what the tab's answer takes, as far as its word is one that was offered there."""
    choice = match_key(given.choice)
    for key in ("master", "typed"):
        if choice and choice in {match_key(text(one, f"merge.{key}")) for one in LANGUAGES}:
            return key
    only = {match_key(text(one, "merge.copy")) for one in LANGUAGES}
    if choice and len(conflict.candidates) == 1 and choice in only:
        return conflict.candidates[0].file
    if not choice:
        return "typed" if plain(given.typed) else ""
    found = (one.file for one in conflict.candidates if match_key(names[one.file]) == choice)
    return next(found, "")
