"""Which row of ⑥予算・実費 an export from accounting means: by its tactic, its item, or both.

A tactic that has no row of that item yet gets one; an item that is merely near to another is asked
about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import ClassVar, Final

from btobsheet.exports import words as fillwords
from btobsheet.exports.columns import Columns
from btobsheet.exports.data import DataTable
from btobsheet.exports.map import FillMap, Take
from btobsheet.exports.names import KpiNames, Meant, as_meant, most_meant, only
from btobsheet.layout.kinds import Reference
from btobsheet.layout.rows.ids import canonical_id
from btobsheet.layout.rows.references import References
from btobsheet.layout.typed.text import Raw, match_key
from btobsheet.plan.fill import Observation, Series
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, id_number, make_id
from btobsheet.plan.words import label, record_name

ROLES: Final = ("tactic", "item")
_TACTICS: Final = Reference(tables=("tactics",))
_COSTS: Final = Reference(tables=("costs",))
_LINES: Final = 25
_SAMPLE: Final = 300


class SpendingNames:
    """Finds rows of costs; ``tactics`` and ``items`` are what the map says, by :func:`match_key`.

    A row that the plan has not yet is asked for under a name that is no id; :meth:`settled` gives
    it one.
    """

    roles: ClassVar[tuple[str, ...]] = ROLES
    values: ClassVar[frozenset[str]] = fillwords.VALUE | fillwords.SPENT
    countable: ClassVar[bool] = False
    codes: ClassVar[tuple[str, str, str]] = ("E785", "E786", "E787")
    series: dict[str, Series]

    def __init__(
        self, plan: Plan, tactics: Mapping[str, str], items: Mapping[str, str], file: str = ""
    ) -> None:
        self.file = file
        self.series = {}
        self._plan = plan
        self._labels = {tactic.id: label(tactic) for tactic in plan.tactics}
        self._wanted: dict[str, Cost] = {}
        for cost in plan.costs:
            self._add(cost.id, cost, f"{cost.id} {self._name(cost)}")
        names = {tactic.id: tactic.name for tactic in plan.tactics}
        self._references = References({"tactics": names})
        self._tactics = {name: self._sure(meant) for name, meant in tactics.items()}
        self._known: dict[str, Meant] = {}
        self._items = dict(items)

    def sure(self, text: str) -> str:
        """Give the row that the map names: by its id, its tactic or its item."""
        return only(self.find(text), text, self.file)

    def find(self, *texts: str) -> Meant:
        """Say which row a tactic and an item mean, or one text that is either or a row's id."""
        first, item = texts[0].strip(), "".join(texts[1:]).strip()
        tactic = self._tactic(first) if first else Meant()
        if tactic.left_out:
            return tactic
        if tactic.id:
            return self._of_tactic(tactic.id, item)
        if first and item:
            return tactic
        return self._by_item(item or first, tactic)

    def means_tactic(self, raw: Raw) -> bool:
        """Tell whether a cell means a tactic."""
        return isinstance(raw, str) and bool(self._tactic(raw.strip()).id)

    def columns(self, columns: Columns, used: Iterable[int]) -> dict[str, int]:
        """Find the columns of the tactic and of the item: by their headings, else the one in which
        the most cells mean a tactic or a row.
        """
        headed = {
            role: found[0]
            for role, words in zip(ROLES, (fillwords.TACTIC, fillwords.ITEM), strict=True)
            if (found := columns.headed(words, used))
        }
        best = 0 if headed else most_meant(columns, used, lambda text: bool(self.find(text).id))
        return headed or ({"tactic": best} if best else {})

    def settled(
        self, observations: Iterable[Observation]
    ) -> tuple[list[Observation], tuple[Cost, ...]]:
        """Give the rows asked for the next ids, in the order of the data; and these rows."""
        numbers = count(max((id_number(cost.id) for cost in self._plan.costs), default=0) + 1)
        made: dict[str, Cost] = {}
        settled = []
        for one in observations:
            wanted = self._wanted.get(one.series)
            if wanted and one.series not in made:
                cost = replace(wanted, id=make_id("costs", next(numbers)))
                made[one.series] = cost
                self._add(cost.id, cost, f"{cost.id} {self._name(cost)}")
            settled.append(replace(one, series=made[one.series].id) if wanted else one)
        return settled, tuple(made.values())

    def _tactic(self, text: str) -> Meant:
        if text not in self._known:
            given = self._tactics.get(match_key(text))
            self._known[text] = (
                as_meant(self._references.resolve(text, _TACTICS))
                if given is None
                else Meant(given, left_out=not given)
            )
        return self._known[text]

    def _sure(self, text: str) -> str:
        """Give the tactic that the map names; none where it leaves something out."""
        if not text:
            return ""
        return only(as_meant(self._references.resolve(text, _TACTICS)), text, self.file)

    def _of_tactic(self, tactic: str, text: str) -> Meant:
        """Give a tactic's row of an item; without an item its only row, or the one without item."""
        rows = [cost for cost in self._plan.costs if cost.tactic == tactic]
        item = self._items.get(match_key(text), text)
        if text and not item:
            return Meant(left_out=True)
        if item:
            same = _of_item(rows, item)
            near = "" if same else _near(rows, item)
        else:
            same = rows if len(rows) == 1 else [cost for cost in rows if not cost.item]
            near = "" if same else self._several(rows)
        if len(same) > 1 or near:
            return Meant(near=near or self._several(same), ambiguous=not (item and near))
        return Meant(same[0].id if same else self._want(tactic, item))

    def _by_item(self, text: str, otherwise: Meant) -> Meant:
        """Give the only row of an item, whosever it is."""
        item = self._items.get(match_key(text), text)
        if text and not item:
            return Meant(left_out=True)
        rows = _of_item(self._plan.costs, item) if item else []
        if rows:
            several = "" if len(rows) == 1 else self._several(rows)
            return Meant("" if several else rows[0].id, near=several, ambiguous=bool(several))
        near = _near(self._plan.costs, item)
        return Meant(near=near) if near else otherwise

    def _several(self, rows: Iterable[Cost]) -> str:
        return " / ".join(self.series[cost.id].label for cost in rows)

    def _want(self, tactic: str, item: str) -> str:
        """Ask for a row that the plan has not yet."""
        key = f"{tactic}/{match_key(item)}"
        if key not in self._wanted:
            cost = Cost(id=key, tactic=tactic, item=item)
            self._wanted[key] = cost
            self._add(key, cost, self._name(cost))
        return key

    def _name(self, cost: Cost) -> str:
        tactic = self._labels.get(cost.tactic, cost.tactic)
        return " ".join(filter(None, (tactic, record_name(cost))))

    def _add(self, key: str, cost: Cost, shown: str) -> None:
        name, unit = self._name(cost), self._plan.money_unit
        self.series[key] = Series("costs", key, name, unit, how="sum", label=shown.strip())


