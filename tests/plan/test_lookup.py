from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup, name_key
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Action, Cost, Kpi, Operation, Person, Tactic

PLAN = Plan(
    start=Month(2026, 4),
    operations=(Operation(id="O01", owner="青空 一郎"),),
    tactics=(
        Tactic(id="T01", operation="O01", owner="若葉 花子"),
        Tactic(id="T02", operation="O01", decision="candidate"),
        Tactic(id="T03"),
    ),
    kpis=(
        Kpi(id="K01", scope="KGI"),
        Kpi(id="K02", scope="T01", parent="K01", main="yes"),
        Kpi(id="K03", scope="T01", parent="K02", reporter="月見さん"),
        Kpi(id="K04", scope="T02", parent="K99"),
        Kpi(id="K05", scope="O01"),
        Kpi(id="K06", scope="T99"),
    ),
    actions=(Action(id="A001", tactic="T01"), Action(id="A002"), Action(id="A003", tactic="T01")),
    people=(
        Person(id="P01", name="青空 一郎", aliases=("青空", "月見 三郎")),
        Person(id="P02", name="月見 三郎", aliases=("月見",)),
        Person(id="P03", name=""),
    ),
)
LOOKUP = Lookup.of(PLAN)


def ids(records: object) -> list[str]:
    return [record.id for record in records]  # type: ignore[attr-defined]  # any records


def test_groups_keep_the_order_of_the_plan() -> None:
    assert ids(LOOKUP.kpis_of["T01"]) == ["K02", "K03"]
    assert ids(LOOKUP.tactics_of["O01"]) == ["T01", "T02"]
    assert ids(LOOKUP.actions_of["T01"]) == ["A001", "A003"]
    assert ids(LOOKUP.actions_of[""]) == ["A002"]
    assert ids(LOOKUP.children_of["K01"]) == ["K02"]
    assert "" not in LOOKUP.children_of
    assert ids(LOOKUP.counted_tactics("O01")) == ["T01"]
    assert LOOKUP.counted_tactics("O99") == ()


def test_main_kpis_are_the_marked_ones_or_all() -> None:
    main = [kpi for kpi in PLAN.kpis if LOOKUP.is_main(kpi)]
    assert ids(kpi for kpi in main if kpi.scope == "T01") == ["K02"]
    assert ids(kpi for kpi in main if kpi.scope == "T02") == ["K04"]


@pytest.mark.parametrize(
    ("roles", "main"),
    [
        (("", ""), ["K01", "K02"]),  # none is marked: all
        (("yes", ""), ["K01"]),
        (("yes", "yes"), ["K01", "K02"]),
        (("reference", ""), ["K02"]),  # 参考 is never one, and marks its scope for no other
        (("reference", "yes"), ["K02"]),
        (("reference", "reference"), []),
    ],
)
def test_what_is_for_reference_is_never_a_main_kpi(roles: tuple[str, str], main: list[str]) -> None:
    kpis = tuple(
        Kpi(id=f"K{number:02d}", scope="T01", main=role) for number, role in enumerate(roles, 1)
    )
    lookup = Lookup.of(Plan(start=Month(2026, 4), kpis=kpis))
    assert ids(kpi for kpi in kpis if lookup.is_main(kpi)) == main


def test_costs_go_by_their_tactic() -> None:
    costs = (Cost(id="C01", tactic="T01"), Cost(id="C02"), Cost(id="C03", tactic="T01"))
    lookup = Lookup.of(Plan(start=Month(2026, 4), costs=costs, settings=Settings(currency="USD")))
    assert (ids(lookup.costs_of["T01"]), ids(lookup.costs_of[""])) == (["C01", "C03"], ["C02"])
    assert (lookup.currency, lookup.start) == ("USD", Month(2026, 4))


