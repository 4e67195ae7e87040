"""Sections of the report about what to do next: what got worse, what is under way, what is not
known.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from btobsheet.plan.records import Review
from btobsheet.problems import Problem, count_errors
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Heading, Paragraph, Table
from btobsheet.reports.status.headline import closing_line, worst_first
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.asked import answers, is_unexplained
from btobsheet.status.figures import KpiFigures
from btobsheet.status.people import is_missing

if TYPE_CHECKING:
    from btobsheet.status.since import Moved, Since

MOST_UNKNOWN = 20
PEOPLE_ALONE = "W531"
"""The lint's finding of an operation worked by people alone, with the catalogue's digital tactics.
"""


def worse(
    voice: Voice, since: Since | None, changes: int, late: Iterable[Block] = ()
) -> Iterable[Block]:
    """Show what stands worse than in the earlier copy, what ran ``late`` since, and the KPIs that
    get worse by the month.
    """
    yield Heading(voice.say("worse"))
    if since is not None:
        yield from _since(voice, since)
    yield from late
    falling = falling_kpis(voice)
    if falling:
        keys = ("col_kpi", "col_status", "col_last_three", "col_noise", "col_reporter")
        rows = tuple(_falling_row(voice, item) for item in falling)
        yield Table(
            voice.say("worse_caption"),
            columns_of(voice, keys, wide=("col_kpi",), right=("col_noise",), people="col_reporter"),
            rows,
        )
    else:
        judged = [item for item in voice.assessment.kpis if item.judged]
        known = any(item.trend for item in judged) or not judged
        yield Paragraph(voice.say("nothing_worse" if known else "nothing_known_worse"))
    if changes:
        yield Paragraph(voice.say("changes_below", count=changes))


def falling_kpis(voice: Voice) -> tuple[KpiFigures, ...]:
    """Give the counted KPIs that get worse, the worst first."""
    return worst_first(
        item for item in voice.assessment.kpis if item.judged and item.trend == "worsening"
    )


def _since(voice: Voice, since: Since) -> Iterable[Block]:
    """Say which KPIs changed their status since the earlier copy, the worse with both figures."""
    fallen = tuple(pair for pair in since.moved if pair.worse)
    lost = [pair for pair in since.moved if pair.unknown]
    shifted = [pair for pair in since.moved if pair.by_target]
    reset = [pair for pair in since.moved if pair.by_setting]
    day = voice.day(since.day)
    if fallen:
        keys = (
            "col_kpi",
            "col_before",
            "col_status",
            "col_attainment_before",
            "col_attainment",
            "col_reporter",
        )
        columns = columns_of(voice, keys, wide=("col_kpi",), right=keys[3:5], people="col_reporter")
        yield Table(
            voice.say("since_caption", day=day),
            columns,
            tuple(_moved_row(voice, pair) for pair in fallen),
        )
    else:
        yield Paragraph(voice.say("since_none", day=day))
    for key, pairs in (
        ("since_better", [pair for pair in since.moved if pair.better]),
        ("since_missed", [pair for pair in since.moved if pair.only_ended]),
        ("since_unknown", lost),
        ("since_target", shifted),
        ("since_setting", reset),
    ):
        if pairs:
            names = voice.say("list_join").join(
                f"{voice.name(pair.after.kpi.id)} ({voice.word('kpi_status', pair.after.status)})"
                for pair in pairs
            )
            yield Paragraph(voice.say(key, kpis=names))


def _moved_row(voice: Voice, pair: Moved) -> tuple[Cell, ...]:
    return (
        Cell(voice.name(pair.after.kpi.id)),
        voice.status(pair.before.status),
        voice.status(pair.after.status),
        voice.share_cell(pair.before.attainment),
        voice.share_cell(pair.after.attainment),
        Cell(voice.reporter(pair.after.kpi)),
    )


def last_months(voice: Voice, item: KpiFigures) -> tuple[float, ...]:
    """Give the attainments of the last three closed months that have one, oldest first."""
    return tuple(
        month.attainment
        for month in item.monthly[: voice.assessment.closed_months]
        if month.attainment is not None
    )[-3:]


def _falling_row(voice: Voice, item: KpiFigures) -> tuple[Cell, ...]:
    return (
        Cell(voice.name(item.kpi.id)),
        voice.kpi_status(item),
        Cell(" → ".join(map(numbers.percent, last_months(voice, item)))),
        Cell(noise_words(voice, item), value=abs(item.trend_z or 0.0)),
        Cell(voice.reporter(item.kpi)),
    )


def noise_words(voice: Voice, item: KpiFigures) -> str:
    """Say how many times its own noise a KPI has moved."""
    return voice.say("noise_times", times=numbers.number(abs(item.trend_z or 0.0), 1))


def moves(voice: Voice, item: KpiFigures) -> Iterable[str]:
    """Say what is under way: the next moves of the KPI's open reviews, or that there is none."""
    opened = [review for review in voice.assessment.plan.reviews if answers(review, item.kpi)]
    if not opened:
        yield voice.say("no_move")
    for review in opened:
        yield from _move(voice, review)


