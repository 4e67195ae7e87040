"""The formulas of ③KPI目標・実績, step by step as figures.md tells the rules: months, what is
reached, status. (Trend, chance and landing stand in ``kpi_course``, the tree in ``kpi_tree``.)

``lim`` (over which a number is percent points), ``code`` → ``agg`` (1 sum, 2 latest, 3 mean, 4
ratio), ``way`` (1 up, 2 down, 3 keep), ``from_n`` … ``to_n`` the months in effect, ``span`` how
many they are, ``over`` how many of them are closed; ``t`` effective targets, ``w`` typed actuals,
``v`` values (of a ratio its two KPIs' quotient; ``n`` where nothing was to be counted), ``r``
monthly attainments. ``sev`` is the status' rank (9 missed … 1 reference).
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.macros import ANY_NUMBER, if_number, normal
from btobsheet.wording.words import CHOICES, SHOWN

RANK = {word.code: len(SHOWN["kpi_status"]) - at for at, word in enumerate(SHOWN["kpi_status"])}
"""A status' rank: the worst has the highest."""
WAYS = len(CHOICES["direction"])
HAS, NOTHING = f"[v.*],{ANY_NUMBER}", '[v.*],"n"'
CLOSED = '[#v],"<="&closed_months,[#v],">=1"'
TYPED = '[#target],">="&[from_n],[#target],"<="&[to_n],[target.*],'
ID, BY_NAME = "[scope_word]", macros.spelled("[scope]")
UNIT = macros.trimmed("[unit]")


def find(table: str, what: str, column: str) -> str:
    """Give the id of the row of a table whose ``column`` holds ``what``."""
    return f'INDEX({table}_key,MATCH({what},{table}_{column},0))&""'


SCOPE = (
    f'IF({ID}="","",IF({ID}="KGI","KGI",IFERROR({find("operations", ID, "key")},'
    f"IFERROR({find('tactics', ID, 'key')},"
    f"IFERROR({find('operations', BY_NAME, 'spelled')},"
    f'IFERROR({find("tactics", BY_NAME, "spelled")},""))))))'
)
OP = (
    'IF([tactic_row]>0,IF([counted]=1,INDEX(tactics_op_id,[tactic_row])&"",""),'
    'IF(AND([scope_id]<>"",[scope_id]<>"KGI"),[scope_id],""))'
)
OWN = (
    'IF(AND([counted]=1,[marked]<>2,[tactic_row]=0,[scope_id]<>""),'
    'IFERROR(INDEX(operations_num,MATCH([scope_id],operations_key,0))*10000+[num],""),"")'
)
"""The order of the KPIs that are an operation's own, operation by operation; none of reference."""
OPERATION_OWNER = 'IFERROR(INDEX(operations_person,MATCH([scope_id],operations_key,0))&"","")'
BY_SCOPE = (
    f'IF([tactic_row]>0,INDEX(tactics_person,[tactic_row])&"",IF([scope_id]="","",'
    f"{OPERATION_OWNER}))"
)
REPORTED = f'{macros.squeezed("[reporter]")}<>""'
PERSON = f'IF([used]=0,"",IF({REPORTED},{macros.person("[reporter]")},{BY_SCOPE}))'
TACTIC_LINK = (
    "IF([tactic_row]>0,"
    + macros.jump("INDEX(tactics_name,[tactic_row])", '"← "&[scope_id]')
    + ',"")'
)
AGG = (
    "IF([code]<>4,[code],IF(AND([num_row]>0,[den_row]>0),IF(OR(INDEX(kpis_code,[num_row])=4,"
    "INDEX(kpis_code,[den_row])=4),3,4),3))"
)

FROM = 'IF(ISNUMBER([from]),COUNTIF(month_end,"<"&INT([from]))+1,1)'
STOPPED = "IF([tactic_row]>0,INDEX(tactics_stop_n,[tactic_row]),12)"
TO = f'MIN(IF(ISNUMBER([to]),COUNTIF(month_first,"<="&INT([to])),12),{STOPPED})'
OUTSIDE = "OR([used]=0,[#k]<[from_n],[#k]>[to_n])"
"""This month is none of the KPI's."""
ENDED = "AND([span]>0,[over]=[span])"