@pytest.mark.parametrize(
    ("decision", "day", "counts", "last"),
    [
        ("", None, True, None),
        ("adopted", dt.date(2026, 8, 20), True, None),
        ("ended", dt.date(2026, 8, 20), True, dt.date(2026, 8, 20)),
        ("ended", None, True, None),
        ("candidate", None, False, None),
        ("declined", dt.date(2026, 8, 20), False, None),
    ],
)
def test_a_tactic_that_was_stopped_still_counts(
    decision: str, day: dt.date | None, counts: bool, last: dt.date | None
) -> None:
    """採用, 終了 and blank count; a day of stopping is one only where it says 終了."""
    tactic = Tactic(id="T01", decision=decision, stopped_on=day)
    assert (tactic.counts, tactic.last_day, tactic.is_ended) == (counts, last, decision == "ended")


def test_only_what_hangs_on_a_tactic_that_does_not_count_is_left_out() -> None:
    assert [LOOKUP.kpi_counts(kpi) for kpi in PLAN.kpis] == [True, True, True, False, True, True]
    assert LOOKUP.tactic_counts("")


@pytest.mark.parametrize(
    ("kpi", "reporter"),
    [
        ("K01", ""),
        ("K02", "若葉 花子"),
        ("K03", "月見さん"),
        ("K04", ""),
        ("K05", "青空 一郎"),
        ("K06", ""),
    ],
)
def test_reporter_is_the_owner_where_nobody_is_named(kpi: str, reporter: str) -> None:
    assert LOOKUP.reporter(LOOKUP.kpis[kpi]) == reporter


def test_the_first_of_a_repeated_id_stays() -> None:
    plan = Plan(
        start=Month(2026, 4), tactics=(Tactic(id="T01", name="先"), Tactic(id="T01", name="後"))
    )
    assert Lookup.of(plan).tactics["T01"].name == "先"


@pytest.mark.parametrize(
    ("typed", "person"),
    [
        ("青空 一郎", "P01"),
        ("青空 一郎", "P01"),
        ("青空一郎様", "P01"),
        (" 青空　さん", "P01"),
        ("月見三郎", "P02"),  # a name is stronger than another's alias
        ("月見さん", "P02"),
        ("若葉 花子", None),
        ("", None),
        ("様", None),
    ],
)
def test_a_person_by_name_or_alias(typed: str, person: str | None) -> None:
    found = LOOKUP.person(typed)
    assert (found and found.id) == person


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("ＡＢＣ　太郎", "abc太郎"),
        ("さん", "さん"),
        ("様子 見太", "様子見太"),
        ("ﾊﾅｺさん", "ハナコ"),
        *(
            (f"青\u034f{sign}空{sign}", "青空")
            for sign in "\u2064\u3164\u200d\u180e\u034f\u202a\ufeff\u2060\uffa0"
        ),
        *((f"A{sign}B", "a-b") for sign in "-\u2212\uff0d\u2010\u2011"),
    ],
)
def test_name_key(name: str, key: str) -> None:
    assert name_key(name) == key


@given(
    name=st.text(alphabet="青空若葉月見一郎花子アオイaoi", min_size=1, max_size=8),
    cut=st.integers(0, 8),
    honorific=st.sampled_from(("", "様", "さん", " さん")),
)
def test_an_honorific_and_spaces_never_make_another_person(
    name: str, cut: int, honorific: str
) -> None:
    assert name_key(f" {name[:cut]}　{name[cut:]} {honorific}") == name_key(name)


def test_ancestors_go_up_to_the_first_unknown() -> None:
    assert ids(LOOKUP.ancestors(LOOKUP.kpis["K03"])) == ["K02", "K01"]
    assert LOOKUP.ancestors(LOOKUP.kpis["K04"]) == ()


@given(st.lists(st.integers(0, 9), min_size=10, max_size=10))
def test_ancestors_end_and_never_repeat_whatever_the_parents(parents: list[int]) -> None:
    kpis = tuple(Kpi(id=f"K{number}", parent=f"K{parent}") for number, parent in enumerate(parents))
    lookup = Lookup.of(Plan(start=Month(2026, 4), kpis=kpis))
    for kpi in kpis:
        found = [kpi.id, *ids(lookup.ancestors(kpi))]
        assert len(set(found)) == len(found)
        assert all(lookup.kpis[child].parent == parent for child, parent in pairwise(found))
