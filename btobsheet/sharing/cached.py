"""The values of a merged workbook's formulas, computed by the library, for the cells where our
formulas stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from btobsheet.excel.patch.edits import Edits, Target, Value, patch
from btobsheet.excel.raw.cells import Cell, SheetGrid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.excel.raw.sheetxml import ELSEWHERE
from btobsheet.excel.read.keys import is_planning_sheet
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import table_geometry
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import DUE
from btobsheet.layout.pages import lay_out, settings_rows, spare_row
from btobsheet.layout.rows.written import Cells, plan_rows
from btobsheet.layout.tabs import catalogue, guide
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.lists import put_my_person
from btobsheet.layout.tabs.repeats import first_of, repeated
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.layout.twin.computed import Twin
from btobsheet.layout.twin.personal import personal_cells, picked, picking
from btobsheet.layout.typed.text import plain
from btobsheet.plan.catalogue import CatalogueTactic
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES
from btobsheet.sharing.opened import Book, Places
from btobsheet.sharing.pick import pick_of
from btobsheet.status.figures import Assessment

_NEAR = 1e-12


def output_tabs(book: Book) -> list[SheetGrid]:
    """Give a workbook's tabs that hold no input table."""
    grid = book.result.grid
    if all(sheet.complete and not sheet.unread for sheet in grid.sheets):
        return [
            sheet for sheet in grid.sheets if not is_planning_sheet(_first_row(sheet), sheet.name)
        ]
    grid = read_grid(book.data, book.file, lambda cells, name: not is_planning_sheet(cells, name))
    return [sheet for sheet in grid.sheets if sheet.complete]


def _first_row(sheet: SheetGrid) -> Mapping[int, Cell]:
    """Give the first row of a tab that holds anything."""
    return sheet.rows[min(sheet.rows)] if sheet.rows else {}


def values_of(book: Book, assessment: Assessment, where: Places) -> dict[Target, Scalar]:
    """Give the new values of a workbook's formulas, where its identity stays."""
    identity = f"{book.identity.plan_id} / {book.identity.revision}"
    return cached_values(assessment, where, output_tabs(book), identity)


def put_into(
    book: Book, values: Mapping[Target, Value], judged: Callable[[], Assessment], where: Places
) -> bytes:
    """Put values into a workbook's cells, and beside its formulas what they give then; where there
    are no values its bytes are those given.

    ``judged`` gives the assessment of the plan with these values.
    """
    if not values:
        return book.data
    cached = values_of(book, judged(), where)
    left = {target: value for target, value in cached.items() if target not in values}
    return patch(book.data, Edits(values=values, cached=left), book.file)


def cached_values(
    assessment: Assessment, where: Places, outputs: Sequence[SheetGrid], identity_text: str
) -> dict[Target, Scalar]:
    """Give the new value of every formula cell whose stored value is another one.

    ``outputs`` are the tabs that hold no input table; there a cell counts whose formula is the one
    that we would write at its address.
    """
    plan = assessment.plan
    seen = _seen(assessment, outputs)
    rows = _rows(assessment, seen, where)
    geometries = {
        table.name: replace(table_geometry(plan, table.name), rows=len(rows[table.name]))
        for table in BOOK.tables
    }
    found: dict[Target, Scalar] = {}
    for table in TABLES:
        found.update(_of_table(table, rows[table], where))
    if not outputs:
        return found
    titles = {sheet.name for sheet in outputs}
    made = lay_out(assessment, geometries, rows, identity_text, _offered(plan, outputs), titles)
    tabs = dict(made.canvases)
    if seen is not assessment:
        put_my_person(made.lists, seen.plan)
        tabs["guide"] = guide.build(replace(made.scene, assessment=seen))
    canvases = {canvas.title: canvas for canvas in (made.lists.canvas, *tabs.values())}
    for sheet in outputs:
        if sheet.name in canvases:
            found.update(_of_canvas(canvases[sheet.name], sheet))
    return found


def _offered(plan: Plan, outputs: Sequence[SheetGrid]) -> tuple[CatalogueTactic, ...]:
    """Give the tactics that the workbook's own catalogue names, a row each, with their buying
    stages: it need not be today's.

    Only what is looked up by a name or a stage is computed anew.
    """
    title = BOOK.sheet("catalogue").title(plan.language)
    page = next((sheet for sheet in outputs if sheet.name == title), None)
    rows = page.rows if page else {}

    def said(row: int, column: int) -> str:
        cell = rows.get(row, {}).get(column)
        return plain(cell.value) if cell else ""

    heads = sorted(rows.get(catalogue.FIRST - 1, {}))
    stages = [said(catalogue.FIRST - 1, at) for at in heads if at >= catalogue.MATRIX]
    return tuple(
        CatalogueTactic(
            stage="",
            name=said(row, catalogue.NAME),
            buying_stage=(stage := said(row, catalogue.BUYING)),
            buying_at=stages.index(stage) if stage in stages else None,
        )
        for row in range(catalogue.FIRST, max(rows, default=0) + 1)
    )


def _seen(assessment: Assessment, outputs: Sequence[SheetGrid]) -> Assessment:
    """Give the assessment as that of a part for the person who is picked on the workbook's own
    はじめに, whose list it shows; of nobody's part it is everybody's.
    """
    plan = assessment.plan
    title = BOOK.sheet("guide").title(plan.language)
    page = next((sheet for sheet in outputs if sheet.name == title), None)
    row, column = pick_of(page) if page else (0, 0)
    cell = page.rows.get(row, {}).get(column) if page else None
    name = plain(cell.value) if cell else ""
    if page is None or name == picked(plan):
        return assessment
    return replace(assessment, plan=picking(plan, name))


