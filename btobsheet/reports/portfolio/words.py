"""What is said of several plans and files: names, counts, plans that stand twice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from btobsheet.reports.document import one_line
from btobsheet.reports.portfolio.summary import PlanSummary
from btobsheet.status.rules import COUNTED
from btobsheet.wording import text
from btobsheet.wording.words import label

MOST_NAMED = 20
"""How many files or plans a sentence names."""
MOST_COPIES = 3
"""How many files of one plan a sentence names: they lie beside one another."""


def wording(language: str) -> Callable[..., str]:
    """Give what words one text of this report."""

    def say(key: str, **details: object) -> str:
        return text(language, f"portfolio.{key}", **details)

    return say


def same_plans(
    plans: Iterable[PlanSummary], language: str, home: str = ""
) -> list[tuple[str, str]]:
    """Say of every plan that several files hold that the totals count it more than once, and name
    the files, as they stand below ``home`` or the folder that they share.
    """
    found: dict[str, list[PlanSummary]] = {}
    for plan in plans:
        if plan.plan_id:
            found.setdefault(plan.plan_id, []).append(plan)
    several = (group for group in found.values() if len(group) > 1)
    return [
        (
            wording(language)("same_plan", count=len(group), plan=group[0].name),
            named(_below(sorted(plan.file for plan in group), home), language, MOST_COPIES),
        )
        for group in several
    ]


def _below(files: Sequence[str], home: str) -> list[str]:
    """Give the names of files without the folders that all have, or without ``home``."""
    first, last = min(files), max(files)  # what these share all share
    same = next((at for at, sign in enumerate(first) if last[at : at + 1] != sign), len(first))
    shared = re.sub(r"[^/\\]*\Z", "", first[:same])
    shared = shared if len(shared) > len(home) else home
    return [file.removeprefix(shared) for file in files]


def no_plan(language: str) -> str:
    """Say why a file of a folder is left out."""
    return wording(language)("no_plan")


def named(files: Sequence[str], language: str, most: int = MOST_NAMED) -> str:
    """Name files or plans in one sentence: the first ones, and how many more."""
    say = wording(language)
    shown = say("files_join").join(map(one_line, files[:most]))
    if len(files) <= most:
        return shown
    return say("more_files", files=shown, count=len(files) - most)


def counts(counts: Mapping[str, int], language: str) -> str:
    """Word counts by status, the worst first: ``遅れ2・注意1``."""
    say = wording(language)
    words = [
        (label("kpi_status", code, language) if code else say("no_kgi"), counts.get(code, 0))
        for code in (*COUNTED, "")
    ]
    return say("counts_join").join(
        say("count", word=word, count=count) for word, count in words if count
    )
