"""The report as a workbook: native figures, filters, charts of its own cells, paper.

Text stays text.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import opened
from checkout import SHARED
from looks.faces import missing
from looks.measures import printed_scale, small_print, too_long
from looks.written import read_book
from lxml import etree
from office import convert, needs_libreoffice
from shown_plans import PLANS
from understood import understood

import btobsheet
from btobsheet import api
from btobsheet.excel.report.look import pattern, serial, shown
from btobsheet.excel.report.workbook import write_portfolio
from btobsheet.excel.write.measured import lines
from btobsheet.plan.model import Plan
from btobsheet.reports import numbers
from btobsheet.reports.document import Cell
from btobsheet.reports.portfolio.compose import compose_portfolio
from btobsheet.reports.portfolio.summary import Portfolio, summarize
from btobsheet.wording import LANGUAGES, text, texts
from btobsheet.wording.words import label

PAGES = ("summary", "kpis", "worse", "people")
TABLES = (
    "kpi_table",
    "months",
    "operations",
    "tactics",
    "actions",
    "people_table",
    "reviews",
    "findings",
    "memory",
)
EVIL = '=HYPERLINK("http://example.invalid","押して")'


def made(plan: Plan, **options: Any) -> bytes:
    return api.report_file(api.Reading(plan, (), "計画.xlsx"), "xlsx", **options)


@pytest.fixture(scope="module", params=LANGUAGES)
def sample(request: pytest.FixtureRequest) -> tuple[Plan, bytes]:
    """Give the sample's report with every record behind its four pages."""
    plan = btobsheet.sample_plan(request.param)
    return plan, made(plan, full=True)


@cache
def pages(name: str, language: Any) -> bytes:
    """Give the printed pages of a plan."""
    return made(PLANS[name](language))


def rows(page: Any) -> list[dict[str, Any]]:
    """Give a page's table as the heads name it."""
    (table,) = page.tables.values()
    heads, *body = page[table.ref]
    return [
        {str(head.value): cell.value for head, cell in zip(heads, row, strict=True)} for row in body
    ]


def named(language: str, tabs: tuple[str, ...]) -> list[str]:
    return [text(language, f"reportbook.tab.{tab}") for tab in tabs]


@pytest.mark.few(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_four_pages_and_on_request_every_record(language: Any) -> None:
    plan = btobsheet.sample_plan(language)
    assert opened(pages("sample", language)).sheetnames == named(language, PAGES)
    whole = opened(made(plan, full=True)).sheetnames
    assert whole == named(language, PAGES) + named(language, TABLES)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name == "sample" else pytest.mark.slow)
        for name in PLANS
        if name != "many"
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_printed_is_read_on_paper(name: str, language: Any, tmp_path: Path) -> None:
    """A4 across at hardly less than its own size: no text below 9 points, none cut."""
    if missing():
        pytest.skip(missing())
    file = tmp_path / "report.xlsx"
    file.write_bytes(pages(name, language))
    book = read_book(file)
    for tab in book.shown():
        assert printed_scale(tab) >= 0.95, tab.name
        assert small_print(book, tab, 9, 9) == [], tab.name
        assert too_long(book, tab) == [], tab.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_prints_on_a_sheet_of_paper_a_page(language: Any) -> None:
    for page in opened(pages("sample", language)):
        setup = page.page_setup
        assert (setup.orientation, int(setup.paperSize)) == ("landscape", 9)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (setup.fitToWidth or 1, setup.fitToHeight or 1) == (1, 1)
        assert page.print_area


def test_every_table_of_records_filters_and_its_heads_stay(sample: tuple[Plan, bytes]) -> None:
    for page in list(opened(sample[1]))[len(PAGES) :]:
        (table,) = page.tables.values()
        assert table.autoFilter.ref == table.ref
        assert page.freeze_panes == f"B{page[table.ref][1][0].row}"
        assert page.print_title_rows == f"${page[table.ref][0][0].row}:${page[table.ref][0][0].row}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kpi_has_a_bullet_and_a_sparkline_of_its_closed_months(language: Any) -> None:
    plan = btobsheet.sample_plan(language)
    judged = btobsheet.assess(plan)
    counted = {item.kpi.id: item for item in judged.kpis if item.counted}
    data = pages("sample", language)
    page = opened(data)[named(language, ("kpis",))[0]]
    found = rows(page)
    attainment = text(language, "report.col_attainment")
    key = text(language, "report.col_kpi")
    assert {str(row[key]).split()[0]: row[attainment] for row in found} == {
        name: pytest.approx(item.attainment) for name, item in counted.items()
    }
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
    assert sheet.count("<x14:sparkline>") == len(counted)
    assert sheet.count('type="dataBar"') == 4  # what is up to the target and above, twice each
    areas = re.findall(r"<xm:f>[^!<]+!([^<]+)</xm:f>", sheet)
    for row, area in zip(found, areas, strict=True):
        item = counted[str(row[key]).split()[0]]
        assert str(row[text(language, "report.col_scope")]).startswith(item.kpi.scope)
        drawn = [cell.value for cell in page[area.replace("$", "")][0]]
        months = [month.attainment for month in item.monthly[: judged.closed_months]]
        off = [None if one is None else pytest.approx(one - 1) for one in months]
        assert drawn == off + [None] * (12 - len(off))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_plan_remembers_is_found_in_short(language: Any) -> None:
    said = "\n".join(
        str(cell.value)
        for page in opened(pages("remembered", language))
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    )
    keys = ("headline_restated", "money_left", "stopped_caption", "segments_caption")
    keys += ("left_caption", "last_years", "headline_replanned")
    for key in keys:
        start = texts(language, "report")[key].partition("{")[0].strip()
        assert start in said, key
    notes = [one.note for one in PLANS["remembered"](language).history.approvals]
    assert [note for note in notes if note not in said] == []


