"""Law 5: disjoint edits never conflict, new rows are all kept, the order of copies does not matter,
no conflict is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from effort import examples
from hypothesis import assume, given
from hypothesis import strategies as st
from plans import small_plan
from strategies import plans
from taken import of_base

from btobsheet.layout.geometry import table_geometry
from btobsheet.layout.rows.snapshot import Reading
from btobsheet.layout.rows.written import base_text, plan_rows
from btobsheet.plan.cells import Entry, Key, Row, Snapshot, Tables, same_row
from btobsheet.plan.merge.rows import permuted
from btobsheet.plan.merge.threeway import chosen, merge, preferring_copies
from btobsheet.plan.merge.values import Copy, Merged
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES, make_id

Draw = Any
Edits = Mapping[Key, Entry | None]
TEXT_FIELDS = {
    "operations": ("note", "mission"),
    "tactics": ("note", "reason"),
    "kpis": ("note", "actual.2026-09"),
    "actions": ("note", "percent", "calendar.2026-04-06"),
    "reviews": ("cause", "decision"),
    "costs": ("note", "plan.2026-09", "actual.2026-09"),
    "people": ("role", "email"),
    "holidays": ("name",),
}
fast = examples(6, 80)


def entry(value: Any) -> Entry:
    return Entry(value, value, value)


def row(**cells: Any) -> Row:
    return {field: entry(value) for field, value in cells.items()}


def tables_of(plan: Plan) -> Tables:
    tables = of_base(base_text(plan_rows(plan)), Reading(plan.start, plan.language))
    assert tables is not None
    return tables


def columns_of(plan: Plan) -> dict[str, frozenset[str]]:
    found = {
        table: frozenset(
            slot.field for slot in table_geometry(plan, table).slots if slot.column.is_input
        )
        for table in (*TABLES, "settings")
    }
    return {table: fields | set(TEXT_FIELDS.get(table, ())) for table, fields in found.items()}


def edited(tables: Tables, edits: Edits) -> dict[str, dict[str, dict[str, Entry]]]:
    """Give the cells with edits made by hand, as the merge itself does not."""
    made = {
        table: {one: dict(cells) for one, cells in rows.items()} for table, rows in tables.items()
    }
    for (table, one, field), value in edits.items():
        cells = made.setdefault(table, {}).setdefault(one, {})
        cells.pop(field, None)
        if value is not None:
            cells[field] = value
    return made


def merged_of(plan: Plan, copies: Mapping[str, Tables], master: Tables | None = None) -> Merged:
    """Merge copies that were all handed out with the plan."""
    base, columns = tables_of(plan), columns_of(plan)
    return merge(
        Snapshot(master or base, columns),
        [Copy(file, Snapshot(tables, columns), base) for file, tables in copies.items()],
    )


@st.composite
def edits(draw: Draw, plan: Plan, most: int = 6) -> list[dict[Key, Entry | None]]:
    """Give what up to six people type into cells of rows that are in use, each at most five.

    They may meet.
    """
    tables = tables_of(plan)
    cells = [
        (table, one, field)
        for table in TABLES
        for one in tables[table]
        for field in TEXT_FIELDS[table]
    ]
    values = st.one_of(
        st.sampled_from((entry("約50件"), entry(0.5), entry(dt.date(2026, 9, 1)), entry("済"))),
        st.none(),
    )
    person = st.dictionaries(st.sampled_from(cells), values, max_size=5) if cells else st.just({})
    people = draw(st.lists(person, min_size=1, max_size=most))
    return [
        {
            key: value
            for key, value in one.items()
            if tables[key[0]][key[1]].get(key[2]) != value and _stays(tables, one, key)
        }
        for one in people
    ]


def _stays(tables: Tables, one: Edits, key: Key) -> bool:
    """Tell that a row keeps a filled cell: emptied wholly it would be a deleted one."""
    cells = edited(tables, one)[key[0]][key[1]]
    return bool(cells.keys() - {name for table, _, name in one if table == key[0]})


@fast
@given(plans())
def test_an_untouched_copy_changes_nothing(plan: Plan) -> None:
    base = tables_of(plan)
    assert merged_of(plan, {"a": base, "b": base}) == Merged(base)


@fast
@given(plans().flatmap(lambda plan: st.tuples(st.just(plan), edits(plan))))
def test_disjoint_edits_all_land_without_a_conflict(
    made: tuple[Plan, list[dict[Key, Entry | None]]],
) -> None:
    plan, people = made
    taken: set[Key] = set()
    own = []
    for one in people:
        own.append({key: value for key, value in one.items() if key not in taken})
        taken |= one.keys()
    base = tables_of(plan)
    own = [{key: value for key, value in one.items() if _stays(base, one, key)} for one in own]
    together = {key: value for one in own for key, value in one.items()}
    merged = merged_of(plan, {f"{at}.xlsx": edited(base, one) for at, one in enumerate(own)})
    assert merged.conflicts == ()
    assert {(one.table, one.id, one.field): one.after for one in merged.changes} == together
    assert {
        key
        for key in together
        if merged.tables[key[0]].get(key[1], {}).get(key[2]) != together[key]
    } == set()


@fast
@given(plans().flatmap(lambda plan: st.tuples(st.just(plan), edits(plan))))
def test_every_disagreement_is_a_conflict_and_nothing_else_is(
    made: tuple[Plan, list[dict[Key, Entry | None]]],
) -> None:
    plan, people = made
    base = tables_of(plan)
    merged = merged_of(plan, {f"{at}.xlsx": edited(base, one) for at, one in enumerate(people)})
    said: dict[Key, set[Entry | None]] = {}
    for one in people:
        for key, value in one.items():
            said.setdefault(key, set()).add(value)
    assert {(one.table, one.id, one.field) for one in merged.conflicts} == {
        key for key, values in said.items() if len(values) > 1
    }
    assert all(
        {candidate.value for candidate in one.candidates} == said[one.table, one.id, one.field]
        for one in merged.conflicts
    )
    assert {(one.table, one.id, one.field): {one.after} for one in merged.changes} == {
        key: values for key, values in said.items() if len(values) == 1
    }
    assert all(
        merged.tables[one.table][one.id].get(one.field) == base[one.table][one.id].get(one.field)
        for one in merged.conflicts
    )


@st.composite
def new_rows(draw: Draw) -> list[list[tuple[str, str, Row]]]:
    """Give what up to four people put into the first spare rows of the small plan: tactics, with
    KPIs, actions, reviews and costs of them.
    """
    word = st.sampled_from(("展示会", "勉強会", "訪問"))
    people = []
    for _ in range(draw(st.integers(1, 4))):
        tactics = [
            (f"T{number:02d}", row(name=draw(word), operation="O01"))
            for number in range(5, 5 + draw(st.integers(0, 2)))
        ]
        own = [*(one for one, _ in tactics), "T01"]
        point = st.sampled_from(own)
        rows = [("tactics", one, cells) for one, cells in tactics]
        rows += [
            (
                "kpis",
                f"K{6 + at:02d}",
                row(name=draw(word), scope=draw(point), **({"parent": "K06"} if at else {})),
            )
            for at in range(draw(st.integers(0, 2)))
        ]
        rows += [
            ("actions", f"A{11 + at:03d}", row(task=draw(word), tactic=draw(point)))
            for at in range(draw(st.integers(0, 3)))
        ]
        rows += [
            ("reviews", f"R{2 + at:02d}", row(result=draw(word), tactic=draw(point)))
            for at in range(draw(st.integers(0, 1)))
        ]
        rows += [
            ("costs", f"C{2 + at:02d}", row(item=draw(word), tactic=draw(point)))
            for at in range(draw(st.integers(0, 2)))
        ]
        people.append(rows)
    return people


def said_by(rows: Sequence[tuple[str, str, Row]], tables: Tables) -> list[Any]:
    """Give each row with what it points to by content instead of by id: what must not change when
    ids do.
    """
    by_id = {one: cells for table in tables.values() for one, cells in table.items()}

    def plain(table: str, cells: Row, depth: int = 3) -> Any:
        names = {
            "operation": "operations",
            "scope": "tactics",
            "tactic": "tactics",
            "parent": "kpis",
            "kpi": "kpis",
        }
        return tuple(
            (
                field,
                plain(names[field], by_id[str(one.value)], depth - 1)
                if one.points and depth
                else str(one.value),
            )
            for field, one in sorted(cells.items())
        )

    return sorted((table, plain(table, cells)) for table, _, cells in rows)


@fast
@given(new_rows())
def test_new_rows_are_all_kept_and_their_references_follow(
    people: list[list[tuple[str, str, Row]]],
) -> None:
    plan = small_plan()
    base = tables_of(plan)
    copies = {
        f"{at}.xlsx": edited(
            base,
            {
                (table, one, field): value
                for table, one, cells in rows
                for field, value in cells.items()
            },
        )
        for at, rows in enumerate(people)
    }
    merged = merged_of(plan, copies)
    before = [
        item for at, rows in enumerate(people) for item in said_by(rows, copies[f"{at}.xlsx"])
    ]
    kept = [
        (table, one, cells)
        for table in TABLES
        for one, cells in merged.tables[table].items()
        if one not in base[table]
    ]
    assert sorted(said_by(kept, merged.tables)) == sorted(before)
    assert merged.conflicts == ()
    assert {(one.table, one.id) for one in merged.added} == {(table, one) for table, one, _ in kept}
    contents: dict[tuple[str, object], list[str]] = {}
    for table, one, cells in kept:
        contents.setdefault(
            (table, tuple(sorted((field, str(value.value)) for field, value in cells.items()))), []
        ).append(one)
    told = [(table, set(ids)) for table, ids in merged.alike]
    for (table, *_), ids in contents.items():
        assert len(ids) == 1 or any(table == of and set(ids) <= some for of, some in told)
    for table, some in told:
        assert any(_shares_most(merged.tables[table], one, some - {one}) for one in some)


def _shares_most(rows: Mapping[str, Row], one: str, others: set[str]) -> bool:
    """Tell whether a row shares more than half of its cells with each of others."""
    return all(
        2
        * sum(rows[one].get(name) == rows[other].get(name) for name in {**rows[one], **rows[other]})
        > len(rows[one].keys() | rows[other].keys())
        for other in others
    )


@fast
@given(
    plans().flatmap(lambda plan: st.tuples(st.just(plan), edits(plan))), new_rows(), st.randoms()
)
def test_the_order_of_the_copies_does_not_matter(
    made: tuple[Plan, list[dict[Key, Entry | None]]], added: list[Any], random: Any
) -> None:
    plan, people = made
    base, columns = tables_of(plan), columns_of(plan)
    copies = [
        Copy(f"{at}.xlsx", Snapshot(edited(base, one), columns), base)
        for at, one in enumerate(people)
    ]
    small = small_plan()
    start = tables_of(small)
    for at, rows in enumerate(added):
        tables = edited(
            start,
            {
                (table, one, field): value
                for table, one, cells in rows
                for field, value in cells.items()
            },
        )
        copies.append(Copy(f"n{at}.xlsx", Snapshot(tables, columns_of(small)), start))
    for master in (Snapshot(base, columns), Snapshot(start, columns_of(small))):
        mixed = list(copies)
        random.shuffle(mixed)
        assert merge(master, mixed) == merge(master, copies)


@fast
@given(plans().flatmap(lambda plan: st.tuples(st.just(plan), edits(plan))))
def test_what_equals_its_base_never_beats_a_newer_value(
    made: tuple[Plan, list[dict[Key, Entry | None]]],
) -> None:
    plan, (newer, *people) = made
    base = tables_of(plan)
    master = edited(base, newer)
    copies = {
        f"{at}.xlsx": edited(base, {key: value for key, value in one.items() if key not in newer})
        for at, one in enumerate(people)
    }
    merged = merged_of(plan, copies, master)
    assert all(
        merged.tables[table][one].get(field) == value
        for (table, one, field), value in newer.items()
    )
    old = {
        (table, one, field)
        for table, one, field in newer
        if base[table][one].get(field) is not None
    }
    assert {(one.table, one.id, one.field, one.file) for one in merged.stale} == {
        (*key, file) for key in old for file in copies
    }


A1 = ("actions", "A001")


def small(**changes: Any) -> dict[str, dict[str, dict[str, Entry]]]:
    """Give the small plan's cells with values in A001."""
    return edited(
        tables_of(small_plan()),
        {(*A1, field): None if value is None else entry(value) for field, value in changes.items()},
    )


