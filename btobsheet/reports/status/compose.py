"""Compose the status report: an assessment, its problems and what changed become one document.

The order is that of the reader's questions: are we on course for the KGI; what is to be decided;
which tactic to fix first and why; what got worse; how operations, tactics and the KGI stand; who
must do what by when; what we don't know. Then the figures behind the answers, and what is wrong
with the plan or the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Block, Bullets, Callout, Document, Heading, Part, base_name
from btobsheet.reports.numbers import long_day
from btobsheet.reports.status import fix as compose_fix
from btobsheet.reports.status import money as compose_money
from btobsheet.reports.status import next as compose_next
from btobsheet.reports.status import people as compose_people
from btobsheet.reports.status import standing as compose_parts
from btobsheet.reports.status.headline import headline, lacking
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Assessment

if TYPE_CHECKING:
    from btobsheet.status.since import Since
    from btobsheet.status.tracking import TrackedReport

Details = Callable[[str, Voice], Iterable[Block]]
"""What a section shows beyond its words and tables, by the section's name.

:func:`btobsheet.reports.status.details.details` is the full set.
"""


@dataclass(frozen=True, slots=True)
class StatusInput:
    """What a status report is made of.

    ``changes`` are sentences, ``file`` is as people know it, ``since`` what moved since the copy.
    ``tracked`` are the plan's earlier reports, oldest first, where those were asked for.
    """

    assessment: Assessment
    problems: tuple[Problem, ...] = ()
    changes: tuple[str, ...] = ()
    file: str = ""
    language: str = "ja"
    since: Since | None = None
    tracked: tuple[TrackedReport, ...] | None = None


def no_details(section: str, voice: Voice) -> Iterable[Block]:
    """Add nothing: the brief report, for a terminal or a message."""
    return ()


def compose(report: StatusInput, details: Details = no_details) -> Document:
    """Compose the status report.

    With ``details`` also its pictures and the tables only a page has room for.
    """
    voice = Voice(report.assessment, report.language)
    return Document(
        _title(report, voice),
        _subtitle(report, voice),
        report.language,
        tuple(_blocks(report, voice, details)),
    )


def compose_minute(report: StatusInput, *, folded: bool = False) -> Document:
    """Compose the report that is read in one minute; ``folded``: with all the rest behind it."""
    from btobsheet.reports.status.minute import minute, more  # lazy door: the full one needs none

    voice = Voice(report.assessment, report.language)
    read_first = minute(voice, report.problems, report.since, report.tracked)
    blocks = (*read_first, *(() if folded else (more(voice),)))
    rest = tuple(_blocks(report, voice, no_details)) if folded else ()
    title, subtitle = _title(report, voice), _subtitle(report, voice)
    return Document(title, subtitle, report.language, blocks, rest)


def _title(report: StatusInput, voice: Voice) -> str:
    settings = report.assessment.plan.settings
    called = settings.title or settings.company or base_name(report.file)
    title = called or voice.say("untitled")
    return voice.say("title", title=title)


def _subtitle(report: StatusInput, voice: Voice) -> str:
    assessment, settings = report.assessment, report.assessment.plan.settings
    parts = [
        settings.company,
        voice.say("as_of", day=long_day(assessment.as_of, report.language)),
        base_name(report.file),
    ]
    if assessment.plan.identity.revision:
        parts.append(voice.say("revision", revision=assessment.plan.identity.revision))
    return " | ".join(part for part in parts if part)


def _blocks(report: StatusInput, voice: Voice, details: Details) -> Iterable[Block]:
    yield from headline(voice, report.since)
    for title, hint in lacking(voice, report.problems):
        yield Callout(title, (hint,), "warn")
    yield from compose_parts.plan_figures(voice)
    yield from compose_people.decisions(voice)
    yield from compose_fix.first_fix(voice)
    yield Part(voice.say("part_why"))
    yield from details("first_fix", voice)
    late: Iterable[Block] = ()
    if report.tracked is not None:
        from btobsheet.reports.status import course  # lazy door: only for who tracks reports

        late = course.overdue(voice, report.tracked)
    yield from compose_next.worse(voice, report.since, len(report.changes), late)
    yield from details("worse", voice)
    yield Part(voice.say("part_strategy"))
    yield from details("overview", voice)
    yield from compose_parts.operations(voice)
    yield from compose_parts.kgi_figures(voice)
    if report.tracked is not None:
        yield from course.course(voice, report.tracked)
        if details is not no_details:
            yield from course.courses(voice, report.tracked)
    yield from details("kgi", voice)
    yield Part(voice.say("part_doing"))
    yield from compose_people.actions(voice)
    yield from details("actions", voice)
    yield from compose_people.people(voice)
    yield from compose_next.unknown(voice, report.problems)
    yield from _figures(report, voice, details)


def _figures(report: StatusInput, voice: Voice, details: Details) -> Iterable[Block]:
    """Show the figures behind the answers, then what is wrong with the plan or the file, and what
    was changed in it.
    """
    yield Part(voice.say("part_figures"))
    yield from compose_parts.kpis(voice)
    yield from compose_people.resources(voice)
    yield from compose_money.segments(voice)
    yield from compose_money.stopped(voice)
    yield from details("resources", voice)
    yield from compose_people.reviews(voice)
    if voice.assessment.plan.history.approvals:
        from btobsheet.reports.status.agreed import agreed  # lazy door: few plans are approved

        yield from agreed(voice)
    if voice.assessment.plan.history.closings or voice.assessment.plan.history.reopenings:
        from btobsheet.reports.status.closed import closed  # lazy door: as above

        yield from closed(voice)
    yield from compose_people.problem_section("lint", report.assessment.lint, voice)
    yield from compose_people.problem_section("problems", report.problems, voice)
    if report.changes:
        yield Heading(voice.say("changes"))
        yield Bullets(report.changes)
