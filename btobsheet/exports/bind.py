"""A named map, a plan and a file -> the map that reads the one into the other.

A figure goes to the plan's only KPI that bears one of its names; nothing near is taken for it. What
is left out is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from btobsheet.exports.data import DataTable, Line
from btobsheet.exports.headings import CANDIDATES
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.named import NAMED, Headings, NamedMap, NamedTake
from btobsheet.exports.spending import SpendingNames
from btobsheet.layout.typed.text import is_blank, match_key, plain
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.plan.words import label
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass

_SHOWN: Final = 8
_HEADS: Final = 200


@dataclass(frozen=True)
class Unbound:
    """A figure that no KPI of the plan bears a name of: one it might have, and how to take it."""

    name: str
    take: Take


@dataclass(frozen=True)
class Bound:
    """The map, and what is told: which figure went where, and what was left out (``unbound``).

    ``at`` is the data's line of headings.
    """

    how: FillMap
    at: Line
    problems: tuple[Problem, ...]
    unbound: tuple[Unbound, ...] = ()


def fitting(table: DataTable) -> NamedMap | None:
    """Find the named map whose export a table is; None where none is, or several may be."""
    found = [one for one in NAMED.values() if _headed(table, one)]
    return found[0] if len(found) == 1 else None


def tab_of(table: DataTable, named: NamedMap) -> str:
    """Give the tab that a named map's export stands in, where another one was read."""
    wanted = {match_key(name) for name in named.sheets}
    tabs = (table.sheet, *table.others)
    found = next((tab for tab in tabs if match_key(tab) in wanted), "")
    return "" if found == table.sheet else found


def bind(named: NamedMap, table: DataTable, plan: Plan) -> Bound:
    """Make the map.

    Raises UsageError: E753 a heading that the export always has is not there, E795 no KPI bears
    any of the names.
    """
    made = offered(named, table, plan)
    if not made.how.takes:
        names = _few(one.name for one in made.unbound)
        raise UsageError(problem("E795", None, named.name, names=names or "-"), table.file)
    return made


def offered(named: NamedMap, table: DataTable, plan: Plan) -> Bound:
    """Make the map as far as it goes: it may take nothing. Raises UsageError E753."""
    at = _headed(table, named)
    if at is None:
        raise UsageError(_absent(table, named), table.file)
    binder = _Binder(table, plan, at)
    takes = tuple(take for one in named.takes if (take := binder.take(one, named)))
    how = FillMap(takes=takes, items=binder.items, sheet=table.sheet)
    return Bound(how, at, binder.problems(), tuple(binder.unbound))


