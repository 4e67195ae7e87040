"""The form of a plan as text as a JSON Schema, from the declaration: editors complete and check by
it.

It is of draft 7, which editors of TOML know; a day of TOML is to Taplo the text of ISO 8601, to
Tombi the format ``date``. The schema says what a *form* is: tables, keys, types, the fixed words,
bounds. What hangs together (ids and what refers to them, the plan's twelve months, how a text that
stands for a number is read) only :func:`btobsheet.text.read.load_text` can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Examples,
    Flag,
    Identifier,
    Kind,
    KpiValue,
    MonthKind,
    Number,
    Percent,
    TextList,
)
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import Column
from btobsheet.layout.typed.numbers import NOTHING_SHOWN
from btobsheet.plan.records import ID_LETTERS, TABLES
from btobsheet.text.catalogue import CATALOGUE, FITS, KPI_KEYS, TACTIC_KEYS
from btobsheet.text.read import HEAD_KEYS, UNITS
from btobsheet.wording import LANGUAGES
from btobsheet.wording.columns import column_words
from btobsheet.wording.words import CHOICES

Json = dict[str, object]

DRAFT = "http://json-schema.org/draft-07/schema#"
_MONTH = "[0-9]{4}-(0[1-9]|1[0-2])"
_DAY = f"{_MONTH}-(0[1-9]|[12][0-9]|3[01])"
_DIGIT = "[0-9０-９]"
_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}


def plan_schema() -> Json:
    """Give the schema."""
    return {
        "$schema": DRAFT,
        "title": "btobsheet: a BtoB marketing plan as text",
        "type": "object",
        "required": ["plan"],
        "additionalProperties": False,
        "properties": {
            "plan": _head(),
            "settings": _settings(),
            **{table: _rows(_record(table)) for table in TABLES},
            CATALOGUE: _rows(_catalogue()),
        },
    }


def _head() -> Json:
    forms: dict[str, Json] = {
        "start": _day_or({"type": "string", "pattern": f"^{_MONTH}"}),
        "language": {"enum": list(LANGUAGES)},
        "calendar": {"enum": list(UNITS)},
        "template": _TEXT,
        "floating": {"type": "boolean"},
        "summary": _TEXT,
    }
    return {**_object({key: forms[key] for key in HEAD_KEYS}), "required": ["start"]}


def _settings() -> Json:
    """Give the settings: ``"threshold.on_track"`` in quotes; without, it is a table in a table."""
    flat = {spec.id: {**_of_kind(spec.kind), **_words("settings", spec.id)} for spec in SETTINGS}
    groups: dict[str, dict[str, Json]] = {}
    for name, form in flat.items():
        group, _, key = name.partition(".")
        if key:
            groups.setdefault(group, {})[key] = form
    return _object({**flat, **{group: _object(forms) for group, forms in groups.items()}})


def _record(table: str) -> Json:
    columns = tuple(BOOK.table(table).inputs)
    names = [one.name for one in columns if not isinstance(one.kind, Identifier | Examples)]
    return _object({one.name: _column(table, one, names) for one in columns})


def _column(table: str, column: Column, names: Iterable[str]) -> Json:
    if isinstance(column.kind, Identifier):
        form: Json = {"type": "string", "pattern": f"^{ID_LETTERS[table]}0*[1-9][0-9]{{0,5}}$"}
    elif isinstance(column.kind, Examples):
        known = "|".join(names)
        form = {"type": "array", "items": {"type": "string", "pattern": rf"^({known})(\.|$)"}}
    elif column.repeat == "months":
        form = _keyed(f"^{_MONTH}$", _of_kind(column.kind), most=12)
    elif column.repeat == "calendar":
        form = _keyed(f"^({_MONTH}|{_DAY})$", _TEXT)
    else:
        form = _of_kind(column.kind)
    return {**form, **_words(table, column.name)}


def _of_kind(kind: Kind) -> Json:
    """Give what a kind's value may be in a text."""
    if isinstance(kind, Flag):
        return {"enum": [True, False, *_labels(kind.group)]}
    if isinstance(kind, Choice):
        return {"enum": ["", *_labels(kind.group)]}
    if isinstance(kind, Number):
        return {"anyOf": [_bounded(kind), {"type": "string", "pattern": _number_text()}]}
    if isinstance(kind, Date | MonthKind):
        return _day_or({"type": "string", "pattern": _DIGIT})
    if isinstance(kind, TextList):
        return {"anyOf": [_TEXTS, _TEXT]}
    return _TEXT


def _day_or(form: Json) -> Json:
    """Give a form that a day of TOML has too: some editors take one for no text, but by its
    format.
    """
    return {"anyOf": [{"type": "string", "format": "date"}, form]}


def _bounded(kind: Number) -> Json:
    if isinstance(kind, Percent):
        return {"type": "number", "minimum": 0, "maximum": 100}
    ends = {"minimum": kind.low, "maximum": kind.high}
    known = {} if isinstance(kind, KpiValue) else ends
    return {"type": "number", **{key: end for key, end in known.items() if end is not None}}


def _number_text() -> str:
    """Give what a text that stands for a number has at least: a digit, or it says "none"."""
    none = "|".join(re.escape(word) for word in NOTHING_SHOWN)
    return f"^$|{_DIGIT}|^({none})$"


def _catalogue() -> Json:
    numbers: dict[str, Json] = {
        **{key: {"type": "number", "minimum": 1, "maximum": 5} for key in FITS},
        "hours_planned": {"type": "number", "minimum": 0},
    }
    known: dict[str, Json] = {
        **numbers,
        "channel": {"enum": ["", *_labels("channel")]},
        "kpis": _rows(_object({key: _catalogue_kpi(key) for key in KPI_KEYS})),
    }
    forms = {key: {**known.get(key, _TEXT), **_words("tactics", key)} for key in TACTIC_KEYS}
    return {**_object(forms), "required": ["name"]}


def _catalogue_kpi(key: str) -> Json:
    known: dict[str, Json] = {"lag": {"type": "number", "minimum": 0}}
    form = {"enum": ["", *_labels(key)]} if key in CHOICES else known.get(key, _TEXT)
    return {**form, **_words("kpis", key)}


def _labels(group: str) -> list[str]:
    """Give a group's words as the drop-downs have them, in every language."""
    return list(dict.fromkeys(label for word in CHOICES[group] for label in word.labels))


def _words(table: str, name: str) -> Json:
    """Give what people read of a column, in every language; nothing for what has no words."""
    words = [column_words(language, table, name) for language in LANGUAGES]
    heads = [one.header for one in words if one.header and not one.header.startswith("_")]
    helps = list(dict.fromkeys(one.help for one in words if one.help))
    said: Json = {"title": " / ".join(dict.fromkeys(heads))} if heads else {}
    return said | ({"description": "\n".join(helps)} if helps else {})


def _object(forms: Mapping[str, object]) -> Json:
    return {"type": "object", "additionalProperties": False, "properties": dict(forms)}


def _keyed(pattern: str, form: Json, most: int = 0) -> Json:
    limit = {"maxProperties": most} if most else {}
    keys = {"patternProperties": {pattern: form}, "additionalProperties": False}
    return {"type": "object", **keys, **limit}


def _rows(form: Json) -> Json:
    return {"type": "array", "items": form}