def deleted() -> dict[str, dict[str, dict[str, Entry]]]:
    tables = small()
    del tables["actions"]["A001"]
    return tables


def outcome(merged: Merged) -> tuple[list[tuple[str, str]], list[tuple[str, object]], list[str]]:
    """Give the conflicts (kind, field), the changes (field, value) and the deletion candidates."""
    changes = [(one.field, one.after.value if one.after else None) for one in merged.changes]
    return (
        [(one.kind, one.field) for one in merged.conflicts],
        changes,
        [one.id for one in merged.gone],
    )


@pytest.mark.parametrize(
    ("master", "copies", "expected"),
    [
        (small(), [deleted()], ([], [], ["A001"])),
        (small(), [deleted(), deleted()], ([], [], ["A001"])),
        (small(), [deleted(), small(note="急ぐ")], ([("delete", "")], [("note", "急ぐ")], [])),
        (small(note="急ぐ"), [deleted()], ([("delete", "")], [], [])),
        (deleted(), [small()], ([], [], [])),
        (deleted(), [deleted()], ([], [], [])),
        (deleted(), [small(note="急ぐ")], ([("restore", "")], [], [])),
        (small(), [small(owner=None)], ([], [("owner", None)], [])),
        (small(owner=None), [small(owner=None)], ([], [], [])),
        (small(owner="丁"), [small(owner="丁")], ([], [], [])),
        (small(owner="丁"), [small(owner="戊")], ([("cell", "owner")], [], [])),
        (small(owner="丁"), [small(owner=None)], ([("cell", "owner")], [], [])),
        (small(), [small(owner="丁"), small(owner="丁")], ([], [("owner", "丁")], [])),
    ],
)
def test_one_row(master: Tables, copies: list[Tables], expected: object) -> None:
    assert (
        outcome(
            merged_of(small_plan(), {f"{at}.xlsx": one for at, one in enumerate(copies)}, master)
        )
        == expected
    )


