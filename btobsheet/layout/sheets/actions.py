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
    Text,
)
from btobsheet.layout.spec import Column, Sheet, Table

_DATED = "AND(ISNUMBER([start]),ISNUMBER([end]))"
_PERCENT = (
    "IF(ISNUMBER([percent]),IF([percent]<0,0,IF([percent]<=1,[percent],IF([percent]<=100,"
    "[percent]/100,0))),0)"
)
_PLANNED = (
    f"IF({_DATED},IF(as_of<=INT([start]),0,IF(as_of>INT([end]),1,MIN(1,"
    f'NETWORKDAYS(INT([start]),as_of-1,free_days)/[working_days]))),"")'
)
# 1 cancelled, 2 on hold, 3 done, 4 undated, 5 overdue, 6 late start, 7 behind, 8 not started, 9 on
# track
_STATE = (
    f"IF([used]=0,0,IF([status_no]=5,1,IF([status_no]=4,2,IF([done]=1,3,IF(NOT({_DATED}),"
    f"4,IF(as_of>INT([end]),5,"
    "IF(AND(as_of>INT([start]),[status_no]=1,ROUND([used_percent],9)=0),6,"
    "IF(ROUND([used_percent]-([planned]-progress_tolerance),9)<0,7,"
    "IF(AND(as_of<=INT([start]),ROUND([used_percent],9)=0),8,9)))))))))"
)

