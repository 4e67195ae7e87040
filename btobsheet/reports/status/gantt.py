"""The year as a Gantt chart: tactics with their actions, today's line and the イナズマ線."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from btobsheet.layout.look import TONES
from btobsheet.plan.lookup import grouped
from btobsheet.reports.document import Block, Cell, Heading, Paragraph, marked, tone_of
from btobsheet.reports.pictures import Gantt, GanttRow
from btobsheet.reports.status.people import LATE
from btobsheet.reports.voice import Voice
from btobsheet.status.actions import SETTLED
from btobsheet.status.figures import ActionFigures
from btobsheet.status.lightning import reached
from btobsheet.status.rollup import progress

# what two printed pages hold; the whole calendar stands in the workbook
MOST_ROWS = 90
SOON = dt.timedelta(days=45)


def gantt(voice: Voice) -> Iterable[Block]:
    """Draw the actions of the year by tactic; of many only those under way, late or near."""
    dated = tuple(item for item in voice.assessment.actions if item.counted and _drawable(item))
    if not dated:
        return
    shown = _shown(voice, dated)
    rows = tuple(_rows(voice, shown))
    months = voice.assessment.plan.months
    yield Heading(voice.say("gantt"))
    late = sum(_is_late(voice, item) for item in dated)
    yield Gantt(
        title=voice.say("gantt_title"),
        summary=voice.say(
            "gantt_summary",
            count=len(dated),
            late=late,
            marks=voice.say("list_join").join(_marks(rows)),
        ),
        months=tuple(
            (month.first, voice.month(index)) for index, month in enumerate(months, start=1)
        ),
        last=months[-1].last,
        as_of=voice.assessment.as_of,
        today_word=voice.say("today", day=voice.day(voice.assessment.as_of)),
        rows=rows,
    )
    if len(shown) < len(dated):
        yield Paragraph(voice.say("gantt_left_out", count=len(dated) - len(shown)))


def _marks(rows: Sequence[GanttRow]) -> Iterable[str]:
    """Say what the marks before the actions mean, in the order of the marks."""
    states = {(row.state.tone, row.state.text) for row in rows if not row.group}
    order = [*TONES]
    return (
        marked(text, tone)
        for tone, text in sorted(states, key=lambda state: (order.index(state[0]), state[1]))
    )


def _drawable(item: ActionFigures) -> bool:
    start, end = item.action.start, item.action.end
    return start is not None and end is not None and start <= end and item.state != "cancelled"


def _shown(voice: Voice, items: Sequence[ActionFigures]) -> tuple[ActionFigures, ...]:
    """Choose what is drawn: all, or of many the late, then those under way, then those to start."""
    if len(items) <= MOST_ROWS:
        return tuple(items)
    soon = voice.assessment.as_of + SOON
    live = [
        item
        for item in items
        if item.state in LATE
        or (
            item.state not in SETTLED
            and item.action.start is not None
            and item.action.start <= soon
        )
    ]
    chosen = sorted(live, key=lambda item: item.state not in LATE)[:MOST_ROWS]
    kept = {item.action.id for item in chosen}
    return tuple(item for item in items if item.action.id in kept)


def _is_late(voice: Voice, item: ActionFigures) -> bool:
    day = reached(item, voice.assessment.as_of, voice.assessment.plan.free_days)
    return day is not None and day < voice.assessment.as_of


def _rows(voice: Voice, items: Sequence[ActionFigures]) -> Iterable[GanttRow]:
    """Give each tactic's row, then its actions by start."""
    groups = grouped(items, lambda item: item.action.tactic)
    order = [tactic.id for tactic in voice.assessment.plan.tactics if tactic.id in groups]
    for tactic in (*order, *(other for other in groups if other not in order)):
        yield _group(voice, tactic, groups[tactic])
        for item in sorted(
            groups[tactic], key=lambda item: (item.action.start or dt.date.max, item.action.id)
        ):
            yield _row(voice, item)


def _group(voice: Voice, tactic: str, items: Sequence[ActionFigures]) -> GanttRow:
    starts = [item.action.start for item in items if item.action.start]
    ends = [item.action.end for item in items if item.action.end]
    found = voice.lookup.tactics.get(tactic)
    label = voice.name(tactic) or voice.say("no_tactic")
    return GanttRow(
        label,
        voice.person(found.owner) if found else "",
        min(starts),
        max(ends),
        progress(items),
        Cell(""),
        group=True,
    )


def _row(voice: Voice, item: ActionFigures) -> GanttRow:
    action = item.action
    return GanttRow(
        label=f"{action.id} {action.task}".strip(),
        owner=voice.person(action.owner),
        start=action.start,
        end=action.end,
        percent=item.percent,
        state=Cell(voice.word("action_state", item.state), tone_of(item.state) or "fine"),
        reached=reached(item, voice.assessment.as_of, voice.assessment.plan.free_days),
    )
