"""Each rule of the plan's lint: what triggers it, what comes close and doesn't."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from plans import START, Edit, added, both, changed, set_up, small_plan, without

from btobsheet.plan.calendar import Month
from btobsheet.plan.lint.run import FOLD_OVER, lint_plan
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, NO_MONTHS, Action, Cost, Kpi, Operation, Person, Tactic
from btobsheet.plan.words import near_pairs
from btobsheet.problems import Origin, Place, Problem
from btobsheet.wording import LANGUAGES, text


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in lint(plan)]


def lint(plan: Plan, *alternatives: str) -> tuple[Problem, ...]:
    return lint_plan(plan, Lookup.of(plan), lambda stages: alternatives)


def test_the_small_plan_is_clean() -> None:
    assert lint(small_plan(), "ウェビナー") == ()


def edit(record_id: str, **fields: object) -> Edit:
    return lambda plan: changed(plan, record_id, **fields)


def setting(**fields: object) -> Edit:
    return lambda plan: set_up(plan, **fields)


def less(*record_ids: str) -> Edit:
    return lambda plan: without(plan, *record_ids)


def more(*records: object) -> Edit:
    return lambda plan: added(plan, *records)  # type: ignore[arg-type]  # records of many kinds pass through


def no_people(plan: Plan) -> Plan:
    return replace(plan, people=())


STAGES = ("集客", "商談", "受注")
PERSON = Person(id="P04", name="丁田四子", agreed_on=dt.date(2026, 4, 1))
LATE: dict[str, object] = {"from_": Month(2026, 12), "to": Month(2026, 10)}
ENDED: dict[str, object] = {"decision": "ended", "stopped_on": dt.date(2026, 9, 30)}
STOPPED = dt.date(2026, 9, 30)
NO_AIM: dict[str, object] = {"annual_target": None, "target": NO_MONTHS}
EVENING = Tactic(id="T05", operation="O02", name="オンライン 相談会", decision="candidate")

LATE_CHECK = edit("A009", start=dt.date(2027, 1, 21))
"""101 days after the first D."""
SERVED = both(
    setting(buying_stages=("課題認知", "比較検討", "稟議・決定")),
    edit("T01", buying_stage="課題認知"),
    edit("T02", buying_stage=" 比較検討"),
    edit("T04", buying_stage="稟議・決定"),
)
"""A candidate serves nobody."""

TRIGGERS: tuple[tuple[str, Edit, str], ...] = (
    ("W501", setting(policy=""), ""),
    ("W502", edit("K01", name=""), ""),
    ("W502", edit("K01", scope="O01"), ""),
    ("W504", setting(stages=STAGES), ""),
    ("W505", edit("O02", stage=("商談", "集客")), "O02"),
    ("W506", edit("O02", name="見込み客と出会う"), "O02"),
    ("W506", edit("O02", name="見込み客 に出会う。"), "O02"),
    ("W507", edit("T01", name="オンライン相談会"), "T02"),
    ("W507", edit("T04", name="オンライン・相談会"), "T04"),
    ("W508", more(Operation(id="O03", name="長く使ってもらう")), "O03"),
    ("W508", edit("T01", decision="declined"), "O01"),
    ("W509", edit("T03", operation=""), "T03"),
    ("W510", less("K05"), "T03"),
    ("W511", edit("T01", owner=""), "T01"),
    ("W512", edit("T01", intent=""), "T01"),
    ("W513", edit("T01", accepted_on=None), "T01"),
    ("W514", less("A003", "A008", "A009", "A010"), "T03"),
    (
        "W514",
        lambda plan: changed(without(plan, "A003", "A008", "A009"), "A010", status="cancelled"),
        "T03",
    ),
    ("W515", edit("A009", phase="D"), "T03"),
    ("W515", edit("A009", status="cancelled"), "T03"),
    ("W520", edit("K05", annual_target=None, target=NO_MONTHS), "K05"),
    ("W521", edit("K05", definition=""), "K05"),
    ("W522", edit("A008", tactic=""), "A008"),
    ("W523", edit("A008", end=None), "A008"),
    ("W523", edit("A008", start=None), "A008"),
    ("W524", edit("A008", owner=""), "A008"),
    ("W527", edit("A008", owner="", tactic=""), "A008"),
    ("W527", edit("A008", owner="", end=None), "A008"),
    ("W527", edit("A008", owner="", end=None, start=None, tactic=""), "A008"),
    ("W525", edit("A008", owner="戊川"), "A008"),
    ("W525", edit("T01", backup="戊川"), "T01"),
    ("W525", edit("K02", reporter="戊川"), "K02"),
    ("W526", no_people, ""),
    ("N530", more(Tactic(id="T05", operation="O02", name="会食", channel="in_person")), "O02"),
    ("W532", edit("T02", channel="in_person", backup="丙山三郎"), "O02"),
    ("N533", edit("T03", backup=""), "T03"),
    ("W540", edit("P03", agreed_on=None), "P03"),
    ("W540", more(replace(PERSON, agreed_on=None)), "P04"),
    ("W541", more(Person(id="P04", name="丁田四子", department="開発部")), "P04"),
    ("W542", edit("T03", department="技術部"), "T03"),
    ("W550", edit("K03", parent_rate=999_999), "K01"),
    ("W551", edit("K02", annual_target=601), "K02"),
    ("W556", edit("K01", parent="K02"), "K01"),
    ("W556", edit("K05", parent="K05"), "K05"),
    ("W552", edit("A001", percent=0.9), "A001"),
    ("W553", edit("A008", start=dt.date(2026, 11, 2), end=dt.date(2026, 10, 30)), "A008"),
    ("W554", edit("A008", end=dt.date(2027, 4, 1)), "A008"),
    ("W554", edit("A008", start=dt.date(2026, 3, 31)), "A008"),
    ("N555", edit("K02", examples=("annual_target",)), "K02"),
    ("W528", edit("C01", tactic=""), "C01"),
    ("W528", edit("C01", tactic="", plan=NO_MONTHS), "C01"),
    ("W528", edit("C01", tactic="", plan=(0, *NO_MONTHS[1:]), actual=NO_MONTHS), "C01"),
    ("W570", edit("T01", decision="ended"), "T01"),
    ("W571", edit("T01", stopped_on=STOPPED), "T01"),
    ("W571", edit("T01", stopped_on=STOPPED, decision=""), "T01"),
    ("W571", edit("T01", stopped_on=STOPPED, decision="declined"), "T01"),
    ("W572", edit("T01", decision="ended", stopped_on=dt.date(2027, 4, 1)), "T01"),
    ("W572", edit("T01", decision="ended", stopped_on=dt.date(2026, 3, 31)), "T01"),
    ("W573", edit("K05", **LATE), "K05"),
    ("W574", edit("K05", direction="keep", annual_target=0, target=NO_MONTHS), "K05"),
    ("W574", edit("K05", direction="keep", **NO_AIM, warn_line=3), "K05"),
    ("W575", edit("K05", warn_line=4, alarm_line=5), "K05"),
    ("W575", edit("K05", direction="keep", warn_line=4, alarm_line=5), "K05"),
    ("W575", edit("K05", direction="", warn_line=4, alarm_line=5), "K05"),
    ("W575", edit("K05", direction="down", warn_line=5, alarm_line=4), "K05"),
    ("N576", edit("A008", times_planned=12, times_done=15), "A008"),
    (
        "N577",
        both(edit("T01", budget=500), edit("C01", tactic="T01", plan=(300, *NO_MONTHS[1:]))),
        "T01",
    ),
    ("W580", LATE_CHECK, "T03"),
    ("W580", both(LATE_CHECK, edit("A001", tactic="T03", phase="C", status="cancelled")), "T03"),
    ("W581", edit("A008", times_planned=None), "A008"),
    ("W581", edit("A008", times_planned=1), "A008"),
    ("W582", edit("K03", parent=""), "T01"),
    ("W582", edit("T03", hours_planned=40), "T03"),
    ("W582", edit("T03", budget=1), "T03"),
    ("W582", more(Cost(id="C02", tactic="T03", item="旅費", plan=(1.0, *NO_MONTHS[1:]))), "T03"),
    ("W583", edit("K02", parent_rate=0.31), "K03"),
    ("N584", edit("K05", aggregation="latest", target=NO_MONTHS), "K05"),
    ("N584", edit("K04", main="yes"), "K04"),
    ("N585", edit("T01", hours_planned=100), "T01"),
    ("N585", edit("T01", hours_planned=300), "T01"),
    ("W586", SERVED, ""),
)


@pytest.mark.parametrize(("code", "change", "record_id"), TRIGGERS)
def test_a_rule_finds_its_case(code: str, change: Edit, record_id: str) -> None:
    found = [problem for problem in lint(change(small_plan())) if problem.code == code]
    assert [str(problem.details.get("id", "")) for problem in found] == [record_id]


@pytest.mark.parametrize(("code", "change", "record_id"), TRIGGERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_found_is_said_by_name_with_what_to_do(
    language: str, code: str, change: Edit, record_id: str
) -> None:
    for problem in lint(change(small_plan())):
        assert str(problem.details.get("name", "")) in text(
            language, f"problems.{problem.code}", **problem.details
        )
        assert text(language, f"problems.{problem.code}.hint", **problem.details)


NEAR_MISSES: tuple[tuple[str, Edit], ...] = (
    ("W504", both(setting(stages=STAGES), edit("O02", stage=("商談", " 受注　")))),
    ("W504", both(setting(stages=("ＭＱＬ", "商談")), edit("O01", stage=("MQL",)))),
    ("W505", edit("O02", stage=("商談", "商談"))),
    ("W505", edit("O02", stage=("商談", "その他"))),
    ("W506", both(edit("O01", name="第1回の相談会"), edit("O02", name="第2回の相談会"))),
    ("W506", both(edit("O01", name="集客"), edit("O02", name="接客"))),
    ("W506", both(edit("O01", name=""), edit("O02", name=""))),
    ("W507", more(EVENING)),
    ("W509", edit("T04", operation="")),
    ("W511", edit("T01", owner="", decision="declined")),
    ("W513", edit("T01", owner="", accepted_on=None)),
    ("W515", less("A003", "A008", "A009", "A010")),
    # nothing is asked of a stopped tactic
    ("W510", both(less("K05"), edit("T03", decision="ended"))),
    ("W511", edit("T01", owner="", decision="ended")),
    ("W512", edit("T01", intent="", decision="ended")),
    ("W513", edit("T01", accepted_on=None, decision="ended")),
    ("W514", both(less("A003", "A008", "A009", "A010"), edit("T03", decision="ended"))),
    ("W515", both(edit("A009", phase="D"), edit("T03", decision="ended"))),
    ("N533", edit("T03", backup="", decision="ended")),
    ("W520", edit("K05", annual_target=None)),
    ("W520", edit("K05", annual_target=None, target=NO_MONTHS, alarm_line=5)),
    ("W520", both(edit("K02", annual_target=None, target=NO_MONTHS))),
    ("W520", edit("K01", name="", annual_target=None, target=NO_MONTHS)),
    ("W521", edit("K01", name="", definition="")),
    ("W522", edit("A008", tactic="", status="cancelled")),
    ("W523", edit("A008", end=None, status="on_hold")),
    ("W524", edit("A001", owner="")),
    ("W525", edit("A008", owner="乙川　二子")),
    ("W525", edit("A008", owner="乙川")),
    ("W525", edit("T04", owner="戊川")),
    ("W525", no_people),
    ("N530", edit("T03", channel="both")),
    ("W532", edit("T02", channel="")),
    ("W532", edit("T04", decision="declined")),
    ("N533", both(edit("T03", backup="", owner=""))),
    ("N533", edit("T03", backup="", channel="both")),
    ("W540", more(PERSON)),
    ("W540", more(Person(id="P04", name="丁田四子", department="開発部"))),
    ("W540", edit("P03", agreed_on=None, left_on=dt.date(2026, 10, 5))),
    ("W541", edit("P02", agreed_on=None)),
    ("W541", edit("P01", agreed_on=None, left_on=dt.date(2026, 10, 5))),
    ("W542", edit("T03", department="営業部 ")),
    ("W542", edit("T04", department="技術部")),
    ("W550", edit("K03", parent_rate=None)),
    ("W550", both(edit("K01", direction="down"), edit("K03", parent_rate=1))),
    ("W551", edit("K02", annual_target=601, aggregation="latest")),
    ("W556", edit("K05", parent="K03")),
    ("W556", edit("K05", parent="K99")),
    ("W551", edit("K02", annual_target=601, target=(50,) * 11 + (None,))),
    ("W551", edit("K02", annual_target=1.2, target=(0.1,) * 12)),
    ("W552", edit("A001", percent=None)),
    ("W553", edit("A008", start=dt.date(2026, 11, 2), end=dt.date(2026, 11, 2))),
    ("W554", edit("A008", start=START.first, end=START.plus(11).last)),
    ("W554", edit("A008", start=dt.date(2026, 3, 31), status="cancelled")),
    ("N555", edit("T04", examples=("name",))),
    ("W528", edit("C01", tactic="", plan=NO_MONTHS, actual=NO_MONTHS)),
    ("W528", edit("C01", tactic="T04")),
    ("W570", edit("T01", **ENDED)),
    ("W571", edit("T01", **ENDED)),
    ("W572", edit("T01", decision="ended", stopped_on=START.first)),
    ("W572", edit("T01", decision="ended", stopped_on=START.plus(11).last)),
    ("W572", edit("T01", stopped_on=dt.date(2030, 1, 1))),  # it is not used: W571
    ("W573", edit("K05", from_=Month(2026, 10), to=Month(2026, 10))),
    ("W573", edit("K05", from_=Month(2026, 10))),
    ("W573", edit("K05", scope="T04", **LATE)),
    ("W574", edit("K05", direction="keep")),
    ("W574", edit("K05", direction="keep", annual_target=None)),
    ("W574", edit("K05", direction="keep", **NO_AIM)),  # W520 asks for a target
    ("W574", edit("K05", direction="down", annual_target=0, target=NO_MONTHS)),
    ("W574", edit("K05", direction="keep", annual_target=0, target=NO_MONTHS, main="reference")),
    ("W575", edit("K05", warn_line=5, alarm_line=4)),
    ("W575", edit("K05", direction="down", warn_line=4, alarm_line=5)),
    ("W575", edit("K05", warn_line=4, alarm_line=4)),
    ("W575", edit("K05", alarm_line=5)),
    ("W575", edit("K05", main="reference", warn_line=4, alarm_line=5)),
    ("N576", edit("A008", times_planned=12, times_done=12)),
    ("N577", both(edit("T01", budget=300), edit("C01", tactic="T01", plan=(300, *NO_MONTHS[1:])))),
    ("N577", both(edit("T01", budget=None), edit("C01", tactic="T01", plan=(300, *NO_MONTHS[1:])))),
    ("N577", both(edit("T01", budget=500), edit("C01", tactic="T01", plan=NO_MONTHS))),
    ("N576", edit("A008", times_planned=0, times_done=3)),
    ("N576", edit("A008", times_done=3)),
    ("N576", edit("A008", times_planned=12, times_done=15, status="cancelled")),
    ("W580", edit("A009", start=dt.date(2027, 1, 20))),
    ("W580", both(LATE_CHECK, edit("A001", tactic="T03", phase="C"))),
    ("W580", both(LATE_CHECK, edit("T03", decision="ended"))),
    ("W580", both(LATE_CHECK, edit("A008", status="cancelled"))),
    ("W581", edit("A008", times_planned=None, end=dt.date(2027, 1, 10))),
    ("W581", edit("A008", times_planned=None, status="done", percent=1)),
    ("W581", edit("A009", times_planned=None, phase="P")),
    ("W582", edit("K03", parent_rate=None)),  # a contribution in kind
    ("W582", both(edit("K03", parent=""), edit("K01", name=""))),
    ("W582", both(edit("T03", budget=1, decision="candidate"))),
    ("W583", edit("K02", parent_rate=0.3)),
    ("W583", edit("K03", direction="down", annual_target=1)),
    ("N584", edit("K05", aggregation="latest", target=NO_MONTHS, baseline=0)),
    ("N584", edit("K05", aggregation="latest", target=NO_MONTHS, last_year=3)),
    ("N584", edit("K05", aggregation="latest", main="reference")),
    ("N584", edit("K05", aggregation="latest", **NO_AIM, alarm_line=3)),
    ("N585", edit("T01", hours_planned=(10 + 6 + 6) * 8 / 1.2)),
    ("N585", both(edit("T01", hours_planned=9), edit("A004", effort=None))),
    ("W586", both(SERVED, edit("T04", decision="adopted"))),
    ("W586", setting(buying_stages=("課題認知",))),  # no tactic says which it serves
)


@pytest.mark.parametrize(("code", "change"), NEAR_MISSES)
def test_a_rule_leaves_the_near_miss_alone(code: str, change: Edit) -> None:
    plan = change(small_plan())
    assert plan != small_plan()
    assert code not in codes(plan)


def test_a_cost_of_no_tactic_is_told_with_its_row_and_amounts() -> None:
    row = Cost(id="C02", item="会場費", plan=(100_000, 20_000, *NO_MONTHS[2:]))
    (found,) = lint(added(small_plan(), row))
    told = {"label": "C02 会場費", "planned": "120,000円", "spent": "0円"}
    assert (found.code, dict(found.details)) == ("W528", {**found.details, **told})


def test_only_the_named_problem_arises_where_one_thing_is_wrong() -> None:
    assert codes(changed(small_plan(), "T01", intent="")) == ["W512"]


def test_nothing_hangs_on_a_tactic_that_is_not_adopted() -> None:
    plan = added(
        small_plan(),
        Kpi(id="K06", scope="T04", name="名刺の数", examples=("unit",)),
        Action(id="A011", tactic="T04", task="小間を申し込む", end=dt.date(2030, 1, 1)),
    )
    assert lint(plan) == ()


def test_people_alone_are_shown_digital_tactics_of_their_stages() -> None:
    asked: list[tuple[str, ...]] = []

    def alternatives(stages: tuple[str, ...]) -> tuple[str, ...]:
        asked.append(stages)
        return ("ウェビナー", "メール配信")

    plan = changed(small_plan(), "T02", channel="in_person", backup="丙山三郎")
    (found,) = lint_plan(plan, Lookup.of(plan), alternatives)
    assert (found.code, found.details["alternatives"]) == ("W531", "ウェビナー、メール配信")
    assert asked == [("商談",)]


def test_the_stages_left_out_are_named_in_one_problem() -> None:
    (found,) = lint(set_up(small_plan(), stages=("集客", "商談", "受注", "維持")))
    assert found.details["stages"] == "受注、維持"


def test_children_that_bring_exactly_enough_are_enough_in_spite_of_floats() -> None:
    plan = changed(
        changed(small_plan(), "K01", annual_target=100_000_000, target=NO_MONTHS),
        "K03",
        annual_target=3,
        parent_rate=100_000_000 / 3,
    )
    assert "W550" not in codes(changed(plan, "K02", parent_rate=None))


@pytest.mark.parametrize(
    ("target", "total", "shown"),
    [
        (120_000_000, "104,063,596円", "120,000,000円"),
        # what differs by less than a yen is told exactly, or it would not differ
        (104_063_596.4, "104,063,595.7円", "104,063,596.4円"),
    ],
)
def test_sums_of_yen_are_told_in_whole_yen(target: float, total: str, shown: str) -> None:
    plan = changed(small_plan(), "K01", annual_target=target, target=NO_MONTHS)
    plan = changed(plan, "K03", annual_target=1, parent_rate=104_063_595.7)
    (found,) = (one for one in lint(changed(plan, "K02", parent_rate=None)) if one.code == "W550")
    assert (found.details["total"], found.details["target"]) == (total, shown)


def test_a_problem_stands_at_the_cell_to_fill() -> None:
    origin = Origin("②戦術・KPI", 7, {"id": "A", "intent": "M"})
    (found,) = lint(changed(small_plan(), "T01", intent="", origin=origin))
    assert found.place == Place("②戦術・KPI", "M7")


def test_an_empty_plan_gets_a_handful_of_lines() -> None:
    assert codes(Plan(start=START, kpis=(Kpi(id="K01", scope=KGI),))) == ["W501", "W502", "W503"]


def tactics(count: int) -> tuple[Tactic, ...]:
    names = {number: f"記事{number}" for number in range(10, 10 + count)}
    return tuple(
        Tactic(
            id=f"T{number}",
            operation="O01",
            name=name,
            intent="相談が増えるから",
            channel="digital",
        )
        for number, name in names.items()
    )


@pytest.mark.parametrize(("count", "lines"), [(FOLD_OVER, FOLD_OVER), (FOLD_OVER + 1, 1)])
def test_many_of_one_gap_are_one_line(count: int, lines: int) -> None:
    found = [
        problem for problem in lint(added(small_plan(), *tactics(count))) if problem.code == "W511"
    ]
    assert len(found) == lines
    told = " ".join(str(problem.details.get("ids", problem.details["id"])) for problem in found)
    assert told.split() == [tactic.id for tactic in tactics(count)]


@pytest.mark.parametrize(("length", "shown"), [(4, 3), (20, 2), (200, 1)])
def test_a_folded_line_names_as_many_as_fit_and_counts_the_rest(length: int, shown: int) -> None:
    plan = small_plan()
    for number in range(4, 11):
        plan = changed(plan, f"A{number:03d}", task="あ" * length, owner="")
    (found,) = lint(plan)
    assert found.details["label"] == "、".join(
        f"A{number:03d} {'あ' * length}" for number in range(4, 4 + shown)
    )
    assert found.details["more"] == f" ほか{7 - shown}件"


def test_gaps_of_different_tables_are_not_one_line() -> None:
    plan = small_plan()
    for record_id in ("A001", "A002", "A003", "A004", "A005", "A006", "K02"):
        plan = changed(plan, record_id, examples=("note",))
    found = [problem for problem in lint(plan) if problem.code == "N555"]
    assert sorted(str(problem.details["id"]) for problem in found) == ["A001", "K02"]


def test_examples_are_listed_in_words_once_a_record() -> None:
    (found,) = lint(
        changed(small_plan(), "K02", examples=("annual_target", "target.2026-04", "target.2026-05"))
    )
    assert found.details["fields"] == "年間目標、月別目標"
    english = replace(
        changed(small_plan(), "K02", examples=("annual_target", "unit")), language="en"
    )
    assert [problem.details["fields"] for problem in lint(english)] == ["Annual target, Unit"]


def test_a_name_unknown_in_many_cells_is_told_once() -> None:
    plan = small_plan()
    for record_id in ("A004", "A005", "A006"):
        plan = changed(plan, record_id, owner="戊川 五郎")
    assert [problem.details["label"] for problem in lint(plan)] == ["戊川 五郎"]


def test_near_names_are_paired_with_the_earlier_one() -> None:
    rows = tuple(
        Operation(id=f"O{number:02d}", name=name)
        for number, name in enumerate(("相談を商談にする", "別の作戦", "相談を商談へする"), 1)
    )
    assert [(first.id, second.id) for first, second in near_pairs(rows)] == [("O01", "O03")]
