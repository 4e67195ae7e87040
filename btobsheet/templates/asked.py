"""Ten questions by which a template becomes a company's own plan, and what the answers make of it.

Each question has a default: what the template says. The figures of the KPI tree follow the answers
from the KGI down, each child keeping its share of its parent; they stay examples until somebody
takes them for his own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from btobsheet.layout.typed.dates import parse_month
from btobsheet.layout.typed.numbers import parse_kpi_value, parse_percent
from btobsheet.layout.typed.text import match_key, narrowed
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, NO_MONTHS, Kpi, Person, Tactic, make_id
from btobsheet.plan.words import amount
from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.wording import LANGUAGES, text

KEYS: Final = (
    *("company", "start", "kgi", "unit_price", "rate_1", "rate_2", "rate_3"),
    *("people", "tactics", "digital_first"),
)
"""The questions, in their order."""
Answer = str | float | bool | Month | tuple[str, ...]
_RATES: Final = ("rate_1", "rate_2", "rate_3")
_LISTS: Final = ("people", "tactics")
_SPLIT: Final = re.compile(r"[,、;\n]+")
_RANGE: Final = re.compile(
    r"T?(?P<first>[0-9]{1,3})\s*[-~〜]\s*T?(?P<last>[0-9]{1,3})", re.IGNORECASE
)
_PERSON: Final = re.compile(r"(?P<name>[^()]+?)\s*\((?P<department>[^()]+)\)")
_YEAR: Final = re.compile("[0-9]{4}")
_ROUND: Final = 9
_PRIORITIES: Final = {"digital": "high", "both": "medium", "in_person": "low"}


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its ``key``, its default as text, and what its sentence names."""

    key: str
    default: str
    details: Mapping[str, str]


def questions(plan: Plan) -> tuple[Question, ...]:
    """Give the questions that a template's plan allows: one without a KGI has no rates."""
    kgi, price, rates = _links(plan)
    found = [Question("company", plan.settings.company, {}), Question("start", str(plan.start), {})]
    if kgi and kgi.annual_target is not None:
        own = amount(kgi.annual_target, kgi.unit)
        found.append(Question("kgi", own, {"name": kgi.name}))
    priced = [("unit_price", price)] if price else []
    for key, kpi in (*priced, *zip(_RATES, rates, strict=False)):
        parent = _by_id(plan, kpi.parent)
        shown = amount(kpi.parent_rate or 0, parent.unit if key == "unit_price" else "%")
        found.append(Question(key, shown, {"name": kpi.name, "parent": parent.name}))
    found.append(Question("people", "", {}))
    if plan.tactics:
        chosen = ", ".join(one.id for one in plan.tactics if one.decision in ("", "adopted"))
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
    kgi, price, _ = _links(plan)
    if key == "company":
        return narrowed(str(raw))
    if key == "digital_first":
        return _flag(raw)
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    if key == "start":
        return _month(plan, str(raw))
    if key in _RATES:
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


def answered(plan: Plan, answers: Mapping[str, Answer]) -> Plan:
    """Give the plan that the answers make; what was not answered stays as it is."""
    company = answers.get("company")
    if isinstance(company, str):
        plan = replace(plan, settings=replace(plan.settings, company=company))
    people = _texts(answers.get("people"))
    if people:
        plan = replace(plan, people=tuple(map(_person, range(1, len(people) + 1), people)))
    tactics = plan.tactics
    if "tactics" in answers:
        chosen = _texts(answers["tactics"])
        tactics = tuple(_decided(one, chosen) for one in tactics)
    if answers.get("digital_first") is True:
        tactics = tuple(map(_digital_first, tactics))
    made = replace(plan, tactics=tactics)
    return replace(made, kpis=_figures(plan, made, answers))


def _texts(answer: Answer | None) -> tuple[str, ...]:
    """Give the texts of an answer that is a list; a month is a tuple too."""
    is_list = isinstance(answer, tuple) and not isinstance(answer, Month)
    return tuple(map(str, answer)) if is_list and isinstance(answer, tuple) else ()


def _person(number: int, text: str) -> Person:
    found = _PERSON.fullmatch(text)
    name, department = (found["name"], found["department"]) if found else (text, "")
    return Person(id=make_id("people", number), name=name, department=department)


def _decided(tactic: Tactic, chosen: Sequence[str]) -> Tactic:
    """Adopt a tactic that was chosen; another one stays a candidate, to be looked at again."""
    if tactic.id in chosen:
        return replace(tactic, decision="adopted")
    adopted = tactic.decision in ("", "adopted")
    return replace(tactic, decision="candidate") if adopted else tactic


def _digital_first(tactic: Tactic) -> Tactic:
    """Put digital tactics first: those done by people depend on persons, and turn PDCA slowly."""
    return replace(tactic, priority=_PRIORITIES.get(tactic.channel, tactic.priority))