def test_a_missing_column_or_tab_deletes_nothing() -> None:
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    without_owner = edited(base, {("actions", one, "owner"): None for one in base["actions"]})
    fewer = {
        table: fields - {"owner"} if table == "actions" else fields
        for table, fields in columns.items()
        if table != "kpis"
    }
    copy = Snapshot({**without_owner, "kpis": {}}, fewer)
    assert merge(Snapshot(base, columns), [Copy("a", copy, base)]) == Merged(base)


def test_a_cell_that_shows_an_error_says_nothing() -> None:
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    copy = Snapshot(small(owner=None), columns, unsure=frozenset({(*A1, "owner")}))
    assert merge(Snapshot(base, columns), [Copy("a", copy, base)]) == Merged(base)


def test_a_copy_without_a_base_is_compared_with_the_master() -> None:
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    own = small(owner=None, note="新しい言葉", task="別の仕事")
    own["actions"]["A099"] = dict(row(task="足した仕事"))
    del own["actions"]["A002"]
    merged = merge(Snapshot(base, columns), [Copy("a", Snapshot(own, columns), None)])
    assert outcome(merged) == (
        [("cell", "task")],
        [("note", "新しい言葉"), ("task", "足した仕事")],
        [],
    )


def test_copies_of_older_revisions_are_judged_by_their_own_base() -> None:
    """The plan said 甲 first and 乙 later.

    A late copy of the first revision must not bring 甲 back.
    """
    plan = small_plan()
    columns = columns_of(plan)
    first, later = small(owner="甲"), small(owner="乙")
    old = Copy(
        "old", Snapshot(edited(first, {(*A1, "note"): entry("遅れて返した")}), columns), first
    )
    new = Copy("new", Snapshot(edited(later, {(*A1, "owner"): entry("丙")}), columns), later)
    merged = merge(Snapshot(later, columns), [old, new])
    assert outcome(merged) == ([], [("note", "遅れて返した"), ("owner", "丙")], [])
    assert [(one.field, one.file) for one in merged.stale] == [("owner", "old")]
    astray = Copy("astray", Snapshot(edited(first, {(*A1, "owner"): entry("丁")}), columns), first)
    assert outcome(merge(Snapshot(later, columns), [astray])) == ([("cell", "owner")], [], [])


