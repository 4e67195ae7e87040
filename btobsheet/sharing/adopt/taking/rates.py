"""Rates of the old plan: their months are averaged, for a sum of percentages says nothing."""

from __future__ import annotations

from typing import Final

from btobsheet.layout.address import a1
from btobsheet.layout.typed.text import match_key, plain
from btobsheet.problems import Place, problem
from btobsheet.sharing.adopt.rows import Rows, Value
from btobsheet.sharing.adopt.taking.table import Taking
from btobsheet.sharing.adopt.units import is_rate
from btobsheet.wording.words import label

_PERCENT: Final = frozenset(("%", "パーセント", "percent"))


def average_rates(taking: Taking) -> None:
    """Say of KPIs that are rates by unit or name that their year is the average of the months,
    where the old plan does not say it; and tell it.
    """
    word = label("aggregation", "mean", taking.how.language)
    names: list[Value] = []
    for record in taking.rows.ids("kpis"):
        name = taking.rows.get("kpis", record, "name")
        if name and _is_rate(taking.rows, record, name):
            taking.rows.put("kpis", record, "aggregation", Value(word, ()))
            names.append(name)
    if names:
        at = next((one.at[0] for one in names if one.at), None)
        place = Place(at[0], a1(*at[1:])) if at else Place("")
        said = " / ".join(plain(one.raw) for one in names)
        taking.problems.append(problem("W817", place, word, names=said))


def _is_rate(rows: Rows, record: str, name: Value) -> bool:
    if rows.get("kpis", record, "aggregation"):
        return False
    unit = rows.get("kpis", record, "unit")
    said = match_key(plain(unit.raw)) if unit else ""
    return said in _PERCENT or is_rate(plain(name.raw))
