"""The twin of the formulas that say a KPI's values shortly; how a language says large numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.sheets.saying import LARGE, SIGN
from btobsheet.layout.tabs.shapes import written
from btobsheet.plan.records import Kpi
from btobsheet.plan.spelling import compared, trimmed
from btobsheet.status.figures import KpiFigures
from btobsheet.wording import text

YEN: Final = ("円", "¥", "￥", "yen", "jpy")
"""What people write for yen."""


class Step(NamedTuple):
    """How numbers from a size on are said: divided, rounded, with a letter behind."""

    least: float
    by: float
    digits: int
    letter: str

    @property
    def pattern(self) -> str:
        """The number format."""
        return "#,##0" + ("." + "0" * self.digits if self.digits else "")


_PLAIN = Step(0, 1, 0, "")
_STEPS: Final[Mapping[str, tuple[Step, ...]]] = {
    "myriads": (_PLAIN, Step(999_999.5, 1e4, 0, "万"), Step(99_995_000, 1e8, 2, "億")),
    "millions": (
        _PLAIN,
        Step(9_999.5, 1e3, 1, "K"),
        Step(999_950, 1e6, 2, "M"),
        Step(99_950_000, 1e6, 1, "M"),
    ),
}

_AXIS_STEPS: Final[Mapping[str, tuple[Step, ...]]] = {
    "myriads": (Step(1_000_000, 10_000, 0, "万"), Step(1_000_000_000, 100_000_000, 0, "億")),
    "millions": (Step(100_000, 1000, 0, "K"), Step(1_000_000, 1_000_000, 0, "M")),
}
LARGE_UNITS = "十百千万億"
"""How a unit begins, such as 千円, with which no number is shortened."""


def steps(language: str) -> tuple[Step, ...]:
    """Give how a language says numbers, the small ones first."""
    return _STEPS[text(language, "forms.money")]


def axis_steps(language: str) -> tuple[Step, ...]:
    """Give in what the axis of a chart counts, from which size of its largest value on, the small
    ones first.
    """
    return _AXIS_STEPS[text(language, "forms.money")]


def unit_words(language: str) -> tuple[str, str]:
    """Give what tells yen, and what stands before another unit."""
    return text(language, "forms.yen"), text(language, "forms.unit_gap")


def said_cells(item: KpiFigures, language: str) -> dict[str, Scalar]:
    """Give a KPI's cells that say what was reached and what was to be reached."""
    unit = _unit(item.kpi, language)
    behind = "" if unit == SIGN else unit
    between = "" if unit_words(language)[1] else behind
    values = [one for one in (item.actual_to_date, item.expected_to_date) if one is not None]
    said = [_said(value, item.kpi, unit, language) for value in values]
    if item.actual_to_date is not None:
        shown = f"{between} / ".join(said) + behind
    elif item.annual is not None:
        year = text(language, "forms.year_before")
        shown = f"{year} " + _said(item.annual, item.kpi, unit, language) + behind
    else:
        shown = ""
    return {"said": unit, "so_far": shown}


def _unit(record: Kpi, language: str) -> str:
    """Give what stands behind a KPI's values, or the sign before them."""
    unit = trimmed(record.unit)
    if record.is_percent or not unit:
        return ""
    return unit_said(unit, language)


def unit_said(unit: str, language: str) -> str:
    """Give what stands behind a value in a unit, or the sign before it."""
    yen, gap = unit_words(language)
    return yen if compared(unit) in map(compared, YEN) else gap + unit


def _said(value: float, record: Kpi, unit: str, language: str) -> str:
    """Say a number, with the sign before it."""
    if record.is_percent:
        return written(value, "0.0%")
    return f"{unit if unit == SIGN else ''}{_number(value, language)}"


def _number(value: float, language: str) -> str:
    step = [one for one in steps(language) if abs(value) >= one.least][-1]
    if step.by > 1:
        return written(value / step.by, step.pattern) + step.letter
    one = written(value, "#,##0.0")
    return written(value, "#,##0") if abs(value) >= LARGE or one.endswith(".0") else one
