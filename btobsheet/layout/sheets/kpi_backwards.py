"""The formulas of ③ for 目標逆算: what a KPI gives its parent; what it needs is in the tab itself,
line by line in the tree's order, so that no column asks itself.

``fresh`` are the units to win that are in time, ``held`` and ``gives`` what those in hand and all
give the parent, ``flow`` what the year's target gives (of an only child without one: one unit).
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.macros import ANY_NUMBER, if_number
from btobsheet.status.effect import MONTHS

LAST = f"{MONTHS}-{macros.number_or_0('[lag]')}"
OPENING = macros.number_or_0("[opening]")
RATED = "AND([counted]=1,ISNUMBER([rate_n]))"
FRESH = if_number("[annual]", f'IF([agg]=1,SUMIFS([t.*],[#t],"<="&{LAST}),[annual])')
HELD = f"IF({RATED},{OPENING}*[rate_n],0)"
GIVES = f'IF({RATED},IF(OR(ISNUMBER([fresh]),{OPENING}<>0),({OPENING}+N([fresh]))*[rate_n],""),"")'
ALONE = f"COUNTIFS(kpis_p1,[p1],kpis_counted,1,kpis_rate_n,{ANY_NUMBER})=1"
LANDING = f"MAX(0,MIN([to_n],INT({LAST}))-[from_n]+1)/MAX(1,[span])"
FLOW = f'IF({RATED},IF(N([annual])<>0,[fresh]*[rate_n],IF({ALONE},{LANDING}*[rate_n],"")),"")'


def _line(column: str) -> str:
    """Look a figure up in the KPI's line of the tab."""
    found = f'INDEX({column},1+COUNTIF(kpis_goal_ord,"<="&[goal_ord]))'
    return f'IF(ISNUMBER([goal_ord]),IFERROR({found},""),"")'


NEED, COVERAGE = _line("goal_need"), _line("goal_coverage")
