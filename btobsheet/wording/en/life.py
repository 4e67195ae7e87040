"""Texts of a plan's life: approvals, closed months."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "approved": "The plan is approved",
    "replanned": "Changed since the last approval: {count}",
    "with_examples": "Approved as your own, too, are values that are still the template's examples (KPIs {kpis}, budgets {budgets}).",
    "open_warnings": "Warnings left open: {count}. btobsheet check lists them.",
    "with_errors": "It was approved with {count} places that need mending.",
    "closed": "Closed {months}",
    "reopened": "Reopened {months}",
    "closed_through": "The plan is closed through {month}. Targets, actuals and statuses are kept as reported.",
    "none_closed": "No month is closed now.",
    "blank": "These actuals were closed blank. Typed later, they are reported as restatements.",
    "blank_line": "{label}: {months}",
    "unreadable": "These actuals cannot be read and were closed without a value. Put right later, they are reported as restatements.",
    "unreadable_line": '{label} {month}: "{value}" ({place})',
    "counts": "Statuses: {counts}",
    "unapproved": "Closed with targets that nobody has approved ({count}). They are kept as they are.",
    "still_closed": "It stays closed through {month}.",
}
