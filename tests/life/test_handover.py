"""``handover`` patches the cells that go from one person to another, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from books import bare_book, sample, sample_book
from commands import run
from effort import examples
from hypothesis import assume, given
from parity.law import differences
from parity.second_judge import recomputed
from plans import DAY, added, changed, small_plan
from strategies import plans

import btobsheet
from btobsheet import api
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.card import ABOUT
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.layout.twin.personal import picking
from btobsheet.life.handover import HandedOver
from btobsheet.life.hands import moved
from btobsheet.plan.model import Language, Plan
from btobsheet.plan.records import Review
from btobsheet.sharing.opened import open_book, places

ON = dt.date(2026, 10, 15)
OTHERS = {"xl/calcChain.xml", "xl/workbook.xml", "xl/styles.xml"}
"""What else a patch touches: that all is computed when opened, and a look for days in plain cells."""


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def said(plan: Plan, day: dt.date) -> object:
    """Give what the card on the guide says of who has taken over, for the first person."""
    plan = picking(plan, plan.people[0].name)
    placed = new_pages(btobsheet.assess(plan, day)).canvases["guide"].cells[ABOUT].content
    assert isinstance(placed, Expr)
    return placed.value


def check_patched(before: bytes, made: HandedOver) -> None:
    """Only the cells that move, and values of formulas, differ; the plan is the pure result."""
    plan = btobsheet.read(before).plan
    assert btobsheet.read(made.data).plan == moved(plan, made.moves) == made.plan
    where = places(open_book(made.data), {})
    targets = {where.target(one.table, one.id, one.field) for one in made.moves}
    old = {sheet.name: sheet.rows for sheet in read_grid(before).sheets}
    differing = {
        (sheet.name, row, column)
        for sheet in read_grid(made.data).sheets
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if old[sheet.name].get(row, {}).get(column) != cell and not cell.formula
    }
    emptied = {where.target(one.table, one.id, one.field) for one in made.moves if not one.after}
    assert differing | emptied == targets
    packed, unpacked = parts(before), parts(made.data)
    changed_parts = {name for name in packed if packed[name] != unpacked.get(name)} - OTHERS
    assert all(name.startswith("xl/worksheets/") for name in changed_parts)


@pytest.fixture(scope="module")
def whole() -> HandedOver:
    """Give the sample handed over from its first person to one who is new."""
    return btobsheet.handover(sample_book(), "例田一郎", "新田 六", on=DAY)


@pytest.mark.slow
def test_the_sample_is_patched(whole: HandedOver) -> None:
    check_patched(sample_book(), whole)
    guide = read_grid(whole.data).sheets[0]
    sentence = "例田一郎さんは10/5に離任しました。新田 六さんが引き継いでいます。"
    assert said(whole.plan, DAY) == sentence  # to who picks the name
    assert guide.rows[ABOUT[0]][ABOUT[1]].value == ""  # the master is everybody's


@pytest.mark.slow
def test_a_second_engine_says_the_same_of_the_card_and_all_else(whole: HandedOver) -> None:
    assert differences(whole.data, recomputed(whole.data)) == []


@pytest.mark.slow
def test_the_one_who_left_is_asked_for_nothing_and_the_other_to_accept(whole: HandedOver) -> None:
    reading, day = btobsheet.read(whole.data), dt.date(2026, 11, 20)
    person = btobsheet.assess(reading.plan, day).people[0]
    assert (person.name, person.missing, person.overdue, person.due_soon) == ("例田一郎", (), 0, 0)
    asked = [one.owner for one in api.reminders(reading, as_of=day)]
    assert "例田一郎" not in asked
    assert "新田 六" in asked
    problems = btobsheet.check(whole.data, as_of=day)[1]
    assert not {"W568", "W414"} & {item.code for item in problems}
    cleared = {one.id for one in whole.moves if one.field == "accepted_on"}
    assert cleared <= {item.details["id"] for item in problems if item.code == "W513"}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_twice_is_once(language: Language) -> None:
    before, (old, new) = bare_book(sample(language)), sample(language).people[:2]
    made = btobsheet.handover(before, old.name, new.name, on=DAY)
    check_patched(before, made)
    again = btobsheet.handover(made.data, old.name, new.name, on=DAY)
    assert (again.changed, again.data) == (False, made.data)


@pytest.mark.parametrize(
    ("left", "successor", "language", "sentence"),
    [
        (DAY, "乙川", "ja", "甲野一郎さんは10/5に離任しました。乙川さんが引き継いでいます。"),
        (DAY, "乙川", "en", "甲野一郎 left on 10/5. 乙川 has taken over."),
        (ON, "乙川", "ja", ""),
        (DAY, "", "ja", ""),
        (None, "乙川", "ja", ""),
    ],
)
def test_the_card(left: dt.date | None, successor: str, language: Language, sentence: str) -> None:
    plan = changed(small_plan(), "P01", left_on=left, successor=successor)
    assert said(replace(plan, language=language), DAY) == sentence


@pytest.mark.parametrize("spare", [0, 3])
def test_a_person_without_a_row_gets_one(spare: int) -> None:
    before = bare_book(small_plan(), spare=spare)
    made = btobsheet.handover(before, "甲野", "戊井五郎", on=ON)
    assert [item.code for item in made.problems] == ["N421"]
    assert made.plan.people[-1].name == "戊井五郎"
    check_patched(before, made)


@pytest.mark.slow
def test_one_after_the_other_the_notes_keep_all_and_the_first_card_says_the_last() -> None:
    data = btobsheet.handover(bare_book(small_plan()), "甲野", "乙川", on=DAY).data
    plan = btobsheet.handover(data, "乙川", "丙山", on=ON).plan
    assert plan.operations[0].note == "10/5まで甲野一郎\n10/15まで乙川二子"
    assert [one.successor for one in plan.people] == ["丙山三郎", "丙山三郎", ""]
    sentence = "甲野一郎さんは10/5に離任しました。丙山三郎さんが引き継いでいます。"
    assert said(plan, ON) == sentence


def without_column(data: bytes, key: str) -> bytes:
    """Take a column's key and header away, as an older workbook lacks it."""
    grid = read_grid(data)
    name, column = next(
        (sheet.name, column)
        for sheet in grid.sheets
        for column, cell in sheet.rows.get(1, {}).items()
        if cell.value == key
    )
    return patch(data, Edits(values={(name, 1, column): None, (name, 7, column): None}))


