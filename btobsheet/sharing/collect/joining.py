"""Which copies are merged, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from btobsheet.plan.copies import Copy
from btobsheet.plan.returned import Answer, covers
from btobsheet.problems import BtobsheetError, Problem, UnreadableError, UsageError
from btobsheet.sharing.collect.doors import Doors
from btobsheet.sharing.collect.folder import Dropped
from btobsheet.sharing.collect.results import Joined, Left
from btobsheet.sharing.merge.carried import carry
from btobsheet.sharing.merge.resolving import stored_conflicts
from btobsheet.sharing.merge.written import Outcome
from btobsheet.sharing.opened import open_book
from btobsheet.sharing.returned import to_key

_COUNTS: Final = ("changes", "conflicts", "unplaced", "copies", "carried")


def superseded(answers: Sequence[Answer], copies: Mapping[str, Copy]) -> tuple[Left, ...]:
    """Name the older files that are not merged, each with the newer one that has it all.

    An older file of a part of which the newer one does not cover everything is merged as well: it
    was filled in apart from it.
    """
    newest: dict[str, list[str]] = {}
    for one in answers:
        if one.file and not one.older:
            newest.setdefault(to_key(one.to), []).append(one.file)
    found: list[Left] = []
    for one in answers:
        if not one.older:
            continue
        others = newest.get(to_key(one.to), ())
        newer = next((it for it in others if covers(copies[it], copies[one.file])), "")
        found += [Left(one.file, newer)] if newer else []
    return tuple(found)


def join(
    doors: Doors, master: tuple[str, bytes], copies: Sequence[Dropped]
) -> tuple[Outcome, tuple[Left, ...]]:
    """Merge copies into their master; a copy that merging refuses is left out and told.

    Raises what is about the master itself.
    """
    usable, left = list(copies), list[Left]()
    while True:
        names = [master[0], *(one.path for one in usable)]
        try:
            return doors.merge(master[1], [one.data for one in usable], names), tuple(left)
        except BtobsheetError as error:
            refused = next((one for one in usable if one.path == error.file), None)
            if refused is None:
                raise
            left.append(Left(refused.path, refused=error.problem))
            usable.remove(refused)


def with_answers(outcome: Outcome, earlier: bytes | None, name: str) -> tuple[Outcome, int]:
    """Give a merge with the answers that people gave to the same conflicts in the one before, and
    how many they are.
    """
    if earlier and outcome.merged.conflicts:
        with suppress(UnreadableError, UsageError):  # somebody made something else of it
            data, count = carry(outcome.data, earlier, name)
            return replace(outcome, data=data), count
    return outcome, 0


def joined(outcome: Outcome, left: tuple[Left, ...], carried: int) -> Joined:
    """Say in figures what came of a merge."""
    return Joined(
        changes=len(outcome.merged.changes) - len(outcome.unplaced),
        conflicts=len(outcome.merged.conflicts),
        unplaced=len(outcome.unplaced),
        copies=len(outcome.copies),
        left=left,
        carried=carried,
    )


def kept(made: Joined) -> dict[str, Any]:
    """Give it as JSON can hold it, for the next round."""
    refused = [
        {"file": one.file, "code": one.refused.code, "value": one.refused.value}
        | {"details": dict(one.refused.details)}
        for one in made.left
        if one.refused
    ]
    numbers = {name: getattr(made, name) for name in _COUNTS}
    return {**numbers, "refused": refused}


def known(told: Mapping[str, Any], left: tuple[Left, ...]) -> Joined:
    """Give what an earlier round kept of the same merge."""
    refused = tuple(
        Left(one["file"], refused=Problem(one["code"], None, one["value"], one["details"]))
        for one in told["refused"]
    )
    numbers = {name: int(told.get(name, 0)) for name in _COUNTS}
    return Joined(**numbers, left=(*left, *refused))


def open_conflicts(data: bytes) -> int:
    """Count the conflicts that a merged workbook still holds: they may have been resolved in it."""
    return len(stored_conflicts(open_book(data, computed=False)))
