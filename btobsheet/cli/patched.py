"""Outputs that are an input patched: their name has to tell the same kind of file."""

from __future__ import annotations

from pathlib import Path

from btobsheet.problems import UsageError, problem


def check_kind(out: Path, source: Path) -> None:
    """Refuse an output whose name tells another kind of file than the input is (E055): Excel would not open it."""
    if out.suffix.lower() != source.suffix.lower():
        raise UsageError(problem("E055", value=out.name, suffix=source.suffix or ".xlsx"), str(out))