FIRST_MONTH = macros.first_month("target", f"{TYPED}{ANY_NUMBER}")
FIRST_TARGET = f'IF([typed]=0,"",{normal(macros.month_cell("target", FIRST_MONTH))})'
OPEN = ('[#target],"<"&[frozen_from],', '[#target],">"&[frozen_to],')
"""The months before and after those closed as presented."""
TYPED_SUM = "+".join(
    f'SUMIFS([target.*],{side}{TYPED}"<="&[lim])+SUMIFS([target.*],{side}{TYPED}">"&[lim])/100'
    for side in OPEN
)
CLOSED_N = "MAX(0,MIN([frozen_to],[to_n])-MAX([frozen_from],[from_n])+1)"
BLANKS = f"[span]-{CLOSED_N}-" + "-".join(f"COUNTIFS({side}{TYPED}{ANY_NUMBER})" for side in OPEN)
FROZEN_SUM = (
    "SUMIFS(INDEX(history_targets,[hist],0),"
    '[#t],">="&MAX([frozen_from],[from_n]),[#t],"<="&MIN([frozen_to],[to_n]))'
)
RISEN = "([annual_n]-[base_n])*([#k]-[from_n]+1)/[span]"
RAMP = if_number("[annual_n]", if_number("[base_n]", f"[base_n]+{RISEN}", "[annual_n]"))
FILL = (
    "IF(ISNUMBER([annual_n]),"
    "IF([blanks]>0,MAX(0,[annual_n]-[typed_sum]-[frozen_sum])/[blanks],0),0)"
)
HELD = f"IF([typed]>0,{if_number('[t.prev]', '[t.prev]', '[first]')},{RAMP})"
UNTYPED = f"CHOOSE([agg],[fill],{HELD},[annual_n],[annual_n])"
FROZEN = "INDEX(history_targets,[hist],[#k])"
TARGET = (
    f'IF({OUTSIDE},"",IF(AND([#k]>=[frozen_from],[#k]<=[frozen_to]),{if_number(FROZEN, FROZEN)},'
    f"{if_number('[target.k]', normal('[target.k]'), UNTYPED)}))"
)
DASH = macros.literal(macros.trimmed("[actual.k]"))
DASHED = f'IF(ISNUMBER(MATCH({DASH},w_nothing,0)),"n","")'
OWN_VALUE = f'IF({OUTSIDE},"",{if_number("[actual.k]", normal("[actual.k]"), DASHED)})'
ABOVE, BELOW = "INDEX(kpis_w_[k],[num_row])", "INDEX(kpis_w_[k],[den_row])"
SILENT = f'IF(OR({ABOVE}="n",{BELOW}="n",[w.k]="n"),"n","")'
QUOTIENT = f'IF(AND(ISNUMBER({ABOVE}),ISNUMBER({BELOW})),IFERROR({ABOVE}/{BELOW},"n"),{SILENT})'
VALUE = f'IF({OUTSIDE},"",IF([agg]=4,{QUOTIENT},[w.k]))'

LAST_VALUE = f'IF([used]=0,"",{macros.last_month("v", HAS, CLOSED)})'
ANSWERED = f"IF([used]=0,0,MAX(N([months_evaluated]),{macros.last_month('v', NOTHING, CLOSED)}))"
MISSING = f'IF([used]=0,"",[over]-COUNTIFS({HAS},{CLOSED})-COUNTIFS({NOTHING},{CLOSED}))'
REACHED = "IF(N([months_evaluated])>0,[months_evaluated]-[from_n]+1,0)"
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
MEAN_OF_YEAR = 'IFERROR(AVERAGE([t.*]),"")'
ANNUAL = (
    'IF(ISNUMBER([annual_n]),[annual_n],IF([typed]=0,"",CHOOSE([agg],SUM([t.*]),'
    f"{macros.month_cell('t', '[to_n]')},{MEAN_OF_YEAR},{MEAN_OF_YEAR})))"
)
AGREED = "INDEX(history_firsts,[hist],0)"
AGREED_MEAN = f'IFERROR(AVERAGEIFS({AGREED},{HAS},{CLOSED}),"")'
AGREED_LAST = f"INDEX(history_firsts,[hist],{AT_M})"
AGREED_EXPECTED = (
    f'IF(N({AT_M})=0,"",IF([agg]=2,{if_number(AGREED_LAST, AGREED_LAST)},'
    f"{if_number(AGREED_MEAN, f'IF([agg]=1,SUMIFS({AGREED},{HAS},{CLOSED}),{AGREED_MEAN})')}))"
)
"""What approval 0 expected to date."""
FIRST_GAP = macros.first_month(
    "v", CLOSED, '[#v],">="&[from_n],[#v],"<="&[to_n]', but=(HAS, NOTHING)
)


