"""The dashboard: who comes first in its lists, what is cut is told, what nobody wrote is missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from books import sample
from plans import DAY, added, changed, small_plan

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs import dashboard_grid as grid
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import Action, Person
from btobsheet.wording import LANGUAGES, text


def page(plan: Plan, day: dt.date = DAY) -> Canvas:
    return new_pages(api.assess(plan, day)).canvases["dashboard"]


def shown(canvas: Canvas, row: int, column: int) -> object:
    content = canvas.cells[row, grid.at(column)].content
    return content.value if isinstance(content, Expr) else content


def people(canvas: Canvas) -> list[tuple[object, object, object]]:
    rows = range(grid.PEOPLE + 2, grid.SEGMENTS - 2)
    found = [tuple(shown(canvas, row, column) for column in (1, 5, 7)) for row in rows]
    return [(name, late, left) for name, late, left in found if name]


def test_people_stand_by_what_they_have_late_then_by_what_is_left() -> None:
    plan = replace(
        small_plan(),
        people=tuple(Person(id=f"P{n:02d}", name=name) for n, name in enumerate("甲乙丙丁", 1)),
        actions=(),
    )
    late, ahead = dt.date(2026, 9, 1), dt.date(2026, 12, 1)
    actions = [
        Action(id=f"A{n:03d}", tactic="T01", task="すること", owner=who, start=end, end=end)
        for n, (who, end) in enumerate(
            (("甲", ahead), ("乙", late), ("乙", late), ("丙", late), ("丙", ahead)), start=1
        )
    ]
    assert people(page(added(plan, *actions))) == [
        ("乙", 2, 2),
        ("丙", 1, 2),
        ("甲", 0, 1),
        ("丁", 0, 0),
    ]


def test_a_list_that_is_cut_says_how_many_more_there_are() -> None:
    late = [
        Action(
            id=f"A{n:03d}", tactic="T01", task="すること", owner="甲",
            start=dt.date(2026, 9, 1), end=dt.date(2026, 9, 2),
        )
        for n in range(901, 907)
    ]  # fmt: skip
    canvas = page(added(replace(small_plan(), actions=()), *late))
    more = text("ja", "page.dash.more", count=2)
    assert shown(canvas, grid.LISTS, 9) == f"{text('ja', 'page.dash.late')} (6)　{more}"
    assert shown(canvas, grid.LISTS, 1) == f"{text('ja', 'page.dash.decisions')} (0)"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
def test_a_cause_that_nobody_wrote_is_called_missing(language: Language) -> None:
    plan = sample(language)
    silent = replace(plan, reviews=())
    rows = range(grid.WORST + 2, grid.LISTS - 1, 2)
    said = {shown(page(silent), row, 20) for row in rows}
    assert said == {text(language, "page.dash.no_review")}
    assert any(" → " in str(shown(page(plan), row, 20)) for row in rows)


def test_what_gets_worse_stands_with_the_lowest_attainment_first() -> None:
    assessment = api.assess(sample("ja"), DAY)
    canvas = page(sample("ja"))
    worse = [one for one in assessment.kpis if one.trend == "worsening" and one.counted]
    names = [one.kpi.name for one in sorted(worse, key=lambda one: one.attainment or 0)]
    lines = [shown(canvas, row, 14) for row in range(grid.TREND + 1, grid.TREND + 6)]
    assert lines == names[:5]
    assert len(worse) > 5


@pytest.mark.slow
def test_what_is_due_soon_is_counted_as_the_report_counts_it() -> None:
    plan = changed(sample("ja"), "A001", end=dt.date(2026, 10, 19), status="in_progress")
    status = api.status_json(api.read(api.generate(plan)), as_of=DAY)
    note = str(shown(page(plan), grid.TILES + 2, 21))
    assert note == text("ja", "page.dash.tile.soon", days=14, count=status["summary"]["due_soon"])
