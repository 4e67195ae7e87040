"""The state of a plan as an approval keeps it, and what differs between two such states: targets,
days, budgets, decisions, records that came or went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from btobsheet.plan.history import ADOPTED, NAMED, Approval, Target
from btobsheet.plan.model import Plan
from btobsheet.plan.words import labelled
from btobsheet.quickclass import dataclass

Value = float | str | dt.date | None


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference: ``field`` of a record, before (as approved) and after.

    Without ``field`` the record itself came (``added``) or went. ``months`` (1…12) are those whose
    target differs, told as one; of a single one before and after are known.
    """

    table: str
    id: str
    name: str
    field: str = ""
    before: Value = None
    after: Value = None
    added: bool = False
    months: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """Its id and name, as the drop-downs show a reference."""
        return labelled(self.id, self.name)


def state_of(plan: Plan, number: int, on: dt.date, by: str = "", note: str = "") -> Approval:
    """Give a plan's present state as an approval keeps it."""
    return Approval(
        number=number,
        on=on,
        by=by,
        note=note,
        targets={
            kpi.id: Target(annual=kpi.annual_target, months=tuple(kpi.target)) for kpi in plan.kpis
        },
        dates={action.id: (action.start, action.end) for action in plan.actions},
        budgets={tactic.id: tactic.budget for tactic in plan.tactics},
        decisions={tactic.id: tactic.decision or ADOPTED for tactic in plan.tactics},
        names={
            table: {
                record.id: str(getattr(record, record.naming)) for record in getattr(plan, table)
            }
            for table in NAMED
        },
    )


def differences(approval: Approval, plan: Plan) -> tuple[Difference, ...]:
    """Tell how a plan differs from what was approved, in the order of its tables."""
    return between(approval, state_of(plan, approval.number + 1, approval.on))


def between(before: Approval, after: Approval) -> tuple[Difference, ...]:
    """Tell how an approved state differs from an earlier one."""
    old, new = _frozen(before), _frozen(after)
    return (
        *_came_or_went(before, after),
        *(
            found
            for table, records in old.items()
            for one, fields in records.items()
            if one in new[table]
            for found in (
                *(
                    Difference(
                        table=table,
                        id=one,
                        name=after.names[table].get(one, ""),
                        field=field,
                        before=value,
                        after=new[table][one][field],
                    )
                    for field, value in fields.items()
                    if new[table][one][field] != value
                ),
                *(_monthly(before, after, one) if table == "kpis" else ()),
            )
        ),
    )


def _monthly(before: Approval, after: Approval, kpi: str) -> Iterator[Difference]:
    """Tell in which months a KPI's typed targets differ; of a single one both."""
    pairs = enumerate(zip(before.targets[kpi].months, after.targets[kpi].months, strict=True))
    found = [(at + 1, was, now) for at, (was, now) in pairs if was != now]
    if found:
        (_, was, now), single = found[0], len(found) == 1
        yield Difference(
            table="kpis",
            id=kpi,
            name=after.names["kpis"].get(kpi, ""),
            field="target",
            before=was if single else None,
            after=now if single else None,
            months=tuple(month for month, _, _ in found),
        )


def _came_or_went(before: Approval, after: Approval) -> Iterator[Difference]:
    for table in NAMED:
        known, now = before.names.get(table, {}), after.names.get(table, {})
        for one, name in known.items():
            if one not in now:
                yield Difference(table=table, id=one, name=name)
        for one, name in now.items():
            if one not in known:
                yield Difference(table=table, id=one, name=name, added=True)


def _frozen(state: Approval) -> Mapping[str, Mapping[str, Mapping[str, Value]]]:
    """Give what was frozen, by table, record and attribute."""
    return {
        "tactics": {
            one: {"budget": budget, "decision": state.decisions.get(one)}
            for one, budget in state.budgets.items()
        },
        "kpis": {one: {"annual_target": target.annual} for one, target in state.targets.items()},
        "actions": {one: {"start": start, "end": end} for one, (start, end) in state.dates.items()},
    }
