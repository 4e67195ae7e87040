"""What overview, tree and dashboard begin with: amounts said short, the message, the KGI by month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache

import pytest
from books import sample
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.amounts import OTHER, PERCENT, YEN, Measure, difference, short, together
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.kgi import put_kgi
from btobsheet.layout.tabs.kgi_course import put_course
from btobsheet.layout.tabs.message import message, put_fix
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import Kpi
from btobsheet.wording import LANGUAGES


@cache
def sample_scene(language: Language) -> Scene:
    return scene_of(sample(language))


def scene_of(plan: Plan, day: dt.date = DAY) -> Scene:
    return new_pages(api.assess(plan, day)).scene


def said(plan: Plan, day: dt.date = DAY) -> str:
    """Give the message of a plan on a day."""
    scene, canvas = scene_of(plan, day), Canvas("x")
    kgi, fix = put_kgi(scene, canvas, 1, 1), put_fix(scene, canvas, 20, 1)
    return str(message(scene, kgi, fix).value)


def kgi_as(plan: Plan, **changes: object) -> Plan:
    kpis = (replace(kpi, **changes) if kpi.scope == "KGI" else kpi for kpi in plan.kpis)  # type: ignore[arg-type]
    return replace(plan, kpis=tuple(kpis))


def test_the_message_says_standing_landing_and_what_to_fix() -> None:
    told = said(sample("ja"))
    assert told.startswith("△ KGI 受注金額の達成率は91.3%。着地見込 1.10億円")
    assert "(年間目標との差 △1,040万円)。最初に直すのは T08 " in told
    assert said(sample("en")).startswith("△ KGI Order value is at 91.3% of its target. Forecast ")


YEAR_OVER = dt.date(2027, 4, 5)
RICH, POOR = (tuple([value] * 12) for value in (2e7, 1e6))
CASES = (
    ({"scope": "T01"}, DAY, "KGIがまだ決まっていない"),
    ({"annual_target": None, "target": (None,) * 12}, DAY, "目標がないため"),
    ({"main": "reference"}, DAY, "参考の扱い"),
    ({"actual": (None,) * 12}, DAY, "実績が未入力"),
    ({}, dt.date(2026, 3, 15), "まだ判定の時期ではありません(年間目標 1.20億円)。"),
    ({"actual": RICH}, YEAR_OVER, "年間目標を達成しました。実績 2.40億円(年間目標 1.20億円)。"),
    ({"actual": POOR}, YEAR_OVER, "届きませんでした。実績 1,200万円(年間目標との差 △1.08億円)。"),
    ({"alarm_line": 1e9}, DAY, "の達成率は91.3%"),
)


@pytest.mark.parametrize(
    ("changes", "day", "told"),
    [
        pytest.param(*case, marks=pytest.mark.slow if number not in (0, 5) else ())
        for number, case in enumerate(CASES)
    ],
)
def test_every_standing_has_its_sentence(
    changes: dict[str, object], day: dt.date, told: str
) -> None:
    assert told in said(kgi_as(sample("ja"), **changes), day)


@pytest.mark.slow
def test_once_the_year_is_over_nothing_is_to_be_fixed_any_more() -> None:
    told = said(kgi_as(sample("ja"), actual=POOR), YEAR_OVER)
    assert "最初に直す" not in told
    assert "着地見込" not in told


@pytest.mark.slow
def test_of_several_kgis_the_worst_is_told_with_how_many_others_there_are() -> None:
    plan = sample("ja")
    other = Kpi(
        id="K99",
        scope="KGI",
        name="粗利",
        unit="円",
        annual_target=1e8,
        actual=(1.0,) * 12,
        main="yes",
    )
    first = kgi_as(plan, main="yes")
    assert "× KGI 粗利(ほかのKGI 1件)の達成率は" in said(replace(first, kpis=(*first.kpis, other)))


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    value=st.floats(-1e13, 1e13).map(lambda value: round(value, 3)),
    kind=st.sampled_from([YEN, OTHER]),
)
def test_a_short_amount_keeps_three_digits(language: Language, value: float, kind: int) -> None:
    made = short(sample_scene(language), Expr("$A$1", value), Measure(const(kind), const("")))
    shown = str(made.value).replace(",", "").replace("¥", "")
    units = {"億": 1e8, "万": 1e4, "M": 1e6, "K": 1e3}
    factor = units.get(shown[-1], 1)
    back = float(shown.rstrip("億万MK")) * factor
    assert abs(back - value) <= max(abs(value) * 0.0051, 0.5)


@pytest.mark.parametrize(
    ("value", "kind", "unit", "ja"),
    [
        (38_360_000, YEN, "円", "3,836万円"),
        (109_600_000, YEN, "円", "1.10億円"),
        (99_995_000, YEN, "円", "1.00億円"),
        (850_000, YEN, "円", "850,000円"),
        (0.4649, PERCENT, "", "46.5%"),
        (131, OTHER, "件", "131件"),
        (14.5, OTHER, "件", "14.5件"),
        ("", OTHER, "件", ""),
    ],
)
def test_amounts_are_said_short(value: float | str, kind: int, unit: str, ja: str) -> None:
    measure = Measure(const(kind), const(unit))
    assert short(sample_scene("ja"), Expr("$A$1", value), measure).value == ja


def test_pairs_and_differences() -> None:
    yen, scene = Measure(const(YEN), const("円")), sample_scene("ja")
    assert together(scene, const(38_360_000), const(42_000_000), yen).value == "3,836 / 4,200万円"
    assert together(scene, const(38_360_000), const(""), yen).value == "3,836万円"
    assert difference(scene, const(-10_400_000), yen).value == "△1,040万円"
    assert difference(scene, const(12_000_000), yen).value == "+1,200万円"
    assert difference(scene, const(0), yen).value == "±0円"


@pytest.mark.parametrize(
    "aggregation",
    ["sum", *(pytest.param(one, marks=pytest.mark.slow) for one in ("latest", "mean"))],
)
def test_the_months_to_come_lead_to_the_landing(aggregation: str) -> None:
    plan = kgi_as(sample("ja"), aggregation=aggregation)
    plan = kgi_as(plan, annual_target=None) if aggregation == "mean" else plan
    assessment = api.assess(plan, DAY)
    scene, canvas = new_pages(assessment).scene, Canvas("x")
    kgi = put_kgi(scene, canvas, 1, 1)
    chart = put_course(scene, canvas, kgi, (30, 1), (2, 9)).chart
    actual, ahead, target = (
        [canvas.cells[row, area[1]].content.value for row in range(area[0], area[2] + 1)]  # type: ignore[union-attr]
        for area in (one.values for one in chart.series)
    )
    done = assessment.closed_months
    item = next(one for one in assessment.kpis if one.kpi.scope == "KGI")
    assert all(isinstance(value, float | int) for value in target)
    assert all(value == "" for value in (*actual[done:], *ahead[:done]))
    assert item.forecast is not None
    scaled = item.forecast / 10_000
    if aggregation == "mean":
        months = [value for value in (*actual[:done], *ahead[done:]) if value != ""]
        assert sum(months) / 12 == pytest.approx(scaled)
    else:
        assert ahead[-1] == pytest.approx(scaled)
        assert actual[done - 1] == pytest.approx((item.actual_to_date or 0) / 10_000)
