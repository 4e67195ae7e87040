"""What the computed cells of a spare row show: the formulas' values where nothing is typed."""

from __future__ import annotations

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import LAST_DAY, NO_LIMIT, TREE_LEVELS
from btobsheet.plan.records import id_number
from btobsheet.status.effect import MONTHS

_ZERO = (
    *(
        "used",
        "tactic_row",
        "counted",
        "status_no",
        "done",
        "used_percent",
        "state_no",
        "weight",
        "weight_done",
        "weight_planned",
        "op_row",
    ),
    *(
        "worst",
        "kpi_row",
        "sum_weight",
        "sum_done",
        "sum_planned",
        "overdue_count",
        "open",
        "marked",
        "is_main",
        "num_row",
        "den_row",
        "typed",
    ),
    *(
        "typed_sum",
        "frozen_sum",
        "fill",
        "sev",
        "k1",
        "k2",
        "depth",
        "tally",
        "counting",
        "over",
        "answered",
    ),
    *(
        "reached",
        "k0",
        "g",
        "u_n",
        "u1",
        "u2",
        "lands",
        "decision_no",
        "ended",
        "stranger",
        "held",
        "effort_n",
    ),
    *("plans", "actuals", "plan_sum", "actual_sum", "due"),
    *(f"p{level}" for level in range(1, TREE_LEVELS + 1)),
)


def spare_value(field: str, record_id: str) -> Scalar:
    """Give what a computed cell shows in a spare row."""
    if field == "num":
        return id_number(record_id)
    if field == "lim":
        return float(NO_LIMIT)
    if field in ("code", "agg", "way", "from_n", "hist"):
        return 1
    if field in ("to_n", "span", "stop_n", "frozen_to", "blanks"):
        return MONTHS
    if field == "frozen_from":
        return MONTHS + 1
    if field == "stop_day":
        return LAST_DAY
    return 0 if field.partition(".")[0] in _ZERO else ""
