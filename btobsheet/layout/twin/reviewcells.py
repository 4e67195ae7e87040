"""The twin of the columns of reviews: what each is about, and the meeting's lists it is in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.plan.records import Review, id_number


def review_cells(record: Review, row_of: Mapping[str, int], as_of: dt.date) -> dict[str, Scalar]:
    """Give a review's computed cells; ``row_of`` are the rows of KPIs and tactics by id."""
    number, is_open = id_number(record.id), record.state != "done"
    kpi_row = row_of.get(record.kpi, 0)
    tactic_row = row_of.get(record.tactic, 0)
    due = serial(record.due) if record.due else 99_999
    return {
        "num": number,
        "used": 1,
        "today": serial(as_of),
        "open": int(is_open),
        "kpi_row": kpi_row,
        "open_kpi": record.kpi if is_open and kpi_row else "",
        "tactic_row": tactic_row,
        "open_tactic": record.tactic if is_open and tactic_row else "",
        "homework": due * 10_000 + number if is_open and record.next_action else "",
        "wanted": number if is_open and record.decision else "",
    }