@pytest.mark.parametrize("layout", [1, 2])
def test_a_workbook_without_the_column_reads_on_and_is_handed_over(layout: int) -> None:
    data = without_column(bare_book(small_plan(), layout=layout), "people.successor")
    assert btobsheet.read(data).problems == ()
    made = btobsheet.handover(data, "甲野", "乙川", on=ON)
    assert [(item.code, item.details["label"]) for item in made.problems] == [("W422", "P01")]
    check_patched(data, made)
    assert btobsheet.read(made.data).plan.people[0].left_on == ON


def test_a_formula_under_a_name_is_told() -> None:
    data, column = bare_book(small_plan()), "actions.owner"
    made = btobsheet.handover(
        with_formula(data, column, '<f>"甲野"&amp;"一郎"</f>'), "甲野", "乙川", on=ON
    )
    assert [item.code for item in made.problems] == ["W421"]
    assert btobsheet.read(made.data).plan == made.plan
    array = with_formula(data, column, '<f t="array" ref="D11:D12">D1:D2</f>')
    with pytest.raises(btobsheet.UsageError, match="E052"):
        btobsheet.handover(array, "甲野", "乙川", on=ON)


def test_what_nobody_can_read_is_told_before_it_is_written_over() -> None:
    data = bare_book(small_plan())
    target = places(open_book(data), {}).target("people", "P01", "left_on")
    assert target
    made = btobsheet.handover(patch(data, Edits(values={target: "秋ごろ"})), "甲野", "乙川", on=ON)
    assert [(item.code, item.value) for item in made.problems] == [("W421", "秋ごろ")]


