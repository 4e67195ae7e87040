"""What wants a look after a merge: values taken over that nobody can read, and answers that are
none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btobsheet.layout.rows.snapshot import Reading, unreadable
from btobsheet.layout.typed.text import is_blank, match_key
from btobsheet.plan.consent import passed_on
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.merge.values import Conflict, Merged
from btobsheet.plan.model import Plan
from btobsheet.problems import Detail, Problem, problem
from btobsheet.sharing.merge.answers import Answer
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.tabs import offered
from btobsheet.sharing.merge.words import Words
from btobsheet.sharing.opened import Book
from btobsheet.status.figures import Assessment
from btobsheet.status.rules import typed
from btobsheet.wording import LANGUAGES, text

_CELLS = 5


def told_unreadable(merged: Merged, words: Words, how: Reading) -> list[Problem]:
    """Tell of the values that were taken over though nobody can read them (W713): how many, and the
    first cells.
    """
    files = {(one.table, one.id, one.field): one.files for one in merged.changes}
    taken = (((one.table, one.id, one.field), one.after) for one in merged.changes)
    standing = [
        (key, entry)
        for key, entry in taken
        if entry and merged.tables.get(key[0], {}).get(key[1], {}).get(key[2]) == entry
    ]
    found = unreadable(standing, merged.tables, how)
    lines = []
    for (table, one, field), entry in found[:_CELLS]:
        by = files[table, one, field]
        details = {
            "what": words.what(table, one),
            "field": words.field(table, field),
            "value": words.value(table, one, field, entry),
        }
        lines.append(
            words.say("unreadable" if by else "unreadable_typed", **details, files=words.files(by))
        )
    more = [words.say("more", count=len(found) - _CELLS)] if len(found) > _CELLS else []
    return (
        [problem("W713", count=len(found), cells=words.say("separator").join([*lines, *more]))]
        if found
        else []
    )


def told_unsaid(unsaid: Sequence[Unsaid], words: Words) -> Iterator[Problem]:
    """Tell how many words of each copy were not taken over (W716), and the first of them."""
    for file in dict.fromkeys(one.file for one in unsaid):
        own = [one for one in unsaid if one.file == file]
        lines = [words.unsaid(one) for one in own[:_CELLS]]
        more = [words.say("more", count=len(own) - _CELLS)] if len(own) > _CELLS else []
        cells = words.say("separator").join([*lines, *more])
        yield problem("W716", None, file, count=len(own), cells=cells)


def reworded(
    problems: Sequence[Problem], unsaid: Sequence[Unsaid], words: Words
) -> tuple[Problem, ...]:
    """Give the problems with the words that were not taken over (W716) said by other ``words``: of
    the language of who reads it, not of the workbook.
    """
    said = {one.value: one for one in told_unsaid(unsaid, words)}
    return tuple(said.get(one.value, one) if one.code == "W716" else one for one in problems)


def lost_tabs(copies: Mapping[str, Book], master: Book) -> Iterator[Problem]:
    """Tell the tabs that copies have lost (W717): what stood there was not compared.

    A copy of an earlier form never had those that came later.
    """
    for file, copy in sorted(copies.items()):
        lost = {
            located.sheet.name: None
            for table, located in master.result.tables.items()
            if table not in copy.result.tables and located.table.since <= copy.layout
        }
        for sheet in lost:
            yield problem("W717", None, file, sheet=sheet)


def told_consents(merged: Merged, words: Words, plan: Plan) -> Iterator[Problem]:
    """Tell the tactics that pass to another owner while the consent is the former one's (W414).

    It is told once: what is merged is the base of the next comparison.
    """
    lookup = Lookup.of(plan)
    changed = {(one.table, one.id, one.field) for one in merged.changes}
    for one in merged.changes:
        row = merged.tables.get(one.table, {}).get(one.id, {})
        day = row.get("accepted_on")
        if (one.table, one.field) != ("tactics", "owner") or day is None or one.added:
            continue
        stays = ("tactics", one.id, "accepted_on") not in changed
        old, new = (str(entry.cell) if entry else "" for entry in (one.before, one.after))
        if stays and passed_on(lookup, old, new):
            told: dict[str, Detail] = {
                "id": one.id,
                "label": words.what(one.table, one.id),
                "old": old,
                "new": new,
                "day": words.value(one.table, one.id, "accepted_on", day),
            }
            yield Problem("W414", None, "", told)


def told_slips(merged: Merged, words: Words) -> Iterator[Problem]:
    """Tell the rows whose number was mistyped in a copy (N719), and is not taken over."""
    for one in merged.slips:
        what = words.what(one.table, one.id, one.name)
        yield problem("N719", None, one.was, file=one.file, what=what, id=one.id)


def told_answers(
    left: Sequence[tuple[int, Conflict]],
    given: Mapping[int, Answer],
    tab: str,
    words: Words,
    names: Mapping[str, str],
    unread: Sequence[tuple[Conflict, str]],
) -> Iterator[Problem]:
    """Tell of the answers that could not be applied: a word that is none of the choices (W714),
    nothing typed by hand (W715), or something that nobody can read (W718).
    """
    for number, conflict in left:
        answer = given.get(number)
        said = next((word for one, word in unread if one is conflict), None)
        if said is None and (answer is None or not match_key(answer.choice)):
            continue
        what = ": ".join(
            filter(
                None,
                (
                    words.what(conflict.table, conflict.id, conflict.name),
                    words.field(conflict.table, conflict.field),
                ),
            )
        )
        choice = answer.choice if answer else ""
        typed = match_key(choice) in [
            match_key(text(language, "merge.typed")) for language in LANGUAGES
        ]
        if said is not None:
            yield problem("W718", None, said, number=number, what=what)
        elif typed and conflict.kind == "cell" and is_blank(answer.typed if answer else None):
            yield problem("W715", number=number, what=what)
        else:
            choices = words.say("separator").join(offered(conflict, words, names))
            told: dict[str, Detail] = {
                "number": number,
                "what": what,
                "choices": choices,
                "tab": tab,
            }
            yield Problem("W714", None, choice, told)


def told_uncounted(before: Plan, merged: Assessment) -> Iterator[Problem]:
    """Tell the tactics whose own amounts count no more, now that they have a first row of ⑥
    (W569).
    """
    known = {cost.tactic for cost in before.costs if any(map(typed, (cost.plan, cost.actual)))}
    for item in merged.lint:
        if item.code == "W569" and item.details["id"] not in known:
            yield item
