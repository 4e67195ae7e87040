"""Which KPI an export means: by what the map says, by id, or by its one name.

Nothing near is ever taken for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from btobsheet.layout.kinds import Reference
from btobsheet.layout.rows.references import References
from btobsheet.layout.typed.text import match_key, narrowed
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass

_KPIS: Final = Reference(tables=("kpis",))
_SURE: Final = ("", "N304")
_UNIT: Final = r"(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]"


@dataclass(frozen=True, slots=True)
class Meant:
    """The KPI a text means.

    None where ``left_out`` by the map, or with what is ``near`` (several of one: ``ambiguous``).
    """

    id: str = ""
    near: str = ""
    ambiguous: bool = False
    left_out: bool = False


class KpiNames:
    """Finds a plan's KPIs; ``given`` is what the map says, by :func:`match_key`.

    Raises UsageError E755 for an unknown KPI in it.
    """

    def __init__(self, plan: Plan, given: Mapping[str, str], file: str = "") -> None:
        self.units = {kpi.id: kpi.unit for kpi in plan.kpis}
        self.file = file
        self._references = References({"kpis": {kpi.id: kpi.name for kpi in plan.kpis}})
        self._known: dict[str, Meant] = {}
        self._given = {name: self.sure(meant) if meant else "" for name, meant in given.items()}

    def sure(self, text: str) -> str:
        """Give the KPI that the map names."""
        found = self._find(text)
        if not found.id:
            raise UsageError(problem("E755", None, text, close=found.near or "-"), self.file)
        return found.id

    def find(self, text: str) -> Meant:
        """Say whom a text of the data means."""
        key = match_key(text)
        if key not in self._known:
            given = self._given.get(key)
            self._known[key] = (
                self._find(text) if given is None else Meant(given, left_out=not given)
            )
        return self._known[key]

    def _find(self, text: str) -> Meant:
        made = self._references.resolve(text, _KPIS)
        if made.value and made.code in _SURE:
            return Meant(str(made.value))
        with_unit = re.fullmatch(_UNIT, narrowed(text))
        if with_unit and not made.value:
            inner = self._references.resolve(with_unit["name"], _KPIS)
            if (
                inner.value
                and inner.code in _SURE
                and match_key(self.units[str(inner.value)]) == match_key(with_unit["unit"])
            ):
                return Meant(str(inner.value))
        if made.code == "W303":  # the id of one KPI beside the name of another
            return Meant(near=f"{made.details['own']} / {made.details['other']}", ambiguous=True)
        return Meant(near=str(made.details.get("close", "")), ambiguous=made.code == "E302")
