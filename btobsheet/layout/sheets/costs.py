"""⑥予算・実費: one row a cost item of a tactic, planned and spent month by month."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import Examples, Identifier, Money, Reference, Text
from btobsheet.layout.spec import Column, Sheet, Table, hidden

COSTS = Table(
    name="costs",
    rows=25,
    since=2,
    columns=(
        Column(name="id", kind=Identifier(), width=44),
        Column(name="tactic", kind=Reference(tables=("tactics",)), width=149, band="cost"),
        Column(name="item", kind=Text(wrap=True), width=120, band="cost"),
        Column(
            name="plan_sum",
            kind=Money(),
            width=80,
            band="live",
            formula=macros.total("plan.*", f"[plan.*],{macros.ANY_NUMBER}"),
        ),
        Column(
            name="due",
            kind=Money(),
            width=80,
            band="live",
            formula=macros.total(
                "plan.*",
                f"[plan.*],{macros.ANY_NUMBER}",
                '[#plan],"<="&closed_months,[#plan],">=1"',
            ),
        ),
        Column(
            name="actual_sum",
            kind=Money(),
            width=80,
            band="live",
            formula=macros.total("actual.*", f"[actual.*],{macros.ANY_NUMBER}"),
        ),
        Column(
            name="plan", planned=True, kind=Money(), width=64, band="cost_plan", repeat="months"
        ),
        Column(name="actual", kind=Money(), width=64, band="cost_actual", repeat="months"),
        Column(name="note", kind=Text(wrap=True), width=150, band="cost_actual"),
        hidden("used", macros.used()),
        hidden("num", macros.number()),
        hidden("tactic_row", macros.row_of("[tactic]", "tactics")),
        hidden("tactic_id", 'IF([tactic_row]>0,INDEX(tactics_id,[tactic_row])&"","")', kind=Text()),
        hidden("counted", "IF([tactic_row]>0,INDEX(tactics_counted,[tactic_row]),0)"),
        hidden("plans", "COUNT([plan.*])"),
        hidden("actuals", "COUNT([actual.*])"),
        hidden("today", 'IF([used]=1,as_of,"")'),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="costs", kind="input", tables=(COSTS,))
