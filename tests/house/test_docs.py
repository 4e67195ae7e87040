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

import btobsheet
from btobsheet.layout.book import BOOK
from btobsheet.layout.describe import describe, markdown_table
from btobsheet.wording import LANGUAGES, texts

MADE = [
    f"{name}{suffix}.md" for name in ("columns", "problems", "cli", "api") for suffix in ("", ".en")
]
SCHEMA = "plan.schema.json"
TWICE = ("README", "CONTRIBUTING", "CHANGELOG")
"""What is written by hand in both languages."""
WRITTEN = [*(f"{name}{suffix}.md" for name in TWICE for suffix in ("", ".en")), "docs/design.md"]
WRITTEN += [
    f"docs/{name}{suffix}.md" for name in ("text", "calendar", "scale") for suffix in ("", ".en")
]
NAMED = re.compile(r"`([\w./]+/[\w.]*|[\w/]+\.(?:py|md|toml|cfg|html))`")
"""A file or folder that a page names."""
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def make(folder: Path, *pages: str) -> Path:
    program = str(ROOT / "docs" / "make.py")
    subprocess.run([sys.executable, program, str(folder), *pages], check=True, timeout=600)
    return folder


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("docs"), "columns", "problems", "cli", SCHEMA)


@pytest.fixture(scope="module")
def fresh_api(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the Python API, for which every example is run."""
    return make(tmp_path_factory.mktemp("api"), "api")


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in MADE if name.startswith("api")])
def test_the_api_page_is_what_its_examples_give(fresh_api: Path, name: str) -> None:
    test_a_reference_page_is_what_the_code_makes(fresh_api, name)


@pytest.mark.parametrize("name", [*(name for name in MADE if not name.startswith("api")), SCHEMA])
def test_a_reference_page_is_what_the_code_makes(fresh: Path, name: str) -> None:
    same = (fresh / name).read_text(encoding="utf-8") == (ROOT / "docs" / name).read_text(
        encoding="utf-8"
    )
    assert same, (
        f"docs/{name} is out of date: run `python docs/make.py`, read the difference, commit it"
    )


def test_no_other_reference_page_is_made(fresh: Path) -> None:
    quick = [name for name in MADE if not name.startswith("api")]
    assert sorted(path.name for path in fresh.iterdir()) == sorted([*quick, SCHEMA])


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


@pytest.mark.parametrize("suffix", ["", ".en"])
def test_every_public_name_is_told_with_an_example_that_prints(suffix: str) -> None:
    """The examples were run when the page was made; an error in one makes no page."""
    page = (ROOT / "docs" / f"api{suffix}.md").read_text(encoding="utf-8")
    parts = dict(re.findall(r"^### (\w+)\n(.*?)(?=^##|\Z)", page, re.DOTALL | re.MULTILINE))
    assert sorted(parts) == sorted(btobsheet.__all__)
    for name, part in parts.items():
        if not isinstance(getattr(btobsheet, name), type):
            assert f"btobsheet.{name}(" in part, f"docs/examples.py: no example calls {name}"
            assert re.search(r"```text\n.+\n```", part, re.DOTALL), f"{name}: nothing is printed"


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert list(markdown_table(["a"], [["x|y\nz"]])) == ["| a |", "| --- |", "| x\\|y z |"]


@pytest.mark.parametrize("name", [*WRITTEN, *(f"docs/{name}" for name in MADE)])
def test_links_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("https://", "http://", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), f"{name}: {target}"


@pytest.mark.parametrize("name", ["CONTRIBUTING.md", "CONTRIBUTING.en.md", "docs/design.md"])
def test_files_that_are_named_exist(name: str) -> None:
    page = (ROOT / name).read_text(encoding="utf-8")
    named = set(NAMED.findall(page))
    missing = [
        one
        for one in named
        if not any((root / one).exists() for root in (ROOT, ROOT / "btobsheet"))
    ]
    assert named
    assert missing == [], f"{name} names files that are not there"


def table_rows(page: str) -> list[list[str]]:
    """Give the cells of every row of a page's tables."""
    return [line.split(" | ") for line in page.splitlines() if line.startswith("|")]


def test_the_contributing_pages_say_the_same_in_both_languages() -> None:
    """Row by row they name the same files, commands and codes."""
    japanese, english = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("CONTRIBUTING.md", "CONTRIBUTING.en.md")
    )
    assert headings(japanese) == headings(english)
    assert set(NAMED.findall(japanese)) == set(NAMED.findall(english))
    rows = table_rows(japanese), table_rows(english)
    assert len(rows[0]) == len(rows[1])
    for one, other in zip(*rows, strict=True):
        assert [quoted(cell) for cell in one] == [quoted(cell) for cell in other], one[0]


def test_the_change_logs_say_the_same_in_both_languages() -> None:
    japanese, english = (
        (ROOT / name).read_text(encoding="utf-8") for name in ("CHANGELOG.md", "CHANGELOG.en.md")
    )
    assert headings(japanese) == headings(english)
    assert [quoted(line) for line in bullets(japanese)] == [
        quoted(line) for line in bullets(english)
    ]


def headings(page: str) -> list[int]:
    """Give the levels of a page's headings."""
    return [len(marks) for marks in re.findall(r"^(#+) ", page, re.MULTILINE)]


def bullets(page: str) -> list[str]:
    """Give the lines of a page's lists."""
    return [line for line in page.splitlines() if line.startswith("- ")]


def quoted(text: str) -> list[str]:
    """Give what a text shows as code, but for words of a language, in alphabetical order."""
    return sorted(one for one in re.findall(r"`([^`]+)`", text) if one.isascii())


def test_japanese_pages_can_be_shown_by_a_japanese_windows_console() -> None:
    for name in ("CONTRIBUTING.md", "CHANGELOG.md", "docs/api.md"):
        page = (ROOT / name).read_text(encoding="utf-8")
        assert page.encode("cp932", errors="replace").decode("cp932") == page, name
