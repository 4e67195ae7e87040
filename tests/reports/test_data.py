from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
import report_plan
from plans import DAY, added, changed, set_up, small_plan

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost
from btobsheet.reports import data
from btobsheet.reports.portfolio.data import portfolio_json
from btobsheet.status.assess import assess

# written out by hand from figures.md, so that the contract cannot drift unseen
PLAN = (
    "id title policy start as_of closed_months language template revision file currency "
    "closed_through approvals unapproved"
)
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
    "last_change worsening_streak trend_z within_chance first_target approved_target "
    "attainment_first last_year from to lag need coverage forecast outlook run_rate required_pace delay_months "
    "unit_cost parent parent_rate monthly place"
)
ACTION = (
    "id tactic task owner start end status percent planned working_days state times_planned "
    "times_done first_end slip place"
)
COST = "id tactic item monthly"
STOPPED = "tactic on spent reason"
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


def with_costs() -> Plan:
    """Give the plan with a tactic that was stopped, and the months of its budget."""
    plan = changed(
        report_plan.plan(),
        "T03",
        decision="ended",
        stopped_on=dt.date(2026, 8, 20),
        reason="開封されない",
    )
    return added(
        plan,
        Cost(
            id="C01",
            tactic="T03",
            item="配信料",
            plan=(50_000,) * 12,
            actual=(40_000, 45_000.5, *(None,) * 10),
        ),
    )


MADE = status(with_costs())
PLAIN = status()


def test_the_top_is_as_promised() -> None:
    assert list(MADE) == [
        "schema",
        "plan",
        "summary",
        "operations",
        "tactics",
        "kpis",
        "actions",
        "costs",
        "restated",
        "stopped",
        "people",
        "reviews",
        "lint",
        "problems",
        "changes",
        "tracked",
    ]
    assert MADE["schema"] == "btobsheet.status/2"
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
        ("costs", COST),
        ("stopped", STOPPED),
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


def test_money_by_month_and_what_was_stopped_are_told() -> None:
    (cost,) = MADE["costs"]  # type: ignore[misc]
    assert (cost["id"], cost["tactic"], cost["item"]) == ("C01", "T03", "配信料")
    assert cost["monthly"][1:3] == [
        {"month": "2026-05", "plan": 50_000, "actual": 45_000.5},
        {"month": "2026-06", "plan": 50_000, "actual": None},
    ]
    assert MADE["stopped"] == [
        {"tactic": "T03", "on": "2026-08-20", "spent": 85_000.5, "reason": "開封されない"}
    ]
    assert (PLAIN["costs"], PLAIN["stopped"]) == ([], [])


def test_a_tactic_s_money_is_that_of_its_rows() -> None:
    """600,000 and 210,000 are in its own cells, which are not used beside rows."""

    def money(made: dict[str, object]) -> tuple[float, float]:
        found = next(item for item in made["tactics"] if item["id"] == "T03")  # type: ignore[attr-defined]
        return found["budget"], found["spent"]

    assert (money(PLAIN), money(MADE)) == ((600_000, 210_000), (600_000, 85_000.5))


@pytest.mark.parametrize(
    ("record_id", "expected"),
    [
        # N 68, p 1/3, 14 came
        (
            "K04",
            {
                "trend": "worsening",
                "trend_z": pytest.approx((14 - 68 / 3) / (68 * 2 / 9) ** 0.5),
                "within_chance": False,
            },
        ),
        ("K02", {"trend": "flat", "within_chance": None, "from": None, "to": None}),
        ("K09", {"trend": None, "trend_z": None, "within_chance": None, "missing_months": 6}),
        # the bottom line of the contract: there until an approval says them
        ("K01", {"first_target": None, "approved_target": None, "attainment_first": None}),
    ],
)
def test_what_a_kpi_says_since_version_2(record_id: str, expected: dict[str, object]) -> None:
    found = next(item for item in PLAIN["kpis"] if item["id"] == record_id)  # type: ignore[attr-defined]
    assert {name: found[name] for name in expected} == expected


def test_months_in_effect_and_last_year_are_as_typed() -> None:
    plan = changed(
        report_plan.plan(),
        "K02",
        main="reference",
        from_=Month(2026, 5),
        to=Month(2027, 1),
        lag=2,
        last_year=200.0,
    )
    made = status(plan)
    found = next(item for item in made["kpis"] if item["id"] == "K02")  # type: ignore[attr-defined]
    names = ("from", "to", "lag", "last_year", "status", "trend")
    assert [found[name] for name in names] == ["2026-05", "2027-01", 2, 200, "reference", "flat"]
    assert [month["target"] for month in found["monthly"]] == [
        None,
        *[pytest.approx(240 / 9)] * 9,
        None,
        None,
    ]
    assert "reference" not in made["summary"]["kpi_counts"]  # type: ignore[call-overload, index]


def test_the_plan_names_its_currency_and_what_no_approval_says_yet() -> None:
    plan = set_up(report_plan.plan(), currency="USD")
    told = [status(plan)["plan"], PLAIN["plan"]]
    assert [item["currency"] for item in told] == ["USD", "円"]  # type: ignore[index]
    for item in told:
        assert (item["closed_through"], item["approvals"], item["unapproved"]) == (None, [], [])  # type: ignore[index]
    assert PLAIN["restated"] == []


def test_a_recurring_action_shows_its_times() -> None:
    plan = changed(report_plan.plan(), "A006", percent=None, times_planned=20, times_done=5)
    found = next(item for item in status(plan)["actions"] if item["id"] == "A006")  # type: ignore[attr-defined]
    assert [found[name] for name in ("percent", "times_planned", "times_done", "slip")] == [
        None,
        20,
        5,
        None,
    ]


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
    made = portfolio_json([first, second], [{"file": "c.xlsx", "message": "壊れています"}])
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
        "kgi",
        "fix_first",
    ]
    assert (totals["plans"], totals["failures"]) == (2, 1)
    for name in ("overdue", "due_soon", "budget", "spent"):
        assert totals[name] == first["summary"][name] + second["summary"][name]  # type: ignore[index]
    assert sum(totals["kpi_counts"].values()) == sum(
        sum(item["summary"]["kpi_counts"].values()) for item in (first, second)
    )  # type: ignore[index]


def test_an_empty_portfolio_has_no_money() -> None:
    totals = portfolio_json([])["totals"]
    assert totals == {
        "plans": 0,
        "failures": 0,
        "kpi_counts": {},
        "action_counts": {},
        "overdue": 0,
        "due_soon": 0,
        "budget": None,
        "spent": None,
        "kgi": [],
        "fix_first": [],
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
    assert data.plain({"cost": [value]}) == {"cost": [written]}
