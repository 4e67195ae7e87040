"""A KPI by month for a chart: as the workbook's own dashboard draws it, in 万 and 億, K and M."""

from __future__ import annotations

from dataclasses import replace

import pytest
from books import sample
from plans import DAY, changed, small_plan
from shown_plans import OVER

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.kgi import put_kgi
from btobsheet.layout.tabs.kgi_course import put_course
from btobsheet.plan.model import Language, Plan
from btobsheet.reports.status.axis import Axis, axis, by_month, course
from btobsheet.reports.voice import Voice
from btobsheet.wording import LANGUAGES


def drawn(plan: Plan, day: object = DAY) -> list[list[float | None]]:
    """Give what the dashboard draws: actual, forecast, target."""
    scene, canvas = new_pages(api.assess(plan, day)).scene, Canvas("x")  # type: ignore[arg-type]
    chart = put_course(scene, canvas, put_kgi(scene, canvas, 1, 1), (30, 1), (2, 9)).chart
    areas = (one.values for one in chart.series)
    cells = (
        [canvas.cells[row, area[1]].content for row in range(area[0], area[2] + 1)]
        for area in areas
    )
    return [[_number(getattr(one, "value", one)) for one in column] for column in cells]


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def of_reports(plan: Plan, day: object = DAY) -> list[list[float | None]]:
    assessment = api.assess(plan, day)  # type: ignore[arg-type]
    voice = Voice(assessment, plan.language)
    found = course(voice, voice.kgis()[0]).months
    return [list(one) for one in (found.actuals, found.forecasts, found.targets)]


def same(mine: list[list[float | None]], theirs: list[list[float | None]]) -> None:
    for one, other in zip(mine, theirs, strict=True):
        assert one == [None if value is None else pytest.approx(value) for value in other]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_year_is_what_the_dashboard_draws(language: Language) -> None:
    same(of_reports(sample(language)), drawn(sample(language)))


@pytest.mark.few(3)
@pytest.mark.parametrize(
    "aggregation", ["sum", "latest", pytest.param("mean", marks=pytest.mark.slow)]
)
@pytest.mark.parametrize(
    "changes",
    [{}, {"unit": "件"}, {"annual_target": None}, {"actual": (None,) * 12}],
    ids=["as it is", "a count", "no year's target", "no actual"],
)
def test_so_it_is_of_any_aggregation(aggregation: str, changes: dict[str, object]) -> None:
    plan = changed(small_plan(), "K01", aggregation=aggregation, **changes)
    same(of_reports(plan), drawn(plan))


def test_so_it_is_when_the_year_is_over() -> None:
    kgi = small_plan().kpis[0]
    plan = changed(small_plan(), "K01", actual=kgi.target)
    same(of_reports(plan, OVER), drawn(plan, OVER))
    assert of_reports(plan, OVER)[1] == [None] * 12


@pytest.mark.parametrize(
    ("largest", "unit", "language", "expected"),
    [
        (999_999, "円", "ja", Axis(1, "円", "#,##0")),
        (1_000_000, "円", "ja", Axis(10_000, "万円", "#,##0")),
        (1_000_000_000, "円", "ja", Axis(100_000_000, "億円", "#,##0")),
        (20_000_000, "件", "ja", Axis(10_000, "万件", "#,##0")),
        (20_000_000, "千円", "ja", Axis(1, "千円", "#,##0")),
        (120_000_000, "円", "en", Axis(1_000_000, "¥M", "#,##0")),
        (150_000, "leads", "en", Axis(1_000, "K leads", "#,##0")),
        (40, "leads", "en", Axis(1, "leads", "#,##0")),
        (0.31, "%", "ja", Axis(1, "", "0%")),
        (4.2, "", "ja", Axis(1, "", "#,##0.0")),
    ],
)
def test_long_numbers_are_counted_in_large_units(
    largest: float, unit: str, language: str, expected: Axis
) -> None:
    assert axis((largest, None), unit, language) == expected


def test_a_month_stands_for_itself_where_months_are_compared() -> None:
    plan = sample("ja")
    voice = Voice(api.assess(plan, DAY), "ja")
    item = next(one for one in voice.assessment.kpis if one.kpi.id == "K17")
    found = by_month(voice, item)
    assert found.months.actuals == tuple(month.actual for month in item.monthly)
    assert item.kpi.name in found.heading
    renamed = replace(item, kpi=replace(item.kpi, name="", unit=""))
    assert "K17" in by_month(voice, renamed).heading
