"""Whole plans for laws: any values the workbook can hold, in every table, both languages, all
calendars.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from hypothesis import strategies as st

from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import calendar_days, calendar_key
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Examples,
    Identifier,
    Kind,
    KpiActual,
    KpiValue,
    MonthKind,
    Number,
    Percent,
    Reference,
    TextList,
)
from btobsheet.layout.rows.written import REFERABLE, plan_rows
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.typed.text import ERRORS, clean, match_key
from btobsheet.layout.typed.totals import is_total
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import KGI, NO_MONTHS, RECORDS, TABLES, Record, is_percent_unit, make_id
from btobsheet.wording import LANGUAGES
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
# a row whose name is the word for totals is one of totals, and told (N111)
texts = odd_texts.map(clean).filter(lambda text: text not in ERRORS and not is_total(text))
blank_or_texts = st.one_of(st.just(""), texts)
items = (
    texts.map(lambda text: clean(text.translate(dict.fromkeys(map(ord, SEPARATORS), " "))))
    .filter(bool)
    .filter(lambda text: text not in ERRORS and not is_total(text))
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


def value_of(
    kind: Kind, ids: Mapping[str, Sequence[str]], unit: str = ""
) -> st.SearchStrategy[Any]:
    """Give what a cell of a kind may hold, blank too; references point to ``ids`` by table."""
    match kind:
        case Reference():
            found = [one for table in kind.tables for one in ids[table]]
            return st.sampled_from(("", *([KGI] if kind.kgi else []), *found))
        case Choice():
            return word(kind.group)
        case TextList():
            return lists
        case Date():
            return maybe(days)
        case MonthKind():
            return maybe(st.builds(Month, st.integers(1950, 2150), st.integers(1, 12)))
        case KpiValue():
            return maybe(percents if is_percent_unit(unit) else numbers)
        case Number():
            return maybe(_within(kind))
    return blank_or_texts


def _within(kind: Number) -> st.SearchStrategy[Any]:
    if isinstance(kind, Percent):
        return fractions
    if kind.low is not None and kind.high is not None:
        return st.integers(int(kind.low), int(kind.high))
    return amounts if kind.low == 0 else numbers


@st.composite
def plans(draw: Draw) -> Plan:
    """Give a plan whose records have ids in order, unique names, and references that exist."""
    counts = {table: draw(st.integers(0, 4)) for table in TABLES}
    ids = {table: _ids(draw, table, counts[table]) for table in TABLES}
    plan = Plan(
        start=draw(months),
        language=draw(st.sampled_from(LANGUAGES)),
        calendar=draw(st.sampled_from(("week", "day", "month"))),
        template=draw(st.sampled_from(("", "web", "marketing-cycle"))),
        settings=draw(settings()),
    )
    values = {
        table: [draw(record(table, one, ids, plan)) for one in ids[table]] for table in TABLES
    }
    for table in REFERABLE:
        values[table] = _named(values[table])
    return _with_examples(draw, _replaced(plan, values))


@st.composite
def record(
    draw: Draw, table: str, record_id: str, ids: Mapping[str, Sequence[str]], plan: Plan
) -> Record:
    """Give a record of any values that its table's columns can hold."""
    columns = [
        one for one in BOOK.table(table).inputs if not isinstance(one.kind, Identifier | Examples)
    ]
    units = st.one_of(st.sampled_from(("件", "%", "％", "円", "万円")), blank_or_texts)
    unit = draw(units) if table == "kpis" else ""
    values: dict[str, Any] = {}
    for column in columns:
        value = value_of(column.kind, ids, unit)
        if column.repeat == "months":
            year = st.lists(value, min_size=12, max_size=12).map(tuple)
            values[column.name] = draw(st.one_of(st.just(NO_MONTHS), year))
            if isinstance(column.kind, KpiActual):
                blank = [k for k, one in enumerate(values[column.name]) if one is None]
                silent = draw(st.lists(st.sampled_from(blank), unique=True)) if blank else []
                values["nothing"] = tuple(str(plan.months[k]) for k in sorted(silent))
        elif column.repeat:
            values[column.attribute] = draw(_marks(plan))
        else:
            values[column.attribute] = draw(value)
    return RECORDS[table](id=record_id, **values | ({"unit": unit} if table == "kpis" else {}))


@st.composite
def _marks(draw: Draw, plan: Plan) -> tuple[tuple[str, str], ...]:
    keys = [calendar_key(day, plan.calendar) for day in calendar_days(plan.start, plan.calendar)]
    marked = sorted(draw(st.lists(st.sampled_from(keys), max_size=3, unique=True)))
    marks = st.one_of(st.sampled_from(("●", "★", "展示会")), texts.filter(bool))
    return tuple((key, draw(marks)) for key in marked)


@st.composite
def settings(draw: Draw) -> Settings:
    """Give settings of any value; a number is never blank, since its default would stand there."""
    values = {}
    for spec in SETTINGS:
        number = isinstance(spec.kind, Number)
        values[spec.field] = draw(_within(spec.kind) if number else value_of(spec.kind, {}))
    return Settings(**values)


def _ids(draw: Draw, table: str, count: int) -> list[str]:
    numbers = draw(st.lists(st.integers(1, 120), min_size=count, max_size=count, unique=True))
    return [make_id(table, number) for number in sorted(numbers)]


def _named(records: Sequence[Any]) -> list[Any]:
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
        table: [one.name for one in BOOK.table(table).inputs if isinstance(one.kind, Reference)]
        for table in TABLES
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
