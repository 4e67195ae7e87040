"""Money by month, tactics that were stopped, products or businesses, last year: parts of a report."""

from __future__ import annotations

import datetime as dt

import pytest
import report_plan
from plans import DAY, added, changed, set_up, small_plan

from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost
from btobsheet.reports import numbers
from btobsheet.reports.document import Callout, Document, Heading, Paragraph, Table
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.status.assess import assess
from btobsheet.status.since import since
from btobsheet.wording import LANGUAGES, text
from btobsheet.wording.words import label


def full(plan: Plan, day: dt.date = report_plan.AS_OF, language: str = "ja") -> Document:
    return compose(StatusInput(assess(plan, day), language=language), details)


def rows(document: Document, key: str) -> list[list[str]]:
    """Give the texts of a table by its caption; nothing where it is not there."""
    return [
        [cell.text for cell in row]
        for block in document.blocks
        if isinstance(block, Table) and block.caption == text(document.language, f"report.{key}")
        for row in block.rows
    ]


def said(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def costs(plan: Plan) -> Plan:
    """Give 展示会 two rows of 4,200,000 in all, of which 4,100,000 by September and more spent."""
    fair = Cost(
        id="C01",
        tactic="T02",
        item="出展料",
        plan=(None, None, 2_000_000, None, None, 2_000_000, *(None,) * 6),
        actual=(None, None, 2_300_000, None, None, 2_200_000, *(None,) * 6),
    )
    print_ = Cost(
        id="C02",
        tactic="T02",
        item="印刷",
        plan=(100_000, *(None,) * 10, 100_000),
        actual=(90_000, *(None,) * 11),
    )
    return added(plan, fair, print_)


# --- money by month -------------------------------------------------------------------------------


def test_each_month_shows_what_was_planned_and_spent_and_the_sum_so_far() -> None:
    """Of months that are not over no sum is told."""
    found = rows(full(costs(report_plan.plan())), "money_caption")
    assert [row[0] for row in found][:3] == ["4月", "5月", "6月"]
    assert found[0] == ["4月", "10万円", "9万円", "9万円"]
    assert found[1] == ["5月", "-", "-", "9万円"]
    assert found[2] == ["6月", "200万円", "230万円", "239万円"]
    assert found[5] == ["9月", "200万円", "220万円", "459万円"]
    assert found[11] == ["3月", "10万円", "-", "-"]
    assert len(found) == 12


def test_what_was_planned_to_date_is_said_with_what_was_spent() -> None:
    """Of T02, the tactic with rows: 4.1 M of 4.2 M were planned by then, 4.59 M are spent."""
    line = text(
        "ja",
        "report.money_to_date",
        planned="410万円",
        spent="459万円",
        budget="420万円",
    )
    assert line in said(full(costs(report_plan.plan())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_rows_nothing_is_said_of_months(language: str) -> None:
    made = full(report_plan.plan(), language=language)
    assert text(language, "report.money_months") not in headings(made)
    assert rows(made, "money_caption") == []


def test_another_currency_is_shown_with_its_word() -> None:
    found = rows(full(set_up(costs(report_plan.plan()), currency="USD")), "money_caption")
    assert found[2][1] == "2,000,000USD"


# --- what was stopped -----------------------------------------------------------------------------


def test_a_stopped_tactic_is_shown_with_its_money_its_results_and_its_reason() -> None:
    """April to August: 16 + 14 + 13 + 11 + 8 = 62 leads; September's 6 no longer count."""
    plan = changed(
        costs(report_plan.plan()),
        "T02",
        decision="ended",
        stopped_on=dt.date(2026, 8, 20),
        reason="名刺の質が下がった",
    )
    ((name, day, spent, brought, reason),) = rows(full(plan), "stopped_caption")
    assert (name, day, spent, reason) == ("T02 展示会", "8/20", "459万円", "名刺の質が下がった")
    assert "有効リード数 62件" in brought


def test_nothing_stopped_is_not_said() -> None:
    assert text("ja", "report.stopped") not in headings(full(report_plan.plan()))
    declined = changed(report_plan.plan(), "T02", decision="declined")
    assert text("ja", "report.stopped") not in headings(full(declined))


def test_a_tactic_stopped_without_day_reason_or_result_is_shown_all_the_same() -> None:
    plan = changed(report_plan.plan(), "T04", decision="ended", spent=None)
    plan = changed(plan, "K08", actual=(None,) * 12)
    assert rows(full(plan), "stopped_caption") == [["T04 オンライン商談", "-", "-", "-", "-"]]


# --- products and businesses ----------------------------------------------------------------------


def test_tactics_are_added_up_by_segment() -> None:
    """Counted tactics only; those of no segment stand together."""
    plan = report_plan.plan()
    for tactic, segment in (
        ("T01", "計測器"),
        ("T02", " 計測器 "),
        ("T03", "保守"),
        ("T05", "保守"),
    ):
        plan = changed(plan, tactic, segment=segment)
    found = rows(full(plan), "segments_caption")
    assert [row[0] for row in found] == ["計測器", "保守", text("ja", "report.no_segment")]
    # T01 and T02: K02 順調 K03 達成 K04 遅れ K05 遅れ; T03: K06 and K07; T04: K08
    assert [row[1:4] for row in found] == [
        ["2", "遅れ", "2/4"],
        ["1", "順調", "2/2"],
        ["1", "未入力", "0/1"],
    ]
    assert [row[4:] for row in found] == [
        ["600万円", "540万円"],
        ["60万円", "21万円"],
        ["90万円", "-"],
    ]


def test_a_kpi_for_reference_stands_in_no_segment() -> None:
    plan = changed(changed(report_plan.plan(), "T03", segment="保守"), "K07", main="reference")
    found = {row[0]: row for row in rows(full(plan), "segments_caption")}
    assert found["保守"][2:4] == ["順調", "1/1"]


def test_segments_that_nobody_named_are_not_shown() -> None:
    assert rows(full(report_plan.plan()), "segments_caption") == []
    candidate = changed(report_plan.plan(), "T05", segment="保守")
    assert rows(full(candidate), "segments_caption") == []


# --- last year ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "told"),
    [(200.0, "126.0%"), (252.0, "同じ"), (0.0, ""), (None, "")],
)
def test_the_forecast_is_told_against_last_year(before: float | None, told: str) -> None:
    """252 = 240 × 126/120; nothing is told against nothing."""
    made = full(changed(report_plan.plan(), "K02", last_year=before))
    line = text("ja", "report.last_years", kpis=f"K02 コラム経由の問い合わせ {told}")
    assert (line in said(made)) is bool(told)
    start = text("ja", "report.last_years", kpis="")
    assert any(one.startswith(start) for one in said(made)) is bool(told)


@pytest.mark.parametrize(
    ("before", "day", "told"),
    [
        # 60 million in six months of ten: the year ends at 120, half as much again as 80
        (
            80_000_000,
            DAY,
            ("前年実績 8,000万円 に対する着地見込は 150.0% です。", "forecast is 150.0%"),
        ),
        # the year over at 120 million
        (96_000_000, dt.date(2027, 4, 1), ("今年度の実績は 125.0% です。", "actual is 125.0%")),
        (None, DAY, ("", "")),
        (0.0, DAY, ("", "")),
        (80_000_000, dt.date(2026, 4, 2), ("", "")),  # no month is over
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headline_tells_the_kgi_against_last_year(
    before: float | None, day: dt.date, told: tuple[str, str], language: str
) -> None:
    plan = changed(small_plan(), "K01", last_year=before, actual=(10_000_000,) * 12)
    document = full(plan, day, language)
    callout = next(block for block in document.blocks if isinstance(block, Callout))
    word = told[LANGUAGES.index(language)]
    lines = [line for line in callout.lines if word and word in line]
    assert len(lines) == bool(word)
    any_year = any("前年" in line or "last year" in line for line in callout.lines)
    assert any_year == bool(word)


# --- what moved since an earlier copy -------------------------------------------------------------


def leads(value: float, typed: int = 6, **fields: object) -> Plan:
    actual = (value,) * typed + (None,) * (12 - typed)
    return changed(small_plan(), "K02", actual=actual, target=(None,) * 12, **fields)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("target", "told"), [(96_000_000, True), (144_000_000, False)])
def test_an_easier_target_of_the_kgi_is_told_in_the_headline(
    target: float, told: bool, language: str
) -> None:
    before, after = small_plan(), changed(small_plan(), "K01", annual_target=target)
    made = assess(after, DAY)
    document = compose(StatusInput(made, since=since(assess(before, DAY), made), language=language))
    amounts = [numbers.money(value, language) for value in (120_000_000, target)]
    headline = next(block for block in document.blocks if isinstance(block, Callout))
    assert any(all(one in line for one in amounts) for line in headline.lines) is told


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("before", "after", "key", "status"),
    [
        (leads(30), leads(52), "since_better", "on_track"),
        (leads(30), leads(30, 3), "since_unknown", "no_data"),
        (leads(30), leads(30, annual_target=360), "since_target", "on_track"),
        (leads(52), leads(52, annual_target=1_200), "since_target", "behind"),
        (leads(30), leads(31, annual_target=360), "", "on_track"),  # lowered: no improvement
    ],
)
def test_what_moved_is_said_by_what_moved_it(
    before: Plan, after: Plan, key: str, status: str, language: str
) -> None:
    made = assess(after, DAY)
    document = compose(StatusInput(made, since=since(assess(before, DAY), made), language=language))
    found = [line for line in said(document) if "K02 資料請求数" in line]
    keys = ("since_better", "since_unknown", "since_target")
    starts = {one: text(language, f"report.{one}", kpis="") for one in keys}
    told = [one for one in keys if any(line.startswith(starts[one].rstrip()) for line in found)]
    assert told == ([key] if key else [])
    item = made.kpi("K02")
    assert item is not None
    assert item.status == status


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kgi_that_is_only_for_reference_is_said_to_be_so(language: str) -> None:
    plan = changed(small_plan(), "K01", main="reference")
    document = compose(StatusInput(assess(plan, DAY), language=language))
    headline = next(block for block in document.blocks if isinstance(block, Callout))
    told = text(language, "report.headline_reference", name="新規受注額", figures="")
    assert headline.title.startswith(told.rstrip(".。"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_threshold_is_told_on_top_and_credited_to_nobody(language: str) -> None:
    before = leads(46)
    made = assess(set_up(before, on_track=0.9), DAY)
    document = compose(StatusInput(made, since=since(assess(before, DAY), made), language=language))
    told = said(document)
    word = label("kpi_status", "on_track", language)
    assert text(language, "report.since_setting", kpis=f"K02 資料請求数 ({word})") in told
    assert not any(line.startswith(text(language, "report.since_better", kpis="")) for line in told)
    head = next(block for block in document.blocks if isinstance(block, Callout))
    assert any("95.0% → 90.0%" in line for line in head.lines)
