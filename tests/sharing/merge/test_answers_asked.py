"""The conflicts a merge left open, asked elsewhere than on their tab and answered by a click."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from books import bare_book
from editing import emptied, typed
from openpyxl import load_workbook
from plans import DAY, changed, small_plan

from btobsheet import api
from btobsheet.sharing.merge.answers import Clicked
from btobsheet.sharing.opened import open_book

FIELD = "actual.2026-09"
NAMES = ("master.xlsx", "a.xlsx", "b.xlsx")


@cache
def handed() -> bytes:
    return bare_book(small_plan())


@cache
def merged() -> bytes:
    """Two copies disagree with the master and each other; one wants a row away."""
    master = typed(handed(), {("kpis", "K02", FIELD): 11, ("actions", "A003", "task"): "直した"})
    one = typed(handed(), {("kpis", "K02", FIELD): 22})
    two = emptied(typed(handed(), {("kpis", "K02", FIELD): 33}), "actions", "A003")
    return api.merge(master, [one, two], as_of=DAY, names=NAMES).data


def value(data: bytes) -> object:
    return open_book(data).snapshot.tables["kpis"]["K02"][FIELD].cell


def number(field: str) -> int:
    return next(one.number for one in api.questions(merged()) if one.key[2] == field)


def test_each_conflict_is_asked_with_what_every_copy_says() -> None:
    (cell, row) = sorted(api.questions(merged()), key=lambda one: one.key, reverse=True)
    assert (cell.key, cell.master) == (("kpis", "K02", FIELD), "11")
    assert {one.file: one.said for one in cell.proposals} == {"a.xlsx": "22", "b.xlsx": "33"}
    assert cell.may_type and cell.place.startswith("③KPI目標・実績!") and not cell.chosen
    assert row.key == ("actions", "A003", "") and not row.may_type
    assert [one.file for one in row.proposals] == ["b.xlsx"]


def test_a_workbook_without_conflicts_asks_nothing() -> None:
    assert api.questions(handed()) == ()


def test_a_click_takes_what_it_names() -> None:
    at = number(FIELD)
    for click, expected in (
        (Clicked("master"), 11),
        (Clicked("copy", file="b.xlsx"), 33),
        (Clicked("typed", typed="４４件"), 44),
    ):
        made = api.resolve(merged(), as_of=DAY, answers={at: click})
        assert (value(made.data), made.decided, len(made.merged.conflicts)) == (expected, 1, 1)
        assert [one.key[0] for one in api.questions(made.data)] == ["actions"]


@pytest.mark.slow
def test_a_click_that_names_nothing_leaves_the_conflict_open() -> None:
    clicks = (
        *(Clicked("copy", file="master.xlsx"), Clicked("copy"), Clicked("typed", typed=" ")),
        Clicked("typed", typed="たくさん"),
    )
    for click in clicks:
        made = api.resolve(merged(), as_of=DAY, answers={number(FIELD): click, 99: click})
        assert (value(made.data), len(made.merged.conflicts)) == (11, 2)
    assert [one.code for one in made.problems] == ["W718"]


@pytest.mark.slow
def test_a_copy_may_bear_the_name_of_a_word() -> None:
    """On the tab the word would be ambiguous; a click is not."""
    master = bare_book(changed(small_plan(), "K02", unit="件"))
    names = ("x.xlsx", "master.xlsx")
    copy = typed(master, {("kpis", "K02", FIELD): 22})
    own = typed(master, {("kpis", "K02", FIELD): 11})
    left = api.merge(own, [copy], as_of=DAY, names=names).data
    assert value(api.resolve(left, answers={1: Clicked("master")}).data) == 11
    assert value(api.resolve(left, answers={1: Clicked("copy", file="master.xlsx")}).data) == 22


def test_what_was_answered_on_the_tab_is_shown() -> None:
    book = load_workbook(BytesIO(merged()))
    tab = book["食い違い"]
    heads = {cell.value: cell.column for cell in tab[4]}
    for row in (5, 6):
        tab.cell(row, heads["採用"], "マスター")
    stream = BytesIO()
    book.save(stream)
    assert {one.chosen for one in api.questions(stream.getvalue())} == {"master"}
