"""An explanation lists what was used, tells the rule that was taken, and says which KPI it is of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from plans import DAY, changed, small_plan

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, Kpi
from btobsheet.problems import Origin
from btobsheet.reports.document import (
    Bullets,
    Callout,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Table,
)
from btobsheet.reports.explain.explain import explain_id
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.status.assess import assess


def explained(plan: Plan, record_id: str, day: dt.date = DAY) -> Document:
    return explain_id(assess(plan, day), record_id, "ja")


def inputs(document: Document) -> list[tuple[str, ...]]:
    (found,) = [
        block
        for block in document.blocks
        if isinstance(block, Table) and block.caption == "計算に使った入力"
    ]
    return [tuple(cell.text for cell in row) for row in found.rows]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def headings(document: Document, level: int = 1) -> list[str]:
    return [
        block.text
        for block in document.blocks
        if isinstance(block, Heading) and block.level == level
    ]


def costly(**fields: object) -> Plan:
    months = [str(month) for month in small_plan().months]
    letters = "DEFGHIJKLMNOPQRSTUVWXYZ"
    columns = {f"plan.{month}": letters[at] for at, month in enumerate(months)}
    columns |= {f"actual.{month}": f"A{letters[at]}" for at, month in enumerate(months)}
    row = Cost(
        id="C01", tactic="T01", item="広告費", origin=Origin("⑥予算・実費", 5, columns), **fields
    )
    plan = changed(small_plan(), "T01", budget=900_000, spent=777_000)
    return replace(plan, costs=(row,))


def test_what_tab_6_replaces_is_not_listed_as_used() -> None:
    plan = costly(plan=(100_000,) * 12, actual=(240_000, 260_000) + (None,) * 10)
    found = inputs(explained(plan, "T01"))
    assert found[-2:] == [
        ("月別予算 C01 広告費", "120万円", "⑥予算・実費!D5～O5"),
        ("月別実費 C01 広告費", "500,000円", "⑥予算・実費!AD5～AE5"),
    ]
    assert not {"予算", "使用額"} & {row[0] for row in found}


def test_what_tab_6_does_not_say_is_that_of_tab_2() -> None:
    plan = costly(plan=(None,) * 12, actual=(None, 240_000) + (None,) * 10)
    found = inputs(explained(plan, "T01"))
    assert ("予算", "900,000円", "-") in found
    assert found[-1] == ("月別実費 C01 広告費", "240,000円", "⑥予算・実費!AE5")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"times_planned": 12, "times_done": 5}, "実施回数 5 ÷ 計画回数 12"),
        ({"times_planned": 12}, "実施回数 0 ÷ 計画回数 12"),
        ({"times_planned": 12, "times_done": 5, "percent": 0.3}, "使いません"),
    ],
)
def test_an_action_that_recurs_tells_its_own_rule(fields: dict[str, float], told: str) -> None:
    blank = {"percent": None, "times_done": None, "status": "started"}
    document = explained(changed(small_plan(), "A001", **(blank | fields)), "A001")
    (rule,) = [line for line in paragraphs(document) if line.startswith("進捗は")]
    assert told in rule
    found = {row[0]: row[1] for row in inputs(document)}
    assert found["計画回数"] == "12"
    assert found["実施回数"] == ("5" if "times_done" in fields else "-")


def test_an_action_that_does_not_recur_has_no_times() -> None:
    document = explained(small_plan(), "A001")
    assert "計画回数" not in {row[0] for row in inputs(document)}


def late_start(month: Month) -> Plan:
    return changed(small_plan(), "K02", from_=month)


def callout(document: Document) -> Callout:
    return next(block for block in document.blocks if isinstance(block, Callout))


def test_only_the_months_in_effect_are_those_judged() -> None:
    lines = callout(explained(late_start(Month(2026, 8)), "K02")).lines
    assert lines[0] == "9月度まで(9/30締め)、2/2か月で判定"
    lines = callout(explained(late_start(Month(2026, 11)), "K02")).lines
    assert (
        lines[0] == "9月度まで(9/30締め)が締まりましたが、このKPIを数える月はまだ締まっていません"
    )


def test_a_unit_cost_says_over_which_months_it_is() -> None:
    def note(plan: Plan) -> str:
        (found,) = [
            figure.note
            for block in explained(plan, "K02").blocks
            if isinstance(block, KeyFigures)
            for figure in block.items
            if figure.label.startswith("単価")
        ]
        return found

    assert note(small_plan()) == "戦術の使用額 ÷ ここまでの実績"
    assert "実績は 8月～3月の分だけ" in note(late_start(Month(2026, 8)))


def two_reasons() -> Plan:
    """A tactic whose worst KPI leads to no KGI, while a lesser one costs the KGI something."""
    plan = changed(small_plan(), "K02", actual=(45.0,) * 6 + (None,) * 6, main="yes")
    apart = Kpi(
        id="K90",
        scope="T01",
        name="視聴数",
        unit="件",
        main="yes",
        aggregation="sum",
        annual_target=1200,
        actual=(10.0,) * 6 + (None,) * 6,
    )
    return replace(plan, kpis=(*plan.kpis, apart))


def test_report_and_explanation_speak_of_the_same_kpis() -> None:
    plan = two_reasons()
    judged = assess(plan, DAY)
    found = judged.summary.bottleneck
    assert found is not None
    assert (found.tactic, found.kpi) == ("T01", "K02")
    blocks = compose(StatusInput(judged)).blocks
    (fix,) = [
        block for block in blocks if isinstance(block, Callout) and block.title.startswith("T01")
    ]
    assert fix.tone == "bad"
    assert "戦術の判定は「遅れ」です(決め手は K90 視聴数)。" in fix.lines
    document = explained(plan, "T01")
    heads = headings(document)
    assert "KGIへの影響と必要なペース(決め手の K90 視聴数)" in heads
    assert any(
        head.startswith("KGIへの影響と必要なペース(この戦術で最初に直す K02") for head in heads
    )
    said = "".join(
        line for block in document.blocks if isinstance(block, Bullets) for line in block.items
    )
    assert "KGIへの影響は、目標との差" in said


def test_every_kgi_is_explained() -> None:
    plan = small_plan()
    second = Kpi(
        id="K91", scope="KGI", name="解約率", unit="%", aggregation="latest", annual_target=0.03
    )
    document = explained(replace(plan, kpis=(*plan.kpis, second)), "KGI")
    first = next(kpi for kpi in plan.kpis if kpi.scope == "KGI")
    assert headings(document) == [f"{first.id} {first.name}", "K91 解約率"]
    assert headings(document, 2).count("判定の決まり") == 2


def test_a_single_kgi_is_explained_by_its_name() -> None:
    first = next(kpi for kpi in small_plan().kpis if kpi.scope == "KGI")
    assert explained(small_plan(), "KGI").title == f"{first.id} {first.name}"
