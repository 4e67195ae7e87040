"""All languages say the same things, with the same placeholders, in characters a Japanese console has."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from pathlib import Path
from string import Formatter

import pytest

import btobsheet.wording
from btobsheet.wording import LANGUAGES, text, text_or, texts

HOME = Path(btobsheet.wording.__file__).parent
REPORT = HOME.parent / "reports"
NO_TEXTS = (
    *("__init__", "words", "columns", "headings", "report_details", "report_explain"),
    "problems_plan",
)
"""Modules that hold words of another form, or a part of another area."""


def areas(language: str) -> list[str]:
    found = {path for path in (HOME / language).rglob("*.py") if path.parent.name != "columns"}
    return sorted(path.stem for path in found if path.stem not in NO_TEXTS)


AREAS = areas("ja")


def placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_all_languages_have_the_same_areas() -> None:
    assert all(areas(language) == AREAS for language in LANGUAGES)


@pytest.mark.parametrize("area", AREAS)
def test_an_area_has_the_same_keys_in_every_language(area: str) -> None:
    for language in LANGUAGES:
        assert set(texts("ja", area)) ^ set(texts(language, area)) == set(), language


@pytest.mark.parametrize("area", [area for area in AREAS if area != "forms"])
def test_an_area_has_the_same_placeholders_in_every_language(area: str) -> None:
    japanese = texts("ja", area)
    differing = {
        (language, key): (placeholders(said), placeholders(texts(language, area)[key]))
        for language in LANGUAGES
        for key, said in japanese.items()
        if placeholders(said) != placeholders(texts(language, area)[key])
    }
    assert differing == {}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_named(area: str, language: str) -> None:
    unnamed = {
        key: said
        for key, said in texts(language, area).items()
        if not all(name.isidentifier() for name in placeholders(said))
    }
    assert unnamed == {}


@pytest.mark.parametrize("area", AREAS)
def test_japanese_can_be_shown_by_a_japanese_windows_console(area: str) -> None:
    outside = {
        key: said
        for key, said in texts("ja", area).items()
        if said.encode("cp932", errors="replace").decode("cp932") != said
    }
    assert outside == {}


@pytest.mark.parametrize("area", AREAS)
def test_brackets_are_of_one_width(area: str) -> None:
    assert [key for key, said in texts("ja", area).items() if set(said) & set("（）")] == []


def test_an_unknown_key_is_a_defect() -> None:
    with pytest.raises(KeyError):
        text("ja", "report.no_such_key")
    assert text_or("ja", "report.no_such_key", "else") == "else"


def _constants() -> tuple[set[str], set[str]]:
    """Give the string constants of the report's modules, and what its formatted strings begin with."""
    whole: set[str] = set()
    starts: set[str] = set()
    for path in REPORT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value.removeprefix("report."))
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                starts.add(str(node.values[0].value).removeprefix("report."))
    return whole, starts


def _said() -> Iterable[str]:
    for path in REPORT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "say"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value)


def test_every_text_the_report_says_exists() -> None:
    said = set(_said())
    assert said
    assert said - set(texts("ja", "report")) == set()


def test_every_text_of_the_report_is_said() -> None:
    whole, starts = _constants()
    prefixes = tuple(start for start in starts if start.endswith(("_", ".")) and len(start) > 3)
    # the status engine names the sentence that fits a bottleneck
    idle = {
        key
        for key in texts("ja", "report")
        if key not in whole and not key.startswith((*prefixes, "bottleneck_", "lint_", "problems_"))
    }
    assert idle == set()
