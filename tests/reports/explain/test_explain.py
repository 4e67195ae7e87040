from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import report_plan
from hypothesis import given
from hypothesis import strategies as st
from plans import changed, small_plan

from btobsheet import api
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.problems import Place, UsageError, problem
from btobsheet.reports.document import Bullets, Callout, Document, KeyFigures, Paragraph, Table
from btobsheet.reports.explain.explain import explain_code, explain_id, is_code
from btobsheet.reports.explain.kpi import fitting_step
from btobsheet.reports.render import text as terminal
from btobsheet.status.assess import assess
from btobsheet.wording import LANGUAGES, texts

MADE = assess(report_plan.plan(), report_plan.AS_OF)
# what each condition of figures.md may end in
OUTCOMES = {
    0: {"reference"},
    1: {"no_target"},
    2: {"not_due"},
    3: {"achieved"},
    4: {"no_data"},
    5: {"missed", "behind", "at_risk", "on_track", "achieved"},
    6: {"not_due"},
    7: {"achieved", "missed"},
    8: {"on_track", "at_risk", "behind"},
}


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def month_table(record_id: str) -> Table:
    (found,) = (
        table
        for table in tables(explain_id(MADE, record_id, "ja"))
        if table.caption == texts("ja", "report")["months_caption"]
    )
    return found


def bullets(record_id: str) -> list[str]:
    return [
        item
        for block in explain_id(MADE, record_id, "ja").blocks
        if isinstance(block, Bullets)
        for item in block.items
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "record_id",
    [
        record.id
        for table, record in report_plan.plan().records()
        if table in ("operations", "tactics", "kpis", "actions")
    ],
)
def test_every_record_of_the_four_kinds_is_explained(record_id: str, language: str) -> None:
    made = explain_id(MADE, record_id, language)
    assert made.title.startswith(record_id)
    assert isinstance(made.blocks[0], Callout)
    assert terminal.render(made, 80)


def test_a_kpi_shows_its_months_with_their_cells() -> None:
    months = month_table("K04")
    assert [cell.text for cell in months.rows[5]] == [
        "9月",
        "15件",
        "6件",
        "40.0%",
        "③KPI目標・実績!J8",
    ]
    assert months.rows[6][0].text == "10月(締め前)"


def test_a_ratio_names_both_cells_of_a_month() -> None:
    months = month_table("K05")
    assert months.rows[2][4].text == "③KPI目標・実績!G8 ÷ ③KPI目標・実績!G7"


def test_a_missing_month_is_marked() -> None:
    months = month_table("K07")
    assert months.rows[2][2].tone == "missing"


def test_the_condition_that_decided_bears_the_status() -> None:
    ladder = tables(explain_id(MADE, "K04", "ja"))[0]
    assert [row[2].tone for row in ladder.rows] == [""] * 8 + ["bad"]
    assert "95.0%" in ladder.rows[8][1].text


def test_an_action_shows_which_state_fitted_first() -> None:
    ladder = tables(explain_id(MADE, "A004", "ja"))[0]
    assert [row[2].text for row in ladder.rows if row[2].tone] == ["期限超過"]


def test_an_id_is_understood_as_people_type_it() -> None:
    assert explain_id(MADE, " ｋ04 ", "ja").title == "K04 有効リード数"


def test_an_unknown_id_is_refused_with_what_comes_close() -> None:
    with pytest.raises(UsageError) as caught:
        explain_id(MADE, "K99", "ja")
    assert (caught.value.problem.code, caught.value.problem.value) == ("E690", "K99")
    assert "K09" in str(caught.value.problem.details["close"])


def test_an_unknown_id_of_an_empty_plan_is_refused_too() -> None:
    with pytest.raises(UsageError):
        explain_id(assess(Plan(start=report_plan.START), report_plan.AS_OF), "K01", "en")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(key for key in texts("ja", "problems") if "." not in key))
def test_every_code_is_explained_without_a_particular_case(code: str, language: str) -> None:
    made = explain_code(code.lower(), language)
    shown = terminal.render(made)
    assert made.title
    assert isinstance(made.blocks[0], KeyFigures)
    assert "{" not in shown


def test_an_unknown_code_is_refused_with_what_comes_close() -> None:
    with pytest.raises(UsageError) as caught:
        explain_code("E699", "ja")
    assert caught.value.problem.code == "E691"
    assert "E690" in str(caught.value.problem.details["close"])


numbers = st.none() | st.sampled_from([0.0, 0.5, 1.0, 10.0, 100.0, -5.0])
twelve = st.tuples(*[numbers] * 12)


