"""The published schema of a plan as text: jsonschema, as an editor does, judges by it what the reader
reads.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from functools import cache
from typing import Any

import pytest
from checkout import ROOT
from effort import examples
from hypothesis import given
from jsonschema import Draft7Validator, FormatChecker
from plans import small_plan
from strategies import plans

from btobsheet.layout.book import BOOK
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES
from btobsheet.text.read import dump, load_text
from btobsheet.text.schema import plan_schema

HEAD = '[plan]\nstart = "2026-04"\n'
SHIPPED = sorted((ROOT / "sheet_templates").glob("*.toml")) + sorted(
    path for path in (ROOT / "samples").glob("plan.*.toml")
)


@cache
def validator() -> Draft7Validator:
    schema = json.loads((ROOT / "docs" / "plan.schema.json").read_text("utf-8"))
    return Draft7Validator(schema, format_checker=FormatChecker(["date"]))


def as_editors_see_it(value: Any) -> Any:
    """Give TOML as JSON: days and times are text."""
    if isinstance(value, dict):
        return {key: as_editors_see_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_editors_see_it(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def refused(text: str) -> list[str]:
    """Give the places of a text at which the schema refuses it."""
    found = validator().iter_errors(as_editors_see_it(tomllib.loads(text)))
    return sorted(".".join(map(str, one.absolute_path)) for one in found)


def told(text: str) -> set[str]:
    """Give the codes of what the reader has to say: errors and warnings."""
    return {one.code for one in load_text(text).problems if one.severity != "notice"}


def test_the_committed_schema_is_a_schema_and_what_the_declaration_gives() -> None:
    Draft7Validator.check_schema(validator().schema)
    assert validator().schema == json.loads(json.dumps(plan_schema()))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_template_and_sample_keeps_it(path: Any) -> None:
    assert len(SHIPPED) >= 14
    assert refused(path.read_text("utf-8")) == []


@pytest.mark.slow
@examples(10, 200)
@given(plans())
def test_every_export_keeps_it(plan: Plan) -> None:
    assert refused(dump(plan)) == []


@pytest.mark.parametrize("table", TABLES)
def test_it_offers_the_keys_that_the_reader_knows_and_no_other(table: str) -> None:
    """Computed columns too are refused by both."""
    names = [column.name for column in BOOK.table(table).columns] + ["nmae"]
    taken = {True: 0, False: 0}
    for name in names:
        text = f"{HEAD}[[{table}]]\n{name} = ['x']"
        known = "E603" not in told(text)
        unknown_to_schema = any(
            one.validator == "additionalProperties"
            for one in validator().iter_errors(tomllib.loads(text))
        )
        assert known == (not unknown_to_schema), name
        taken[known] += 1
    assert all(taken.values())


REFUSED = [
    ("[[oprations]]\nname = 'x'", "", "E602"),
    ("[[kpis]]\nname = 'x'\nunti = '件'", "kpis.0", "E603"),
    ("[settings]\nthreshold.ontrack = 1", "settings.threshold", "E603"),
    ("[settings]\n'threshold.on_track' = 'high'", "settings.threshold.on_track", "E201"),
    ("[settings]\nthreshold.on_track = 400", "settings.threshold.on_track", "E203"),
    ("[operations]\nname = 'x'", "operations", "E604"),
    ("[[operations]]\nname = ['x']", "operations.0.name", "E604"),
    ("[[actions]]\ntask = 'x'\npercent = true", "actions.0.percent", "E604"),
    ("[[actions]]\ntask = 'x'\npercent = -1", "actions.0.percent", "E203"),
    ("[[actions]]\ntask = 'x'\nstatus = '順調かも'", "actions.0.status", "E221"),
    ("[[actions]]\ntask = 'x'\nend = 'soon'", "actions.0.end", "E211"),
    ("[[actions]]\ntask = 'x'\ncalendar = { 2026-04-06 = 1 }", "actions.0.calendar.2026-04-06", "E604"),
    ("[[actions]]\ntask = 'x'\ncalendar = { soon = 'x' }", "actions.0.calendar", "E608"),
    ("[[kpis]]\nname = 'x'\ntarget = 5", "kpis.0.target", "E604"),
    ("[[kpis]]\nname = 'x'\ntarget = { 2026-4 = 5 }", "kpis.0.target", "E607"),
    ("[[kpis]]\nname = 'x'\ntarget = { 2026-13 = 5 }", "kpis.0.target", "E607"),
    ("[[kpis]]\nname = 'x'\nexamples = ['anual_target']", "kpis.0.examples.0", "E609"),
    ("[[kpis]]\nid = 'T01'\nname = 'x'", "kpis.0.id", "W312"),
    ("[[people]]\nname = 'x'\ndays_per_month = 40", "people.0.days_per_month", "E202"),
    ("[[tactics]]\nname = 'x'\nfit_impact = 9", "tactics.0.fit_impact", "E202"),
    ("[[catalogue]]\nstage = 'x'", "catalogue.0", "E611"),
    ("[[catalogue]]\nname = 'x'\nkpis = ['x']", "catalogue.0.kpis.0", "E604"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "place", "code"), REFUSED)
def test_a_mistake_of_form_is_marked_where_the_reader_tells_it(
    rest: str, place: str, code: str
) -> None:
    assert refused(HEAD + rest) == [place]
    assert code in told(HEAD + rest)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", ""),
        ("[plan]\nlanguage = 'ja'", "plan"),
        ("[plan]\nstart = '4月'", "plan.start"),
        (HEAD + "language = 'jp'", "plan.language"),
        (HEAD + "calender = 'week'", "plan"),
    ],
)
def test_a_mistake_in_the_head_is_marked(text: str, place: str) -> None:
    assert refused(text) == [place]


CHECK_ALONE = [
    ("[[kpis]]\nname = 'x'\nscope = 'T09'", "E303"),  # what an id means
    ("[[kpis]]\nid = 'K01'\nname = 'x'\n[[kpis]]\nid = 'K01'\nname = 'y'", "W310"),  # twice one id
    ("[[kpis]]\nname = 'x'\ntarget = { 2031-01 = 5 }", "E607"),  # which twelve months the plan has
    ("[[actions]]\ntask = 'x'\ncalendar = { 2031-01-06 = '●' }", "E608"),
    ("[[actions]]\ntask = 'x'\nend = '4/31'", "E212"),  # whether a day typed as text exists
    ("[[kpis]]\nname = 'x'\nbaseline = '約50件'", "E201"),  # how a text stands for a number
]


@pytest.mark.parametrize(("rest", "code"), CHECK_ALONE)
def test_what_hangs_together_only_check_can_tell(rest: str, code: str) -> None:
    """docs/text.md says so; an entry that the schema could tell belongs above."""
    assert refused(HEAD + rest) == []
    assert code in told(HEAD + rest)


STRICTER = [
    "[[kpis]]\nname = 'x'\naggregation = '合計'",  # a word's other spelling
    "[[actions]]\ntask = 'x'\nstatus = '済'",
    "[[operations]]\nname = 5",  # a text without quotes
    "[[kpis]]\nid = 'k1'\nname = 'x'",
]


@pytest.mark.parametrize("rest", STRICTER)
def test_an_editor_is_told_of_one_spelling_where_the_reader_bears_more(rest: str) -> None:
    assert len(refused(HEAD + rest)) == 1
    assert told(HEAD + rest) == set()


ACCEPTED = [
    "[settings]\n'threshold.on_track' = 0.9\nstages = ['a', 'b']\nas_of = 2026-09-30",
    "[settings]\nthreshold.on_track = 0.9\nthreshold.at_risk = '70%'\nstages = 'a、b'",
    "[[actions]]\ntask = 'x'\nstart = 2026-04-06\nend = '5月中旬'\nstatus = 'In progress'",
    "[[actions]]\ntask = 'x'\nstart = 2026-04-06T09:00:00\ncalendar = { 2026-04-06 = '●', 2026-04-08 = '会期' }",
    "[[kpis]]\nname = 'x'\nmain = true\nannual_target = '1,200枚'\ntarget = { 2026-04 = 10, 2027-03 = '２０' }",
    "[[kpis]]\nname = 'x'\nmain = '参考'\nactual = { 2026-04 = '－' }\nexamples = ['target', 'target.2026-04', 'note']",
    "[[reviews]]\nresult = 'x'\nmonth = '2026年9月'",
]  # fmt: skip


@pytest.mark.parametrize("rest", ACCEPTED)
def test_what_people_write_is_not_marked(rest: str) -> None:
    assert refused(HEAD + rest) == []
    assert told(HEAD + rest) == set()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_words_of_both_languages_are_offered(language: str) -> None:
    form = validator().schema["properties"]["actions"]["items"]["properties"]["status"]
    words = {"ja": {"未着手", "進行中", "完了"}, "en": {"Not started", "In progress", "Done"}}
    assert words[language] <= set(form["enum"])
    title = {"ja": "ステータス", "en": "Status"}
    assert title[language] in form["title"]


def test_every_key_that_people_see_says_what_it_is() -> None:
    for table in TABLES:
        forms = validator().schema["properties"][table]["items"]["properties"]
        for column in BOOK.table(table).inputs:
            if column.is_seen:
                said = forms[column.name].keys() & {"title", "description"}
                assert said, f"{table}.{column.name}"
    assert refused(dump(small_plan())) == []
