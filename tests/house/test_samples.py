"""What lies in ``samples/`` is what the code makes of the sample plans.

BTOBSHEET_UPDATE_GOLDEN=1 makes it anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from btobsheet.samples.make import slides
from checkout import ROOT

import btobsheet
from btobsheet.excel.raw.grid import read_grid
from btobsheet.wording import LANGUAGES

SAMPLES = ROOT / "samples"
TEXTS = [
    f"report.{language}.{suffix}"
    for language in LANGUAGES
    for suffix in ("html", "md", "txt", "json")
] + [f"plans.{language}.html" for language in LANGUAGES]
BOOKS = [f"{kind}.{language}.xlsx" for kind in ("plan", "report") for language in LANGUAGES]
AGAIN = "run `python samples/make.py`, look at what changed, and commit it"
Cells = dict[tuple[str, int, int], tuple[str, object]]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = (
        SAMPLES if os.environ.get("BTOBSHEET_UPDATE_GOLDEN") else tmp_path_factory.mktemp("samples")
    )
    subprocess.run([sys.executable, str(SAMPLES / "make.py"), str(folder)], check=True, timeout=300)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_a_report_is_up_to_date(fresh: Path, name: str) -> None:
    assert (fresh / name).read_bytes() == (SAMPLES / name).read_bytes(), (
        f"samples/{name} is out of date: {AGAIN}"
    )


def cells(path: Path) -> Cells:
    """Give what every cell holds: its formula and its value."""
    grid = read_grid(path)
    return {
        (sheet.name, row, column): (str(cell.formula or ""), cell.value)
        for sheet in grid.sheets
        for row, line in sheet.rows.items()
        for column, cell in line.items()
    }


@pytest.mark.parametrize("name", BOOKS)
def test_a_workbook_is_up_to_date(fresh: Path, name: str) -> None:
    made, kept = cells(fresh / name), cells(SAMPLES / name)
    differing = [key for key in sorted(made.keys() | kept.keys()) if made.get(key) != kept.get(key)]
    assert differing[:5] == [], f"samples/{name} is out of date: {AGAIN}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slides_are_up_to_date(fresh: Path, language: str) -> None:
    name = f"report.{language}.pptx"
    made, kept = (slides((folder / name).read_bytes()) for folder in (fresh, SAMPLES))
    differing = [part for part in made.keys() | kept.keys() if made.get(part) != kept.get(part)]
    assert differing == [], f"samples/{name} is out of date: {AGAIN}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_reads_back_as_the_plan(language: str) -> None:
    reading = btobsheet.read(SAMPLES / f"plan.{language}.xlsx")
    sample = btobsheet.sample_plan("ja" if language == "ja" else "en")
    assert (reading.plan, reading.plan.history) == (sample, sample.history)
    assert reading.problems == btobsheet.check(SAMPLES / f"plan.{language}.xlsx")[0].problems == ()


def test_both_languages_tell_the_same_figures(fresh: Path) -> None:
    japanese, english = (
        json.loads((fresh / f"report.{language}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )
    for table, fields in (
        ("kpis", ("id", "status", "attainment", "trend", "forecast")),
        ("actions", ("id", "state", "planned")),
        ("tactics", ("id", "status")),
    ):
        assert [[one[field] for field in fields] for one in japanese[table]] == [
            [one[field] for field in fields] for one in english[table]
        ]


def test_nothing_else_lies_among_the_samples() -> None:
    known = {
        *TEXTS,
        *BOOKS,
        *(f"report.{language}.pptx" for language in LANGUAGES),
        "__init__.py",
        "agreed.toml",
        "make.py",
        *(f"plan.{language}.toml" for language in LANGUAGES),
    }
    assert {path.name for path in SAMPLES.iterdir() if path.is_file()} == known
