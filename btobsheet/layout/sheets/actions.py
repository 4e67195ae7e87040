"""④年間アクションプラン: one row a TODO, a calendar of weeks (days, months) to the right."""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Choice,
    Date,
    Examples,
    Identifier,
    Number,
    Percent,
    PersonName,
    Reference,
    Shift,
    Text,
)
from btobsheet.layout.spec import Column, Sheet, Table, hidden

_DATED = "AND(ISNUMBER([start]),ISNUMBER([end]))"
# a number that is no percentage counts as none typed
_GIVEN = "IF(ISNUMBER([percent]),AND([percent]>=0,[percent]<=100),FALSE)"
_TYPED = "[percent]/IF([percent]>1,100,1)"
_TIMES = (
    "IF(ISNUMBER([times_planned]),IF([times_planned]>0,"
    f"MIN(1,MAX(0,{macros.number_or_0('[times_done]')}/[times_planned])),0),0)"
)
_PERCENT = f"IF({_GIVEN},{_TYPED},{_TIMES})"
_PLANNED = (
    f"IF({_DATED},IF(as_of<=INT([start]),0,IF(as_of>INT([end]),1,MIN(1,"
    f'NETWORKDAYS(INT([start]),as_of-1,free_days)/[working_days]))),"")'
)
# 1 cancelled, 2 on hold, 3 done, 4 undated, 5 overdue, 6 late start, 7 behind, 8 not started, 9 on
# track
_STATE = (
    f"IF([used]=0,0,IF(OR([status_no]=5,[ended]=1),1,IF([status_no]=4,2,IF([done]=1,3,"
    f"IF(NOT({_DATED}),"
    f"4,IF(as_of>INT([end]),5,"
    "IF(AND(as_of>INT([start]),[status_no]=1,ROUND([used_percent],9)=0),6,"
    "IF(ROUND([used_percent]-([planned]-progress_tolerance),9)<0,7,"
    "IF(AND(as_of<=INT([start]),ROUND([used_percent],9)=0),8,9)))))))))"
)

ACTIONS = Table(
    name="actions",
    rows=140,
    columns=(
        Column(name="id", kind=Identifier(), width=38),
        Column(name="tactic", kind=Reference(tables=("tactics",)), width=140),
        Column(name="task", kind=Text(wrap=True), width=244, band="action"),
        Column(name="owner", kind=PersonName(wrap=True), width=64, band="action"),
        Column(
            name="start", planned=True, kind=Date(edge="start", short=True), width=46, band="action"
        ),
        Column(
            name="end", planned=True, kind=Date(edge="end", short=True), width=46, band="action"
        ),
        Column(name="status", kind=Choice(group="action_status"), width=66, band="action"),
        Column(name="percent", kind=Percent(), width=42, band="action"),
        Column(
            name="state",
            kind=Text(),
            width=74,
            formula='IF([state_no]>0,INDEX(w_action_state,[state_no]),"")',
        ),
        Column(name="calendar", kind=Text(), band="", repeat="calendar"),
        Column(
            name="planned",
            kind=Percent(),
            width=68,
            band="live",
            formula=f'IF([used]=1,{_PLANNED},"")',
        ),
        Column(
            name="working_days",
            kind=Number(),
            width=64,
            band="live",
            formula=(
                f"IF(AND([used]=1,{_DATED}),MAX(1,NETWORKDAYS(INT([start]),INT([end]),"
                f'free_days)),"")'
            ),
        ),
        Column(
            name="slip",
            kind=Shift(),
            width=100,
            band="live",
            formula=(
                "IF(AND(ISNUMBER([first_end]),ISNUMBER([end])),IF(INT([end])>[first_end],"
                "NETWORKDAYS([first_end]+1,INT([end]),free_days),IF(INT([end])<[first_end],"
                '-NETWORKDAYS(INT([end])+1,[first_end],free_days),0)),"")'
            ),
        ),
        Column(
            name="tactic_kpi",
            kind=Text(wrap=True),
            width=120,
            band="live",
            formula='IF([tactic_row]>0,INDEX(tactics_driver,[tactic_row])&"","")',
        ),
        Column(
            name="tactic_status",
            kind=Text(),
            width=72,
            band="live",
            formula='IF([tactic_row]>0,INDEX(tactics_status,[tactic_row])&"","")',
        ),
        Column(name="effort", planned=True, kind=Number(low=0), width=72, band="detail"),
        Column(name="phase", kind=Choice(group="phase"), width=52, band="detail"),
        Column(
            name="times_planned", since=2, planned=True, kind=Number(low=0), width=64, band="detail"
        ),
        Column(name="times_done", since=2, kind=Number(low=0), width=64, band="detail"),
        Column(name="done_on", kind=Date(edge="end"), width=84, band="detail"),
        Column(name="note", kind=Text(wrap=True), width=160, band="detail"),
        hidden("used", macros.used()),
        hidden("num", macros.number()),
        hidden("tactic_row", macros.row_of("[tactic]", "tactics")),
        hidden("tactic_id", 'IF([tactic_row]>0,INDEX(tactics_id,[tactic_row])&"","")', kind=Text()),
        hidden(
            "counted", "IF([used]=0,0,IF([tactic_row]>0,INDEX(tactics_counted,[tactic_row]),1))"
        ),
        hidden("status_no", f"IF([used]=1,{macros.choice('[status]', 'action_status', 5, 1)},0)"),
        hidden("done", f"IF([used]=1,IF(OR([status_no]=3,ROUND({_PERCENT}-1,9)>=0),1,0),0)"),
        hidden(
            "ended",
            (
                "IF(AND([tactic_row]>0,[done]=0,ISNUMBER([end])),"
                "IF(INT([end])>INDEX(tactics_stop_day,[tactic_row]),1,0),0)"
            ),
        ),
        hidden("used_percent", f"IF([used]=1,IF([done]=1,1,{_PERCENT}),0)"),
        hidden("state_no", _STATE),
        hidden(
            "weight",
            "IF(OR([used]=0,[state_no]=1),0,IF(ISNUMBER([effort]),IF([effort]>0,[effort],1),1))",
        ),
        hidden("weight_done", "[weight]*[used_percent]"),
        hidden("weight_planned", "[weight]*IF(ISNUMBER([planned]),[planned],[used_percent])"),
        hidden(
            "late",
            (
                "IF(AND([counted]=1,[state_no]>=5,[state_no]<=7),"
                '[state_no]*10000000000+INT([end])*100000+[num],"")'
            ),
        ),
        hidden("person", macros.person("[owner]"), kind=Text()),
        hidden("stranger", macros.stranger()),
        hidden("hist", macros.memory_row("history_action")),
        hidden("first_start", macros.remembered("history_start")),
        hidden("first_end", macros.remembered("history_end")),
        hidden(
            "mine_due",
            (
                f"IF(AND({macros.concerns('[person]')},[counted]=1,[state_no]>=5,ISNUMBER([end])),"
                "IF(OR([state_no]<=7,INT([end])<=as_of+due_soon_days),"
                f'{macros.urgency("INT([end])", "actions")},""),"")'
            ),
        ),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="actions", kind="input", tables=(ACTIONS,))
