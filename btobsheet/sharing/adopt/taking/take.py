"""Take an old plan over by its map: every cell becomes a value of the new plan, or is left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from btobsheet.layout.address import parse_a1
from btobsheet.layout.rows.drafts import FORMULA_CODES
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.read import build
from btobsheet.layout.typed.text import match_key, plain
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.problems import Origin, Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.fields import KINDS
from btobsheet.sharing.adopt.map import AdoptMap, TableMap
from btobsheet.sharing.adopt.old import Old
from btobsheet.sharing.adopt.rows import Taken, Where
from btobsheet.sharing.adopt.taking.actions import ActionReader
from btobsheet.sharing.adopt.taking.figures import FigureReader
from btobsheet.sharing.adopt.taking.lists import ListReader
from btobsheet.sharing.adopt.taking.rates import average_rates
from btobsheet.sharing.adopt.taking.table import TableReader, Taking
from btobsheet.templates.holidays import japan

_READERS: Final[dict[str, type]] = {
    "actions": ActionReader,
    "kpis": FigureReader,
    "costs": FigureReader,
}
_UNTOLD: Final = FORMULA_CODES | {"N320", "N321", "N322", "N203", "N204"}
"""What is no matter of the old plan: what our formulas see, what check says of the new one."""
_REFUSED: Final = ("E2", "E3")


@dataclass(frozen=True)
class LeftCell:
    """A cell of the old plan that was not taken over, what stands there, and why."""

    at: Where
    text: str
    why: str


@dataclass(frozen=True)
class TakenOver:
    """The new plan, where each of its values is from, and what was left.

    ``headings`` are the cells that were read as headings.
    """

    plan: Plan
    taken: tuple[Taken, ...]
    left: tuple[LeftCell, ...]
    headings: frozenset[Where]
    problems: tuple[Problem, ...]


def take_over(old: Old, how: AdoptMap, start: Month, file: str = "") -> TakenOver:
    """Take an old plan over; the plan begins in ``start``.

    Raises UsageError E732 where a tab of the map is not there.
    """
    taking = Taking(old, how, start)
    for table in how.tables:
        _take(taking, table, file)
    average_rates(taking)
    tables: dict[str, list[RawRow]] = dict(taking.rows.raw())
    tables["settings"] = _settings(taking)
    if how.holidays and not tables["holidays"]:
        tables["holidays"] = _holidays(taking)
    plan, problems = build(
        tables, start=start, language=how.language, calendar=how.calendar, date1904=old.date1904
    )
    unread = {
        (item.place.sheet, *parse_a1(item.place.cell)): item.code
        for item in problems
        if item.code.startswith(_REFUSED) and item.place and item.place.cell
    }
    told = [item for item in problems if item.code not in _UNTOLD]
    taken = [one for one in taking.rows.taken if one.at not in unread]
    left = _left(taking, {one.at for one in taken}, unread)
    return TakenOver(
        plan,
        tuple(taken),
        left,
        frozenset(taking.headings),
        (*old.told, *taking.problems, *told),
    )


def _take(taking: Taking, table: TableMap, file: str) -> None:
    tab = taking.old.tab(table.sheet)
    if tab is None:
        known = ", ".join(one.name for one in taking.old.tabs)
        raise UsageError(problem("E732", value=table.sheet, sheets=known), file)
    if table.kind in KINDS and not tab.skipped:
        reader: TableReader = _READERS.get(table.kind, ListReader)(taking, tab, table)
        reader.read()  # type: ignore[attr-defined]  # each kind of reader has it
        return
    for at in tab.cells():
        if table.header[0] <= at[0] <= table.rows[1]:
            taking.leave(tab.name, at, "table")


def _settings(taking: Taking) -> list[RawRow]:
    """Give the plan's title, from the cell that holds it where there is one."""
    title = taking.how.title
    if not title:
        return []
    for tab in taking.old.tabs:
        for at in tab.cells():
            if match_key(tab.text(*at)) == match_key(title):
                taking.rows.taken.append(Taken((tab.name, *at), "settings", "title", "value"))
                break
        else:
            continue
        break
    return [RawRow(Origin("", 0, {}), {"id": "title", "value": title})]


def _holidays(taking: Taking) -> list[RawRow]:
    return [
        RawRow(
            Origin("", 0, {}),
            {"id": one.id, "date": one.date.isoformat() if one.date else "", "name": one.name},
        )
        for one in japan(taking.start, taking.how.language)
    ]


def _left(taking: Taking, taken: set[Where], unread: Mapping[Where, str]) -> tuple[LeftCell, ...]:
    """Name every cell that was not taken: of all that is filled, in the order of the tabs."""
    found: list[LeftCell] = []
    for tab in taking.old.tabs:
        if tab.skipped:
            continue
        for at in sorted({*tab.cells(), *(one[1:] for one in taking.paint if one[0] == tab.name)}):
            where = (tab.name, *at)
            if where in unread:
                found.append(LeftCell(where, taking.old.shown(tab, at), "unread"))
            elif where not in taken and where not in taking.headings:
                default = "outside" if plain(tab.own(*at)) else "computed"
                shown = taking.paint.get(where) or taking.old.shown(tab, at)
                found.append(LeftCell(where, shown, taking.left.get(where, default)))
        found += [LeftCell((tab.name, *at), text, "note") for at, text in sorted(tab.notes.items())]
    return tuple(found)
