"""One assessment in one language: how its records are named, and its words and figures shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from btobsheet.layout.look import Tone
from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import KGI, Action, Kpi
from btobsheet.reports import numbers
from btobsheet.reports.document import Cell, Column, tone_of
from btobsheet.reports.numbers import Scale
from btobsheet.status.figures import Assessment, KpiFigures, RollUp
from btobsheet.wording import text
from btobsheet.wording.words import label

if TYPE_CHECKING:
    from btobsheet.status.presented import Restated


class Voice:
    """Words for an assessment; made once a report, since it indexes the records by id."""

    def __init__(self, assessment: Assessment, language: str) -> None:
        """Index the plan's records for names and reporters."""
        self.assessment = assessment
        self.language = language
        plan = assessment.plan
        self.kpis = {item.kpi.id: item for item in assessment.kpis}
        self.lookup = Lookup.of(plan)
        self._names: dict[str, str] = {item.id: item.name for item in plan.operations}
        self._names |= {item.id: item.name for item in plan.tactics} | {
            item.id: item.name for item in plan.kpis
        }

    @property
    def year_over(self) -> bool:
        """Tell whether all months of the plan are closed: then nothing is to come."""
        return self.assessment.closed_months >= len(self.assessment.plan.months)

    @cached_property
    def restated(self) -> tuple[Restated, ...]:
        """What is no longer as it was presented when its month was closed."""
        if not self.assessment.plan.history.closings:
            return ()
        from btobsheet.status.presented import restated_in  # lazy door: few plans are closed

        return restated_in(self.assessment, self.lookup)

    def say(self, key: str, /, **details: object) -> str:
        """Word one text of the report area."""
        return text(self.language, f"report.{key}", **details)

    def word(self, group: str, code: str | None) -> str:
        """Give the fixed word for a code."""
        return label(group, code, self.language)

    def name(self, record_id: str) -> str:
        """Give a record as ``T03 展示会``; the bare id where it has no name, KGI as it is."""
        return f"{record_id} {self._names.get(record_id, '')}".strip()

    def bare_name(self, record_id: str) -> str:
        """Give a record's name alone, else its id."""
        return self._names.get(record_id) or record_id

    def times(self, action: Action) -> str:
        """Say of a recurring action how often it was done: 12回中5回; nothing of any other."""
        if not action.times_planned or action.times_planned <= 0:
            return ""
        done, planned = numbers.number(action.times_done or 0), numbers.number(action.times_planned)
        return self.say("times", done=done, planned=planned)

    def task(self, action: Action) -> str:
        """Call an action by its id and task; a recurring one with how often it was done."""
        told, times = f"{action.id} {action.task}".strip(), self.times(action)
        return self.say("task_times", task=told, times=times) if times else told

    def person(self, name: str) -> str:
        """Give the name that the people table has for a typed one."""
        return self.lookup.known_as(name)

    def owner(self, name: str) -> str:
        """Give the name that the people table has for a typed one, or say that nobody owns it."""
        return self.person(name) or self.say("no_owner")

    def reporter(self, kpi: Kpi) -> str:
        """Give who answers for a KPI: its reporter, else the owner of its tactic or operation."""
        return self.owner(self.lookup.reporter(kpi))

    def day(self, value: dt.date | None) -> str:
        """Show a day; of another calendar year than that of the day of judging with its year."""
        return numbers.day(value, self.language, self.assessment.as_of.year)

    def money(self, value: float | None, scale: Scale | None = None) -> str:
        """Show an amount in the plan's currency, in the scale of those beside it."""
        currency = self.assessment.plan.settings.currency
        return numbers.money(value, self.language, currency, scale)

    def moneys(self, *values: float | None) -> Iterator[str]:
        """Show amounts that stand together, in one scale."""
        scale = self.scale(values)
        return (self.money(value, scale) for value in values)

    def quantity(self, value: float | None, kpi: Kpi, scale: Scale | None = None) -> str:
        """Show a value of a KPI with its unit, money in the scale of that beside it."""
        return numbers.quantity(value, kpi.unit, self.language, scale)

    def quantities(self, kpi: Kpi, *values: float | None) -> Iterator[str]:
        """Show values of one KPI that stand together, in one scale."""
        scale = self.scale(values)
        return (self.quantity(value, kpi, scale) for value in values)

    def difference(self, value: float | None, kpi: Kpi, scale: Scale | None = None) -> str:
        """Show how far a KPI's value is from another, with its sign; no difference in words.

        As exactly as these values themselves are shown.
        """
        if value is None:
            return self.quantity(value, kpi, scale)
        value = value if kpi.is_percent or _is_small(kpi) else round(value, 1)
        shown = self.quantity(value, kpi, scale)
        tiny = kpi.is_percent and numbers.points(value) == numbers.points(0.0)
        if tiny or shown == self.quantity(0.0, kpi, scale):
            return self.say("same")
        if kpi.is_percent:
            return text(self.language, "changes.points", amount=numbers.points(value))
        return f"+{shown}" if value > 0 else shown

    def scale(self, amounts: Iterable[float | None]) -> Scale:
        """Choose one scale for amounts that stand together."""
        return numbers.scale_of(amounts, self.language)

    def scale_of(
        self,
        items: Iterable[KpiFigures],
        amounts: Callable[[KpiFigures], Iterable[float | None]],
    ) -> Scale:
        """Choose one scale for the money among the KPIs of a table."""
        money = (item for item in items if numbers.is_money(item.kpi.unit))
        return self.scale(amount for item in money for amount in amounts(item))

    def unit_cost(self, value: float, kpi: Kpi, scale: Scale | None = None) -> str:
        """Show what one of a KPI's results cost; of money what share of it was spent."""
        if numbers.is_money(kpi.unit):
            return self.say("cost_share", share=numbers.percent(value))
        return self.money(value, scale)

    def share_cell(self, value: float | None) -> Cell:
        """Make the cell of a fraction shown as percent."""
        return Cell(numbers.percent(value), value=value)

    def amount_cell(self, value: float | None, kpi: Kpi, scale: Scale | None = None) -> Cell:
        """Make the cell of a KPI's value, in the scale of its table."""
        return Cell(self.quantity(value, kpi, scale), value=value)

    def money_cell(self, value: float | None, scale: Scale | None = None) -> Cell:
        """Make the cell of a sum of yen, in the scale of its table."""
        return Cell(self.money(value, scale), value=value)

    def count_cell(self, value: float | None) -> Cell:
        """Make the cell of a plain number."""
        return Cell(numbers.number(value), value=value)

    def day_cell(self, value: dt.date | None, tone: Tone = "") -> Cell:
        """Make the cell of a day."""
        return Cell(self.day(value), tone, value)

    def months_cell(self, value: float | None) -> Cell:
        """Make the cell of a number of months late (below 0: early)."""
        return Cell(numbers.NONE if value is None else self.months_text(value), value=value)

    def months_text(self, value: float) -> str:
        """Word a number of months."""
        count = numbers.number(value)
        key = "months_count_one" if count.lstrip("-") == "1" else "months_count"
        return self.say(key, count=count)

    def month(self, index: int) -> str:
        """Name the plan's k-th month, from 1."""
        return numbers.month_name(self.assessment.plan.months[index - 1], self.language)

    def dated_month(self, value: Month) -> str:
        """Name a month; one that is not the plan's with its year."""
        name = numbers.month_name(value, self.language)
        if value in self.assessment.plan.months:
            return name
        return text(self.language, "changes.month_of_year", year=value.year, month=name)

    def months(self, indexes: tuple[int, ...]) -> str:
        """Name several months, three and more in a row as a span."""
        return self.say("list_join").join(self._span(first, last) for first, last in _runs(indexes))

    def _span(self, first: int, last: int) -> str:
        return (
            self.month(first)
            if first == last
            else self.say("month_span", first=self.month(first), last=self.month(last))
        )

    def kgis(self) -> tuple[KpiFigures, ...]:
        """Give the counted KPIs of the KGI, main ones first, else in their order."""
        found = (item for item in self.assessment.kpis if item.kpi.scope == KGI and item.counted)
        return tuple(sorted(found, key=lambda item: not item.main))

    def status(self, code: str | None, group: str = "kpi_status", extra: str = "") -> Cell:
        """Make the cell of a status: its word, what stands beside it, and its tone."""
        if code is None:
            return Cell(numbers.NONE)
        return Cell(f"{self.word(group, code)} {extra}".strip(), tone_of(code))

    def kpi_status(self, item: KpiFigures) -> Cell:
        """Make the status cell of a KPI: that chance alone may have made it is said beside it."""
        cell = self.status(item.status)
        if not item.within_chance:
            return cell
        return Cell(self.say("by_chance", status=cell.text), cell.tone)

    def rolled_status(self, roll: RollUp) -> Cell:
        """Make the status cell of a roll-up, with how many of its KPIs stand so: ``遅れ 2/7``."""
        count, whole = roll.kpi_counts.get(roll.status or "", 0), sum(roll.kpi_counts.values())
        return self.status(roll.status, extra=numbers.share(count, whole) if count else "")


def _is_small(kpi: Kpi) -> bool:
    """Tell whether all that is typed of a KPI is below 1."""
    given = (kpi.baseline, kpi.annual_target, *kpi.target, *kpi.actual)
    return all(abs(value) < 1 for value in given if value is not None)


def _runs(indexes: tuple[int, ...]) -> list[tuple[int, int]]:
    """Join three and more successive numbers to (first, last); the others stand alone."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][-1] + 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    return [
        pair
        for run in runs
        for pair in ([(run[0], run[-1])] if len(run) > 2 else [(index, index) for index in run])
    ]


def columns_of(
    voice: Voice,
    keys: Sequence[str],
    wide: Sequence[str] = (),
    right: Sequence[str] = (),
    people: str = "",
) -> tuple[Column, ...]:
    """Make columns of their wording keys.

    The wide ones hold sentences, the right ones figures, ``people`` a person a row.
    """
    return tuple(
        Column(voice.say(key), "right" if key in right else "left", key in wide, key == people)
        for key in keys
    )
