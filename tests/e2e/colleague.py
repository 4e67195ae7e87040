"""A colleague at a real LibreOffice: opens a workbook through UNO, types as told, recalculates,
saves.

Run by the system's Python, which has ``uno``: ``colleague.py BOOK.xlsx STEPS.json OUT.xlsx``. Cells
are found as any program finds them: by the keys in row 1 and the id in the table's first column. A
step is ``{"do": …}`` with ``table``, ``id`` and ``field``:

- ``text`` / ``number`` / ``keys``: put ``value`` as text, as a number, or as the keyboard does it
  (LibreOffice decides)
- ``copy_row``: insert a row below and fill it from this one, its id left empty; later steps call it
  ``as``
- ``insert_row`` / ``insert_column``: an empty one before this cell; the column gets ``value`` as
  header
- ``new_tab``: a tab named ``value`` with some notes
- ``delete_row``: the row with this id, or as many ``rows`` from there; ``sort``: the whole table by this column, downwards;
  ``rename_tab``: the table's tab; ``chart``: one on that tab
- ``below``: ``value`` in the row under the table's last, its id left empty; ``margin``: in the row of
  this cell, beside all that the tab holds
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.awt import Rectangle
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import TableSortField

HEADER_ROW = 7
LAST_ROW = 2000
TYPING = ("text", "number", "keys")
"""Steps after which every cell stands where it stood."""
PATIENCE = 60  # seconds until soffice must answer


def named(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


class Book:
    """The open workbook, with its cells by key."""

    def __init__(self, document):
        self.document = document
        self.copies = {}
        self.known = {}

    def do(self, step):
        getattr(self, step["do"])(step)
        if step["do"] not in TYPING:
            self.known.clear()

    def sheet(self, table):
        if table not in self.known:
            self.known[table] = self.found(table)
        return self.known[table][:2]

    def found(self, table):
        for sheet in self.document.Sheets:
            keys = self.keys_of(sheet)
            if f"{table}.id" in keys:
                return sheet, keys, self.ids(sheet, keys.index(f"{table}.id"))
        raise LookupError(table)

    @staticmethod
    def width(sheet):
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        return cursor.RangeAddress.EndColumn + 1

    def keys_of(self, sheet):
        return sheet.getCellRangeByPosition(0, 0, self.width(sheet) - 1, 0).getDataArray()[0]

    def cell(self, step):
        sheet, keys = self.sheet(step["table"])
        row = self.row(step["table"], step["id"])
        return sheet.getCellByPosition(keys.index(f"{step['table']}.{step['field']}"), row)

    @staticmethod
    def ids(sheet, column):
        return sheet.getCellRangeByPosition(column, HEADER_ROW, column, LAST_ROW).getDataArray()

    def row(self, table, record_id):
        if record_id in self.copies:
            return self.copies[record_id]
        return HEADER_ROW + self.known[table][2].index((record_id,))

    def last_row(self, table):
        self.sheet(table)
        return HEADER_ROW + max(at for at, (text,) in enumerate(self.known[table][2]) if text)

    def text(self, step):
        self.cell(step).setString(step["value"])

    def number(self, step):
        self.cell(step).setValue(step["value"])

    def keys(self, step):
        self.cell(step).FormulaLocal = step["value"]

    def copy_row(self, step):
        source = self.cell(step)
        sheet, keys = self.sheet(step["table"])
        row = source.CellAddress.Row
        sheet.Rows.insertByIndex(row + 1, 1)
        line = sheet.getCellRangeByPosition(0, row, self.width(sheet) - 1, row)
        sheet.copyRange(sheet.getCellByPosition(0, row + 1).CellAddress, line.RangeAddress)
        sheet.getCellByPosition(keys.index(f"{step['table']}.id"), row + 1).setString("")
        self.copies[step["as"]] = row + 1

    def insert_row(self, step):
        cell = self.cell(step)
        cell.Spreadsheet.Rows.insertByIndex(cell.CellAddress.Row, 1)

    def insert_column(self, step):
        cell = self.cell(step)
        column = cell.CellAddress.Column
        cell.Spreadsheet.Columns.insertByIndex(column, 1)
        cell.Spreadsheet.getCellByPosition(column, HEADER_ROW - 1).setString(step["value"])
        cell.Spreadsheet.getCellByPosition(column, cell.CellAddress.Row).setString("覚え書き")

    def new_tab(self, step):
        self.document.Sheets.insertNewByName(step["value"], 2)
        self.document.Sheets.getByName(step["value"]).getCellByPosition(0, 0).setString(
            "会議のメモ"
        )

    def delete_row(self, step):
        cell = self.cell(step)
        cell.Spreadsheet.Rows.removeByIndex(cell.CellAddress.Row, step.get("rows", 1))

    def sort(self, step):
        cell = self.cell(step)
        sheet, keys = self.sheet(step["table"])
        columns = [number for number, key in enumerate(keys) if key.startswith(f"{step['table']}.")]
        last = self.last_row(step["table"])
        area = sheet.getCellRangeByPosition(min(columns), HEADER_ROW, max(columns), last)
        field = TableSortField(Field=cell.CellAddress.Column - min(columns), IsAscending=False)
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        area.sort(
            (
                PropertyValue("SortFields", 0, fields, 0),
                PropertyValue("ContainsHeader", 0, False, 0),
            )
        )

    def below(self, step):
        sheet, keys = self.sheet(step["table"])
        column = keys.index(f"{step['table']}.{step['field']}")
        sheet.getCellByPosition(column, self.last_row(step["table"]) + 1).setString(step["value"])

    def margin(self, step):
        cell = self.cell(step)
        beside = self.width(cell.Spreadsheet) + 1
        cell.Spreadsheet.getCellByPosition(beside, cell.CellAddress.Row).setString(step["value"])

    def rename_tab(self, step):
        self.sheet(step["table"])[0].Name = step["value"]

    def chart(self, step):
        cell = self.cell(step)
        place = Rectangle(X=1000, Y=1000, Width=8000, Height=5000)
        cell.Spreadsheet.Charts.addNewByName(
            step["value"], place, (cell.RangeAddress,), False, False
        )


def connect(pipe, process):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if process.poll() is not None or time.monotonic() > until:
                raise
            time.sleep(0.2)


def work(context, source, steps, target):
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    document = desktop.loadComponentFromURL(source.as_uri(), "_blank", 0, named(Hidden=True))
    book = Book(document)
    for step in steps:
        book.do(step)
    document.calculateAll()
    document.storeToURL(target.as_uri(), named(FilterName="Calc MS Excel 2007 XML"))
    document.close(True)
    desktop.terminate()


def main(source, steps, target):
    pipe = f"colleague{os.getpid()}"
    with tempfile.TemporaryDirectory() as home:
        options = (
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"--accept=pipe,name={pipe};urp;",
            f"-env:UserInstallation={Path(home).as_uri()}",
        )
        process = subprocess.Popen(
            ["soffice", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            work(
                connect(pipe, process),
                source.resolve(),
                json.loads(steps.read_text(encoding="utf-8")),
                target.resolve(),
            )
            process.wait(PATIENCE)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, 9)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
