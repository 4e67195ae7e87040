"""What people read of the columns of 4 Action plan."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The row's number. Returned copies are matched by it, so please do not clear or change it.",
    ),
    "tactic": Words(
        "Tactic",
        "Choose the tactic it serves. Without one it does not count in the tactic's progress. Example: T03 Trade fair.",
    ),
    "task": Words(
        "To do",
        "What to do, in words that show when it is done, e.g. Write the invitation and have it approved. Include actions that check results.",
        also=(
            "TODO",
            "Task",
        ),
    ),
    "owner": Words(
        "Owner",
        "Choose the one person who does it. Not in the list? Add the person to the people table on Policy & settings. Example: Ann Example.",
    ),
    "start": Words(
        "Start",
        "The first day, with the year, e.g. 2026/4/6. With start and end a bar appears in the calendar on the right.",
    ),
    "end": Words(
        "End",
        "The last day, with the year, e.g. 2026/4/24. Past this day an unfinished action is Overdue.",
        also=("Due",),
    ),
    "status": Words(
        "Status",
        "Not started (also when empty), In progress, Done, On hold or Cancelled. Look at it every week. Cancelled actions leave the progress. Example: In progress.",
    ),
    "percent": Words(
        "% done",
        "How much is done, from 0% to 100%, e.g. 50%. Empty counts 0%; with status Done it counts 100% anyway.",
    ),
    "state": Words(
        "State",
        "From dates, status and % done. Overdue: past its end. Late start: past its start, nothing done. Behind: more than 10 points below plan (see settings).",
    ),
    "planned": Words(
        "Planned",
        "How much should be done by now: working days from the start to yesterday ÷ all its working days.",
    ),
    "working_days": Words(
        "Working days",
        "Working days from start to end, without weekends and the holidays of Policy & settings (at least 1).",
    ),
    "slip": Words(
        "Slip (working days)",
        "Working days from the end as first approved to the end now: above 0 put off, below 0 brought forward. Where it has moved, a purple line in the calendar shows the first dates.",
        said="slip",
    ),
    "tactic_kpi": Words("Tactic's KPI", "The KPI that decides the status of this action's tactic."),
    "tactic_status": Words("KPI status", "The KPI status of this action's tactic now."),
    "effort": Words(
        "Effort (days)",
        "The effort in person-days, e.g. 0.5 for half a day. It weighs the progress (empty counts 1) and shows who has too much to do (empty adds nothing).",
        also=("Effort",),
    ),
    "phase": Words(
        "PDCA",
        "P (plan), D (do), C (check) or A (act). Give every tactic a C and an A at least each quarter. E.g. a monthly check is one line with 9 times planned.",
        also=("Phase",),
    ),
    "times_planned": Words(
        "Times planned",
        "How often a recurring action is to be done in its time, e.g. 12 for a monthly mailing. Empty for an action done once.",
    ),
    "times_done": Words(
        "Times done",
        "How often it was done so far, e.g. 5. Where % done is empty, times done ÷ times planned is taken.",
    ),
    "done_on": Words(
        "Done on", "The day it was done, with the year, e.g. 2026/4/22. Empty until then."
    ),
    "note": Words("Note", "Why it is late or changed, e.g. Put off a week because of the venue."),
    "calendar": Words(
        "",
        "Free for marks, e.g. ●, ★, Fair. The bar is drawn from start and end, so nothing needs typing here.",
        said="Calendar mark",
    ),
    "used": Words("_used"),
    "num": Words("_number"),
    "tactic_row": Words("_tactic row"),
    "tactic_id": Words("_tactic id"),
    "counted": Words("_counted"),
    "status_no": Words("_status"),
    "done": Words("_done"),
    "used_percent": Words("_percent"),
    "state_no": Words("_state"),
    "weight": Words("_weight"),
    "weight_done": Words("_done weight"),
    "weight_planned": Words("_planned weight"),
    "late": Words("_late order"),
    "examples": Words("_examples"),
}
