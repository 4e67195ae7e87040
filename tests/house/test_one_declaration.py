"""A column is its declaration, its field and its words; a language is a folder of words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT


@pytest.mark.parametrize("program", ["declared", pytest.param("spoken", marks=pytest.mark.slow)])
@pytest.mark.slow
def test_nothing_else_is_told(program: str, tmp_path: Path) -> None:
    script = ROOT / "tests" / "house" / f"{program}.py"
    made = subprocess.run(
        [sys.executable, str(script), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=None,
    )
    assert made.stdout.strip() == program, made.stderr[-3000:]
