"""Texts: the report as slides."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "kgi": "The KGI {name} by month: target and actual",
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
    "memory": "What was approved and closed, and what changed since",
    "col_memory": "What",
    "unknown": "What we do not know yet: {count}",
    "unknown_more": "What we do not know yet: more than {count}",
    "more": "{count} more are in the plan and in the report (HTML, Excel).",
    "target": "Target",
    "actual": "Actual",
    "col_number": "No.",
    "col_decision": "Decision wanted",
    "progress": "{progress_word} {progress} / {planned_word} {planned}",
    "no_progress": "No actions",
}
