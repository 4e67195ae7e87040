"""One cause is told once: rows that are gone, references to them, consent of a former owner."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from books import bare_book
from editing import emptied, typed
from plans import DAY, changed, small_plan

from btobsheet import api
from btobsheet.api import copies
from btobsheet.plan.model import Issue, Plan
from btobsheet.plan.records import Action, Kpi, Person
from btobsheet.problems import Problem
from btobsheet.reports.problems import hint, message
from btobsheet.reports.voice import Voice


@cache
def master() -> bytes:
    return bare_book(small_plan())


def told(data: bytes, *codes: str) -> list[Problem]:
    return [item for item in api.check(data, as_of=DAY)[1] if item.code in codes]


ROWS = ("W411", "E303", "E301", "E413", "E305")


@pytest.mark.parametrize(
    ("table", "record_id", "count"), [("tactics", "T03", 5), ("operations", "O01", 2)]
)
def test_a_deleted_row_and_what_refers_to_it_are_one_cause(
    table: str, record_id: str, count: int
) -> None:
    (problem,) = told(emptied(master(), table, record_id), *ROWS)
    assert (problem.code, problem.details["id"], problem.details["count"]) == (
        "E413",
        record_id,
        count,
    )
    assert str(problem.details["cells"]).count("!") == count
    assert "この行も消して" in hint(problem, "ja")


def test_a_deleted_row_that_nothing_refers_to() -> None:
    (problem,) = told(emptied(master(), "actions", "A004"), *ROWS)
    assert (problem.code, problem.details["id"]) == ("W411", "A004")
    many = emptied(master(), "actions", "A001", "A002", "A003", "A004", "A005")
    (problem,) = told(many, *ROWS)
    assert (problem.code, problem.details["count"]) == ("W411", 5)
    assert "ほか2件" in message(problem, "ja")


def test_one_thing_that_never_was_is_told_once() -> None:
    wrong = {("actions", one, "tactic"): "ぜんぜん違うもの" for one in ("A001", "A002", "A003")}
    (problem,) = told(typed(master(), wrong), *ROWS)
    assert (problem.code, problem.details["count"]) == ("E305", 3)
    (alone,) = told(typed(master(), {("actions", "A001", "tactic"): "ぜんぜん違う"}), *ROWS)
    assert alone.code == "E303"


def test_a_row_that_is_only_begun_is_told_once() -> None:
    begun = Action(id="A011", task="何か")
    plan = small_plan()
    lint = api.assess(_with(plan, begun), DAY).lint
    about = [item for item in lint if item.details.get("id") == "A011"]
    assert [item.code for item in about] == ["W527"]
    assert all(word in message(about[0], "ja") for word in ("戦術", "開始", "担当"))
    assert "この行も消して" in hint(about[0], "ja")


def _with(plan: Plan, action: Action) -> Plan:
    from dataclasses import replace

    return replace(plan, actions=(*plan.actions, action))


def test_a_part_is_not_asked_for_the_actions_of_others() -> None:
    from dataclasses import replace

    plan = small_plan()
    bare = replace(plan, actions=())
    assert any(item.code == "W514" for item in api.assess(bare, DAY).lint)
    part = replace(bare, identity=replace(bare.identity, issue=Issue(to="甲野一郎", by="owner")))
    assert not any(item.code in ("W514", "W515") for item in api.assess(part, DAY).lint)


def test_another_spelling_of_a_reporter_is_shown_by_name() -> None:
    from dataclasses import replace

    plan = small_plan()
    person = Person(id="P09", name="試験花子", aliases=("はなちゃん",))
    plan = replace(changed(plan, "K02", reporter="はなちゃん"), people=(*plan.people, person))
    voice = Voice(api.assess(plan, DAY), "ja")
    kpi = next(one for one in plan.kpis if one.id == "K02")
    assert isinstance(kpi, Kpi)
    assert voice.reporter(kpi) == "試験花子"


def test_rows_that_share_only_their_days_are_not_one_row() -> None:
    """A row typed under another number is a new one, though it begins and ends as the gone one."""
    day = dt.date(2026, 9, 1)
    plan = changed(changed(small_plan(), "A004", start=day, end=day), "A004", done_on=day)
    data = bare_book(plan)
    codes = ("W411", "W412")
    gone = emptied(data, "actions", "A004")
    other = {("actions", "A010", field): 46266.0 for field in ("start", "end", "done_on")}
    other |= {("actions", "A010", "task"): "別の仕事"}
    assert [item.code for item in told(typed(gone, other), *codes)] == ["W411"]


ACCEPTED = ("tactics", "T01", "accepted_on")


@pytest.mark.parametrize(
    ("owner", "accepted", "count"),
    [
        ("乙川二子", None, 1),
        ("乙川二子", 46300.0, 0),
        ("甲野一郎さん", None, 0),
        ("", None, 0),
    ],
)
def test_consent_of_a_former_owner_is_told_once(
    owner: str, accepted: float | None, count: int
) -> None:
    cells: dict[tuple[str, str, str], str | float | None] = {
        ("tactics", "T01", "owner"): owner or None
    }
    cells |= {ACCEPTED: accepted} if accepted else {}
    copy = typed(master(), cells)
    assert len(told(copy, "W414")) == count
    outcome = copies.merge(master(), [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])
    found = [item for item in outcome.problems if item.code == "W414"]
    assert len(found) == count
    if count:
        assert all(word in message(found[0], "ja") for word in ("T01", "甲野一郎", "乙川二子"))
        assert told(outcome.data, "W414") == []
        again = copies.merge(outcome.data, [copy], as_of=DAY, names=["m.xlsx", "c.xlsx"])
        assert [item.code for item in again.problems] == []


@pytest.mark.parametrize(
    ("handed_out", "cells", "count"),
    [
        ({}, {"decision": "終了"}, 1),
        ({}, {"decision": "終了", "reason": " 検索から相談が来る "}, 1),
        ({}, {"decision": "終了", "reason": "費用に見合わなかった"}, 0),
        ({}, {"decision": "見送り"}, 0),
        ({"reason": ""}, {"decision": "終了"}, 0),
        ({"decision": "ended"}, {"owner": "乙川二子"}, 0),  # nobody knows what it said before
    ],
)
def test_a_reason_for_choosing_a_tactic_that_was_stopped_is_told(
    handed_out: dict[str, object], cells: dict[str, str], count: int
) -> None:
    plan = changed(small_plan(), "T01", **{"reason": "検索から相談が来る"} | handed_out)
    copy = typed(bare_book(plan), {("tactics", "T01", key): cells[key] for key in cells})
    assert len(told(copy, "N416")) == count
