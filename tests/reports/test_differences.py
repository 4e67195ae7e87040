"""Differences and multiples in words: right in direction, and never trivial (「1倍」「0上げた」)."""

from __future__ import annotations

from dataclasses import replace

import pytest
import report_plan
from plans import DAY, changed, small_plan

from btobsheet.plan.calendar import Month
from btobsheet.plan.diff import diff
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.reports.copies.changes import word_change
from btobsheet.reports.document import Callout, Document, KeyFigures, Paragraph, Table
from btobsheet.reports.explain.explain import explain_id
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.reports.status.headline import pace_line
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.wording import text, texts


def one(**fields: object) -> Plan:
    """Give a plan of one KPI of the KGI, three months in."""
    kpi = Kpi(id="K01", scope="KGI", name="失注", aggregation="latest", **fields)  # type: ignore[arg-type]
    return Plan(start=Month(2026, 4), kpis=(kpi,))


def document(plan: Plan, language: str = "ja") -> Document:
    return compose(StatusInput(assess(plan, DAY), language=language), details)


def paragraphs(made: Document) -> list[str]:
    return [block.text for block in made.blocks if isinstance(block, Paragraph)]


BASELINES = [
    ("down", "社", 12, 8, "-4社(良い方向)", "-4社 (better)"),
    ("down", "社", 8, 12, "+4社(悪い方向)", "+4社 (worse)"),
    ("up", "社", 8, 12, "+4社(良い方向)", "+4社 (better)"),
    ("up", "社", 12, 8, "-4社(悪い方向)", "-4社 (worse)"),
    ("", "社", 12, 8, "-4社(悪い方向)", "-4社 (worse)"),
    ("keep", "社", 12, 8, "-4社", "-4社"),
    ("up", "社", 8, 8, "同じ", "the same"),
    ("down", "社", 8, 8.01, "同じ", "the same"),
    ("down", "", 0.03, 0.026, "-0.004(良い方向)", "-0.004 (better)"),
    ("down", "%", 0.05, 0.04, "-1.0ポイント(良い方向)", "-1.0 points (better)"),
    ("up", "円", 900_000, 12_900_000, "+1,200万円(良い方向)", "+¥12M (better)"),
    ("down", "円", 12_900_000, 900_000, "-1,200万円(良い方向)", "-¥12M (better)"),
]


@pytest.mark.parametrize(("direction", "unit", "baseline", "now", "ja", "en"), BASELINES)
def test_the_change_since_the_baseline(
    direction: str, unit: str, baseline: float, now: float, ja: str, en: str
) -> None:
    plan = one(
        direction=direction,
        unit=unit,
        baseline=baseline,
        annual_target=baseline,
        actual=report_plan.months(*[now] * 6),
    )
    for language, told in (("ja", ja), ("en", en)):
        line = text(language, "report.baselines", kpis=f"K01 失注 {told}")
        assert line in paragraphs(document(plan, language))
        said = explain_id(assess(plan, DAY), "K01", language)
        label = text(language, "report.against_baseline")
        figures = [
            item
            for block in said.blocks
            if isinstance(block, KeyFigures)
            for item in block.items
            if item.label == label
        ]
        assert len(figures) == 1
        assert told.startswith(figures[0].value.rstrip("円"))


@pytest.mark.parametrize(
    ("annual", "said"),
    [
        (240, "20件 が必要です。これまでで最も良かった4月(20件)と同じくらいです。"),
        (241, "20.2件 が必要です。これまでで最も良かった4月(20件)と同じくらいです。"),
        (238, "19.7件 が必要です。これまでで最も良かった4月(20件)と同じくらいです。"),
        (300, "30件 が必要です。これまでで最も良かった4月(20件)の 1.5倍です。"),
        (200, "13.3件 が必要です。これまでで最も良かった4月は 20件 でした。"),
    ],
)
def test_no_pace_is_once_the_best_month(annual: float, said: str) -> None:
    plan = changed(small_plan(), "K02", unit="件", annual_target=annual, target=(None,) * 12)
    plan = changed(plan, "K02", actual=report_plan.months(*[20] * 6))
    voice = Voice(assess(plan, DAY), "ja")
    assert pace_line(voice, voice.kpis["K02"]).endswith(said)


@pytest.mark.parametrize(
    ("delay", "ja", "en"),
    [
        (1.0, "1か月分遅れています。", " It is 1 month late."),
        (-1.04, "1か月分進んでいます。", " It is 1 month early."),
        (0.04, "遅れはありません。", " It is not late."),
        (2.0, "2か月分遅れています。", " It is 2 months late."),
    ],
)
def test_one_month_is_no_months(delay: float, ja: str, en: str) -> None:
    made = assess(report_plan.plan(), report_plan.AS_OF)
    kpis = tuple(replace(item, delay_months=delay) for item in made.kpis)
    for language, told in (("ja", ja), ("en", en)):
        found = compose(StatusInput(replace(made, kpis=kpis), language=language))
        (line,) = [block.lines[0] for block in found.blocks[:2] if isinstance(block, Callout)]
        assert line.endswith(told)


@pytest.mark.parametrize(
    ("count", "said"),
    [(1.0, "1 month"), (-1.0, "-1 month"), (0.0, "0 months"), (1.5, "1.5 months")],
)
def test_one_month_in_a_table_is_no_months(count: float, said: str) -> None:
    voice = Voice(assess(report_plan.plan(), report_plan.AS_OF), "en")
    assert voice.months_cell(count).text == said


def test_tactics_that_cost_the_same_are_not_ranked() -> None:
    plan = report_plan.plan()
    for tactic, kpi in (("T01", "K02"), ("T02", "K04")):
        plan = changed(plan, tactic, spent=1_000_000)
        low = report_plan.months(10)
        plan = changed(plan, kpi, parent="K08", parent_rate=0.5, actual=low)
    said = " ".join(paragraphs(document(plan)))
    assert "どの戦術も同じです(200,000円)" in said or "どの戦術も同じです(20万円)" in said
    assert "1倍" not in said


def test_what_a_yen_of_orders_cost_is_told_as_a_share() -> None:
    said = " ".join(paragraphs(document(report_plan.plan())))
    assert "「受注金額」に対する費用の割合は、" in said
    assert "0円" not in said


def test_no_gap_between_target_and_forecast_bears_no_sign() -> None:
    plan = changed(small_plan(), "K01", actual=report_plan.months(*[10_000_000] * 6))
    captions = text("ja", "report.landing_caption")
    (table,) = [
        block
        for block in document(plan).blocks
        if isinstance(block, Table) and block.caption == captions
    ]
    assert table.rows[0][-1].text == "同じ"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [(40.0, 40.0000001, "40 → 40"), (40.0, 30.0, "40 → 30(10下げた)")],
)
def test_a_change_nobody_sees_is_not_told_as_a_size(before: float, after: float, told: str) -> None:
    old, new = (changed(small_plan(), "K02", annual_target=value) for value in (before, after))
    (found,) = diff(old, new)
    assert word_change(found, old, new, "ja").endswith(told)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_what_gets_worse_is_its_attainment(language: str) -> None:
    """A rate of cancellations that rises gets worse: it does not fall."""
    word = {"ja": "達成率", "en": "attainment"}[language]
    for key in ("worse_caption", "nothing_worse", "charts_summary", "bottleneck_trend"):
        assert word in raw(language, f"report.{key}")
    assert word in raw(language, "reportbook.worse")


def raw(language: str, key: str) -> str:
    """Give a text as it stands, with its placeholders."""
    return texts(language, key.split(".")[0])[key.split(".")[1]]
