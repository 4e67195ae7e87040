from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from strategies import plans

from btobsheet.layout.book import BOOK
from btobsheet.layout.rows.read import RawRow, build
from btobsheet.layout.rows.written import plan_rows
from btobsheet.layout.typed.text import Raw
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan, Settings
from btobsheet.problems import Origin, Place, Problem
from btobsheet.wording import text, text_or

TOLD_OF_ANY_PLAN = {"N304", "N320", "N321", "N322"}


def rows_of(plan: Plan) -> dict[str, list[RawRow]]:
    """Give a plan's rows as a reader of workbooks would find them."""
    return {
        table: [
            RawRow(Origin(table, at, dict.fromkeys(cells, "B") | {"id": "A"}), cells)
            for at, cells in enumerate(rows, start=8)
        ]
        for table, rows in plan_rows(plan).items()
    }


@examples(10, 300)
@given(plans())
def test_what_is_written_is_read_again(plan: Plan) -> None:
    read, problems = build(
        rows_of(plan),
        start=plan.start,
        language=plan.language,
        calendar=plan.calendar,
        template=plan.template,
    )
    assert read == plan
    assert [item for item in problems if item.code not in TOLD_OF_ANY_PLAN] == []


APRIL = Month(2026, 4)


def read(
    start: Month = APRIL, **tables: Sequence[Mapping[str, Raw]]
) -> tuple[Plan, dict[str, list[Problem]]]:
    """Build a plan from cells; the problems by code."""
    rows = {
        table: [
            RawRow(Origin(table, at, dict.fromkeys(cells, "B") | {"id": "A"}), cells)
            for at, cells in enumerate(items, start=1)
        ]
        for table, items in tables.items()
    }
    plan, problems = build(rows, start=start, language="ja")
    found: dict[str, list[Problem]] = {}
    for item in problems:
        found.setdefault(item.code, []).append(item)
    return plan, found


def test_rows_with_an_id_only_are_spare() -> None:
    cells = [
        {"id": "T01", "name": "展示会"},
        {"id": "T02"},
        {"id": "T03", "name": ""},
        {"id": "T04", "examples": ";name=a;"},
        {},
    ]
    plan, problems = read(tactics=cells)
    assert [item.id for item in plan.tactics] == ["T01"]
    assert problems == {}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "N311"),
        ("", "N311"),
        ("T02", "W310"),
        ("ｔ2", "W310"),
        ("abc", "W312"),
        (3, "W312"),
        ("K01", "W312"),
        ("T00", "W312"),
        ("#REF!", "W312"),
    ],
)
def test_a_row_without_an_id_of_its_own_gets_the_next_one(typed: Raw, code: str) -> None:
    cells = [{"id": "T02", "name": "展示会"}, {"id": typed, "name": "相談会"}, {"id": "T05"}]
    plan, problems = read(tactics=cells)
    assert [(item.id, item.name) for item in plan.tactics] == [("T02", "展示会"), ("T06", "相談会")]
    assert [(item.place, item.details["id"]) for item in problems[code]] == [
        (Place("tactics", "A2"), "T06")
    ]
    assert set(problems) == {code}


def test_a_spare_row_does_not_hold_an_id_against_a_used_one() -> None:
    plan, problems = read(tactics=[{"id": "T01"}, {"id": "T01", "name": "展示会"}])
    assert [item.id for item in plan.tactics] == ["T01"]
    assert problems == {}


@pytest.mark.parametrize(
    ("typed", "kept"), [("t3", "T03"), ("Ｔ０３", "T03"), ("T0003", "T03"), ("T120", "T120")]
)
def test_an_id_has_one_spelling(typed: str, kept: str) -> None:
    plan, _ = read(tactics=[{"id": typed, "name": "展示会"}])
    assert [item.id for item in plan.tactics] == [kept]


def test_the_order_of_the_rows_does_not_matter() -> None:
    cells = [{"id": f"A{number:03d}", "task": f"仕事{number}"} for number in (1, 2, 10, 100, 1000)]
    assert read(actions=cells)[0] == read(actions=cells[::-1])[0]


