"""The lint of the plan itself: the method's three cautions and what else goes wrong (figures.md,
"Plan lint").

A rule is a small function ``(plan, lookup) -> problems``; rules that need a day stand in
:mod:`btobsheet.status.daylint`. Tactics that are 候補 or 見送り, with what hangs on them, are left
alone by every rule but those about duplicates and about a last day without 終了.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from btobsheet.plan.lint.gaps import GAPS
from btobsheet.plan.lint.method import METHOD, Alternatives, people_alone
from btobsheet.plan.lint.numbers import NUMBERS
from btobsheet.plan.lint.rhythm import RHYTHM, WAYS
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.problems import Detail, Problem
from btobsheet.wording import text

# more of the same gap in one table is one job, and reads as one line
FOLD_OVER: Final = 5
FOLD_SHOWN: Final = 3
# so many letters of names read well in one sentence
FOLD_WIDTH: Final = 56


def lint_plan(plan: Plan, lookup: Lookup, alternatives: Alternatives) -> tuple[Problem, ...]:
    """Apply every rule that needs no day, gaps first.

    ``alternatives`` gives the names of digital tactics for an operation's stages; it is asked only
    for an operation worked by people alone. Many records with the same gap are told in one problem.
    """
    gaps = folded(
        (problem for rule in (*GAPS, *RHYTHM) for problem in rule(plan, lookup)), plan.language
    )
    findings = (problem for rule in (*METHOD, *NUMBERS, *WAYS) for problem in rule(plan, lookup))
    return (*gaps, *people_alone(plan, lookup, alternatives), *findings)


def folded(problems: Iterable[Problem], language: str) -> Iterator[Problem]:
    """Tell more than five of one code in one table as one problem at the first.

    ``ids`` holds all of them.
    """
    groups: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.code, _detail(problem, "id")[:1]), []).append(problem)
    for group in groups.values():
        if len(group) > FOLD_OVER:
            yield _fold(group, language)
        else:
            yield from (_with(problem, more="") for problem in group)


def _fold(group: list[Problem], language: str) -> Problem:
    separator = text(language, "changes.separator")
    shown = _fitting([_detail(problem, "label") for problem in group[:FOLD_SHOWN]], separator)
    details: dict[str, Detail] = {
        "label": separator.join(shown),
        "more": text(language, "changes.more", count=len(group) - len(shown)),
        "ids": " ".join(_detail(problem, "id") for problem in group),
        "count": len(group),
    }
    if "fields" in group[0].details:
        details["fields"] = _all_fields(group, separator)
    return _with(group[0], **details)


def _all_fields(group: list[Problem], separator: str) -> str:
    return separator.join(
        dict.fromkeys(
            field for problem in group for field in _detail(problem, "fields").split(separator)
        )
    )


def _with(problem: Problem, **details: Detail) -> Problem:
    return Problem(problem.code, problem.place, problem.value, {**problem.details, **details})


def _detail(problem: Problem, name: str) -> str:
    return str(problem.details.get(name, ""))


def _fitting(labels: list[str], separator: str) -> list[str]:
    """Give the first labels that fit on a line together, but at least one."""
    count = len(labels)
    while count > 1 and len(separator.join(labels[:count])) > FOLD_WIDTH:
        count -= 1
    return labels[:count]
