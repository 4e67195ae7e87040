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


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege")
@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("d/**/*.xlsx", ["d/e/q.xlsx", "d/p.xlsx", "d/side/r.xlsx"]),
        ("**/*.xlsx", ["d/e/q.xlsx", "d/p.xlsx", "far/r.xlsx"]),
        ("d/**/e/*.xlsx", ["d/e/q.xlsx"]),
        ("./**/e/**/*.xlsx", ["./d/e/q.xlsx"]),
        ("d/**", ["d/e/q.xlsx", "d/p.xlsx", "d/side/r.xlsx"]),
        ("d/loop/loop/*.xlsx", ["d/loop/loop/p.xlsx"]),
        ("{}/d/**/*.xlsx", ["{}/d/e/q.xlsx", "{}/d/p.xlsx", "{}/d/side/r.xlsx"]),
    ],
)
def test_links_lead_nowhere_twice(
    pattern: str, files: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("d/p.xlsx", "d/e/q.xlsx", "far/r.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    for name, target in (("loop", "."), ("up", ".."), ("side", "../far"), ("again.xlsx", "p.xlsx")):
        (tmp_path / "d" / name).symlink_to(target)
    monkeypatch.chdir(tmp_path)
    home = str(tmp_path)
    made = find_inputs([pattern.format(home)])
    real = {os.path.realpath(one) for one in made.files}
    assert len(real) == len(made.files)
    assert real == {os.path.realpath(one.format(home)) for one in files}
