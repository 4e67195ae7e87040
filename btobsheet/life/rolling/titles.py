"""A plan's title in the next year: the year it names is raised."""

from __future__ import annotations

import re

from btobsheet.plan.model import Plan

_REIWA = 2018
"""The year before the first of 令和."""
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SHORT = re.compile(
    r"(?:(?<=FY)|(?<=FY[ '’])|(?<=FY ['’])|(?<=\d{4}[-/〜～–])|(?<!\d)(?=\d\d年度))\d{2}(?!\d)",
    re.IGNORECASE,
)
_ERA = re.compile(r"(?<=令和)(?:元|\d{1,2})(?!\d)|(?<=\bR)\d{1,2}(?=年)")


def next_title(plan: Plan) -> str:
    """Give the title with each of the plan's own years raised by one: ``2026年度``, ``FY26``,
    ``2026/27``, ``令和8年度``; any other number stays.
    """
    first, last = plan.start.year, plan.months[-1].year
    years = {str(year): str(year + 1) for year in (first, last)}
    short = {f"{year % 100:02d}": f"{(year + 1) % 100:02d}" for year in (first, last)}
    era = {str(year - _REIWA): str(year + 1 - _REIWA) for year in (first, last)}
    era |= {"元": "2"} if _REIWA + 1 in (first, last) else {}
    title = plan.settings.title
    for pattern, known in ((_YEAR, years), (_SHORT, short), (_ERA, era)):
        title = pattern.sub(lambda found, known=known: _raised(found[0], known), title)  # type: ignore[misc]  # bound at once
    return title


def _raised(found: str, known: dict[str, str]) -> str:
    """Give a number raised, in digits as wide as they were."""
    digits = found if found == "元" else "".join(str(int(one)) for one in found)
    new = known.get(digits)
    if new is None:
        return found
    return new if found.isascii() or found == "元" else new.translate(_WIDE)
