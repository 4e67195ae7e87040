"""Files of other programs are read in a child process that may fail without harm."""

from __future__ import annotations

import pytest
from zipped import zipped

from btobsheet.excel.raw import child, foreign
from btobsheet.excel.raw.child import ChildError, ask_child
from btobsheet.excel.raw.grid import Cell, read_grid
from btobsheet.problems import UnreadableError

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
TABLE = """
<table:table-row><table:table-cell office:value-type="string"><text:p>施策</text:p></table:table-cell><table:table-cell/>
<table:table-cell office:value-type="float" office:value="12"/><table:table-cell office:value-type="float" office:value="0.5"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell office:value-type="date" office:date-value="2026-04-01"/>
<table:table-cell office:value-type="boolean" office:boolean-value="true"/>
<table:table-cell office:value-type="date" office:date-value="2026-04-01T12:00:00"/></table:table-row>
""".replace("\n", "")


def ods(table: str) -> bytes:
    body = (
        f'<office:body><office:spreadsheet><table:table table:name="計画">'
        f"{table}</table:table></office:spreadsheet></office:body>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": (
                f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} '
                f'office:version="1.2">{body}</office:document-content>'
            ),
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def code_of(data: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_grid(data, "計画.ods")
    assert caught.value.file == "計画.ods"
    return caught.value.problem.code


def test_an_ods_gives_values_where_they_stand() -> None:
    grid = read_grid(ods(TABLE), "計画.ods")
    assert (grid.file, grid.date1904, grid.custom) == ("計画.ods", False, {})
    assert [sheet.name for sheet in grid.sheets] == ["計画"]
    assert grid.sheets[0].rows == {
        1: {1: Cell("施策"), 3: Cell(12), 4: Cell(0.5)},
        4: {1: Cell(46113), 2: Cell(True), 3: Cell(46113.5)},
    }
    assert type(grid.sheets[0].rows[4][2].value) is bool


def test_an_empty_table_is_an_empty_sheet() -> None:
    assert read_grid(ods("")).sheets[0].rows == {}


@pytest.mark.parametrize(
    "data", [ods("<table:table-row>x</table:table-row>"), zipped({"xl/workbook.bin": b"\x00\x01"})]
)
def test_what_calamine_refuses_is_told(data: bytes) -> None:
    assert code_of(data) == "E014"


def test_an_area_too_large_ends_the_child_not_the_caller() -> None:
    huge = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'table:number-columns-repeated="16000" office:value-type="float" '
    )
    assert code_of(ods(huge + 'office:value="1"/></table:table-row>')) == "E014"


@pytest.mark.slow
def test_a_file_on_which_calamine_loops_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign, "ask_child", lambda task, data: ask_child(task, data, seconds=1))
    assert code_of(ods("<broken")) == "E014"


def test_a_slow_child_is_ended() -> None:
    with pytest.raises(ChildError, match="timeout"):
        ask_child("values", ods(TABLE), seconds=0)


def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> object:
        raise ChildError("", missing=True)

    monkeypatch.setattr(foreign, "ask_child", missing)
    assert code_of(ods(TABLE)) == "E015"


def test_a_child_that_cannot_be_started_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child.sys, "executable", "/none/python")
    assert code_of(ods(TABLE)) == "E014"
