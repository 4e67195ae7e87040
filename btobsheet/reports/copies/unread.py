"""Typed values nobody could read, by cell: a blank in a plan that is none in the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from btobsheet.layout.address import letters, parse_a1
from btobsheet.plan.diff import Change
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Record
from btobsheet.plan.words import label, record_name
from btobsheet.problems import Place, Problem

Unread = Mapping[Place, str]


def unread_values(problems: Iterable[Problem]) -> Unread:
    """Give what was typed into the cells that could not be read."""
    return {
        item.place: item.value for item in problems if item.place and item.value and is_unread(item)
    }


def is_unread(problem: Problem) -> bool:
    """Tell whether a problem is of a cell that could not be read: an error of family 2 or 3."""
    return (
        problem.code[:2] in ("E2", "E3") and problem.place is not None and bool(problem.place.cell)
    )


def place_of(change: Change, plan: Plan) -> Place | None:
    """Give the cell of a change in one of the two plans."""
    field = f"{change.field}.{change.key}" if change.key else change.field
    if change.table == "settings":
        return plan.settings.origin.place(field) if plan.settings.origin else None
    record = next(
        (record for record in getattr(plan, change.table) if record.id == change.id), None
    )
    return record.place(field) if record and record.origin else None


def newly_unread(
    unread: tuple[Unread, Unread], plans: tuple[Plan, Plan], changes: Iterable[Change]
) -> list[tuple[Place, str, str]]:
    """Give the new file's unreadable values that no change tells and that did not stand in the same
    cell of the plan before: the place, the value, and what the row is called.
    """
    told = {change.place for change in changes if change.kind == "changed"}
    before, after = map(_Cells, plans)
    there = {(before.key(place), value) for place, value in unread[0].items()}
    return [
        (place, value, after.name(place) or before.name_of(after.key(place)))
        for place, value in unread[1].items()
        if place not in told and (after.key(place), value) not in there
    ]


class _Cells:
    """The cells of a plan that was read, by their places."""

    def __init__(self, plan: Plan) -> None:
        self._records: dict[tuple[str, int], list[tuple[str, Record]]] = {}
        self._named = {(table, record.id): record for table, record in plan.records()}
        for table, record in plan.records():
            if origin := record.origin:
                self._records.setdefault((origin.sheet, origin.row), []).append((table, record))

    def _found(self, place: Place) -> tuple[str, Record, str] | None:
        row, column = parse_a1(place.cell)
        for table, record in self._records.get((place.sheet, row), ()):
            for field, letter in (record.origin.columns if record.origin else {}).items():
                if letter == letters(column):
                    return table, record, field
        return None

    def key(self, place: Place) -> tuple[str, ...]:
        """Give table, id and field of a cell; its place where it is no record's."""
        found = self._found(place)
        return (found[0], found[1].id, found[2]) if found else (place.sheet, place.cell)

    def name(self, place: Place) -> str:
        """Give id and name of the row a cell is in; nothing where it has no name."""
        found = self._found(place)
        return label(found[1]) if found and record_name(found[1]) else ""

    def name_of(self, key: tuple[str, ...]) -> str:
        """Give id and name of a row by table and id; the id alone where it is not here."""
        record = self._named.get((key[0], key[1]))
        return label(record) if record else key[1] if len(key) > 2 else ""
