"""②戦術・KPI: one row a tactic: owner, intent and its live KPI figures; then, folded away,
resources and selection.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Department,
    Examples,
    Identifier,
    Money,
    Number,
    Percent,
    PersonName,
    Reference,
    Text,
)
from btobsheet.layout.sheets import bullets
from btobsheet.layout.spec import Column, Sheet, Table, hidden


def _sum(name: str) -> str:
    return f"IF([used]=1,SUMIFS(actions_{name},actions_tactic_id,[id]),0)"


def _driver(field: str) -> str:
    """Show a figure of the KPI that decides the tactic's status."""
    return f'IF([worst]>0,INDEX(kpis_{field},INDEX(worst_row,[worst])),"")'


def _money(block: str, own: str) -> str:
    """Give the sum of the tactic's rows in ⑥ where any has an amount, else its own."""
    rows = f'COUNTIFS(costs_tactic_id,[id],costs_{block}s,">0")>0'
    total = f"SUMIFS(costs_{block}_sum,costs_tactic_id,[id])"
    return f'IF([used]=1,IF({rows},{total},IF(ISNUMBER({own}),{own},"")),"")'


_STOPPED = 'IF([decision_no]=4,"("&INDEX(w_decided,4)&") ","")'
_SIGN = 'IF(ISNUMBER([digital]),CHOOSE([digital]*2+1,"□","◇","■"),"・")'
_FITS = ("[fit_efficiency]", "[fit_measurable]", "[fit_independent]")
_CHANNEL = macros.choice("[channel]", "channel", 3, 4)

