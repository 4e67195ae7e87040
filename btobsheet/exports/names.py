"""Which row an export means: by what the map says, by id, or by its one name.

Nothing near is ever taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, Final, Protocol

from btobsheet.exports import words as fillwords
from btobsheet.exports.columns import Columns
from btobsheet.layout.kinds import Reference
from btobsheet.layout.rows.references import References
from btobsheet.layout.typed.text import Typed, match_key, narrowed
from btobsheet.plan.fill import Series
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.words import label
from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.status.values import used_aggregation

_KPIS: Final = Reference(tables=("kpis",))
_SURE: Final = ("", "N304")
_UNIT: Final = r"(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]"


@dataclass(frozen=True, slots=True)
class Meant:
    """The row a text means.

    None where ``left_out`` by the map, or with what is ``near`` (several of one: ``ambiguous``).
    """

    id: str = ""
    near: str = ""
    ambiguous: bool = False
    left_out: bool = False


class Names(Protocol):
    """Finds the rows that data may fill.

    ``roles`` are the columns that name one (``kpi``; ``tactic`` and ``item``), ``values`` the
    headings over its figures, ``countable`` tells whether a list without figures may be counted
    (a contact is no yen); ``codes`` tell of a text that means none: with something near, of
    several, with nothing near.
    """

    roles: ClassVar[tuple[str, ...]]
    values: ClassVar[frozenset[str]]
    countable: ClassVar[bool]
    codes: ClassVar[tuple[str, str, str]]

    @property
    def series(self) -> Mapping[str, Series]:
        """Give the rows known, by id."""

    def sure(self, text: str) -> str:
        """Give the row that the map names. Raises UsageError E755."""

    def find(self, *texts: str) -> Meant:
        """Say whom the texts of a row mean, one a role; of a heading, one text."""

    def columns(self, columns: Columns, used: Iterable[int]) -> dict[str, int]:
        """Find the columns that name a row, by role, where the map does not say them."""


class KpiNames:
    """Finds a plan's KPIs; ``given`` is what the map says, by :func:`match_key`.

    Raises UsageError E755 for an unknown KPI in it.
    """

    roles: ClassVar[tuple[str, ...]] = ("kpi",)
    values: ClassVar[frozenset[str]] = fillwords.VALUE
    countable: ClassVar[bool] = True
    codes: ClassVar[tuple[str, str, str]] = ("E735", "E736", "E758")
    series: Mapping[str, Series]

    def __init__(self, plan: Plan, given: Mapping[str, str], file: str = "") -> None:
        self.series = _series(plan)
        self.file = file
        self._references = References({"kpis": {kpi.id: kpi.name for kpi in plan.kpis}})
        self._known: dict[str, Meant] = {}
        self._given = {name: self.sure(meant) if meant else "" for name, meant in given.items()}

    def sure(self, text: str) -> str:
        """Give the KPI that the map names."""
        return only(self._find(text), text, self.file)

    def find(self, *texts: str) -> Meant:
        """Say whom a text of the data means."""
        (text,) = texts
        key = match_key(text)
        if key not in self._known:
            given = self._given.get(key)
            self._known[key] = (
                self._find(text) if given is None else Meant(given, left_out=not given)
            )
        return self._known[key]

    def columns(self, columns: Columns, used: Iterable[int]) -> dict[str, int]:
        """Find the column of KPIs: in which the most cells mean one, else by its heading."""
        found = most_meant(columns, used, lambda text: bool(self.find(text).id))
        named = found or next(iter(columns.headed(fillwords.KPI, used)), 0)
        return {"kpi": named} if named else {}

    def _find(self, text: str) -> Meant:
        found = as_meant(self._references.resolve(text, _KPIS))
        with_unit = re.fullmatch(_UNIT, narrowed(text))
        if with_unit and not found.id:
            inner = as_meant(self._references.resolve(with_unit["name"], _KPIS))
            if inner.id and match_key(self.series[inner.id].unit) == match_key(with_unit["unit"]):
                return inner
        return found


def only(found: Meant, text: str, file: str) -> str:
    """Give the one row that a text of the map means; raises UsageError E755 where it is none."""
    if not found.id:
        raise UsageError(problem("E755", None, text, close=found.near or "-"), file)
    return found.id


def as_meant(made: Typed) -> Meant:
    """Take what a reference resolves to, where that is sure."""
    if made.value and made.code in _SURE:
        return Meant(str(made.value))
    if made.code == "W303":  # the id of one record beside the name of another
        return Meant(near=f"{made.details['own']} / {made.details['other']}", ambiguous=True)
    return Meant(near=str(made.details.get("close", "")), ambiguous=made.code == "E302")


def most_meant(columns: Columns, used: Iterable[int], means: Callable[[str], bool]) -> int:
    """Give the column in which the most texts mean something; 0 where none does."""
    counts = {
        column: sum(
            isinstance(cell := line.cells.get(column), str) and means(cell)
            for line in columns.sample
        )
        for column in columns.all
        if column not in used
    }
    best = max(counts, key=lambda column: counts[column], default=0)
    return best if counts.get(best) else 0


def _series(plan: Plan) -> dict[str, Series]:
    lookup = Lookup.of(plan)
    labels = {kpi.id: label(kpi) for kpi in plan.kpis}
    return {
        kpi.id: Series(
            table="kpis",
            id=kpi.id,
            name=kpi.name,
            unit=kpi.unit,
            how=used_aggregation(kpi, lookup),
            label=labels[kpi.id],
            parts=(labels.get(kpi.numerator, ""), labels.get(kpi.denominator, "")),
        )
        for kpi in plan.kpis
    }
