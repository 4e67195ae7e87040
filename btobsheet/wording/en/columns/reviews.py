"""What people read of the columns of 5 Reviews."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The row's number. Returned copies are matched by it, so please do not clear or change it.",
    ),
    "month": Words("Month", "The month you look back on, e.g. 2026/9."),
    "tactic": Words(
        "Tactic",
        "Choose the tactic. Leave it empty for a review of a KPI alone. Example: T03 Trade fair.",
    ),
    "kpi": Words(
        "KPI",
        "Choose the KPI. Write a line for every KPI that is Behind, Missed or keeps worsening. Example: K10 Business cards.",
    ),
    "result": Words(
        "Result",
        "What happened, in numbers, e.g. 62 leads (target 100). Opens held, clicks halved.",
    ),
    "cause": Words(
        "Cause",
        "Why, down to something you can change, e.g. The mail was written for customers and did not suit new contacts.",
    ),
    "next_action": Words(
        "Next move",
        "What you will do next, e.g. Write three versions by industry and compare them in October. Then add it to the action plan too.",
    ),
    "decision": Words(
        "Decision wanted",
        "What managers or the meeting must decide, e.g. May we spend 100,000 yen more a month? It appears on the dashboard.",
    ),
    "owner": Words("Owner", "Choose the one person who makes the next move. Example: Ann Example."),
    "due": Words("Due", "By when, with the year, e.g. 2026/10/31."),
    "state": Words(
        "State",
        "Open or Done. What is done leaves the meeting's list. Example: Done once the next move is made.",
    ),
    "num": Words("_number"),
    "used": Words("_used"),
    "open": Words("_open"),
    "kpi_row": Words("_KPI row"),
    "open_kpi": Words("_KPI"),
    "tactic_row": Words("_tactic row"),
    "open_tactic": Words("_tactic"),
    "homework": Words("_homework order"),
    "wanted": Words("_decision wanted"),
    "examples": Words("_examples"),
}
