"""A value on a tab of ours as what it is: a number, a day; else as it is said."""

from __future__ import annotations

import datetime as dt
from math import isfinite, nan

from btobsheet.excel.patch.edits import TabCell
from btobsheet.plan.words import number_text


def native(value: object, said: str) -> TabCell:
    """Give the cell of a value that is ``said`` so: a plain number or a day can be computed and
    sorted by; what is said otherwise (a month, a word, with a unit) stays text.
    """
    if isinstance(value, dt.date):
        return TabCell(value=value, style="date")
    if isinstance(value, int | float) and not isinstance(value, bool):
        if said.endswith("%"):
            share = value if number_text(value * 100) == said[:-1] else value / 100
            whole = float(round(share * 100, 6)).is_integer()
            return TabCell(value=share, style="percent" if whole else "exact_percent")
        if said.startswith(number_text(value)):  # its unit stands in the sentence beside it
            return _number(value)
    return TabCell(value=said, style="wrap")


def typed(said: str) -> TabCell:
    """Give the cell of what stands in another one: a number where the text says no more than it."""
    try:
        value = float(said)
    except ValueError:
        value = nan
    return (
        _number(value)
        if said == f"{value:.15g}" and isfinite(value)
        else TabCell(value=said, style="wrap")
    )


def _number(value: float) -> TabCell:
    return TabCell(value=value, style="amount" if float(value).is_integer() else "number")
