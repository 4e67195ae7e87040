"""What the public functions are called with: a wrong type or word is told before any work is done.

What a function asks for stands in its signature alone; :func:`checked` reads it there.
"""

from __future__ import annotations

import datetime as dt
import functools
import os
from collections.abc import Callable, Iterable, Mapping
from typing import Final, ParamSpec, TypeVar

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.wording import LANGUAGES

P = ParamSpec("P")
R = TypeVar("R")
Check = Callable[[str, object], None]


def checked(function: Callable[P, R]) -> Callable[P, R]:
    """Check a function's arguments by its signature, as far as :data:`CHECKS` knows their types.

    What it gives raises TypeError for a value of another type, ValueError for another word.
    """
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    asked = {name: str(function.__annotations__.get(name, "")) for name in names}
    checks = {
        name: CHECKS.get(f"{name}: {kind}") or CHECKS[kind]
        for name, kind in asked.items()
        if kind in CHECKS or f"{name}: {kind}" in CHECKS
    }

    @functools.wraps(function)
    def run(*arguments: P.args, **options: P.kwargs) -> R:
        given: Mapping[str, object] = {**dict(zip(names, arguments, strict=False)), **options}
        for name, value in given.items():
            if name in checks:
                checks[name](name, value)
        return function(*arguments, **options)

    return run


def _of(*kinds: type | str, words: str) -> Check:
    """Ask for one of some types; a type of ours that is made late goes by its name."""

    def check(name: str, value: object) -> None:
        known = tuple(kind for kind in kinds if isinstance(kind, type))
        if not isinstance(value, known) and type(value).__name__ not in kinds:
            raise TypeError(f"{name} must be {words}, not {type(value).__name__}")

    return check


def _maybe(check: Check) -> Check:
    return lambda name, value: None if value is None else check(name, value)


def _day(name: str, value: object) -> None:
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise TypeError(
            f"{name} must be a datetime.date such as date(2026, 10, 5), not {type(value).__name__}"
        )


def _one_of(words: Iterable[str]) -> Check:
    """Ask for one of some words."""
    known = tuple(words)

    def check(name: str, value: object) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{name} must be text, not {type(value).__name__}")
        if value not in known:
            offered = ", ".join(repr(word) for word in known if word)
            raise ValueError(f"{name} must be one of {offered}, not {value!r}")

    return check


def _way(name: str, value: object) -> None:
    from btobsheet.plan.split import WAYS

    _one_of(WAYS)(name, value)


def _several(check: Check) -> Check:
    """Ask for a list; one text or bytes alone would be taken apart letter by letter."""

    def every(name: str, value: object) -> None:
        if isinstance(value, str | bytes | os.PathLike) or not isinstance(value, Iterable):
            raise TypeError(f"{name} must be a list, not {type(value).__name__}")
        if isinstance(value, list | tuple):
            for item in value:
                check(f"each of {name}", item)

    return every


_TEXT: Final = _of(str, words="text")
_PATH: Final = _of(str, os.PathLike, words="a path")
_SOURCE: Final = _of(str, os.PathLike, bytes, words="a path or a file's bytes")
_PLAN: Final = _of(Plan, words="a Plan (of a Reading its .plan)")
CHECKS: Final[Mapping[str, Check]] = {
    "Source": _SOURCE,
    "Sequence[Source]": _several(_SOURCE),
    "Sequence[Source | Reading]": _several(
        _of(str, os.PathLike, bytes, "Reading", words="a path, a file's bytes or a Reading")
    ),
    "Tracked | None": _maybe(_of("Tracked", words="a Tracked, as btobsheet.tracked gives")),
    "str | os.PathLike[str]": _PATH,
    "str | os.PathLike[str] | None": _maybe(_PATH),
    "Sequence[str | os.PathLike[str]]": _several(_PATH),
    "Sequence[str]": _several(_TEXT),
    "Plan": _PLAN,
    "Plan | None": _maybe(_PLAN),
    "Reading": _of("Reading", words="a Reading, as btobsheet.read gives"),
    "Reading | Plan": _of(Plan, "Reading", words="a Reading or a Plan"),
    "dt.date": _day,
    "dt.date | None": _maybe(_day),
    "Month | None": _maybe(_of(Month, words="a Month such as Month(2027, 4)")),
    "str": _TEXT,
    "int": _of(int, words="a whole number"),
    "float | None": _maybe(_of(int, float, words="a number")),
    "Rates": _one_of(("plan", "actual")),
    "language: str": _one_of(("", *LANGUAGES)),
    "Language": _one_of(LANGUAGES),
    "CalendarUnit | None": _maybe(_one_of(("week", "day", "month"))),
    "By": _way,
    "prefer: str": _one_of(("", "master", "copy")),
}
