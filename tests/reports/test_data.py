from __future__ import annotations

import json
from dataclasses import replace

import pytest
import report_plan
from plans import DAY, small_plan

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.reports import data
from btobsheet.status.assess import assess

# written out by hand from figures.md, so that the contract cannot drift unseen
PLAN = "id title policy start as_of closed_months language template revision file"
SUMMARY = (
    "progress planned digital_share budget spent kpi_counts action_counts overdue due_soon "
    "bottleneck"
)
OPERATION = (
    "id name mission tactic_count digital_share kpi_counts status driver progress planned overdue"
)
TACTIC = (
    "id operation name channel decision counted department owner intent status driver "
    "progress planned overdue score budget spent"
)
KPI = (
    "id scope name unit main aggregation direction annual_target months_evaluated "
    "missing_months actual_to_date expected_to_date attainment status trend "
    "last_change worsening_streak forecast outlook run_rate required_pace delay_months "
    "unit_cost parent parent_rate monthly place"
)
ACTION = "id tactic task owner start end status percent planned working_days state place"
PERSON = "name department kpis actions overdue due_soon missing"
REVIEW = "id month tactic kpi result cause next_action decision owner due state place"
PROBLEM = "code severity sheet cell value message hint"


def status(plan: Plan | None = None, **more: object) -> dict[str, object]:
    made = assess(plan or report_plan.plan(), report_plan.AS_OF)
    return json.loads(
        data.dumps(
            data.status_json(
                made, report_plan.problems(), [{"id": "K02"}], report_plan.FILE, **more
            )
        )
    )  # type: ignore[arg-type, no-any-return]


MADE = status()


def test_the_top_is_as_promised() -> None:
    assert list(MADE) == [
        "schema",
        "plan",
        "summary",
        "operations",
        "tactics",
        "kpis",
        "actions",
        "people",
        "reviews",
        "lint",
        "problems",
        "changes",
    ]
    assert MADE["schema"] == "btobsheet.status/1"
    assert MADE["changes"] == [{"id": "K02"}]


@pytest.mark.parametrize(("part", "keys"), [("plan", PLAN), ("summary", SUMMARY)])
def test_one_record_has_its_keys_in_order(part: str, keys: str) -> None:
    assert list(MADE[part]) == keys.split()  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("operations", OPERATION),
        ("tactics", TACTIC),
        ("kpis", KPI),
        ("actions", ACTION),
        ("people", PERSON),
        ("reviews", REVIEW),
        ("lint", PROBLEM),
        ("problems", PROBLEM),
    ],
)
def test_every_record_of_a_list_has_its_keys_in_order(part: str, keys: str) -> None:
    records = MADE[part]
    assert isinstance(records, list)
    assert records
    assert {" ".join(record) for record in records} == {keys}


def test_values_are_plain_and_absent_is_null() -> None:
    kpis = {item["id"]: item for item in MADE["kpis"]}  # type: ignore[attr-defined]
    assert kpis["K01"]["annual_target"] == 120_000_000
    assert kpis["K01"]["monthly"][0] == {
        "month": "2026-04",
        "target": 10_000_000,
        "actual": 9_500_000,
        "attainment": 0.95,
    }
    assert len(kpis["K01"]["monthly"]) == 12
    assert kpis["K09"]["attainment"] is None
    assert kpis["K10"]["place"] == {"sheet": "③KPI目標・実績", "cell": "A14"}
    assert MADE["plan"]["as_of"] == "2026-10-05"  # type: ignore[call-overload, index]
    assert MADE["plan"]["template"] is None  # type: ignore[call-overload, index]
    assert not any(isinstance(value, float) and value.is_integer() for value in walk(MADE))


def walk(value: object) -> list[object]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [value, *(found for item in inner for found in walk(item))]


def test_an_action_shows_what_was_typed_and_what_it_means() -> None:
    actions = {item["id"]: item for item in MADE["actions"]}  # type: ignore[attr-defined]
    assert actions["A005"]["percent"] is None
    assert actions["A005"]["status"] is None
    assert (actions["A004"]["start"], actions["A004"]["state"], actions["A004"]["planned"]) == (
        "2026-08-03",
        "overdue",
        1,
    )


def test_the_bottleneck_is_told_with_its_reason_in_the_language_asked_for() -> None:
    found = MADE["summary"]["bottleneck"]  # type: ignore[call-overload, index]
    assert (found["tactic"], found["kpi"], found["cost"], found["unit"]) == (
        "T02",
        "K04",
        7_700_000,
        "円",
    )
    assert "最も大きく" in found["why"]
    assert "any other tactic" in status(language="en")["summary"]["bottleneck"]["why"]  # type: ignore[call-overload, index]


def test_problems_are_complete_and_in_the_language_asked_for() -> None:
    assert len(MADE["problems"]) == len(report_plan.problems())  # type: ignore[arg-type]
    assert status(language="en")["problems"][0]["message"] != MADE["problems"][0]["message"]  # type: ignore[index]


def test_a_plan_not_read_from_a_file_has_no_places() -> None:
    made = data.status_json(assess(small_plan(), DAY))
    assert {item["place"] for item in made["kpis"]} == {None}  # type: ignore[attr-defined]
    assert made["plan"]["file"] is None  # type: ignore[index]


def test_json_is_for_people_too_and_refuses_what_is_no_number() -> None:
    text = data.dumps({"名": "甲", "x": 1})
    assert text == '{\n  "名": "甲",\n  "x": 1\n}\n'
    with pytest.raises(ValueError, match="not JSON compliant"):
        data.dumps({"x": float("nan")})


def test_a_portfolio_adds_up_its_plans() -> None:
    first = data.status_json(assess(report_plan.plan(), report_plan.AS_OF), file="a.xlsx")
    second = data.status_json(
        assess(replace(small_plan(), start=Month(2026, 4)), DAY), file="b.xlsx"
    )
    made = data.portfolio_json([first, second], [{"file": "c.xlsx", "message": "壊れています"}])
    assert list(made) == ["schema", "plans", "failures", "totals"]
    assert made["schema"] == "btobsheet.portfolio/1"
    assert made["failures"] == [{"file": "c.xlsx", "message": "壊れています"}]
    totals = made["totals"]
    assert isinstance(totals, dict)
    assert list(totals) == [
        "plans",
        "failures",
        "kpi_counts",
        "action_counts",
        "overdue",
        "due_soon",
        "budget",
        "spent",
    ]
    assert (totals["plans"], totals["failures"]) == (2, 1)
    for name in ("overdue", "due_soon", "budget", "spent"):
        assert totals[name] == first["summary"][name] + second["summary"][name]  # type: ignore[index]
    assert sum(totals["kpi_counts"].values()) == sum(
        sum(item["summary"]["kpi_counts"].values()) for item in (first, second)
    )  # type: ignore[index]


def test_an_empty_portfolio_has_no_money() -> None:
    totals = data.portfolio_json([])["totals"]
    assert totals == {
        "plans": 0,
        "failures": 0,
        "kpi_counts": {},
        "action_counts": {},
        "overdue": 0,
        "due_soon": 0,
        "budget": None,
        "spent": None,
    }


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (6120000.000000001, 6120000),
        (0.1 + 0.2, 0.3),
        (1 / 3, 0.333333333333333),
        (-0.0, 0),
        (1e300, 1e300),
        (1e-12, 1e-12),
    ],
)
def test_a_figure_is_written_without_the_noise_of_its_last_bit(
    value: float, written: float
) -> None:
    from btobsheet.reports.data import _plain

    assert _plain({"cost": [value]}) == {"cost": [written]}
