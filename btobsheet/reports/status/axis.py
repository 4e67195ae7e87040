"""The axis of a chart of a KPI: in 万 and 億 (in English K and M) where numbers are long; so its
heading tells, since no number format divides by ten thousand.
"""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.layout.twin.saying import LARGE_UNITS, axis_steps
from btobsheet.plan.records import Months, is_percent_unit
from btobsheet.quickclass import dataclass
from btobsheet.reports import numbers
from btobsheet.reports.voice import Voice
from btobsheet.status.ahead import Ahead, ahead
from btobsheet.status.figures import Figure, KpiFigures
from btobsheet.wording import text


@dataclass(frozen=True, slots=True)
class Axis:
    """By what values are divided, in what unit they stand then, and their number format."""

    divisor: float
    unit: str
    form: str

    def scaled(self, values: Iterable[Figure]) -> Months:
        """Give values as the axis counts them."""
        return tuple(None if value is None else value / self.divisor for value in values)


@dataclass(frozen=True, slots=True)
class Course:
    """A KPI's months for a chart, as its axis counts them, and the heading that says so."""

    heading: str
    months: Ahead
    form: str


def axis(values: Iterable[Figure], unit: str, language: str) -> Axis:
    """Choose the axis of values in a unit."""
    largest = max((abs(value) for value in values if value is not None), default=0.0)
    if is_percent_unit(unit):
        return Axis(1, "", "0%")
    yen = numbers.is_money(unit)
    shown = text(language, "forms.yen") if yen else unit.strip()
    steps = () if shown.startswith(tuple(LARGE_UNITS)) else axis_steps(language)
    large = [(step.by, step.letter) for step in steps if largest >= step.least]
    divisor, letter = large[-1] if large else (1, "")
    after = f"{shown}{letter}" if yen and shown == "¥" else _joined(letter, shown, language)
    return Axis(divisor, after, _form(largest / divisor))


def _joined(letter: str, unit: str, language: str) -> str:
    gap = text(language, "forms.unit_gap") if letter and unit else ""
    return f"{letter}{gap}{unit}"


def _form(largest: float) -> str:
    return "#,##0" if largest >= 10 else f"#,##0.{'0' * numbers.places_of(largest)}"


def course(voice: Voice, item: KpiFigures) -> Course:
    """Give a KPI's year: what was reached, where it lands at this pace, and the target; a sum with
    all months before.
    """
    made = ahead(item, voice.assessment.closed_months)
    figures = (item.actual_to_date, item.expected_to_date, item.annual, item.forecast)
    found = axis((*figures, *made.targets), item.kpi.unit, voice.language)
    scaled = [found.scaled(one) for one in (made.targets, made.actuals, made.forecasts)]
    key = "course_summed" if made.summed else "course_monthly"
    return Course(_heading(voice, item, key, found.unit), Ahead(made.summed, *scaled), found.form)


def by_month(voice: Voice, item: KpiFigures) -> Course:
    """Give a KPI's months each for itself, targets and actuals."""
    targets, actuals = (
        tuple(getattr(month, name) for month in item.monthly) for name in ("target", "actual")
    )
    found = axis((*targets, *actuals), item.kpi.unit, voice.language)
    none = (None,) * len(targets)
    months = Ahead(False, found.scaled(targets), found.scaled(actuals), none)
    return Course(_heading(voice, item, "course_monthly", found.unit), months, found.form)


def _heading(voice: Voice, item: KpiFigures, key: str, unit: str) -> str:
    said = voice.say(key, name=item.kpi.name or item.kpi.id)
    return said + voice.say("course_in", unit=unit) if unit else said
