"""What people read of the columns of 6 Budget & spending."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The row's number. Returned copies are matched by it, so please do not clear or change it.",
    ),
    "tactic": Words("Tactic", "Choose the tactic that the money is for. Example: T05 Exhibitions."),
    "item": Words(
        "Item",
        "What is paid for, e.g. Booth, Search ads. With your accounts' own words, it can be filled from them.",
    ),
    "plan_sum": Words("Year's budget", "The twelve months' budget of the row, added up."),
    "due": Words(
        "Budget to date", "The budget of the closed months, added up: compare it with Total spent."
    ),
    "actual_sum": Words(
        "Total spent", "What was spent on the row in all. It turns red above the year's budget."
    ),
    "plan": Words(
        "Budget",
        "What is to be spent in this month, e.g. 300000. Once a row of a tactic has a budget, their sum replaces the budget of tab 2.",
        said="Monthly budget",
    ),
    "actual": Words(
        "Spent",
        "What was spent in this month, e.g. 285000. Once a row of a tactic has an amount, their sum replaces the amount of tab 2.",
        said="Monthly spending",
    ),
    "note": Words("Note", "What is behind the amounts, e.g. Early-bird rate."),
    "used": Words("_used"),
    "num": Words("_number"),
    "examples": Words("_examples"),
}
