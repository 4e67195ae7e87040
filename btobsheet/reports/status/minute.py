"""The report that is read in one minute: how the plan stands, what to decide, what to fix first,
what got worse, whose figures are missing; each a short line, the rest behind ``--full``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from btobsheet.plan.records import Review
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Heading, Lines, Paragraph, tone_of
from btobsheet.reports.status.headline import (
    changed,
    closing_line,
    delay_words,
    lacking,
    main_kgi,
    standing,
)
from btobsheet.reports.status.next import falling_kpis, last_months
from btobsheet.reports.status.people import opened_reviews
from btobsheet.reports.status.standing import fine_share, status_counts
from btobsheet.reports.voice import Voice
from btobsheet.status.asked import answers
from btobsheet.status.figures import Bottleneck, KpiFigures
from btobsheet.status.pace import is_over, pace
from btobsheet.status.people import is_missing
from btobsheet.status.rules import COUNTED, FINE
from btobsheet.status.tree import fixes

if TYPE_CHECKING:
    from btobsheet.problems import Problem
    from btobsheet.status.since import Moved, Since
    from btobsheet.status.tracking import TrackedReport

MOST, FEW, MOST_STANDING, LINES_OF_COURSE = 3, 2, 5, 3
"""So many lines the lists have, of what to do and of what to know (how many there are in all is
said in their headings); so many lines say beside verdict and counts how the plan stands, so many
how its forecast has moved where that is known: all is 30 lines.
"""


def minute(
    voice: Voice,
    problems: Sequence[Problem],
    since: Since | None,
    tracked: Sequence[TrackedReport] | None,
) -> Iterable[Block]:
    """Give the blocks, in the order of a reader's questions.

    ``problems`` are the plan's, ``since`` what moved since an earlier copy, ``tracked`` earlier
    reports where those were asked for.
    """
    room = MOST_STANDING - (0 if tracked is None else LINES_OF_COURSE)
    yield Lines(tuple(_standing(voice, problems, since, room)))
    if tracked is not None:
        from btobsheet.reports.status.course import brief  # lazy door: only for who tracks reports

        yield from brief(voice, tracked)
    for heading, (whole, lines) in (
        ("decisions", _decisions(voice)),
        ("fix", _fixes(voice)),
        ("worse", _worse(voice, since)),
        ("missing", _missing(voice)),
    ):
        if whole:
            yield Heading(voice.say(f"minute_{heading}", count=whole))
            yield Lines(tuple(lines))


def more(voice: Voice) -> Block:
    """Say how to see all the rest."""
    return Paragraph(voice.say("minute_more"))


def _standing(
    voice: Voice, problems: Sequence[Problem], since: Since | None, room: int
) -> Iterable[Cell]:
    """Say how the KGI stands, what makes that another verdict than it was, what figures lack, and
    the counts; then, as far as there is room, where it lands and what it takes.
    """
    kgi = main_kgi(voice)
    title = standing(voice, kgi) if kgi else voice.say("headline_no_kgi")
    yield Cell(title, tone_of(kgi.status) if kgi else "missing")
    first = (
        *changed(voice, kgi, since),
        *(title for title, _ in lacking(voice, problems)),
    )
    further = [line for line in (*_course(voice, kgi), closing_line(voice, kgi)) if line]
    lines = [*first, *further][:room]
    yield from map(Cell, (*lines[: len(first)], *_counts(voice), *lines[len(first) :]))


def _course(voice: Voice, kgi: KpiFigures | None) -> Iterable[str]:
    """Say where the KGI lands, and what it takes."""
    if kgi is None:
        return
    over = is_over(kgi, voice.assessment.closed_months)
    if kgi.forecast is not None and not over:
        forecast, annual = voice.quantities(kgi.kpi, kgi.forecast, kgi.annual)
        delay = delay_words(voice, kgi)
        yield voice.say("minute_landing", forecast=forecast, annual=annual, delay=delay)
    found = pace(kgi, voice.assessment.closed_months)
    if found is not None:
        required, best = voice.quantities(kgi.kpi, found.required, found.best)
        month, times = voice.month(found.month), numbers.number(found.times)
        way = "minute_pace_same" if times == "1" else "minute_pace"
        yield voice.say(way, required=required, best=best, month=month, times=times)


def _counts(voice: Voice) -> Iterable[str]:
    """Say how the KPIs stand, and the actions."""
    roll, say = voice.assessment.summary.roll, voice.say
    bad = tuple(code for code in COUNTED if code not in FINE)
    others = status_counts(voice, bad) or numbers.NONE
    yield say("minute_kpis", kpis=fine_share(voice), others=others)
    progress, planned = numbers.percent(roll.progress), numbers.percent(roll.planned)
    yield say("minute_actions", progress=progress, planned=planned, overdue=roll.overdue)


def _decisions(voice: Voice) -> tuple[int, Iterable[Cell]]:
    wanted = [item for item in opened_reviews(voice) if item.decision]
    return len(wanted), (Cell(_decision(voice, item)) for item in wanted[:MOST])


def _decision(voice: Voice, item: Review) -> str:
    due, owner = voice.day(item.due), voice.owner(item.owner)
    return voice.say("minute_decision", decision=item.decision, owner=owner, due=due)


def _fixes(voice: Voice) -> tuple[int, Iterable[Cell]]:
    found = [*fixes(voice.assessment.kpis, voice.lookup)]
    return len(found), (_fix(voice, item) for item in found[:MOST])


def _fix(voice: Voice, found: Bottleneck) -> Cell:
    """Name a tactic to fix: its KPI, what its gap costs, its owner, and the next move."""
    item, tactic = voice.kpis[found.kpi], voice.lookup.tactics[found.tactic]
    cost = ""
    if found.cost is not None:
        amount = numbers.quantity(found.cost, found.unit, voice.language)
        cost = voice.say("minute_cost", cost=amount)
    opened = (one for one in voice.assessment.plan.reviews if answers(one, item.kpi))
    move = next((one.next_action for one in opened if one.next_action), voice.say("minute_no_move"))
    said = voice.say(
        "minute_fix_line",
        tactic=voice.name(found.tactic),
        kpi=item.kpi.name or item.kpi.id,
        attainment=numbers.percent(item.attainment),
        cost=cost,
        owner=voice.owner(tactic.owner),
        move=move,
    )
    return Cell(said, tone_of(item.status))


def _worse(voice: Voice, since: Since | None) -> tuple[int, Iterable[Cell]]:
    """Give what stands worse than in the earlier copy, then what gets worse by the month."""
    fallen = [pair for pair in since.moved if pair.worse] if since else []
    told = {pair.after.kpi.id for pair in fallen}
    falling = [item for item in falling_kpis(voice) if item.kpi.id not in told]
    lines = [
        *(_fallen(voice, pair) for pair in fallen[:FEW]),
        *(_falling(voice, item) for item in falling[:FEW]),
    ]
    return len(fallen) + len(falling), lines[:FEW]


def _fallen(voice: Voice, pair: Moved) -> Cell:
    before, after = (voice.word("kpi_status", item.status) for item in (pair.before, pair.after))
    name, owner = voice.name(pair.after.kpi.id), voice.reporter(pair.after.kpi)
    course = f"{before} → {after}"
    said = voice.say("minute_worse_line", kpi=name, course=course, owner=owner)
    return Cell(said, tone_of(pair.after.status))


def _falling(voice: Voice, item: KpiFigures) -> Cell:
    course = " → ".join(map(numbers.percent, last_months(voice, item)))
    name, owner = voice.name(item.kpi.id), voice.reporter(item.kpi)
    said = voice.say("minute_worse_line", kpi=name, course=course, owner=owner)
    return Cell(said, tone_of(item.status))


def _missing(voice: Voice) -> tuple[int, Iterable[Cell]]:
    asked = [item for item in voice.assessment.kpis if item.counted and is_missing(item)]
    return len(asked), (Cell(_gap(voice, item), "missing") for item in asked[:FEW])


def _gap(voice: Voice, item: KpiFigures) -> str:
    return voice.say(
        "minute_missing_line",
        kpi=voice.name(item.kpi.id),
        months=voice.months(item.missing),
        owner=voice.reporter(item.kpi),
    )
