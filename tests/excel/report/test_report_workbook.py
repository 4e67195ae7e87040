"""The report as a workbook: native figures, filters, charts of its own cells, paper.

Text stays text.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import opened
from checkout import SHARED
from lxml import etree
from office import convert, needs_libreoffice

import btobsheet
from btobsheet import api
from btobsheet.excel.report.look import lines, pattern, serial, shown
from btobsheet.excel.report.workbook import write_portfolio
from btobsheet.plan.model import Plan
from btobsheet.reports.document import Cell
from btobsheet.reports.portfolio.compose import compose_portfolio
from btobsheet.reports.portfolio.summary import Portfolio, summarize
from btobsheet.wording import LANGUAGES, text
from btobsheet.wording.words import label

TABS = (
    "summary",
    "kpis",
    "worse",
    "months",
    "operations",
    "tactics",
    "actions",
    "people",
    "reviews",
    "findings",
    "memory",
)
EVIL = '=HYPERLINK("http://example.invalid","押して")'


def made(plan: Plan, **options: Any) -> bytes:
    return api.report_file(api.Reading(plan, (), "計画.xlsx"), "xlsx", **options)


@pytest.fixture(scope="module", params=LANGUAGES)
def sample(request: pytest.FixtureRequest) -> tuple[Plan, bytes]:
    plan = btobsheet.sample_plan(request.param)
    return plan, made(plan)


def rows(page: Any) -> list[dict[str, Any]]:
    """Give a page's table as the heads name it."""
    (table,) = page.tables.values()
    heads, *body = page[table.ref]
    return [
        {str(head.value): cell.value for head, cell in zip(heads, row, strict=True)} for row in body
    ]


def test_the_tabs_stand_in_the_order_of_the_questions(sample: tuple[Plan, bytes]) -> None:
    plan, data = sample
    assert opened(data).sheetnames == [text(plan.language, f"reportbook.tab.{tab}") for tab in TABS]


def test_every_page_prints_on_a4_across_and_the_first_on_one_sheet(
    sample: tuple[Plan, bytes],
) -> None:
    for number, page in enumerate(opened(sample[1])):
        assert (
            page.page_setup.orientation,
            int(page.page_setup.paperSize),
            page.page_setup.fitToWidth or 1,
        ) == ("landscape", 9, 1)
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert number > 0 or page.print_area


def test_every_table_filters_and_its_heads_stay(sample: tuple[Plan, bytes]) -> None:
    for page in list(opened(sample[1]))[1:]:
        (table,) = page.tables.values()
        assert table.autoFilter.ref == table.ref
        assert page.freeze_panes == f"B{page[table.ref][1][0].row}"
        assert page.print_title_rows == f"${page[table.ref][0][0].row}:${page[table.ref][0][0].row}"


def test_every_counted_record_is_there_with_its_figures(sample: tuple[Plan, bytes]) -> None:
    plan, data = sample
    book, judged = opened(data), btobsheet.assess(plan)

    def found(tab: str) -> list[dict[str, Any]]:
        return rows(book[text(plan.language, f"reportbook.tab.{tab}")])

    attainment = text(plan.language, "report.col_attainment")
    shares = {
        str(row[text(plan.language, "report.col_kpi")]).split()[0]: row[attainment]
        for row in found("kpis")
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


def test_what_gets_worse_is_told_as_in_the_other_formats(sample: tuple[Plan, bytes]) -> None:
    plan, data = sample
    judged = btobsheet.assess(plan)
    found = rows(opened(data)[text(plan.language, "reportbook.tab.worse")])
    noise = [row[text(plan.language, "report.col_noise")] for row in found]
    falling = [item for item in judged.kpis if item.judged and item.trend == "worsening"]
    assert sorted(noise) == pytest.approx(sorted(-(item.trend_z or 0.0) for item in falling))


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
        len(charts) == 2 + 7 + 1
    )  # the KGI and the operations, seven KPIs that get worse, the people
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
    assert made(sample[0]) == sample[1]


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
    book = opened(made(plan))
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
    book = opened(made(plan))
    empty = text(language, "reportbook.empty")
    for tab in ("kpis", "operations", "tactics", "actions", "people"):
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
    for tab in ("kpis", "actions", "months"):
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
                assert known[kind].validate(etree.fromstring(package.read(name))), (
                    name,
                    known[kind].error_log,
                )
    assert checked > 25
