"""The formulas of ③ for where a KPI heads: trend by its own noise, what chance makes, the landing.

``tally`` and ``counting`` tell what counts things; ``q`` are the months that count for the trend
(their attainment), ``g`` is the moving range; ``u_n`` how many
they are, ``u1 u2`` the last two, ``step`` how far their mean lies from the rest's; ``hits`` is all
that was counted and ``late_share`` the share the last two ought to have; ``z`` the trend in noise.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.macros import ANY_NUMBER
from btobsheet.layout.sheets.kpi_formulas import CLOSED, ENDED, HAS, IS_RED, UNIT
from btobsheet.status.counting import CHANCE as CHANCE_LIMIT
from btobsheet.status.trend import ALARM, LEAST_OTHER, MOVING_RANGE, NO_NOISE, SHARE_DIGITS

TALLY = (
    f"IF(AND([used]=1,[agg]=1),IF(OR(ISNUMBER(MATCH({macros.literal(UNIT)},w_measures,0)),"
    f"{UNIT}=currency_word),0,1),0)"
)
COUNTS = "IF([agg]=4,INDEX(kpis_tally,[num_row])*INDEX(kpis_tally,[den_row]),[tally])"
OFF = "([actual_to_date]-[expected_to_date])/[expected_to_date]^0.5"
CHANCE = (
    f"IF(AND([tally]=1,[way]<3,{IS_RED},ISNUMBER([actual_to_date]),ISNUMBER([expected_to_date])),"
    f"IF(ROUND([expected_to_date],9)>0,"
    f'IF(ROUND(IF([way]=2,-1,1)*{OFF}-({CHANCE_LIMIT}),9)>0,1,0),""),"")'
)
WITHIN = 'IF([chance]=1,INDEX(w_within_chance,1),"")'

POINTS = f'[q.*],{ANY_NUMBER},[#q],"<="&closed_months,[#q],">=1"'
OF_COUNTS = "AND([agg]=4,[counting]=1)"
EXPOSED = f"IF({OF_COUNTS},INDEX(kpis_v_[k],[den_row]),[t.k])"
POINT = (
    f"IF(AND(ISNUMBER([d.k]),ISNUMBER([t.k]),ISNUMBER({EXPOSED})),"
    f'IF(AND(ROUND([t.k],9)>0,ROUND({EXPOSED},9)>0),[d.k]+1,""),"")'
)
BEFORE = macros.last_month("q", f"[q.*],{ANY_NUMBER}", '[#q],"<"&[#k]')
RANGE = f"IF(ISNUMBER([q.k]),IF({BEFORE}>0,ABS([q.k]-{macros.month_cell('q', BEFORE)}),0),0)"
COUNT = f"COUNTIFS({POINTS})"
U1 = macros.last_month("q", POINTS)
U2 = macros.last_month("q", POINTS, '[#q],"<"&[u1]')
RECENT = f"({macros.month_cell('q', '[u1]')}+{macros.month_cell('q', '[u2]')})"
STEP = f'IF([u_n]>2,{RECENT}/2-(SUMIFS([q.*],{POINTS})-{RECENT})/([u_n]-2),"")'


def over_points(block: str, part: str) -> str:
    """Sum a block of the row over the points; of a ratio one of its two KPIs' values."""
    ratio = f"SUMIFS(INDEX(kpis_v,[{part}],0),{POINTS})"
    return f"IF([agg]=4,{ratio},SUMIFS([{block}.*],{POINTS}))"


def lately(block: str, part: str) -> str:
    """Give the same of the last two points."""
    found = (
        f"IF([agg]=4,INDEX(kpis_v,[{part}],MATCH({month},[#v],0)),"
        f"{macros.month_cell(block, month)})"
        for month in ("[u1]", "[u2]")
    )
    return f"({'+'.join(found)})"


BY_COUNT = "AND([counting]=1,[way]<3)"
HITS = f'IF(AND({BY_COUNT},[u_n]>2),{over_points("v", "num_row")},"")'
SHARE = f"{lately('t', 'den_row')}/{over_points('t', 'den_row')}"
LATE_SHARE = f'IF(ISNUMBER([hits]),{SHARE},"")'
NOISE = "[hits]*[late_share]*(1-[late_share])"
Z_COUNT = (
    f"IF(ROUND({NOISE},9)>0,IF([way]=2,-1,1)"
    f"*ROUND({lately('v', 'num_row')}/[hits]-[late_share],{SHARE_DIGITS})"
    "*([hits]/([late_share]*(1-[late_share])))^0.5,0)"
)
SIGMA = f"(SUMIFS([g.*],{POINTS})/([u_n]-1)/{MOVING_RANGE})"
Z_OTHER = (
    f"IF(ROUND({SIGMA},9)>0,ROUND([step],{SHARE_DIGITS})"
    f"/(ROUND({SIGMA},{SHARE_DIGITS})*(1/2+1/([u_n]-2))^0.5),"
    f"{NO_NOISE:g}*((ROUND([step],9)>0)-(ROUND([step],9)<0)))"
)
Z = f'IF(NOT(ISNUMBER([step])),"",IF({BY_COUNT},{Z_COUNT},IF([u_n]>={LEAST_OTHER},{Z_OTHER},"")))'
WORSENS = f"AND(ROUND(-{ALARM:g}-[z],9)>=0,ROUND(-trend_tolerance-[step],9)>=0)"
IMPROVES = f"AND(ROUND([z]-{ALARM:g},9)>=0,ROUND([step]-trend_tolerance,9)>=0)"
TREND = f'IF(ISNUMBER([z]),INDEX(w_trend,IF({WORSENS},2,IF({IMPROVES},1,3))),"")'

UNIT_COST = (
    "IF(AND([agg]=1,[tactic_row]>0,ISNUMBER([actual_to_date])),"
    "IF(AND(ISNUMBER(INDEX(tactics_spent_n,[tactic_row])),ROUND([actual_to_date],9)>0),"
    'INDEX(tactics_spent_n,[tactic_row])/[actual_to_date],""),"")'
)
FIRST_VALUE = f"IF([used]=0,0,{macros.first_month('v', HAS, CLOSED)})"
STARTED = "IF(ISNUMBER([base_n]),0,[k0]-[from_n]+1)"
PACE = (
    f"([actual_to_date]-IF(ISNUMBER([base_n]),[base_n],{macros.month_cell('v', '[k0]')}))"
    f"/([reached]-{STARTED})"
)
BY_TARGET = (
    "IF(AND(ISNUMBER([annual]),ISNUMBER([expected_to_date])),"
    'IF(ROUND([expected_to_date],9)>0,[annual]*[actual_to_date]/[expected_to_date],""),"")'
)
FORECAST = (
    f'IF(NOT(ISNUMBER([actual_to_date])),"",IF({ENDED},[actual_to_date],'
    f"IF(AND([agg]=2,[reached]>{STARTED}),[actual_to_date]+{PACE}*([span]-[reached]),"
    f"{BY_TARGET})))"
)