class _Binder:
    """Binds the figures of one file."""

    def __init__(self, table: DataTable, plan: Plan, at: Line) -> None:
        """Take the line of the headings."""
        self.plan = plan
        self.body = [line for line in table.lines if line.row > at.row]
        self.columns = {match_key(plain(cell)): column for column, cell in at.cells.items()}
        self.heads = {match_key(plain(cell)): plain(cell) for cell in at.cells.values()}
        self.items: dict[str, str] = {}
        self.several: set[str] = set()
        self.unbound: list[Unbound] = []
        self.left: list[str] = []
        self.told: list[Problem] = []

    def take(self, one: NamedTake, named: NamedMap) -> Take | None:
        """Give one figure's part of the map; None, and told, where it has no place."""
        kpi = self._kpi(one) if one.kpis else None
        name, known = label(kpi) if kpi else "", len(self.told)
        columns = self._columns(one, name)
        where = None if columns is None else self._where(one, name)
        if columns is None or where is None:
            if one.kpis and kpi is None:  # it would have no place anyhow
                del self.told[known:]
            return None
        heading = self._heading(named.filled)
        take = Take(
            about={"kpi": kpi.id} if kpi else {},
            columns=columns,
            where=where,
            filled=(heading,) if heading else (),
            down=tuple(found for one in named.down if (found := self._heading(one))),
            count=not one.value,
        )
        if one.kpis and kpi is None:
            self.unbound.append(Unbound(self._shown(one.kpis), take))
            return None
        if kpi is None:
            self._leave_items(columns["item"])
        self._tell(one, name, columns, where)
        return take

    def problems(self) -> tuple[Problem, ...]:
        """Give what is told."""
        names = [one.name for one in self.unbound if one.name not in self.several]
        unknown = [problem("N765", names=_few(names))] if names else []
        left = [problem("N723", items=_few(self.left))] if self.left else []
        return (*self.told, *unknown, *left)

    def _kpi(self, one: NamedTake) -> Kpi | None:
        """Find the only KPI that bears one of the names."""
        names = set(map(match_key, one.kpis))
        found = [kpi for kpi in self.plan.kpis if match_key(kpi.name) in names]
        if len(found) > 1:
            name = self._shown(one.kpis)
            self.told.append(problem("W769", None, name, close=" / ".join(map(label, found))))
            self.several.add(name)
        return found[0] if len(found) == 1 else None

    def _shown(self, names: Sequence[str]) -> str:
        """Give the name in the letters of the plan's own KPIs: others are another language's."""
        latin = all(kpi.name.isascii() for kpi in self.plan.kpis)
        own = [name for name in names if name.isascii() == latin]
        return (own or names)[0]

    def _columns(self, one: NamedTake, name: str) -> dict[str, str] | None:
        """Find the headings by role; None, and told (W754), where one is not there."""
        made: dict[str, str] = {}
        for role in ("date", "value", "item"):
            headings: Headings = getattr(one, role)
            found = self._heading(headings)
            if found:
                made[role] = found
            elif headings:
                self.told.append(problem("W754", None, " / ".join(headings), label=name))
                return None
        return made

    def _where(self, one: NamedTake, name: str) -> tuple[tuple[str, tuple[str, ...]], ...] | None:
        """Find the words that count in the data; None, and told (W767), where none of them is."""
        headings, words = one.where
        heading = self._heading(headings)
        if not headings:
            return ()
        if not heading:
            self.told.append(problem("W754", None, " / ".join(headings), label=name))
            return None
        wanted = set(map(match_key, words))
        own = self._values(heading)
        found = tuple(text for key, text in own.items() if key in wanted)
        if not found and own:
            self.told.append(
                problem(
                    "W767", None, heading, label=name, wanted=_few(words), found=_few(own.values())
                )
            )
            return None
        return ((heading, found or words),)

    def _heading(self, headings: Headings) -> str:
        return next(
            (self.heads[key] for one in headings if (key := match_key(one)) in self.heads), ""
        )

    def _values(self, heading: str) -> Mapping[str, str]:
        """Give the words of a column, as compared and as typed."""
        column = self.columns[match_key(heading)]
        cells = (line.cells.get(column) for line in self.body)
        texts = (plain(cell) for cell in cells if not is_blank(cell))
        return {match_key(text): text for text in texts}

    def _leave_items(self, heading: str) -> None:
        """Leave out the accounts that ⑥ does not know: books hold more than a plan's spending."""
        spending = SpendingNames(self.plan, {}, {})
        for key, text in self._values(heading).items():
            found = spending.find("", text)
            if not found.id and not found.near:
                self.items[key] = ""
                self.left.append(text)

    def _tell(
        self,
        one: NamedTake,
        name: str,
        columns: Mapping[str, str],
        where: Iterable[tuple[str, tuple[str, ...]]],
    ) -> None:
        """Tell which figure goes where, and which rows count."""
        date, value, item = (columns.get(role, "") for role in ("date", "value", "item"))
        code = "N726" if item else "N794" if value else "N793"
        details = {"label": name, "item": item} if item else {"label": name}
        self.told.append(problem(code, None, value, date=date or "-", **details))
        for heading, words in where:
            self.told.append(problem("N727", None, heading, label=name or item, wanted=_few(words)))


def _headed(table: DataTable, named: NamedMap) -> Line | None:
    """Find the line of the headings that tell a named map's export."""
    for line in table.lines[:CANDIDATES]:
        if not _missing(line, named):
            return line
    return None


def _absent(table: DataTable, named: NamedMap) -> Problem:
    """Say which heading of an export is missing in the line that has the most of them."""
    lines = [(len(_missing(line, named)), line.row, line) for line in table.lines[:CANDIDATES]]
    if not lines:
        return problem("E753", None, " / ".join(named.marks[0]), heads="-")
    _, _, line = min(lines)
    heads = ", ".join(map(plain, line.cells.values()))
    return problem("E753", None, " / ".join(_missing(line, named)[0]), heads=heads[:_HEADS])


def _missing(line: Line, named: NamedMap) -> list[Headings]:
    keys = {match_key(cell) for cell in line.cells.values() if isinstance(cell, str)}
    return [mark for mark in named.marks if not any(match_key(one) in keys for one in mark)]


def _few(names: Iterable[str]) -> str:
    found = list(names)
    return ", ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
