"""Texts: the report as slides."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "kgis": "KGIs: targets and actuals by month (the plan is judged by “{name}”)",
    "kgi_lands": "“{name}”: {said}",
    "kgi_chart": "{name} ({unit})",
    "kgi_chart_plain": "{name}",
    "fix": "{rank}. {tactic}: {kpi} - {status}",
    "fix_attainment": "{rank}. {tactic}: {kpi} - {status} (attainment {attainment})",
    "fix_order": "In order of what they cost the KGI; then those whose cost is not known; last those whose gap may be chance.",
    "why": "Why first, and the next move",
    "actions": "Actions overdue: {overdue}, running late: {late}, due soon: {soon}.",
    "decisions": "Decisions wanted: {count}",
    "memory": "Approved and closed, and what changed since",
    "unknown": "What we do not know yet: {count}",
    "unknown_more": "What we do not know yet: more than {count}",
    "more": "{count} more are in the plan and in the report (HTML, Excel).",
    "no_progress": "No actions",
    "worse": "KPIs getting worse by more than their usual ups and downs: {count}",
    "worse_since": "What got worse since the last report",
    "sparks": "By month vs target",
    "cycle_back": "back to {operation}",
    "more_tactics": "{count} more tactics",
    "tree": "“{kpi}” holds the KGI “{kgi}” back ({count} KPIs)",
    "money": "Budget and spending",
    "money_chart": "Budget and spending by month ({unit})",
    "further": "Stopped tactics, businesses, last year",
    "panels": " / ",
}
