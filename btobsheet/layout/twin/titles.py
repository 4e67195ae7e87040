"""What heads a tactic's card."""

from __future__ import annotations

from btobsheet.plan.records import Tactic
from btobsheet.wording.words import label

_SIGNS = {"digital": "■", "in_person": "□", "both": "◇"}


def titled(tactic: Tactic, language: str) -> str:
    """Give the sign of a tactic's channel, that it was stopped, its name."""
    stopped = f"({label('decision', tactic.decision, language)}) " if tactic.is_ended else ""
    return f"{_SIGNS.get(tactic.channel, '・')} {stopped}{tactic.name}"
