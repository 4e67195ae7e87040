"""A plan as text: what is read, what is refused at which line, and that nothing is lost on the way
out and in.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from plans import changed, set_up, small_plan
from strategies import plans

from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES, Action, Holiday, Kpi, Operation, Person, Review, Tactic
from btobsheet.problems import UsageError, has_errors
from btobsheet.reports.problems import problem_line
from btobsheet.text.read import Loaded, dump, load_text, to_json

HEAD = '[plan]\nstart = "2026-04"\n'


def told(text: str) -> list[tuple[str, int]]:
    """Give the code and line of every problem of a text."""
    return [(item.code, item.place.line if item.place else 0) for item in load_text(text).problems]


def only(text: str) -> Loaded:
    """Read a text that has no problem."""
    loaded = load_text(text)
    assert loaded.problems == ()
    return loaded


# ---------------------------------------------------------------- the law

NOTICES = {
    "N320",
    "N321",
    "N322",
}  # about what a plan says, not about how it is written: a ratio without parts …


@examples(10, 200)
@given(plans())
def test_what_is_dumped_is_read_back_without_a_problem(plan: Plan) -> None:
    loaded = load_text(dump(plan))
    assert {item.code for item in loaded.problems} <= NOTICES
    assert loaded.plan == plan
    assert dump(loaded.plan) == dump(plan)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_dump_of_a_whole_plan_is_read_back(language: Any) -> None:
    plan = replace(small_plan(), language=language)
    assert only(dump(plan)).plan == plan


def test_dump_holds_every_setting_and_no_identity() -> None:
    plan = small_plan()
    data = tomllib.loads(
        dump(replace(plan, identity=replace(plan.identity, plan_id="7f3a", revision=41)))
    )
    assert set(data["settings"]) == {spec.id for spec in SETTINGS} - {"as_of"}
    assert "7f3a" not in dump(plan)
    assert set(data["plan"]) == {"start", "language", "calendar", "template"}
    assert tomllib.loads(dump(set_up(plan, as_of=dt.date(2026, 9, 30))))["settings"][
        "as_of"
    ] == dt.date(2026, 9, 30)


def test_example_marks_of_all_months_are_written_as_one_name() -> None:
    kpi = replace(small_plan().kpis[0], target=(1.0, None, 2.0, *(None,) * 9))
    whole = changed(
        small_plan(),
        "K01",
        target=kpi.target,
        examples=("target.2026-04", "target.2026-06", "annual_target"),
    )
    part = changed(whole, "K01", examples=("target.2026-06",))
    assert 'examples = ["target", "annual_target"]' in dump(whole)
    assert 'examples = ["target.2026-06"]' in dump(part)
    assert only(dump(whole)).plan == whole
    assert only(dump(part)).plan == part


@given(st.text())
def test_any_text_survives_as_toml(text: str) -> None:
    found = tomllib.loads(dump(changed(small_plan(), "O01", note="x" + text)))["operations"][0][
        "note"
    ]
    assert found == "x" + "".join(
        "\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text
    )
    assert "\r" not in dump(changed(small_plan(), "O01", note=text))


# ---------------------------------------------------------------- reading

WHOLE = """
[plan]
start = 2026-04-01
language = "ja"
calendar = "month"
template = "own"
floating = true
summary = "試し"

[settings]
"threshold.on_track" = 0.9
threshold.at_risk = "70%"
stages = ["集客", "商談"]

[[operations]]
id = "O01"
name = "集める"
stage = ["集客"]

[[tactics]]
id = "T01"
operation = "集める"
name = "展示会"
channel = "In person"

[[kpis]]
id = "K01"
scope = "T01"
name = "名刺"
main = true
aggregation = "合計"
annual_target = "1,200枚"
target = { 2026-04 = 10, 2027-03 = "２０" }
examples = ["annual_target", "target"]

  [kpis.actual]
  2026-04 = 9.5

