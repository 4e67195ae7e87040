"""Texts: the tab of a marked copy that lists what changed between two workbooks."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "usage": "Give -o OUT.xlsx with --format xlsx.",
    "tab": "Changes",
    "title": "{count} changes",
    "none": "No changes",
    "how": "Changed cells are coloured, with the value before in a note. Click a place to go to its cell. This tab was added by btobsheet diff and is no part of the plan.",
    "keep": "This tab was added by btobsheet diff and is no part of the plan.",
    "note": "Before: {before} ({file})",
    "col_number": "No.",
    "col_table": "Table",
    "col_kind": "Kind",
    "col_where": "Place",
    "col_what": "Change",
    "col_before": "Before",
    "col_after": "After",
    "added": "Added",
    "removed": "Removed",
    "changed": "Changed",
    "unread": "Unreadable",
    "unread_what": "This value cannot be read, so it does not count as a change.",
    "gone": "(row is gone)",
    "everywhere": "whole workbook",
}
