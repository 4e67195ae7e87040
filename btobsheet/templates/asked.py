"""Ten questions by which a template becomes a company's own plan, and how answers are understood.

Each question has a default: what the template says. What the answers make of the plan is in
:mod:`btobsheet.templates.applied`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from btobsheet.layout.typed.dates import parse_month
from btobsheet.layout.typed.numbers import parse_kpi_value, parse_percent
from btobsheet.layout.typed.text import match_key, narrowed
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import make_id
from btobsheet.plan.words import amount
from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.templates.chain import RATES, kpi_of, links
from btobsheet.wording import LANGUAGES, text

KEYS: Final = (
    *("company", "start", "kgi", "unit_price", "rate_1", "rate_2", "rate_3"),
    *("people", "tactics", "digital_first"),
)
"""The questions, in their order."""
Answer = str | float | bool | Month | tuple[str, ...]
_LISTS: Final = ("people", "tactics")
_SPLIT: Final = re.compile(r"[,、;\n]+")
_RANGE: Final = re.compile(
    r"T?(?P<first>[0-9]{1,3})\s*[-~〜]\s*T?(?P<last>[0-9]{1,3})", re.IGNORECASE
)
_YEAR: Final = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its ``key``, its default as text, and what its sentence names."""

    key: str
    default: str
    details: Mapping[str, str]


def questions(plan: Plan) -> tuple[Question, ...]:
    """Give the questions that a template's plan allows: one without a KGI has no rates."""
    kgi, price, rates = links(plan)
    found = [Question("company", plan.settings.company, {}), Question("start", str(plan.start), {})]
    if kgi and kgi.annual_target is not None:
        own = amount(kgi.annual_target, kgi.unit)
        found.append(Question("kgi", own, {"name": kgi.name}))
    priced = [("unit_price", price)] if price else []
    for key, kpi in (*priced, *zip(RATES, rates, strict=False)):
        parent = kpi_of(plan, kpi.parent)
        shown = amount(kpi.parent_rate or 0, parent.unit if key == "unit_price" else "%")
        found.append(Question(key, shown, {"name": kpi.name, "parent": parent.name}))
    found.append(Question("people", "", {}))
    if plan.tactics:
        chosen = ", ".join(one.id for one in plan.tactics if one.is_adopted)
        found.append(Question("tactics", chosen, {}))
        found.append(Question("digital_first", text(plan.language, "cli.ask.yes"), {}))
    return tuple(found)


def understood(plan: Plan, key: str, raw: object) -> Answer:
    """Understand an answer, as typed or as TOML has it.

    Raises UsageError: E620 one that nobody can read, E621 a tactic that the template does not have.
    """
    if key in _LISTS:
        texts = raw if isinstance(raw, list) else _SPLIT.split(str(raw))
        cleaned = tuple(said for one in texts if (said := narrowed(str(one))))
        return cleaned if key == "people" else tuple(_tactics(plan, cleaned))
    made = _value(plan, key, raw)
    if made is None:
        raise UsageError(problem("E620", None, str(raw), key=key))
    return made


def _value(plan: Plan, key: str, raw: object) -> Answer | None:
    kgi, price, _ = links(plan)
    if key == "company":
        return narrowed(str(raw))
    if key == "digital_first":
        return _flag(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    if key == "start":
        return _month(plan, str(raw))
    if key in RATES:
        rate = parse_percent(raw).value
        return rate if isinstance(rate, float | int) and 0 < rate <= 1 else None
    kpi = kgi if key == "kgi" else kgi and price
    found = parse_kpi_value(raw, percent=bool(kpi and kpi.is_percent), unit=kgi.unit if kgi else "")
    return found.value if isinstance(found.value, float | int) and found.value > 0 else None


def _month(plan: Plan, text: str) -> Month | None:
    """Read a month, or a year alone: its month is the template's."""
    if _YEAR.fullmatch(narrowed(text)):
        return Month(int(narrowed(text)), plan.start.month)
    found = parse_month(text, start=plan.start, date1904=False)
    return found.value if isinstance(found.value, Month) else None


def _flag(raw: object) -> bool | None:
    if isinstance(raw, bool):
        return raw
    key = match_key(str(raw))
    for value, name in ((True, "yes"), (False, "no")):
        words = {match_key(text(language, f"cli.ask.{name}")) for language in LANGUAGES}
        if key in {*words, name, name[0]}:
            return value
    return None


def _tactics(plan: Plan, texts: Sequence[str]) -> Iterator[str]:
    """Give the tactics that are named: by number, id, name or a range of numbers."""
    known = {one.id: one for one in plan.tactics}
    names = {match_key(one.name): one.id for one in plan.tactics}
    for one in texts:
        yield from _named(one, known, names)


def _named(said: str, known: Collection[str], names: Mapping[str, str]) -> list[str]:
    """Give the tactics that one text names."""
    span = _RANGE.fullmatch(said)
    number = said.upper().removeprefix("T")
    if span:
        found = [make_id("tactics", one) for one in range(int(span[1]), int(span[2]) + 1)]
    elif number.isdecimal():
        found = [make_id("tactics", int(number))]
    else:
        found = [names.get(match_key(said), "")]
    if not found or not all(one in known for one in found):
        raise UsageError(problem("E621", None, said, known=", ".join(known)))
    return found
