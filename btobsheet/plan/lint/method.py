"""Lint: the method's cautions.

Operations without gap or overlap (MECE), digital tactics first, nothing hung on one person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from btobsheet.plan.lint.gaps import Rule, running_tactics, setting_place
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Operation, Tactic
from btobsheet.plan.words import found, label, near_pairs, plain
from btobsheet.problems import Problem, problem
from btobsheet.wording import text

Alternatives = Callable[[tuple[str, ...]], tuple[str, ...]]

DIGITAL_SHARE = {"digital": 1.0, "both": 0.5, "in_person": 0.0}
DIGITAL_FIRST = 0.5
ALTERNATIVES_SHOWN = 3


def _covering(plan: Plan) -> dict[str, list[Operation]]:
    """Give the operations that cover each of the plan's stages."""
    covering: dict[str, list[Operation]] = {
        plain(stage): [] for stage in plan.settings.stages if plain(stage)
    }
    for operation in plan.operations:
        for stage in dict.fromkeys(map(plain, operation.stage)):
            if stage in covering:
                covering[stage].append(operation)
    return covering


def stage_uncovered(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell the stages that no operation covers, in one.

    With no operation at all there is nothing to compare.
    """
    stages = [
        stage for stage, operations in _covering(plan).items() if plan.operations and not operations
    ]
    if stages:
        yield problem(
            "W504",
            setting_place(plan, "stages"),
            stages=text(plan.language, "changes.separator").join(stages),
            count=len(stages),
        )


def stage_covered_twice(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell stages that several operations cover."""
    separator = text(plan.language, "changes.separator")
    for stage, operations in _covering(plan).items():
        if len(operations) > 1:
            yield found(
                "W505",
                operations[1],
                "stage",
                stage=stage,
                others=separator.join(map(label, operations)),
            )


def same_operation(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell operations with (nearly) the same name."""
    for earlier, operation in near_pairs(plan.operations):
        yield found("W506", operation, "name", other=label(earlier))


def same_tactic(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics that stand under two operations, those not adopted too."""
    for earlier, tactic in near_pairs(plan.tactics):
        if earlier.operation != tactic.operation:
            yield found("W507", tactic, "name", other=label(earlier))


def digital_share(tactics: tuple[Tactic, ...]) -> float | None:
    """Give the share of digital tactics (併用 counts half) among those with a channel.

    None without any.
    """
    known = [DIGITAL_SHARE[tactic.channel] for tactic in tactics if tactic.channel in DIGITAL_SHARE]
    return sum(known) / len(known) if known else None


def little_digital(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell operations that are digital by less than half, but not by nothing."""
    for operation in plan.operations:
        share = digital_share(lookup.counted_tactics(operation.id))
        if share is not None and 0 < share < DIGITAL_FIRST:
            yield found("N530", operation, "name", share=f"{share:.0%}")


def people_alone(plan: Plan, lookup: Lookup, alternatives: Alternatives) -> Iterator[Problem]:
    """Tell operations worked by people alone, with digital tactics to consider for their stages:
    none that were weighed and declined.
    """
    declined = {plain(tactic.name) for tactic in plan.tactics if tactic.decision == "declined"}
    for operation in plan.operations:
        tactics = lookup.counted_tactics(operation.id)
        if not tactics or any(tactic.channel != "in_person" for tactic in tactics):
            continue
        offered = alternatives(operation.stage)
        names = [one for one in offered if plain(one) not in declined][:ALTERNATIVES_SHOWN]
        if names:
            yield found(
                "W531",
                operation,
                "name",
                alternatives=text(plan.language, "changes.separator").join(names),
            )
        else:
            yield found("W532", operation, "name")


def one_person(plan: Plan, lookup: Lookup) -> Iterator[Problem]:
    """Tell tactics in person that hang on their owner alone."""
    for tactic in running_tactics(plan):
        if tactic.channel == "in_person" and tactic.owner and not tactic.backup:
            yield found("N533", tactic, "backup", owner=lookup.known_as(tactic.owner))


METHOD: tuple[Rule, ...] = (
    stage_uncovered,
    stage_covered_twice,
    same_operation,
    same_tactic,
    little_digital,
    one_person,
)
