"""A cell of an export -> a value in its KPI's unit; what is no such value is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from btobsheet.exports import words as fillwords
from btobsheet.exports.data import Moment, Uncomputed, is_number
from btobsheet.exports.notes import Notes
from btobsheet.layout.typed.numbers import parse_kpi_value
from btobsheet.layout.typed.text import Raw, is_blank, is_dash, narrowed, plain
from btobsheet.plan.fill import Series
from btobsheet.plan.records import is_percent_unit

_MOST: Final = 1e100
"""A value beyond is none of a plan, and the sum of some could be no number at all."""


class Values:
    """Understands values; ``factors`` go by the KPIs' ids, ``notes`` are told of what is odd."""

    def __init__(self, factors: Mapping[str, float], notes: Notes) -> None:
        """Begin with no value seen."""
        self._factors = factors
        self._notes = notes
        self._percents: dict[str, set[bool]] = {}

    def value(self, series: Series, raw: Raw, row: int, factor: float | None) -> float | None:
        """Understand a value in its series' unit, times the map's factor.

        None where it is blank, of another unit (E775, E776), not computed (E779), shown as a day or
        a time, or cannot be read (E737, E780).
        """
        if is_empty(raw):
            return None
        label = series.label
        if isinstance(raw, Uncomputed):
            self._notes.tell("E779", row, label=label)
            return None
        if isinstance(raw, Moment):
            self._notes.tell("E737", row, raw.text, label=label)
            return None
        factor = factor if factor is not None else self._factors.get(series.id)
        percent = is_percent_unit(series.unit)
        wrong = "" if factor is not None else _other_unit(raw, narrowed(series.unit))
        if wrong:
            self._notes.tell(wrong, row, plain(raw), label=label, unit=series.unit)
            return None
        made = parse_kpi_value(raw, percent=percent and factor is None, unit=series.unit)
        value = made.value
        if not isinstance(value, int | float):
            self._notes.tell("E737", row, plain(raw), label=label)
            return None
        if percent and factor is None and value and "%" not in narrowed(plain(raw)):
            self._percents.setdefault(series.id, set()).add(made.code == "N201")
        if made.code:
            read = str(made.details.get("read", ""))
            self._notes.tell("N756", row, plain(raw), label=label, read=read)
        value = value * factor if factor is not None else value
        if abs(value) > _MOST:
            self._notes.tell("E780", row, plain(raw), label=label)
            return None
        return value

    def unclear(self) -> frozenset[str]:
        """Give the percent KPIs whose values are both fractions and percent points."""
        return frozenset(kpi for kpi, kinds in self._percents.items() if len(kinds) > 1)


def is_empty(raw: Raw) -> bool:
    """Tell whether a cell holds no value: nothing, or a dash in place of one."""
    return is_blank(raw) or (isinstance(raw, str) and is_dash(narrowed(raw)))


def _other_unit(raw: Raw, unit: str) -> str:
    """Give the code of what is wrong where a value says that it is money or a percentage, and its
    KPI's unit is another.
    """
    text = narrowed(raw) if isinstance(raw, str) else ""
    if not is_number(text):
        return ""
    if fillwords.MONEY.search(text) and not fillwords.MONEY_UNIT.search(unit):
        return "E775"
    return "E776" if "%" in text and not fillwords.PERCENT_UNIT.search(unit) else ""
