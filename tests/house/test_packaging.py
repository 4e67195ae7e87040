"""What is installed works outside the checkout: the wheel and an editable install, with templates,
sample and report page.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from checkout import copy_checkout

pytestmark = pytest.mark.slow

TEMPLATES = ("marketing-cycle", "sales", "web", "digital-five-steps", "funnel", "blank")
HOLDS = (
    "btobsheet/py.typed",
    "btobsheet/reports/render/template.html",
    "btobsheet/samples/__init__.py",
    "btobsheet/samples/plan.ja.toml",
    "btobsheet/samples/plan.en.toml",
    "btobsheet/sheet_templates/__init__.py",
    *(
        f"btobsheet/sheet_templates/{name}.{language}.toml"
        for name in TEMPLATES
        for language in ("ja", "en")
    ),
)
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def environment() -> dict[str, str]:
    return {
        **{
            name: value
            for name, value in os.environ.items()
            if name not in ("PYTHONPATH", "VIRTUAL_ENV")
        },
        "BTOBSHEET_LANG": "ja",
    }


def run(folder: Path, *command: str | Path) -> str:
    made = subprocess.run(
        [str(one) for one in command],
        cwd=folder,
        env=environment(),
        capture_output=True,
        timeout=600,
        check=False,
    )
    assert made.returncode == 0, (
        command,
        made.stdout.decode("utf-8", "replace")[-2000:],
        made.stderr.decode("utf-8", "replace")[-4000:],
    )
    return made.stdout.decode("utf-8", "replace")


def fresh_venv(folder: Path) -> Path:
    """Make a venv that sees this interpreter's libraries, but not its btobsheet (a path in a .pth
    file runs no other .pth file).
    """
    venv.create(folder, with_pip=True)
    site = next(
        folder.glob("lib/python3.*/site-packages")
        if os.name != "nt"
        else folder.glob("Lib/site-packages")
    )
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / SCRIPTS


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("build")
    run(
        work,
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "-w",
        work / "out",
        copy_checkout(work / "project"),
    )
    return next((work / "out").glob("btobsheet-*.whl"))


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert set(HOLDS) - names == set()
    assert [name for name in names if not name.startswith(("btobsheet/", "btobsheet-"))] == []
    assert any(name.endswith("LICENSE") for name in names)


def loop(bin_: Path, work: Path) -> None:
    """Make a workbook of each template, then run the demo: nothing of the checkout is near."""
    program = bin_ / "btobsheet"
    for name in TEMPLATES:
        run(work, program, "new", f"{name}.xlsx", "--template", name)
        run(work, program, "status", f"{name}.xlsx", "--format", "html", "-o", f"{name}.html")
    run(work, program, "demo")
    assert len(list((work / "btobsheet-demo").iterdir())) == 6


def test_the_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    bin_ = fresh_venv(tmp_path / "venv")
    run(tmp_path, bin_ / "python", "-m", "pip", "install", "-q", "--no-deps", wheel)
    place = run(tmp_path, bin_ / "python", "-c", "import btobsheet; print(btobsheet.__file__)")
    assert Path(place.strip()).is_relative_to(tmp_path / "venv")
    (tmp_path / "work").mkdir()
    loop(bin_, tmp_path / "work")


def test_an_editable_install_works(tmp_path: Path) -> None:
    bin_ = fresh_venv(tmp_path / "venv")
    project = copy_checkout(tmp_path / "project")
    run(tmp_path, bin_ / "python", "-m", "pip", "install", "-q", "--no-deps", "-e", project)
    place = run(tmp_path, bin_ / "python", "-c", "import btobsheet; print(btobsheet.__file__)")
    assert Path(place.strip()).is_relative_to(project)
    (tmp_path / "work").mkdir()
    loop(bin_, tmp_path / "work")
