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
from btobsheet.plan.records import RECORDS, TABLES
from btobsheet.reports.document import as_data
from btobsheet.status.assess import assess
from btobsheet.tables.csvs import write_csv
from btobsheet.tables.frames import frames


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
    assert set(made) == {"settings", "kpi_months", "cost_months", *TABLES}
    for table, kind in RECORDS.items():
        frame = made[table]
        assert list(frame.index) == [record.id for record in getattr(plan, table)]
        held = {column.partition(".")[0] for column in frame.columns}
        own = {item.name.rstrip("_") for item in fields(kind)} - {"origin", "nothing"}
        assert held | {"id", "calendar"} == own | {"calendar"}
    assert made["settings"].loc["title", "value"] == plan.settings.title


def test_types_are_those_of_their_meaning() -> None:
    plan = changed(small_plan(), "A001", calendar=(("2026-04-06", "●"),))
    made = frames(plan)
    for frame, column, check in (
        (made["actions"], "start", pd.api.types.is_datetime64_any_dtype),
        (made["actions"], "effort", pd.api.types.is_float_dtype),
        (made["actions"], "calendar.2026-04-06", pd.api.types.is_string_dtype),
        (made["tactics"], "spent", pd.api.types.is_float_dtype),
        (made["kpis"], "main", pd.api.types.is_string_dtype),
        (made["kpis"], "from", pd.api.types.is_datetime64_any_dtype),
        (made["kpis"], "lag", pd.api.types.is_float_dtype),
        (made["tactics"], "stopped_on", pd.api.types.is_datetime64_any_dtype),
        (made["actions"], "times_planned", pd.api.types.is_float_dtype),
        (made["costs"], "plan.2026-04", pd.api.types.is_float_dtype),
        (made["costs"], "actual.2027-03", pd.api.types.is_float_dtype),
        (made["cost_months"], "month", pd.api.types.is_datetime64_any_dtype),
        (made["people"], "left_on", pd.api.types.is_datetime64_any_dtype),
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


def test_months_of_costs_are_tall_too() -> None:
    tall = frames(small_plan())["cost_months"].loc["C01"].set_index("month")
    assert (tall.loc["2026-05-01", "plan"], tall.loc["2026-05-01", "actual"]) == (100_000, 260_000)
    assert pd.isna(tall.loc["2026-06-01", "actual"])
    assert (len(tall), tall["plan"].sum()) == (12, 1_200_000)


def test_a_kpi_s_role_and_its_months_are_there() -> None:
    plan = changed(
        small_plan(), "K05", main="reference", from_=Month(2026, 5), to=Month(2027, 1), lag=2
    )
    kpis = frames(plan)["kpis"]
    assert (kpis.loc["K01", "main"], kpis.loc["K04", "main"]) == ("yes", "")
    row = kpis.loc["K05"]
    assert (row["main"], row["from"], row["to"], row["lag"]) == (
        "reference",
        pd.Timestamp(2026, 5, 1),
        pd.Timestamp(2027, 1, 1),
        2,
    )
    assert pd.isna(kpis.loc["K01", "from"])
    assert written(plan)["kpis"][4]["from"] == "2026-05-01"


def test_a_month_with_nothing_to_count_is_no_number() -> None:
    """－ is NaN in a frame, and stays what was typed in a CSV."""
    plan = changed(
        small_plan(), "K02", actual=(52,) * 6 + (None,) * 6, nothing=("2026-10", "2026-11")
    )
    row = frames(plan)["kpis"].loc["K02"]
    assert (row["actual.2026-09"], pd.isna(row["actual.2026-10"])) == (52, True)
    cells = written(plan)["kpis"][1]
    assert cells["actual.2026-09"] == "52"
    assert cells["actual.2026-10"].lstrip("'") == "－"
    assert cells["actual.2026-12"] == ""


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
            "trend_z",
            "first_month",
            "last_month",
            "missing_months",
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
        row = made["tactics"].loc[tactic.tactic.id]
        assert row["status"] == (tactic.roll.status or "")
        for name in ("budget", "spent", "planned_cost"):
            value = getattr(tactic, name)
            assert pd.isna(row[name]) if value is None else row[name] == value
    for operation in judged.operations:
        assert (
            made["operations"].loc[operation.operation.id, "tactic_count"] == operation.tactic_count
        )
    assert list(made["people"].index) == [person.name for person in judged.people]
    assert made["people"].loc["甲野一郎", "kpis"] == ", ".join(
        next(person.kpis for person in judged.people if person.name == "甲野一郎")
    )


def test_money_is_what_the_rows_of_costs_say() -> None:
    """The cells of the tactic hold other amounts, which are not used beside rows."""
    judged = assess(changed(small_plan(), "T01", budget=1.0, spent=2.0), DAY)
    row = frames(judged)["tactics"].loc["T01"]
    assert (row["budget"], row["spent"], row["planned_cost"]) == (1_200_000, 500_000, 600_000)


@pytest.mark.parametrize(
    ("actual", "chance"), [((52.0,) * 6, None), ((46.0,) * 6, True), ((20.0,) * 6, False)]
)
def test_within_chance_is_yes_no_or_not_asked(
    actual: tuple[float, ...], chance: bool | None
) -> None:
    """276 of 300 is c −1.39; on track nothing is asked."""
    plan = changed(small_plan(), "K02", actual=actual + (None,) * 6, annual_target=600)
    kpis = frames(assess(plan, DAY))["kpis"]
    found = kpis.loc["K02", "within_chance"]
    assert str(kpis["within_chance"].dtype) == "boolean"
    assert pd.isna(found) if chance is None else found == chance


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
    assert set(rows) == {"settings", "kpi_months", "cost_months", *TABLES}
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
        "yes",
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


@examples(5, 50)
@given(plans())
def test_any_plan_becomes_tables_and_csv(plan: Plan) -> None:
    made, rows = frames(plan), written(plan)
    for table in TABLES:
        ids = [record.id for record in getattr(plan, table)]
        assert list(made[table].index) == ids == [row["id"] for row in rows[table]]
        assert list(rows[table][0])[1:] == list(made[table].columns) if ids else True
