"""The fixed words of this language: each code's word, and other spellings that are understood."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "aggregation": {
        "sum": (
            "Sum",
            "total",
        ),
        "latest": (
            "Latest",
            "last",
        ),
        "mean": (
            "Mean",
            "average",
            "avg",
        ),
        "ratio": (
            "Ratio",
            "rate",
        ),
    },
    "direction": {
        "up": (
            "Up",
            "higher",
        ),
        "down": (
            "Down",
            "lower",
        ),
        "keep": (
            "Keep",
            "hold",
        ),
    },
    "channel": {
        "digital": (
            "Digital",
            "online",
            "web",
        ),
        "in_person": (
            "In person",
            "real",
            "inperson",
            "offline",
        ),
        "both": (
            "Both",
            "hybrid",
        ),
    },
    "decision": {
        "adopted": (
            "Adopted",
            "adopt",
        ),
        "candidate": ("Candidate",),
        "declined": (
            "Declined",
            "decline",
        ),
        "ended": (
            "Ended",
            "stopped",
        ),
    },
    "priority": {
        "high": (
            "High",
            "a",
        ),
        "medium": (
            "Medium",
            "mid",
            "b",
        ),
        "low": (
            "Low",
            "c",
        ),
    },
    "main": {
        "yes": (
            "○",
            "yes",
            "y",
            "true",
            "1",
        ),
        "reference": (
            "Reference",
            "ref",
        ),
    },
    "action_status": {
        "not_started": (
            "Not started",
            "todo",
            "-",
        ),
        "in_progress": (
            "In progress",
            "doing",
        ),
        "done": (
            "Done",
            "completed",
            "complete",
            "finished",
        ),
        "on_hold": (
            "On hold",
            "pending",
            "hold",
        ),
        "cancelled": (
            "Cancelled",
            "canceled",
            "cancel",
        ),
    },
    "phase": {
        "P": (
            "P",
            "plan",
        ),
        "D": (
            "D",
            "do",
        ),
        "C": (
            "C",
            "check",
        ),
        "A": (
            "A",
            "act",
            "action",
        ),
    },
    "review_state": {
        "open": (
            "Open",
            "todo",
        ),
        "done": (
            "Done",
            "closed",
            "close",
        ),
    },
    "kpi_status": {
        "missed": ("Missed",),
        "behind": ("Behind",),
        "no_data": ("No data",),
        "at_risk": ("At risk",),
        "on_track": ("On track",),
        "achieved": ("Achieved",),
        "not_due": ("Not due",),
        "no_target": ("No target",),
        "reference": ("Reference",),
    },
    "action_state": {
        "cancelled": ("Cancelled",),
        "on_hold": ("On hold",),
        "done": ("Done",),
        "undated": ("Undated",),
        "overdue": ("Overdue",),
        "late_start": ("Late start",),
        "behind": ("Behind",),
        "not_started": ("Not started",),
        "on_track": ("On track",),
    },
    "within_chance": {
        "yes": ("Within chance",),
    },
    "trend": {
        "improving": ("Improving",),
        "worsening": ("Worsening",),
        "flat": ("Flat",),
    },
    "goal_state": {
        "short": ("Short",),
        "near": ("Nearly enough",),
        "covered": ("Enough",),
        "in_hand": ("In hand",),
        "leaf": ("Entry",),
        "no_target": ("No target",),
        "no_rate": ("No rate",),
        "zero_rate": ("Rate is 0",),
        "no_flow": ("Too late",),
        "no_child_rate": ("No child rate",),
        "no_child_target": ("No child target",),
        "above": ("Open above",),
        "uncounted": ("Not counted",),
        "unjudged": ("Not judged",),
    },
}
