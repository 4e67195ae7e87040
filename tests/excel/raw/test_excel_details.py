"""Notes, fills and validations come from openpyxl, in a child process."""

from __future__ import annotations

import io

import pytest
import xlsxwriter
from zipped import STRICT, book, parts, zipped

from btobsheet.excel.raw import details as inspect
from btobsheet.excel.raw.child import ask_child
from btobsheet.excel.raw.details import Fill, Note, SheetDetails, Validation, inspect_workbook
from btobsheet.problems import UnreadableError

_SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
    'Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETS}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETS}.worksheet+xml"/>'
    f'<Override PartName="/xl/sharedStrings.xml" '
    f'ContentType="{_SHEETS}.sharedStrings+xml"/></Types>'
)


def workbook() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        first, second = made.add_worksheet("計画"), made.add_worksheet("設定")
        first.write_string("B2", "展示会", made.add_format({"bg_color": "#FFC7CE"}))
        first.write_comment("C3", "会場を確認", {"author": "架空 花子"})
        second.data_validation("A1:A9", {"validate": "list", "source": ["高", "低"]})
    return stream.getvalue()


def code_of(source: bytes | str) -> str:
    with pytest.raises(UnreadableError) as caught:
        inspect_workbook(source)
    return caught.value.problem.code


def test_details_stand_with_their_sheet_and_cell() -> None:
    assert inspect_workbook(workbook()) == (
        SheetDetails("計画", (Note(3, 3, "架空 花子", "会場を確認"),), (Fill(2, 2, "FFC7CE"),), ()),
        SheetDetails("設定", (), (), (Validation("A1:A9", "list", '"高,低"'),)),
    )


def test_what_openpyxl_cannot_tell_is_no_empty_answer() -> None:
    assert code_of(book(space=STRICT)) == "E019"
    assert code_of(zipped({"xl/workbook.bin": "x"})) == "E019"
    assert code_of(b"a,b\n") == "E007"
    assert code_of("none.xlsx") == "E001"


@pytest.mark.slow
def test_a_merge_over_the_whole_sheet_does_not_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspect, "ask_child", lambda task, data: ask_child(task, data, seconds=1))
    merged = parts(
        "<row><c><v>1</v></c></row>",
        after='<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    )
    assert code_of(zipped(merged | {"[Content_Types].xml": CONTENT_TYPES})) == "E019"
