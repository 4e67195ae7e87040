"""What a handover changes in a plan, as plain values: cases, and laws over any plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from effort import examples
from hypothesis import assume, given
from hypothesis import strategies as st
from plans import added, both, changed, small_plan
from strategies import plans

from btobsheet.life.hands import NAMED, Hands, moved, moves
from btobsheet.life.parties import alone, beside, hands_of
from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Person, Review
from btobsheet.problems import UsageError
from btobsheet.status.asked import is_open

ON = dt.date(2026, 10, 15)
Edit = Callable[[Plan], Plan]


def told(plan: Plan, leaver: str = "甲野一郎", successor: str = "乙川二子") -> set[str]:
    """Give what moves, ``table.id.field after`` without the notes."""
    found = moves(plan, hands_of(plan, leaver, successor, ON))
    return {f"{one.id}.{one.field} {one.after}" for one in found if one.field != "note"}


def test_what_is_open_moves_and_what_is_over_stays() -> None:
    assert told(small_plan()) == {
        "O01.owner 乙川二子",
        "T01.owner 乙川二子",
        "T01.accepted_on None",
        "A004.owner 乙川二子",
        "A005.owner 乙川二子",
        "P01.left_on 2026-10-15",
        "P01.successor 乙川二子",
    }


def edit(one: str, /, **fields: object) -> Edit:
    return lambda plan: changed(plan, one, **fields)


def put(*records: Any) -> Edit:
    return lambda plan: added(plan, *records)


ended = edit("T01", decision="ended", stopped_on=dt.date(2026, 9, 30))
CASES: list[tuple[str, Edit, set[str], set[str]]] = [
    ("a backup", edit("T02", backup="甲野"), {"T02.backup 乙川二子"}, {"T02.accepted_on None"}),
    ("a candidate", edit("T04", owner="甲野一郎"), {"T04.owner 乙川二子"}, set()),
    ("a tactic declined", edit("T01", decision="declined"), set(), {"T01.owner 乙川二子", "A004.owner 乙川二子"}),
    ("a tactic that ended", ended, set(), {"T01.owner 乙川二子", "A004.owner 乙川二子"}),
    ("a tactic that will end", edit("T01", decision="ended", stopped_on=dt.date(2026, 12, 28)), {"T01.owner 乙川二子"}, set()),
    ("a blank month of what ended", both(ended, edit("K02", actual=(1.0,) * 5 + (None,) * 7)), {"K02.reporter 乙川二子"}, set()),
    ("nothing blank of what ended", both(ended, edit("K02", actual=(1.0,) * 6 + (None,) * 6)), set(), {"K02.reporter 乙川二子"}),
    ("nothing to count in a month", both(ended, edit("K02", actual=(1.0,) * 5 + (None,) * 7, nothing=("2026-09",))), set(), {"K02.reporter 乙川二子"}),
    ("a reporter", edit("K05", reporter="甲野 一郎様"), {"K05.reporter 乙川二子"}, set()),
    ("a KPI that is over", edit("K05", reporter="甲野一郎", to=Month(2026, 6)), set(), {"K05.reporter 乙川二子"}),
    ("a KPI that ends this month", edit("K05", reporter="甲野一郎", to=Month(2026, 10)), {"K05.reporter 乙川二子"}, set()),
    ("a rate that is over", edit("K04", reporter="甲野一郎", to=Month(2026, 6), actual=(None,) * 12), set(), {"K04.reporter 乙川二子"}),
    ("a blank reporter follows", edit("K02", reporter=""), set(), {"K02.reporter 乙川二子"}),
    ("an action on hold", edit("A004", status="on_hold"), {"A004.owner 乙川二子"}, set()),
    ("an action that is all done", edit("A004", percent=1.0), set(), {"A004.owner 乙川二子"}),
    ("a cancelled one", edit("A004", status="cancelled"), set(), {"A004.owner 乙川二子"}),
    ("a review that is open", put(Review(id="R02", result="減った", owner="甲野")), {"R02.owner 乙川二子"}, {"R01.owner 乙川二子"}),
    ("a day of leaving that is known", edit("P01", left_on=dt.date(2026, 12, 31)), {"P01.successor 乙川二子"}, {"P01.left_on 2026-10-15"}),
    ("whom the leaver had taken over from", edit("P03", left_on=dt.date(2026, 5, 1), successor="甲野"), {"P03.successor 乙川二子"}, set()),
    ("one who comes back", edit("P02", successor="甲野一郎"), {"P02.successor "}, set()),
    ("somebody else's", edit("T02", owner="丙山三郎"), set(), {"T02.owner 乙川二子"}),
]  # fmt: skip


@pytest.mark.parametrize(("edited", "there", "absent"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])  # fmt: skip
def test_a_case(edited: Edit, there: set[str], absent: set[str]) -> None:
    found = told(edited(small_plan()))
    assert there <= found
    assert not absent & found


def test_the_note_keeps_who_had_it_below_what_stands_there() -> None:
    plan = changed(changed(small_plan(), "A004", note="取材済み"), "T02", backup="甲野一郎")
    after = moved(plan, moves(plan, hands_of(plan, "甲野", "乙川", ON)))
    notes = {one.id: one.note for one in (*after.actions, *after.tactics, *after.operations)}
    assert notes["A004"] == "取材済み\n10/15まで甲野一郎"
    assert notes["T02"] == "10/15まで副担当は甲野一郎"
    assert notes["O01"] == "10/15まで甲野一郎"
    english = moves(replace(plan, language="en"), hands_of(plan, "甲野", "乙川", ON))
    assert "甲野一郎 until 15 Oct" in [one.after for one in english]


def test_a_new_person_gets_a_row_and_a_name_of_nobody_s_row_is_a_leaver_too() -> None:
    plan = changed(small_plan(), "A006", owner="丁田 四郎")
    after = moved(plan, moves(plan, hands_of(plan, "丁田四郎", " 戊井　五郎 ", ON)))
    assert after.people == (*plan.people, Person(id="P04", name="戊井 五郎"))
    assert next(one.owner for one in after.actions if one.id == "A006") == "戊井 五郎"


def test_a_changed_cell_is_no_example_any_more() -> None:
    plan = changed(small_plan(), "T01", examples=("owner", "budget"))
    after = moved(plan, moves(plan, hands_of(plan, "甲野", "乙川", ON)))
    assert after.tactics[0].examples == ("budget",)


def test_what_is_told() -> None:
    plan = changed(small_plan(), "T03", owner="甲野一郎", backup="乙川")
    plan = changed(plan, "A006", owner="甲野・丙山")
    hands = hands_of(plan, "甲野一郎", "乙川二子", ON)
    after = moved(plan, moves(plan, hands))
    assert [item.details["id"] for item in beside(plan, hands)] == ["A006"]
    assert [item.details["id"] for item in alone(after, frozenset(("T01", "T03")))] == ["T03"]


namesakes = put(Person(id="P04", name="甲野 一郎"))
shared = both(edit("P02", aliases=("営業",)), edit("P03", aliases=("営業",)))
REFUSED: list[tuple[str, Edit, tuple[str, str, dt.date]]] = [
    ("E105", lambda plan: plan, ("甲田一郎", "乙川", ON)),
    ("E105", lambda plan: plan, ("", "乙川", ON)),
    ("E106", lambda plan: plan, ("甲野一郎", "甲野 様", ON)),
    ("E106", lambda plan: plan, ("甲野一郎", "　", ON)),
    ("E107", namesakes, ("甲野一郎", "乙川", ON)),
    ("E107", namesakes, ("乙川", "甲野一郎", ON)),
    ("E107", shared, ("営業", "甲野", ON)),
    ("E108", lambda plan: plan, ("甲野", "乙川", dt.date(2026, 3, 31))),
    ("E108", lambda plan: plan, ("甲野", "乙川", dt.date(2027, 4, 1))),
    ("E109", edit("P02", left_on=ON), ("甲野", "乙川", ON)),
]


@pytest.mark.parametrize(("code", "edited", "asked"), REFUSED)
def test_what_is_refused(code: str, edited: Edit, asked: tuple[str, str, dt.date]) -> None:
    with pytest.raises(UsageError) as error:
        hands_of(edited(small_plan()), *asked)
    assert error.value.problem.code == code


def test_each_person_is_offered_once_however_spelled() -> None:
    with pytest.raises(UsageError) as error:
        hands_of(changed(small_plan(), "A006", owner="甲野 様", tactic="T01"), "", "乙川", ON)
    names = str(error.value.problem.details["close"]).split(", ")
    assert [name for name in names if name.startswith("甲野")] == ["甲野一郎"]
    assert len(set(names)) == len(names) > 1


def test_a_near_name_is_offered() -> None:
    with pytest.raises(UsageError) as error:
        hands_of(small_plan(), "甲田一郎", "乙川", ON)
    assert error.value.problem.details["close"] == "甲野一郎"
    with pytest.raises(UsageError) as error:
        hands_of(small_plan(), "XYZ", "乙川", ON)
    assert error.value.problem.details["close"] == "甲野一郎, 乙川二子, 丙山三郎"


def test_the_name_of_one_is_not_taken_away_by_another_s_alias() -> None:
    plan = changed(small_plan(), "P03", aliases=("甲野一郎",))
    assert hands_of(plan, "甲野一郎", "乙川", ON).is_leaver("甲野")


CAST = ("甲", "甲 様", "こう", "乙", "おつ", "丙", "丁", "甲・乙", "")


@st.composite
def staffed(draw: Any) -> Plan:
    """Give a plan in which a few people come again and again, under several spellings."""
    plan = draw(plans())
    names = st.sampled_from(CAST)
    tables: dict[str, Any] = {
        table: tuple(
            replace(one, **{field: draw(names) for field in fields}) for one in getattr(plan, table)
        )
        for table, fields in NAMED.items()
    }
    days = st.sampled_from((None, plan.start.first, plan.start.plus(9).first))
    people = [("甲", ("こう",)), ("乙", ("おつ",)), ("丙", ())][: draw(st.integers(0, 3))]
    tables["people"] = tuple(
        Person(id=f"P{number:02d}", name=name, aliases=aliases, left_on=draw(days), successor=draw(names))
        for number, (name, aliases) in enumerate(people, start=1)
    )  # fmt: skip
    return replace(plan, **tables)


def parties(plan: Plan, leaver: str, on: dt.date) -> Hands | None:
    """Give who hands over to 丙; nobody where the plan does not know the one, or the other left."""
    try:
        return hands_of(plan, leaver, "丙", on)
    except UsageError as error:
        assert error.problem.code in ("E105", "E109")
        return None


KEPT_BY_NOBODY = ("owner", "backup", "reporter", "accepted_on", "note", "examples")


@given(plan=staffed(), leaver=st.sampled_from(("甲", "こう", "乙", "丁")), month=st.integers(0, 11))
@examples(8, 300)
@pytest.mark.slow
def test_nothing_open_names_the_leaver_and_nothing_else_is_changed(
    plan: Plan, leaver: str, month: int
) -> None:
    on = plan.start.plus(month).first
    hands = parties(plan, leaver, on)
    assume(hands is not None)
    assert hands is not None
    found = moves(plan, hands)
    after = moved(plan, found)
    before, now = Lookup.of(plan), Lookup.of(after)
    for table, fields in NAMED.items():
        for old, new in zip(getattr(plan, table), getattr(after, table), strict=True):
            assert is_open(new, now, on) == is_open(old, before, on)
            if not is_open(old, before, on):
                assert new == old
                continue
            for field in fields:
                was, is_now = getattr(old, field), getattr(new, field)
                follows = isinstance(old, Kpi) and not was and is_now
                assert is_now == (hands.successor if hands.is_leaver(was) or follows else was)
            assert not isinstance(new, Kpi) or not hands.is_leaver(now.reporter(new))
            assert getattr(new, "note", "").startswith(getattr(old, "note", ""))
            own = {name: getattr(old, name) for name in KEPT_BY_NOBODY if hasattr(old, name)}
            assert replace(new, **own) == old
    assert replace(after, **{table: getattr(plan, table) for table in (*NAMED, "people")}) == plan
    assert not any(
        map(hands.is_leaver, (one.successor for one in after.people if one.name != "丙"))
    )
    again = parties(after, leaver, on)
    assert again is None or moves(after, again) == ()
