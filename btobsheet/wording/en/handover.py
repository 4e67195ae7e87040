"""Texts: who hands over to whom."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "Handover: {leaver} → {successor} ({day})",
    "note": "{name} until {day}",
    "note_backup": "Backup {name} until {day}",
    "done": "{count} items went from {leaver} to {successor} as of {day}.",
    "would": "{count} items would go from {leaver} to {successor} as of {day}. Nothing is written yet.",
    "nothing": "{leaver} has nothing to hand over on {day}.",
    "caption": "{table} ({count})",
    "col_row": "Row",
    "col_field": "Field",
    "col_before": "Before",
    "col_after": "After",
    "blank": "(blank)",
    "noted": "Added to the notes of {count} rows: {line}",
    "follow": "{count} KPIs without a reporter of their own follow their owner, so {successor} reports them from now on: {ids}",
    "stays": "What is over stays with {leaver}: actions done or cancelled, tactics ended or declined, reviews that are done.",
    "told": "To know ({count})",
    "near": "There are people with names like {name}: {close}. If that is who you mean, give that name instead.",
    "how": "To write it: {command}",
}
