"""What a plan's memory says of one KPI: its first target, its closed months, what was restated."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.plan.closing import MONTHS, NOT_FROZEN
from btobsheet.reports import numbers
from btobsheet.reports.status.closed import restated_text
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures
from btobsheet.status.slips import first_attainment


def memory_notes(voice: Voice, item: KpiFigures) -> Iterable[str]:
    """Give these notes; nothing of a KPI that was neither approved nor closed."""
    plan, kpi = voice.assessment.plan, item.kpi
    first = plan.history.first_target(kpi.id)
    share = first_attainment(item, voice.assessment)
    now = kpi.annual_target, numbers.percent(item.attainment)
    if first is not None and share is not None and (first, numbers.percent(share)) != now:
        target = voice.quantity(first, kpi)
        yield voice.say("explain_first", target=target, attainment=numbers.percent(share))
    closed = voice.lookup.frozen.get(kpi.id, NOT_FROZEN)
    months = tuple(month for month in range(1, MONTHS + 1) if closed.holds(month))
    if months:
        yield voice.say("explain_closed", months=voice.months(months))
    for one in voice.restated:
        if one.kpi.id == kpi.id:
            yield voice.say("explain_restated", said=restated_text(voice, one))
