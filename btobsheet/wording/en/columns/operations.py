"""What people read of the columns of 1 Operations."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The row's number. Other tabs know the operation by it, so please do not clear or change it.",
    ),
    "name": Words(
        "Operation",
        "One part of the strategy, e.g. Lead generation. Four to eight parts, with no gaps and no overlaps, work well.",
        said="Name",
    ),
    "description": Words(
        "What it does",
        "What this operation does, in a sentence or two, e.g. Be found by companies that do not know us, and get their contact details.",
    ),
    "mission": Words(
        "Mission",
        "The job this operation has to do, e.g. Hand sales 100 leads worth a call each month.",
    ),
    "stage": Words(
        "Stages covered",
        "The stages it covers, in the words of Stages on Policy & settings. Example: Awareness, Consideration. You are told about stages that no operation covers.",
        also=("Stage",),
    ),
    "department": Words(
        "Department", "The department in charge, e.g. Marketing. Spell it as in the people table."
    ),
    "owner": Words(
        "Owner",
        "Choose the one person responsible for the whole operation. Not in the list? Add the person to the people table on Policy & settings. Example: Ann Example.",
    ),
    "status": Words(
        "Status",
        "The worst status among the main KPIs of the operation and its tactics; never an average. Worst first: Missed, Behind, No data, At risk, On track, Achieved, Not due, No target.",
    ),
    "counts": Words(
        "Of its KPIs",
        "How many of its main KPIs have that status, out of how many. Behind 2/7 means that 2 of 7 are behind.",
    ),
    "driver": Words(
        "Deciding KPI", "The worst main KPI, which decides the status. Look at this one first."
    ),
    "progress": Words(
        "Progress",
        "How far its actions have come: % done averaged by effort (an empty effort counts 1), cancelled actions left out.",
    ),
    "pace_within": Words(
        "To plan",
        "How far progress has come: the thick line on the right is what was planned by now.",
    ),
    "pace_above": Words(
        "+",
        "What is ahead of the plan, up to 20%.",
    ),
    "planned": Words(
        "Planned",
        "How far they should have come by now if all went to plan. Compare it with Progress.",
    ),
    "overdue": Words("Overdue", "Actions that are past their end date and not done."),
    "tactic_count": Words("Tactics", "Its tactics whose decision is Adopted or empty."),
    "digital_share": Words(
        "Digital share", "The share of digital among its tactics with a channel. Both counts half."
    ),
    "note": Words(
        "Note",
        "Anything worth noting. No figure uses it. Example: budget to be looked at in October.",
    ),
    "used": Words("_used"),
    "num": Words("_number"),
    "key": Words("_key"),
    "ord": Words("_order"),
    "label": Words("_label"),
    "worst": Words("_worst"),
    "sum_weight": Words("_weight"),
    "sum_done": Words("_done"),
    "sum_planned": Words("_planned"),
    "examples": Words("_examples"),
}
