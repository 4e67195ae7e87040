"""The free days of the next year."""

from __future__ import annotations

from dataclasses import replace

from btobsheet.life.rolling.told import Left
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Holiday, make_id
from btobsheet.templates.holidays import japan


def next_holidays(plan: Plan) -> tuple[tuple[Holiday, ...], tuple[Left, ...], tuple[Holiday, ...]]:
    """Give the free days of the year after a plan's, those of the old year that are no public
    holidays, and those of the new year that the plan already had.

    Japan's public holidays are followed by Japan's of the new year, where the plan has any of them.
    """
    start = plan.start.plus(len(plan.months))
    last = start.plus(len(plan.months) - 1).last
    public = {one.date for one in japan(plan.start, plan.language)}
    kept = tuple(one for one in plan.holidays if one.date and start.first <= one.date <= last)
    followed = any(one.date in public for one in plan.holidays)
    own = tuple(
        Left(table="holidays", id=one.id, name=_named(one), why="own")
        for one in plan.holidays
        if one not in kept and one.date not in public
    )
    days = {one.date: one for one in japan(start, plan.language)} if followed else {}
    days.update((one.date, replace(one, examples=())) for one in kept)
    ordered = (day for _, day in sorted(days.items(), key=lambda item: str(item[0])))
    made = tuple(
        replace(day, id=make_id("holidays", number)) for number, day in enumerate(ordered, start=1)
    )
    return made, own, kept


def _named(day: Holiday) -> str:
    return " ".join(part for part in (day.date.isoformat() if day.date else "", day.name) if part)
