"""What a report says is so: like is compared with like, what decided is what is named, a year that
is over has nothing to come, and what is not known is said not to be known.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import Any

import pytest
import report_plan
from plans import DAY, added, changed, small_plan

from btobsheet import api
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, Kpi
from btobsheet.reports.document import Callout, Document, Paragraph, Table
from btobsheet.reports.explain.explain import explain_id
from btobsheet.reports.render import markdown
from btobsheet.reports.render import text as terminal
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.reports.status.fix import bottleneck_why
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.wording import LANGUAGES, text

OVER = dt.date(2027, 4, 10)


def full(plan: Plan, day: dt.date = DAY, language: str = "ja") -> Document:
    return compose(StatusInput(assess(plan, day), language=language), details)


def said(document: Document) -> str:
    return " ".join(block.text for block in document.blocks if isinstance(block, Paragraph))


def headline(document: Document) -> Callout:
    return next(block for block in document.blocks if isinstance(block, Callout))


def months(value: float, count: int = 6) -> tuple[float | None, ...]:
    return (value,) * count + (None,) * (12 - count)


# --- money ----------------------------------------------------------------------------------------


def with_costs(**fields: object) -> Plan:
    cost = Cost(id="C09", tactic="T02", item="会場", plan=(100_000,) * 12, **fields)  # type: ignore[arg-type]
    return added(replace(small_plan(), costs=()), cost)


def test_spending_of_an_open_month_is_told_apart() -> None:
    line = said(full(with_costs(actual=months(90_000, 7))))
    assert "締まった月までの予算 60万円 に対して、同じ月までの使用額は 54万円 です" in line
    assert "まだ締まっていない月の使用額が 9万円 あります" in line


def test_without_spending_of_an_open_month_none_is_told() -> None:
    line = said(full(with_costs(actual=months(90_000))))
    assert "同じ月までの使用額は 54万円" in line
    assert "このほかに" not in line


def test_spending_without_a_month_is_not_compared_with_a_budget_by_month() -> None:
    line = said(full(changed(with_costs(), "T02", spent=777_000)))
    assert "同じ月までの使用額は 0円" in line
    assert "②だけに入っている使用額 77.7万円" in line


# --- the headline ---------------------------------------------------------------------------------


def churn(value: float, **fields: object) -> Plan:
    kgi = Kpi(
        id="K90",
        scope="KGI",
        name="解約率",
        unit="%",
        main="yes",
        aggregation="latest",
        direction="down",
        annual_target=0.03,
        actual=months(value),
        **fields,  # type: ignore[arg-type]
    )
    plan = small_plan()
    return replace(plan, kpis=(*plan.kpis, kgi))


LINES = {"warn_line": 0.02, "alarm_line": 0.03}


@pytest.mark.parametrize(
    ("value", "lines", "title"),
    [
        (0.026, LINES, "KGI「解約率」の実績 2.6% は、注意ライン 2.0% より悪いため「注意」です。"),
        (0.031, LINES, "KGI「解約率」の実績 3.1% は、警戒ライン 3.0% より悪いため「遅れ」です。"),
    ],
)
def test_the_headline_names_the_line_that_decided(
    value: float, lines: dict[str, float], title: str
) -> None:
    assert headline(full(churn(value, **lines))).title == title


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (LINES, "注意ライン 2.0% より悪くないため「順調」です。"),
        ({"alarm_line": 0.03}, "警戒ライン 3.0% より悪くないため「順調」です。"),
    ],
)
def test_within_its_lines_a_kgi_is_said_to_be_so(lines: dict[str, float], told: str) -> None:
    plan = churn(0.01, **lines)
    alone = replace(plan, kpis=tuple(kpi for kpi in plan.kpis if kpi.id != "K01"))
    assert headline(full(alone)).title.endswith(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_lines_the_attainment_decides(language: str) -> None:
    title = headline(full(small_plan(), language=language)).title
    assert text(language, "report.headline_figures", attainment="100.0%").strip() in title


# --- slides ---------------------------------------------------------------------------------------


def deck(plan: Plan) -> Any:
    pptx = pytest.importorskip("pptx", reason="python-pptx is the extra 'pptx'")
    data = api.report_file(api.Reading(plan, (), "計画.xlsx"), "pptx", as_of=DAY)
    return list(pptx.Presentation(io.BytesIO(data)).slides)


def words(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_title_graphs_and_table_of_the_kgis_are_of_the_same_ones() -> None:
    slide = next(
        one for one in deck(churn(0.026, **LINES)) if any("着地見込" in line for line in words(one))
        and any(shape.has_table for shape in one.shapes)
    )  # fmt: skip
    assert slide.shapes.title.text.startswith("「解約率」: ")
    assert {"解約率 月別", "新規受注額 累計(万円)"} <= set(words(slide))
    assert sum(shape.has_chart for shape in slide.shapes) == 2
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert [row.cells[0].text for row in table.rows] == ["KGI", "解約率", "新規受注額"]


def by_chance() -> Plan:
    """Two tactics fall short: what may be chance costs the KGI more than what is not."""
    plan = changed(small_plan(), "K02", actual=months(40.0), parent_rate=0.01)
    return changed(plan, "K03", actual=months(9.0))


def test_a_gap_that_may_be_chance_comes_last_and_says_why() -> None:
    (slide,) = (one for one in deck(by_chance()) if one.shapes.title.text.startswith("1. T01"))
    first, _, second = "\n".join(words(slide)).partition("\n2. T02")
    assert "偶然にも揺れる範囲" not in first
    assert "偶然にも揺れる範囲なので、ほかの戦術より後" in second
    assert "最も大き" not in first + second
    assert text("ja", "slides.fix_order") in words(slide)


def test_what_may_be_chance_is_never_called_the_largest() -> None:
    plan = changed(small_plan(), "K03", actual=months(9.0))
    why = bottleneck_why(Voice(assess(plan, DAY), "ja"))
    assert why.startswith("K03")
    assert "最も" not in why


# --- what is not known ----------------------------------------------------------------------------


def blank() -> Plan:
    plan = small_plan()
    return replace(plan, kpis=tuple(replace(kpi, actual=months(0, 0)) for kpi in plan.kpis))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_without_actuals_cannot_tell_what_to_fix(language: str) -> None:
    made = said(full(blank(), language=language))
    assert text(language, "report.nothing_to_fix_missing", missing=5, whole=5) in made
    assert text(language, "report.nothing_to_fix") not in made
    assert text(language, "report.nothing_known_worse") in made
    assert text(language, "report.nothing_worse") not in made


def test_a_year_that_is_over_with_gaps_cannot_tell_either() -> None:
    """All five lack the last six months."""
    made = said(full(small_plan(), OVER))
    assert text("ja", "report.nothing_to_fix_missing", missing=5, whole=5) in made


def test_before_the_first_month_is_over_nothing_can_be_judged() -> None:
    made = said(full(blank(), dt.date(2026, 4, 10)))
    assert text("ja", "report.nothing_to_fix_not_due") in made


def test_a_few_missing_kpis_are_told_beside_what_is_known() -> None:
    made = said(full(changed(small_plan(), "K05", actual=months(0, 0))))
    assert text("ja", "report.nothing_to_fix_some", known=4, missing=1) in made


def test_with_all_known_there_is_simply_nothing_to_fix() -> None:
    assert text("ja", "report.nothing_to_fix") in said(full(small_plan()))


def test_what_is_fixed_first_says_from_how_few_it_was_chosen() -> None:
    plan = changed(blank(), "K02", actual=months(30.0))
    lines = [
        line for block in full(plan).blocks if isinstance(block, Callout) for line in block.lines
    ]
    assert text("ja", "report.fix_among_known", known=1, missing=4) in lines


# --- a year that is over --------------------------------------------------------------------------

COMING = {
    "ja": ("着地見込", "残りの月", "このペース", "今のペース", "必要なペース"),
    "en": ("Forecast", "forecast", "month to come", "At this pace", "pace needed"),
}


def whole_year(language: str) -> Plan:
    plan = report_plan.plan()
    twice = tuple(
        replace(kpi, actual=(*kpi.actual[:6], *kpi.actual[:6]), last_year=100.0, outlook=90.0)
        for kpi in plan.kpis
    )
    return replace(plan, kpis=twice, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("render", [terminal.render, markdown.render])
def test_a_year_that_is_over_has_nothing_to_come(render: Any, language: str) -> None:
    made = render(full(whole_year(language), OVER, language))
    assert not [word for word in COMING[language] if word in made]
    before = render(full(whole_year(language), dt.date(2026, 12, 10), language))
    assert [word for word in COMING[language] if word in before]


def test_of_a_finished_kpi_no_landing_is_explained() -> None:
    judged = assess(whole_year("ja"), OVER)
    for item in judged.kpis:
        made = terminal.render(explain_id(judged, item.kpi.id, "ja"))
        assert not [word for word in COMING["ja"] if word in made], item.kpi.id


def test_a_kpi_that_ended_needs_nothing_more() -> None:
    plan = changed(small_plan(), "K02", to=Month(2026, 9), actual=months(30.0), annual_target=600)
    made = terminal.render(explain_id(assess(plan, DAY), "K02", "ja"))
    assert not [word for word in COMING["ja"] if word in made]


def test_a_landing_is_set_beside_its_target_as_what_was_reached() -> None:
    (table,) = [
        block
        for block in full(whole_year("ja"), OVER).blocks
        if isinstance(block, Table) and block.caption == text("ja", "report.landing_caption_over")
    ]
    assert [column.label for column in table.columns][1:3] == ["年間目標", "ここまでの実績"]
    assert table.note == ""


def test_a_kgi_does_not_lead_to_itself() -> None:
    made = terminal.render(explain_id(assess(small_plan(), DAY), "KGI", "ja"))
    assert text("ja", "report.no_way") not in made
