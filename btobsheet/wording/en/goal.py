"""Texts: the goal backwards as a report, and the targets it proposes."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "Goal backwards: {plan}",
    "subtitle": "As of {day} / {file}",
    "what_if": "This is what would be needed for a KGI of {kgi} (its annual target is {now}).",
    "actual_rates": "Units of parent are those of the actuals where these tell them.",
    "caption": "From the KGI down (need = what is needed above, less what is in hand, by the rate, by the months that are in time)",
    "col_level": "Step",
    "col_kpi": "KPI",
    "col_need": "Need",
    "col_planned": "Planned",
    "col_coverage": "Coverage",
    "col_rate": "Rate→real",
    "col_time": "Lead, in hand",
    "col_effort": "Days",
    "col_budget": "Budget",
    "col_state": "Status",
    "lag": "{count} months",
    "opening": "{opening} in hand",
    "people": "People's days in the year (effort of actions that are not cancelled; days a month × 12)",
    "col_name": "Name",
    "col_asked": "Days asked",
    "col_days": "Days there are",
    "col_load": "Share",
    "people_total": "People's days: actions ask for {asked}, all together have {days}.",
    "money": "Budget: the tactics that lead to a KGI have {budget} together.",
    "money_wanted": "Budget: the tactics that lead to a KGI have {budget} together. To bring what is needed at today's unit prices would take {wanted}.",
    "unlinked": "KPIs that lead to no KGI: {count} (no parent, or the parents end elsewhere or lead back): {ids}",
    "proposals": "Targets proposed ({kpis} KPIs, {count} cells)",
    "col_annual": "Annual target",
    "col_before": "Now",
    "col_months": "By month",
    "unset": "(blank)",
    "months_kept": "as they are",
    "would": "Nothing was written yet. To write it: {command}",
    "done": "The targets of {kpis} KPIs ({count} cells) were written as proposals (marked as examples). Typing a value anew takes its mark away.",
    "nothing": "There is nothing to propose: every need that could be worked out is met by the targets as they are.",
    "told": "To know ({count})",
}
