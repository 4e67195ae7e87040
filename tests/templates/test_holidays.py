"""Japan's holidays: found without asking about every day, and none is missed."""

from __future__ import annotations

import datetime as dt

import jpholiday
import pytest

from btobsheet.templates.holidays import by_law


@pytest.mark.parametrize(
    ("first", "last"),
    [
        *(("1988-01-01", "1990-12-31"), ("2009-04-01", "2010-03-31"), ("2015-01-01", "2016-03-31")),
        *(("2019-05-01", "2021-12-31"), ("2026-04-01", "2029-03-31"), ("2032-09-21", "2032-09-22")),
    ],
)
def test_holidays_are_those_that_jpholiday_finds(first: str, last: str) -> None:
    """Among them are years with a day between two holidays, with substitutes, and moved ones."""
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    assert list(by_law(begin, end)) == jpholiday.between(begin, end)
