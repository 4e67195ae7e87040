"""What several plans have together: total KGIs, what is first to fix in several, and the picture of
the plans side by side.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from plans import changed, small_plan

import btobsheet
from btobsheet.excel.report.workbook import write_portfolio
from btobsheet.plan.calendar import Month
from btobsheet.plan.records import KGI
from btobsheet.reports.document import Cell, Document, Table
from btobsheet.reports.pictures import PlanRows
from btobsheet.reports.portfolio.compose import compose_portfolio
from btobsheet.reports.portfolio.data import portfolio_json
from btobsheet.reports.portfolio.rows import MOST_DRAWN, plan_rows
from btobsheet.reports.portfolio.summary import PlanSummary, Portfolio, summarize
from btobsheet.reports.portfolio.sums import kgi_totals, same_fixes
from btobsheet.reports.portfolio.words import wording
from btobsheet.reports.render import html
from btobsheet.reports.render import text as terminal
from btobsheet.reports.render.svg import plans as svg_plans
from btobsheet.reports.sections import last_table, section
from btobsheet.wording import LANGUAGES, text

PLAN = PlanSummary(
    file="a.xlsx",
    title="計画",
    company="",
    language="ja",
    as_of=dt.date(2026, 10, 5),
    closed_months=6,
    kgi="受注金額",
    kgi_status="at_risk",
    attainment=0.9,
    forecast=900.0,
    annual=1000.0,
    kpi_counts={"behind": 2, "missed": 1, "on_track": 3},
    action_counts={},
    progress=0.4,
    planned=0.5,
    overdue=1,
    due_soon=0,
    missing=2,
    budget=None,
    spent=None,
    worst_tactic="T01 展示会",
    worst_kpi="K02 名刺",
    errors=0,
    start=Month(2026, 4),
    unit="円",
    aggregation="sum",
    direction="up",
    actual=450.0,
    expected=500.0,
    actuals=(75.0,) * 6 + (None,) * 6,
    targets=(1000 / 12,) * 12,
    off_target=(-0.1,) * 6 + (None,) * 6,
    fix_tactic="展示会",
    fix_kpi="名刺",
)
figures = st.none() | st.floats(0, 1e12)


def test_kgis_of_one_unit_and_year_are_added() -> None:
    (found,) = kgi_totals([PLAN, replace(PLAN, unit="¥", actual=50.0, kgi="売上")])
    assert (found.actual, found.expected, found.annual, found.forecast) == (500, 1000, 2000, 1800)
    assert found.attainment == 0.5
    assert len(found.plans) == 2


@pytest.mark.parametrize(
    "other",
    [
        {"unit": "件"},
        {"unit": ""},
        {"unit": "%"},
        {"aggregation": "mean"},
        {"aggregation": "last"},
        {"direction": "down"},
        {"start": Month(2025, 4)},
        {"start": Month(2026, 1)},
        {"actual": None},
        {"annual": None},
        {"expected": None},
    ],
)
def test_what_makes_no_sum_is_not_added(other: dict[str, object]) -> None:
    assert kgi_totals([PLAN, replace(PLAN, **other)]) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("units", "sums"),
    [
        ((("$", "USD"), ("$", "usd")), 1),
        ((("$", "USD"), ("$", "CAD")), 0),
        ((("USD", "USD"), ("ＵＳＤ", "USD")), 1),
        ((("円", "円"), ("JPY", "USD")), 1),
        ((("件", ""), ("件", "円")), 1),
    ],
)
def test_units_are_told_apart_by_the_currency_too(
    units: tuple[tuple[str, str], ...], sums: int
) -> None:
    plans = [replace(PLAN, unit=unit, currency=currency) for unit, currency in units]
    assert len(kgi_totals(plans)) == sums


@given(st.lists(st.tuples(figures, figures, figures, figures), max_size=8))
def test_a_total_is_that_of_the_plans_it_names(
    some: list[tuple[float | None, float | None, float | None, float | None]],
) -> None:
    plans = [
        replace(PLAN, file=str(at), actual=actual, expected=expected, annual=annual, forecast=ahead)
        for at, (actual, expected, annual, ahead) in enumerate(some)
    ]
    for one in kgi_totals(plans):
        assert len(one.plans) >= 2
        assert {plan.file for plan in (*one.plans, *one.left_out)} == set(
            map(str, range(len(some)))
        )
        assert one.actual == fsum(plan.actual or 0 for plan in one.plans)
        assert (one.forecast is None) == any(plan.forecast is None for plan in one.plans)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_that_does_not_enter_the_total_is_named(language: str) -> None:
    young = replace(PLAN, title="始まる前", actual=None, attainment=None)
    document = compose_portfolio(Portfolio((PLAN, PLAN, young)), language)
    table = last_table(section(document, wording(language)("sums")))
    assert table
    assert "始まる前" in table.note
    assert table.rows[0][2] == Cell("2", value=2)


@pytest.mark.parametrize(
    ("fixes", "found"),
    [
        ([("展示会", "名刺"), ("展示会 ", "商談")], [(("展示会",), ("名刺", "商談"), 2)]),
        ([("Web", "商談"), ("電話", "商談")], [(("Web", "電話"), ("商談",), 2)]),
        ([("ＷＥＢ", "a"), ("web", "A")], [(("ＷＥＢ",), ("a",), 2)]),
        ([("展示会", "名刺"), ("Web", "件数")], []),
        ([("", ""), ("", "")], []),
        ([("展示会", ""), ("Web", "")], []),
        (
            [("甲", "x"), ("甲", "x"), ("乙", "x"), ("丙", "y"), ("丙", "y"), ("丙", "y")],
            [(("丙",), ("y",), 3), (("甲",), ("x",), 2)],
        ),
    ],
)
def test_the_same_to_fix_in_several_plans_is_grouped(
    fixes: list[tuple[str, str]], found: list[tuple[tuple[str, ...], tuple[str, ...], int]]
) -> None:
    plans = [replace(PLAN, fix_tactic=tactic, fix_kpi=kpi) for tactic, kpi in fixes]
    assert [(one.tactics, one.kpis, len(one.plans)) for one in same_fixes(plans)] == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_has_them_in_order_and_in_every_format(language: str) -> None:
    say = wording(language)
    document = compose_portfolio(Portfolio((PLAN, replace(PLAN, title="別"))), language)
    page = terminal.render(document, 100)
    heads = [page.index(f"■ {say(name)}") for name in ("fixes", "sums", "rows", "table")]
    assert heads == sorted(heads)
    assert all(f">{say(name)}</h2>" in html.render(document) for name in ("fixes", "sums", "rows"))
    alone = terminal.render(compose_portfolio(Portfolio((PLAN,)), language), 100)
    assert say("fixes") not in alone
    assert say("sums") not in alone


def test_json_has_them_too() -> None:
    totals = portfolio_json([], (), (PLAN, replace(PLAN, file="b.xlsx")))["totals"]
    assert totals["kgi"] == [  # type: ignore[index]
        {
            "unit": "円",
            "start": "2026-04",
            "plans": ["a.xlsx", "b.xlsx"],
            "left_out": [],
            "actual_to_date": 900,
            "expected_to_date": 1000,
            "attainment": 0.9,
            "forecast": 1800,
            "annual_target": 2000,
        }
    ]
    assert totals["fix_first"] == [  # type: ignore[index]
        {"tactics": ["展示会"], "kpis": ["名刺"], "plans": ["a.xlsx", "b.xlsx"]}
    ]


def drawn(plans: list[PlanSummary], language: str = "ja") -> list[etree._Element]:
    return [etree.fromstring(one) for one in svg_plans.draw(plan_rows(plans, language), "p-")]


def texts(roots: list[etree._Element]) -> list[str]:
    return [one.text or "" for root in roots for one in root.iter("text")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_has_its_day_its_year_and_its_kpis_by_status(language: str) -> None:
    pieces = drawn([PLAN], language)
    assert len(pieces) == 6
    shown = texts(pieces)
    assert {"×3", "○3"} <= set(shown)  # missed and behind have one tone
    assert any("2026" in one for one in shown)
    assert any("90.0%" in one for one in shown)


def test_a_box_of_a_stack_is_wider_the_more_kpis_it_has_and_never_too_small_for_its_number() -> (
    None
):
    many = replace(PLAN, kpi_counts={"behind": 1, "at_risk": 9, "on_track": 90})
    boxes = [one for one in drawn([many])[-1].iter("rect") if "k-" in one.get("class")]
    widths = [float(one.get("width")) for one in boxes]
    assert widths == sorted(widths)
    assert widths[0] > 26
    assert max(float(one.get("x")) for one in boxes) + widths[-1] <= svg_plans.WIDTH


@pytest.mark.parametrize(
    "odd",
    [
        replace(PLAN, kgi="", kgi_status=None, attainment=None, forecast=None, annual=None,
                unit="", actual=None, expected=None, actuals=(), targets=()),
        replace(PLAN, annual=0.0),
        replace(PLAN, annual=-5.0, actual=-3.0),
        replace(PLAN, forecast=1e15),
        replace(PLAN, kpi_counts={}),
        replace(PLAN, title="長" * 300, kgi="名" * 300),
        replace(PLAN, kpi_counts=dict.fromkeys(
            ("missed", "behind", "no_data", "at_risk", "on_track", "achieved", "not_due"), 100)),
    ],
)  # fmt: skip
def test_odd_plans_stay_inside_their_pieces(odd: PlanSummary) -> None:
    for root in drawn([PLAN, odd]):
        width, height = (float(part) for part in root.get("viewBox").split()[2:])
        for one in root.iter("rect"):
            x, y, wide, tall = (float(one.get(name)) for name in ("x", "y", "width", "height"))
            assert 0 <= x <= x + wide <= width
            assert 0 <= y <= y + tall <= height


def test_of_many_plans_the_worst_are_drawn_and_the_others_counted() -> None:
    pieces = drawn([PLAN] * (MOST_DRAWN + 7))
    assert len(pieces) == 3 + 3 * MOST_DRAWN
    assert any("7" in one and str(MOST_DRAWN) in one for one in texts(pieces[:1]))


@pytest.mark.parametrize(
    ("change", "way"),
    [
        ({}, "short"),
        ({"forecast": 1000.0}, "reach"),
        ({"direction": "down"}, "reach"),
        ({"direction": "down", "forecast": 1200.0}, "short"),
        ({"forecast": None}, "unknown"),
    ],
)
def test_the_summary_counts_who_is_going_to_reach_the_year(
    change: dict[str, object], way: str
) -> None:
    say = wording("ja")
    counts = {"reach": 0, "short": 0, "unknown": 0, way: 1}
    found = plan_rows([replace(PLAN, **change)], "ja")  # type: ignore[arg-type]
    assert found.summary == say("rows_summary", **counts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.filterwarnings("ignore:Sparkline Group")
def test_the_workbook_has_kgis_by_month_statuses_and_what_is_the_same(language: str) -> None:
    plans = (PLAN, replace(PLAN, title="長い名前の計画" * 9))
    data = write_portfolio(compose_portfolio(Portfolio(plans), language))
    book = load_workbook(io.BytesIO(data))
    pages = {name: book[text(language, f"reportbook.tab.{name}")] for name in ("kgis", "statuses", "fixes", "sums")}  # fmt: skip
    kgis = [cell.value for cell in pages["kgis"][5]]
    assert kgis[3:6] == [450, 900, 1000]
    assert kgis[7:13] == [pytest.approx(-0.1)] * 6
    assert not any(kgis[13:])
    assert [cell.value for cell in pages["statuses"][5]][1:] == [3, 3]
    assert str(pages["statuses"]["A6"].value).endswith("…")
    assert pages["sums"]["C5"].value == pages["fixes"]["C5"].value == 2
    assert len(book.worksheets[0]._charts) == 2


def test_a_kgi_that_is_to_fall_is_above_its_target_where_it_is_lower() -> None:
    plan = small_plan()
    kgi = next(kpi for kpi in plan.kpis if kpi.scope == KGI)
    half = tuple(None if value is None else value / 2 for value in kgi.target)
    plan = changed(plan, kgi.id, direction="down", aggregation="sum", actual=half)
    found = summarize(btobsheet.assess(plan, dt.date(2026, 10, 5))).off_target
    closed = [value for value in found if value is not None]
    assert closed and all(value > 0 for value in closed)


def test_the_document_holds_all_plans_and_only_one_picture() -> None:
    document: Document = compose_portfolio(Portfolio((PLAN,) * 70), "ja")
    (picture,) = [block for block in document.blocks if isinstance(block, PlanRows)]
    assert len(picture.rows) == 70
    tables = [block for block in document.blocks if isinstance(block, Table)]
    assert len(tables[-1].rows) == 70
    assert len(re.findall("<svg", html.render(document))) == 3 + 3 * MOST_DRAWN