@st.composite
def single_kpis(draw: st.DrawFn) -> Kpi:
    return Kpi(
        id="K50",
        scope="KGI",
        aggregation=draw(st.sampled_from(["", "sum", "latest", "mean", "ratio"])),
        main=draw(st.sampled_from(["", "yes", "reference"])),
        unit=draw(st.sampled_from(["件", "円", "%"])),
        direction=draw(st.sampled_from(["", "up", "down", "keep"])),
        from_=draw(st.sampled_from([None, Month(2026, 3), Month(2026, 8), Month(2027, 5)])),
        to=draw(st.sampled_from([None, Month(2026, 3), Month(2026, 9), Month(2027, 5)])),
        nothing=draw(st.sampled_from([(), ("2026-04",), ("2026-05", "2026-09")])),
        annual_target=draw(numbers),
        warn_line=draw(st.none() | numbers),
        alarm_line=draw(st.none() | numbers),
        numerator=draw(st.sampled_from(["", "K01"])),
        denominator=draw(st.sampled_from(["", "K02"])),
        target=draw(twelve),
        actual=draw(twelve),
    )


@given(single_kpis(), st.dates(dt.date(2026, 3, 1), dt.date(2027, 5, 1)))
def test_the_condition_told_is_one_that_can_end_in_the_status(kpi: Kpi, day: dt.date) -> None:
    plan = small_plan()
    made = assess(replace(plan, kpis=(*plan.kpis, kpi)), day)
    item = made.kpi("K50")
    assert item is not None
    assert item.status in OUTCOMES[fitting_step(item, made.closed_months)]
    assert terminal.render(explain_id(made, "K50", "ja"), 80)


def paragraphs(record_id: str, *, of: Plan | None = None) -> list[str]:
    made = assess(of, report_plan.AS_OF) if of else MADE
    return [
        block.text
        for block in explain_id(made, record_id, "ja").blocks
        if isinstance(block, Paragraph)
    ]


def with_kpi(record_id: str, **fields: object) -> Plan:
    return changed(report_plan.plan(), record_id, **fields)


def test_a_kpi_for_reference_is_decided_by_the_first_condition() -> None:
    """参考 is asked before all others."""
    made = assess(with_kpi("K04", main="reference"), report_plan.AS_OF)
    ladder = tables(explain_id(made, "K04", "ja"))[0]
    assert ladder.rows[0][2].text == "参考"
    assert [row[2].text for row in ladder.rows[1:]] == ["調べない"] * 8


@pytest.mark.parametrize(
    ("actual", "c", "verdict"),
    [
        (14.0, "-0.63", "chance_true"),  # 84 of 90
        (13.0, "-1.26", "chance_true"),
        (12.0, "-1.9", "chance_false"),  # 72 of 90: −18 ÷ √90
    ],
)
def test_what_of_a_gap_may_be_chance_is_worked_out(actual: float, c: str, verdict: str) -> None:
    plan = with_kpi("K04", actual=(actual,) * 6 + (None,) * 6, annual_target=180)
    words = texts("ja", "report")
    (said,) = (line for line in paragraphs("K04", of=plan) if f"揺れの {c} 倍" in line)
    assert "15件" in said
    assert said.endswith(words[verdict])


@pytest.mark.parametrize(
    "fields",
    [
        # a level goes on at its own pace: 40 − 4 × 12/6 = 32, and not 30 × 36/35
        {
            "aggregation": "latest",
            "direction": "down",
            "baseline": 40.0,
            "annual_target": 30.0,
            "actual": (*[None] * 5, 36.0, *[None] * 6),
        },
        # its months are over: what was reached is where it ended
        {"to": Month(2026, 9), "annual_target": 180.0, "actual": (*[20.0] * 6, *[None] * 6)},
        {"annual_target": 180.0},
    ],
)
def test_a_forecast_is_worked_out_by_the_numbers_that_make_it(fields: dict[str, object]) -> None:
    """年間目標 × 実績 ÷ 目標 is said only where that is how it came about."""
    plan = with_kpi("K04", **fields)
    item = assess(plan, report_plan.AS_OF).kpi("K04")
    assert item is not None
    assert item.annual is not None
    assert item.actual_to_date is not None
    assert item.expected_to_date
    by_attainment = item.annual * item.actual_to_date / item.expected_to_date
    start = texts("ja", "report")["worked_forecast"].partition("{")[0]
    told = any(line.startswith(start) for line in paragraphs("K04", of=plan))
    assert not told or item.forecast == pytest.approx(by_attainment)


