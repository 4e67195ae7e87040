from __future__ import annotations

import os
from pathlib import Path

import pytest

from btobsheet.system.inputs import find_inputs, is_many

FILES = (
    "b.xlsx",
    "a.xlsx",
    "c.XLSM",
    "~$a.xlsx",
    ".hidden.xlsx",
    "old.xls",
    "note.txt",
    "deep/d.xlsx",
    "[x].xlsx",
    "empty/readme.txt",
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "folder.xlsx").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("names", "files", "found"),
    [
        (["a.xlsx"], ["a.xlsx"], []),
        (["b.xlsx", "a.xlsx"], ["b.xlsx", "a.xlsx"], []),
        (
            ["."],
            ["./[x].xlsx", "./a.xlsx", "./b.xlsx", "./c.XLSM"],
            ["./[x].xlsx", "./a.xlsx", "./b.xlsx", "./c.XLSM"],
        ),
        (["deep"], ["deep/d.xlsx"], ["deep/d.xlsx"]),
        (["?.xlsx"], ["a.xlsx", "b.xlsx"], ["a.xlsx", "b.xlsx"]),
        (["**/d.xlsx"], ["deep/d.xlsx"], ["deep/d.xlsx"]),
        (["[x].xlsx"], ["[x].xlsx"], []),  # a file of that name is no pattern
        (
            ["note.txt", "none.xlsx", "none*.xlsx"],
            ["note.txt", "none.xlsx", "none*.xlsx"],
            [],
        ),  # whoever reads them says what is wrong
        (["empty"], ["empty"], []),
        (
            ["a.xlsx", "./a.xlsx", "?.xlsx"],
            ["a.xlsx", "b.xlsx"],
            ["b.xlsx"],
        ),  # each once, as it was named first
        (["?.xlsx", "a.xlsx"], ["a.xlsx", "b.xlsx"], ["a.xlsx", "b.xlsx"]),
        (["a.xlsx", "~$a.xlsx"], ["a.xlsx"], []),  # as a shell writes *.xlsx
        (["~$a.xlsx", "b.xlsx"], ["~$a.xlsx", "b.xlsx"], []),  # named by a person
    ],
)
def test_what_a_call_means(names: list[str], files: list[str], found: list[str]) -> None:
    made = find_inputs(names)
    assert [name.replace(os.sep, "/") for name in made.files] == files
    assert sorted(name.replace(os.sep, "/") for name in made.found) == found


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("names", "many"),
    [
        (["a.xlsx"], False),
        (["a.xlsx", "b.xlsx"], True),
        (["deep"], True),
        (["d*/*.xlsx"], True),
        (["none*.xlsx"], False),
        (["empty"], False),
        (["folder.xlsx"], False),
    ],
)
def test_one_workbook_by_its_name_is_no_portfolio(names: list[str], many: bool) -> None:
    assert is_many(names) is many
