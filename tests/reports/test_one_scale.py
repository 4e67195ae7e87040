"""Money that stands together is shown in one scale, so that it can be compared at a glance."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import report_plan
from openpyxl import load_workbook
from plans import changed

from btobsheet import api
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost
from btobsheet.reports.document import Cell, Document, KeyFigures, Table
from btobsheet.reports.explain.explain import explain_id
from btobsheet.reports.pictures import Gauge, MonthCharts, Tree
from btobsheet.reports.status import full_tables
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.wording import LANGUAGES

MONEY = re.compile(r"¥[\d.,]+M?|[\d.,]+(?:億[\d,]*万?|万)?円")


def plan() -> Plan:
    """Give the report's plan with money of every size side by side."""
    made = changed(report_plan.plan(), "K04", unit="円", annual_target=18_000_000)
    small = report_plan.months(1_600_000, 950_000, 700_000, 600_000, 500_000, 300_000)
    made = changed(made, "K04", actual=small, last_year=900_000, baseline=800_000)
    made = changed(made, "K08", unit="円", outlook=950_000)
    made = changed(made, "T01", budget=900_000, spent=850_000, segment="部品")
    made = changed(made, "T02", budget=250_000_000, spent=4_500_000, segment="装置")
    made = changed(made, "T03", decision="ended", spent=120_000)
    made = changed(made, "T04", decision="ended", spent=3_000_000)
    costs = (
        Cost(id="C01", tactic="T01", plan=report_plan.months(80_000, 900_000, 1_200_000)),
        Cost(id="C02", tactic="T01", actual=report_plan.months(70_000, 1_700_000, 900_000)),
    )
    return replace(made, costs=costs)


def scales(texts: list[str]) -> set[str]:
    """Give in what the money of texts is shown; nothing is the same in all."""
    found = [one for text in texts for one in MONEY.findall(text) if one.strip("¥円") != "0"]
    return {re.sub(r"億.*", "億", one.strip("¥円").lstrip("0123456789.,")) for one in found}


def report(language: str) -> Document:
    made = assess(plan(), report_plan.AS_OF)
    return compose(StatusInput(made, language=language), details)


def columns(table: Table) -> Iterator[tuple[str, list[str]]]:
    for at, column in enumerate(table.columns):
        yield column.label, [row[at].text for row in table.rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_the_report_has_one_scale(language: str) -> None:
    tables = [block for block in report(language).blocks if isinstance(block, Table)]
    assert len(tables) > 10
    for table in tables:
        for label, texts in columns(table):
            assert len(scales(texts)) <= 1, (table.caption, label, texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_picture_and_row_of_figures_has_one_scale(language: str) -> None:
    for block in report(language).blocks:
        groups: list[list[str]] = []
        if isinstance(block, Gauge):
            marks = (block.reached, block.forecast, block.outlook, block.target)
            groups = [[one.text for one in marks]]
        elif isinstance(block, Tree):
            groups = [[node.figures for node in block.nodes]]
        elif isinstance(block, MonthCharts):
            groups = [list(chart.texts) for chart in block.charts]
        elif isinstance(block, KeyFigures):
            groups = [[item.value for item in block.items]]
        for texts in groups:
            assert len(scales(texts)) <= 1, texts


@pytest.mark.parametrize("record_id", ["K01", "K04", "T01", "T02"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation_has_one_scale_a_column(language: str, record_id: str) -> None:
    found = explain_id(assess(plan(), report_plan.AS_OF), record_id, language)
    for block in found.blocks:
        if isinstance(block, Table):
            for label, texts in columns(block):
                assert len(scales(texts)) <= 1, (label, texts)
        if isinstance(block, KeyFigures):
            assert len(scales([item.value for item in block.items])) <= 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_s_tables_have_one_scale(language: str) -> None:
    voice = Voice(assess(plan(), report_plan.AS_OF), language)
    for table in (full_tables.kpi_table(voice), full_tables.tactic_table(voice)):
        for label, texts in columns(table):
            assert len(scales(texts)) <= 1, (label, texts)
    for row in full_tables.month_table(voice, voice.assessment.kpis).rows:
        assert len(scales([cell.text for cell in row])) <= 1


def test_the_workbook_s_cells_are_shown_alike_and_hold_the_amounts() -> None:
    reading = api.Reading(plan(), (), "計画.xlsx")
    data = api.report_file(reading, "xlsx", as_of=report_plan.AS_OF, full=True)
    page = load_workbook(io.BytesIO(data))["戦術"]
    heads = {cell.value: cell.column for cell in page[4]}
    for head in ("予算", "使用額"):
        cells = [page.cell(row, heads[head]) for row in range(5, page.max_row + 1)]
        filled = [cell for cell in cells if isinstance(cell.value, int | float)]
        assert len({cell.number_format for cell in filled}) == 1
    assert page.cell(5, heads["使用額"]).value == 2_670_000


def test_a_pair_in_a_sentence_has_one_scale() -> None:
    made = changed(report_plan.plan(), "K01", annual_target=120_000_000)
    made = changed(made, "K01", actual=report_plan.months(*[7_000_000] * 6))
    document = compose(StatusInput(assess(made, report_plan.AS_OF), language="ja"))
    assert "着地見込は 8,400万円 です(年間目標 12,000万円)" in str(document.blocks[1])


def test_the_year_s_end_is_drawn_in_the_scale_of_its_table() -> None:
    made = compose(StatusInput(assess(report_plan.plan(), report_plan.AS_OF)), details)
    (found,) = [block for block in made.blocks if isinstance(block, Gauge)]
    assert (found.target.text, found.forecast.text) == ("12,000万円", "10,380万円")


def test_a_cell_of_a_scale_keeps_its_value() -> None:
    voice = Voice(assess(plan(), report_plan.AS_OF), "ja")
    assert voice.money_cell(850_000, "large") == Cell("85万円", value=850_000)