[[actions]]
id = "A001"
tactic = "展示会"
task = "申し込む"
start = 2026-04-06
end = "5月中旬"
calendar = { 2026-04-06 = "●", 2026-04-20 = "★", 2026-05 = "会期" }

[[people]]
name = "甲野一郎"
aliases = ["甲野", "Kono"]

[[catalogue]]
stage = "集客"
name = "検索広告"
channel = "デジタル"
kpis = [{ name = "CPA", unit = "円", aggregation = "比率", direction = "下げる", definition = "費用÷件数" }]
"""


def test_everything_people_write_is_understood() -> None:
    loaded = load_text(WHOLE)
    plan = loaded.plan
    assert {item.severity for item in loaded.problems} <= {"notice"}
    assert (plan.start, plan.calendar, plan.template, loaded.floating, loaded.summary) == (
        Month(2026, 4),
        "month",
        "own",
        True,
        "試し",
    )
    assert (plan.settings.on_track, plan.settings.at_risk, plan.settings.stages) == (
        0.9,
        0.7,
        ("集客", "商談"),
    )
    assert (plan.tactics[0].operation, plan.tactics[0].channel, plan.actions[0].tactic) == (
        "O01",
        "in_person",
        "T01",
    )
    kpi = plan.kpis[0]
    assert (kpi.main, kpi.aggregation, kpi.annual_target) == ("yes", "sum", 1200)
    assert (kpi.target[0], kpi.target[11], kpi.actual[0], kpi.actual[1]) == (10, 20, 9.5, None)
    assert kpi.examples == ("annual_target", "target.2026-04", "target.2027-03")
    assert (plan.actions[0].start, plan.actions[0].end) == (
        dt.date(2026, 4, 6),
        dt.date(2026, 5, 20),
    )
    assert plan.actions[0].calendar == (("2026-04", "● ★"), ("2026-05", "会期"))
    assert (plan.people[0].id, plan.people[0].aliases) == ("P01", ("甲野", "Kono"))
    assert [
        (item.name, item.channel, item.kpis[0].aggregation, item.kpis[0].direction)
        for item in loaded.catalogue
    ] == [("検索広告", "digital", "ratio", "down")]


@pytest.mark.parametrize("form", ["\ufeff{}", "{}\n\n# ん"])
def test_marks_and_line_ends_of_editors_do_not_matter(form: str) -> None:
    assert load_text(form.format(WHOLE.replace("\n", "\r\n"))).plan == load_text(WHOLE).plan


LINES = [
    pytest.param('[[oprations]]\nname = "x"', [("E602", 3)], id="unknown table"),
    pytest.param('[[operations]]\nname = "x"\nnmae = "y"', [("E603", 5)], id="unknown key"),
    pytest.param(
        '[[tactics]]\nname = "x"\n[[tactics]]\nname = "y"\n\nstatus = "順調"',
        [("E603", 8)],
        id="computed column",
    ),
    pytest.param(
        '[settings]\npolicy = "x"\nthreshold.ontrack = 1', [("E603", 5)], id="unknown setting"
    ),
    pytest.param('[operations]\nname = "x"', [("E604", 3)], id="single table"),
    pytest.param('[[operations]]\nname = ["x"]\nnote = "y"', [("E604", 4)], id="list for text"),
    pytest.param('[[actions]]\ntask = "x"\npercent = true', [("E604", 5)], id="truth for number"),
    pytest.param("[[kpis]]\nname = 'x'\ntarget = 5", [("E604", 5)], id="no months"),
    pytest.param(
        "[[kpis]]\nname = 'x'\ntarget = { 2026-04 = 1, 2026-03 = 2 }",
        [("E607", 5)],
        id="month outside",
    ),
    pytest.param(
        "[[kpis]]\nname = 'x'\n[kpis.target]\n2026-04 = 1\n2026-4 = 2",
        [("E607", 7)],
        id="month misspelt",
    ),
    pytest.param(
        "[[actions]]\ntask = 'x'\ncalendar = { 2027-04-06 = '●' }", [("E608", 5)], id="mark outside"
    ),
    pytest.param(
        "[[actions]]\ntask = 'x'\ncalendar = { 2026-04-06 = 1 }", [("E604", 5)], id="mark no text"
    ),
    pytest.param(
        "[[kpis]]\nname = 'x'\nexamples = ['anual_target']", [("E609", 5)], id="unknown example"
    ),
    pytest.param(
        "[settings]\nstages = ['y']\n[[catalogue]]\nstage = 'x'",
        [("E611", 5), ("W612", 6)],
        id="catalogue",
    ),
    pytest.param(
        "[[kpis]]\nname = '''\n[[kpis]]\nx\n'''\nbaseline = '約50件'", [("E201", 8)], id="number"
    ),
    pytest.param("[[kpis]]\nname = 'x'\nscope = 'T09'", [("E303", 5)], id="reference"),
    pytest.param(
        "[[actions]]\ntask = 'x'\nend = '4/31'", [("E212", 5)], id="impossible day as text"
    ),
    pytest.param("[settings]\nstale_months = 1\nas_of = 'soon'", [("E211", 5)], id="setting"),
    pytest.param(
        "[[kpis]]\nname = 'x'\nbaseline = nan\noutlook = inf",
        [("E201", 5), ("E201", 6)],
        id="no number",
    ),
]


@pytest.mark.parametrize(("rest", "expected"), LINES)
def test_a_mistake_is_told_with_its_line(rest: str, expected: list[tuple[str, int]]) -> None:
    assert told(HEAD + rest) == expected


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('[plan]\nstart = "2026-04\n', "E601", 2),
        ('[plan]\nstart = "2026-04"\n業務 = 1', "E601", 3),
        ('[plan]\nstart = "2026-04"\nstart = "2026-05"', "E601", 3),
        ('[plan]\nstart ＝ "2026-04"', "E601", 2),
        ("[plan]\nx = [1, 2\n\n\n", "E601", 2),
        ('[plan]\nstart = "2026-04"\n\n[[actions]]\nstart = 2026-04-31', "E601", 5),
        ("[plan]\nlanguage = 'ja'", "E605", 1),
        ("[plan]\nlanguage = 'ja'\nstart = '4月'", "E605", 3),
        ("", "E605", 0),
    ],
)
def test_what_stops_names_the_line(text: str, code: str, line: int) -> None:
    with pytest.raises(UsageError) as caught:
        load_text(text, "own.toml")
    found = caught.value.problem
    assert (found.code, found.place.line if found.place else 0, caught.value.file) == (
        code,
        line,
        "own.toml",
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("anual_target", "annual_target"), ("Name", "name"), ("baseine", "baseline")],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_misspelt_key_is_answered_by_the_right_one(typed: str, meant: str, language: str) -> None:
    found = load_text(f"{HEAD}[[kpis]]\nunit = '件'\n{typed} = 'x'").problems
    assert [item.details["known"] for item in found] == [meant]
    assert meant in problem_line(found[0], "own.toml", language)


def test_wrong_words_in_the_head_are_told_and_the_first_is_taken() -> None:
    loaded = load_text(HEAD + 'language = "jp"\ncalendar = ["week"]\nfloating = "yes"')
    assert [(item.code, item.place.line) for item in loaded.problems if item.place] == [
        ("E606", 3),
        ("E606", 4),
        ("E604", 5),
    ]
    assert (loaded.plan.language, loaded.plan.calendar, loaded.floating) == ("ja", "week", False)


def test_lint_finds_the_line_of_a_field() -> None:
    plan = load_text(WHOLE).plan
    rows = WHOLE.split("\n")
    for record, field in (
        (plan.tactics[0], "channel"),
        (plan.kpis[0], "target.2026-04"),
        (plan.kpis[0], "actual.2026-04"),
        (plan.kpis[0], "id"),
    ):
        place = record.place(field)
        assert place is not None
        assert rows[place.line - 1].split("=")[0].strip() == (
            field.partition(".")[2] if field.startswith("actual") else field.partition(".")[0]
        )


@examples(60, 600)
@given(
    st.text(
        st.sampled_from("[]{}\"'=.,#\\\n\r\t 01-aplnstrid目①\x00\ufeff") | st.characters(),
        max_size=40,
    )
)
def test_no_text_whatever_ends_in_a_traceback(text: str) -> None:
    for whole in (text, HEAD + text):
        with suppress(UsageError):
            load_text(whole)  # both outcomes are fine


junk = st.recursive(
    st.sampled_from((
        '"x"', "''", "1", "-1e400", "nan", "true", "false", "2026-04-06", "0001-01-01", "9999-12-31T23:59:59Z", "07:32:00", '"T01"', '"KGI"', "0x" + "f" * 4000,
        '"\\u0000\\uffff"', '"2026-04"', '"#N/A"',
    )),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
    | st.lists(st.tuples(st.sampled_from(("id", "name", "2026-04", "2026-04-06", '""')), inner), max_size=2, unique_by=lambda pair: pair[0]).map(
        lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs) + " }"
    ),
    max_leaves=4,
)  # fmt: skip
KEYS = sorted(
    {
        item.name
        for kind in (Operation, Tactic, Kpi, Action, Review, Person, Holiday)
        for item in fields(kind)
    }
    | {"stage", "kpis", "x.y.z"}
)


@examples(60, 600)
@given(
    st.sampled_from(
        [
            *(f"[[{name}]]" for name in (*TABLES, "catalogue", "settings")),
            "[settings]",
            "[people]",
            "[catalogue]",
        ]
    ),
    st.lists(
        st.tuples(st.sampled_from([*KEYS, *(f'"{spec.id}"' for spec in SETTINGS)]), junk),
        max_size=4,
        unique_by=lambda pair: pair[0],
    ),
)
def test_no_value_anywhere_ends_in_a_traceback(head: str, pairs: list[tuple[str, str]]) -> None:
    text = HEAD + head + "\n" + "\n".join(f"{key} = {value}" for key, value in pairs)
    loaded = load_text(text)
    rows = text.split("\n")
    for item in loaded.problems:
        assert item.place is None or 0 <= item.place.line <= len(rows)
        for language in ("ja", "en"):
            assert problem_line(item, "own.toml", language)
    if not has_errors(loaded.problems):
        assert load_text(dump(loaded.plan)).plan == loaded.plan


def test_thousands_of_brackets_are_refused_in_words() -> None:
    with pytest.raises(UsageError) as caught:
        load_text(HEAD + "x = " + "[" * 100_000)
    assert caught.value.problem.code == "E601"


# ---------------------------------------------------------------- JSON


def test_json_holds_every_field_with_codes_and_iso_days() -> None:
    plan = changed(small_plan(), "A001", calendar=(("2026-04-06", "●"),))
    data = json.loads(json.dumps(to_json(plan), ensure_ascii=False, allow_nan=False))
    assert (data["schema"], data["plan"]["start"], data["plan"]["template"]) == (
        "btobsheet.plan/1",
        "2026-04",
        None,
    )
    assert {spec.id for spec in SETTINGS} == set(data["settings"])
    for table, kind in (
        ("tactics", Tactic),
        ("kpis", Kpi),
        ("actions", Action),
        ("people", Person),
    ):
        assert set(data[table][0]) == {item.name.rstrip("_") for item in fields(kind)} - {
            "origin",
            "nothing",
        }
        assert len(data[table]) == len(getattr(plan, table))
    kpi, action, review = data["kpis"][0], data["actions"][0], data["reviews"][0]
    assert (kpi["aggregation"], kpi["main"], kpi["parent"], list(kpi["target"])) == (
        "sum",
        True,
        None,
        [str(month) for month in plan.months],
    )
    assert (action["start"], action["status"], action["calendar"], review["month"]) == (
        "2026-04-06",
        "done",
        {"2026-04-06": "●"},
        "2026-09",
    )
    assert data["people"][0]["aliases"] == ["甲野"]
