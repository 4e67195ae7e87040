from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import report_plan
from plans import DAY, changed, set_up, small_plan, without

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Review
from btobsheet.problems import Place, problem
from btobsheet.reports.document import (
    Bullets,
    Callout,
    Document,
    Heading,
    KeyFigures,
    Paragraph,
    Part,
    Table,
)
from btobsheet.reports.render import text as terminal
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.status.assess import assess
from btobsheet.wording import text


def report(plan: Plan, day: dt.date, language: str = "ja", **more: object) -> Document:
    return compose(StatusInput(assess(plan, day), language=language, file="計画.xlsx", **more))  # type: ignore[arg-type]


def full(language: str = "ja") -> Document:
    return report(
        report_plan.plan(),
        report_plan.AS_OF,
        language,
        problems=report_plan.problems(),
        changes=report_plan.CHANGES,
    )


def headings(document: Document) -> list[str]:
    return [
        block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1
    ]


def section(document: Document, key: str) -> list[object]:
    blocks = list(document.blocks)
    start = blocks.index(Heading(text(document.language, f"report.{key}")))
    ends = [
        index
        for index, block in enumerate(blocks)
        if index > start and isinstance(block, Heading) and block.level == 1
    ]
    found = blocks[start + 1 : ends[0] if ends else None]
    return [block for block in found if not isinstance(block, Part)]


def table_of(document: Document, key: str) -> Table:
    (table,) = [block for block in section(document, key) if isinstance(block, Table)]
    return table


def callout(document: Document) -> Callout:
    return next(block for block in document.blocks if isinstance(block, Callout))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_order_is_that_of_the_readers_questions(language: str) -> None:
    answers = ("decisions", "first_fix", "worse", "operations", "kgi", "actions", "people")
    keys = (*answers, "unknown", "kpis", "resources", "reviews", "lint", "problems", "changes")
    assert headings(full(language)) == [text(language, f"report.{key}") for key in keys]


@pytest.mark.parametrize(
    ("value", "word"),
    [(1.0, "目標どおり"), (0.9, "やや届いて"), (0.5, "遅れています")],
)
def test_the_headline_says_in_a_sentence_whether_we_are_on_course(value: float, word: str) -> None:
    plan = small_plan()
    (kgi,) = [item for item in plan.kpis if item.scope == "KGI"]
    monthly = tuple(10.0 * value if month < 6 else None for month in range(12))
    changed_plan = changed(
        plan, kgi.id, aggregation="sum", annual_target=120.0, target=(None,) * 12, actual=monthly
    )
    found = callout(report(changed_plan, DAY))
    assert word in found.title
    assert kgi.name in found.title
    assert f"{value:.1%}" in found.title
    assert found.lines[-1] == "9月度まで(9/30締め)、6/6か月で判定"


def test_a_missing_month_is_said_beside_the_headline() -> None:
    plan = changed(
        small_plan(),
        "K01",
        aggregation="sum",
        annual_target=120.0,
        target=(None,) * 12,
        actual=(10.0, None, 10.0, 10.0, 10.0, 10.0, *[None] * 6),
    )
    assert callout(report(plan, DAY)).lines[-1] == "9月度まで(9/30締め)、5/6か月で判定"
    assert (
        callout(report(plan, DAY, "en")).lines[-1]
        == "Through Sep (closed 30 Sep), judged on 5 of 6 months"
    )


def test_before_the_first_closing_the_report_says_when_it_is() -> None:
    found = callout(report(small_plan(), dt.date(2026, 4, 2)))
    assert "判定の時期ではありません" in found.title
    assert found.lines == ("まだ締まった月がありません(最初の締めは 4/30)",)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_empty_plan_still_makes_a_report(language: str) -> None:
    made = report(Plan(start=report_plan.START), report_plan.AS_OF, language)
    assert callout(made).title == text(language, "report.headline_no_kgi")
    assert "計画.xlsx" in made.title
    assert terminal.render(made)


