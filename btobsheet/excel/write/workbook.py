"""Plan and assessment -> the planning workbook, by the layout's declaration.

Every formula with its value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field

from xlsxwriter.workbook import Workbook

from btobsheet.excel.write.canvases import write_canvas
from btobsheet.excel.write.conditions import CONDITIONAL_NAMES
from btobsheet.excel.write.furniture import furnish
from btobsheet.excel.write.limits import refuse_endless, refuse_unreadable
from btobsheet.excel.write.package import build_workbook
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.excel.write.tables import write_table
from btobsheet.layout.book import BOOK, LAYOUT_VERSION
from btobsheet.layout.formula import compile_rows, names_in
from btobsheet.layout.geometry import TableGeometry, table_geometry
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.rows import identity
from btobsheet.layout.rows.written import Cells, plan_rows
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW
from btobsheet.layout.tabs import lists
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.outputs import output_tabs
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.layout.twin.computed import Twin
from btobsheet.layout.twin.spare import spare_value
from btobsheet.plan.model import Plan
from btobsheet.plan.records import ID_LETTERS, id_number, make_id
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment

_CREATED = dt.datetime(2026, 1, 1)
_LONGEST_PROPERTY = 255


@dataclass(frozen=True)
class Pages:
    """All that goes into the workbook before any Excel library is involved."""

    plan: Plan
    geometries: Mapping[str, TableGeometry]
    cells: Mapping[str, Sequence[Cells]]
    lists: lists.Lists
    canvases: Mapping[str, Canvas]

    def names(self) -> dict[str, str]:
        """Give the defined names that any formula uses, with those of the lists."""
        texts = [
            compile_rows(geometry, slot)(FIRST_ROW)
            for geometry in self.geometries.values()
            for slot in geometry.slots
            if slot.column.formula
        ]
        canvases = [*self.canvases.values(), self.lists.canvas]
        texts += [
            cell.content.text
            for canvas in canvases
            for cell in canvas.cells.values()
            if isinstance(cell.content, Expr)
        ]
        texts += self.lists.names.values()
        wanted = names_in("\n".join(texts)) | set(CONDITIONAL_NAMES)
        offered = {
            name: area
            for geometry in self.geometries.values()
            for name, area in geometry.names().items()
        }
        return {name: area for name, area in offered.items() if name in wanted} | self.lists.names


@dataclass(frozen=True)
class Handing:
    """How a part of a plan is written: rows not ``shown`` (ids by table) are hidden, spare rows
    begin after ``last_ids`` (numbers by table).
    """

    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last_ids: Mapping[str, int] = field(default_factory=dict)


WHOLE = Handing()


def pages(assessment: Assessment, identity_text: str = "", handing: Handing = WHOLE) -> Pages:
    """Lay the whole workbook out: where everything stands and what every cell holds."""
    plan = assessment.plan
    geometries = {table.name: table_geometry(plan, table.name) for table in BOOK.tables}
    inputs, computed = plan_rows(plan), Twin(assessment).tables()
    cells = {
        name: _table_cells(geometry, inputs[name], computed[name], handing.last_ids.get(name, 0))
        for name, geometry in geometries.items()
    }
    columns = {
        name: column
        for table, geometry in geometries.items()
        for name, column in _columns(geometry, cells[table]).items()
    }
    hidden = lists.build(
        assessment, columns, {name: geometry.rows for name, geometry in geometries.items()}
    )
    scene = Scene(
        assessment,
        hidden.source,
        {name: len(getattr(plan, name)) for name in ID_LETTERS},
        geometries,
        identity_text,
    )
    return Pages(plan, geometries, cells, hidden, output_tabs(scene))


def _table_cells(
    geometry: TableGeometry, inputs: Sequence[Cells], computed: Sequence[Cells], last: int
) -> list[Cells]:
    """Give every row of a table, spare rows too (their ids come after number ``last``): what is
    typed, and what the formulas show.
    """
    table = geometry.table
    if table.name == "settings":
        return [
            {**row, "name": spec.label(geometry.language)}
            for row, spec in zip(inputs, SETTINGS, strict=True)
        ]
    rows: list[Cells] = [
        {**typed, **figures} for typed, figures in zip(inputs, computed, strict=True)
    ]
    number = max(last, *(id_number(str(row["id"])) for row in rows), 0)
    fields = [slot.field for slot in geometry.slots if slot.column.formula]
    while len(rows) < geometry.rows:
        number += 1
        record_id = make_id(table.name, number)
        rows.append({"id": record_id, **{field: spare_value(field, record_id) for field in fields}})
    return rows


def _columns(geometry: TableGeometry, rows: Sequence[Cells]) -> dict[str, list[Scalar]]:
    """Give what the named columns show, from the header to the blank row below."""
    prefix = geometry.table.name
    slots = [slot for slot in geometry.slots if slot.column.repeat != "calendar"]
    names = {
        slot: f"{prefix}_{slot.column.name}_{slot.step}" if slot.step else f"{prefix}_{slot.field}"
        for slot in slots
    }
    return {
        names[slot]: [slot.header, *(row.get(slot.field) for row in rows), None] for slot in slots
    }


def write_workbook(
    assessment: Assessment,
    *,
    plan_id: str,
    revision: int = 1,
    protect: bool = False,
    handing: Handing = WHOLE,
) -> bytes:
    """Give the planning workbook's bytes; the same input gives the same bytes.

    UsageError E064 for a plan that could not be read back.
    """
    plan = assessment.plan
    refuse_endless(plan)
    made = pages(assessment, f"{plan_id} / {revision}", handing)
    return build_workbook(
        lambda workbook: _fill(
            workbook, made, _short(made.plan, plan_id, revision), protect, handing
        ),
        lambda parts: refuse_unreadable(plan, parts),
        **_OPTIONS,
    )


_OPTIONS = {
    "default_format_properties": {"font_name": "Meiryo UI", "font_size": 10, "font_scheme": False}
}


def _fill(
    workbook: Workbook, made: Pages, short: Mapping[str, str], protect: bool, handing: Handing
) -> None:
    styles = Styles(workbook)
    for sheet in BOOK.sheets:
        workbook.add_worksheet(sheet.title(made.plan.language), FastSheet)
    _properties(workbook, made.plan, short)
    for name, area in made.names().items():
        workbook.define_name(name, f"={area}")
    for sheet in BOOK.sheets:
        page = workbook.get_worksheet_by_name(sheet.title(made.plan.language))
        for table in sheet.tables:
            write_table(
                page,
                made.geometries[table.name],
                made.cells[table.name],
                styles,
                int(made.lists.scalars["closed_months"] or 0),
            )
        canvas = made.lists.canvas if sheet.key == "_lists" else made.canvases.get(sheet.key)
        if canvas:
            write_canvas(page, canvas, made.plan.language, styles)
        if sheet.key == "_btobsheet":
            for row, (key, value) in enumerate(
                identity.pack(short, identity.base_text(plan_rows(made.plan)))
            ):
                page.put(row, 0, key, None)
                page.put(row, 1, value, None)
        furnish(workbook, page, sheet, made, styles, protect)
        for table in sheet.tables:
            _hide_rows(page, made, table.name, handing)


def _hide_rows(page: FastSheet, made: Pages, table: str, handing: Handing) -> None:
    """Hide the rows of records that are not shown."""
    if table not in handing.shown:
        return
    used = len(getattr(made.plan, table))
    for row, cells in enumerate(made.cells[table][:used], start=FIRST_ROW):
        if cells["id"] not in handing.shown[table]:
            page.set_row(row - 1, None, None, {"hidden": True})


def _short(plan: Plan, plan_id: str, revision: int) -> dict[str, str]:
    values = (
        plan_id,
        str(revision),
        str(LAYOUT_VERSION),
        plan.template,
        plan.language,
        str(plan.start),
        plan.calendar,
    )
    return dict(zip(identity.SHORT_KEYS, values, strict=True)) | identity.issue_texts(
        plan.identity.issue
    )


def _properties(workbook: Workbook, plan: Plan, short: Mapping[str, str]) -> None:
    settings = plan.settings
    workbook.set_properties(
        {
            "title": settings.title,
            "company": settings.company,
            "subject": settings.policy[:255],
            "created": _CREATED,
        }
    )
    for key, value in short.items():
        if len(value) <= _LONGEST_PROPERTY:
            workbook.set_custom_property(f"{identity.PROPERTY_PREFIX}{key}", value, "text")
