"""A whole workbook laid out: where everything stands, and what every cell holds and shows.

Made for writing a plan, and for a workbook as people left it (rows in their own order).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from btobsheet.layout.book import BOOK
from btobsheet.layout.formula import compile_rows, names_in
from btobsheet.layout.geometry import TableGeometry, table_geometry
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.rows.written import Cells, plan_rows
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW
from btobsheet.layout.tabs import goal_lines, history, lists
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.outputs import output_tabs
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.layout.twin.computed import Twin
from btobsheet.layout.twin.spare import spare_value
from btobsheet.plan.catalogue import CatalogueTactic
from btobsheet.plan.model import Plan
from btobsheet.plan.records import ID_LETTERS, id_number, make_id
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment

NO_IDS: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Pages:
    """All that stands in a workbook, whatever the file: every table, every cell, every name."""

    plan: Plan
    geometries: Mapping[str, TableGeometry]
    cells: Mapping[str, Sequence[Cells]]
    lists: lists.Lists
    canvases: Mapping[str, Canvas]
    scene: Scene

    @property
    def closed(self) -> int:
        """Count the months that have ended on the day judged on."""
        return int(self.lists.scalars["closed_months"] or 0)

    def names(self) -> dict[str, str]:
        """Give the defined names that any formula uses, and those of the lists."""
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
        wanted = names_in("\n".join(texts))
        offered = {
            name: area
            for geometry in self.geometries.values()
            for name, area in geometry.names().items()
        }
        return {name: area for name, area in offered.items() if name in wanted} | self.lists.names


def new_pages(
    assessment: Assessment,
    identity_text: str = "",
    last_ids: Mapping[str, int] = NO_IDS,
    catalogue: tuple[CatalogueTactic, ...] = (),
) -> Pages:
    """Lay out the workbook of a plan; spare rows begin after ``last_ids`` (numbers by table).

    ``catalogue`` are the tactics to choose from; without any there is no tab of them.
    """
    plan = assessment.plan
    geometries = {table.name: table_geometry(plan, table.name) for table in BOOK.tables}
    inputs, computed = plan_rows(plan), Twin(assessment).tables()
    cells = {
        name: _table_cells(geometry, inputs[name], computed[name], last_ids.get(name, 0))
        for name, geometry in geometries.items()
    }
    return lay_out(assessment, geometries, cells, identity_text, catalogue)


def lay_out(
    assessment: Assessment,
    geometries: Mapping[str, TableGeometry],
    cells: Mapping[str, Sequence[Cells]],
    identity_text: str = "",
    catalogue: tuple[CatalogueTactic, ...] = (),
    titles: Collection[str] | None = None,
) -> Pages:
    """Lay out the tabs around rows of tables that stand as ``cells`` say, spare rows included.

    Of the tabs that only show, those of these ``titles``.
    """
    columns = {
        name: column
        for table, geometry in geometries.items()
        for name, column in _columns(geometry, cells[table]).items()
    }
    rows = {name: geometry.rows for name, geometry in geometries.items()}
    hidden = lists.build(assessment, columns, rows)
    used = {name: len(getattr(assessment.plan, name)) for name in ID_LETTERS}
    memory = history.build(assessment.plan)
    hidden.names |= history.names(rows)
    hidden.scalars[history.LINE] = history.line(memory)
    scene = Scene(assessment, hidden.source, used, geometries, identity_text, catalogue)
    tabs = output_tabs(scene, titles) | {memory.title: memory}
    hidden.names |= goal_lines.names(BOOK.sheet("goal").title(scene.language))
    return Pages(assessment.plan, geometries, cells, hidden, tabs, scene)


def settings_rows(inputs: Sequence[Cells], language: str) -> list[Cells]:
    """Give the rows of the settings, each with its label."""
    found = zip(inputs, SETTINGS, strict=True)
    return [{**row, "name": spec.label(language)} for row, spec in found]


def _table_cells(
    geometry: TableGeometry, inputs: Sequence[Cells], computed: Sequence[Cells], last: int
) -> list[Cells]:
    """Give every row of a table, spare rows too (their ids come after number ``last``): what is
    typed, and what the formulas show.
    """
    table = geometry.table
    if table.name == "settings":
        return settings_rows(inputs, geometry.language)
    rows: list[Cells] = [
        {**typed, **figures} for typed, figures in zip(inputs, computed, strict=True)
    ]
    number = max(last, *(id_number(str(row["id"])) for row in rows), 0)
    fields = [slot.field for slot in geometry.slots if slot.column.formula]
    while len(rows) < geometry.rows:
        number += 1
        record_id = make_id(table.name, number)
        rows.append(spare_row(record_id, fields))
    return rows


def spare_row(record_id: str, fields: Sequence[str]) -> Cells:
    """Give what a spare row shows in its computed ``fields``; without an id it is a gap."""
    shown = {field: spare_value(field, record_id) for field in fields}
    return {"id": record_id or None, **shown}


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
