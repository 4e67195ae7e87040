"""The questions of ``new --ask``: each has a default, every answer is kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from btobsheet.cli.options import say, tell
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError
from btobsheet.system.files import write_file
from btobsheet.templates.answers import answers_text, read_answers
from btobsheet.templates.asked import Answer, Question, questions, understood


def from_file(plan: Plan, path: Path) -> dict[str, Answer]:
    """Give the answers of a file; what it does not answer is left as the template has it.

    Raises UnreadableError and UsageError, which name the file and the answer.
    """
    try:
        return {key: understood(plan, key, raw) for key, raw in read_answers(path).items()}
    except UsageError as error:
        raise UsageError(error.problem, str(path)) from None


def asking(plan: Plan, kept: Path, given: Path | None) -> dict[str, Answer]:
    """Ask all questions; the answers so far, of an earlier run or of a file ``given``, are offered.

    Whoever stops (Ctrl+C) loses none: each is kept as soon as it is given.
    """
    earlier = kept if kept.exists() else given
    before = read_answers(earlier) if earlier else {}
    asked = questions(plan)
    click.echo(say("ask.begin", count=len(asked)))
    if earlier:
        click.echo(say("ask.again", file=earlier))
    typed, answers = dict(before), {}
    try:
        for number, question in enumerate(asked, start=1):
            text, answers[question.key] = _answer(plan, question, number, len(asked), before)
            typed[question.key] = text
            write_file(kept, answers_text(typed).encode(), force=True)
    except (click.Abort, KeyboardInterrupt):  # between two questions it is the latter
        click.echo(err=True)
        if kept.exists():
            click.echo(say("ask.kept", file=kept), err=True)
        raise
    return answers


def _answer(
    plan: Plan, question: Question, number: int, count: int, before: Mapping[str, object]
) -> tuple[str, Answer]:
    """Ask one question until the answer is understood."""
    if question.key == "tactics":
        for tactic in plan.tactics:
            click.echo(f"  {tactic.id} {tactic.name}")
    asked = f"{number}/{count} " + say(f"ask.{question.key}", **question.details)
    default = _shown(before.get(question.key, question.default))
    while True:
        text = click.prompt(asked, default=default, show_default=bool(default))
        try:
            return text, understood(plan, question.key, text)
        except UsageError as error:
            tell(error)


def _shown(value: object) -> str:
    """Give an earlier answer as it would be typed."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return say("ask.yes" if value else "ask.no")
    return str(value)
