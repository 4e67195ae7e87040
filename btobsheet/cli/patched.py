"""Outputs that are an input patched: their name has to tell the same kind of file."""

from __future__ import annotations

from pathlib import Path

from btobsheet.problems import UsageError, problem

_READ_ONLY = (".ods", ".xlsb")


def check_kind(out: Path, source: Path) -> None:
    """Refuse an input that cannot be patched (E050), and an output whose name tells another kind of
    file than the input is (E055).
    """
    check_patchable(source)
    if out.suffix.lower() != source.suffix.lower():
        raise UsageError(problem("E055", value=out.name, suffix=source.suffix or ".xlsx"), str(out))


def check_patchable(source: Path) -> None:
    """Refuse an input of a kind that can be read only (E050): no name of an output would do."""
    if source.suffix.lower() in _READ_ONLY and source.is_file():
        raise UsageError(problem("E050"), str(source))