def test_what_gets_worse_shows_its_last_three_months() -> None:
    rows = table_of(full(), "worse").rows
    assert [row[0].text for row in rows] == ["K04 有効リード数", "K06 開封率"]
    assert rows[0][2].text == "73.3% → 53.3% → 40.0%"
    # how many times its own noise each moved: z −2.23 and −4.07
    assert [(row[3].text, f"{row[3].value:.2f}") for row in rows] == [
        ("2.2倍", "2.23"),
        ("4.1倍", "4.07"),
    ]
    assert rows[0][4].text == "例田 一郎"


def test_the_tactic_to_fix_first_is_named_with_its_owner_its_intent_and_its_cost() -> None:
    (found,) = section(full(), "first_fix")
    assert isinstance(found, Callout)
    assert found.title == "T02 展示会"
    assert "22件" in found.lines[0]
    assert "770万円" in found.lines[0]
    assert "有効リード数 → 受注金額" in found.lines[1]
    assert "これまでで最も良かった4月(16件)の 1.2倍" in found.lines[2]
    assert "例田 一郎" in found.lines[3]
    assert "課題のある人との会話" in found.lines[4]
    assert "聞き取り項目を3つに絞り" in found.lines[-1]


def test_a_plan_on_course_has_nothing_to_fix() -> None:
    assert section(report(small_plan(), DAY), "first_fix") == [
        Paragraph(text("ja", "report.nothing_to_fix"))
    ]


def test_an_operation_shows_its_status_with_the_count_and_the_driver() -> None:
    row = table_of(full(), "operations").rows[0]
    assert (row[1].text, row[1].tone, row[2].text) == ("遅れ 2/4", "bad", "有効リード数")
    assert (row[3].text, row[4].text, row[5].text) == ("39.6%", "49.1%", "-9.5")


def test_kpis_stand_worst_first_and_those_of_candidates_are_left_out() -> None:
    rows = table_of(full(), "kpis").rows
    assert rows[0][2].tone == "bad"
    assert rows[-1][2].text == "目標未設定"
    assert not any("参加者数" in row[0].text for row in rows)
    assert [(row[0].text[:3], row[7].text) for row in rows[:3]] == [
        ("K04", "-"),
        ("K05", "-"),
        ("K08", "3か月"),
    ]


def test_a_red_count_that_chance_explains_is_said_so_and_keeps_its_colour() -> None:
    """79 of 90 is c −1.16: 注意(偶然の範囲)."""
    plan = changed(report_plan.plan(), "K04", actual=(13, 13, 13, 13, 13, 14, *(None,) * 6))
    cells = {
        row[0].text[:3]: row[2] for row in table_of(report(plan, report_plan.AS_OF), "kpis").rows
    }
    assert (cells["K04"].text, cells["K04"].tone) == ("注意(偶然の範囲)", "warn")
    assert cells["K01"].text == "注意"


def test_a_kpi_for_reference_is_in_no_list_of_what_gets_worse() -> None:
    plan = changed(changed(report_plan.plan(), "K06", main="reference"), "K04", main="reference")
    made = report(plan, report_plan.AS_OF)
    assert not [block for block in section(made, "worse") if isinstance(block, Table)]
    counts = assess(plan, report_plan.AS_OF).summary.roll.kpi_counts
    assert sum(counts.values()) == 7  # nine of counted tactics and the KGI, two for reference


def test_a_bottleneck_that_cannot_land_this_year_is_said_so() -> None:
    """Six months are over: a lag of five still lands in March, six does not."""
    for lag, late in ((5, False), (6, True)):
        plan = changed(changed(report_plan.plan(), "K05", main="reference"), "K04", lag=lag)
        made = report(plan, report_plan.AS_OF)
        (found,) = section(made, "first_fix")
        assert isinstance(found, Callout)
        assert found.lines[0].endswith(text("ja", "report.next_year")) is late


def test_a_gain_on_the_baseline_and_an_outlook_are_said() -> None:
    said = [block.text for block in section(full(), "kpis") if isinstance(block, Paragraph)]
    assert said == [
        "現状値からの増減: K02 コラム経由の問い合わせ +116件(良い方向)",
        "担当見込(年間): K02 コラム経由の問い合わせ 250件",
    ]


