"""What the diff finds: exactly the edits, by id and field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plans import added, changed, set_up, small_plan, without

from btobsheet.plan.calendar import Month
from btobsheet.plan.diff import Change, diff
from btobsheet.plan.model import Identity, Plan, Settings
from btobsheet.plan.records import TABLES, Action, Record
from btobsheet.problems import Origin, Place


def short(change: Change) -> tuple[object, ...]:
    return change.table, change.id, change.field, change.key, change.before, change.after


def test_a_plan_does_not_differ_from_itself() -> None:
    assert diff(small_plan(), small_plan()) == ()


@pytest.mark.parametrize(
    "moved",
    [
        lambda plan: replace(
            plan, actions=tuple(reversed(plan.actions)), kpis=tuple(reversed(plan.kpis))
        ),
        lambda plan: replace(plan, identity=Identity(plan_id="x", revision=7), template="web"),
        lambda plan: changed(plan, "T01", origin=Origin("別の名前", 99)),
        lambda plan: changed(plan, "T01", examples=("budget",)),
    ],
    ids=["rows moved", "another copy", "read elsewhere", "marked as example"],
)
def test_what_nobody_typed_is_no_change(moved: Callable[[Plan], Plan]) -> None:
    assert diff(small_plan(), moved(small_plan())) == ()


CASES: tuple[tuple[Plan, tuple[object, ...]], ...] = (
    (
        changed(small_plan(), "A008", end=dt.date(2027, 1, 29)),
        ("actions", "A008", "end", "", dt.date(2027, 3, 12), dt.date(2027, 1, 29)),
    ),
    (changed(small_plan(), "A008", owner=""), ("actions", "A008", "owner", "", "丙山三郎", "")),
    (
        changed(small_plan(), "K02", target=(50,) * 11 + (40,)),
        ("kpis", "K02", "target", "2027-03", 50, 40),
    ),
    (
        changed(small_plan(), "K02", actual=(52,) * 5 + (None,) * 7),
        ("kpis", "K02", "actual", "2026-09", 52, None),
    ),
    (
        changed(small_plan(), "A008", calendar=(("2026-04-06", "★"),)),
        ("actions", "A008", "calendar", "2026-04-06", None, "★"),
    ),
    (
        changed(small_plan(), "O01", stage=("集客", "育成")),
        ("operations", "O01", "stage", "", ("集客",), ("集客", "育成")),
    ),
    (set_up(small_plan(), at_risk=0.7), ("settings", "threshold.at_risk", "at_risk", "", 0.8, 0.7)),
    (
        set_up(small_plan(), policy="会って話す"),
        ("settings", "policy", "policy", "", "Webでの出会いに人と予算を集める", "会って話す"),
    ),
    (
        replace(small_plan(), calendar="month"),
        ("settings", "calendar", "calendar", "", "week", "month"),
    ),
)


@pytest.mark.parametrize(("new", "expected"), CASES)
def test_one_edit_is_one_change(new: Plan, expected: tuple[object, ...]) -> None:
    (change,) = diff(small_plan(), new)
    assert (change.kind, *short(change)) == ("changed", *expected)


def test_added_and_removed_records_are_told_once_with_their_name() -> None:
    old = small_plan()
    new = added(without(old, "A002"), Action(id="A011", task="礼状を\n送る", owner="乙川二子"))
    assert [(change.kind, change.id, change.name) for change in diff(old, new)] == [
        ("added", "A011", "礼状を 送る"),
        ("removed", "A002", "相談会の台本を作る"),
    ]


def test_the_place_is_the_cell_in_the_new_file() -> None:
    origin = Origin("アクション", 12, {"id": "A", "owner": "D"})
    (change,) = diff(small_plan(), changed(small_plan(), "A008", owner="甲野一郎", origin=origin))
    assert change.place == Place("アクション", "D12")


def test_months_of_another_year_are_compared_by_their_name() -> None:
    old = small_plan()
    new = replace(old, start=Month(2026, 5))
    found = [change for change in diff(old, new) if change.id == "K02" and change.field == "target"]
    assert [(change.key, change.before, change.after) for change in found] == [
        ("2026-04", 50, None),
        ("2027-04", None, 50),
    ]


def places() -> list[tuple[str, str, str]]:
    """Name every text and number field of every record: table, id, field."""
    kinds = {"str": "text", "Number": "number"}
    found = []
    for table in TABLES:
        for record in getattr(small_plan(), table):
            found += [
                (table, record.id, item.name)
                for item in fields(record)
                if item.type in kinds and item.name != "id"
            ]
    return found


PLACES = places()
chosen = st.dictionaries(st.sampled_from(PLACES), st.integers(min_value=1, max_value=9), max_size=8)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@given(chosen)
def test_the_diff_is_exactly_the_edits(edits: dict[tuple[str, str, str], int]) -> None:
    old = new = small_plan()
    for (table, record_id, field), step in edits.items():
        record = next(record for record in getattr(old, table) if record.id == record_id)
        value = getattr(record, field)
        edited = f"{value}{step}" if isinstance(value, str) else (value or 0) + step
        new = changed(new, record_id, **{field: edited})
    assert {(change.kind, change.table, change.id, change.field) for change in diff(old, new)} == {
        ("changed", *place) for place in edits
    }
    assert len(diff(old, new)) == len(edits)


@given(st.lists(numbers, min_size=12, max_size=12), st.lists(numbers, min_size=12, max_size=12))
def test_the_months_that_differ_are_the_changes(
    before: list[float | None], after: list[float | None]
) -> None:
    old, new = (changed(small_plan(), "K05", actual=tuple(values)) for values in (before, after))
    expected = [
        (str(month), one, other)
        for month, one, other in zip(old.months, before, after, strict=True)
        if one != other
    ]
    assert [(change.key, change.before, change.after) for change in diff(old, new)] == expected


@given(st.sets(st.sampled_from([record.id for _, record in small_plan().records()])))
def test_removed_one_way_is_added_the_other(ids: set[str]) -> None:
    whole, part = small_plan(), without(small_plan(), *ids)
    assert {(change.kind, change.id) for change in diff(whole, part)} == {
        ("removed", record_id) for record_id in ids
    }
    assert {(change.kind, change.id) for change in diff(part, whole)} == {
        ("added", record_id) for record_id in ids
    }


def test_no_field_of_the_model_escapes() -> None:
    """A field added to the model is compared unless it is named here as no part of what people
    type.
    """
    kinds: tuple[type, ...] = (Settings, *{type(record) for _, record in small_plan().records()})
    for kind in kinds:
        for item in fields(kind):
            compared = item.name not in ("id", "examples", "origin")
            assert _differs(kind, item.name) == compared, f"{kind.__name__}.{item.name}"


def _differs(kind: type, field: str) -> bool:
    plan = small_plan()
    if kind is Settings:
        return bool(
            diff(
                plan,
                replace(
                    plan,
                    settings=replace(
                        plan.settings, **{field: _other(getattr(plan.settings, field))}
                    ),
                ),
            )
        )
    if field == "id":
        return False
    record = next(record for _, record in plan.records() if type(record) is kind)
    other = replace(record, **{field: _other(getattr(record, field))})  # type: ignore[arg-type]  # any field
    table = next(name for name, one in plan.records() if one is record)
    records = tuple(other if one is record else one for one in getattr(plan, table))
    return bool(diff(plan, replace(plan, **{table: records})))


def _other(value: object) -> object:
    if isinstance(value, tuple) and len(value) == 12:
        return (-1.0, *value[1:])
    return (("2026-04-06", "●"),) if value == () else "別の値"


def test_cost_grows_with_the_size_and_not_faster() -> None:
    """Count the comparisons of ids, not the time."""
    looked_up: list[str] = []

    class Counted(str):
        def __hash__(self) -> int:
            looked_up.append(self)
            return str.__hash__(self)

    def actions(count: int) -> tuple[Record, ...]:
        return tuple(
            Action(id=Counted(f"A{number}"), task=f"仕事{number}") for number in range(count)
        )

    costs = []
    for count in (100, 1_000):
        looked_up.clear()
        diff(
            replace(small_plan(), actions=actions(count)),
            replace(small_plan(), actions=actions(count)),
        )
        costs.append(len(looked_up))
    assert costs[1] <= 10 * costs[0]
