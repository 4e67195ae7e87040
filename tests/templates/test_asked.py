"""Questions by which a template becomes a company's plan: defaults change nothing, figures follow."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from btobsheet import api
from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi
from btobsheet.problems import UsageError
from btobsheet.status.assess import assess
from btobsheet.status.backwards.needs import goal
from btobsheet.templates.applied import answered
from btobsheet.templates.asked import KEYS, questions, understood
from btobsheet.templates.find import names
from btobsheet.wording import LANGUAGES, text

START = Month(2026, 4)


@cache
def template(name: str = "marketing-cycle", language: str = "ja") -> Plan:
    return api.load_template(name, language=language, start=START).plan


def given(plan: Plan, **answers: object) -> Plan:
    return answered(plan, {key: understood(plan, key, raw) for key, raw in answers.items()})


def kpi(plan: Plan, number: str) -> Kpi:
    return next(one for one in plan.kpis if one.id == number)


def chain(price: float, rates: tuple[float, float, float]) -> Plan:
    """Give a plan of one chain: orders, meetings, opportunities, leads below the KGI."""
    first = Kpi(id="K01", scope="KGI", name="売上", unit="円", annual_target=1e8, aggregation="sum")
    links = zip(
        ("受注", "商談", "案件", "リード"), (price, *rates), (50, 200, 400, 2000), strict=True
    )
    below = (
        Kpi(id=f"K0{at}", name=name, unit="件", parent=f"K0{at - 1}", parent_rate=rate,
            annual_target=target, aggregation="sum", scope="O01", examples=("annual_target", "parent_rate"))
        for at, (name, rate, target) in enumerate(links, start=2)
    )  # fmt: skip
    return Plan(start=START, kpis=(first, *below))


def test_the_default_template_asks_ten_questions_in_order() -> None:
    for language in LANGUAGES:
        assert [one.key for one in questions(template(language=language))] == list(KEYS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names())
def test_defaults_are_understood_and_give_the_template(name: str, language: str) -> None:
    plan = template(name, language)
    made = given(plan, **{one.key: one.default for one in questions(plan)})
    assert all(text(language, f"cli.ask.{one.key}", **one.details) for one in questions(plan))
    for table in ("operations", "kpis", "actions", "people"):
        assert getattr(made, table) == getattr(plan, table)
    assert [one.decision for one in made.tactics] == [one.decision for one in plan.tactics]
    assert {one.priority for one in made.tactics if one.channel == "digital"} <= {"high"}
    assert {one.priority for one in made.tactics if one.channel == "in_person"} <= {"low"}


def test_the_chain_follows_from_the_goal_in_whole_units() -> None:
    made = given(chain(1e6, (0.1, 0.5, 0.25)), kgi="5,000万円", unit_price="200万円",
                 rate_1="30%", rate_2=0.8, rate_3="20%")  # fmt: skip
    assert [one.annual_target for one in made.kpis] == [50_000_000, 25, 84, 105, 525]
    assert [one.parent_rate for one in made.kpis[1:]] == [2_000_000, 0.3, 0.8, 0.2]


def test_what_was_answered_is_no_example_and_what_follows_stays_one() -> None:
    made = given(chain(1e6, (0.1, 0.5, 0.25)), kgi=5e7, rate_1="30%")
    assert kpi(made, "K03").examples == ("annual_target",)
    assert kpi(made, "K04").examples == ("annual_target", "parent_rate")


@pytest.mark.parametrize(
    ("name", "ratio"), [("sales", "K09"), ("marketing-cycle", "K24")], ids=["sales", "default"]
)
def test_the_kpi_that_measures_an_answered_rate_says_the_same(name: str, ratio: str) -> None:
    plan = template(name)
    made = {one.id: one for one in answered(plan, {"rate_1": 0.2}).kpis}
    assert made[ratio].annual_target == 0.2
    others = [one for one in plan.kpis if one.aggregation == "ratio" and one.id != ratio]
    assert [made[one.id].annual_target for one in others] == [one.annual_target for one in others]


def test_children_keep_their_shares() -> None:
    made = given(template(), kgi="5000万円")
    orders, renewed, more = (kpi(made, one) for one in ("K23", "K27", "K33"))
    # of 145 million 90 are new orders at 6, 45 renewals at 1, 10 more from customers
    assert (orders.annual_target, renewed.annual_target) == (6, 16)
    assert more.annual_target == pytest.approx(5e7 * 10 / 145)
    was = kpi(template(), "K01")
    assert [round(one or 0) for one in kpi(made, "K01").target] == pytest.approx(
        [(one or 0) * 5e7 / (was.annual_target or 1) for one in was.target], abs=1
    )


def test_months_of_a_sum_keep_their_shares_of_the_year() -> None:
    """What is due in October alone stays there, and what begins in June begins in June."""
    made = given(template(), kgi="5000万円")
    told = 0
    for before, after in zip(template().kpis, made.kpis, strict=True):
        if before.aggregation == "sum" and all(one is not None for one in before.target):
            told += before.annual_target != after.annual_target
            assert sum(one or 0 for one in after.target) == pytest.approx(after.annual_target)
            assert all(
                not new for was, new in zip(before.target, after.target, strict=True) if not was
            )
            if all(float(one or 0).is_integer() for one in before.target):
                assert all(float(one or 0).is_integer() for one in after.target)
    assert told


def test_a_tactic_that_is_not_adopted_gives_its_share_to_the_others() -> None:
    made = given(template(), tactics="T01-T11, T13", kgi="9000万円")
    assert next(one.decision for one in made.tactics if one.id == "T12") == "candidate"
    assert kpi(made, "K23").annual_target == 10  # 90 of 135 million by 6
    assert kpi(made, "K27").annual_target == 30


@pytest.mark.parametrize(
    ("raw", "wanted"),
    [
        ("1,3", ["T01", "T03"]),
        ("T02、t4", ["T02", "T04"]),
        ("1-3", ["T01", "T02", "T03"]),
        ("T01〜T02;5", ["T01", "T02", "T05"]),
        (["T01", "ウェビナー"], ["T01", "T05"]),
        ("１", ["T01"]),
        ("", []),
    ],
)
def test_tactics_are_named_as_people_do(raw: object, wanted: list[str]) -> None:
    made = given(template(), tactics=raw)
    assert [one.id for one in made.tactics if one.decision == "adopted"] == wanted


@pytest.mark.parametrize(
    ("key", "raw", "wanted"),
    [
        ("start", "2027", Month(2027, 4)),
        ("start", "2027年1月", Month(2027, 1)),
        ("start", 2027, Month(2027, 4)),
        ("kgi", "1.5億円", 150_000_000),
        ("unit_price", "２００万", 2_000_000),
        ("rate_1", "30", 0.3),
        ("rate_1", "３０％", 0.3),
        ("digital_first", "no", False),
        ("digital_first", "はい", True),
        ("digital_first", "N", False),
        ("company", " テスト　商事 ", "テスト 商事"),
    ],
)
def test_answers_are_read_as_people_type_them(key: str, raw: object, wanted: Any) -> None:
    assert understood(template(), key, raw) == wanted


@pytest.mark.parametrize(
    ("key", "raw", "code"),
    [
        ("start", "いつか", "E620"), ("start", True, "E620"), ("start", [2027], "E620"),
        ("kgi", "約5000万", "E620"), ("kgi", 0, "E620"), ("kgi", -5, "E620"), ("kgi", {}, "E620"),
        ("rate_1", "0", "E620"), ("rate_1", "120%", "E620"), ("rate_1", "", "E620"),
        ("digital_first", "たぶん", "E620"), ("digital_first", 2, "E620"),
        ("tactics", "T99", "E621"), ("tactics", "3-1", "E621"), ("tactics", "宇宙旅行", "E621"),
        ("tactics", "1-99", "E621"),
    ],
)  # fmt: skip
def test_what_nobody_can_read_is_refused(key: str, raw: object, code: str) -> None:
    with pytest.raises(UsageError) as error:
        understood(template(), key, raw)
    assert error.value.problem.code == code


def test_people_have_their_departments() -> None:
    made = given(template(), people="佐藤 花(マーケ部)、鈴木（営業部）, 加藤")
    assert [(one.id, one.name, one.department) for one in made.people] == [
        ("P01", "佐藤 花", "マーケ部"), ("P02", "鈴木", "営業部"), ("P03", "加藤", ""),
    ]  # fmt: skip


def test_a_tree_that_goes_in_a_circle_ends() -> None:
    plan = chain(1e6, (0.1, 0.5, 0.25))
    looped = replace(plan, kpis=(*plan.kpis[:-1], replace(plan.kpis[-1], id="K05"),
                                 replace(plan.kpis[-1], id="K01", parent="K05", scope="O01")))  # fmt: skip
    assert questions(looped)
    assert given(looped, kgi=5).kpis


@pytest.mark.parametrize("name", ["marketing-cycle", "funnel", "sales", "web"])
@pytest.mark.parametrize("kgi", [0.4, 1.3, 3.0])
def test_a_plan_made_of_answers_adds_up(name: str, kgi: float) -> None:
    plan = template(name)
    wanted = next(one for one in plan.kpis if one.scope == "KGI").annual_target or 0.0
    made = answered(plan, {"kgi": wanted * kgi, "rate_1": 0.2, "rate_2": 0.6})
    assert "W587" not in {one.code for one in assess(made, made.start.first).lint}
    assert not [
        one for one in goal(assess(made, made.start.first), Lookup.of(made)).nodes if one.breaks
    ]
