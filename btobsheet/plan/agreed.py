"""What differs between an approved state of a plan and the plan: targets, days, budgets, records
that came or went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from btobsheet.plan.history import NAMED, Approval
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Record
from btobsheet.quickclass import dataclass

Value = float | dt.date | None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference: ``field`` of a record, before (as approved) and after (now).

    Without ``field`` the record itself came (``added``) or went.
    """

    table: str
    id: str
    name: str
    field: str = ""
    before: Value = None
    after: Value = None
    added: bool = False


def differences(approval: Approval, plan: Plan) -> tuple[Difference, ...]:
    """Tell how a plan differs from what was approved, in the order of its tables."""
    return (
        *_came_or_went(approval, plan),
        *(
            one
            for table, fields in _frozen(approval).items()
            for record in getattr(plan, table)
            for one in _changed(table, record, fields.get(record.id, {}))
        ),
    )


def _came_or_went(approval: Approval, plan: Plan) -> Iterator[Difference]:
    for table in NAMED:
        known = approval.names.get(table, {})
        now = {record.id: _name(record) for record in getattr(plan, table)}
        for one, name in known.items():
            if one not in now:
                yield Difference(table=table, id=one, name=name)
        for one, name in now.items():
            if one not in known:
                yield Difference(table=table, id=one, name=name, added=True)


def _frozen(approval: Approval) -> Mapping[str, Mapping[str, Mapping[str, Value]]]:
    """Give what was frozen, by table, record and attribute."""
    return {
        "tactics": {one: {"budget": budget} for one, budget in approval.budgets.items()},
        "kpis": {one: {"annual_target": t.annual} for one, t in approval.targets.items()},
        "actions": {
            one: {"start": start, "end": end} for one, (start, end) in approval.dates.items()
        },
    }


def _changed(table: str, record: Record, fields: Mapping[str, Value]) -> Iterator[Difference]:
    for field, before in fields.items():
        after: Value = getattr(record, field)
        if after != before:
            yield Difference(
                table=table,
                id=record.id,
                name=_name(record),
                field=field,
                before=before,
                after=after,
            )


def _name(record: Record) -> str:
    return str(getattr(record, record.naming))
