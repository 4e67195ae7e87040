"""What tells in ②, and on a tactic's card, that it is not or no longer worked on."""

from __future__ import annotations

from btobsheet.layout.twin.orders import Worst
from btobsheet.plan.records import Tactic
from btobsheet.wording.words import label

_SIGNS = {"digital": "■", "in_person": "□", "both": "◇"}


def driver(tactic: Tactic, line: Worst | None, language: str) -> str:
    """Name the KPI that decides a tactic's status, after the word of another decision than 採用."""
    name = line.figures.kpi.name if line else ""
    return " ".join(filter(None, (_decided(tactic, language), name)))


def titled(tactic: Tactic, language: str) -> str:
    """Give what heads a tactic's card: the sign of its channel, that it was stopped, its name."""
    stopped = f"{_decided(tactic, language)} " if tactic.is_ended else ""
    return f"{_SIGNS.get(tactic.channel, '・')} {stopped}{tactic.name}"


def _decided(tactic: Tactic, language: str) -> str:
    return "" if tactic.is_adopted else f"({label('decision', tactic.decision, language)})"