def test_the_same_copy_sent_again_adds_no_row_twice() -> None:
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    added = {
        ("actions", "A011", field): value
        for field, value in row(task="新しい仕事", owner="甲野一郎", tactic="T01").items()
    }
    own = edited(base, added)
    once = merge(Snapshot(base, columns), [Copy("a", Snapshot(own, columns), base)])
    again = edited(own, {("actions", "A011", "note"): entry("あとから")})
    twice = merge(Snapshot(once.tables, columns), [Copy("a", Snapshot(again, columns), base)])
    assert outcome(twice) == ([], [("note", "あとから")], [])


@fast
@given(new_rows(), st.randoms())
def test_copies_merged_again_change_nothing(
    people: list[list[tuple[str, str, Row]]], random: Any
) -> None:
    """Rows that were renumbered, with all that points to them, are known again.

    So they are when one copy comes alone.
    """
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    copies = [
        Copy(
            f"{at}",
            Snapshot(
                edited(
                    base,
                    {
                        (table, one, field): value
                        for table, one, cells in rows
                        for field, value in cells.items()
                    },
                ),
                columns,
            ),
            base,
        )
        for at, rows in enumerate(people)
    ]
    once = merge(Snapshot(base, columns), copies)
    assume(
        not {"tactics", "kpis"} & {table for table, _ in once.alike}
    )  # which of several alike a row points to cannot be told from another copy's
    master = Snapshot(once.tables, columns)
    for some in (copies, [random.choice(copies)]):
        twice = merge(master, some)
        assert (twice.added, twice.changes, twice.conflicts, twice.tables) == (
            (),
            (),
            (),
            once.tables,
        )


