"""What a command says follows --lang, else the workbook, else BTOBSHEET_LANG, else the locale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from books import bare_book
from commands import process, run
from plans import small_plan

from btobsheet.cli.locale import default_language, unknown_language
from btobsheet.plan.model import Plan
from btobsheet.wording import LANGUAGES, text

BOOKS = {one: bare_book(replace(small_plan(), language=one)) for one in LANGUAGES}
SETTINGS = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8", "BTOBSHEET_LANG": ""}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for language, data in BOOKS.items():
        for name in ("plan", "copy"):
            (tmp_path / f"{name}.{language}.xlsx").write_bytes(data)
        (tmp_path / f"folder.{language}").mkdir()
        (tmp_path / f"folder.{language}" / "plan.xlsx").write_bytes(data)
    (tmp_path / "d.csv").write_text("KPI,2026-10\nK02,12\n", encoding="utf-8")
    return tmp_path


def other(language: str) -> str:
    return next(one for one in LANGUAGES if one != language)


def said_in(language: str, said: str, key: str) -> bool:
    """Tell whether the beginning of a text stands in what was said, and in no other language."""
    begins = {
        one: text(one, key, file="\0", folder="\0", count="\0").split("\0")[0] for one in LANGUAGES
    }
    return begins[language] in said and begins[other(language)] not in said


@pytest.mark.few(15)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asked", ["", "--lang"])
@pytest.mark.parametrize(
    "call",
    [
        ["status", "plan.{}.xlsx", "-o", "o.md"], ["status", "plan.{}.xlsx", "copy.{}.xlsx", "-o", "o.md"],
        ["status", "folder.{}", "-o", "o.json"], ["export", "plan.{}.xlsx", "--format", "toml", "-o", "o.toml"],
        ["export", "plan.{}.xlsx", "--format", "ics", "-o", "o.ics"],
        ["export", "plan.{}.xlsx", "--format", "csv", "-o", "tables"], ["diff", "plan.{}.xlsx", "copy.{}.xlsx", "-o", "o.txt"],
        ["diff", "plan.{}.xlsx", "copy.{}.xlsx", "-o", "o.xlsx"], ["merge", "plan.{}.xlsx", "copy.{}.xlsx", "-o", "o.xlsx"],
        ["fill", "plan.{}.xlsx", "d.csv", "-o", "o.xlsx"], ["check", "plan.{}.xlsx", "--mark", "o.xlsx"],
    ],
)  # fmt: skip
def test_what_was_written_is_told_in_the_workbooks_language(
    call: list[str], asked: str, language: str, home: Path
) -> None:
    """The surroundings speak the other language."""
    words = [word.format(other(language) if asked else language) for word in call]
    options = [asked, language] if asked else []
    said = run(*words, *options, folder=home, **SETTINGS | {"BTOBSHEET_LANG": other(language)})
    assert said.code in (0, 1), said.err
    assert said_in(language, said.err, "cli.written"), said.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_refusals_and_lists_follow_the_workbook_too(language: str, home: Path) -> None:
    def call(*words: str) -> str:
        said = run(*words, folder=home, **SETTINGS | {"BTOBSHEET_LANG": other(language)})
        return said.out + said.err

    refused = call("explain", f"plan.{language}.xlsx", "K99")
    assert f"{text(language, 'report.severity_error')} E690" in refused
    assert said_in(language, call("which", f"plan.{language}.xlsx"), "which.title")
    assert text(language, "which.title") in call("which", "none.xlsx", f"plan.{language}.xlsx")
    made = call("status", f"plan.{language}.xlsx", "--reminders", "letters")
    assert (
        text(language, "cli.status.reminded", count=0, folder="letters").split("0")[-1].strip()
        in made
    )


@pytest.mark.parametrize(
    ("wanted", "language", "unknown"),
    [
        ("ja", "ja", ""),
        ("EN", "en", ""),
        ("en_US.UTF-8", "en", ""),
        ("ja-JP", "ja", ""),
        ("", "ja", ""),
        ("xx", "ja", "xx"),
    ],
)
def test_a_language_of_the_surroundings(
    wanted: str, language: str, unknown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (SETTINGS | {"BTOBSHEET_LANG": wanted}).items():
        monkeypatch.setenv(name, value)
    assert (default_language(), unknown_language()) == (language, unknown)


def test_an_unknown_language_is_told_once(home: Path) -> None:
    said = process(
        "export",
        "plan.en.xlsx",
        "--format",
        "json",
        folder=home,
        **SETTINGS | {"BTOBSHEET_LANG": "xx"},
    )
    assert said.returncode == 0
    assert said.stderr.decode().count("BTOBSHEET_LANG=xx") == 1


@pytest.mark.parametrize(
    "start", ["2026-04", "2026/04", "2026/4", "2026.4", "202604", "２０２６年４月", " 2026-4 "]
)
def test_a_month_is_understood_as_people_write_it(
    start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The workbook itself is not looked at: its plan is."""
    months: list[str] = []

    def generate(plan: Plan, **_: object) -> bytes:
        months.append(str(plan.start))
        return b"a workbook"

    monkeypatch.setattr("btobsheet.api.generate", generate)
    said = run("new", "o.xlsx", "--template", "blank", "--start", start, folder=tmp_path)
    assert (said.code, "2026-04" in said.out, months) == (0, True, ["2026-04"]), said.err


@pytest.mark.parametrize("start", ["4", "26/4", "2026", "2026-13", "20264", "2026/4/1", "4月", "x"])
def test_what_is_no_month_is_refused(start: str, tmp_path: Path) -> None:
    assert run("new", "o.xlsx", "--start", start, folder=tmp_path).code == 2


@pytest.mark.parametrize(
    "day", ["2026-10-05", "2026/10/5", "2026年10月5日", "20261005", "2026.10.05"]
)
def test_a_day_is_understood_as_people_write_it(day: str, home: Path) -> None:
    said = run("status", "plan.ja.xlsx", "--as-of", day, "--format", "json", folder=home)
    assert (said.code, '"as_of": "2026-10-05"' in said.out) == (0, True), said.err


@pytest.mark.parametrize(
    ("call", "code", "exit_code"),
    [
        (["export", "plan.ja.xlsx", "--format", "csv", "-o", "x.csv"], "E057", 2),
        (["status", "empty"], "E025", 3),
        (["status", "plan.ja.xlsx", "copy.ja.xlsx", "--format", "pptx", "-o", "x.pptx"], "E065", 2),
    ],
)
def test_a_refusal_has_its_reason(call: list[str], code: str, exit_code: int, home: Path) -> None:
    (home / "empty").mkdir()
    said = run(*call, folder=home)
    assert (said.code, code in said.err) == (exit_code, True), said.err
    assert not (home / call[-1]).exists() or call[-1] == "empty"
