"""Lint: what is still missing, one rule a gap; each yields one problem a record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from btobsheet.plan.examples import with_examples
from btobsheet.plan.lint.todo import (
    action_half_filled,
    action_without_dates,
    action_without_owner,
    action_without_tactic,
    field_label,
    live_actions,
)
from btobsheet.plan.lookup import Lookup, name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, Kpi, Person, Record, Tactic
from btobsheet.plan.words import found, plain
from btobsheet.problems import Place, Problem, problem
from btobsheet.wording import text

Rule = Callable[[Plan, Lookup], Iterator[Problem]]


def setting_place(plan: Plan, field: str) -> Place | None:
    """Give the place of a setting's value where the plan was read from a file."""
    return plan.settings.origin.place(field) if plan.settings.origin else None


def counted_tactics(plan: Plan) -> tuple[Tactic, ...]:
    """Give the tactics that count."""
    return tuple(tactic for tactic in plan.tactics if tactic.counts)


def running_tactics(plan: Plan) -> tuple[Tactic, ...]:
    """Give the tactics that count and go on: nothing more is asked of a stopped one."""
    return tuple(tactic for tactic in counted_tactics(plan) if not tactic.is_ended)


def counted_kpis(plan: Plan, lookup: Lookup) -> tuple[Kpi, ...]:
    """Give the KPIs that count and have a name.

    A nameless one is a row in waiting (the first row awaits the KGI).
    """
    return tuple(kpi for kpi in plan.kpis if kpi.name and lookup.kpi_counts(kpi))


