"""What a table of an old plan holds, and what its headings mean there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from btobsheet.layout.typed.text import is_blank
from btobsheet.sharing.adopt.fields import LEFT, OPEN
from btobsheet.sharing.adopt.seen.calendars import Step
from btobsheet.sharing.adopt.seen.find import FoundTable
from btobsheet.sharing.adopt.seen.heads import said_in, speaks_of

_KPI: Final = {
    "kpi": "kpi.name",
    **{one: f"kpi.{one}" for one in ("annual_target", "unit", "baseline", "definition", "source")},
}
"""Columns of a KPI beside its tactic or action."""
ROLES: Final[dict[str, dict[str, str]]] = {
    "actions": {
        **{one: one for one in ("task", "tactic", "operation", "owner", "start", "end", "period")},
        **{one: one for one in ("status", "percent", "effort", "phase", "done_on", "note", "line")},
        "level1": "operation",
        "level2": "tactic",
        "level3": "task",
        "name": "task",
        "group": OPEN,
        "days": OPEN,
        "cost": OPEN,
        "date": OPEN,
        "month": "period",
        **{one: f"tactic.{one}" for one in ("backup", "department", "priority", "channel")},
        **{one: f"tactic.{one}" for one in ("budget", "spent", "intent", "segment", "reason")},
        **_KPI,
        "description": OPEN,
        "result": OPEN,
        "actual": OPEN,
        "person": "owner",
    },
    "tactics": {
        "tactic": "name",
        "name": "name",
        "operation": "operation",
        "level1": "operation",
        **{one: one for one in ("owner", "backup", "department", "priority", "channel", "budget")},
        **{one: one for one in ("spent", "intent", "segment", "reason", "note")},
        **_KPI,
        "group": OPEN,
        "description": "note",
        "cost": OPEN,
        "level2": "name",
        "actual": OPEN,
    },
    "operations": {
        "operation": "name",
        "name": "name",
        "mission": "mission",
        "owner": "owner",
        "department": "department",
        "note": "note",
        "description": "description",
        "intent": "mission",
    },
    "kpis": {
        "kpi": "name",
        "name": "name",
        "item": OPEN,
        "tactic": "tactic",
        "group": OPEN,
        **{one: one for one in ("unit", "annual_target", "baseline", "definition", "source")},
        **{one: one for one in ("last_year", "note", "parent", "line", "month", "operation")},
        "owner": "reporter",
        "level1": OPEN,
        "level2": OPEN,
        "actual": OPEN,
    },
    "costs": {
        "item": "item",
        "name": "item",
        "tactic": "tactic",
        "group": OPEN,
        "line": "line",
        "note": "note",
        "month": "month",
        "operation": "operation",
        "level1": OPEN,
        "level2": OPEN,
        "task": "item",
        "cost": OPEN,
        "budget": OPEN,
    },
    "people": {
        "person": "name",
        "name": "name",
        "owner": "name",
        "department": "department",
        "role": "role",
        "email": "email",
    },
    "holidays": {"date": "date", "holiday": "name", "name": "name"},
    "reviews": {
        **{one: one for one in ("month", "tactic", "result", "cause", "next_action", "decision")},
        "owner": "owner",
        "end": "due",
        "status": "state",
        "date": "month",
    },
}
"""What the roles of headings are in each kind of table; a role that is not named is left out."""
_DATED: Final = frozenset(("start", "end", "period", "status", "percent", "done_on", "days"))
_TASKS: Final = frozenset(("task", "level3", "tactic", "level2", "name", "level1"))


def kind_of(table: FoundTable) -> str:
    """Say what a table holds; ``?`` where figures by month tell nobody what they are, nothing for
    what is no part of a plan.
    """
    roles = {head.role for head in table.roles.values()}
    if table.down:
        return _figures(table, roles)
    if len(roles & {"result", "cause", "next_action", "decision"}) >= 2:
        return "reviews"
    if roles & {"holiday"} and roles & {"date"} and len(roles - {"no", "note", "group"}) <= 3:
        return "holidays"
    if _is_people(table, roles):
        return "people"
    if table.steps and _has_figures(table):
        return _figures(table, roles)
    if roles & {"task", "level3"} or (roles & _TASKS and roles & _DATED):
        return "actions"
    if table.steps and (roles & _TASKS or _has_paint(table)):
        return "actions"
    if "tactic" in roles:
        return "tactics"
    if "kpi" in roles and len(roles) > 1:
        return "kpis"
    if "operation" in roles and len(roles) > 1:
        return "operations"
    return LEFT


def _is_people(table: FoundTable, roles: Iterable[str]) -> bool:
    known = set(roles)
    about = known & {"email", "role", "department"}
    if not known & {"person", "name", "owner"} or known & (_DATED | {"task", "tactic", "kpi"}):
        return False
    return len(about) >= 2 or bool(
        about and ("person" in known or speaks_of(table.tab.name, "people"))
    )


def _has_figures(table: FoundTable) -> bool:
    """Tell whether a calendar's cells hold numbers rather than signs and colours."""
    figures = signs = 0
    for row in table.data_rows:
        for column in table.steps:
            raw = table.tab.own(row, column)
            if isinstance(raw, int | float) and not isinstance(raw, bool) and raw != 1:
                figures += 1
            elif not is_blank(raw):
                signs += isinstance(raw, str) and not raw.strip("0123456789,.%¥￥- 　")
                figures += isinstance(raw, str) and any(one.isdigit() for one in raw)
                signs += isinstance(raw, str) and not any(one.isdigit() for one in raw)
    return figures > signs and all(step.unit == "month" for step in table.steps.values())


def _has_paint(table: FoundTable) -> bool:
    return any(
        (row, column) in table.tab.fills for row in table.data_rows for column in table.steps
    )


def _figures(table: FoundTable, roles: Iterable[str]) -> str:
    """Say whether figures are KPIs or costs: by their headings, the tab's name, the title."""
    known = set(roles)
    words = about(table)
    is_cost = bool(known & {"item", "cost"}) or speaks_of(words, "costs")
    is_kpi = bool(known & {"kpi", "unit", "annual_target"}) or speaks_of(words, "kpis")
    if is_cost != is_kpi:
        return "costs" if is_cost else "kpis"
    if "kpi" in known:
        return "kpis"
    return "costs" if "item" in known else OPEN


def about(table: FoundTable) -> str:
    """Give the words that say what a table is about: the tab's name, what stands above it."""
    above = table.tab.above(table.header[0])
    titles = [table.tab.text(row, at) for row in above for at in table.tab.filled(row)[:2]]
    return " ".join((table.tab.name, *titles))


def figure_field(table: FoundTable, kind: str, step: Step) -> str:
    """Say what a month's figures are: as its heading says, else the words about the table."""
    planned = "plan" if kind == "costs" else "target"
    if step.says:
        return {"plan": planned, "actual": "actual"}.get(step.says, LEFT)
    return by_words(table, planned)


def by_words(table: FoundTable, planned: str) -> str:
    """Say by the words about a table whether its figures are planned or actual ones."""
    words = about(table)
    says = [name for name in ("target", "actual") if speaks_of(words, name)]
    if len(says) != 1:
        return OPEN
    return planned if says == ["target"] else "actual"


def lines_of(table: FoundTable, column: int, kind: str) -> Mapping[str, str]:
    """Say what each word of a column that tells lines apart means."""
    found: dict[str, str] = {}
    planned = "plan" if kind in ("costs", "actions") else "target"
    for word in table.words(column):
        meant = {"plan": planned, "actual": "actual", "": OPEN}.get(said_in(word), LEFT)
        found.setdefault(word, meant)
    return found
