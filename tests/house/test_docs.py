"""The documents tell what is so: reference pages equal what the code makes, and links lead
somewhere.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from checkout import ROOT

from btobsheet.layout.book import BOOK
from btobsheet.layout.describe import describe, markdown_table
from btobsheet.wording import LANGUAGES, texts

MADE = [f"{name}{suffix}.md" for name in ("columns", "problems", "cli") for suffix in ("", ".en")]
WRITTEN = ["README.md", "README.en.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/design.md"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    subprocess.run(
        [sys.executable, str(ROOT / "docs" / "make.py"), str(folder)], check=True, timeout=120
    )
    return folder


@pytest.mark.parametrize("name", MADE)
def test_a_reference_page_is_what_the_code_makes(fresh: Path, name: str) -> None:
    same = (fresh / name).read_text(encoding="utf-8") == (ROOT / "docs" / name).read_text(
        encoding="utf-8"
    )
    assert same, (
        f"docs/{name} is out of date: run `python docs/make.py`, read the difference, commit it"
    )


def test_no_other_reference_page_is_made(fresh: Path) -> None:
    assert sorted(path.name for path in fresh.iterdir()) == sorted(MADE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_that_people_see_is_told(language: str) -> None:
    page = describe(BOOK, language)
    for table in BOOK.tables:
        for column in table.columns:
            told = any(f"`{table.name}.{column.name}{end}" in page for end in ("`", ".YYYY"))
            assert told == (not column.hidden), (
                f"{table.name}.{column.name}: see btobsheet/layout/describe.py"
            )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_code_is_told(fresh: Path, language: str) -> None:
    page = (fresh / ("problems.md" if language == "ja" else "problems.en.md")).read_text(
        encoding="utf-8"
    )
    codes = {key for key in texts(language, "problems") if "." not in key}
    assert set(re.findall(r"\*\*([EWN][0-9]{3})\*\*", page)) == codes


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert list(markdown_table(["a"], [["x|y\nz"]])) == ["| a |", "| --- |", "| x\\|y z |"]


@pytest.mark.parametrize("name", [*WRITTEN, *(f"docs/{name}" for name in MADE)])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("https://", "http://", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), f"{name}: {target}"


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "docs/design.md"])
def test_files_that_are_named_exist(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w./]+/[\w.]*|[\w/]+\.(?:py|md|toml|cfg|html))`", page))
    missing = [
        one
        for one in named
        if not any((root / one).exists() for root in (ROOT, ROOT / "btobsheet"))
    ]
    assert named
    assert missing == [], f"{name} names files that are not there"
