"""What came of an approval, and of closing months, as documents for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from btobsheet.life.approve import Approved
from btobsheet.life.close import Closed
from btobsheet.plan.agreed import differences
from btobsheet.plan.calendar import Month
from btobsheet.reports.document import Block, Bullets, Document, Paragraph, one_line
from btobsheet.reports.problems import worded
from btobsheet.reports.status.agreed import approval_line, difference_lines
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.wording import text


def compose_approved(made: Approved, language: str, as_of: dt.date) -> Document:
    """Compose what is told: the approval, what it changes, and the errors it was approved with."""
    voice = Voice(assess(made.plan, as_of), language)
    blocks: list[Block] = [Paragraph(approval_line(voice, made.approval))]
    if made.changes:
        count = len(made.changes)
        blocks.append(Paragraph(text(language, "life.replanned", count=count)))
        blocks.append(Bullets(tuple(difference_lines(voice, made.changes))))
    if made.errors:
        blocks.append(Paragraph(text(language, "life.with_errors", count=len(made.errors))))
        blocks.append(Bullets(tuple(worded(item, language) for item in made.errors)))
    return Document(text(language, "life.approved"), made.file, language, tuple(blocks))


def compose_closed(made: Closed, language: str, as_of: dt.date) -> Document:
    """Compose what is told: the months closed or reopened, through which the plan is closed now,
    and which actuals were closed blank.
    """
    voice = Voice(assess(made.plan, as_of), language)
    closed = len(made.plan.history.closings)
    if closed:
        through = voice.dated_month(made.plan.months[closed - 1])
        key = "life.still_closed" if made.reopened else "life.closed_through"
        blocks: list[Block] = [Paragraph(text(language, key, month=through))]
    else:
        blocks = [Paragraph(text(language, "life.none_closed"))]
    last = made.plan.history.last
    open_targets = [
        one
        for one in (differences(last, made.plan) if last and not made.reopened else ())
        if one.table == "kpis" and one.field
    ]
    if open_targets:
        blocks.append(Paragraph(text(language, "life.unapproved", count=len(open_targets))))
        blocks.append(Bullets(tuple(difference_lines(voice, open_targets))))
    blocks += _without_value(voice, made)
    title = "life.reopened" if made.reopened else "life.closed"
    said = text(language, title, months=_months(voice, made.months))
    return Document(said, made.file, language, tuple(blocks))


def _without_value(voice: Voice, made: Closed) -> Iterator[Block]:
    """Tell the actuals that were closed unreadable, and those closed blank."""
    say = partial(text, voice.language)
    if made.unreadable:
        yield Paragraph(say("life.unreadable"))
        yield Bullets(
            tuple(
                say(
                    "life.unreadable_line",
                    label=name,
                    month=voice.dated_month(month),
                    value=one_line(item.value),
                    place=f"{item.place.sheet}!{item.place.cell}" if item.place else "",
                )
                for name, month, item in made.unreadable
            )
        )
    if made.blank:
        yield Paragraph(say("life.blank"))
        yield Bullets(
            tuple(
                say("life.blank_line", label=name, months=_months(voice, months))
                for name, months in made.blank
            )
        )


def _months(voice: Voice, months: tuple[Month, ...]) -> str:
    start = voice.assessment.plan.start
    return voice.months(tuple(month.minus(start) + 1 for month in months))
