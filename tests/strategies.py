"""Whole plans for laws: any values the workbook can hold, in every table, both languages, all
calendars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from btobsheet.layout.geometry import calendar_days, calendar_key
from btobsheet.layout.rows.written import plan_rows
from btobsheet.layout.typed.text import ERRORS, clean, match_key
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import (
    KGI,
    NO_MONTHS,
    TABLES,
    Action,
    Holiday,
    Kpi,
    Operation,
    Person,
    Record,
    Review,
    Tactic,
    is_percent_unit,
    make_id,
)
from btobsheet.wording.words import CHOICES

Draw = Any  # hypothesis' draw function has no public type

ODD = (
    "=1+1",
    "@架空",
    "+81",
    "-",
    "―",
    "'引用",
    "<b>&amp;",
    "_x000D_",
    "1,200",
    "2026/4/1",
    "○",
    "改\n行",
    "ｶﾅ　全角",
    "🙂👨‍👩‍👧",
    "é",
    "e\u0301",
    "TRUE",
    "T01",
    "K01 架空",
    "100%",
    '"',
    "\u200b中\u200b",
)
SEPARATORS = ",、，､;；\n"

odd_texts = st.one_of(
    st.sampled_from(ODD),
    st.text(
        st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\r"),
        max_size=12,
    ),
    st.text("あいう漢字ABC 　0.%\n;=", max_size=12),
)
texts = odd_texts.map(clean).filter(lambda text: text not in ERRORS)
blank_or_texts = st.one_of(st.just(""), texts)
items = (
    texts.map(lambda text: clean(text.translate(dict.fromkeys(map(ord, SEPARATORS), " "))))
    .filter(bool)
    .filter(lambda text: text not in ERRORS)
)
lists = st.lists(items, max_size=3).map(tuple)
numbers = st.one_of(
    st.integers(-(10**9), 10**9),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda value: float(f"{value:.12g}")),
)
amounts = st.one_of(
    st.integers(0, 10**9), st.floats(0, 1e9).map(lambda value: float(f"{value:.12g}"))
)
fractions = st.one_of(
    st.sampled_from((0, 0.05, 0.5, 0.8, 1)),
    st.floats(0, 1).map(lambda value: float(f"{value:.12g}")),
)
percents = fractions.map(lambda value: value * 2)
days = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
months = st.builds(Month, st.integers(1990, 2090), st.integers(1, 12))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Give nothing as often as something."""
    return st.one_of(st.none(), strategy)


def word(group: str) -> st.SearchStrategy[str]:
    """Give a code of a group, or none."""
    return st.sampled_from(("", *(item.code for item in CHOICES[group])))


@st.composite
def plans(draw: Draw) -> Plan:
    """Give a plan whose records have ids in order, unique names, and references that exist."""
    counts = {table: draw(st.integers(0, 4)) for table in TABLES}
    ids = {table: _ids(draw, table, counts[table]) for table in TABLES}
    plan = Plan(
        start=draw(months),
        language=draw(st.sampled_from(("ja", "en"))),
        calendar=draw(st.sampled_from(("week", "day", "month"))),
        template=draw(st.sampled_from(("", "web", "marketing-cycle"))),
        settings=draw(settings()),
    )
    operations = _named(draw, [draw(_operation(record_id)) for record_id in ids["operations"]])
    tactics = _named(
        draw, [draw(_tactic(record_id, ids["operations"])) for record_id in ids["tactics"]]
    )
    kpis = _named(draw, [draw(_kpi(record_id, ids)) for record_id in ids["kpis"]])
    values: dict[str, Any] = {
        "operations": operations,
        "tactics": tactics,
        "kpis": kpis,
        "actions": [draw(_action(record_id, ids["tactics"], plan)) for record_id in ids["actions"]],
        "reviews": [draw(_review(record_id, ids)) for record_id in ids["reviews"]],
        "people": [draw(_person(record_id)) for record_id in ids["people"]],
        "holidays": [draw(_holiday(record_id)) for record_id in ids["holidays"]],
    }
    return _with_examples(draw, _replaced(plan, values))


