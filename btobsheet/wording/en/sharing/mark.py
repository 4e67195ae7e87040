"""Texts: the tab of a marked copy that lists what to mend."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "tab": "To fix",
    "title": "To fix: what we ask you to mend",
    "none": "Nothing needs mending.",
    "how": 'Please mend the yellow cells with red borders, save, and send the file back. "Done" is for your ticks. Click a place under "Where" to go to its cell.',
    "how_unmarked": 'Please look through the list. Click a place under "Where" to go to its cell.',
    "keep": "This tab was added by btobsheet check. It is no part of the plan's figures.",
    "counts": "{counts} (as of {day})",
    "number": "#",
    "severity": "Level",
    "where": "Where",
    "row": "Row",
    "value": "Entered",
    "message": "What is wrong",
    "hint": "What to do",
    "done": "Done",
    "tick": "Done",
    "code": "Code",
    "everywhere": "Whole workbook",
    "whole_sheet": "{sheet}",
    "more": "{count} more did not fit into this list. Mend those above, then run check again.",
}
