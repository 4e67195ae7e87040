"""Programs that some tests start: which are here, and LibreOffice with a private profile that always
recalculates.

A test bears the mark of every program it starts (``libreoffice`` is Calc, ``impress`` the slides).
``tests/conftest.py`` skips it with a reason where the program is missing; with BTOBSHEET_NO_SKIP it
fails there instead.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

NO_SKIP = bool(os.environ.get("BTOBSHEET_NO_SKIP"))
SOFFICE = shutil.which("soffice")
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
NODE = shutil.which("node")
POSTGRES = max(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), default=None) or shutil.which(
    "pg_ctl"
)
"""Debian keeps each version's programs apart, off the path."""
SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that has LibreOffice's ``uno``."""
needs_libreoffice = pytest.mark.libreoffice
needs_impress = pytest.mark.impress
needs_chromium = pytest.mark.chromium
needs_node = pytest.mark.node
needs_postgres = pytest.mark.postgres
needs_gnumeric = pytest.mark.gnumeric

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


def browse(content: str, folder: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Show a page in Chromium, as a file in a folder."""
    assert CHROMIUM is not None
    file = folder / "page.html"
    file.write_text(content, encoding="utf-8")
    command = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'profile'}",
        *options,
        file.as_uri(),
    ]
    return subprocess.run(command, check=True, capture_output=True, timeout=120)


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


_SPACES = "urn:oasis:names:tc:opendocument:xmlns"
_SLIDES = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="{_SPACES}:office:1.0" xmlns:draw="{_SPACES}:drawing:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:body><office:presentation><draw:page/></office:presentation></office:body>
</office:document>
"""


@cache
def _without(program: str, name: str, content: str, to: str) -> str:
    """Say what is missing by a trial: each program of LibreOffice is installed on its own, and brings
    its own filters.
    """
    if SOFFICE is None:
        return "LibreOffice (soffice) is not installed"
    with tempfile.TemporaryDirectory() as work:
        source = Path(work) / name
        source.write_text(content, encoding="utf-8")
        try:
            done = convert([source], Path(work) / "out", to)[0].is_file()
        except subprocess.SubprocessError:
            done = False
    return "" if done else f"LibreOffice is here without {program}"


def without_uno() -> str:
    """Say what is missing where the system's Python does not reach LibreOffice."""
    try:
        done = subprocess.run(
            [SYSTEM_PYTHON, "-c", "import uno"], capture_output=True, timeout=60, check=False
        )
    except OSError:
        return f"{SYSTEM_PYTHON} is not here"
    return "" if done.returncode == 0 else "python3-uno is not installed"


MISSING: dict[str, Callable[[], str]] = {
    "libreoffice": lambda: _without("Calc", "trial.csv", "1\n", "xlsx"),
    "impress": lambda: _without("Impress", "trial.fodp", _SLIDES, "pdf"),
    "chromium": lambda: "" if CHROMIUM else "Chromium is not installed",
    "node": lambda: "" if NODE else "Node.js is not installed",
    "gnumeric": lambda: (
        "" if shutil.which("ssconvert") else "Gnumeric (ssconvert) is not installed"
    ),
    "postgres": lambda: "" if POSTGRES else "PostgreSQL (pg_ctl) is not installed",
}
"""By mark: why a test that bears it cannot run here, nothing where it can."""
PROGRAMS = {
    "soffice": ("libreoffice", "impress"),
    "chromium": ("chromium",),
    "chromium-browser": ("chromium",),
    "google-chrome": ("chromium",),
    "node": ("node",),
    "ssconvert": ("gnumeric",),
    "pg_ctl": ("postgres",),
    "initdb": ("postgres",),
}
"""By a program's name: the marks that let a test start it."""