TACTICS = Table(
    name="tactics",
    rows=32,
    columns=(
        Column(name="id", kind=Identifier(), width=46),
        Column(name="operation", kind=Reference(tables=("operations",)), width=132, band="tactic"),
        Column(name="name", kind=Text(wrap=True), width=166, band="tactic"),
        Column(name="channel", kind=Choice(group="channel"), width=70, band="tactic"),
        Column(name="owner", kind=PersonName(), width=100, band="tactic"),
        Column(name="intent", kind=Text(wrap=True), width=256, band="tactic"),
        Column(
            name="status",
            kind=Text(),
            width=72,
            band="live",
            formula='IF([worst]>0,INDEX(worst_word,[worst]),"")',
        ),
        Column(
            name="driver",
            kind=Text(),
            width=140,
            band="live",
            formula='IF([worst]>0,INDEX(worst_name,[worst])&"","")',
        ),
        Column(
            name="attainment", kind=Percent(), width=60, band="live", formula=_driver("attainment")
        ),
        *bullets.columns("attain", "[attainment]", "ISNUMBER([attainment])"),
        Column(
            name="progress",
            kind=Percent(),
            width=60,
            band="live",
            formula=macros.share("[sum_done]", "[sum_weight]"),
        ),
        Column(
            name="overdue",
            kind=Number(),
            width=60,
            band="live",
            formula='IF([used]=1,[overdue_count],"")',
        ),
        Column(name="department", kind=Department(), width=110, band="plan"),
        Column(name="backup", kind=PersonName(), width=100, band="plan"),
        Column(name="accepted_on", kind=Date(), width=92, band="plan"),
        Column(name="priority", kind=Choice(group="priority"), width=60, band="plan"),
        Column(name="budget", planned=True, kind=Money(low=0), width=100, band="plan"),
        Column(name="hours_planned", planned=True, kind=Number(low=0), width=92, band="plan"),
        Column(name="spent", kind=Money(), width=100, band="run"),
        Column(name="hours_spent", kind=Number(low=0), width=92, band="run"),
        Column(name="note", kind=Text(wrap=True), width=220, band="run"),
        Column(name="decision", kind=Choice(group="decision"), width=72, band="select"),
        Column(name="stopped_on", since=2, kind=Date(edge="end"), width=84, band="select"),
        Column(name="segment", since=2, kind=Text(), width=96, band="select"),
        Column(name="buying_stage", kind=Text(wrap=True), width=110, band="select"),
        Column(name="fit_efficiency", kind=Number(low=1, high=5), width=56, band="select"),
        Column(name="fit_measurable", kind=Number(low=1, high=5), width=88, band="select"),
        Column(name="fit_independent", kind=Number(low=1, high=5), width=92, band="select"),
        Column(name="fit_impact", since=2, kind=Number(low=1, high=5), width=72, band="select"),
        Column(
            name="score",
            kind=Number(),
            width=56,
            band="select",
            formula=(
                f"IF(AND(ISNUMBER({_FITS[0]}),ISNUMBER({_FITS[1]}),ISNUMBER({_FITS[2]})),"
                f'{"+".join(_FITS)},"")'
            ),
        ),
        Column(name="reason", kind=Text(wrap=True), width=220, band="select"),
        Column(name="trend", kind=Text(), width=74, band="more", formula=_driver("trend")),
        Column(
            name="planned",
            kind=Percent(),
            width=72,
            band="more",
            formula=macros.share("[sum_planned]", "[sum_weight]"),
        ),
        Column(
            name="kpi_link",
            kind=Text(),
            width=64,
            band="more",
            formula=(
                "IF([kpi_row]>0,"
                + macros.jump("INDEX(kpis_name,[kpi_row])", '"→ "&COUNTIFS(kpis_scope_id,[id])')
                + ',"")'
            ),
        ),
        hidden("used", macros.used()),
        hidden("num", macros.number()),
        hidden("key", 'IF([used]=1,[id]&"","")', kind=Text()),
        hidden("ord", 'IF([used]=1,[num],"")'),
        hidden("spelled", macros.squeezed("[name]"), kind=Text()),
        hidden("label", macros.LABEL, kind=Text()),
        hidden("decision_no", f"IF([used]=1,{macros.choice('[decision]', 'decision', 4, 1)},0)"),
        hidden("counted", "IF([used]=1,IF(OR([decision_no]=1,[decision_no]=4),1,0),0)"),
        hidden(
            "stop_n",
            (
                "IF(AND([used]=1,[decision_no]=4,ISNUMBER([stopped_on])),"
                'COUNTIF(month_first,"<="&INT([stopped_on])),12)'
            ),
        ),
        hidden(
            "stop_day",
            (
                "IF(AND([used]=1,[decision_no]=4,ISNUMBER([stopped_on])),INT([stopped_on]),"
                f"{macros.LAST_DAY})"
            ),
        ),
        hidden("stop_ord", 'IF([decision_no]=4,[num],"")'),
        hidden("segment_key", f'IF([counted]=1,{macros.segment("[segment]")},"")', kind=Text()),
        hidden(
            "segment_ord",
            (
                'IF([segment_key]="","",IF(COUNTIFS(tactics_segment_key,"="&'
                f'{macros.literal("[segment_key]")},tactics_num,"<"&[num])=0,[num],""))'
            ),
        ),
        hidden("budget_n", _money("plan", "[budget]")),
        hidden("spent_n", _money("actual", "[spent]")),
        hidden(
            "effort_n",
            (
                "IF([counted]=1,SUMIFS(actions_effort,actions_tactic_id,[id],"
                'actions_state_no,">1",actions_effort,">0"),0)'
            ),
        ),
        hidden("op_row", macros.row_of("[operation]", "operations")),
        hidden("op_id", 'IF([op_row]>0,INDEX(operations_id,[op_row])&"","")', kind=Text()),
        hidden(
            "place", 'IF(AND([counted]=1,[op_row]>0),INDEX(operations_num,[op_row])*10000+[num],"")'
        ),
        hidden("digital", f'IF([used]=1,CHOOSE({_CHANNEL},1,0,0.5,""),"")'),
        hidden(
            "titled",
            f'IF([used]=1,{_SIGN}&" "&{_STOPPED}&IF([spelled]="","",[name]),"")',
            kind=Text(),
        ),
        hidden("worst", "IF([used]=1,IFERROR(MATCH([id],worst_scope,0),0),0)"),
        hidden("kpi_row", "IF([used]=1,IFERROR(MATCH([id],kpis_scope_id,0),0),0)"),
        hidden("sum_weight", _sum("weight")),
        hidden("sum_done", _sum("weight_done")),
        hidden("sum_planned", _sum("weight_planned")),
        hidden(
            "overdue_count", "IF([used]=1,COUNTIFS(actions_tactic_id,[id],actions_state_no,5),0)"
        ),
        hidden("gap_kpi", 'IF(AND([counted]=1,[kpi_row]=0),[num],"")'),
        hidden("gap_owner", 'IF(AND([counted]=1,[person]=""),[num],"")'),
        hidden("gap_intent", f'IF(AND([counted]=1,{macros.squeezed("[intent]")}=""),[num],"")'),
        hidden("person", macros.person("[owner]"), kind=Text()),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="tactics", kind="input", tables=(TACTICS,))