def with_formula(data: bytes, key: str, formula: str) -> bytes:
    """Put a formula under the name of A004's owner, which it shows as before."""
    where = places(open_book(data), {})
    table, _, field = key.partition(".")
    target = where.target(table, "A004", field)
    assert target
    name = "_formula_"
    marked = patch(data, Edits(values={target: name}))
    cell = re.compile(rf't="inlineStr"><is><t>{name}</t></is>'.encode())
    out = BytesIO()
    with ZipFile(BytesIO(marked)) as old, ZipFile(out, "w") as new:
        for item in old.infolist():
            made = cell.sub(f't="str">{formula}<v>甲野一郎</v>'.encode(), old.read(item))
            new.writestr(item, made)
    return out.getvalue()


@given(plan=plans())
@examples(3, 100)
def test_any_workbook_is_patched_to_the_pure_result(plan: Plan) -> None:
    assume(plan.actions)
    first = replace(plan.actions[0], owner="甲", status="")
    plan = replace(plan, actions=(first, *plan.actions[1:]))
    data = bare_book(plan)
    made = btobsheet.handover(data, "甲", "乙 ", on=plan.start.plus(3).first)
    check_patched(data, made)


def test_a_dry_run_lists_and_an_output_is_written(tmp_path: Path) -> None:
    plan = added(small_plan(), Review(id="R02", result="減った", owner="甲野"))
    data = bare_book(changed(plan, "T02", backup="甲野一郎"))
    (tmp_path / "計画.xlsx").write_bytes(data)
    asked = ("handover", "計画.xlsx", "甲野", "乙川", "--on", "2026-10-15")
    dry = run(*asked, folder=tmp_path)
    assert (dry.code, dry.err) == (0, "")
    for shown in ("A004 記事を公開する", "2026/4/3", "R02 減った", "甲野一郎  乙川二子"):
        assert shown in dry.out
    last = (
        "書き込むには: btobsheet handover 計画.xlsx 甲野一郎 乙川二子 --on 2026-10-15 -o OUT.xlsx"
    )
    assert dry.out.splitlines()[-1] == last
    assert [one.name for one in tmp_path.iterdir()] == ["計画.xlsx"]
    done = run(*asked, "-o", "後.xlsx", folder=tmp_path)
    assert (done.code, done.err) == (0, "書き出しました: 後.xlsx\n")
    assert set(dry.out.splitlines()[4:-1]) <= set(done.out.splitlines())
    assert btobsheet.read(tmp_path / "後.xlsx").plan.operations[0].owner == "乙川二子"
    again = run("handover", "後.xlsx", *asked[2:], "-o", "2.xlsx", folder=tmp_path)
    assert (again.code, (tmp_path / "2.xlsx").exists()) == (0, False)
    assert "引き継ぐものがありません" in again.out
    assert "2.xlsx は作りませんでした" in again.err
    nobody = run("handover", "計画.xlsx", "だれか", "乙川", folder=tmp_path)
    assert (nobody.code, "E105" in nobody.err) == (2, True)


def test_the_list_as_data(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").write_bytes(bare_book(small_plan()))
    asked = ("handover", "p.xlsx", "甲野", "乙川", "--on", "2026-10-15", "--format", "json")
    found = json.loads(run(*asked, folder=tmp_path).out)
    assert {**found, "moves": None} == {
        "schema": "btobsheet.handover/1",
        "file": "p.xlsx",
        "dry_run": True,
        "from": "甲野一郎",
        "to": "乙川二子",
        "on": "2026-10-15",
        "moves": None,
        "problems": [],
    }
    cleared = [one for one in found["moves"] if one["field"] == "accepted_on"]
    assert cleared == [
        {
            "table": "tactics",
            "id": "T01",
            "name": "導入事例の記事",
            "field": "accepted_on",
            "before": "2026-04-03",
            "after": None,
        }
    ]


def test_what_cannot_be_patched_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.ods").write_bytes(b"x")
    made = run("handover", "p.ods", "甲野", "乙川", "-o", "o.ods", folder=tmp_path)
    assert (made.code, "E050" in made.err) == (2, True)
