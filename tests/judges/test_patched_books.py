"""Workbooks of other programs that we patched have no flaw that they had not before."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
import xlsxwriter
from checkout import CORPUS
from judges.breaking import broken
from judges.excel_rules import broken_rules
from judges.validator import findings, needs_validator

from btobsheet.excel.patch.edits import Edits, Tab, TabCell, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.problems import BtobsheetError

HEAD = (TabCell(value="番号", style="heading"), TabCell(value="場所", style="link", link="A1"))
TAB = Tab(name="要修正", rows=(HEAD,), choices=(("B1", ("はい", "いいえ")),))
FILES = sorted(CORPUS.glob("*/*.xls[xm]"))[3::40] if CORPUS.is_dir() else []


def edits(data: bytes) -> Edits:
    """Type below all that is there, colour, note, add a tab and a property."""
    sheet = read_grid(data).sheets[0]
    row = max(sheet.rows, default=1) + 3
    return Edits(
        values={(sheet.name, row, 2): 5.0, (sheet.name, row + 1, 2): "文字 <&>"},
        highlights=frozenset({(sheet.name, row, 2)}),
        notes={(sheet.name, row, 3): "注 <&>"},
        tabs=(TAB,),
        properties={"btobsheet": "x"},
    )


def flaws(path: Path, data: bytes) -> Counter[str]:
    """Give what the judges say, without the place: what stood somewhere may stand elsewhere."""
    path.write_bytes(data)
    return Counter(line.partition(": ")[2] for line in [*findings(path), *broken_rules(data)])


@needs_validator
@pytest.mark.skipif(not FILES, reason="the corpus is not at hand (BTOBSHEET_CORPUS)")
@pytest.mark.parametrize("source", FILES, ids=lambda path: path.name)
def test_no_flaw_is_added_to_files_of_other_programs(source: Path, tmp_path: Path) -> None:
    data = source.read_bytes()
    try:
        patched = patch(data, edits(data))
    except BtobsheetError:
        pytest.skip("cannot be patched, and says so")
    path = tmp_path / f"book{source.suffix}"
    assert flaws(path, patched) - flaws(path, data) == Counter()


@pytest.fixture
def plain() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Sheet1").write("A1", "x")
    return out.getvalue()


def part(data: bytes, name: str) -> str:
    with ZipFile(io.BytesIO(data)) as package:
        return package.read(name).decode("utf-8")


def test_relations_have_a_content_type_where_each_part_was_declared_alone(plain: bytes) -> None:
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    alone = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>'
        for name in ("/_rels/.rels", "/xl/_rels/workbook.xml.rels")
    )
    data = broken(plain, "[Content_Types].xml", r'<Default Extension="rels"[^>]*>', alone)
    types = part(patch(data, edits(data)), "[Content_Types].xml")
    assert f'<Default Extension="rels" ContentType="{kind}"/>' in types


def test_formats_refer_to_no_named_style_where_there_is_none(plain: bytes) -> None:
    data = broken(plain, "xl/styles.xml", r"<cellStyleXfs.*?</cellStyleXfs>", "")
    added = re.findall(r"<xf [^>]*>", part(patch(data, edits(data)), "xl/styles.xml"))[1:]
    assert added
    assert all("xfId" not in one for one in added)
