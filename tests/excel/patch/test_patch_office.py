"""Patched workbooks in LibreOffice: they open, recalculate and keep everything.

Also files that LibreOffice saved before.
"""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from books import sample_book
from checkout import SHARED
from office import convert, needs_libreoffice
from packages import cells_of, parts_of

from btobsheet import api
from btobsheet.excel.patch.edits import Edits, Tab, TabCell, patch
from btobsheet.excel.raw.grid import read_grid

pytestmark = pytest.mark.slow  # many real workbooks

DAY = dt.date(2026, 10, 5)
ROWS = (
    (TabCell(value="競合", style="title"),),
    (TabCell(value="場所", style="heading"),),
    (TabCell(value="表!A1", style="link", link="'表'!A1"),),
)
TAB = Tab(name="競合", rows=ROWS, frozen_rows=2, choices=(("B3", ("マスター", "コピー")),))


def rich_book() -> bytes:
    """Give a workbook with all that libraries drop: chart, sparkline, note, conditional formats old
    and new, a text box, a foreign tab.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["名前", "値", "倍"])
    for row in range(1, 6):
        sheet.write_row(row, 0, [f"項目{row}", row])
        sheet.write_formula(row, 2, f"=B{row + 1}*2", None, row * 2)
    sheet.write_formula(6, 2, "=SUM(C2:C6)", None, 30)
    sheet.write_comment("A2", "前からの注")
    sheet.conditional_format("B2:B6", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format(
        "C2:C6",
        {
            "type": "cell",
            "criteria": ">",
            "value": 5,
            "format": book.add_format({"bg_color": "#FFC7CE"}),
        },
    )
    sheet.add_sparkline("E2", {"range": "表!B2:B6"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=表!$B$2:$B$6"})
    sheet.insert_chart("G2", chart)
    sheet.insert_textbox("G20", "手書きのメモ")
    book.add_worksheet("別の表").write("A1", "私のシート")
    book.close()
    return out.getvalue()


def test_what_libraries_drop_is_kept_byte_for_byte() -> None:
    rich = rich_book()
    edits = Edits(
        values={("表", 2, 2): 10, ("表", 9, 1): "新しい行"},
        highlights=frozenset({("表", 2, 2)}),
        tabs=(TAB,),
        recalculate=False,
    )
    old, new = parts_of(rich), parts_of(patch(rich, edits))
    kept = [name for name in old if old[name] == new[name]]
    assert {"charts", "drawings", "comments1.xml", "theme"} <= {
        name.split("/")[1] for name in kept if "/" in name
    }
    assert set(old) - set(kept) == {
        *(
            "xl/workbook.xml",
            "xl/styles.xml",
            "xl/worksheets/sheet1.xml",
            "xl/_rels/workbook.xml.rels",
            "[Content_Types].xml",
        ),
    }
    # sparklines and the newer data bar: only the rules' places in line have moved
    before, after = (
        re.sub(
            rb' priority="[0-9]+"', b"", data["xl/worksheets/sheet1.xml"].partition(b"<extLst>")[2]
        )
        for data in (old, new)
    )
    assert before == after != b""


@needs_libreoffice
def test_libreoffice_opens_recalculates_and_keeps(tmp_path: Path) -> None:
    files = {
        "rich": patch(
            rich_book(),
            Edits(
                values={("表", 2, 2): 10},
                highlights=frozenset({("表", 2, 2)}),
                tabs=(TAB,),
                notes={("表", 3, 1): "新しい注"},
            ),
        ),
        "plan": patch(
            sample_book(),
            Edits(
                values={
                    ("①作戦", 20, 1): "O13",
                    ("①作戦", 20, 2): "新しい作戦",
                    ("①作戦", 9, 2): None,
                },
                tabs=(TAB,),
                highlights=frozenset({("①作戦", 9, 2)}),
            ),
        ),
    }
    for name, data in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    saved = dict(
        zip(
            files,
            convert([tmp_path / f"{name}.xlsx" for name in files], tmp_path / "out"),
            strict=True,
        )
    )
    rich = openpyxl.load_workbook(saved["rich"], data_only=True)
    assert rich.sheetnames == ["競合", "表", "別の表"]
    assert (rich["表"]["C2"].value, rich["表"]["C7"].value) == (20, 48)
    assert {
        cell.coordinate: cell.comment.text for row in rich["表"] for cell in row if cell.comment
    } == {"A2": "前からの注", "A3": "新しい注"}
    assert len(rich["表"]._charts) == 1
    plan = api.read(saved["plan"]).plan
    assert [item.name for item in plan.operations if item.id in ("O02", "O13")] == [
        "",
        "新しい作戦",
    ]
    grid = read_grid(saved["plan"])
    found = cells_of(grid)
    at = next(at[2] for at, cell in found.items() if cell.value == "operations.label")
    assert found["①作戦", 20, at].value == "O13 新しい作戦"
    assert "O13 新しい作戦" in {cell.value for at, cell in found.items() if at[0] == "_lists"}


@needs_libreoffice
def test_a_file_that_libreoffice_saved_is_patched_again(tmp_path: Path) -> None:
    marked = frozenset({("表", 2, 2), ("表", 4, 1)})
    (tmp_path / "a.xlsx").write_bytes(patch(rich_book(), Edits(highlights=marked, tabs=(TAB,))))
    saved = convert([tmp_path / "a.xlsx"], tmp_path / "out")[0].read_bytes()
    assert 'N("btobsheet")=0' in rules_of(saved)
    made = patch(
        saved,
        Edits(
            values={("表", 3, 2): 7, ("表", 9, 4): dt.date(2026, 4, 1)},
            clear_highlights=True,
            tabs=(TAB,),
        ),
    )
    assert 'N("btobsheet")=0' not in rules_of(made)
    assert rules_of(made) == [rule for rule in rules_of(saved) if rule != 'N("btobsheet")=0']
    before, after = cells_of(read_grid(saved)), cells_of(read_grid(made))
    assert [sheet.name for sheet in read_grid(made).sheets] == [
        "競合",
        "表",
        "別の表",
    ]  # not a second one
    assert {at: cell.value for at, cell in after.items() if at[0] == "表"} == {
        at: cell.value for at, cell in before.items() if at[0] == "表"
    } | {
        ("表", 3, 2): 7,
        ("表", 9, 4): 46113,
    }


def rules_of(data: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(BytesIO(data))["表"]
    return [
        formula
        for area in sheet.conditional_formatting
        for rule in area.rules
        for formula in rule.formula
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_patched_parts_are_valid(language: str) -> None:
    """Every part is one that Excel's own schemas take.

    The schemas stand beside the checkout, where they are at hand.
    """
    lxml = pytest.importorskip("lxml.etree")
    schemas = SHARED / "schemas"
    if not (schemas / "sml.xsd").exists():
        pytest.skip("the schemas are not at hand")
    schema = lxml.XMLSchema(lxml.parse(str(schemas / "sml.xsd")))
    sample = sample_book(language)
    tab = next(
        sheet.name
        for sheet in read_grid(sample).sheets
        if 8 in sheet.rows and sheet.rows[8].get(1) and sheet.rows[8][1].value == "O01"
    )
    values = {
        (tab, 20, 1): "O13",
        (tab, 8, 2): "字",
        (tab, 8, 8): 5,
        (tab, 25, 40): DAY,
        (tab, 9, 2): None,
    }
    made = parts_of(
        patch(
            sample,
            Edits(
                values=values,
                highlights=frozenset({(tab, 8, 2)}),
                notes={(tab, 8, 3): "注"},
                tabs=(TAB,),
            ),
        )
    )
    for name in (
        "xl/workbook.xml",
        "xl/styles.xml",
        "xl/comments1.xml",
        "xl/worksheets/sheet4.xml",
        "xl/worksheets/sheet13.xml",
        "xl/tables/table4.xml",
    ):
        root = lxml.fromstring(made[name])
        ignorable = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
        spaces = {root.nsmap[prefix] for prefix in (root.attrib.pop(ignorable, "") or "").split()}
        for node in root.iter(lxml.Element):
            for key in [
                key
                for key in node.attrib
                if key.startswith("{") and key[1:].split("}")[0] in spaces
            ]:
                del node.attrib[key]
        assert schema.validate(lxml.fromstring(lxml.tostring(root))), (name, schema.error_log)
