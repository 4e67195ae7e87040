"""Problems as lines for people, for a build log and for JSON.

A text file's problem stands at a line, a workbook's at a cell; a code without text: KeyError.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from btobsheet.plan.calendar import Month
from btobsheet.problems import Problem
from btobsheet.reports.document import one_line
from btobsheet.reports.numbers import month_name
from btobsheet.wording import text, text_or, texts
from btobsheet.wording.columns import field_name
from btobsheet.wording.words import CHOICES, label

DEFAULT_CAP: Final = 5
VALUE_WIDTH: Final = 60
_ENDS: Final = ("。", ".", "?", "？", "!", "…")

Json = dict[str, object]


def message(problem: Problem, language: str) -> str:
    """Say what is wrong, with the typed value where the sentence does not hold it."""
    key = f"problems.{problem.code}"
    said = one_line(text(language, key, **_details(problem, language)))
    if not problem.value or "{value}" in texts(language, "problems")[problem.code]:
        return said
    return said + text(language, "report.typed_value", value=short(problem.value))


def hint(problem: Problem, language: str) -> str:
    """Say what to do about it, or nothing."""
    return one_line(
        text_or(language, f"problems.{problem.code}.hint", **_details(problem, language))
    )


def severity_word(problem: Problem, language: str) -> str:
    """Give エラー, 警告 or お知らせ."""
    return text(language, f"report.severity_{problem.severity}")


def where(problem: Problem) -> str:
    """Give the place as spreadsheets write it: ``シート!F12``; of a text the line, with the key as
    far as it is known (``12:kpis.K01.unit``); or nothing.
    """
    place = problem.place
    if place is None:
        return ""
    if place.cell:
        return f"{one_line(place.sheet)}!{place.cell}"
    parts = (one_line(place.sheet), str(place.line) if place.line else "", one_line(place.key))
    return ":".join(part for part in parts if part)


def problem_line(problem: Problem, file: str, language: str) -> str:
    """Say one problem on one line, as compilers do: ``計画.xlsx:シート!F12: エラー E203 …``."""
    head = ":".join(part for part in (one_line(file), where(problem)) if part)
    said = worded(problem, language)
    return f"{head}: {said}" if head else said


def worded(problem: Problem, language: str) -> str:
    """Say one problem with its severity and code, and what to do about it as a sentence of its
    own.
    """
    said = text(
        language,
        "report.problem_line",
        severity=severity_word(problem, language),
        code=problem.code,
        message=message(problem, language),
    )
    return _with_hint(said, problem, language)


def _with_hint(said: str, problem: Problem, language: str) -> str:
    """Add what to do; what is said so far ends as a sentence does."""
    todo = hint(problem, language)
    if not todo:
        return said
    end = text(language, "report.sentence_end")
    ended = said if said.endswith((end, *_ENDS)) else said + end
    return ended + text(language, "report.problem_hint", hint=todo)


def problem_lines(
    problems: Iterable[Problem], file: str, language: str, cap: int = DEFAULT_CAP
) -> list[str]:
    """Give one line a problem, grouped by sheet, at most ``cap`` of a code in a sheet (0: all),
    then how many more.
    """
    lines: list[str] = []
    for shown, more in capped(problems, cap):
        lines += [problem_line(item, file, language) for item in shown]
        if more:
            head = ":".join(part for part in (file, _sheet(shown[0])) if part)
            rest = text(
                language,
                "report.more_of_code",
                severity=severity_word(shown[0], language),
                code=shown[0].code,
                count=more,
            )
            lines.append(f"{head}: {rest}" if head else rest)
    return lines


def capped(
    problems: Iterable[Problem], cap: int = DEFAULT_CAP
) -> list[tuple[Sequence[Problem], int]]:
    """Group by sheet and code, in the order they first come.

    Give each group's first ``cap`` and how many were left out.
    """
    items = tuple(problems)
    sheets = {sheet: index for index, sheet in enumerate(dict.fromkeys(map(_sheet, items)))}
    groups: dict[tuple[int, str], list[Problem]] = {}
    for item in items:
        groups.setdefault((sheets[_sheet(item)], item.code), []).append(item)
    ordered = [groups[key] for key in sorted(groups, key=lambda key: key[0])]
    return [
        (group[:cap], len(group) - cap) if 0 < cap < len(group) else (group, 0) for group in ordered
    ]


def problem_json(problem: Problem, language: str) -> Json:
    """Give the JSON form of figures.md: code, severity, sheet, cell, value, message, hint.

    Absent is null. A text's problem has ``line`` and ``key`` in addition.
    """
    place = problem.place
    in_text = {"line": place.line or None, "key": place.key} if place and place.key else {}
    return {
        "code": problem.code,
        "severity": problem.severity,
        "sheet": place.sheet or None if place else None,
        "cell": place.cell or None if place else None,
        **in_text,
        "value": problem.value or None,
        "message": message(problem, language),
        "hint": hint(problem, language) or None,
    }


def github_lines(problems: Iterable[Problem], file: str, language: str) -> list[str]:
    """Give a workflow command a problem, so that a build shows it beside the file; never capped."""
    return [_github_line(item, file, language) for item in problems]


def count_line(problems: Iterable[Problem], language: str) -> str:
    """Count the problems by severity in one sentence."""
    counts = Counter(item.severity for item in problems)
    return text(
        language,
        "report.problem_counts",
        errors=counts["error"],
        warnings=counts["warning"],
        notices=counts["notice"],
    )


def short(value: str) -> str:
    """Put a typed value on one line and cut it where it is too long to quote."""
    line = one_line(value)
    return line if len(line) <= VALUE_WIDTH else line[: VALUE_WIDTH - 1] + "…"


def _github_line(problem: Problem, file: str, language: str) -> str:
    line = f",line={problem.place.line}" if problem.place and problem.place.line else ""
    said = " ".join(part for part in (where(problem), message(problem, language)) if part)
    said = _with_hint(said, problem, language)
    return (
        f"::{problem.severity} file={_property(file)}{line},title={problem.code}::{_escape(said)}"
    )


def _escape(said: str) -> str:
    return said.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(said: str) -> str:
    return _escape(said).replace(":", "%3A").replace(",", "%2C")


def _sheet(problem: Problem) -> str:
    """Give the tab, or the table of a text: what problems are counted by."""
    place = problem.place
    return one_line(place.sheet or re.split(r"[.\[]", place.key)[0]) if place else ""


def _details(problem: Problem, language: str) -> dict[str, object]:
    """Give what the sentence is filled with, fixed words in its language.

    A row's name is followed by the column's: ``A012 告知 [終了]``.
    """
    details: dict[str, object] = {"value": short(problem.value), **problem.details}
    group = str(problem.details.get("group", ""))
    if "choices" in details and group:
        details["choices"] = text(language, "changes.separator").join(
            word.label(language) for word in CHOICES[group]
        )
    if "word" in details and group:
        details["read"] = label(group, str(details["word"]), language)
    field = str(problem.details.get("field", ""))
    if field and "label" in details:
        word = _field_word(field, language)
        details["label"] = (
            word
            if field.startswith("settings.")
            else f"{details['label']} [{word}]"
            if word
            else details["label"]
        )
    return details


def _field_word(field: str, language: str) -> str:
    """Name a column as the workbook does, with its month: ``kpis.actual.2026-09`` is 9月実績."""
    table, _, rest = field.partition(".")
    column, _, step = rest.partition(".")
    if column in ("target", "actual") and step:
        return text(
            language, f"changes.month_{column}", month=month_name(Month.parse(step), language)
        )
    word = field_name(language, table, column)
    return f"{word} {step}".strip()