@st.composite
def settings(draw: Draw) -> Settings:
    """Give settings of any value."""
    return Settings(
        title=draw(texts),
        company=draw(texts),
        policy=draw(texts),
        as_of=draw(maybe(days)),
        stages=draw(lists),
        on_track=draw(fractions),
        at_risk=draw(fractions),
        trend=draw(fractions),
        progress=draw(fractions),
        stale_months=draw(st.integers(0, 12)),
        due_soon_days=draw(st.integers(0, 366)),
    )


def _ids(draw: Draw, table: str, count: int) -> list[str]:
    numbers = draw(st.lists(st.integers(1, 120), min_size=count, max_size=count, unique=True))
    return [make_id(table, number) for number in sorted(numbers)]


def _named(draw: Draw, records: Sequence[Any]) -> list[Any]:
    """Let names be unique as references compare them, and none look like an id."""

    seen: set[str] = set()
    made = []
    for record in records:
        name = record.name if match_key(record.name) not in seen else ""
        seen.add(match_key(name))
        made.append(replace(record, name=name))
    return made


def _replaced(plan: Plan, values: dict[str, Any]) -> Plan:
    """Put the records in; those with nothing in them would be spare rows, and are left out."""

    def filled(record: Record) -> bool:
        return any(
            getattr(record, item.name) not in ("", None, (), False, NO_MONTHS)
            for item in fields(record)
            if item.name not in ("id", "examples", "origin")
        )

    kept = {
        table: tuple(record for record in records if filled(record))
        for table, records in values.items()
    }
    ids = {record.id for records in kept.values() for record in records} | {KGI}
    pointing = {
        "operations": (),
        "tactics": ("operation",),
        "kpis": ("scope", "numerator", "denominator", "parent"),
        "actions": ("tactic",),
        "reviews": ("tactic", "kpi"),
        "people": (),
        "holidays": (),
    }
    for table, names in pointing.items():
        kept[table] = tuple(
            replace(record, **{name: "" for name in names if getattr(record, name) not in ids})
            for record in kept[table]
        )
    made = replace(plan, **kept)
    if all(filled(record) for _, record in made.records()):
        return made
    return _replaced(made, {table: getattr(made, table) for table in TABLES})


def _with_examples(draw: Draw, plan: Plan) -> Plan:
    """Mark some filled cells as examples."""

    rows = plan_rows(plan)
    for table in TABLES:
        marked = []
        for record, cells in zip(getattr(plan, table), rows[table], strict=True):
            names = [
                name
                for name, value in cells.items()
                if name != "id" and value not in (None, "") and ";" not in str(value)
            ]
            chosen = (
                draw(st.lists(st.sampled_from(names), max_size=2, unique=True))
                if names and table != "holidays"
                else []
            )
            marked.append(replace(record, examples=tuple(chosen)))
        plan = replace(plan, **{table: tuple(marked)})
    return plan