def test_the_months_in_effect_are_said() -> None:
    plan = with_kpi("K04", from_=Month(2026, 6), to=Month(2027, 1))
    (callout,) = (
        block
        for block in explain_id(assess(plan, report_plan.AS_OF), "K04", "ja").blocks
        if isinstance(block, Callout)
    )
    assert any("8 か月" in line for line in callout.lines)


def test_what_is_to_be_kept_is_worked_out_on_both_sides() -> None:
    plan = with_kpi("K04", direction="keep", actual=(18.0,) * 6 + (None,) * 6)
    said = paragraphs("K04", of=plan)
    assert texts("ja", "report")["rule_keep"] in said
    assert "このKPIでは 1 - |108件 ÷ 90件 - 1| で、達成率は 80% です。" in said


def test_what_a_gap_costs_the_kgi_is_worked_out_with_its_numbers() -> None:
    said = bullets("K04")
    assert "KGIまでのつながり: 有効リード数 → 受注金額" in said
    assert (
        "KGIへの影響は、目標との差 22件 × 親への換算率 350,000 で、「受注金額」の "
        "770万円 にあたります。"
    ) in said
    assert (
        "次の一手: 聞き取り項目を3つに絞り、当日中に温度感を付ける(担当 例田 一郎、期限 10/2)"
        in said
    )


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"parent": ""}, "no_way"),
        ({"parent_rate": None}, "no_rate"),
        (
            {"actual": (200.0,) * 6 + (None,) * 6, "annual_target": 9999.0, "target": (1.0,) * 12},
            "no_gap",
        ),
    ],
)
def test_why_an_effect_on_the_kgi_cannot_be_given_is_said(
    fields: dict[str, object], said: str
) -> None:
    plan = report_plan.plan()
    kpis = tuple(replace(kpi, **fields) if kpi.id == "K04" else kpi for kpi in plan.kpis)  # type: ignore[arg-type]  # fields of several kinds
    document = explain_id(assess(replace(plan, kpis=kpis), report_plan.AS_OF), "K04", "ja")
    assert texts("ja", "report")[said] in [
        item for block in document.blocks if isinstance(block, Bullets) for item in block.items
    ]


def test_a_trend_is_explained_with_its_months_and_tolerance() -> None:
    said = [
        block.text for block in explain_id(MADE, "K04", "ja").blocks if isinstance(block, Paragraph)
    ]
    (trend,) = (text for text in said if text.startswith("傾向は"))
    assert "73.3% → 53.3% → 40.0%" in trend
    assert "5 ポイント" in trend
    assert "比は -2.23" in trend  # N 68, p 1/3: (14 − 22.67) ÷ √15.11
    assert trend.endswith("「悪化」です。")


def test_the_kgi_is_meant_by_its_own_word() -> None:
    assert explain_id(MADE, "kgi", "ja").title == "K01 受注金額"
    assert api.explain(report_plan.plan(), "KGI", as_of=report_plan.AS_OF).title == "K01 受注金額"


def test_a_code_is_explained_with_every_place_the_workbook_has_it() -> None:
    found = tuple(
        problem("E690", Place("④年間アクションプラン", f"B{row}"), f"T{row}", close="T01")
        for row in range(8)
    )
    (table,) = tables(explain_code("e690", "ja", (*found, problem("E691", None, "x", close="-"))))
    assert [row[0].text for row in table.rows] == [
        f"④年間アクションプラン!B{row}" for row in range(8)
    ]
    assert texts("ja", "report")["code_nowhere"] in [
        block.text
        for block in explain_code("E690", "ja", ()).blocks
        if isinstance(block, Paragraph)
    ]
    assert tables(explain_code("E690", "ja")) == []


def test_codes_and_ids_are_told_apart() -> None:
    assert is_code("Ｅ690", "ja")
    assert not any(is_code(typed, "ja") for typed in ("K01", "E999", "", "A001"))
    reading = api.Reading(report_plan.plan(), report_plan.problems(), report_plan.FILE)
    assert api.explain(reading, "E691", as_of=report_plan.AS_OF).title == "E691"


@pytest.mark.parametrize("record_id", ["T02", "O01"])
def test_a_tactic_and_an_operation_say_what_their_deciding_kpi_costs_and_what_comes_next(
    record_id: str,
) -> None:
    said = bullets(record_id)
    assert any("770万円" in line for line in said)
    assert any(line.startswith("次の一手: ") for line in said)


def test_an_operation_names_its_cells() -> None:
    last = tables(explain_id(MADE, "O01", "ja"))[-1]
    assert [row[0].text for row in last.rows] == ["作戦名", "担う段階", "使命", "責任者"]
