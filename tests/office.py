"""LibreOffice for tests: a private profile that always recalculates, and conversion through it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

F = TypeVar("F", bound=Callable[..., Any])
SOFFICE = shutil.which("soffice")
NO_SKIP = bool(os.environ.get("BTOBSHEET_NO_SKIP"))


def needs_libreoffice(test: F) -> F:
    """Mark a test that needs LibreOffice.

    It is skipped with a reason where there is none, but never in CI.
    """
    skip = pytest.mark.skipif(
        SOFFICE is None and not NO_SKIP, reason="LibreOffice (soffice) is not installed"
    )
    marked: F = pytest.mark.libreoffice(skip(test))
    return marked


_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def profile(folder: Path) -> Path:
    """Make a profile that recalculates every file it loads."""
    (folder / "user").mkdir(parents=True, exist_ok=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return folder


def convert(files: list[Path], out: Path, to: str = "xlsx:Calc MS Excel 2007 XML") -> list[Path]:
    """Load files in LibreOffice, recalculate, and save them under the same names in another folder."""
    assert SOFFICE is not None
    with tempfile.TemporaryDirectory() as work:
        home = profile(Path(work) / "profile")
        out.mkdir(parents=True, exist_ok=True)
        command = [
            SOFFICE,
            f"-env:UserInstallation={home.as_uri()}",
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(out),
            *map(str, files),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
    suffix = to.partition(":")[0]
    return [out / f"{file.stem}.{suffix}" for file in files]
