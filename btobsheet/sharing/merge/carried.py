"""Answers on an earlier merge's tab of conflicts, written onto that of the next merge."""

from __future__ import annotations

from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.plan.merge.values import Conflict
from btobsheet.sharing.merge.answers import Answer, Clicked
from btobsheet.sharing.merge.resolving import answered, meaning, stored_conflicts
from btobsheet.sharing.merge.tabs import choices
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.opened import Book, open_book


def carry(made: bytes, earlier: bytes, name: str = "") -> tuple[bytes, int]:
    """Write what people answered in an earlier merged workbook into a new one of the same plan,
    where nothing is answered yet; give it with the number of answers.

    An answer is carried only where the question is the same: the same cell with the same value in
    the master, and no copy says anything that it did not say then. The person's words stay words
    on the tab: nothing is decided before they are applied. Raises UnreadableError.
    """
    before = open_book(earlier)
    given = {_key(one): (one, click) for one, click in _given(before)}
    if not given:
        return made, 0
    book = open_book(made, name)
    if book.identity.plan_id != before.identity.plan_id:
        return made, 0
    conflicts = stored_conflicts(book)
    words = Words(book.how.language, book.snapshot.tables)
    names = choices(conflicts, words)
    tab, there = answered(book)
    values: dict[Target, Value] = {}
    count = 0
    for number, conflict in enumerate(conflicts, start=1):
        earlier_one, click = given.get(_key(conflict), (None, None))
        place = there.get(number, Answer("", None)).cells
        if earlier_one is None or click is None or not place or not _same(conflict, earlier_one):
            continue
        choice, typed = ((tab, *at) for at in place)
        said = {"master": words.say("master"), "copy": names.get(click.file, "")}
        values[choice] = said.get(click.kind, words.say("typed"))
        if click.kind == "typed":
            values[typed] = click.typed
        count += 1
    return (patch(made, Edits(values=values), name) if values else made), count


def _given(book: Book) -> list[tuple[Conflict, Clicked]]:
    """Give the conflicts of a merged workbook that have an answer: on its tab, or in the cell."""
    conflicts, there = stored_conflicts(book), answered(book)[1]
    tables = book.snapshot.tables
    words = Words(book.how.language, tables)
    names = choices(conflicts, words)
    found: list[tuple[Conflict, Clicked]] = []
    for number, one in enumerate(conflicts, start=1):
        click = meaning(one, there.get(number, Answer("", None)), names)
        now = tables.get(one.table, {}).get(one.id, {}).get(one.field)
        if click is None and one.kind == "cell" and now is not None and now != one.master:
            said = words.value(one.table, one.id, one.field, now, whole=True)
            click = Clicked("typed", typed=said)
        if click:
            found.append((one, click))
    return found


def _key(one: Conflict) -> tuple[str, str, str, str]:
    return one.kind, one.table, one.id, one.field


def _same(one: Conflict, earlier: Conflict) -> bool:
    """Tell whether an answer to the earlier conflict answers this one."""
    known = {each.file: each for each in earlier.candidates}
    return one.master == earlier.master and all(
        (before := known.get(each.file)) is not None
        and (before.value, before.row) == (each.value, each.row)
        for each in one.candidates
    )