def test_a_new_row_gives_way_to_one_that_was_merged_before() -> None:
    """The copy's A011 is the master's A012 by now.

    What was typed since into the copy's A012 is new.
    """
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    mine, other, later = row(task="会場を探す"), row(task="案内を書く"), row(task="名簿を作る")
    own, master = small(), small()
    own["actions"] |= {"A011": dict(mine), "A012": dict(later)}
    master["actions"] |= {"A011": dict(other), "A012": dict(mine)}
    merged = merge(Snapshot(master, columns), [Copy("a", Snapshot(own, columns), base)])
    assert [(one.id, one.was) for one in merged.added] == [("A013", "A012")]
    assert [(one.id, one.was) for one in merged.again] == [("A012", "A011")]
    assert (merged.conflicts, merged.tables["actions"]["A013"]) == ((), later)


@pytest.mark.parametrize(
    ("typed", "added"),
    [
        ("会場を探す", ["A012"]),  # another row that happens to bear the next free id
        ("案内を書く", []),  # the same one, merged before
    ],
)
def test_a_new_row_is_known_in_the_master_by_what_it_says(typed: str, added: list[str]) -> None:
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    own, master = small(), small()
    own["actions"]["A011"] = dict(row(task=typed, owner="甲", tactic="T01", note="急ぐ"))
    master["actions"]["A011"] = dict(row(task="案内を書く", owner="甲", tactic="T01", phase="P"))
    merged = merge(Snapshot(master, columns), [Copy("a", Snapshot(own, columns), base)])
    assert [one.id for one in merged.added] == added
    assert merged.conflicts == ()
    kept = merged.tables["actions"]["A011"]
    assert kept["task"] == entry("案内を書く")
    assert ("note" in kept) is not bool(added)


