"""Japan's public holidays of a plan's twelve months, and the days around New Year on which offices
are closed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from btobsheet.plan.calendar import MONTHS_A_PLAN, Month
from btobsheet.plan.model import Language
from btobsheet.plan.records import Holiday, make_id
from btobsheet.wording import texts

SUBSTITUTE = "振替休日"
CLOSED_DAYS: tuple[tuple[int, int], ...] = ((12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3))


def japan(start: Month, language: Language) -> tuple[Holiday, ...]:
    """Give the public holidays and 12/29–1/3 of the twelve months from ``start`` in date order,
    with ids H01….

    Source: the package jpholiday, which follows the law; it knows moved and substitute holidays
    too.
    """
    first, last = start.first, start.plus(MONTHS_A_PLAN - 1).last
    words = texts(language, "publicdays")
    days = {
        day: words["closed"]
        for year in range(first.year, last.year + 1)
        for day in _closed(year)
        if first <= day <= last
    }
    days.update((day, _name(name, language)) for day, name in by_law(first, last))
    return tuple(
        Holiday(id=make_id("holidays", number), date=day, name=days[day])
        for number, day in enumerate(sorted(days), start=1)
    )


def by_law(first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, str]]:
    """Give what ``jpholiday.between`` gives, without asking about most days.

    It asks for each day whether it is a substitute holiday or one between two holidays, which takes
    nearly all of its time; such a day comes right after a holiday, so no other day need be asked.
    """
    import jpholiday  # lazy: only a new workbook needs it

    try:
        from jpholiday.checker.checker import NationalHolidayChecker, TransferHolidayChecker
        from jpholiday.functions import new_api

        fixed = [
            one
            for one in new_api.registry.checkers()
            if not isinstance(one, NationalHolidayChecker | TransferHolidayChecker)
        ]
    except (ImportError, AttributeError):  # another version keeps them elsewhere
        yield from jpholiday.between(first, last)
        return
    before = True  # nothing is known of the day before the first
    day = first
    while day <= last:
        found = new_api.holidays(day) if before or any(x.is_holiday(day) for x in fixed) else ()
        yield from (one.to_tuple() for one in found)
        before = bool(found)
        day += dt.timedelta(days=1)


def _closed(year: int) -> list[dt.date]:
    return [dt.date(year, month, day) for month, day in CLOSED_DAYS]


def _name(name: str, language: Language) -> str:
    """Name a holiday in a language; one without a translation keeps its Japanese name."""
    words = texts(language, "publicdays")
    holiday, _, substitute = name.partition(" ")
    known = words.get(holiday, holiday)
    return words["substitute"].format(name=known) if substitute == SUBSTITUTE else known
