"""The names of the tabs."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "guide": "Guide",
    "settings": "Policy & settings",
    "overview": "Strategy overview",
    "operations": "1 Operations",
    "tactics": "2 Tactics & KPIs",
    "kpis": "3 KPI targets & actuals",
    "actions": "4 Action plan",
    "reviews": "5 Reviews",
    "costs": "6 Budget & spending",
    "goal": "Goal backwards",
    "catalogue": "Tactic catalogue",
    "tree": "KPI tree",
    "dashboard": "Dashboard",
    "_lists": "_lists",
    "_history": "_history",
    "_btobsheet": "_btobsheet",
}
