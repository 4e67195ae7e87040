"""Through which month a plan is closed, and what of closed months is no longer as presented
(figures.md, "The plan's memory").
"""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.reports.document import Block, Bullets, Heading, Paragraph
from btobsheet.reports.status.agreed import cut
from btobsheet.reports.voice import Voice
from btobsheet.status.presented import STATUS, Restated
from btobsheet.wording import text


def closed(voice: Voice) -> Iterable[Block]:
    """Tell through which month the plan is closed, and each value that was changed afterwards with
    before, after and cell.
    """
    plan = voice.assessment.plan
    closings = plan.history.closings
    opened = plan.history.reopenings
    if not closings and not opened:
        return
    yield Heading(voice.say("closing"))
    if closings:
        month = voice.dated_month(plan.months[len(closings) - 1])
        yield Paragraph(voice.say("closed_through", month=month, day=voice.day(closings[-1].on)))
    if opened:
        again = (
            voice.say("reopened", month=voice.month(one.month), day=voice.day(one.on))
            for one in opened
        )
        yield Bullets(tuple(again))
    if voice.restated:
        yield Paragraph(voice.say("restated", count=len(voice.restated)))
        yield Bullets(tuple(cut(voice, voice.restated, restated_text)))


def restated_text(voice: Voice, one: Restated) -> str:
    """Say what a closed month's value, target or judgement was when presented, and what it is
    now.
    """
    place = f"{one.place.sheet}!{one.place.cell}" if one.place and one.place.cell else ""
    keys = ("restated_line", "restated_no_cell")
    if one.field == STATUS:
        keys = ("rejudged_line", "rejudged_no_cell")
    return voice.say(
        keys[not place],
        label=voice.name(one.kpi.id),
        field=text(
            voice.language, f"changes.month_{one.field}", month=voice.dated_month(one.month)
        ),
        before=_value(voice, one, one.presented),
        after=_value(voice, one, one.after),
        place=place,
    )


def _value(voice: Voice, one: Restated, value: float | str | None) -> str:
    if isinstance(value, str):
        return voice.word("kpi_status", value)
    return voice.say("agreed_blank") if value is None else voice.quantity(value, one.kpi)