def _of_item(rows: Iterable[Cost], item: str) -> list[Cost]:
    """Give the rows of an item, or the one of that id."""
    key, own = match_key(item), canonical_id("costs", item)
    return [cost for cost in rows if cost.id == own or (key and match_key(cost.item) == key)]


def _near(rows: Iterable[Cost], item: str) -> str:
    """Name the items that are near to one, so that a typing error makes no row."""
    names = {"costs": {cost.id: cost.item for cost in rows}}
    return str(References(names).resolve(item, _COSTS).details.get("close", ""))


def is_spending(
    table: DataTable, take: Take, how: FillMap, kpis: KpiNames, spending: SpendingNames
) -> bool:
    """Tell whether data is about spending: the map says so, or it names tactics or cost items, and
    nothing in it means a KPI.
    """
    roles = {*take.columns, *take.about}
    if "kpi" in roles or roles.intersection(ROLES):
        return "kpi" not in roles
    if how.kpis or how.tactics or how.items:
        return not how.kpis
    lines = [line.cells for line in table.lines if how.header in (0, line.row)][:_LINES]
    headed = next(filter(None, map(_headed, lines)), frozenset())
    cells = (cell for line in lines for cell in line.values())
    if not headed and not any(map(spending.means_tactic, cells)):
        return False
    texts = {
        cell
        for line in table.lines[:_SAMPLE]
        for column, cell in line.cells.items()
        if column not in headed and isinstance(cell, str)
    }
    return not any(match_key(text) in fillwords.KPI or kpis.find(text).id for text in texts)


def _headed(cells: Mapping[int, Raw]) -> frozenset[int]:
    """Give the columns whose heading is one of tactics or cost items."""
    words = fillwords.TACTIC | fillwords.ITEM
    return frozenset(
        column
        for column, cell in cells.items()
        if isinstance(cell, str) and match_key(cell) in words
    )