def test_every_counted_record_is_there_with_its_figures(sample: tuple[Plan, bytes]) -> None:
    plan, data = sample
    book, judged = opened(data), btobsheet.assess(plan)

    def found(tab: str) -> list[dict[str, Any]]:
        return rows(book[text(plan.language, f"reportbook.tab.{tab}")])

    attainment = text(plan.language, "report.col_attainment")
    shares = {
        str(row[text(plan.language, "report.col_kpi")]).split()[0]: row[attainment]
        for row in found("kpi_table")
    }
    assert shares == {
        item.kpi.id: pytest.approx(item.attainment) for item in judged.kpis if item.counted
    }
    ends = {
        str(row[text(plan.language, "report.col_action")]).split()[0]: row[
            text(plan.language, "report.col_end")
        ]
        for row in found("actions")
    }
    assert {name: day.date() if day else None for name, day in ends.items()} == {
        item.action.id: item.action.end for item in judged.actions if item.counted
    }
    assert len(found("tactics")) == judged.summary.tactic_count
    assert len(found("operations")) == len(plan.operations)
    budget = text(plan.language, "report.col_budget")
    assert sum(row[budget] or 0 for row in found("tactics")) == judged.summary.budget


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_gets_worse_is_told_as_in_the_other_formats(language: Any) -> None:
    judged = btobsheet.assess(btobsheet.sample_plan(language))
    page = opened(pages("sample", language))[named(language, ("worse",))[0]]
    said = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]
    falling = [item for item in judged.kpis if item.judged and item.trend == "worsening"]
    for item in falling:
        times = numbers.number(abs(item.trend_z or 0.0), 1)
        assert text(language, "report.noise_times", times=times) in said
        assert f"{item.kpi.id} {item.kpi.name}" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_that_fell_are_not_called_a_worsening(language: str) -> None:
    """A KPI may fall for two months and still be flat."""
    said = text(language, "report.col_streak")
    assert said in ("続けて下がった月数", "Falls in a row")
    assert label("trend", "worsening", language) not in said


def test_charts_draw_from_cells_that_hold_figures(sample: tuple[Plan, bytes]) -> None:
    book = opened(sample[1])
    with zipfile.ZipFile(io.BytesIO(sample[1])) as package:
        charts = [
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/charts/chart")
        ]
    assert (
        len(charts) == 1 + 7  # the KGI, and seven KPIs that get worse
    )
    for chart in charts:
        areas = re.findall(r"<c:val>.*?<c:f>'?([^'!]+)'?!([^<]+)</c:f>", chart)
        assert areas
        for sheet, area in areas:
            values = [
                cell.value
                for row in book[sheet][area.replace("$", "")]
                for cell in (row if isinstance(row, tuple) else (row,))
            ]
            assert any(isinstance(value, int | float) for value in values)
            assert not any(isinstance(value, str) for value in values)


def test_the_same_plan_gives_the_same_bytes(sample: tuple[Plan, bytes]) -> None:
    assert made(sample[0], full=True) == sample[1]


