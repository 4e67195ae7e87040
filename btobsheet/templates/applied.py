"""What the answers make of a template's plan: the figures of the KPI tree follow them from the KGI
down, each child keeping its share of its parent; they stay examples until somebody takes them for
his own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from btobsheet.plan.calendar import Month
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import NO_MONTHS, Kpi, Person, Tactic, make_id
from btobsheet.status.assess import assess
from btobsheet.status.backwards.needs import goal
from btobsheet.status.backwards.proposals import proposals, proposed
from btobsheet.templates.asked import Answer
from btobsheet.templates.chain import RATES, kpi_of, links, shares

_PERSON: Final = re.compile(r"(?P<name>[^()]+?)\s*\((?P<department>[^()]+)\)")
_ROUND: Final = 9
_PRIORITIES: Final = {"digital": "high", "both": "medium", "in_person": "low"}


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
    kpis = _figures(plan, made, answers)
    return made if kpis == plan.kpis else _in_time(replace(made, kpis=kpis))


def _in_time(plan: Plan) -> Plan:
    """Raise the targets of which 目標逆算 asks more: some of what they bring comes too late."""
    lookup = Lookup.of(plan)
    found = proposals(goal(assess(plan, plan.start.first), lookup), plan, lookup)
    more = {
        one.id for one in found if one.field == "annual_target" and one.after > (one.before or 0.0)
    }
    return proposed(plan, (one for one in found if one.id in more))


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
    return replace(tactic, decision="candidate") if tactic.is_adopted else tactic


def _digital_first(tactic: Tactic) -> Tactic:
    """Put digital tactics first: those done by people depend on persons, and turn PDCA slowly."""
    return replace(tactic, priority=_PRIORITIES.get(tactic.channel, tactic.priority))


def _figures(template: Plan, plan: Plan, answers: Mapping[str, Answer]) -> tuple[Kpi, ...]:
    """Give the KPIs with the answers, and with targets that follow from the KGI down; those of the
    template where the answers are its own.
    """
    kgi, price, rates = links(template)
    typed = {kpi.id: answers.get(key) for key, kpi in zip(RATES, rates, strict=False)}
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
        for child, share in shares(plan, parent.id):
            target = _target(made[child.id], parent, share)
            if target is not None and target != made[child.id].annual_target:
                made[child.id] = _aiming_at(made[child.id], target)
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
    if child.parent_rate == kpi_of(template, child.id).parent_rate:
        return kpi
    return _aiming_at(kpi, child.parent_rate)


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
        return _aiming_at(kpi, value)
    return replace(kpi, parent_rate=value)


def _aiming_at(kpi: Kpi, annual: float) -> Kpi:
    """Give a KPI with another target for the year; the months of a sum keep their shares of it."""
    before = kpi.annual_target
    aiming = replace(kpi, annual_target=annual)
    if annual == before or not any(one is not None for one in kpi.target):
        return aiming
    if kpi.aggregation == "sum" and before:
        return replace(aiming, target=_shared(kpi.target, annual / before))
    examples = tuple(name for name in kpi.examples if name.partition(".")[0] != "target")
    return replace(aiming, target=NO_MONTHS, examples=examples)


def _shared(months: Sequence[float | None], times: float) -> tuple[float | None, ...]:
    """Give months so many times as large: whole ones stay whole and add up to their new sum."""
    is_whole = all(one is None or one == int(one) for one in months)
    made: list[float | None] = []
    exact = given = 0.0
    for one in months:
        if one is None:
            made.append(None)
            continue
        exact += one * times
        part = (round(exact) if is_whole else exact) - given
        given += part
        made.append(part)
    return tuple(made)


def _target(child: Kpi, parent: Kpi, share: float) -> float | None:
    """Give what a child needs for its share of its parent's target; whole units, rounded up."""
    if parent.annual_target is None or not child.parent_rate:
        return None
    return ceil(round(parent.annual_target * share / child.parent_rate, _ROUND))
