"""The formulas of ③KPI目標・実績, step by step as figures.md tells the rules.

``lim`` (over which a number is percent points), ``code`` → ``agg`` (1 sum, 2 latest, 3 mean, 4
ratio), ``t`` effective targets, ``w`` typed actuals, ``v`` values (of a ratio its two KPIs'
quotient), ``r`` monthly attainments, ``k1 k2 k3`` the last closed months with one, ``sev`` the
status' rank (8 missed … 1 no target), ``p1 …`` the ancestors' rows in the tree and ``n0 …`` the
numbers in their ids; ``path`` is the row's place in the tree's order.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.macros import ANY_NUMBER, if_number, normal

HAS = f"[v.*],{ANY_NUMBER}"
CLOSED = '[#v],"<="&closed_months,[#v],">=1"'
TYPED = '[#target],">=1",[target.*],'
ID, BY_NAME = "[scope_word]", "[scope_text]"


def find(table: str, what: str, column: str) -> str:
    """Give the id of the row of a table whose ``column`` holds ``what``."""
    return f'INDEX({table}_key,MATCH({what},{table}_{column},0))&""'


SCOPE = (
    f'IF([scope]="","",IF({ID}="KGI","KGI",IFERROR({find("operations", ID, "key")},'
    f"IFERROR({find('tactics', ID, 'key')},"
    f"IFERROR({find('operations', BY_NAME, 'name')},"
    f'IFERROR({find("tactics", BY_NAME, "name")},""))))))'
)
FIRST_MONTH = macros.first_month("target", f"{TYPED}{ANY_NUMBER}")
FIRST_TARGET = f'IF([typed]=0,"",{normal(macros.month_cell("target", FIRST_MONTH))})'
RAMP = if_number(
    "[annual_n]", if_number("[base_n]", "[base_n]+([annual_n]-[base_n])*[#k]/12", "[annual_n]")
)
FILL = "IF(ISNUMBER([annual_n]),IF([typed]<12,MAX(0,[annual_n]-[typed_sum])/(12-[typed]),0),0)"
UNTYPED = f"CHOOSE([agg],[fill],IF([typed]>0,[t.prev],{RAMP}),[annual_n],[annual_n])"
TARGET = f'IF([used]=0,"",{if_number("[target.k]", normal("[target.k]"), UNTYPED)})'
OWN_VALUE = if_number("[actual.k]", normal("[actual.k]"))
VALUE = 'IF([agg]=4,IFERROR(INDEX(kpis_w_[k],[num_row])/INDEX(kpis_w_[k],[den_row]),""),[w.k])'
LAST_VALUE = 'IF([used]=0,"",' + macros.last_month("v", HAS, CLOSED) + ")"
DEN = f"SUMIFS(INDEX(kpis_v,[den_row],0),{HAS},{CLOSED})"
NUM = f"SUMIFS(INDEX(kpis_v,[num_row],0),{HAS},{CLOSED})"
AT_M = "[months_evaluated]"
ACTUAL = (
    'IF([used]=0,"",IF([months_evaluated]=0,"",'
    f"CHOOSE([agg],SUMIFS([v.*],{CLOSED}),{macros.month_cell('v', AT_M)},AVERAGEIFS([v.*],"
    f'{CLOSED}),IF(ROUND({DEN},9)<>0,{NUM}/{DEN},""))))'
)
MEAN_TARGET = f'IFERROR(AVERAGEIFS([t.*],{HAS},{CLOSED}),"")'
EXPECTED = (
    f'IF([used]=0,"",IF([months_evaluated]=0,"",CHOOSE([agg],SUMIFS([t.*],{HAS},{CLOSED}),'
    f"{macros.month_cell('t', AT_M)},{MEAN_TARGET},{MEAN_TARGET})))"
)
ANNUAL = (
    'IF(ISNUMBER([annual_n]),[annual_n],IF([typed]=0,"",CHOOSE([agg],[typed_sum],[t.last],'
    "[typed_sum]/[typed],[typed_sum]/[typed])))"
)


def line(cell: str) -> str:
    """Give a warning or alarm line as a fraction where the unit is percent."""
    return f'IF(ISNUMBER({cell}),{normal(cell)},"")'


def worse(line: str) -> str:
    """Tell whether A lies on the bad side of a line."""
    return (
        f"IF(ISNUMBER({line}),IF([down]=1,ROUND([actual_to_date]-{line},9)>0,"
        f"ROUND([actual_to_date]-{line},9)<0),FALSE)"
    )


ALL_CLOSED = "AND(closed_months=12,[months_evaluated]=12)"
LINES = (
    f"IF({worse('[alarm_n]')},IF({ALL_CLOSED},8,7),IF({worse('[warn_n]')},5,IF({ALL_CLOSED},3,4)))"
)
LADDER = (
    f"IF({ALL_CLOSED},IF(ROUND([attainment]-1,9)>=0,3,8),IF(ROUND([attainment]-on_track,9)>"
    f"=0,4,IF(ROUND([attainment]-at_risk,9)>=0,5,7)))"
)
ACHIEVED = (
    "IF(AND([agg]=1,[down]=0,ISNUMBER([annual]),ISNUMBER([actual_to_date])),"
    "IF(ROUND([annual],9)>0,ROUND([actual_to_date]-[annual],9)>=0,FALSE),FALSE)"
)
SEVERITY = (
    "IF([used]=0,0,IF(AND(NOT(ISNUMBER([annual_n])),[typed]=0,NOT(ISNUMBER([warn_n])),"
    "NOT(ISNUMBER([alarm_n]))),1,"
    f"IF(closed_months=0,2,IF({ACHIEVED},3,IF(OR([months_evaluated]=0,"
    f"closed_months-[months_evaluated]>=stale_months),6,"
    f"IF(AND(ISNUMBER([actual_to_date]),OR(ISNUMBER([warn_n]),ISNUMBER([alarm_n]))),{LINES},"
    f"IF(NOT(ISNUMBER([attainment])),2,{LADDER})))))))"
)


def last(before: str) -> str:
    """Give the last closed month with an attainment before a month (0 for none)."""
    return macros.last_month(
        "r", f"[r.*],{ANY_NUMBER}", '[#r],"<="&closed_months', f'[#r],"<"&{before}'
    )


def at(month: str) -> str:
    """Give the attainment of a month, an empty text for none."""
    return f'IF({month}>0,{macros.month_cell("r", month)},"")'


FALLS = "AND(ROUND([r1]-[r2],9)<0,ROUND([r2]-[r3],9)<0,ROUND([r3]-[r1]-trend_tolerance,9)>=0)"
RISES = "AND(ROUND([r1]-[r2],9)>0,ROUND([r2]-[r3],9)>0,ROUND([r1]-[r3]-trend_tolerance,9)>=0)"
TREND = f'IF(AND([used]=1,ISNUMBER([r3])),INDEX(w_trend,IF({RISES},1,IF({FALLS},2,3))),"")'
UNIT_COST = (
    "IF(AND([agg]=1,[tactic_row]>0,ISNUMBER([actual_to_date])),"
    "IF(AND(ISNUMBER(INDEX(tactics_spent,[tactic_row])),ROUND([actual_to_date],9)>0),"
    'INDEX(tactics_spent,[tactic_row])/[actual_to_date],""),"")'
)
FORECAST = (
    "IF(AND(ISNUMBER([annual]),ISNUMBER([actual_to_date]),ISNUMBER([expected_to_date])),"
    'IF(ROUND([expected_to_date],9)>0,[annual]*[actual_to_date]/[expected_to_date],""),"")'
)
AGG = (
    "IF([code]<>4,[code],IF(AND([num_row]>0,[den_row]>0),IF(OR(INDEX(kpis_code,[num_row])=4,"
    "INDEX(kpis_code,[den_row])=4),3,4),3))"
)
OP = (
    'IF([tactic_row]>0,IF([counted]=1,INDEX(tactics_op_id,[tactic_row])&"",""),'
    'IF(AND([scope_id]<>"",[scope_id]<>"KGI"),[scope_id],""))'
)
BASE, HALF, LEVELS = macros.TREE_BASE, macros.TREE_HALF, macros.TREE_LEVELS
HIDDEN_PATH = f"OR([used]=0,[num]=0,[num]>={BASE},[p{LEVELS}]>0)"


def half_path(first: int) -> str:
    """Write the ids of five levels of the way from the root, beginning with level ``first``, as one
    number.
    """
    ids = ",".join(f"[n{level}]" for level in range(LEVELS))
    digits = "+".join(
        f"IF([depth]>={level},CHOOSE(1+[depth]-{level},{ids})*{BASE}^{first + HALF - 1 - level},0)"
        for level in range(first, first + HALF)
    )
    return f'IF({HIDDEN_PATH},"",{digits})'


PATH = (
    'IF([path_high]="","",1+COUNTIFS(kpis_path_high,"<"&[path_high])+COUNTIFS(kpis_path_high,'
    '[path_high],kpis_path_low,"<"&[path_low]))'
)


OPERATION_OWNER = 'IFERROR(INDEX(operations_person,MATCH([scope_id],operations_key,0))&"","")'
BY_SCOPE = (
    f'IF([tactic_row]>0,INDEX(tactics_person,[tactic_row])&"",IF([scope_id]="","",'
    f"{OPERATION_OWNER}))"
)
PERSON = f'IF([used]=0,"",IF([reporter]<>"",{macros.person("[reporter]")},{BY_SCOPE}))'
FIRST_GAP = macros.first_month("v", CLOSED, but=HAS)
TACTIC_LINK = (
    "IF([tactic_row]>0,"
    + macros.jump("INDEX(tactics_name,[tactic_row])", '"← "&[scope_id]')
    + ',"")'
)


RATES = "*".join(
    f"IF([depth]>{level},INDEX(kpis_rate_n,[p{level}]),1)" for level in range(1, LEVELS - 1)
)
ROOT = "CHOOSE([depth]," + ",".join(f"[p{level}]" for level in range(1, LEVELS)) + ")"
TO_KGI = (
    f'IF([path]="","",IF([depth]=0,"",IF(INDEX(kpis_scope_id,{ROOT})="KGI",'
    f'IFERROR([rate_n]*{RATES},""),"")))'
)
SHORT = (
    "MAX(0,IF([down]=1,[actual_to_date]-[expected_to_date],[expected_to_date]-[actual_to_date]))"
)
COST = (
    f"IF(AND(ISNUMBER([to_kgi]),ISNUMBER([actual_to_date]),ISNUMBER([expected_to_date])),"
    f'{SHORT}*[to_kgi],"")'
)
# figures.md, "Bottleneck": by cost to the KGI, then by what the attainment lacks; one number that
# LARGE can sort
FIX = (
    "IF(AND([is_main]=1,[counted]=1,[tactic_row]>0,OR([sev]=5,[sev]>=7,[trend]=INDEX(w_trend,2))),"
    f"IF(ISNUMBER([cost]),2+[cost]/(ABS([cost])+{macros.COST_SCALE}),"
    f'IF(ISNUMBER([attainment]),1-MIN(1,[attainment]),0))-[num]/{macros.TIE_SCALE},"")'
)
