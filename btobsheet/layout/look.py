"""One system of type, colours and status marks, for the workbook, pages and slides alike.

A status is told by mark, word and tone together, and the fills differ in lightness, so that a grey
print keeps every meaning. Each text has a contrast of 4.5:1 or more against its fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

TITLE, BIG, HEAD, TEXT, SMALL, WEEK = 20, 16, 12, 10, 9, 8
"""Sizes of type in points; ``WEEK`` is for the heads of a calendar of weeks alone."""

NAVY = "#1F3864"
INK = "#1C2430"
MUTED = "#4A5362"
LINK = "#0563C1"
WHITE = "#FFFFFF"
LINE = "#D0D5DD"
PALE = "#F4F6FA"
"""The ground of tiles and computed cells."""
BAND = "#D9E2F3"
COMPUTED_HEAD = "#595959"
BAR = "#8FA1BA"
"""Bars of bullets and sparklines: neutral, the colour stays in the mark."""
MESSAGE, MESSAGE_EDGE, MESSAGE_INK = "#FFF2CC", "#BF9000", "#3D2B00"
INPUT, INPUT_DUE = "#FFFBEF", "#FFF2CC"
"""Cells to type into: at some time, and now."""
DONE_BAR, PLAN_BAR, LATE_BAR, HELD_BAR = "#1F3864", "#B4C6E7", "#C2410C", "#E1E4EA"
MILESTONE = "#7030A0"
TODAY = "#C00000"
CLOSED = "#E7E6E6"
LATE, AT_RISK = "#B3261E", "#7F5A00"
"""Ink of figures below their target on a pale ground."""
ON_PATH = "#F9DEDC"
"""The way from the KGI to the bottleneck."""

Tone = Literal["", "good", "fine", "warn", "bad", "missing", "quiet"]


class Paint(NamedTuple):
    """How a tone looks: its mark (all are in cp932), fill and ink."""

    mark: str
    fill: str
    ink: str


# circle, double circle, triangle and cross are how a Japanese table is read
TONES: Final[Mapping[Tone, Paint]] = {
    "good": Paint("◎", WHITE, "#006100"),
    "fine": Paint("○", WHITE, "#1F4E78"),
    "warn": Paint("△", "#FFD666", "#3D2B00"),
    "bad": Paint("×", "#B3261E", WHITE),
    "missing": Paint("□", "#ECE0F6", "#5B2C83"),
    "quiet": Paint("－", WHITE, MUTED),
}
STATUS_TONES: Final[Mapping[str, Tone]] = {
    "achieved": "good",
    "on_track": "fine",
    "at_risk": "warn",
    "behind": "bad",
    "missed": "bad",
    "no_data": "missing",
    "not_due": "quiet",
    "no_target": "quiet",
    "reference": "quiet",
    "done": "good",
    "overdue": "bad",
    "late_start": "warn",
    "undated": "missing",
    "not_started": "quiet",
    "on_hold": "quiet",
    "cancelled": "quiet",
    "improving": "fine",
    "worsening": "bad",
    "flat": "quiet",
    "short": "bad",
    "near": "warn",
    "covered": "fine",
    "in_hand": "good",
    "leaf": "quiet",
    "no_rate": "missing",
    "zero_rate": "missing",
    "no_flow": "missing",
    "no_child_rate": "missing",
    "no_child_target": "missing",
    "above": "quiet",
    "uncounted": "quiet",
    "unjudged": "quiet",
    "error": "bad",
    "warning": "warn",
    "notice": "quiet",
}
EXPLAINED: Final = ("achieved", "on_track", "at_risk", "behind", "no_data")
"""Statuses of KPIs that a legend shows."""


def paint_of(code: str) -> Paint:
    """Give how the code of a status, a state or a trend looks; KeyError for another."""
    return TONES[STATUS_TONES[code]]


def edge_of(tone: Tone) -> str:
    """Give the colour of a band at the left of what stands in a tone: strong where it asks for
    attention, else neutral.
    """
    if tone == "missing":
        return TONES[tone].ink
    return TONES[tone].fill if tone in ("bad", "warn") else BAR
