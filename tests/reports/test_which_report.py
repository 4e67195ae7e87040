from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from plans import small_plan

from btobsheet.plan.cells import Entry, Snapshot
from btobsheet.plan.copies import Copy, based_on, disagreements, families, same_content
from btobsheet.plan.diff import cells_of, compare, diff
from btobsheet.plan.model import Identity, Plan
from btobsheet.plan.returned import newest_first
from btobsheet.problems import Place, UnreadableError, problem
from btobsheet.reports.copies.which import compose_which
from btobsheet.reports.copies.which_data import which_json
from btobsheet.wording import LANGUAGES

NOON = dt.datetime(2026, 10, 5, 12, tzinfo=dt.UTC)
BASE = small_plan()


def copy(
    file: str,
    *,
    plan: Plan = BASE,
    plan_id: str = "p-1",
    revision: int = 1,
    hours: int = 0,
    base: Plan | None = BASE,
    **more: object,
) -> Copy:
    plan = replace(plan, identity=Identity(plan_id=plan_id, revision=revision, layout_version=1))
    changes = diff(base, plan) if base else ()
    mark = f"{hash(base.tactics)}" if base else ""
    given = {
        "cells": cells_of(plan),
        "base": base,
        "base_cells": cells_of(base).tables if base else None,
        "base_mark": mark,
        "changes": changes,
        "file_time": NOON + dt.timedelta(hours=hours),
    }
    return Copy(file=file, plan=plan, **{**given, **more})  # type: ignore[arg-type]


def owner(name: str) -> Plan:
    return replace(BASE, tactics=(replace(BASE.tactics[0], owner=name), *BASE.tactics[1:]))


def test_the_newest_is_first_by_revision_then_by_time() -> None:
    late, early, second = (
        copy("late.xlsx", hours=2),
        copy("early.xlsx"),
        copy("second.xlsx", revision=2, hours=-9),
    )
    assert [[item.file for item in group] for group in families([early, late, second])] == [
        ["second.xlsx", "late.xlsx", "early.xlsx"]
    ]


def test_when_it_was_saved_counts_more_than_the_files_time() -> None:
    mailed = copy("mailed.xlsx", hours=48, saved_at=NOON - dt.timedelta(days=9))
    assert [item.file for item in families([mailed, copy("here.xlsx")])[0]] == [
        "here.xlsx",
        "mailed.xlsx",
    ]


def test_of_the_files_of_one_part_the_later_saved_is_newer_whatever_its_name() -> None:
    early, late = (
        copy(name, plan=owner("丁田四子"), saved_at=NOON + dt.timedelta(seconds=seconds))
        for name, seconds in (("a.xlsx", 0), ("b.xlsx", 7))
    )
    untouched = copy("c.xlsx", saved_at=NOON + dt.timedelta(hours=1))
    found = newest_first([untouched, early, late])
    assert [item.file for item in found] == ["b.xlsx", "a.xlsx", "c.xlsx"]


def test_plans_are_kept_apart_and_files_without_an_id_stand_alone() -> None:
    groups = families(
        [
            copy("x.xlsx", plan_id=""),
            copy("y.xlsx", plan_id=""),
            copy("other.xlsx", plan_id="p-2"),
            copy("a.xlsx"),
            copy("b.xlsx"),
        ]
    )
    assert [[item.file for item in group] for group in groups] == [
        ["a.xlsx", "b.xlsx"],
        ["other.xlsx"],
        ["x.xlsx"],
        ["y.xlsx"],
    ]


def test_a_changed_copy_knows_the_file_it_was_made_from() -> None:
    master, again, typed = (
        copy("master.xlsx"),
        copy("master (1).xlsx"),
        copy("typed.xlsx", plan=owner("丁田四子")),
    )
    assert based_on(typed, [master, again, typed]) is master
    assert based_on(master, [master, again, typed]) is None
    assert (
        same_content(again, [master, again, typed]),
        same_content(typed, [master, again, typed]),
    ) == (master, None)


def test_two_copies_that_changed_one_value_otherwise_disagree() -> None:
    one, other, alike = (
        copy(f"{name}.xlsx", plan=owner(name)) for name in ("丁田四子", "戊井五郎", "丁田四子")
    )
    (found,) = disagreements([one, other])
    assert [(item.file, change.field, change.after) for item, change in found.changes] == [
        ("丁田四子.xlsx", "owner", "丁田四子"),
        ("戊井五郎.xlsx", "owner", "戊井五郎"),
    ]
    assert disagreements([one, alike]) == ()


def test_two_unreadable_values_disagree_by_what_was_typed() -> None:
    emptied = replace(BASE, tactics=(replace(BASE.tactics[0], budget=None), *BASE.tactics[1:]))
    handed_out, first = cells_of(BASE).tables, BASE.tactics[0].id
    made = []
    for name, typed in (("a", "約50"), ("b", "約60"), ("c", "約50")):
        tables = {table: dict(rows) for table, rows in cells_of(emptied).tables.items()}
        tables["tactics"][first] |= {"budget": Entry(typed, typed)}
        changes = compare(handed_out, Snapshot(tables), BASE, emptied)
        unread = (problem("E201", Place("②", "F8"), typed),)
        made.append(
            copy(name, plan=emptied, cells=Snapshot(tables), changes=changes, unread=unread)
        )
    assert len(disagreements(made[:2])) == 1
    assert disagreements([made[0], made[2]]) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_of_it_is_said(language: str) -> None:
    unread = problem("E201", Place("②", "F8"), "約50件", label="T01")
    copies = [
        copy(
            "plans/master.xlsx", hours=5, revision=2, base=owner("丁田四子"), plan=owner("丁田四子")
        ),
        copy("one.xlsx", plan=owner("丁田四子"), saved_by="丁田四子", saved_at=NOON),
        copy("other.xlsx", plan=owner("戊井五郎"), unread=(unread,)),
        copy("lost.xlsx", base=None, problems=(problem("W404"),)),
        copy("else.xlsx", plan_id="p-2"),
    ]
    failure = UnreadableError(problem("E006"), file="broken.xlsx")
    document = compose_which(copies, [failure], language, layout_version=2)
    said = "\n".join(map(repr, document.blocks))
    for word in (
        "master.xlsx",
        "丁田四子",
        "戊井五郎",
        "約50件",
        "broken.xlsx",
        "p-2",
        "btobsheet merge master.xlsx",
    ):
        assert word in said
    assert "plans/" not in said


def test_as_data() -> None:
    data = which_json(
        [
            copy("a.xlsx", plan=owner("丁田四子"), saved_by="丁田四子", saved_at=NOON),
            copy("b.xlsx", hours=-1),
        ],
        [UnreadableError(problem("E006"), file="c")],
        "ja",
    )
    (family,) = data["plans"]  # type: ignore[misc,attr-defined]
    first, second = family["copies"]
    assert (
        family["newest"],
        first["state"],
        first["changed"],
        first["based_on"],
        first["saved_by"],
        first["saved_at"],
    ) == (
        *("a.xlsx", "changed", 1, "b.xlsx", "丁田四子"),
        "2026-10-05T12:00:00+00:00",
    )
    assert (second["state"], second["changed"], second["changes"], second["saved_at"]) == (
        "untouched",
        0,
        [],
        None,
    )
    assert [item["file"] for item in data["failures"]] == ["c"]  # type: ignore[attr-defined]