def test_a_row_that_lost_its_id_is_known_by_what_it_says() -> None:
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    own = small(note="番号を消した")
    own["actions"]["A061"] = own["actions"].pop("A001")
    merged = merge(
        Snapshot(base, columns),
        [Copy("a", Snapshot(own, columns, loose=frozenset({("actions", "A061")})), base)],
    )
    assert outcome(merged) == ([], [("note", "番号を消した")], [])


def test_rows_sorted_apart_from_their_ids_are_noticed() -> None:
    plan = small_plan()
    base, columns = tables_of(plan), columns_of(plan)
    own = small()
    own["actions"]["A004"], own["actions"]["A009"] = own["actions"]["A009"], own["actions"]["A004"]
    swapped = (("A004", "A009"), ("A009", "A004"))
    assert permuted(Snapshot(own, columns), base) == {"actions": swapped}
    assert permuted(Snapshot(small(task="言い直した"), columns), base) == {}


def test_decisions() -> None:
    plan = small_plan()
    merged = merged_of(plan, {"a": small(owner="丁"), "b": deleted()})
    assert [one.kind for one in merged.conflicts] == ["delete"]
    gone = chosen(
        merged.conflicts[0], merged.conflicts[0].candidates[0], merged.tables["actions"]["A001"]
    )
    assert {one.field for one in gone} == set(merged.tables["actions"]["A001"])
    assert "A001" not in preferring_copies(merged).tables["actions"]
    alone = merged_of(plan, {"a": small(owner="丁")}, small(owner="戊"))
    assert preferring_copies(alone).tables["actions"]["A001"]["owner"] == entry("丁")
    contradicting = merged_of(plan, {"a": small(owner="丁"), "b": small(owner="己")})
    assert preferring_copies(contradicting) == replace(contradicting)
    restored = preferring_copies(merged_of(plan, {"a": small(owner="丁")}, deleted()))
    assert restored.tables["actions"]["A001"] == small(owner="丁")["actions"]["A001"]
    assert make_id("actions", 1) == "A001"


def in_currency(shown: str) -> dict[str, dict[str, dict[str, Entry]]]:
    """Give the small plan's cells with a currency, or a blank one."""
    tables = small()
    tables["settings"]["currency"] = dict(row(value=shown)) if shown else {}
    return tables


@pytest.mark.parametrize(
    ("master", "typed", "conflicts", "currency"),
    [
        ("", "USD", [], "USD"),
        ("USD", "USD", [], "USD"),
        ("EUR", "USD", [("settings", "currency", "value")], "EUR"),
        ("EUR", "", [], "EUR"),  # the copy says nothing
    ],
)
def test_a_setting_that_the_handed_out_workbook_did_not_know_is_the_same_in_all_copies(
    master: str, typed: str, conflicts: list[tuple[str, ...]], currency: str
) -> None:
    """However different what was typed since: a setting is no new row that could stand beside
    another.
    """
    columns, before = columns_of(small_plan()), in_currency("")
    del before["settings"]["currency"]
    copy = Copy("a", Snapshot(in_currency(typed), columns), before)
    merged = merge(Snapshot(in_currency(master), columns), [copy])
    assert [(one.table, one.id, one.field) for one in merged.conflicts] == conflicts
    assert merged.tables["settings"]["currency"] == row(value=currency)
    assert merged.added == ()


def test_a_row_deleted_by_copies_of_two_revisions_is_one_wish() -> None:
    """They were handed out different rows, and both want it gone: no contradiction between them."""
    columns = columns_of(small_plan())
    copies = [
        Copy(file, Snapshot(deleted(), columns), small(owner=owner))
        for file, owner in (("a", "甲"), ("b", "乙"))
    ]
    merged = merge(Snapshot(small(owner="丙"), columns), copies)
    assert outcome(merged) == ([("delete", "")], [], [])
    first, second = merged.conflicts[0].candidates
    assert first.row != second.row
    preferred = preferring_copies(merged)
    assert preferred.conflicts == ()
    assert "A001" not in preferred.tables["actions"]


