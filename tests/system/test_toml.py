"""TOML that is none is told with its line, whatever it is meant to be."""

from __future__ import annotations

from pathlib import Path

import pytest

from btobsheet.exports.map import read_map
from btobsheet.problems import UsageError
from btobsheet.sharing.adopt.map import read_adopt_map
from btobsheet.system.toml import parse_toml
from btobsheet.templates.answers import read_answers


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a = 1\nb = \n", 2, "b ="),
        ("a = 1\na = 2\n", 2, "a = 2"),
        ('a = 1\n\nb = "x', 3, 'b = "x'),
        ("[[[", 1, "[[["),
        ("a = " + "[" * 5000, 1, ""),
    ],
)
def test_the_line_is_told(text: str, line: int, said: str) -> None:
    with pytest.raises(UsageError) as told:
        parse_toml(text, "E601", "plan.toml")
    found = told.value.problem
    assert (found.code, found.details["line"], told.value.file) == ("E601", line, "plan.toml")
    assert found.place is not None and found.place.line == line
    assert found.value == said or not said


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse_toml("\ufeffa = 1", "E601") == {"a": 1}


def test_maps_and_answers_tell_it_too(tmp_path: Path) -> None:
    answers = tmp_path / "answers.toml"
    answers.write_text("company = \n", encoding="utf-8")
    for read, code in (
        (lambda: read_map("\nx = "), "E750"),
        (lambda: read_answers(answers), "E623"),
    ):
        with pytest.raises(UsageError) as told:
            read()
        assert told.value.problem.code == code
        assert "line" in told.value.problem.details


def test_a_wrong_column_of_a_map_is_told_with_its_table() -> None:
    one = '[[table]]\nsheet = "{}"\nkind = "kpis"\nheader = "1"\nrows = "2"\n[table.columns]\n"{}" = "{}"\n'
    with pytest.raises(UsageError) as told:
        read_adopt_map(one.format("甲", "A", "name") + one.format("乙", "C:D", "nothing"))
    assert told.value.problem.details["table"] == "[[table]] 2 (乙) C:D"
