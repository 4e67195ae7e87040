"""The formulas of ③ for the KPI tree: the way to the root, what a gap costs there, what to fix
first.

``p1 …`` are the ancestors' rows in the tree, ``path`` the row's place in the tree's order;
``lands`` tells whether what is won back still shows this year.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.sheets.kpi_formulas import IS_RED
from btobsheet.status.effect import MONTHS

BASE, HALF, LEVELS = macros.TREE_BASE, macros.TREE_HALF, macros.TREE_LEVELS
HIDDEN_PATH = f"OR([used]=0,[num]=0,[num]>={BASE},[p{LEVELS}]>0)"


def half_path(first: int) -> str:
    """Write the ids of five levels of the way from the root, beginning with level ``first``, as one
    number.
    """
    ids = ",".join(("[num]", *(f"INDEX(kpis_num,[p{level}])" for level in range(1, LEVELS))))
    digits = "+".join(
        f"IF([depth]>={level},CHOOSE(1+[depth]-{level},{ids})*{BASE}^{first + HALF - 1 - level},0)"
        for level in range(first, first + HALF)
    )
    return f'IF({HIDDEN_PATH},"",{digits})'


PATH = (
    'IF([path_high]="","",1+COUNTIFS(kpis_path_high,"<"&[path_high])+COUNTIFS(kpis_path_high,'
    '[path_high],kpis_path_low,"<"&[path_low]))'
)
ABOVE = range(1, LEVELS - 1)
RATES = "*".join(f"IF([depth]>{level},INDEX(kpis_rate_n,[p{level}]),1)" for level in ABOVE)
ROOT = "CHOOSE([depth]," + ",".join(f"[p{level}]" for level in range(1, LEVELS)) + ")"
GOAL_ORDER = (
    f'IF([path]="","",IF(IF([depth]=0,[scope_id],INDEX(kpis_scope_id,{ROOT}))="KGI",[path],""))'
)
"""The KPIs that lead to a KGI, in the tree's order."""
TO_KGI = f'IF(OR([goal_ord]="",[depth]=0),"",IFERROR([rate_n]*{RATES},""))'
SHORT = "MAX(0,IF([way]=2,[actual_to_date]-[expected_to_date],[expected_to_date]-[actual_to_date]))"
COST = (
    f"IF(AND(ISNUMBER([to_kgi]),ISNUMBER([actual_to_date]),ISNUMBER([expected_to_date])),"
    f'{SHORT}*[to_kgi],"")'
)
LAGS = "+".join(
    (
        macros.number_or_0("[lag]"),
        *(
            f"IF([depth]>{level},{macros.number_or_0(f'INDEX(kpis_lag,[p{level}])')},0)"
            for level in ABOVE
        ),
    )
)
LANDS = f"IF(ISNUMBER([cost]),IF(ROUND({MONTHS}-([months_evaluated]+1+{LAGS}),9)>=0,1,0),0)"
# figures.md, "Bottleneck": by cost to the KGI, then by what the attainment lacks, chance last; the
# cost's logarithm, so that yen and contracts are told apart alike
RUNS = "IF([tactic_row]>0,INDEX(tactics_decision_no,[tactic_row])<4,FALSE)"
"""Its tactic goes on: the fourth decision is 終了."""
ASKS = f"AND([is_main]=1,[counted]=1,{RUNS},OR({IS_RED},[trend]=INDEX(w_trend,2)))"
WORTH = f"2+IF([cost]<0,-1,1)*LOG(1+ABS([cost]),10)/{macros.COST_SCALE}"
LACKING = "IF(ISNUMBER([attainment]),1-MIN(1,[attainment]),0)"
SIZE = f'IF({ASKS},IF([chance]=1,0,4)+ROUND(IF([lands]=1,{WORTH},{LACKING}),12),"")'
FIX = (
    f'IF(ISNUMBER([size]),{macros.FIX_STEP}-COUNTIF(kpis_size,">"&[size])'
    f'-ROUND(MAX(-9.99,MIN(9.99,N([z]))),2)/100-[num]/{macros.TIE_SCALE},"")'
)
