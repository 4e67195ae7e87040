"""The plain scripts and loops that btobsheet is measured against."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

PANDAS = "import sys, pandas; pandas.read_excel(sys.argv[1], sheet_name=None)"
PANDAS_LOOP = (
    "import sys, pandas\nfor name in sys.argv[1:]: pandas.read_excel(name, sheet_name=None)"
)


def calamine_reads(path: Path) -> list[object]:
    """Read every sheet with python-calamine and do nothing with it."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def openpyxl_reads(path: Path) -> int:
    """Read every row of every sheet with openpyxl's read-only mode and do nothing with it."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book for _ in sheet.iter_rows(values_only=True))


def writing_loop(path: Path) -> str:
    """Give a plain xlsxwriter script that writes as many cells of each kind as a workbook has (its
    formulas are short ones).
    """
    with zipfile.ZipFile(path) as package:
        xml = "".join(
            package.read(name).decode()
            for name in package.namelist()
            if name.startswith("xl/worksheets/sheet")
        )
    cells, blank = len(re.findall("<c ", xml)), len(re.findall("<c [^>]*/>", xml))
    formulas, texts = len(re.findall("<f[ >]", xml)), len(re.findall('<c [^>]*t="s"', xml))
    return _LOOP.format(
        formulas=formulas, texts=texts, blank=blank, numbers=cells - blank - texts - formulas
    )


_LOOP = """
import sys, xlsxwriter
book = xlsxwriter.Workbook(sys.argv[1])
page = book.add_worksheet()
look = book.add_format({{"border": 1, "bg_color": "#FFF9E5", "num_format": "#,##0"}})
for at in range({formulas}):
    page.write_formula(at // 50, at % 50, "=IF(A%d>0,B1*C1,0)" % (at // 50 + 1), look, 1)
for at in range({texts}):
    page.write_string(at // 50, 50 + at % 50, "text %d" % at, look)
for at in range({numbers}):
    page.write_number(at // 50, 100 + at % 50, at, look)
for at in range({blank}):
    page.write_blank(at // 50, 150 + at % 50, None, look)
book.close()
"""
