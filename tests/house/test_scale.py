"""The example of docs/scale.md runs, and its errors are values."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from checkout import ROOT


@pytest.mark.slow
def test_many_workbooks_are_judged_by_engines_that_exist() -> None:
    command = [sys.executable, str(ROOT / "docs" / "scale.py"), "100", "2"]
    made = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert made.returncode == 0, made.stderr
    first, *others = made.stdout.splitlines()
    told = r"concurrent\.futures: 100 workbooks, 2 processes: .*; 1 errors as values \(E006\); .*MB"
    assert re.fullmatch(told, first), first
    assert len(others) == 1 and others[0].startswith("Dask: ")