def _one_of(ids: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(("", *ids))


def _operation(record_id: str) -> st.SearchStrategy[Operation]:
    return st.builds(
        Operation,
        id=st.just(record_id),
        examples=st.just(()),
        origin=st.none(),
        name=blank_or_texts,
        description=blank_or_texts,
        mission=blank_or_texts,
        stage=lists,
        department=blank_or_texts,
        owner=blank_or_texts,
        note=blank_or_texts,
    )


def _tactic(record_id: str, operations: Sequence[str]) -> st.SearchStrategy[Tactic]:
    fits = maybe(st.integers(1, 5))
    return st.builds(
        Tactic,
        id=st.just(record_id),
        examples=st.just(()),
        origin=st.none(),
        operation=_one_of(operations),
        name=blank_or_texts,
        channel=word("channel"),
        decision=word("decision"),
        buying_stage=blank_or_texts,
        fit_efficiency=fits,
        fit_measurable=fits,
        fit_independent=fits,
        reason=blank_or_texts,
        department=blank_or_texts,
        owner=blank_or_texts,
        backup=blank_or_texts,
        intent=blank_or_texts,
        accepted_on=maybe(days),
        priority=word("priority"),
        budget=maybe(amounts),
        spent=maybe(numbers),
        hours_planned=maybe(amounts),
        hours_spent=maybe(amounts),
        note=blank_or_texts,
    )


@st.composite
def _kpi(draw: Draw, record_id: str, ids: dict[str, list[str]]) -> Kpi:
    unit = draw(st.one_of(st.sampled_from(("件", "%", "％", "円", "万円")), blank_or_texts))
    value = maybe(percents if is_percent_unit(unit) else numbers)
    year = st.one_of(st.just(NO_MONTHS), st.lists(value, min_size=12, max_size=12).map(tuple))
    others = _one_of(ids["kpis"])
    return Kpi(
        id=record_id,
        scope=draw(_one_of((KGI, *ids["operations"], *ids["tactics"]))),
        name=draw(blank_or_texts),
        definition=draw(blank_or_texts),
        unit=unit,
        main=draw(st.booleans()),
        aggregation=draw(word("aggregation")),
        direction=draw(word("direction")),
        numerator=draw(others),
        denominator=draw(others),
        baseline=draw(value),
        annual_target=draw(value),
        warn_line=draw(value),
        alarm_line=draw(value),
        parent=draw(others),
        parent_rate=draw(maybe(numbers)),
        source=draw(blank_or_texts),
        reporter=draw(blank_or_texts),
        outlook=draw(value),
        target=draw(year),
        actual=draw(year),
        note=draw(blank_or_texts),
    )


@st.composite
def _action(draw: Draw, record_id: str, tactics: Sequence[str], plan: Plan) -> Action:
    keys = [calendar_key(day, plan.calendar) for day in calendar_days(plan.start, plan.calendar)]
    marked = sorted(draw(st.lists(st.sampled_from(keys), max_size=3, unique=True)))
    marks = st.one_of(st.sampled_from(("●", "★", "展示会")), texts.filter(bool))
    return Action(
        id=record_id,
        tactic=draw(_one_of(tactics)),
        task=draw(blank_or_texts),
        owner=draw(blank_or_texts),
        start=draw(maybe(days)),
        end=draw(maybe(days)),
        status=draw(word("action_status")),
        percent=draw(maybe(fractions)),
        effort=draw(maybe(amounts)),
        phase=draw(word("phase")),
        done_on=draw(maybe(days)),
        note=draw(blank_or_texts),
        calendar=tuple((key, draw(marks)) for key in marked),
    )


def _review(record_id: str, ids: dict[str, list[str]]) -> st.SearchStrategy[Review]:
    return st.builds(
        Review,
        id=st.just(record_id),
        examples=st.just(()),
        origin=st.none(),
        month=maybe(st.builds(Month, st.integers(1950, 2150), st.integers(1, 12))),
        tactic=_one_of(ids["tactics"]),
        kpi=_one_of(ids["kpis"]),
        result=blank_or_texts,
        cause=blank_or_texts,
        next_action=blank_or_texts,
        decision=blank_or_texts,
        owner=blank_or_texts,
        due=maybe(days),
        state=word("review_state"),
    )


def _person(record_id: str) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        id=st.just(record_id),
        examples=st.just(()),
        origin=st.none(),
        name=blank_or_texts,
        aliases=lists,
        department=blank_or_texts,
        role=blank_or_texts,
        email=blank_or_texts,
        days_per_month=maybe(st.integers(0, 31)),
        agreed_on=maybe(days),
    )


def _holiday(record_id: str) -> st.SearchStrategy[Holiday]:
    return st.builds(
        Holiday,
        id=st.just(record_id),
        examples=st.just(()),
        origin=st.none(),
        date=maybe(days),
        name=blank_or_texts,
    )
