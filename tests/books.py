"""Workbooks that tests start from, each made once in a process and kept by all that goes into it.

A test of how a workbook is made calls ``generate`` itself.
"""

from __future__ import annotations

import datetime as dt
import pickle
import re
import warnings
from collections.abc import Collection
from dataclasses import replace
from functools import cache, lru_cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import xlsxwriter

from btobsheet import api
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import DATE_ROW, TableGeometry, table_geometry
from btobsheet.layout.kinds import serial
from btobsheet.layout.rows.identity import (
    PROPERTY_PREFIX,
    issue_texts,
    pack,
    previous_texts,
)
from btobsheet.layout.rows.written import base_text, plan_rows
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, KEY_ROW
from btobsheet.plan.history import History
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import ID_LETTERS, id_number, make_id
from btobsheet.sharing.opened import open_book, places

_CELL = re.compile(rb"<c (?:[^>]*/>|.*?</c>)", re.DOTALL)
_made: dict[tuple[object, ...], bytes] = {}


def generated(
    plan: Plan, *, as_of: dt.date | None = None, plan_id: str = "p-1", revision: int = 1
) -> bytes:
    """Give the workbook of a plan as ``generate`` makes it."""
    day = api.as_of_day(plan, as_of)
    key = (pickle.dumps(plan), day, plan_id, revision)
    if key not in _made:
        _made[key] = api.generate(plan, as_of=day, plan_id=plan_id, revision=revision)
    return _made[key]


def sample_book(language: Language = "ja") -> bytes:
    """Give the workbook of the shipped sample, on the sample's own day (5 October 2026)."""
    return generated(sample(language), plan_id=f"sample-{language}")


def open_sample_book(language: Language = "ja") -> bytes:
    """Give the same with nothing approved and no month closed."""
    plan = replace(sample(language), history=History())
    return generated(plan, plan_id=f"sample-{language}")


def blank_book(language: Language = "ja") -> bytes:
    """Give the workbook of a plan with nothing in it."""
    return generated(blank(language), plan_id=f"blank-{language}")


@cache
def sample(language: Language = "ja") -> Plan:
    """Give the shipped sample."""
    return api.sample_plan(language)


@cache
def blank(language: Language = "ja") -> Plan:
    """Give a plan with nothing in it."""
    return api.load_template("blank", language=language).plan


@lru_cache(maxsize=4)
def opened(data: bytes, *tabs: str) -> Any:
    """Load a workbook as openpyxl sees it, once for all who look at it; nobody changes it.

    Where ``tabs`` are named, the cells of all others stay away: cells are what takes the time, and
    rows, rules, tables, names, notes and paper are there without them.
    """
    if tabs:
        data = _without_cells(data, tabs)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it tells which extensions it does not know
        return openpyxl.load_workbook(BytesIO(data))


def _without_cells(data: bytes, tabs: Collection[str]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w") as new:
        kept = {_part(old, tab) for tab in tabs}
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/sheet") and name not in kept:
                part = _CELL.sub(b"", part)
            new.writestr(name, part)
    return out.getvalue()


def _part(package: ZipFile, tab: str) -> str:
    """Find a tab's part by the workbook's relations."""
    sheets = ElementTree.fromstring(package.read("xl/workbook.xml")).iterfind(".//{*}sheet")
    number = next(
        value
        for sheet in sheets
        if sheet.get("name") == tab
        for name, value in sheet.items()
        if name.endswith("}id")
    )
    relations = ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    target = next(one.get("Target", "") for one in relations if one.get("Id") == number)
    return "xl/" + target.removeprefix("/xl/")


def _spare_ids(
    sheet: xlsxwriter.worksheet.Worksheet, geometry: TableGeometry, ids: list[str], spare: int
) -> None:
    """Write the ids of spare rows below those in use, where rows of a table have numbers."""
    table, at = geometry.table.name, geometry.first_of["id"] - 1
    last = max(map(id_number, ids), default=0)
    for number in range(1, spare + 1 if table in ID_LETTERS else 1):
        sheet.write_string(FIRST_ROW - 2 + len(ids) + number, at, make_id(table, last + number))


def bare_book(
    plan: Plan,
    *,
    plan_id: str = "p-1",
    revision: int = 1,
    layout: int = BOOK.version,
    spare: int = 0,
) -> bytes:
    """Give a workbook of a plan with what people type, under its keys, headers and dates, and nothing
    else: no formula, no tab that only shows, and so many ``spare`` rows, which bear their ids.

    For tests that put much into a workbook and ask little of it: it is read and patched in a
    fraction of the time.
    """
    out, rows = BytesIO(), plan_rows(plan)
    rows["settings"] = [
        {**row, "name": setting.label(plan.language)}
        for row, setting in zip(rows["settings"], SETTINGS, strict=True)
    ]
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    made.set_properties({"created": dt.datetime(2026, 4, 1)})
    tabs: dict[str, xlsxwriter.worksheet.Worksheet] = {}
    for table in BOOK.tables:
        geometry = table_geometry(plan, table.name)
        sheet = tabs.get(geometry.title) or made.add_worksheet(geometry.title)
        tabs[geometry.title] = sheet
        _spare_ids(sheet, geometry, [str(row["id"]) for row in rows[table.name]], spare)
        for slot in geometry.slots:
            if not slot.column.formula:
                at = slot.number - 1
                sheet.write_string(KEY_ROW - 1, at, f"{table.name}.{slot.field}")
                sheet.write_string(HEADER_ROW - 1, at, slot.header)
                if slot.day:
                    sheet.write_number(DATE_ROW - 1, at, serial(slot.day))
                for number, cells in enumerate(rows[table.name], start=FIRST_ROW - 1):
                    value = cells.get(slot.field)
                    if isinstance(value, str):
                        sheet.write_string(number, at, value)
                    elif value is not None:
                        sheet.write_number(number, at, value)
    short = {
        "plan_id": plan_id,
        "revision": str(revision),
        "layout_version": str(layout),
        "template": plan.template,
        "language": plan.language,
        "start": str(plan.start),
        "calendar": plan.calendar,
    }
    for name, value in short.items():
        made.set_custom_property(f"{PROPERTY_PREFIX}{name}", value, "text")
    hidden = made.add_worksheet("_btobsheet")
    hidden.hide()
    short |= issue_texts(plan.identity.issue) | previous_texts(plan.identity.previous)
    for number, pair in enumerate(pack(short, base_text(rows))):
        for at, value in enumerate(pair):
            hidden.write_string(number, at, value)
    memory = made.add_worksheet("_history")
    memory.hide()
    memory.write_row(0, 0, ["history", 0])
    made.close()
    return out.getvalue()


def edited(data: bytes, **values: object) -> bytes:
    """Type values into cells named table__id__field."""
    where = places(open_book(data), {})
    typed = {where.target(*name.split("__")): value for name, value in values.items()}
    assert None not in typed
    return patch(data, Edits(values=typed))  # type: ignore[arg-type]
