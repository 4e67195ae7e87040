"""What a page has room for and a terminal has not: each section's pictures and further tables.

``compose(report, details)`` makes the full report, for HTML and for whoever makes native charts of
its pictures (:mod:`btobsheet.reports.pictures`); ``compose(report)`` the brief one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from btobsheet.reports.document import Block
from btobsheet.reports.status import gantt as compose_gantt
from btobsheet.reports.status import money as compose_money
from btobsheet.reports.status import pictures as compose_pictures
from btobsheet.reports.status import worth as compose_worth
from btobsheet.reports.voice import Voice

SECTIONS: tuple[tuple[str, tuple[Callable[[Voice], Iterable[Block]], ...]], ...] = (
    ("first_fix", (compose_pictures.tree,)),
    ("worse", (compose_pictures.falling,)),
    ("overview", (compose_pictures.cycle,)),
    ("kgi", (compose_worth.landing,)),
    ("actions", (compose_gantt.gantt,)),
    ("resources", (compose_pictures.channels, compose_money.by_month, compose_worth.worth_of)),
)


def details(section: str, voice: Voice) -> Iterable[Block]:
    """Give a section's pictures and further tables; nothing for a section that has none."""
    for part in dict(SECTIONS).get(section, ()):
        yield from part(voice)
