from __future__ import annotations

import pytest
from judging import OCTOBER_5, START, kpi, months

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Kpi, Operation, Person, Review, Tactic
from btobsheet.status.actions import action_figures
from btobsheet.status.figures import PersonFigures
from btobsheet.status.kpi import kpi_figures
from btobsheet.status.people import people_figures

HALF_YEAR = months(*[50.0] * 6)
HANAKO = Person(id="P01", name="若葉 花子", aliases=("若葉",), department="企画部")
ICHIRO = Person(id="P02", name="青空 一郎")


def cards(**tables: object) -> dict[str, PersonFigures]:
    plan = Plan(start=START, people=(HANAKO, ICHIRO), **tables)  # type: ignore[arg-type]  # the tables pass through
    lookup = Lookup.of(plan)
    kpis = [kpi_figures(item, lookup, plan.settings, 6) for item in plan.kpis]
    actions = [
        action_figures(item, lookup, plan.settings, OCTOBER_5, frozenset()) for item in plan.actions
    ]
    found = people_figures(plan, lookup, kpis, actions, OCTOBER_5)
    assert len({item.name for item in found}) == len(found)
    return {item.name: item for item in found}


def test_everyone_of_the_plan_has_a_card_in_order_and_then_the_unknown_ones() -> None:
    found = cards(
        operations=(Operation(id="O01", owner="月見さん"),),
        tactics=(Tactic(id="T01", owner="若葉様"),),
        actions=(Action(id="A001", owner="月見"), Action(id="A002", owner="")),
        kpis=(kpi(reporter="風 四郎"),),
        reviews=(Review(id="R01", owner="霧 五郎"),),
    )
    assert list(found) == ["若葉 花子", "青空 一郎", "月見さん", "霧 五郎", "風 四郎"]
    assert (found["若葉 花子"].person, found["若葉 花子"].department) == (HANAKO, "企画部")
    assert (found["月見さん"].person, found["月見さん"].department) == (None, "")
    assert sum(found["月見さん"].action_counts.values()) == 1


@pytest.mark.parametrize(
    ("scope", "reporter", "holder"),
    [
        ("T01", "", "若葉 花子"),
        ("T01", "青空一郎さん", "青空 一郎"),
        ("O01", "", "青空 一郎"),
        ("O01", "若葉", "若葉 花子"),
        ("KGI", "若葉", "若葉 花子"),
        ("KGI", "", None),
        ("T02", "", None),  # a tactic that does not count
    ],
)
def test_a_kpi_is_its_reporters_else_the_owners(
    scope: str, reporter: str, holder: str | None
) -> None:
    found = cards(
        operations=(Operation(id="O01", owner="青空 一郎"),),
        tactics=(
            Tactic(id="T01", owner="若葉　花子"),
            Tactic(id="T02", owner="若葉 花子", decision="declined"),
        ),
        kpis=(kpi(scope=scope, reporter=reporter),),
    )
    assert [name for name, card in found.items() if card.kpis] == ([holder] if holder else [])


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"annual_target": 600.0, "actual": HALF_YEAR}, False),
        ({"annual_target": 600.0, "actual": months(50.0, None, 50.0, 50.0, 50.0, 50.0)}, True),
        ({"annual_target": 600.0}, True),
        ({"warn_line": 1.0}, True),
        ({}, False),  # nothing is asked of it
        (
            {
                "aggregation": "ratio",
                "numerator": "K02",
                "denominator": "K02",
                "annual_target": 0.1,
            },
            False,
        ),
        (
            {"aggregation": "ratio", "annual_target": 0.1},
            True,
        ),  # a ratio without its KPIs is typed by hand
    ],
)
def test_missing_is_what_still_has_to_be_typed(fields: dict[str, object], missing: bool) -> None:
    found = cards(
        tactics=(Tactic(id="T01", owner="若葉"),), kpis=(kpi(**fields), Kpi(id="K02", scope="KGI"))
    )
    assert found["若葉 花子"].missing == (("K01",) if missing else ())


def test_actions_of_a_person_are_counted_unless_their_tactic_does_not_count() -> None:
    late = {"owner": "若葉", "start": OCTOBER_5.replace(day=1), "end": OCTOBER_5.replace(day=2)}
    soon = {"owner": "若葉 花子", "start": OCTOBER_5, "end": OCTOBER_5.replace(day=9)}
    found = cards(
        tactics=(Tactic(id="T01", decision="candidate"),),
        actions=(
            Action(id="A001", **late),
            Action(id="A002", **soon),
            Action(id="A003", tactic="T01", **late),
        ),  # type: ignore[arg-type]  # fields
    )
    card = found["若葉 花子"]
    assert (card.overdue, card.due_soon, sum(card.action_counts.values())) == (1, 1, 2)
    assert sum(found["青空 一郎"].action_counts.values()) == 0


def test_two_people_of_one_name_do_not_both_have_the_work() -> None:
    plan = Plan(
        start=START,
        people=(HANAKO, Person(id="P02", name="若葉花子")),
        actions=(Action(id="A001", owner="若葉 花子"),),
    )
    lookup = Lookup.of(plan)
    actions = [
        action_figures(item, lookup, plan.settings, OCTOBER_5, frozenset()) for item in plan.actions
    ]
    counts = [
        sum(item.action_counts.values())
        for item in people_figures(plan, lookup, (), actions, OCTOBER_5)
    ]
    assert counts == [1, 0]
