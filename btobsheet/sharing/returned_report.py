"""What is told of the parts that came back: who has answered, and what is missing."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Final

from btobsheet.layout.look import Tone
from btobsheet.plan.returned import Answer, Missing
from btobsheet.problems import BtobsheetError
from btobsheet.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    one_line,
)
from btobsheet.reports.numbers import day as day_text
from btobsheet.reports.problems import Json, hint, message, problem_json
from btobsheet.sharing.returned import Returned
from btobsheet.wording import text

SCHEMA: Final = "btobsheet.returned/1"
_TONES: Final[dict[str, Tone]] = {
    "answered": "good",
    "untouched": "warn",
    "unknown": "missing",
    "absent": "missing",
}
_IDS_TOLD: Final = 6


def compose_returned(made: Returned, language: str) -> Document:
    """Say who has answered, worst last, what is missing, and which files do not belong here."""

    def say(key: str, **details: object) -> str:
        return text(language, f"split.{key}", **details)

    blocks: list[Block] = [Paragraph(counted(made, language))]
    if made.answers:
        blocks.append(_table(made, language))
    other = [
        say("stranger", file=_base(file), title=title or "-") for file, title in made.strangers
    ]
    other += [failure_line(error, language) for error in made.failures]
    if other:
        blocks += [Heading(say("others")), Bullets(tuple(other))]
    subtitle = say("returned_subtitle", master=_base(made.master))
    return Document(say("returned_title"), subtitle, language, tuple(blocks))


def failure_line(error: BtobsheetError, language: str) -> str:
    """Say of a file that cannot be read why, and what to do."""
    told = {"message": message(error.problem, language), "hint": hint(error.problem, language)}
    return text(language, "split.failure", file=_base(error.file), **told)


def counted(made: Returned, language: str) -> str:
    """Say how many of all have answered, and how many are late."""
    counted = [one for one in made.answers if one.to and not one.older]
    if not any(one.file for one in made.answers):
        return text(language, "split.none_here")
    answered, late = (
        sum(one.state == "answered" for one in counted),
        sum(one.late for one in counted),
    )
    whole = [one for one in made.answers if not one.to and not one.older]
    said = text(language, "split.answered", count=answered, all=len(counted)) if counted else ""
    said += text(language, "split.late", count=late) if late else ""
    if whole:
        new = sum(one.state == "answered" for one in whole)
        said += text(language, "split.whole_copies", count=len(whole), new=new)
    return said


def _table(made: Returned, language: str) -> Table:
    """Show an answer a line."""
    columns = answer_columns(language)
    rows = tuple(answer_row(one, made.day.year, language) for one in made.answers)
    note = text(language, "split.changed_note")
    return Table(text(language, f"split.by_{made.by}"), columns, rows, note)


def answer_columns(language: str) -> tuple[Column, ...]:
    """Give the columns of a table of answers."""
    heads = ("for", "state", "changed", "missing", "saved", "file")
    return tuple(
        Column(
            text(language, f"split.col_{head}"),
            "right" if head == "changed" else "left",
            wide=head == "missing",
        )
        for head in heads
    )


def answer_row(one: Answer, year: int, language: str) -> tuple[Cell, ...]:
    """Show one answer, the file last."""

    def say(key: str, **details: object) -> str:
        return text(language, f"split.{key}", **details)

    state = say("state_older") if one.older else say(f"state_{one.state}")
    if one.late and one.due:
        state = say("state_late", state=state, due=day_text(one.due, language, year))
    missing = (
        say(f"missing_{name}", ids=_ids(ids), count=len(ids))
        for name, ids in _named(one.missing)
        if ids
    )
    saved = "-"
    if one.saved_at:
        day = day_text(one.saved_at.date(), language, year)
        saved = say("saved", day=day, by=one.saved_by).strip()
    return (
        Cell(one.title or say("whole")),
        Cell(state, "quiet" if one.older else "bad" if one.late else _TONES[one.state]),
        Cell("-" if one.changed is None else str(one.changed), value=one.changed),
        Cell(say("separator").join(missing) or "-"),
        Cell(one_line(saved)),
        Cell(_base(one.file) or "-"),
    )


def _named(missing: Missing) -> Sequence[tuple[str, tuple[str, ...]]]:
    return ("kpis", missing.kpis), ("tactics", missing.tactics), ("actions", missing.actions)


def _ids(ids: Sequence[str]) -> str:
    return " ".join(ids[:_IDS_TOLD]) + (" …" if len(ids) > _IDS_TOLD else "")


def _base(file: str) -> str:
    return one_line(os.path.basename(file))  # noqa: PTH119 - a text


def returned_json(made: Returned, language: str) -> Json:
    """Give it as data, schema ``btobsheet.returned/1``: ids, days and times ISO, absent null."""
    return {
        "schema": SCHEMA,
        "master": made.master,
        "by": made.by,
        "answers": [answer_json(one) for one in made.answers],
        "other_plans": [{"file": file, "title": title or None} for file, title in made.strangers],
        "failures": [
            {"file": error.file, **problem_json(error.problem, language)} for error in made.failures
        ],
    }


def answer_json(one: Answer) -> Mapping[str, object]:
    """Give one answer as data."""
    return {
        "to": one.to or None,
        "title": one.title or None,
        "file": one.file or None,
        "state": one.state,
        "changed": one.changed,
        "late": one.late,
        "older": one.older,
        "due": one.due.isoformat() if one.due else None,
        "saved_by": one.saved_by or None,
        "saved_at": one.saved_at.isoformat(timespec="seconds") if one.saved_at else None,
        "missing": {name: list(ids) for name, ids in _named(one.missing)},
    }