def _figures(template: Plan, plan: Plan, answers: Mapping[str, Answer]) -> tuple[Kpi, ...]:
    """Give the KPIs with the answers, and with targets that follow from the KGI down; those of the
    template where the answers are its own.
    """
    kgi, price, rates = _links(template)
    typed = {kpi.id: answers.get(key) for key, kpi in zip(_RATES, rates, strict=False)}
    if price:
        typed[price.id] = answers.get("unit_price")
    made = {kpi.id: _with(kpi, "parent_rate", typed.get(kpi.id)) for kpi in plan.kpis}
    if kgi:
        made[kgi.id] = _with(made[kgi.id], "annual_target", answers.get("kgi"))
    same = [one.counts for one in plan.tactics] == [one.counts for one in template.tactics]
    if kgi is None or (same and tuple(made.values()) == plan.kpis):
        return tuple(made.values())
    pending, seen = [kgi.id], {kgi.id}
    while pending:
        parent = made[pending.pop(0)]
        for child, share in _shares(plan, parent.id):
            target = _target(made[child.id], parent, share)
            if target is not None and target != made[child.id].annual_target:
                made[child.id] = _without_months(replace(made[child.id], annual_target=target))
            if child.id not in seen:
                seen.add(child.id)
                pending.append(child.id)
    return tuple(_told(kpi, made, template) for kpi in made.values())


def _told(kpi: Kpi, made: Mapping[str, Kpi], template: Plan) -> Kpi:
    """Give a KPI that measures the very rate by which another one leads to its parent the rate that
    was answered for it.
    """
    child = made.get(kpi.denominator)
    if (
        child is None
        or kpi.aggregation != "ratio"
        or kpi.numerator != child.parent
        or not child.parent_rate
    ):
        return kpi
    if child.parent_rate == _by_id(template, child.id).parent_rate:
        return kpi
    return _without_months(replace(kpi, annual_target=child.parent_rate))


def _with(kpi: Kpi, field: str, value: Answer | None) -> Kpi:
    """Give a KPI with an answer, which is no example any more; the default stays one."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float)
        or value == getattr(kpi, field)
    ):
        return kpi
    kpi = replace(kpi, examples=tuple(name for name in kpi.examples if name != field))
    if field == "annual_target":
        return _without_months(replace(kpi, annual_target=value))
    return replace(kpi, parent_rate=value)


def _without_months(kpi: Kpi) -> Kpi:
    """Leave the months to the year's target: their examples were another year's parts."""
    examples = tuple(name for name in kpi.examples if name.partition(".")[0] != "target")
    return replace(kpi, target=NO_MONTHS, examples=examples)


def _target(child: Kpi, parent: Kpi, share: float) -> float | None:
    """Give what a child needs for its share of its parent's target; whole units, rounded up."""
    if parent.annual_target is None or not child.parent_rate:
        return None
    return ceil(round(parent.annual_target * share / child.parent_rate, _ROUND))


def _shares(plan: Plan, parent: str) -> list[tuple[Kpi, float]]:
    """Give a KPI's children, each with the part of it that the template has it give.

    Only those that count, but where none does: the chain goes on below it.
    """
    left = {one.id for one in plan.tactics if not one.counts}
    every = [one for one in plan.kpis if one.parent == parent]
    children = [one for one in every if one.scope not in left] or every
    gifts = [(one.annual_target or 0) * (one.parent_rate or 0) for one in children]
    whole = sum(gifts)
    return [(one, gift / whole) for one, gift in zip(children, gifts, strict=True) if gift > 0]


def _links(plan: Plan) -> tuple[Kpi | None, Kpi | None, tuple[Kpi, ...]]:
    """Give the KGI, the KPI whose unit has a price, and the three whose rates lead down from it:
    of several children the one that gives the most. A rate of 1 is no question.
    """
    kgi = next((one for one in plan.kpis if one.scope == KGI), None)
    price: Kpi | None = None
    rates: list[Kpi] = []
    seen: set[str] = set()
    at = kgi.id if kgi else ""
    while at and at not in seen:
        seen.add(at)
        child = max(_shares(plan, at), key=_part, default=None)
        if child is None:
            break
        kpi, at = child[0], child[0].id
        if kpi.parent_rate and kpi.parent_rate > 1 and not price and not rates:
            price = kpi
        elif kpi.parent_rate and kpi.parent_rate < 1:
            rates.append(kpi)
    return kgi, price, tuple(rates[: len(_RATES)])


def _part(pair: tuple[Kpi, float]) -> float:
    return pair[1]


def _by_id(plan: Plan, kpi: str) -> Kpi:
    return next(one for one in plan.kpis if one.id == kpi)
