"""Explain a KPI's trend by its own noise, and what of its gap may be chance."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Paragraph
from btobsheet.reports.status.next import last_months
from btobsheet.reports.voice import Voice
from btobsheet.status.counting import deviation, is_count, is_counted
from btobsheet.status.figures import KpiFigures


def explain_course(voice: Voice, item: KpiFigures) -> Iterable[Block]:
    """Say how the trend is judged, and what of it may be chance, with the KPI's own numbers."""
    counted = is_counted(item.kpi, voice.lookup) and item.direction != "keep"
    if item.trend and item.trend_z is not None:
        yield Paragraph(
            voice.say(
                "rule_trend_counted" if counted else "rule_trend",
                tolerance=numbers.number(voice.assessment.plan.settings.trend * 100),
                months=" → ".join(map(numbers.percent, last_months(voice, item))),
                z=numbers.number(item.trend_z, 2),
                trend=voice.word("trend", item.trend),
            )
        )
    count = len([k for k in item.monthly[: item.months_evaluated] if k.actual is not None])
    off = deviation(item.actual_to_date, item.expected_to_date, item.direction)
    kept = item.direction == "keep"
    if (
        not kept
        and is_count(item.kpi, voice.lookup)
        and off is not None
        and item.expected_to_date
        and numbers.number(off, 2) != "0"
        and count
    ):
        mean = item.expected_to_date / count
        verdict = {True: voice.say("chance_true"), False: voice.say("chance_false")}
        yield Paragraph(
            voice.say(
                "rule_chance",
                mean=voice.quantity(round(mean), item.kpi),
                noise=voice.quantity(round(sqrt(mean)), item.kpi),
                c=numbers.number(off, 2),
            )
            + (verdict[item.within_chance] if item.within_chance is not None else "")
        )