def test_actions_that_ask_for_something_stand_by_owner() -> None:
    rows = table_of(full(), "actions").rows
    assert [(row[0].text, row[1].text, row[2].text[:4]) for row in rows] == [
        ("例田 一郎", "期限超過", "A004"),
        ("例田 一郎", "期限間近", "A005"),
        ("架空 次郎", "進行遅れ", "A006"),
        ("見本 花子", "着手遅れ", "A003"),
    ]
    assert [cell.text for cell in rows[0][4:6]] == ["8/3", "9/11"]
    assert rows[0][5].value == dt.date(2026, 9, 11)


def test_a_long_list_of_actions_is_cut_and_says_how_many_are_left() -> None:
    plan = report_plan.plan()
    late = tuple(replace(plan.actions[3], id=f"A{number}") for number in range(100, 170))
    found = table_of(report(replace(plan, actions=late), report_plan.AS_OF), "actions")
    assert (len(found.rows), found.note) == (60, "ほか 10 件")


def test_of_too_many_actions_the_most_urgent_are_shown_whoever_owns_them() -> None:
    plan = report_plan.plan()
    soon = tuple(
        replace(plan.actions[4], id=f"A{number}", owner="あ") for number in range(100, 170)
    )
    rows = table_of(
        report(replace(plan, actions=(*soon, plan.actions[3])), report_plan.AS_OF), "actions"
    ).rows
    assert "A004" in rows[-1][2].text


def test_people_are_told_which_months_of_which_kpi_they_have_not_typed() -> None:
    rows = table_of(full(), "people").rows
    assert [(row[0].text, row[2].text) for row in rows] == [
        ("見本 花子", "K07 配信停止率 (6月)"),
        ("例田 一郎", "K08 商談数 (7月～9月)"),
    ]


def test_reviews_show_the_decisions_wanted_and_what_is_late() -> None:
    (decisions,) = section(full(), "decisions")
    blocks = section(full(), "reviews")
    assert isinstance(decisions, Bullets)
    assert decisions.items == (
        "K04 有効リード数 (9月): 秋の展示会の説明員を2名増やしてよいか (担当 例田 一郎、期限 10/2)",
    )
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [row[-1].tone for row in table.rows] == ["bad"]


def test_a_review_about_nothing_is_named_by_its_id() -> None:
    plan = replace(small_plan(), reviews=(Review(id="R07", result="何か"),))
    assert table_of(report(plan, DAY), "reviews").rows[0][0].text == "R07"


def test_a_budget_overrun_is_marked() -> None:
    plan = changed(small_plan(), "T02", budget=100.0, spent=10_000_000.0)
    (figures,) = [
        block for block in section(report(plan, DAY), "resources") if isinstance(block, KeyFigures)
    ]
    assert figures.items[-1].tone == "bad"
    assert full().blocks


def test_problems_of_a_kind_are_cut_at_five_and_a_repeated_hint_is_not_said_again() -> None:
    rows = table_of(full(), "problems").rows
    assert [row[1].text for row in rows].count("ほか 2 件") == 1
    assert [row[3].text for row in rows[1:5]] == ["同上"] * 4
    assert rows[0][2].text == "④年間アクションプラン!B20"


def test_without_problems_and_changes_their_sections_are_left_out() -> None:
    clean = report(small_plan(), DAY)
    assert not {
        text("ja", "report.problems"),
        text("ja", "report.changes"),
        text("ja", "report.lint"),
    } & set(headings(clean))


def test_an_owner_who_is_not_named_is_said() -> None:
    plan = changed(report_plan.plan(), "A004", owner="")
    assert table_of(report(plan, report_plan.AS_OF), "actions").rows[-1][0].text == "(担当なし)"


def test_the_days_of_due_soon_come_from_the_settings() -> None:
    figures = report(set_up(small_plan(), due_soon_days=3), DAY).blocks
    notes = [
        item.note for block in figures if isinstance(block, KeyFigures) for item in block.items
    ]
    assert "3日以内" in notes


def test_japanese_reports_can_be_shown_by_a_japanese_windows_console() -> None:
    assert terminal.render(full()).encode("cp932")
    assert terminal.render(
        report(
            without(small_plan(), "K01"),
            DAY,
            problems=(problem("E690", Place("甲", "A1"), "T9", close="-"),),
        )
    ).encode("cp932")
