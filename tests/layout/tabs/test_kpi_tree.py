"""KPIツリー: where each KPI stands in the picture and how the lines run, against a model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from books import generated
from office import convert, needs_libreoffice
from parity.law import differences
from parity.patching import typed_into
from parity.second_judge import recomputed
from plans import DAY, changed, set_up, small_plan

from btobsheet import api
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.book import BOOK
from btobsheet.layout.macros import TREE_LEVELS
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs import tree, tree_picture
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.layout.tabs.tree_lines import BESIDE, DEEP, deep_rows
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import KGI, Kpi
from btobsheet.templates.find import names as template_names
from btobsheet.wording import LANGUAGES, text

Spot = tuple[int, int]
"""Row and level of the picture, from 1 and 0."""


def planted(seed: int, count: int) -> Plan:
    """Give a plan whose KPIs hang together at random: several KGIs, trees without one, circles, and
    ways that are too deep.
    """
    rnd = Random(seed)
    plan = small_plan()
    first = plan.kpis[1]
    kpis = []
    for n in range(1, count + 1):
        above = max(1, n - rnd.choice([1, 1, 1, 2, 3, 6, 0]))
        parent = f"K{above:02d}"
        roots = n == 1 or rnd.random() < 0.1
        scope = KGI if n == 1 or (roots and rnd.random() < 0.4) else "T01"
        kpis.append(
            replace(
                first, id=f"K{n:02d}", name=f"指標{n}", scope=scope, parent="" if roots else parent
            )
        )
    return replace(plan, kpis=tuple(kpis))


def expected(kpis: Mapping[str, Kpi], last: int) -> dict[Spot, str]:
    """Draw the trees from each KGI downward, then what leads to none; rows after the last are not
    drawn.
    """
    children: dict[str, list[str]] = {}
    for one in sorted(kpis):
        children.setdefault(kpis[one].parent, []).append(one)
    drawn: dict[Spot, str] = {}
    free: list[str] = []
    row = 0

    def grow(one: str, level: int, beside: bool, linked: bool) -> None:
        nonlocal row
        if level >= TREE_LEVELS:
            return
        if linked:
            row += 0 if beside else 1
            drawn[row, level] = kpis[one].name
        else:
            free.append(one)
        for nth, child in enumerate(children.get(one, [])):
            grow(child, level + 1, nth == 0, linked)

    for root in children.get("", []):
        grow(root, 0, False, kpis[root].scope == KGI)
    for nth, one in enumerate(free):
        down, right = divmod(nth, BESIDE)
        drawn[row + 1 + down, 1 + right] = kpis[one].name
    return {
        spot: name
        for spot, name in drawn.items()
        if spot[0] <= (last if spot[1] < DEEP else deep_rows(last))
    }


def cell_of(spot: Spot, down: int = 1) -> tuple[int, int]:
    """Give the cell in which a node's name stands, or what stands so many rows below its top."""
    row, level = spot
    return tree_picture.FIRST + tree_picture.BAND * (row - 1) + down, 5 + tree_picture.PITCH * level


def picture(canvas: Canvas, last: int) -> dict[Spot, str]:
    """Read the names of a drawn tree; the level of the KGI also holds a head."""
    spots = [(row, level) for row in range(1, last + 1) for level in range(TREE_LEVELS)]
    found = {spot: shown(canvas, *cell_of(spot)) for spot in spots if cell_of(spot) in canvas.cells}
    head = text("ja", "workbook.tree.free")
    return {spot: name for spot, name in found.items() if name and not name.startswith(head)}


def shown(canvas: Canvas, row: int, column: int) -> str:
    content = canvas.cells[row, column].content
    return str(content.value) if isinstance(content, Expr) else ""


def drawn(plan: Plan) -> tuple[Canvas, int]:
    made = new_pages(api.assess(plan, DAY))
    return made.canvases["tree"], tree.bands(made.geometries["kpis"].rows)