def line(cell: str) -> str:
    """Give a warning or alarm line as a fraction where the unit is percent."""
    return f'IF(ISNUMBER({cell}),{normal(cell)},"")'


def worse(line: str) -> str:
    """Tell whether A lies on the bad side of a line."""
    return (
        f"IF(ISNUMBER({line}),IF([way]=2,ROUND([actual_to_date]-{line},9)>0,"
        f"ROUND([actual_to_date]-{line},9)<0),FALSE)"
    )


def ended(then: str, other: str) -> str:
    """Give one rank where the KPI's year is over, else another."""
    return f"IF({ENDED},{RANK[then]},{RANK[other]})"


LINES = (
    f"IF({worse('[alarm_n]')},{ended('missed', 'behind')},"
    f"IF({worse('[warn_n]')},{RANK['at_risk']},{ended('achieved', 'on_track')}))"
)
LADDER = (
    f"IF({ENDED},IF(ROUND([attainment]-IF([way]=3,on_track,1),9)>=0,"
    f"{RANK['achieved']},{RANK['missed']}),"
    f"IF(ROUND([attainment]-on_track,9)>=0,{RANK['on_track']},"
    f"IF(ROUND([attainment]-at_risk,9)>=0,{RANK['at_risk']},{RANK['behind']})))"
)
ACHIEVED = (
    "IF(AND([agg]=1,[way]=1,ISNUMBER([annual]),ISNUMBER([actual_to_date])),"
    "IF(ROUND([annual],9)>0,ROUND([actual_to_date]-[annual],9)>=0,FALSE),FALSE)"
)
UNKNOWN = (
    "OR(AND([months_evaluated]=0,[missing_months]>0),"
    "[over]-MAX(0,[answered]-[from_n]+1)>=stale_months,"
    f"AND({ENDED},[missing_months]>0))"
)
UNTARGETED = (
    "AND(NOT(ISNUMBER([annual_n])),[typed]=0,NOT(ISNUMBER([warn_n])),NOT(ISNUMBER([alarm_n])))"
)
SEVERITY = (
    f"IF([used]=0,0,IF([marked]=2,{RANK['reference']},IF({UNTARGETED},{RANK['no_target']},"
    f"IF([over]=0,{RANK['not_due']},IF({ACHIEVED},{RANK['achieved']},"
    f"IF({UNKNOWN},{RANK['no_data']},"
    f"IF(AND(ISNUMBER([actual_to_date]),OR(ISNUMBER([warn_n]),ISNUMBER([alarm_n]))),{LINES},"
    f"IF(NOT(ISNUMBER([attainment])),{RANK['not_due']},{LADDER}))))))))"
)
IS_RED = f"OR([sev]={RANK['at_risk']},[sev]={RANK['behind']},[sev]={RANK['missed']})"


def last(before: str) -> str:
    """Give the last closed month with an attainment before a month (0 for none)."""
    return macros.last_month("d", f"[d.*],{ANY_NUMBER}", f'[#d],"<"&{before}')


def at(month: str) -> str:
    """Give the attainment of a month, an empty text for none."""
    return f'IF({month}>0,{macros.month_cell("d", month)}+1,"")'


LAST_CHANGE = 'IF(AND([used]=1,ISNUMBER([r2])),[r1]-[r2],"")'
