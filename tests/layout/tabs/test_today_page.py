"""はじめに: one list of what the picked person has to do now, most urgent first."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from books import sample
from office import convert, needs_libreoffice
from parity.law import formulas, same
from parity.second_judge import recomputed
from plans import DAY, added, changed, set_up, small_plan

from btobsheet import api
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.cells import Cell, Grid, SheetGrid
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.card import ABOUT, FIRST
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.layout.twin.personal import FORMER_LABEL, FORMER_PICK, PICK, picking
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.naming import Names
from btobsheet.plan.records import Action, Kpi, Review
from btobsheet.sharing.cached import values_of
from btobsheet.sharing.opened import open_book, places
from btobsheet.sharing.pick import pick_of
from btobsheet.status.figures import Assessment
from btobsheet.wording import LANGUAGES, text
from btobsheet.wording.words import label

HEAD = PICK[0] + 3
LIST = range(HEAD + 2, HEAD + 12)
BEFORE, OVER = dt.date(2026, 3, 1), dt.date(2027, 8, 31)


def page(plan: Plan, day: dt.date = DAY) -> Canvas:
    return new_pages(api.assess(plan, day)).canvases["guide"]


def shown(canvas: Canvas, row: int, column: int) -> object:
    content = canvas.cells[row, column].content
    return content.value if isinstance(content, Expr) else content


def tasks(canvas: Canvas) -> list[object]:
    return [task for row in LIST if (task := shown(canvas, row, FIRST + 2))]


def cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1]}…"


def asked(assessment: Assessment, name: str) -> list[str]:
    """Give what a person has to do, most urgent first, from the figures alone."""
    plan, language = assessment.plan, assessment.plan.language
    soon = assessment.as_of + dt.timedelta(plan.settings.due_soon_days)
    known = Names.of(plan.people).name
    say = functools.partial(text, language, "workbook.guide.todo.type")
    owners = {one.id: one.owner for one in (*plan.operations, *plan.tactics)}
    typed = [
        (plan.months[item.missing[0] - 1].last, item.kpi.id[1:], 1, say(kpi=item.kpi.name))
        for item in assessment.kpis
        if item.counted
        and item.missing
        and item.aggregation != "ratio"
        and item.status != "no_target"
        and known(item.kpi.reporter or owners.get(item.kpi.scope, "")) == name
    ]
    late, coming = ("overdue", "late_start", "behind"), ("not_started", "on_track")
    line, count = (int(text(language, f"forms.{name}_letters")) for name in ("line", "times"))

    def task(action: Action) -> str:
        """Give the task as it is listed: of a recurring one the count stays, the task gives way."""
        if not action.times_planned:
            return action.task
        times = {"planned": int(action.times_planned), "done": int(action.times_done or 0)}
        return cut(action.task, line - count) + text(language, "workbook.guide.todo.times", **times)

    done = [
        (one.action.end, one.action.id[1:], 2, task(one.action))
        for one in assessment.actions
        if one.counted and one.action.end and known(one.action.owner) == name
        if one.state in late or (one.state in coming and one.action.end <= soon)
    ]
    moves = [
        (move.due, move.id[1:], 3, move.next_action)
        for move in plan.reviews
        if move.state != "done" and move.next_action and known(move.owner) == name
        if move.due and move.due <= soon
    ]
    return [task for *_, task in sorted([*typed, *done, *moves])]


@pytest.mark.few(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_is_what_the_figures_ask_for_most_urgent_first(language: Language) -> None:
    plan, letters = sample(language), int(text(language, "forms.line_letters"))
    for person in plan.people[:4]:
        made = picking(plan, person.name)
        listed, wanted = tasks(page(made)), asked(api.assess(made, DAY), person.name)
        assert listed == [cut(one, letters) for one in wanted[:10]]


def head(plan: Plan, day: dt.date = DAY) -> tuple[object, object]:
    canvas = page(plan, day)
    return shown(canvas, HEAD, FIRST), shown(canvas, *ABOUT)


def test_whose_list_it_is_and_how_long_is_said() -> None:
    plan = set_up(small_plan(), due_soon_days=0)
    moves = [
        Review(id=f"R{n:03d}", next_action=f"次{n}", owner="甲野", due=dt.date(2026, 9, n))
        for n in range(11, 22)
    ]
    mine = picking(plan, "甲野一郎")
    assert head(mine) == ("甲野一郎さんが今すること：ありません", "")
    assert head(added(mine, moves[0]))[0] == "甲野一郎さんが今すること：1件"
    assert head(added(plan, *moves))[0] == "全員が今すること：11件(急ぐ順に10件)"
    assert head(plan)[0] == "全員が今すること：ありません"
    nobody = changed(plan, "A004", owner="")
    assert head(nobody)[0] == "全員が今すること：まだありません。上の「→」から計画を仕上げます"
    assert tasks(page(added(plan, *moves))) == [f"次{n}" for n in range(11, 21)]


def test_a_move_that_is_due_is_open_and_one_that_is_past_is_overdue() -> None:
    move = Review(id="R900", next_action="電話する", owner="甲野一郎", due=DAY)
    plan = added(set_up(small_plan(), due_soon_days=0), move)
    for due, word in (
        (DAY, label("review_state", "open", "ja")),
        (DAY - dt.timedelta(1), label("action_state", "overdue", "ja")),
    ):
        canvas = page(changed(plan, "R900", due=due))
        rows = [row for row in LIST if shown(canvas, row, FIRST + 2) == "電話する"]
        assert [shown(canvas, row, FIRST) for row in rows] == [word]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_of_an_earlier_form_has_the_name_where_it_was(language: Language) -> None:
    row, column = FORMER_LABEL
    former = SheetGrid("x", rows={row: {column: Cell(text(language, "former.guide.card"))}})
    assert pick_of(former) == FORMER_PICK
    assert pick_of(SheetGrid("x", rows={row: {column: Cell("言葉")}})) == PICK


NAMES = ("甲野一郎", "甲野", "乙川二子", "丙山三郎", "知らない名前", "", "*", "~?")


def books() -> Iterator[tuple[str, bytes]]:
    """Give workbooks in which names were picked, and plans at the year's ends."""
    guide = text("ja", "tabs.guide")
    move = Review(id="R900", next_action="電話する", owner="甲野", due=DAY)
    plan = added(set_up(small_plan(), as_of=DAY), move)
    for name in NAMES:
        yield (
            f"picked {name!r}",
            patch(
                api.generate(plan, plan_id="p-1"),
                Edits(values={(guide, *PICK): name or None}),
            ),
        )
    for day in (BEFORE, OVER):
        yield f"{day}", api.generate(set_up(plan, as_of=day), plan_id="p-1")
    empty = api.load_template("blank", language="en", start=plan.start).plan
    for made in (empty, replace(empty, kpis=(Kpi(id="K01", name="x", scope="KGI"),))):
        yield "empty", api.generate(set_up(made, as_of=DAY), plan_id="p-1")


@functools.cache
def picked_books() -> tuple[tuple[str, bytes], ...]:
    return tuple(books())


def told_otherwise(data: bytes, theirs: Grid) -> dict[object, object]:
    """Give the cells of which a program computes another value than the library gives."""
    book = open_book(data, verify=True)
    assessment = api.assess(book.result.plan)
    ours = formulas(read_grid(data)) | values_of(book, assessment, places(book, {}))
    computed = formulas(theirs)
    return {
        at: (value, computed.get(at)) for at, value in ours.items() if not same(value, computed[at])
    }


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(NAMES) + 4))
def test_a_second_engine_lists_the_same(number: int) -> None:
    name, data = picked_books()[number]
    assert told_otherwise(data, recomputed(data)) == {}, name


@pytest.mark.slow
@needs_libreoffice
def test_libreoffice_lists_the_same(tmp_path: Path) -> None:
    files = []
    for number, (_, data) in enumerate(picked_books()):
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(data)
    computed = map(read_grid, convert(files, tmp_path / "made"))
    for (name, data), theirs in zip(picked_books(), computed, strict=True):
        assert told_otherwise(data, theirs) == {}, name
