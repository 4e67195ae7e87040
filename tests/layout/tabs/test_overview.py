"""The strategy on one page: what stands where for any number of operations and tactics."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from books import sample
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.overview_grid import (
    BOTTOM,
    FOOT,
    LINES,
    MAIN,
    MESSAGE,
    MORE,
    PLACES,
    SIDE,
    SLOTS,
    TILES,
    Slot,
)
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import Kpi, Operation, Tactic
from btobsheet.status.figures import Assessment
from btobsheet.wording import LANGUAGES, text
from btobsheet.wording.words import label


def canvas_of(plan: Plan) -> Canvas:
    return new_pages(api.assess(plan, DAY)).canvases["overview"]


@cache
def sample_canvas(language: Language) -> tuple[Assessment, Canvas]:
    assessment = api.assess(sample(language), DAY)
    return assessment, new_pages(assessment).canvases["overview"]


def shown(canvas: Canvas, row: int, column: int) -> Any:
    """Give what a cell shows; an empty text for none."""
    placed = canvas.cells.get((row, column))
    content = placed.content if placed else ""
    return content.value if isinstance(content, Expr) else content


def many(operations: int, tactics: int, own: int = 1) -> Plan:
    """Give a plan of so many operations, each with so many tactics and KPIs of its own."""
    ops = tuple(Operation(id=f"O{n:02d}", name=f"作戦{n}") for n in range(1, operations + 1))
    ids = [(one.id, place) for one in ops for place in range(1, tactics + 1)]
    made = tuple(
        Tactic(id=f"T{n:02d}", operation=of, name=f"戦術{place}", owner="甲野一郎")
        for n, (of, place) in enumerate(ids, start=1)
    )
    kpis = [Kpi(id="K01", scope="KGI", name="受注金額", unit="円", annual_target=1.2e8)]
    scopes = [one.id for one in made] + [one.id for one in ops for _ in range(own)]
    kpis += [
        Kpi(id=f"K{n:02d}", scope=scope, name=f"数{n}", unit="件", annual_target=12.0)
        for n, scope in enumerate(scopes, start=2)
    ]
    base = small_plan()
    return replace(
        base, operations=ops, tactics=made, kpis=tuple(kpis), actions=(), reviews=(), costs=()
    )


def slowly(*cases: Any) -> list[Any]:
    """Leave cases to the slow run."""
    marks = pytest.mark.slow
    return [
        pytest.param(*(one if isinstance(one, tuple) else (one,)), marks=marks) for one in cases
    ]


def cards(canvas: Canvas) -> dict[int, list[str]]:
    """Give the names on the cards of each slot, downward."""
    return {
        number: [
            name
            for place in range(1, PLACES + 1)
            if (name := shown(canvas, Slot(number).card(place), Slot(number).column + MAIN))
        ]
        for number in range(1, SLOTS + 1)
    }


def heads(canvas: Canvas) -> list[str]:
    """Give the heads of the slots in use."""
    found = [shown(canvas, Slot(n).head, Slot(n).column) for n in range(1, SLOTS + 1)]
    return [head for head in found if head]


@pytest.mark.parametrize("operations", [9, *slowly(5, 8, 15)])
def test_every_operation_has_a_slot_in_the_order_of_the_cycle(operations: int) -> None:
    canvas = canvas_of(many(operations, 2))
    assert heads(canvas) == [f"{n} 作戦{n}" for n in range(1, operations + 1)]
    own = text("ja", "page.overview.own_kpi")
    wanted = ["・ 戦術1", "・ 戦術2", own]
    assert cards(canvas) == {n: wanted if n <= operations else [] for n in range(1, SLOTS + 1)}


@pytest.mark.parametrize("operations", [3, *slowly(1, 4)])
def test_few_operations_take_two_slots_each(operations: int) -> None:
    canvas = canvas_of(many(operations, 3))
    found, own = cards(canvas), text("ja", "page.overview.own_kpi")
    for n in range(1, operations + 1):
        assert found[2 * n - 1] == ["・ 戦術1", "・ 戦術3"]
        assert found[2 * n] == ["・ 戦術2", own]
        assert shown(canvas, Slot(2 * n - 1).head, Slot(2 * n - 1).column) == f"{n} 作戦{n}"
    assert not any(found[n] for n in range(2 * operations + 1, SLOTS + 1))


@pytest.mark.parametrize(
    ("tactics", "own", "more"), [(9, 1, 3), *slowly((6, 1, 0), (6, 2, 1), (7, 0, 0))]
)
def test_what_finds_no_place_is_told(tactics: int, own: int, more: int) -> None:
    canvas = canvas_of(many(5, tactics, own))
    said = text("ja", "page.overview.more", count=more) if more else ""
    for n in range(1, 6):
        assert shown(canvas, MORE, Slot(n).column + MAIN) == said
        assert len(cards(canvas)[n]) == min(PLACES, tactics + own)
        if own:
            assert cards(canvas)[n].count(text("ja", "page.overview.own_kpi")) >= 1


@pytest.mark.slow
def test_a_card_added_later_has_its_place() -> None:
    plan = many(5, 3)
    canvas = canvas_of(plan)
    assert (Slot(1).card(5), Slot(1).column + MAIN) in canvas.cells
    assert canvas.heights[Slot(1).card(5)] > 0
    assert canvas.heights[Slot(1).card(6)] == 0


@pytest.mark.slow
def test_arrows_lead_through_the_cycle_and_back() -> None:
    def arrows(operations: int) -> str:
        canvas = canvas_of(many(operations, 1))
        return "".join(shown(canvas, Slot(n).head, Slot(n).column + 3) for n in range(1, 16))

    assert arrows(5) == "→→→→←"
    assert arrows(9) == "→" * 8 + "←"
    assert arrows(3) == "→→←"
    assert arrows(15) == "→" * 14 + "←"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_plan_invites_to_begin(language: Language) -> None:
    empty = replace(small_plan(), operations=(), tactics=(), kpis=(), actions=(), reviews=())
    canvas = canvas_of(replace(empty, language=language))
    assert heads(canvas) == [text(language, "page.overview.begin")] * 8
    assert not any(cards(canvas).values())
    assert shown(canvas, MESSAGE, 2) == text(language, "page.message.no_kgi").strip()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("operations", "tactics", "pages"), [(8, 3, 1), (8, 6, 2), (9, 3, 2), (15, 6, 3)]
)
def test_a_second_page_follows_only_where_one_does_not_hold_all(
    operations: int, tactics: int, pages: int
) -> None:
    canvas = canvas_of(many(operations, tactics))
    assert len(canvas.breaks) == pages - 1
    assert canvas.scale == 100
    assert (canvas.print_to[0] > FOOT) is (operations > 8)


@pytest.mark.parametrize(("operations", "told"), [(9, 1), *slowly((8, 0), (15, 7))])
def test_the_foot_names_the_operations_of_the_second_band(operations: int, told: int) -> None:
    line = shown(canvas_of(many(operations, 1)), FOOT, 2)
    assert (text("ja", "page.overview.beyond", count=told) in line) is (told > 0)
    assert [n for n in range(1, 16) if f" 作戦{n}(" in line] == list(
        range(9, min(operations, 12) + 1)
    )
    assert line.endswith("…") is (operations > 12)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tiles_count_what_the_assessment_counts(language: Language) -> None:
    assessment, canvas = sample_canvas(language)
    judged = [item for item in assessment.kpis if item.judged]
    fine = sum(item.status in ("on_track", "achieved") for item in judged)
    red = sum(item.status in ("at_risk", "behind", "missed") for item in judged)
    overdue = sum(item.state == "overdue" for item in assessment.actions)
    assert shown(canvas, TILES + 1, Slot(4).column) == f"{fine} / {len(judged)}"
    said = text(language, "page.overview.tile.red", count=red)
    assert shown(canvas, TILES + 2, Slot(4).column) == said
    said = text(language, "page.overview.tile.count", count=overdue)
    assert shown(canvas, TILES + 1, Slot(6).column) == said


def test_the_way_leads_from_the_kgi_to_what_to_fix_first() -> None:
    assessment, canvas = sample_canvas("ja")
    found = assessment.summary.bottleneck
    assert found is not None
    names = {item.kpi.id: item.kpi.name for item in assessment.kpis}
    lines = [shown(canvas, BOTTOM + n, Slot(4).column).strip(" └") for n in range(1, LINES + 1)]
    way = [line for line in lines[:6] if line]
    kgi = next(item for item in assessment.kpis if item.kpi.scope == "KGI")
    assert (way[0], way[-1]) == (kgi.kpi.name, names[found.kpi])
    assert found.tactic in shown(canvas, MESSAGE, 2)


def test_cards_show_the_kpi_that_decides_their_tactic() -> None:
    assessment, canvas = sample_canvas("ja")
    by_id = {item.kpi.id: item for item in assessment.kpis}
    for number, operation in enumerate(assessment.operations, start=1):
        mine = [
            one
            for one in assessment.tactics
            if one.tactic.operation == operation.operation.id and one.counted
        ]
        for place, one in enumerate(mine, start=1):
            row, column = Slot(number).card(place), Slot(number).column
            decides = by_id[one.roll.driver]
            assert str(shown(canvas, row + 1, column + MAIN)).rstrip("…") in decides.kpi.name
            share = decides.attainment
            assert shown(canvas, row + 2, column + SIDE) == ("" if share is None else share)


def test_a_card_tells_that_its_tactic_was_stopped() -> None:
    assessment, canvas = sample_canvas("ja")
    ended = [one.tactic for one in assessment.tactics if one.tactic.is_ended]
    heads_of_cards = [head for found in cards(canvas).values() for head in found]
    assert ended
    for tactic in ended:
        said = f"({label('decision', 'ended', 'ja')}) {tactic.name}"
        assert any(head.endswith(said) for head in heads_of_cards)
    assert sum("(終了)" in head for head in heads_of_cards) == len(ended)


def test_a_kpi_of_reference_has_no_card_of_its_own() -> None:
    plan = many(5, 2, 1)
    own = text("ja", "page.overview.own_kpi")
    reference = tuple(replace(kpi, main="reference") for kpi in plan.kpis)
    found, left = (
        sum(heads.count(own) for heads in cards(canvas_of(one)).values())
        for one in (plan, replace(plan, kpis=reference))
    )
    assert (found, left) == (5, 0)


def test_a_kpi_that_is_only_shown_stands_in_no_count_of_an_operation() -> None:
    plan = small_plan()
    first = next(kpi for kpi in plan.kpis if kpi.scope == "T01")
    more = replace(plan, kpis=(*plan.kpis, replace(first, id="K99", main="reference")))
    rows = new_pages(api.assess(more, DAY)).cells["operations"]
    assert rows == new_pages(api.assess(plan, DAY)).cells["operations"]
    for row, item in zip(rows, api.assess(more, DAY).operations, strict=False):
        judged = sum(item.roll.kpi_counts.values())
        assert str(row["counts"]).endswith(f"/{judged}")
