"""What people read of the columns of people."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The row's number. Returned copies are matched by it, so please do not clear or change it.",
    ),
    "name": Words(
        "Name",
        "One person a row, e.g. Hana Yamano. These names are offered wherever an owner is chosen.",
    ),
    "aliases": Words(
        "Other spellings",
        "Other spellings of the same name, separated by commas, e.g. Yamano, H. Yamano. All of them count as the same person.",
        also=("Aliases",),
    ),
    "department": Words("Department", "The department, e.g. Sales. Always spell it the same way."),
    "role": Words("Role", "The person's part in this plan, e.g. Runs the webinars."),
    "email": Words("E-mail", "An e-mail address, e.g. hana@example.com. May stay empty."),
    "days_per_month": Words(
        "Days per month",
        "The days a month this person has for the plan, e.g. 8. Compared with the effort of their actions to tell who has too much to do.",
    ),
    "agreed_on": Words(
        "Agreed on",
        "The day you went through the plan together and agreed, e.g. 2026/4/10. A plan moves when every department has agreed.",
    ),
    "left_on": Words(
        "Left on",
        "The day this person left the plan, e.g. 2026/10/15. From then on nothing is asked of them.",
    ),
    "successor": Words(
        "Taken over by",
        "Who has taken over. Shown on the card of the one who left. Example: Ann Example.",
    ),
    "used": Words("_used"),
    "num": Words("_number"),
    "ord": Words("_order"),
    "examples": Words("_examples"),
}
