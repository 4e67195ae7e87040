"""TOML that people write, parsed: where it is none, the line is told."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from btobsheet.problems import Place, UsageError, problem

_AT_LINE = re.compile(r"at line (\d+)")


def parse_toml(text: str, code: str, name: str = "") -> dict[str, Any]:
    """Parse TOML, with a byte order mark or without.

    Raises UsageError: a problem of this code, at the line where it is none, with what stands there.
    """
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except (
        ValueError,
        RecursionError,
    ) as error:  # ValueError: TOML's own error, and a number of thousands of digits
        at = _AT_LINE.search(str(error))
        rows = text.split("\n")
        line = int(at[1]) if at else max(1, len(text.rstrip().split("\n")))
        said = rows[line - 1].strip()
        raise UsageError(problem(code, Place(line=line), said, line=line), name) from error
