"""The last step of a check: one cause is told once, a lost formula with the right value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import EPOCH, Date, Kind, Percent, Scalar
from btobsheet.layout.twin.computed import Twin
from btobsheet.layout.twin.onegone import once
from btobsheet.plan.model import Plan
from btobsheet.plan.words import number_text
from btobsheet.problems import Place, Problem
from btobsheet.status.figures import Assessment
from btobsheet.wording import text

# which gap of the plan follows from a column that is missing, and which from a table
_OF_COLUMN: Final[Mapping[str, tuple[str, ...]]] = {
    "tactics.operation": ("W508", "W509"),
    "tactics.owner": ("W511",),
    "tactics.intent": ("W512",),
    "tactics.accepted_on": ("W513",),
    "tactics.decision": ("W571",),
    "tactics.stopped_on": ("W570",),
    "tactics.buying_stage": ("W586",),
    "tactics.hours_planned": ("N585",),
    "costs.tactic": ("W528",),
    "kpis.definition": ("W521",),
    "kpis.scope": ("W502", "W510", "W582"),
    "kpis.parent": ("W582",),
    "kpis.baseline": ("N584",),
    "actions.tactic": ("W514", "W515", "W522", "W527"),
    "actions.start": ("W523", "W527", "W580", "W581"),
    "actions.end": ("W523", "W527", "W581"),
    "actions.times_planned": ("W581",),
    "actions.owner": ("W524", "W527"),
    "actions.phase": ("W515", "W580", "W581"),
    "operations.stage": ("W504",),
    "people.agreed_on": ("W540", "W541"),
    "people.department": ("W542",),
}
_OF_TABLE: Final[Mapping[str, tuple[str, ...]]] = {
    "settings": ("W501",),
    "operations": ("W503", "W504", "W509"),
    "tactics": ("W508", "W522", "W527", "W528"),
    "kpis": ("W502", "W510", "W520"),
    "actions": ("W514", "W515"),
    "people": ("W525", "W526", "W540", "W541", "W542"),
    "reviews": ("W564", "W566"),
}


def settled(problems: Sequence[Problem], assessment: Assessment) -> tuple[Problem, ...]:
    """Give a file's problems and the plan's lint together: without gaps that a told problem
    explains, with right values.
    """
    told = once(_with_right_values(problems, assessment), assessment.plan.language)
    return (*told, *_not_explained(problems, assessment.lint))


def _not_explained(problems: Sequence[Problem], lint: Iterable[Problem]) -> list[Problem]:
    unread = {
        item.place
        for item in problems
        if item.place and item.place.value and item.code[:2] in ("E2", "E3")
    }
    explained = {code for item in problems for code in _follows(item)}
    return [
        item
        for item in lint
        if item.code not in explained and (item.place not in unread or item.details.get("more"))
    ]


def _follows(item: Problem) -> tuple[str, ...]:
    """Give the codes of the gaps that a missing column or table brings about."""
    if item.code in ("E101", "E103"):
        return _OF_COLUMN.get(str(item.details.get("column", "")), ())
    return _OF_TABLE.get(str(item.details.get("table", "")), ()) if item.code == "E102" else ()


def _with_right_values(problems: Sequence[Problem], assessment: Assessment) -> list[Problem]:
    """Say in W403 what the formula gives."""
    if not any(item.code == "W403" for item in problems):
        return list(problems)
    plan = assessment.plan
    rows = {
        table: dict(zip(_origins(plan, table), cells, strict=False))
        for table, cells in Twin(assessment).tables().items()
        if table != "settings"
    }
    return [
        replace(item, details={**item.details, "right": _right(item, rows, plan.language)})
        if item.code == "W403"
        else item
        for item in problems
    ]


def _origins(plan: Plan, table: str) -> list[int]:
    return [record.origin.row if record.origin else 0 for record in getattr(plan, table)]


def _right(
    item: Problem, rows: Mapping[str, Mapping[int, Mapping[str, Scalar]]], language: str
) -> str:
    table, field = str(item.details["table"]), str(item.details["computed"])
    cells = rows.get(table, {}).get(_row(item.place))
    if cells is None or field not in cells:
        return "-"
    return _shown(cells[field], BOOK.table(table).column(field.partition(".")[0]).kind, language)


def _row(place: Place | None) -> int:
    return int("".join(sign for sign in place.cell if sign.isdigit())) if place else 0


def _shown(value: Scalar, kind: Kind, language: str) -> str:
    """Show a computed value as its cell does; nothing is a blank."""
    if value is None or value == "":
        return text(language, "changes.blank")
    if isinstance(value, bool | str):
        return str(value)
    if isinstance(kind, Percent):
        return f"{number_text(round(value * 100, 1))}%"
    return (
        (EPOCH + dt.timedelta(days=int(value))).isoformat()
        if isinstance(kind, Date)
        else number_text(value)
    )