TACTICS = [
    {"id": "T01", "name": "展示会"},
    {"id": "T02", "name": "Web 広告"},
    {"id": "T03", "name": "広告"},
    {"id": "T04", "name": "広告"},
    {"id": "T05"},
]


@pytest.mark.parametrize(
    ("typed", "meant", "code"),
    [
        ("T01 展示会", "T01", ""),
        ("T01", "T01", ""),
        ("t01", "T01", ""),
        ("T01 旧い名前", "T01", ""),
        ("T01 web広告", "T01", "W303"),
        ("T03 広告", "T03", ""),
        ("展示会", "T01", ""),
        ("web 広告", "T02", ""),
        ("ＷＥＢ広告", "T02", "N304"),
        ("T1 展示会", "T01", "N304"),
        ("T01　展示会", "T01", ""),
        ("　T01 展示会 ", "T01", ""),
        ("展 示　会\n", "T01", ""),
        ("Ｔ０１ 展示会", "T01", "N304"),
        ("T01展示会", "T01", "N304"),
        ("T01:展示会", "T01", "N304"),
        ("広告", "", "E302"),
        ("展示会場", "", "E301"),
        ("第二回の展示会への出展にかかわる一切", "", "E301"),  # a name stands in it
        ("示会", "", "E301"),
        ("会", "", "E303"),  # one letter says nothing
        ("T05", "", "E303"),
        ("T99 展示会", "", "E301"),
        ("まったく別", "", "E303"),
        ("KGI", "", "E303"),
        ("#REF!", "", "E204"),
    ],
)
def test_whom_a_reference_means(typed: str, meant: str, code: str) -> None:
    plan, problems = read(
        tactics=TACTICS, actions=[{"id": "A001", "task": "準備", "tactic": typed}]
    )
    assert plan.actions[0].tactic == meant
    assert list(problems) == ([code] if code else [])
    for item in problems.get(code, ()):
        assert (item.place, item.value, item.details["label"]) == (
            Place("actions", "B1"),
            typed,
            "A001 準備",
        )


def test_a_scope_may_be_the_kgi_an_operation_or_a_tactic() -> None:
    scopes = ["KGI", "ｋｇｉ 売上", "O01 集客", "集客", "T01 展示会", "展示会"]
    kpis = [{"id": f"K{at:02d}", "scope": scope} for at, scope in enumerate(scopes, start=1)]
    plan, _ = read(operations=[{"id": "O01", "name": "集客"}], tactics=TACTICS, kpis=kpis)
    assert [item.scope for item in plan.kpis] == ["KGI", "KGI", "O01", "O01", "T01", "T01"]


def test_a_reference_to_an_adopted_row_goes_by_its_name() -> None:
    plan, _ = read(tactics=[{"name": "相談会"}], actions=[{"id": "A001", "tactic": "相談会"}])
    assert plan.actions[0].tactic == plan.tactics[0].id == "T01"


def test_a_refused_value_is_left_out_and_told_with_its_cell() -> None:
    plan, problems = read(
        kpis=[
            {
                "id": "K01",
                "name": "受注",
                "actual.2026-04": "約50件",
                "actual.2026-05": "120",
                "annual_target": True,
            }
        ]
    )
    assert plan.kpis[0].actual == (None, 120, *[None] * 10)
    assert {
        code: [(item.place, item.value) for item in items] for code, items in problems.items()
    } == {
        "E201": [(Place("kpis", "B1"), "約50件")],
        "N206": [(Place("kpis", "B1"), "120")],
        "E205": [(Place("kpis", "B1"), "TRUE")],
    }


def test_values_of_a_row_in_percent_are_fractions() -> None:
    plan, problems = read(
        kpis=[
            {
                "id": "K01",
                "name": "率",
                "unit": "％",
                "annual_target": 85,
                "actual.2026-04": 0.8,
                "actual.2027-04": 1,
            }
        ]
    )
    assert (plan.kpis[0].annual_target, plan.kpis[0].actual[0]) == (0.85, 0.8)
    assert list(problems) == ["N201"]


