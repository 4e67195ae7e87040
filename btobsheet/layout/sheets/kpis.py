"""③KPI目標・実績: one row a KPI: definition, twelve targets, twelve actuals, live figures
(figures.md).

The hidden helper columns compute figures.md step by step, so that every formula stays short:
``lim`` (over which a number is percent points), ``code`` → ``agg`` (1 sum, 2 latest, 3 mean, 4
ratio), ``t`` effective targets, ``w`` typed actuals, ``v`` values (of a ratio its two KPIs'
quotient), ``r`` monthly attainments, ``k1 k2 k3`` the last closed months with one, ``sev`` the
status' rank (8 missed … 1 no target), ``p1 …`` the ancestors' rows in the tree and ``n0 …`` the
numbers in their ids; ``path`` is the row's place in the tree's order.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.kinds import (
    Choice,
    Examples,
    Flag,
    Identifier,
    KpiValue,
    Money,
    Number,
    Percent,
    PersonName,
    Reference,
    Text,
)
from btobsheet.layout.macros import ANY_NUMBER, attainment, if_number, normal
from btobsheet.layout.spec import Column, Sheet, Table

_HAS = f"[v.*],{ANY_NUMBER}"
_CLOSED = '[#v],"<="&closed_months,[#v],">=1"'
_TYPED = '[#target],">=1",[target.*],'
_ID, _BY_NAME = "[scope_word]", "[scope_text]"


def _find(table: str, what: str, column: str) -> str:
    return f'INDEX({table}_key,MATCH({what},{table}_{column},0))&""'


_SCOPE = (
    f'IF([scope]="","",IF({_ID}="KGI","KGI",IFERROR({_find("operations", _ID, "key")},'
    f"IFERROR({_find('tactics', _ID, 'key')},"
    f"IFERROR({_find('operations', _BY_NAME, 'name')},"
    f'IFERROR({_find("tactics", _BY_NAME, "name")},""))))))'
)
_FIRST_MONTH = "13-SUMPRODUCT(MAX((13-[#target])*ISNUMBER([target.*])*([#target]>=1)))"
_RAMP = if_number(
    "[annual_n]", if_number("[base_n]", "[base_n]+([annual_n]-[base_n])*[#k]/12", "[annual_n]")
)
_FILL = "IF(ISNUMBER([annual_n]),IF([typed]<12,MAX(0,[annual_n]-[typed_sum])/(12-[typed]),0),0)"
_UNTYPED = f"CHOOSE([agg],[fill],IF([typed]>0,[t.prev],{_RAMP}),[annual_n],[annual_n])"
_TARGET = f'IF([used]=0,"",{if_number("[target.k]", normal("[target.k]"), _UNTYPED)})'
_OWN_VALUE = if_number("[actual.k]", normal("[actual.k]"))
_VALUE = 'IF([agg]=4,IFERROR(INDEX(kpis_w_[k],[num_row])/INDEX(kpis_w_[k],[den_row]),""),[w.k])'
_AT_M = "MATCH([months_evaluated],[#v],0)"
_DEN = f"SUMIFS(INDEX(kpis_v,[den_row],0),{_HAS},{_CLOSED})"
_NUM = f"SUMIFS(INDEX(kpis_v,[num_row],0),{_HAS},{_CLOSED})"
_ACTUAL = (
    'IF([used]=0,"",IF([months_evaluated]=0,"",'
    f"CHOOSE([agg],SUMIFS([v.*],{_CLOSED}),INDEX([v.*],{_AT_M}),AVERAGEIFS([v.*],"
    f'{_CLOSED}),IF(ROUND({_DEN},9)<>0,{_NUM}/{_DEN},""))))'
)
_MEAN_TARGET = f'IFERROR(AVERAGEIFS([t.*],{_HAS},{_CLOSED}),"")'
_EXPECTED = (
    f'IF([used]=0,"",IF([months_evaluated]=0,"",CHOOSE([agg],SUMIFS([t.*],{_HAS},{_CLOSED}),'
    f"INDEX([t.*],{_AT_M}),{_MEAN_TARGET},{_MEAN_TARGET})))"
)
_ANNUAL = (
    'IF(ISNUMBER([annual_n]),[annual_n],IF([typed]=0,"",CHOOSE([agg],[typed_sum],[t.last],'
    "[typed_sum]/[typed],[typed_sum]/[typed])))"
)


def _line(cell: str) -> str:
    return f'IF(ISNUMBER({cell}),{normal(cell)},"")'


def _worse(line: str) -> str:
    """Tell whether A lies on the bad side of a line."""
    return (
        f"IF(ISNUMBER({line}),IF([down]=1,ROUND([actual_to_date]-{line},9)>0,"
        f"ROUND([actual_to_date]-{line},9)<0),FALSE)"
    )


_ALL_CLOSED = "AND(closed_months=12,[months_evaluated]=12)"
_LINES = (
    f"IF({_worse('[alarm_n]')},IF({_ALL_CLOSED},8,7),IF({_worse('[warn_n]')},5,"
    f"IF({_ALL_CLOSED},3,4)))"
)
_LADDER = (
    f"IF({_ALL_CLOSED},IF(ROUND([attainment]-1,9)>=0,3,8),IF(ROUND([attainment]-on_track,9)>"
    f"=0,4,IF(ROUND([attainment]-at_risk,9)>=0,5,7)))"
)
_ACHIEVED = (
    "IF(AND([agg]=1,[down]=0,ISNUMBER([annual]),ISNUMBER([actual_to_date])),"
    "IF(ROUND([annual],9)>0,ROUND([actual_to_date]-[annual],9)>=0,FALSE),FALSE)"
)
_SEVERITY = (
    "IF([used]=0,0,IF(AND(NOT(ISNUMBER([annual_n])),[typed]=0,NOT(ISNUMBER([warn_n])),"
    "NOT(ISNUMBER([alarm_n]))),1,"
    f"IF(closed_months=0,2,IF({_ACHIEVED},3,IF(OR([months_evaluated]=0,"
    f"closed_months-[months_evaluated]>=stale_months),6,"
    f"IF(AND(ISNUMBER([actual_to_date]),OR(ISNUMBER([warn_n]),ISNUMBER([alarm_n]))),{_LINES},"
    f"IF(NOT(ISNUMBER([attainment])),2,{_LADDER})))))))"
)


def _last(before: str) -> str:
    """Give the last closed month with an attainment before a month (0 for none)."""
    return f"SUMPRODUCT(MAX(([#r]<=closed_months)*ISNUMBER([r.*])*([#r]<{before})*[#r]))"


def _at(month: str) -> str:
    return f'IF({month}>0,INDEX([r.*],MATCH({month},[#r],0)),"")'


_FALLS = "AND(ROUND([r1]-[r2],9)<0,ROUND([r2]-[r3],9)<0,ROUND([r3]-[r1]-trend_tolerance,9)>=0)"
_RISES = "AND(ROUND([r1]-[r2],9)>0,ROUND([r2]-[r3],9)>0,ROUND([r1]-[r3]-trend_tolerance,9)>=0)"
_TREND = f'IF(AND([used]=1,ISNUMBER([r3])),INDEX(w_trend,IF({_RISES},1,IF({_FALLS},2,3))),"")'
_UNIT_COST = (
    "IF(AND([agg]=1,[tactic_row]>0,ISNUMBER([actual_to_date])),"
    "IF(AND(ISNUMBER(INDEX(tactics_spent,[tactic_row])),ROUND([actual_to_date],9)>0),"
    'INDEX(tactics_spent,[tactic_row])/[actual_to_date],""),"")'
)
_FORECAST = (
    "IF(AND(ISNUMBER([annual]),ISNUMBER([actual_to_date]),ISNUMBER([expected_to_date])),"
    'IF(ROUND([expected_to_date],9)>0,[annual]*[actual_to_date]/[expected_to_date],""),"")'
)
_AGG = (
    "IF([code]<>4,[code],IF(AND([num_row]>0,[den_row]>0),IF(OR(INDEX(kpis_code,[num_row])=4,"
    "INDEX(kpis_code,[den_row])=4),3,4),3))"
)
_OP = (
    'IF([tactic_row]>0,IF([counted]=1,INDEX(tactics_op_id,[tactic_row])&"",""),'
    'IF(AND([scope_id]<>"",[scope_id]<>"KGI"),[scope_id],""))'
)
_BASE, _HALF, _LEVELS = macros.TREE_BASE, macros.TREE_HALF, macros.TREE_LEVELS
_HIDDEN_PATH = f"OR([used]=0,[num]=0,[num]>={_BASE},[p{_LEVELS}]>0)"


_STEPS = "{" + ",".join(str(step) for step in range(_LEVELS)) + "}"


def _half_path(first: int) -> str:
    """Write the ids of five levels of the way from the root, beginning with level ``first``, as one
    number.
    """
    level = f"([depth]-{_STEPS})"
    weights = f"({level}>={first})*({level}<{first + _HALF})*{_BASE}^({first + _HALF - 1}-{level})"
    return f'IF({_HIDDEN_PATH},"",SUMPRODUCT([n0]:[n{_LEVELS - 1}]*{weights}))'


_PATH = (
    'IF([path_high]="","",1+COUNTIFS(kpis_path_high,"<"&[path_high])+COUNTIFS(kpis_path_high,'
    '[path_high],kpis_path_low,"<"&[path_low]))'
)


_OPERATION_OWNER = 'IFERROR(INDEX(operations_person,MATCH([scope_id],operations_key,0))&"","")'
_BY_SCOPE = (
    f'IF([tactic_row]>0,INDEX(tactics_person,[tactic_row])&"",IF([scope_id]="","",'
    f"{_OPERATION_OWNER}))"
)
_PERSON = f'IF([used]=0,"",IF([reporter]<>"",{macros.person("[reporter]")},{_BY_SCOPE}))'
_FIRST_GAP = "13-SUMPRODUCT(MAX((13-[#v])*([#v]<=closed_months)*([#v]>=1)*(1-ISNUMBER([v.*]))))"


_RATES = "*".join(
    f"IF([depth]>{level},INDEX(kpis_rate_n,[p{level}]),1)" for level in range(1, _LEVELS - 1)
)
_ROOT = "CHOOSE([depth]," + ",".join(f"[p{level}]" for level in range(1, _LEVELS)) + ")"
_TO_KGI = (
    f'IF([path]="","",IF([depth]=0,"",IF(INDEX(kpis_scope_id,{_ROOT})="KGI",'
    f'IFERROR([rate_n]*{_RATES},""),"")))'
)
_SHORT = (
    "MAX(0,IF([down]=1,[actual_to_date]-[expected_to_date],[expected_to_date]-[actual_to_date]))"
)
_COST = (
    f"IF(AND(ISNUMBER([to_kgi]),ISNUMBER([actual_to_date]),ISNUMBER([expected_to_date])),"
    f'{_SHORT}*[to_kgi],"")'
)
# figures.md, "Bottleneck": by cost to the KGI, then by what the attainment lacks; one number that
# LARGE can sort
_FIX = (
    "IF(AND([is_main]=1,[counted]=1,[tactic_row]>0,OR([sev]=5,[sev]>=7,[trend]=INDEX(w_trend,2))),"
    f"IF(ISNUMBER([cost]),2+[cost]/(ABS([cost])+{macros.COST_SCALE}),"
    f'IF(ISNUMBER([attainment]),1-MIN(1,[attainment]),0))-[num]/{macros.TIE_SCALE},"")'
)


def _hidden(name: str, formula: str, **more: str) -> Column:
    return Column(
        name=name, kind=Number(), hidden=True, formula=formula, repeat=more.get("repeat", "")
    )


KPIS = Table(
    name="kpis",
    rows=80,
    columns=(
        Column(name="id", kind=Identifier(), width=48),
        Column(
            name="scope",
            kind=Reference(tables=("operations", "tactics"), kgi=True),
            width=150,
            band="kpi",
        ),
        Column(name="name", kind=Text(wrap=True), width=170, band="kpi"),
        Column(
            name="status",
            kind=Text(),
            width=72,
            band="live",
            formula='IF([sev]>0,INDEX(w_kpi_status,9-[sev]),"")',
        ),
        Column(
            name="attainment",
            kind=Percent(),
            width=80,
            band="live",
            formula=attainment("[actual_to_date]", "[expected_to_date]"),
        ),
        Column(name="actual_to_date", kind=KpiValue(), width=92, band="live", formula=_ACTUAL),
        Column(name="expected_to_date", kind=KpiValue(), width=92, band="live", formula=_EXPECTED),
        Column(name="trend", kind=Text(), width=74, band="live", formula=_TREND),
        Column(
            name="last_change",
            kind=Percent(),
            width=64,
            band="live",
            formula='IF(AND([used]=1,ISNUMBER([r2])),[r1]-[r2],"")',
        ),
        Column(name="forecast", kind=KpiValue(), width=92, band="live", formula=_FORECAST),
        Column(
            name="months_evaluated",
            kind=Number(),
            width=68,
            band="live",
            formula='IF([used]=0,"",SUMPRODUCT(MAX(([#v]<=closed_months)*ISNUMBER([v.*])*[#v])))',
        ),
        Column(
            name="missing_months",
            kind=Number(),
            width=64,
            band="live",
            formula=f'IF([used]=0,"",closed_months-COUNTIFS({_HAS},{_CLOSED}))',
        ),
        Column(name="unit_cost", kind=Money(), width=80, band="live", formula=_UNIT_COST),
        Column(
            name="tactic_link",
            kind=Text(),
            width=64,
            band="live",
            formula=(
                'IF([tactic_row]>0,HYPERLINK("#"&CELL("address",INDEX(tactics_name,'
                '[tactic_row])),"← "&[scope_id]),"")'
            ),
        ),
        Column(name="definition", kind=Text(wrap=True), width=220, band="define"),
        Column(name="unit", kind=Text(), width=64, band="define"),
        Column(name="main", kind=Flag(group="main"), width=52, band="define"),
        Column(name="aggregation", kind=Choice(group="aggregation"), width=84, band="define"),
        Column(name="direction", kind=Choice(group="direction"), width=72, band="define"),
        Column(name="numerator", kind=Reference(tables=("kpis",)), width=120, band="define"),
        Column(name="denominator", kind=Reference(tables=("kpis",)), width=120, band="define"),
        Column(name="source", kind=Text(wrap=True), width=150, band="define"),
        Column(name="reporter", kind=PersonName(), width=92, band="define"),
        Column(name="parent", kind=Reference(tables=("kpis",)), width=140, band="define"),
        Column(name="parent_rate", kind=Number(), width=84, band="define"),
        Column(name="baseline", kind=KpiValue(), width=80, band="goal"),
        Column(name="annual_target", kind=KpiValue(), width=96, band="goal"),
        Column(name="warn_line", kind=KpiValue(), width=80, band="goal"),
        Column(name="alarm_line", kind=KpiValue(), width=80, band="goal"),
        Column(name="target", kind=KpiValue(), width=72, band="target", repeat="months"),
        Column(name="actual", kind=KpiValue(), width=72, band="actual", repeat="months"),
        Column(name="outlook", kind=KpiValue(), width=92, band="actual"),
        Column(name="note", kind=Text(wrap=True), width=220, band="actual"),
        _hidden("used", macros.used()),
        _hidden("num", macros.number()),
        _hidden("key", 'IF([used]=1,[id]&"","")'),
        _hidden("ord", 'IF([used]=1,[num],"")'),
        _hidden("label", 'IF([used]=1,IF([name]="",[id]&"",[id]&" "&[name]),"")'),
        _hidden("lim", f'IF(OR(TRIM([unit])="%",TRIM([unit])="％"),2,{macros.NO_LIMIT})'),
        _hidden("code", f"IF([used]=0,1,{macros.choice('[aggregation]', 'aggregation', 4, 1)})"),
        _hidden("down", f"IF([used]=0,0,{macros.choice('[direction]', 'direction', 2, 1)}-1)"),
        _hidden("scope_word", macros.first_word("[scope]")),
        _hidden("scope_text", macros.literal("[scope]")),
        _hidden("scope_id", _SCOPE),
        _hidden("tactic_row", 'IF([scope_id]="",0,IFERROR(MATCH([scope_id],tactics_key,0),0))'),
        _hidden(
            "counted", "IF([used]=0,0,IF([tactic_row]>0,INDEX(tactics_counted,[tactic_row]),1))"
        ),
        _hidden("op_id", _OP),
        _hidden("marked", "IF([used]=0,0,IF(ISNUMBER(MATCH([main],w_main,0)),1,0))"),
        _hidden(
            "is_main",
            (
                'IF(OR([used]=0,[scope_id]=""),0,IF(COUNTIFS(kpis_scope_id,[scope_id],'
                "kpis_marked,1)=0,1,[marked]))"
            ),
        ),
        _hidden("num_row", f"IF([code]=4,{macros.row_of('[numerator]', 'kpis')},0)"),
        _hidden("den_row", f"IF([code]=4,{macros.row_of('[denominator]', 'kpis')},0)"),
        _hidden("agg", _AGG),
        _hidden("annual_n", _line("[annual_target]")),
        _hidden("base_n", _line("[baseline]")),
        _hidden("warn_n", _line("[warn_line]")),
        _hidden("alarm_n", _line("[alarm_line]")),
        _hidden("typed", f"COUNTIFS({_TYPED}{ANY_NUMBER})"),
        _hidden(
            "typed_sum",
            f'SUMIFS([target.*],{_TYPED}"<="&[lim])+SUMIFS([target.*],{_TYPED}">"&[lim])/100',
        ),
        _hidden("fill", _FILL),
        _hidden(
            "first",
            f'IF([typed]=0,"",{normal(f"INDEX([target.*],MATCH({_FIRST_MONTH},[#target],0))")})',
        ),
        _hidden("t", _TARGET, repeat="months"),
        _hidden("w", _OWN_VALUE, repeat="months"),
        _hidden("v", _VALUE, repeat="months"),
        Column(
            name="r",
            kind=Percent(),
            width=52,
            band="heat",
            repeat="months",
            formula=attainment("[v.k]", "[t.k]"),
        ),
        _hidden("annual", _ANNUAL),
        _hidden("sev", _SEVERITY),
        _hidden("rank", f'IF([is_main]=1,[sev]*{macros.RANK_STEP}-[num],"")'),
        _hidden("k1", _last("13")),
        _hidden("k2", _last("[k1]")),
        _hidden("k3", _last("[k2]")),
        _hidden("r1", _at("[k1]")),
        _hidden("r2", _at("[k2]")),
        _hidden("r3", _at("[k3]")),
        _hidden("p1", macros.row_of("[parent]", "kpis")),
        *(
            _hidden(f"p{level}", f"IF([p{level - 1}]>0,INDEX(kpis_p1,[p{level - 1}]),0)")
            for level in range(2, _LEVELS + 1)
        ),
        _hidden("depth", "+".join(f"([p{level}]>0)" for level in range(1, _LEVELS))),
        _hidden("n0", "[num]+0"),
        *(
            _hidden(f"n{level}", f"IF([p{level}]>0,INDEX(kpis_num,[p{level}]),0)")
            for level in range(1, _LEVELS)
        ),
        _hidden("path_high", _half_path(0)),
        _hidden("path_low", _half_path(_HALF)),
        _hidden("path", _PATH),
        _hidden(
            "short",
            (
                "IF(AND([counted]=1,[is_main]=1,ISNUMBER([attainment])),IF([attainment]<1,"
                '[attainment]+[num]/1000000000,""),"")'
            ),
        ),
        _hidden(
            "gap",
            (
                "IF(AND([counted]=1,[agg]<>4,[sev]<>1,N([missing_months])>0),"
                '[missing_months]*100000-[num],"")'
            ),
        ),
        _hidden("rate_n", if_number("[parent_rate]", "[parent_rate]")),
        _hidden("to_kgi", _TO_KGI),
        _hidden("cost", _COST),
        _hidden("fix", _FIX),
        _hidden("person", _PERSON),
        _hidden(
            "mine",
            f'IF(AND(my_name<>"",[counted]=1,[person]=my_name),[sev]*{macros.RANK_STEP}-[num],"")',
        ),
        _hidden("first_gap", f'IF([gap]="",0,{_FIRST_GAP})'),
        _hidden("mine_gap", 'IF(AND([mine]<>"",[gap]<>""),[num],"")'),
        Column(name="examples", kind=Examples(), hidden=True),
    ),
)

SHEET = Sheet(key="kpis", kind="input", tables=(KPIS,))