def _rows(assessment: Assessment, seen: Assessment, where: Places) -> dict[str, list[Cells]]:
    """Give every row of every table from below its header on, in the workbook's own order, spare
    rows and gaps too.
    """
    plan = assessment.plan
    twin, inputs = Twin(assessment), plan_rows(plan)
    ids = {
        table: {row: one for (name, one), row in where.rows.items() if name == table}
        for table in TABLES
    }
    heads = {table: located.header_row for table, located in where.tables.items()}
    twin.row_of = {
        one: row - heads[table] + 1
        for table in ("operations", "tactics", "kpis")
        for row, one in ids[table].items()
    }
    computed = twin.tables()
    if seen is not assessment:
        mine = personal_cells(seen)
        for table in DUE:
            computed[table] = [
                {**one, "mine_due": cells["mine_due"]}
                for one, cells in zip(computed[table], mine[table], strict=True)
            ]
    made: dict[str, list[Cells]] = {"settings": settings_rows(inputs["settings"], plan.language)}
    for table in TABLES:
        used = {
            str(typed["id"]): {**typed, **figures}
            for typed, figures in zip(inputs[table], computed[table], strict=True)
        }
        fields = [slot.field for slot in table_geometry(plan, table).slots if slot.column.formula]
        numbers = range(heads.get(table, 0) + 1, max(ids[table], default=heads.get(table, 0)) + 1)
        made[table] = [
            used.get(ids[table].get(number, "")) or spare_row(ids[table].get(number, ""), fields)
            for number in numbers
        ]
    return made


def _of_table(table: str, rows: Sequence[Cells], where: Places) -> Iterator[tuple[Target, Scalar]]:
    located = where.tables.get(table)
    if located is None:
        return
    for number, cells in enumerate(rows, start=located.header_row + 1):
        there = located.sheet.rows.get(number, {})
        for column, field in located.computed.items():
            if field in cells and _differs(there.get(column), cells[field]):
                yield (located.sheet.name, number, column), cells[field]


def _of_canvas(canvas: Canvas, sheet: SheetGrid) -> Iterator[tuple[Target, Scalar]]:
    first = first_of(repeated(canvas.cells)[0])
    for (row, column), placed in canvas.cells.items():
        cell = sheet.rows.get(row, {}).get(column)
        if (
            isinstance(placed.content, Expr)
            and cell
            and cell.formula
            and _differs(cell, placed.content.value)
            and _is_ours(canvas, sheet, (row, column), first)
        ):
            yield (sheet.name, row, column), placed.content.value


def _is_ours(
    canvas: Canvas,
    sheet: SheetGrid,
    at: tuple[int, int],
    first: Mapping[tuple[int, int], tuple[int, int]],
) -> bool:
    """Tell whether a cell holds the formula that we would write there.

    A shared one stands at the first of its cells only: where we write it, or, as other programs
    share formulas, at the top of the cells above it.
    """
    row, column = at
    if sheet.rows[row][column].formula != ELSEWHERE:
        return _holds(canvas, sheet, at)
    if at not in first:
        return False
    while sheet.rows[row][column].formula == ELSEWHERE and column in sheet.rows.get(row - 1, {}):
        row -= 1
    above = (row, column)
    return _holds(canvas, sheet, first[at]) or (
        first.get(above) == first[at] and _holds(canvas, sheet, above)
    )


def _holds(canvas: Canvas, sheet: SheetGrid, at: tuple[int, int]) -> bool:
    """Tell whether a cell has our formula's very text, whatever of it is fixed."""
    placed, cell = canvas.cells.get(at), sheet.rows.get(at[0], {}).get(at[1])
    if cell is None or placed is None or not isinstance(placed.content, Expr):
        return False
    return same_formula(cell.formula, placed.content.text)


def same_formula(one: str, other: str) -> bool:
    """Tell whether two texts are one formula, however a program spells it on saving.

    Whatever of it is fixed, quoted names of tabs or bare ones, constants as words or as calls.

    >>> same_formula("IF($A1,'x'!B2,FALSE)", "IF(A1,x!$B$2,FALSE())")
    True
    """
    return _spelled(one) == _spelled(other)


def _spelled(formula: str) -> str:
    plain_text = formula.replace("$", "").replace("'", "")
    return plain_text.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE")


def _differs(cell: Cell | None, value: Scalar) -> bool:
    """Tell whether a formula's stored value is not the one it should show; a new row has none
    yet.
    """
    there = cell.value if cell else None
    if (
        isinstance(there, int | float)
        and isinstance(value, int | float)
        and not isinstance(there, bool)
        and not isinstance(value, bool)
    ):
        return abs(there - value) > _NEAR * max(1.0, abs(value))
    return (there if there is not None else "") != (value if value is not None else "")


def changed_texts(outputs: Sequence[SheetGrid], old: str, new: str) -> dict[Target, str]:
    """Give the cells that show the old identity, with the new one."""
    return {
        (sheet.name, row, column): cell.value.replace(old, new)
        for sheet in outputs
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if isinstance(cell.value, str) and old in cell.value and not cell.formula
    }