@pytest.mark.parametrize(("other", "left"), [("丁", 0), ("戊", 1)])
def test_copies_that_would_restore_a_row_differently_are_asked_about(other: str, left: int) -> None:
    copies: dict[str, Tables] = {"a": small(owner="丁"), "b": small(owner=other)}
    merged = merged_of(small_plan(), copies, deleted())
    assert outcome(merged)[0] == [("restore", "")]
    preferred = preferring_copies(merged)
    assert len(preferred.conflicts) == left
    assert ("A001" in preferred.tables["actions"]) is not bool(left)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (row(task="会場", owner="甲"), row(task="会場", owner="甲"), True),
        (row(task="会場", owner="甲"), row(task="会場", owner="甲", note="足した"), True),
        (row(task="会場", owner="甲"), row(task="会場", owner="乙"), False),
        (
            row(task="会場", owner="甲", tactic="T01"),
            row(task="会場", owner="乙", tactic="T01"),
            True,
        ),
        (
            row(task="会場", owner="甲", tactic="T01"),
            row(task="招待", owner="甲", tactic="T01"),
            False,
        ),
        (row(task="会場"), row(), False),
    ],
)
def test_the_same_row_has_one_name_and_most_fields_alike(one: Row, other: Row, same: bool) -> None:
    assert same_row("actions", one, other) == same_row("actions", other, one) == same


@pytest.mark.parametrize(
    ("there", "typed", "asked"),
    [
        (entry(30), Entry("約30", "約30"), True),
        (None, Entry("約30", "約30"), False),
        (Entry("約20", "約20"), Entry("約30", "約30"), False),
        (entry(30), entry(31), False),
        (entry(30), None, False),
    ],
)
def test_a_value_that_nobody_can_read_asks_before_it_replaces_one_that_counts(
    there: Entry | None, typed: Entry | None, asked: bool
) -> None:
    plan = small_plan()
    key = ("kpis", "K02", "actual.2026-09")
    base = edited(tables_of(plan), {key: there})
    copy = Copy("a", Snapshot(edited(base, {key: typed}), columns_of(plan)), base)
    made = merge(Snapshot(base, columns_of(plan)), [copy])
    assert (len(made.conflicts), len(made.changes)) == ((1, 0) if asked else (0, 1))
    chosen_one = preferring_copies(made)
    assert chosen_one.tables["kpis"]["K02"].get("actual.2026-09") == typed


def test_two_people_who_add_the_same_row_in_other_words_are_asked_whether_it_is_one() -> None:
    def with_row(one: str, **changes: str) -> dict[str, dict[str, dict[str, Entry]]]:
        cells = {"task": "新しい仕事", "owner": "甲野一郎", "tactic": "T01", **changes}
        typed = {("actions", one, field): value for field, value in row(**cells).items()}
        return edited(tables_of(small_plan()), typed)

    first = with_row("A011", note="会場")
    again = with_row("A012", note="受付")
    assert merged_of(small_plan(), {"a": first, "b": again}).alike == (
        ("actions", ("A011", "A012")),
    )
    other = with_row("A012", task="別の仕事", note="受付")
    assert merged_of(small_plan(), {"a": first, "b": other}).alike == ()


def test_a_contradiction_between_copies_leaves_the_other_conflicts_to_be_decided() -> None:
    def typed(first: str, second: str) -> dict[str, dict[str, dict[str, Entry]]]:
        return edited(
            tables_of(small_plan()),
            {("actions", "A001", "note"): entry(first), ("actions", "A002", "note"): entry(second)},
        )

    copies = {"a": typed("会場", "招待"), "b": typed("受付", "招待")}
    merged = merged_of(small_plan(), copies, typed("机", "名簿"))
    assert [one.id for one in merged.conflicts] == ["A001", "A002"]
    preferred = preferring_copies(merged)
    assert [one.id for one in preferred.conflicts] == ["A001"]
    assert preferred.tables["actions"]["A001"]["note"] == entry("机")
    assert preferred.tables["actions"]["A002"]["note"] == entry("招待")
