"""A round as data for programs."""

from __future__ import annotations

from typing import Any, Final

from btobsheet.reports.problems import problem_json
from btobsheet.sharing.collect.results import Left, Letter, Round
from btobsheet.sharing.returned import to_key
from btobsheet.sharing.returned_report import answer_json

SCHEMA: Final = "btobsheet.collect/1"


def collect_json(made: Round) -> dict[str, Any]:
    """Give a round as data: paths of outputs are those in the output folder, absent is null."""
    returned, joined = made.returned, made.joined
    answers = []
    for one in returned.answers:
        marked = None if one.older else made.marked_of(one.file)
        letter = made.letter_of(one, to_key(one.to)) if one.to else None
        answers.append(
            {
                **answer_json(one),
                "errors": marked.errors if marked else 0,
                "marked": (marked.path or None) if marked else None,
                "draft": (letter.draft or None) if letter else None,
            }
        )
    return {
        "schema": SCHEMA,
        "master": returned.master,
        "folder": made.folder,
        "as_of": returned.day.isoformat(),
        "by": returned.by,
        "answers": answers,
        "other_plans": [
            {"file": file, "title": title or None} for file, title in returned.strangers
        ],
        "failures": [
            {"file": error.file, **problem_json(error.problem, made.language)}
            for error in returned.failures
        ],
        "not_looked_into": [{"file": one.name, "why": one.kind} for one in made.passed],
        "merged": {
            "file": made.merged,
            "copies": joined.copies,
            "changes": joined.changes,
            "conflicts": joined.conflicts,
            "unplaced": joined.unplaced,
            "left_out": [_left_json(one, made.language) for one in joined.left],
        },
        "merge_page": made.merge_page,
        "report": made.report,
        "letters": [_letter_json(one) for one in made.letters],
        "edited": list(made.edited),
    }


def _left_json(one: Left, language: str) -> dict[str, Any]:
    told = problem_json(one.refused, language) if one.refused else None
    return {"file": one.file, "newer": one.newer or None, "problem": told}


def _letter_json(one: Letter) -> dict[str, Any]:
    return {
        "to": one.title,
        "name": one.name or None,
        "address": one.address or None,
        "draft": one.draft or None,
        "text": one.text,
    }
