"""The twin of a KPI row's hidden steps: months, typed targets, lines, the last judged months."""

from __future__ import annotations

from btobsheet.layout.kinds import Scalar
from btobsheet.plan.closing import NOT_FROZEN
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, id_number
from btobsheet.status.effect import Effect
from btobsheet.status.figures import KpiFigures
from btobsheet.status.landing import on_year
from btobsheet.status.rules import typed
from btobsheet.status.values import answered, own_values, share_of
from btobsheet.wording.words import SHOWN

Cells = dict[str, Scalar]
Figure = float | None


def severity(status: str) -> int:
    """Give a status' rank: 9 for the worst (missed) to 1 (reference)."""
    words = SHOWN["kpi_status"]
    return len(words) - next(index for index, word in enumerate(words) if word.code == status)


def shown(value: Figure) -> Scalar:
    """Give a figure as its cell shows it: a number, or an empty text."""
    return "" if value is None else value


def monthly_cells(item: KpiFigures, plan: Plan, lookup: Lookup, closed: int) -> Cells:
    """Give the twelve typed actuals, effective targets, values, and how far the closed ones are off
    their targets.
    """
    cells: Cells = {}
    values = tuple(month.actual for month in item.monthly)
    silent = frozenset(answered(item.kpi, lookup, values, range(12)))
    for k, (month, figures, own) in enumerate(
        zip(plan.months, item.monthly, own_values(item.kpi, lookup), strict=True)
    ):
        inside = item.in_effect(k + 1)
        cells[f"w.{month}"] = _mark(own, inside and str(month) in item.kpi.nothing)
        cells[f"t.{month}"] = shown(figures.target)
        cells[f"v.{month}"] = _mark(figures.actual, inside and k in silent)
        rate = figures.attainment if k < closed else None
        cells[f"d.{month}"] = "" if rate is None else rate - 1
    return cells


def _last_year(item: KpiFigures) -> Cells:
    """Give last year's actual, and where the KPI lands against it with its number."""
    found = on_year(item) if item.counted else None
    return {
        "last_n": shown(item.kpi.last_year),
        "on_year": shown(found),
        "on_year_ord": "" if found is None else id_number(item.kpi.id),
    }


def _mark(value: Figure, silent: bool) -> Scalar:
    """Show a value, ``n`` where there was nothing to count."""
    return "n" if value is None and silent else shown(value)


def step_cells(item: KpiFigures, closed: int, lookup: Lookup) -> Cells:
    """Give the cells that formulas fill step by step: typed targets, lines, last judged months."""
    record = item.kpi
    effect = Effect(item.first_month, item.last_month)
    over = effect.indexes(closed)
    given = typed(effect.only(record.target))
    shared = share_of(record, effect, lookup.frozen.get(record.id, NOT_FROZEN))
    values = tuple(month.actual for month in item.monthly)
    judged = [k + 1 for k in over if values[k] is not None]
    heard = [k + 1 for k in answered(record, lookup, values, over)]
    return {
        **_last_year(item),
        "from_n": effect.first,
        "to_n": effect.last,
        "span": effect.months,
        "over": len(over),
        "annual_n": shown(record.annual_target),
        "base_n": shown(record.baseline),
        "warn_n": shown(record.warn_line),
        "alarm_n": shown(record.alarm_line),
        "typed": len(given),
        "frozen_from": shared.closed.first,
        "frozen_to": shared.closed.last,
        "typed_sum": shared.typed,
        "frozen_sum": shared.kept,
        "blanks": shared.blank,
        "fill": shared.each,
        "first": given[0] if given else "",
        "answered": max(heard, default=0),
        "reached": effect.until(judged[-1]) if judged else 0,
        "k0": judged[0] if judged else 13,
        **_last_rates(item, over),
    }


def _last_rates(item: KpiFigures, over: range) -> Cells:
    """Give the last two closed months that have an attainment, and these."""
    rated = [(k + 1, rate) for k in over if (rate := item.monthly[k].attainment) is not None]
    last = [*rated[::-1], (0, None), (0, None)][:2]
    return {
        **{f"k{n}": month for n, (month, _) in enumerate(last, start=1)},
        **{f"r{n}": shown(value) for n, (_, value) in enumerate(last, start=1)},
    }


def is_marked(record: Kpi) -> int:
    """Give what 主KPI says: 1 main, 2 reference, 0 nothing."""
    return {"yes": 1, "reference": 2}.get(record.main, 0)
