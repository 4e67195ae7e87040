"""Texts of the entries of a calendar."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "untitled": "Marketing plan",
    "title_of": "{title} ({owner})",
    "by": "{task} ({owner})",
    "done": "✓ {task}",
    "operation": "Operation: {name}",
    "tactic": "Tactic: {name}",
    "owner": "Owner: {name}",
    "state": "State: {state} (as of {day})",
    "so_far": "{state}, {percent}",
    "phase": "PDCA: {phase}",
    "times": "Times: {done} of {planned}",
    "note": "Note: {note}",
    "from": "{id} of “{title}”",
}