def test_text_never_becomes_a_formula_or_a_link() -> None:
    plan = btobsheet.sample_plan("ja")
    plan = replace(
        plan,
        settings=replace(plan.settings, title=EVIL, policy=EVIL, company=EVIL),
        kpis=tuple(replace(kpi, name=EVIL) for kpi in plan.kpis),
        tactics=tuple(replace(tactic, name=EVIL, owner=EVIL) for tactic in plan.tactics),
        actions=tuple(replace(action, task=EVIL, owner=EVIL) for action in plan.actions),
        reviews=tuple(replace(review, decision=EVIL, next_action=EVIL) for review in plan.reviews),
    )
    book = opened(made(plan, full=True))
    kinds = {
        (cell.data_type, bool(cell.hyperlink))
        for page in book
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds <= {("s", False), ("n", False), ("d", False)}
    assert any(EVIL in str(cell.value) for page in book for row in page.iter_rows() for cell in row)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plan_says_so(language: Any) -> None:
    plan = replace(
        btobsheet.load_template("blank", language=language).plan,
        kpis=(),
        actions=(),
        tactics=(),
        operations=(),
        people=(),
    )
    assert opened(made(plan)).sheetnames == named(language, ("summary",))
    book = opened(made(plan, full=True))
    empty = text(language, "reportbook.empty")
    for tab in ("kpi_table", "operations", "tactics", "actions"):
        page = book[text(language, f"reportbook.tab.{tab}")]
        assert (page["A4"].value, len(page.tables)) == (empty, 0)


def test_changes_since_an_older_copy_have_a_tab() -> None:
    plan = btobsheet.sample_plan("ja")
    new = replace(
        plan,
        actions=tuple(
            replace(one, task="新しい言葉") if one.id == "A001" else one for one in plan.actions
        ),
    )
    page = opened(made(new, since=plan))["変更点"]
    assert any("新しい言葉" in str(row["変更"]) for row in rows(page))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_portfolio_has_its_plans_and_its_failures(language: str) -> None:
    plan = btobsheet.sample_plan("ja")
    summary = summarize(btobsheet.assess(plan), (), "a.xlsx")
    failures = (("bad.xlsx", "壊れています"),)
    data = write_portfolio(
        compose_portfolio(Portfolio((summary, summary), failures), language), failures
    )
    book = opened(data)
    plans = rows(book[text(language, "reportbook.tab.plans")])
    assert [row[text(language, "portfolio.col_attainment")] for row in plans] == [
        pytest.approx(summary.attainment)
    ] * 2
    assert [list(row.values()) for row in rows(book[text(language, "reportbook.tab.files")])] == [
        ["bad.xlsx", "壊れています"]
    ]


@pytest.mark.parametrize(
    ("cell", "ja", "en"),
    [
        (Cell("80.0%", value=0.8), "0.0%", "0.0%"),
        (Cell("120件", value=120), '#,##0"件"', '#,##0"件"'),
        (Cell("3.8日", value=3.8), '#,##0.0"日"', '#,##0.0"日"'),
        (Cell("12 leads", value=12), '#,##0" leads"', '#,##0" leads"'),
        (Cell("1,200万円", value=12_000_000), '#,##0,"千円"', '"¥"0.00,,"M"'),
        (Cell("¥12.35M", value=12_345_678), '#,##0,"千円"', '"¥"0.00,,"M"'),
        (Cell("95,000円", value=95_000), '#,##0"円"', '#,##0"円"'),
        (Cell("-5件", value=-5), '#,##0"件"', '#,##0"件"'),
        (Cell('3"x"', value=3), '#,##0"x"', '#,##0"x"'),
        (Cell("+2件", value=2), '#,##0"件"', '#,##0"件"'),
    ],
)
def test_a_figure_is_shown_with_its_unit(cell: Cell, ja: str, en: str) -> None:
    assert (pattern(cell, "ja"), pattern(cell, "en")) == (ja, en)


def test_days_and_heights() -> None:
    import datetime as dt

    assert serial(dt.date(2026, 10, 5)) == 46300
    assert pattern(Cell("10/5", value=dt.date(2026, 10, 5)), "ja") == "yyyy/m/d"
    assert lines("長" * 100, 200) > lines("長" * 10, 200) == 1
    assert len(shown(Cell("10/5", value=dt.date(2026, 10, 5)))) >= 10


@needs_libreoffice
def test_libreoffice_reads_what_was_written(sample: tuple[Plan, bytes], tmp_path: Path) -> None:
    plan, data = sample
    (tmp_path / "report.xlsx").write_bytes(data)
    (saved,) = convert([tmp_path / "report.xlsx"], tmp_path / "out")
    before, after = opened(data), openpyxl.load_workbook(saved)
    assert after.sheetnames == before.sheetnames
    for tab in ("kpi_table", "actions", "months"):
        name = text(plan.language, f"reportbook.tab.{tab}")
        for mine, theirs in zip(
            before[name].iter_rows(min_row=4), after[name].iter_rows(min_row=4), strict=False
        ):
            for one, other in zip(mine, theirs, strict=False):
                assert other.value == (
                    pytest.approx(one.value) if isinstance(one.value, float) else one.value
                )


def test_every_part_is_one_that_excels_schemas_take(sample: tuple[Plan, bytes]) -> None:
    """The schemas stand beside the checkout, where they are at hand."""
    schemas = SHARED / "schemas"
    if not (schemas / "sml.xsd").exists():
        pytest.skip("the schemas are not at hand")
    kinds = (
        ("xl/worksheets/sheet", "sml"),
        ("xl/tables/", "sml"),
        ("xl/workbook.xml", "sml"),
        ("xl/charts/chart", "dml-chart"),
    )
    known = {kind: etree.XMLSchema(etree.parse(str(schemas / f"{kind}.xsd"))) for _, kind in kinds}
    checked = 0
    with zipfile.ZipFile(io.BytesIO(sample[1])) as package:
        for name in package.namelist():
            kind = next(
                (kind for start, kind in kinds if name.startswith(start) and name.endswith(".xml")),
                "",
            )
            if kind:
                checked += 1
                assert known[kind].validate(understood(package.read(name))), (
                    name,
                    known[kind].error_log,
                )
    assert checked > 25