def on_the_day(plan: Plan) -> bytes:
    return generated(set_up(plan, as_of=DAY))


@pytest.mark.parametrize(
    ("seed", "count"),
    [
        (1, 45),
        (2, 80),
        *(pytest.param(seed, 9 * seed, marks=pytest.mark.slow) for seed in range(1, 12)),
    ],
)
def test_each_kpi_stands_where_the_tree_has_it(seed: int, count: int) -> None:
    plan = planted(seed, count)
    canvas, last = drawn(plan)
    assert picture(canvas, last) == expected({kpi.id: kpi for kpi in plan.kpis}, last)


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kpi_of_a_template_is_drawn(name: str, language: Language) -> None:
    plan = api.load_template(name, language=language, start=Month(2026, 4)).plan
    canvas, _ = drawn(plan)
    told = canvas.cells[4, 2].content
    assert isinstance(told, Expr) and told.value == text(language, "workbook.hint.tree")


def test_what_is_not_drawn_is_told() -> None:
    """Sixty children of one parent need sixty rows."""
    plan = small_plan()
    leaf = replace(plan.kpis[1], parent="K01")
    kpis = (plan.kpis[0], *(replace(leaf, id=f"K{n:02d}") for n in range(2, 60)))
    circle = (replace(leaf, id="K60", parent="K60"),)
    canvas, last = drawn(replace(plan, kpis=(*kpis, *circle)))
    line = shown(canvas, 4, 2)
    assert f"{text('ja', 'workbook.tree.beyond')}{58 - last}" in line
    assert line.endswith(f"{text('ja', 'workbook.tree.dropped')}1") is False
    assert f"{text('ja', 'workbook.tree.dropped')}1" in line


def test_the_message_names_where_the_shortfall_comes_from() -> None:
    plan = changed(small_plan(), "K02", actual=(20.0,) * 6 + (None,) * 6)
    plan = changed(plan, "K01", actual=(8_000_000.0,) * 6 + (None,) * 6)
    canvas, _ = drawn(plan)
    # 30 of 50 requests short in six months, 0.2 meetings each, 1,000,000 yen a meeting
    said = shown(canvas, 3, 2)
    assert said.startswith("新規受注額の不足は「資料請求数」(達成率 40%")
    assert "影響 3,600万円" in said


def test_an_empty_plan_says_how_the_tree_begins() -> None:
    canvas, last = drawn(replace(small_plan(), kpis=()))
    assert shown(canvas, 3, 2) == text("ja", "page.tree.begin")
    assert not picture(canvas, last)


@pytest.mark.slow
def test_a_second_engine_draws_eighty_kpis_alike() -> None:
    data = on_the_day(planted(7, 80))
    assert not differences(read_grid(data), recomputed(data))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20, 30))
def test_a_second_engine_draws_random_trees_alike(seed: int) -> None:
    data = on_the_day(planted(seed, 10 + 9 * (seed - 20)))
    assert not differences(read_grid(data), recomputed(data))


@needs_libreoffice
def test_another_parent_draws_the_tree_anew(tmp_path: Path) -> None:
    plan = planted(3, 30)
    moved = next(kpi.id for kpi in plan.kpis if kpi.parent and kpi.id > "K10")
    path = tmp_path / "moved.xlsx"
    path.write_bytes(typed_into(on_the_day(plan), {("kpis", moved, "parent"): "K01 指標1"}))
    (again,) = convert([path], tmp_path / "again")
    title = BOOK.sheet("tree").title("ja")
    page = next(sheet for sheet in read_grid(again).sheets if sheet.name == title)
    replanted = changed(plan, moved, parent="K01")
    last = tree.bands(60)
    wanted = expected({kpi.id: kpi for kpi in replanted.kpis}, last)
    assert wanted != expected({kpi.id: kpi for kpi in plan.kpis}, last)
    for spot, name in wanted.items():
        row, column = cell_of(spot)
        assert page.rows[row][column].value == name