def _move(voice: Voice, review: Review) -> Iterable[str]:
    if review.cause:
        yield voice.say("cause", cause=review.cause)
    if review.next_action:
        yield voice.say(
            "move",
            move=review.next_action,
            owner=voice.owner(review.owner),
            due=voice.day(review.due),
        )


def alternatives(voice: Voice, operation: str = "") -> Iterable[str]:
    """Name the catalogue's digital tactics for the operations done by people alone, or for one."""
    for found in voice.assessment.lint:
        alone = str(found.details.get("id", "")) if found.code == PEOPLE_ALONE else ""
        if alone and operation in ("", alone):
            yield voice.say(
                "alternatives",
                operation=voice.bare_name(alone),
                names=found.details.get("alternatives", ""),
            )


def unknown(voice: Voice, problems: tuple[Problem, ...]) -> Iterable[Block]:
    """Say what the report cannot know: what was not typed or read, what has no target or owner, and
    which reds nobody has explained.
    """
    rows = tuple(_unknown_rows(voice, problems))
    yield Heading(voice.say("unknown"))
    if not rows:
        yield Paragraph(voice.say("nothing_unknown"))
        return
    columns = columns_of(
        voice, ("col_unknown", "col_of_what", "col_ask"), wide=("col_of_what",), people="col_ask"
    )
    note = voice.say("more", count=len(rows) - MOST_UNKNOWN) if len(rows) > MOST_UNKNOWN else ""
    yield Table(voice.say("unknown_caption"), columns, rows[:MOST_UNKNOWN], note)


def _unknown_rows(voice: Voice, problems: tuple[Problem, ...]) -> Iterable[tuple[Cell, ...]]:
    say, none = voice.say, Cell(numbers.NONE)
    errors = count_errors(problems)
    if errors:
        yield Cell(say("unread"), "missing"), Cell(say("unread_what", count=errors)), none
    if not voice.kgis():
        yield Cell(say("untargeted"), "missing"), Cell(say("no_kgi_what")), none
    if not voice.assessment.closed_months:
        yield Cell(say("col_status"), "missing"), Cell(closing_line(voice)), none
    counted = tuple(item for item in voice.assessment.kpis if item.counted)
    for item in counted:
        if is_missing(item):
            months = voice.months(item.missing)
            yield _unknown_row(voice, "untyped", item, months)
    for item in counted:
        if item.status == "no_target":
            yield _unknown_row(voice, "untargeted", item)
    for item in counted:
        if not voice.lookup.reporter(item.kpi):
            yield _unknown_row(voice, "unowned", item)
    red = (item for item in counted if is_unexplained(item, voice.assessment, voice.lookup))
    for item in worst_first(red):
        yield _unknown_row(voice, "unexplained", item)


def _unknown_row(voice: Voice, kind: str, item: KpiFigures, months: str = "") -> tuple[Cell, ...]:
    name = voice.name(item.kpi.id)
    if months:
        name = voice.say("missing_of", kpi=name, months=months)
    return Cell(voice.say(kind), "missing"), Cell(name), Cell(voice.reporter(item.kpi))