ACTIONS = Table(
    name="actions",
    rows=200,
    columns=(
        Column(name="id", kind=Identifier(), ja="No.", en="No.", width=52),
        Column(
            name="tactic",
            kind=Reference(tables=("tactics",)),
            ja="戦術",
            en="Tactic",
            width=150,
            band="action",
        ),
        Column(
            name="task",
            kind=Text(wrap=True),
            ja="やること(TODO)",
            en="To do",
            width=240,
            band="action",
            also=("TODO", "行動", "Task"),
        ),
        Column(
            name="owner",
            kind=PersonName(),
            ja="担当",
            en="Owner",
            width=88,
            band="action",
            also=("担当者",),
        ),
        Column(
            name="start",
            kind=Date(edge="start"),
            ja="開始",
            en="Start",
            width=100,
            band="action",
            also=("開始日",),
        ),
        Column(
            name="end",
            kind=Date(edge="end"),
            ja="終了",
            en="End",
            width=100,
            band="action",
            also=("終了日", "期限", "Due"),
        ),
        Column(
            name="status",
            kind=Choice(group="action_status"),
            ja="ステータス",
            en="Status",
            width=80,
            band="action",
        ),
        Column(name="percent", kind=Percent(), ja="進捗率", en="% done", width=60, band="action"),
        Column(
            name="state",
            kind=Text(),
            ja="進み具合",
            en="State",
            width=80,
            band="live",
            formula='IF([state_no]>0,INDEX(w_action_state,[state_no]),"")',
        ),
        Column(
            name="planned",
            kind=Percent(),
            ja="計画進捗",
            en="Planned",
            width=68,
            band="live",
            formula=f'IF([used]=1,{_PLANNED},"")',
        ),
        Column(
            name="working_days",
            kind=Number(),
            ja="営業日数",
            en="Working days",
            width=64,
            band="live",
            formula=(
                f"IF(AND([used]=1,{_DATED}),MAX(1,NETWORKDAYS(INT([start]),INT([end]),"
                f'free_days)),"")'
            ),
        ),
        Column(
            name="tactic_kpi",
            kind=Text(wrap=True),
            ja="戦術のKPI",
            en="Tactic's KPI",
            width=120,
            band="live",
            formula='IF([tactic_row]>0,INDEX(tactics_driver,[tactic_row])&"","")',
        ),
        Column(
            name="tactic_status",
            kind=Text(),
            ja="KPIの判定",
            en="KPI status",
            width=72,
            band="live",
            formula='IF([tactic_row]>0,INDEX(tactics_status,[tactic_row])&"","")',
        ),
        Column(
            name="effort",
            kind=Number(low=0),
            ja="工数(人日)",
            en="Effort (days)",
            width=72,
            band="detail",
            also=("工数", "人日", "Effort"),
        ),
        Column(
            name="phase",
            kind=Choice(group="phase"),
            ja="PDCA",
            en="PDCA",
            width=52,
            band="detail",
            also=("フェーズ", "Phase"),
        ),
        Column(
            name="done_on",
            kind=Date(edge="end"),
            ja="完了日",
            en="Done on",
            width=84,
            band="detail",
        ),
        Column(name="note", kind=Text(wrap=True), ja="メモ", en="Note", width=160, band="detail"),
        Column(name="calendar", kind=Text(), ja="", en="", width=27, band="", repeat="calendar"),
        Column(
            name="used", kind=Number(), ja="_使用", en="_used", hidden=True, formula=macros.used()
        ),
        Column(
            name="num",
            kind=Number(),
            ja="_番号",
            en="_number",
            hidden=True,
            formula=macros.number(),
        ),
        Column(
            name="tactic_row",
            kind=Number(),
            ja="_戦術行",
            en="_tactic row",
            hidden=True,
            formula=macros.row_of("[tactic]", "tactics"),
        ),
        Column(
            name="tactic_id",
            kind=Text(),
            ja="_戦術No.",
            en="_tactic id",
            hidden=True,
            formula='IF([tactic_row]>0,INDEX(tactics_id,[tactic_row])&"","")',
        ),
        Column(
            name="counted",
            kind=Number(),
            ja="_対象",
            en="_counted",
            hidden=True,
            formula="IF([used]=0,0,IF([tactic_row]>0,INDEX(tactics_counted,[tactic_row]),1))",
        ),
        Column(
            name="status_no",
            kind=Number(),
            ja="_状態",
            en="_status",
            hidden=True,
            formula=f"IF([used]=1,{macros.choice('[status]', 'action_status', 5, 1)},0)",
        ),
        Column(
            name="done",
            kind=Number(),
            ja="_完了",
            en="_done",
            hidden=True,
            formula=f"IF([used]=1,IF(OR([status_no]=3,ROUND({_PERCENT}-1,9)>=0),1,0),0)",
        ),
        Column(
            name="used_percent",
            kind=Number(),
            ja="_進捗",
            en="_percent",
            hidden=True,
            formula=f"IF([used]=1,IF([done]=1,1,{_PERCENT}),0)",
        ),
        Column(
            name="state_no", kind=Number(), ja="_進み", en="_state", hidden=True, formula=_STATE
        ),
        Column(
            name="weight",
            kind=Number(),
            ja="_重み",
            en="_weight",
            hidden=True,
            formula=(
                "IF(OR([used]=0,[status_no]=5),0,IF(ISNUMBER([effort]),IF([effort]>0,"
                "[effort],1),1))"
            ),
        ),
        Column(
            name="weight_done",
            kind=Number(),
            ja="_実施",
            en="_done weight",
            hidden=True,
            formula="[weight]*[used_percent]",
        ),
        Column(
            name="weight_planned",
            kind=Number(),
            ja="_計画",
            en="_planned weight",
            hidden=True,
            formula="[weight]*IF(ISNUMBER([planned]),[planned],[used_percent])",
        ),
        Column(
            name="late",
            kind=Number(),
            ja="_遅れ順",
            en="_late order",
            hidden=True,
            formula=(
                "IF(AND([counted]=1,[state_no]>=5,[state_no]<=7),"
                '[state_no]*10000000000+INT([end])*100000+[num],"")'
            ),
        ),
        Column(
            name="person",
            kind=Text(),
            ja="_person",
            en="_person",
            hidden=True,
            formula=macros.person("[owner]"),
        ),
        Column(
            name="mine_due",
            kind=Number(),
            ja="_mine_due",
            en="_mine_due",
            hidden=True,
            formula=(
                'IF(AND(my_name<>"",[counted]=1,[person]=my_name,[state_no]>=5,ISNUMBER([end])),'
                "IF(OR([state_no]<=7,INT([end])<=as_of+due_soon_days),"
                'INT([end])*100000+[num],""),"")'
            ),
        ),
        Column(name="examples", kind=Examples(), ja="_例", en="_examples", hidden=True),
    ),
)

SHEET = Sheet(
    key="actions", ja="④年間アクションプラン", en="4 Action plan", kind="input", tables=(ACTIONS,)
)
