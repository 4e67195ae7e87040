"""Plans and assessments as pandas tables and as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, changed, small_plan
from strategies import plans

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES
from btobsheet.reports.document import as_data
from btobsheet.status.assess import assess
from btobsheet.tables.frames import RECORDS, frames, write_csv


def written(plan: Plan, folder: str = "out") -> dict[str, list[dict[str, str]]]:
    """Give what the CSV files of a plan hold, read as a program would that knows nothing of us."""
    files: dict[Path, bytes] = {}
    paths = write_csv(plan, Path(folder), files.__setitem__)
    assert list(paths) == list(files)
    return {
        path.stem: list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        for path, content in files.items()
    }


def test_a_frame_a_table_with_every_field() -> None:
    plan = small_plan()
    made = frames(plan)
    assert set(made) == {"settings", "kpi_months", *TABLES}
    for table, kind in RECORDS.items():
        frame = made[table]
        assert list(frame.index) == [record.id for record in getattr(plan, table)]
        held = {column.partition(".")[0] for column in frame.columns}
        assert held | {"id", "calendar"} == {item.name for item in fields(kind)} - {"origin"} | {
            "calendar"
        }
    assert made["settings"].loc["title", "value"] == plan.settings.title


def test_types_are_those_of_their_meaning() -> None:
    plan = changed(small_plan(), "A001", calendar=(("2026-04-06", "●"),))
    made = frames(plan)
    for frame, column, check in (
        (made["actions"], "start", pd.api.types.is_datetime64_any_dtype),
        (made["actions"], "effort", pd.api.types.is_float_dtype),
        (made["actions"], "calendar.2026-04-06", pd.api.types.is_string_dtype),
        (made["tactics"], "spent", pd.api.types.is_float_dtype),
        (made["kpis"], "main", pd.api.types.is_bool_dtype),
        (made["kpis"], "actual.2026-10", pd.api.types.is_float_dtype),
        (made["reviews"], "month", pd.api.types.is_datetime64_any_dtype),
        (made["holidays"], "date", pd.api.types.is_datetime64_any_dtype),
    ):
        assert check(frame[column].dtype), (column, frame[column].dtype)
    assert made["actions"].loc["A001", "start"] == pd.Timestamp(2026, 4, 6)
    assert made["actions"].loc["A002", "calendar.2026-04-06"] == ""
    assert pd.isna(made["kpis"].loc["K01", "actual.2026-10"])
    assert made["reviews"].loc["R01", "month"] == pd.Timestamp(2026, 9, 1)
    assert made["tactics"].loc["T04", "decision"] == "candidate"


def test_an_empty_plan_has_the_same_columns_and_types() -> None:
    empty, full = frames(Plan(start=Month(2026, 4))), frames(small_plan())
    for table in TABLES:
        assert len(empty[table]) == 0
        assert dict(empty[table].dtypes) == dict(full[table].dtypes)


def test_months_are_tall_too() -> None:
    plan = small_plan()
    tall = frames(plan)["kpi_months"]
    assert len(tall) == 12 * len(plan.kpis)
    one = tall.loc["K02"].set_index("month")
    assert (one.loc["2026-05-01", "target"], one.loc["2026-05-01", "actual"]) == (50, 52)
    assert tall.groupby("id")["actual"].sum()["K02"] == 6 * 52


def test_far_dates_are_kept() -> None:
    plan = changed(small_plan(), "A001", end=dt.date(2150, 12, 31), done_on=dt.date(1950, 1, 1))
    row = frames(plan)["actions"].loc["A001"]
    assert (row["end"].date(), row["done_on"].date()) == (
        dt.date(2150, 12, 31),
        dt.date(1950, 1, 1),
    )


def test_figures_are_those_of_the_assessment() -> None:
    judged = assess(small_plan(), DAY)
    made = frames(judged)
    assert set(made) == {"kpis", "kpi_months", "actions", "tactics", "operations", "people"}
    for item in judged.kpis:
        row = made["kpis"].loc[item.kpi.id]
        assert (row["status"], row["name"], row["counted"]) == (
            item.status,
            item.kpi.name,
            item.counted,
        )
        for name in (
            "attainment",
            "forecast",
            "actual_to_date",
            "expected_to_date",
            "annual",
            "unit_cost",
            "delay_months",
            "required_pace",
        ):
            value = getattr(item, name)
            assert pd.isna(row[name]) if value is None else row[name] == value
    for action in judged.actions:
        row = made["actions"].loc[action.action.id]
        assert (row["state"], row["percent"], row["weight"], row["task"]) == (
            action.state,
            action.percent,
            action.weight,
            action.action.task,
        )
    for tactic in judged.tactics:
        assert made["tactics"].loc[tactic.tactic.id, "status"] == (tactic.roll.status or "")
    for operation in judged.operations:
        assert (
            made["operations"].loc[operation.operation.id, "tactic_count"] == operation.tactic_count
        )
    assert list(made["people"].index) == [person.name for person in judged.people]
    assert made["people"].loc["甲野一郎", "kpis"] == ", ".join(
        next(person.kpis for person in judged.people if person.name == "甲野一郎")
    )


def test_month_figures_hold_effective_targets_and_values() -> None:
    judged = assess(changed(small_plan(), "K02", target=(None,) * 12), DAY)
    tall = frames(judged)["kpi_months"].loc["K02"].set_index("month")
    assert tall.loc["2026-04-01", "target"] == 600 / 12
    assert tall.loc["2026-04-01", "attainment"] == 52 / (600 / 12)
    assert pd.isna(tall.loc["2026-11-01", "actual"])


@pytest.mark.parametrize("folder", ["out", "出力/9月"])
def test_csv_files_hold_every_row(folder: str) -> None:
    plan = small_plan()
    rows = written(plan, folder)
    assert set(rows) == {"settings", "kpi_months", *TABLES}
    for table in TABLES:
        assert [row["id"] for row in rows[table]] == [record.id for record in getattr(plan, table)]
    assert rows["tactics"][0]["name"] == plan.tactics[0].name
    assert (
        rows["tactics"][0]["budget"],
        rows["actions"][0]["start"],
        rows["kpis"][0]["main"],
        rows["kpis"][3]["main"],
    ) == (
        "1200000",
        "2026-04-06",
        "true",
        "",
    )


def test_csv_begins_with_the_mark_that_excel_needs() -> None:
    files: dict[Path, bytes] = {}
    write_csv(small_plan(), Path("out"), files.__setitem__)
    assert all(
        content.startswith("\ufeff".encode()) and b"\r\n" in content for content in files.values()
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "　@", "＝", "\n="])
def test_no_text_becomes_a_formula(start: str) -> None:
    plan = replace(
        changed(small_plan(), "A001", note=f"{start}1+1"),
        settings=replace(small_plan().settings, policy=f"{start}2+2"),
    )
    rows = written(plan)
    assert rows["actions"][0]["note"] == f"'{start}1+1"
    assert next(row["value"] for row in rows["settings"] if row["id"] == "policy") == f"'{start}2+2"


def test_negative_numbers_stay_numbers() -> None:
    assert written(changed(small_plan(), "T01", spent=-500.0))["tactics"][0]["spent"] == "-500"
    assert written(changed(small_plan(), "T01", spent=-0.5))["tactics"][0]["spent"] == "-0.5"


@given(
    st.text(st.characters(exclude_categories=("Cs",))).filter(lambda text: as_data(text) == text)
)
def test_any_text_comes_back_from_csv_but_for_the_guard(text: str) -> None:
    found = written(changed(small_plan(), "A001", note=text))["actions"][0]["note"]
    assert found.removeprefix("'") == text.removeprefix("'")
    assert found == text or found == f"'{text}"
    assert not found.lstrip().startswith(("=", "+", "-", "@"))


@examples(10, 50)
@given(plans())
def test_any_plan_becomes_tables_and_csv(plan: Plan) -> None:
    made, rows = frames(plan), written(plan)
    for table in TABLES:
        ids = [record.id for record in getattr(plan, table)]
        assert list(made[table].index) == ids == [row["id"] for row in rows[table]]
        assert list(rows[table][0])[1:] == list(made[table].columns) if ids else True
