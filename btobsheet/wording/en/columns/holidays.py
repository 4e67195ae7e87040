"""What people read of the columns of holidays."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words("No.", "The row's number. Please do not clear or change it."),
    "date": Words(
        "Holiday",
        "A day the company is closed, with the year, e.g. 2026/8/13. It is no working day. Weekends need not be listed.",
    ),
    "name": Words("Name", "What the day is called, e.g. Summer closing. May stay empty."),
}
