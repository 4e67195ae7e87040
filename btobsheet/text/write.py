"""A plan as TOML text and as JSON: the start, every setting, record ids and every input value.

No plan id, revision or time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Choice, Flag
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import NOTHING, TABLES, Kpi, Record, field_of
from btobsheet.wording.words import CHOICES, label

JSON_SCHEMA = "btobsheet.plan/1"
MONTH_FIELDS = tuple(
    dict.fromkeys(
        column.name for table in BOOK.tables for column in table.inputs if column.repeat == "months"
    )
)
WHOLE_FLOATS_BELOW = 1e15
"""Up to here a whole float is written as an integer; above it as a power of ten."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPECIAL = re.compile(
    '[\\x00-\\x1f\\x7f-\\x9f\\\\"\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]'
)
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}

Json = dict[str, object]


def dump(plan: Plan) -> str:
    """Give a plan as TOML, as templates have it; :func:`btobsheet.text.read.load_text` reads it."""
    settings = {spec.id: getattr(plan.settings, spec.field) for spec in SETTINGS}
    head = {
        "start": plan.start,
        "language": plan.language,
        "calendar": plan.calendar,
        "template": plan.template,
    }
    parts = [
        _section("[plan]", head),
        _section(
            "[settings]", {name: value for name, value in settings.items() if value is not None}
        ),
    ]
    for table, record in plan.records():
        parts.append(
            _section(
                f"[[{table}]]",
                {name: value for name, value in _input(plan, table, record) if not blank(value)},
            )
        )
    return "\n".join(parts)


def to_json(plan: Plan) -> Json:
    """Give a plan as JSON, schema ``btobsheet.plan/1``: codes in English, days as ISO text, months
    and marks by key, blanks null.
    """
    tables = {
        table: [_json_record(plan, record) for record in getattr(plan, table)] for table in TABLES
    }
    head = {
        "start": str(plan.start),
        "language": plan.language,
        "calendar": plan.calendar,
        "template": plan.template or None,
    }
    settings = {spec.id: _json_value(getattr(plan.settings, spec.field)) for spec in SETTINGS}
    return {"schema": JSON_SCHEMA, "plan": head, "settings": settings, **tables}


def record_values(plan: Plan, record: Record) -> Iterator[tuple[str, object]]:
    """Yield a record's id, fields and example marks; targets, actuals and calendar marks by key."""
    for item in fields(record):
        value = getattr(record, item.name)
        if item.name in MONTH_FIELDS:
            year = {str(month): number for month, number in zip(plan.months, value, strict=True)}
            nothing = getattr(record, "nothing", ()) if item.name == "actual" else ()
            yield item.name, year | dict.fromkeys(nothing, NOTHING)
        elif item.name == "calendar":
            yield item.name, dict(value)
        elif item.name not in ("examples", "origin", "nothing"):
            yield field_of(item.name), value
    yield "examples", record.examples


def blank(value: object) -> bool:
    """Tell whether a value is blank; zero is not."""
    return value is None or value is False or value in ("", (), {})


def short_examples(names: tuple[str, ...], record: Record, plan: Plan) -> tuple[str, ...]:
    """Say ``target`` for every filled month of it, where they stand together in order."""
    found = "\n".join(("", *names, ""))
    for name in MONTH_FIELDS:
        months = [
            f"{name}.{month}"
            for month, value in zip(plan.months, getattr(record, name, ()), strict=False)
            if value is not None
        ]
        if months:
            found = found.replace("\n".join(("", *months, "")), f"\n{name}\n")
    return tuple(name for name in found.split("\n") if name)


def _input(plan: Plan, table: str, record: Record) -> Iterator[tuple[str, object]]:
    """Yield what a person would write for each field: choices as words, only filled months."""
    columns = {column.name: column.kind for column in BOOK.table(table).inputs}
    for name, value in record_values(plan, record):
        kind = columns.get(name)
        if name == "examples":
            yield name, short_examples(record.examples, record, plan)
        elif isinstance(kind, Flag) and value == CHOICES[kind.group][0].code:
            yield name, True
        elif isinstance(kind, Choice) and isinstance(value, str):
            yield name, label(kind.group, value, plan.language)
        elif isinstance(value, dict):
            yield name, {key: item for key, item in value.items() if not blank(item)}
        else:
            yield name, value


def _section(head: str, values: Mapping[str, object]) -> str:
    lines = [f"{_toml_key(name)} = {_toml(value)}" for name, value in values.items()]
    return "\n".join((head, *lines, ""))


def _toml_key(name: str) -> str:
    return name if _BARE.fullmatch(name) else toml_text(name)


def _toml(value: object) -> str:
    """Write one value; records hold nothing but these types."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return _toml_number(value)
    if isinstance(value, Month):
        return toml_text(str(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return (
            "{ "
            + ", ".join(f"{_toml_key(key)} = {_toml(item)}" for key, item in value.items())
            + " }"
        )
    return toml_text(str(value))


def _toml_number(value: float) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < WHOLE_FLOATS_BELOW:
        return str(int(value))
    return repr(value)


def toml_text(text: str) -> str:
    """Quote a text as TOML does."""
    return '"' + _SPECIAL.sub(_escape, text) + '"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if "\ud800" <= char <= "\udfff":  # half of a pair: no TOML text can hold it
        return "\N{REPLACEMENT CHARACTER}"
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def _json_record(plan: Plan, record: Record) -> Json:
    made = {name: _json_value(value) for name, value in record_values(plan, record)}
    if isinstance(record, Kpi) and not record.is_reference:
        made["main"] = record.main == "yes"
    return made


def _json_value(value: object) -> object:
    """Give what JSON holds; Lists stay lists."""
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, dict):
        return {key: _json_value(item) for key, item in value.items()}
    return None if value == "" else value
