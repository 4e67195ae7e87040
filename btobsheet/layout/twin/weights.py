"""The weights by which actions' progress is averaged, as the hidden columns sum them up."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.status.figures import ActionFigures

Weights = tuple[float, float, float]
"""A weight, of it what is done, and of it what was planned to be done by now."""
NOTHING: Weights = (0, 0, 0)


def weighed(item: ActionFigures) -> Weights:
    """Give an action's weights; one that was cancelled weighs nothing."""
    weight = 0.0 if item.state == "cancelled" else item.weight
    planned = item.percent if item.planned is None else item.planned
    return weight, weight * item.percent, weight * planned


def summed(items: Iterable[Weights]) -> Weights:
    """Add weights up."""
    found = list(items)
    return (
        sum(item[0] for item in found),
        sum(item[1] for item in found),
        sum(item[2] for item in found),
    )


def by_tactic(actions: Iterable[ActionFigures]) -> dict[str, Weights]:
    """Add the weights of each tactic's actions up, by the tactic's id."""
    found: dict[str, Weights] = {}
    for item in actions:
        tactic = item.action.tactic
        found[tactic] = summed([found.get(tactic, NOTHING), weighed(item)])
    return found
