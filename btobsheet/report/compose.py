"""Compose the status report: an assessment, its problems and what changed become one document.

The order is that of the reader's questions: are we on course, what got worse, what to fix first
and why, then the figures, then what is asked of whom, then what is wrong with the plan or file.
"""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.report import compose_parts, compose_people
from btobsheet.report.document import Block, Bullets, Callout, Document, Heading
from btobsheet.report.numbers import long_day
from btobsheet.report.voice import Voice
from btobsheet.status.figures import Assessment


@dataclass(frozen=True, slots=True)
class StatusInput:
    """What a status report is made of; ``changes`` are sentences, ``file`` the name people know it by."""

    assessment: Assessment
    problems: tuple[Problem, ...] = ()
    changes: tuple[str, ...] = ()
    file: str = ""
    language: str = "ja"


def compose(report: StatusInput) -> Document:
    """Compose the whole status report."""
    voice = Voice(report.assessment, report.language)
    return Document(_title(report, voice), _subtitle(report, voice), report.language, tuple(_blocks(report, voice)))


def _title(report: StatusInput, voice: Voice) -> str:
    settings = report.assessment.plan.settings
    return voice.say("title", title=settings.title or settings.company or report.file or voice.say("untitled"))


def _subtitle(report: StatusInput, voice: Voice) -> str:
    assessment, settings = report.assessment, report.assessment.plan.settings
    parts = [settings.company, voice.say("as_of", day=long_day(assessment.as_of, report.language)), report.file]
    if assessment.plan.identity.revision:
        parts.append(voice.say("revision", revision=assessment.plan.identity.revision))
    return " | ".join(part for part in parts if part)


def _incomplete(report: StatusInput, voice: Voice) -> Iterable[Block]:
    """Say on top that figures lack what could not be read."""
    errors = sum(item.severity == "error" for item in report.problems)
    if errors:
        yield Callout(voice.say("incomplete", count=errors), (voice.say("incomplete_hint"),), "warn")


def _blocks(report: StatusInput, voice: Voice) -> Iterable[Block]:
    yield from compose_parts.headline(voice)
    yield from _incomplete(report, voice)
    yield from compose_parts.kgi_figures(voice)
    yield from compose_parts.worse(voice, len(report.changes))
    yield from compose_parts.first_fix(voice)
    yield from compose_parts.operations(voice)
    yield from compose_parts.kpis(voice)
    yield from compose_people.actions(voice)
    yield from compose_people.people(voice)
    yield from compose_people.resources(voice)
    yield from compose_people.reviews(voice)
    yield from compose_people.problem_section("lint", report.assessment.lint, voice)
    yield from compose_people.problem_section("problems", report.problems, voice)
    if report.changes:
        yield Heading(voice.say("changes"))
        yield Bullets(report.changes)