def no_policy(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for the strategy's policy."""
    if not plan.settings.policy:
        yield problem("W501", setting_place(plan, "policy"))


def no_kgi(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for a named KPI that stands for the KGI."""
    kgis = lookup.kpis_of.get(KGI, ())
    if not any(kpi.name for kpi in kgis):
        yield problem("W502", kgis[0].place("name") if kgis else None)


def no_operations(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for the first operation."""
    if not plan.operations:
        yield problem("W503")


def operation_without_tactic(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for a tactic where an operation has none that counts."""
    for operation in plan.operations:
        if not lookup.counted_tactics(operation.id):
            yield found("W508", operation, "name")


def tactic_without_operation(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for a tactic's operation: without one no roll-up sees it."""
    yield from (
        found("W509", tactic, "operation")
        for tactic in counted_tactics(plan)
        if not tactic.operation
    )


def tactic_without_kpi(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for something to measure a tactic by."""
    yield from (
        found("W510", tactic, "name")
        for tactic in running_tactics(plan)
        if tactic.id not in lookup.kpis_of
    )


def tactic_without_owner(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for a tactic's owner."""
    yield from (
        found("W511", tactic, "owner") for tactic in running_tactics(plan) if not tactic.owner
    )


def tactic_without_intent(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask why a tactic's KPI must be reached."""
    yield from (
        found("W512", tactic, "intent") for tactic in running_tactics(plan) if not tactic.intent
    )


def tactic_not_accepted(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for the owner's acceptance; without an owner there is nobody to ask yet."""
    yield from (
        found("W513", tactic, "accepted_on", owner=lookup.known_as(tactic.owner))
        for tactic in running_tactics(plan)
        if tactic.owner and not tactic.accepted_on
    )


def tactic_without_action(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for an action where a tactic has none but cancelled ones; a part has only its own."""
    for tactic in () if plan.identity.issue.to else running_tactics(plan):
        if not any(action.status != "cancelled" for action in lookup.actions_of.get(tactic.id, ())):
            yield found("W514", tactic, "name")


def tactic_without_check(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for an action of phase C where a tactic has actions: else nobody looks at its effect."""
    for tactic in () if plan.identity.issue.to else running_tactics(plan):
        phases = {
            action.phase
            for action in lookup.actions_of.get(tactic.id, ())
            if action.status != "cancelled"
        }
        if phases and "C" not in phases:
            yield found("W515", tactic, "name")


def kpi_without_target(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask for a KPI's target or line; one that feeds a ratio needs none."""
    feeds = {part for kpi in plan.kpis for part in (kpi.numerator, kpi.denominator)}
    for kpi in counted_kpis(plan, lookup):
        aims = (kpi.annual_target, kpi.warn_line, kpi.alarm_line, *kpi.target)
        if kpi.id not in feeds and all(aim is None for aim in aims):
            yield found("W520", kpi, "annual_target")


def kpi_without_definition(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Ask how a KPI is counted."""
    yield from (
        found("W521", kpi, "definition") for kpi in counted_kpis(plan, lookup) if not kpi.definition
    )


def _named_people(plan: Plan, lookup: Lookup) -> Iterator[tuple[Record, str, str]]:
    """Yield every cell that names a person: the record, the field and the name."""
    for operation in plan.operations:
        yield operation, "owner", operation.owner
    for tactic in counted_tactics(plan):
        yield tactic, "owner", tactic.owner
        yield tactic, "backup", tactic.backup
    for kpi in counted_kpis(plan, lookup):
        yield kpi, "reporter", kpi.reporter
    for action in live_actions(plan, lookup):
        yield action, "owner", action.owner
    for review in plan.reviews:
        yield review, "owner", review.owner


def unknown_person(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell names the people table doesn't know: once a name; with an empty table, once in all."""
    unknown: dict[str, tuple[Record, str, str]] = {}
    for record, field, name in _named_people(plan, lookup):
        if name and lookup.person(name) is None:
            unknown.setdefault(name_key(name), (record, field, name))
    if plan.people:
        yield from (
            problem("W525", record.place(field), id=record.id, name=name, label=name)
            for record, field, name in unknown.values()
        )
    elif unknown:
        yield problem("W526", count=len(unknown))


def person_not_agreed(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell who has not agreed to the plan, while others of the department have (or no department is
    given); who leaves is not asked.
    """
    agreed = {plain(person.department) for person in plan.people if person.agreed_on} | {""}
    for person in filter(_is_asked_to_agree, plan.people):
        if plain(person.department) in agreed:
            yield found("W540", person, "agreed_on")


def _is_asked_to_agree(person: Person) -> bool:
    return bool(person.name) and person.agreed_on is None and person.left_on is None


def department_not_agreed(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell departments of which nobody has agreed to the plan."""
    agreed = {plain(person.department) for person in plan.people if person.agreed_on}
    asked = [person for person in plan.people if _is_asked_to_agree(person)]
    first = {plain(person.department): person for person in reversed(asked)}
    for department in dict.fromkeys(plain(person.department) for person in asked):
        if department and department not in agreed:
            yield problem(
                "W541",
                first[department].place("agreed_on"),
                id=first[department].id,
                name=department,
                label=department,
            )


def department_without_people(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell departments with a tactic but nobody among the people (an empty table is told
    elsewhere).
    """
    known = {plain(person.department) for person in plan.people}
    missing: dict[str, Tactic] = {}
    for tactic in counted_tactics(plan) if plan.people else ():
        if (department := plain(tactic.department)) and department not in known:
            missing.setdefault(department, tactic)
    for department, tactic in missing.items():
        yield problem(
            "W542", tactic.place("department"), id=tactic.id, name=department, label=department
        )


def example_left(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell example values still in place: once a record, with its fields in the words of the plan's
    language.
    """
    for table, record in with_examples(plan):
        names = (field_label(plan.language, table, field) for field in record.examples)
        yield found(
            "N555",
            record,
            record.examples[0],
            fields=text(plan.language, "changes.separator").join(dict.fromkeys(names)),
        )


GAPS: tuple[Rule, ...] = (
    no_policy,
    no_kgi,
    no_operations,
    operation_without_tactic,
    tactic_without_operation,
    tactic_without_kpi,
    tactic_without_owner,
    tactic_without_intent,
    tactic_not_accepted,
    tactic_without_action,
    tactic_without_check,
    kpi_without_target,
    kpi_without_definition,
    action_half_filled,
    action_without_tactic,
    action_without_dates,
    action_without_owner,
    unknown_person,
    person_not_agreed,
    department_not_agreed,
    department_without_people,
    example_left,
)
