"""What came of an approval, and of closing months, as documents for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from btobsheet.life.approve import Approved
from btobsheet.life.close import Closed
from btobsheet.plan.agreed import Difference, between, state_of
from btobsheet.plan.calendar import Month
from btobsheet.plan.examples import count_examples
from btobsheet.plan.history import Target
from btobsheet.plan.records import Months
from btobsheet.reports.document import Block, Bullets, Document, Paragraph, one_line
from btobsheet.reports.problems import worded
from btobsheet.reports.status.agreed import approval_line, difference_lines
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.wording import text


def compose_approved(made: Approved, language: str, as_of: dt.date) -> Document:
    """Compose what is told: the approval, what it changes, the errors it has, what is left open."""
    voice = Voice(assess(made.plan, as_of), language)
    blocks: list[Block] = [Paragraph(approval_line(voice, made.approval))]
    if made.changes:
        count = len(made.changes)
        blocks.append(Paragraph(text(language, "life.replanned", count=count)))
        blocks.append(Bullets(tuple(difference_lines(voice, made.changes))))
    if made.errors:
        blocks.append(Paragraph(text(language, "life.with_errors", count=len(made.errors))))
        blocks.append(Bullets(tuple(worded(item, language) for item in made.errors)))
    blocks += _left_open(voice, is_first=made.approval.number == 0)
    return Document(text(language, "life.approved"), made.file, language, tuple(blocks))


def _left_open(voice: Voice, *, is_first: bool) -> Iterator[Block]:
    """Tell what was approved as it is: a template's examples, and what a check warns of."""
    if is_first and (left := count_examples(voice.assessment.plan)):
        said = {"kpis": left.kpis, "budgets": left.budgets}
        yield Paragraph(text(voice.language, "life.with_examples", **said))
    warnings = sum(one.code.startswith("W") for one in voice.assessment.lint)
    if warnings:
        yield Paragraph(text(voice.language, "life.open_warnings", count=warnings))


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
    open_targets = [] if made.reopened else _unapproved(made)
    if open_targets:
        blocks.append(Paragraph(text(language, "life.unapproved", count=len(open_targets))))
        blocks.append(Bullets(tuple(difference_lines(voice, open_targets))))
    blocks += _without_value(voice, made)
    title = "life.reopened" if made.reopened else "life.closed"
    said = text(language, title, months=_months(voice, made.months))
    return Document(said, made.file, language, tuple(blocks))


def _unapproved(made: Closed) -> list[Difference]:
    """Give the targets that are other than approved, of the months only those closed now."""
    last, plan = made.plan.history.last, made.plan
    if last is None:
        return []
    numbers = {number for number, month in enumerate(plan.months) if month in made.months}
    now = state_of(plan, last.number + 1, last.on)
    targets = {
        kpi: replace(target, months=_but_for(last.targets.get(kpi, target).months, target, numbers))
        for kpi, target in now.targets.items()
    }
    found = between(last, replace(now, targets=targets))
    return [one for one in found if one.table == "kpis" and one.field]


def _but_for(agreed: Months, target: Target, numbers: Collection[int]) -> Months:
    """Give the months as agreed but for some, counted from 0."""
    pairs = enumerate(zip(agreed, target.months, strict=True))
    return tuple(now if at in numbers else was for at, (was, now) in pairs)


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
