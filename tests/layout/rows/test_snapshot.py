"""Cells as they are merged: what counts as the same value, and how a value is written again."""

from __future__ import annotations

import datetime as dt
from unicodedata import normalize

import pytest
from effort import examples
from hypothesis import given
from plans import small_plan
from strategies import plans
from taken import of_base, take

from btobsheet.layout.kinds import serial
from btobsheet.layout.rows.base import stored_rows
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.snapshot import Reading, entry_of
from btobsheet.layout.rows.written import base_text, plan_rows
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import Entry, Snapshot
from btobsheet.plan.model import Plan
from btobsheet.problems import Origin

HOW = Reading(Month(2026, 4), "ja")
DAY = dt.date(2026, 4, 20)


def snapshot(how: Reading = HOW, table: str = "actions", **cells: Raw) -> Snapshot:
    rows = {
        "tactics": [
            RawRow(Origin("", 8), {"id": "T03", "name": "展示会"}),
            RawRow(Origin("", 9), {"id": "T04", "name": "訪問"}),
        ],
        table: [
            RawRow(
                Origin("", 8),
                {
                    "id": "A001" if table == "actions" else "K01",
                    "name": "行",
                    "task": "行",
                    **cells,
                },
            )
        ],
    }
    return take(rows, {table: ["id", *cells]}, how)


def entry(field: str, raw: Raw, how: Reading = HOW, **others: Raw) -> Entry | None:
    table = "kpis" if field.startswith(("actual", "annual", "main", "unit")) else "actions"
    return next(iter(snapshot(how, table, **{field: raw}, **others).tables[table].values())).get(
        field
    )


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("effort", 12, "１２人日"),
        ("effort", 12, 12.0),
        ("effort", 0, "0"),
        ("effort", 0.1 + 0.2, 0.3),
        ("percent", 0.8, "80%"),
        ("percent", 0.8, 80),
        ("status", "完了", "済"),
        ("status", "Done", "完了"),
        ("start", serial(DAY), "2026/4/20"),
        ("start", serial(DAY), "令和8年4月20日"),
        ("tactic", "T03 展示会", "T03"),
        ("tactic", "T03 古い名前", "展示会"),
        ("note", "二行\r\nの文", "二行\nの文 "),
        ("owner", "　", None),
        ("percent", "-", None),
        ("effort", "#N/A", None),
    ],
)
def test_alike(field: str, one: Raw, other: Raw) -> None:
    assert entry(field, one) == entry(field, other)


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("effort", "約12", 12),
        ("effort", 0, None),
        ("effort", "約12", "約13"),
        ("percent", 0.8, 0.81),
        ("status", "完了", "できた?"),
        ("start", serial(DAY), "来週"),
        ("tactic", "T03 展示会", "T04 展示会"),
        ("tactic", "どこか", "T03"),
        ("note", "ﾃｽﾄ", "テスト"),
    ],
)
def test_not_alike(field: str, one: Raw, other: Raw) -> None:
    assert entry(field, one) != entry(field, other)


@pytest.mark.parametrize(
    ("field", "raw", "written"),
    [
        ("effort", "12人日", 12),
        ("effort", "約12", "約12"),
        ("percent", "80%", 0.8),
        ("percent", 80, 80),
        ("status", "済", "完了"),
        ("status", "できた?", "できた?"),
        ("start", "2026/4/20", DAY),
        ("start", serial(DAY), DAY),
        ("start", "4月上旬", "4月上旬"),
        ("tactic", "展示会", "T03 展示会"),
        ("tactic", "どこか", "どこか"),
        ("calendar.2026-04-06", 5, 5),
        ("actual.2026-04", 85, 85),
        ("main", "○", "○"),
    ],
)
def test_what_is_written(field: str, raw: Raw, written: object) -> None:
    made = entry(field, raw)
    assert made is not None
    assert made.cell == written


def test_a_kpis_figures_do_not_change_with_its_unit() -> None:
    """Who only writes % as the unit has not changed the twelve figures."""
    assert entry("actual.2026-04", 85, unit="件") == entry("actual.2026-04", 85, unit="%")


def test_days_of_the_1904_system_are_days() -> None:
    assert entry("start", serial(DAY) - 1462, Reading(HOW.start, "ja", date1904=True)) == entry(
        "start", serial(DAY)
    )


def test_what_says_nothing() -> None:
    assert snapshot(owner="#REF!").unsure == {("actions", "A001", "owner")}
    assert snapshot(owner="甲").columns == {"actions": {"owner"}}
    rows = {
        "actions": [
            RawRow(Origin("", 8), {"task": "番号なし"}),
            RawRow(Origin("", 9), {"id": "A001", "task": "a"}),
            RawRow(Origin("", 10), {"id": "A001", "task": "b"}),
        ]
    }
    made = take(rows, {}, HOW, [("actions", 9, "task")])
    assert made.loose == {("actions", "A002"), ("actions", "A003")}
    assert made.unsure == {("actions", "A001", "task")}


@examples(5, 60)
@given(plans())
def test_the_base_of_merged_cells_gives_the_cells_again(plan: Plan) -> None:
    how = Reading(plan.start, plan.language)
    tables = of_base(base_text(plan_rows(plan)), how)
    assert tables is not None
    assert of_base(base_text(stored_rows(tables, {})), how) == tables


@pytest.mark.parametrize("base", ["", "nonsense", "[]", "{}", "null"])
def test_a_broken_base_is_none(base: str) -> None:
    assert of_base(base, HOW) is None


def test_an_answer_typed_by_hand_is_understood_as_in_its_cell() -> None:
    tables = of_base(base_text(plan_rows(small_plan())), HOW)
    assert tables is not None
    assert (
        entry_of("actions", "A001", "end", "5/29", tables, HOW) == tables["actions"]["A001"]["end"]
    )
    assert (
        entry_of("actions", "A001", "tactic", "導入事例の記事", tables, HOW)
        == tables["actions"]["A001"]["tactic"]
    )
    assert entry_of("kpis", "K04", "actual.2026-04", "21%", tables, HOW) == Entry(0.21, 0.21)
    assert (
        entry_of("settings", "threshold.at_risk", "value", 80, tables, HOW)
        == tables["settings"]["threshold.at_risk"]["value"]
    )
    assert entry_of("actions", "A001", "owner", "  ", tables, HOW) is None


@pytest.mark.parametrize(
    ("field", "one", "other", "same"),
    [
        ("task", "データの確認", normalize("NFD", "データの確認"), True),
        ("note", "約50パーセント", normalize("NFD", "約50パーセント"), True),
        ("owner", "André", normalize("NFD", "André"), True),
        ("end", "来週ごろ", normalize("NFD", "来週ごろ"), True),
        ("tactic", "どこか", normalize("NFD", "どこか"), True),
        ("owner", "神山", "\ufa19山", False),  # one letter in NFC, two ways to write a name
        ("task", "か", "が", False),
    ],
)
def test_letters_put_together_and_taken_apart_are_one_value(
    field: str, one: str, other: str, same: bool
) -> None:
    assert (entry(field, one) == entry(field, other)) is same