def test_marks_in_the_calendar_are_kept_in_the_order_of_their_days() -> None:
    plan, _ = read(
        actions=[
            {
                "id": "A001",
                "calendar.2026-04-13": "★",
                "calendar.2026-04-06": 1,
                "calendar.2026-04-20": " ",
            }
        ]
    )
    assert plan.actions[0].calendar == (("2026-04-06", "1"), ("2026-04-13", "★"))


def test_an_example_holds_while_its_cell_has_the_value() -> None:
    cells = {
        "id": "K01",
        "name": "受注",
        "annual_target": 120,
        "unit": "件",
        "baseline": 0.5,
        "examples": ";unit=件;annual_target=100;name=受注;baseline=0.5;",
    }
    assert read(kpis=[cells])[0].kpis[0].examples == ("unit", "name", "baseline")


def test_settings_are_read_by_their_ids() -> None:
    rows = [
        {"id": "policy", "value": "デジタル化への挑戦"},
        {"id": " Threshold.On_Track ", "value": "90%"},
        {"id": "stale_months", "value": 99},
        {"id": "stages", "value": "集客、商談"},
        {"id": "as_of", "value": ""},
        {"id": "mine", "value": "覚え書き"},
        {"id": "other"},
    ]
    plan, problems = read(settings=rows)
    assert (
        plan.settings.policy,
        plan.settings.on_track,
        plan.settings.stages,
        plan.settings.as_of,
    ) == ("デジタル化への挑戦", 0.9, ("集客", "商談"), None)
    assert plan.settings.stale_months == Settings().stale_months
    assert {code: [item.place for item in items] for code, items in problems.items()} == {
        "N206": [Place("settings", "B2")],
        "E202": [Place("settings", "B3")],
        "N313": [Place("settings", "B6")],
    }
    assert plan.settings.origin is not None
    assert plan.settings.origin.place("stages") == Place("settings", "B4")


RATIO = {
    "id": "K03",
    "name": "率",
    "unit": "%",
    "aggregation": "比率",
    "numerator": "K01",
    "denominator": "K02",
}
PARTS = [{"id": "K01", "name": "受注"}, {"id": "K02", "name": "商談"}]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"denominator": ""}, ["N320"]),
        ({"denominator": "K03"}, ["N320"]),
        ({"actual.2026-04": 0.5}, ["N321"]),
        ({"denominator": "", "actual.2026-04": 0.5}, ["N320"]),
    ],
)
def test_notices_about_ratios(changes: dict[str, Raw], codes: list[str]) -> None:
    assert list(read(kpis=[*PARTS, RATIO | changes])[1]) == codes


def test_a_notice_about_work_in_progress_without_percent() -> None:
    _, problems = read(
        actions=[
            {"id": "A001", "task": "準備", "status": "進行中"},
            {"id": "A002", "task": "本番", "status": "進行中", "percent": 0},
        ]
    )
    assert [item.details["id"] for item in problems["N322"]] == ["A001"]


RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.text(max_size=20),
    st.sampled_from(("T01", "K01", "KGI", "4/1", "80%", "済", "#N/A")),
)


@examples(20, 200)
@given(st.data())
def test_no_cell_ever_raises(data: st.DataObject) -> None:
    tables = {
        table.name: [
            {
                column.name + (".2026-04" if column.repeat else ""): data.draw(RAW)
                for column in data.draw(st.lists(st.sampled_from(list(table.inputs)), max_size=6))
            }
            for _ in range(data.draw(st.integers(0, 3)))
        ]
        for table in BOOK.tables
    }
    plan, problems = read(**tables)
    ids = [record.id for _, record in plan.records()]
    assert len(ids) == len(set(ids))
    for item in (found for items in problems.values() for found in items):
        assert text("ja", f"problems.{item.code}", value=item.value, **item.details)
        assert text_or("en", f"problems.{item.code}.hint", "", value=item.value, **item.details)
