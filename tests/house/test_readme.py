"""What the READMEs show is what happens: their commands, outputs and Python lines are run as they
stand.
"""

from __future__ import annotations

import itertools
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import commands
import pytest
from books import edited
from checkout import ROOT, copy_checkout

import btobsheet
from btobsheet.plan.model import Language

READMES: tuple[tuple[str, Language], ...] = (("README.md", "ja"), ("README.en.md", "en"))
FENCE = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
SETUP = {
    "btobsheet demo": "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/btobsheet demo",
    "pytest": (
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python "
        "-m pytest"
    ),
}


@dataclass(frozen=True)
class Shown:
    command: str
    output: str


def blocks(name: str) -> list[tuple[str, str]]:
    return FENCE.findall((ROOT / name).read_text(encoding="utf-8"))


def loop(name: str) -> Iterator[Shown]:
    """Give each command of the loop with the output shown beneath it."""
    found = blocks(name)
    for (kind, command), (after, output) in zip(found, [*found[1:], ("", "")], strict=True):
        if kind == "sh" and ".venv" not in command:
            assert after == "text", f"{name}: show what `{command.strip()}` prints"
            yield Shown(command.strip(), output)


def matches(shown: str, real: str) -> bool:
    """Compare line by line; a line of … stands for any lines, … in a line for any text of it."""
    parts = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in shown.splitlines()
    ]
    return re.fullmatch("".join(parts), real if real.endswith("\n") else real + "\n") is not None


COMMANDS = ["new", "new", "check", "status", "explain", "diff", "split", "returned", "merge"]
ALONE = COMMANDS.index("split")
"""So many commands are what one person does alone; handing out makes a workbook for everybody.

The whole loop, in both languages, is run where there is time.
"""


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((readme, count), marks=marks, id=f"{readme[1]}-{count}")
        for readme, count, marks in (
            (READMES[0], ALONE, ()),
            *((readme, len(COMMANDS), pytest.mark.slow) for readme in READMES),
        )
    ],
)
def ran(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, list[tuple[Shown, str]]]:
    """Run a README's loop, or its first commands, in a folder of its own."""
    (name, language), count = request.param
    folder = tmp_path_factory.mktemp(language)
    results = []
    assert [shown.command.split()[1] for shown in loop(name)] == COMMANDS
    for shown in itertools.islice(loop(name), count):
        if " diff " in shown.command:  # of the folder that the set-up line makes
            run("btobsheet demo", folder, language)
        results.append((shown, run(shown.command, folder, language)))
    return name, folder, results


def run(command: str, folder: Path, language: str) -> str:
    program, *words = shlex.split(command)
    assert program == "btobsheet"
    arguments = [
        found
        for word in words
        for found in (sorted(map(str, folder.glob(word))) if "*" in word else [word])
    ]
    said = commands.run(*arguments, folder=folder, BTOBSHEET_LANG=language)
    assert said.code == 0, said.err
    return said.out


@pytest.mark.slow
def test_the_outputs_shown_are_the_real_ones(
    ran: tuple[str, Path, list[tuple[Shown, str]]],
) -> None:
    name, _, results = ran
    for shown, real in results:
        assert matches(shown.output, real), f"{name}: `{shown.command}` prints now:\n{real}"


def test_the_python_lines_run(
    ran: tuple[str, Path, list[tuple[Shown, str]]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    name, folder, _ = ran
    (lines,) = [text for kind, text in blocks(name) if kind == "python"]
    assert len([line for line in lines.splitlines() if line]) == 6
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    exec(lines, names)
    assert "K17" in capsys.readouterr().out
    assert str(names["html"]).startswith("<!DOCTYPE html>")


def test_both_readmes_show_the_same_kinds_of_blocks_in_the_same_order() -> None:
    japanese, english = ([kind for kind, _ in blocks(name)] for name, _ in READMES)
    assert japanese == english


def test_a_shown_output_must_really_match() -> None:
    assert matches("a\n…\nb …!\n", "a\nx\ny\nb c!\n")
    assert not matches("a\n…\nb\n", "a\nx\nc\n")
    assert not matches("a\n", "a\nb\n")


def made_own(path: Path) -> None:
    """Give two tactics of a template's plan owners, and the year its target."""
    own = {"tactics__T01__owner": "例田", "tactics__T03__owner": "見本"}
    path.write_bytes(edited(path.read_bytes(), **own, kpis__K01__annual_target=120_000_000))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "language"), READMES)
def test_the_year_in_eight_lines(tmp_path: Path, name: str, language: Language) -> None:
    """Run the lines as they stand; what people do in between is typed into the workbooks."""
    (lines,) = [text.splitlines() for kind, text in blocks(name) if kind == "bash"]
    steps = ["new", "approve", "split", "merge", "close", "status", "approve", "roll"]
    assert [line.split()[1] for line in lines] == steps
    for line in lines:
        words = shlex.split(line)
        if words[1] == "new":
            run(line, tmp_path, language)
            made_own(tmp_path / words[2])
        elif words[1] == "split":
            run(line, tmp_path, language)
            for part in (tmp_path / words[-1]).iterdir():  # each owner answers in his own part
                part.write_bytes(edited(part.read_bytes(), **{"kpis__K05__actual.2026-06": 30}))
        elif words[1] == "close":
            run(line, tmp_path, language)
            closed = (tmp_path / words[-1]).read_bytes()
        elif words[1] == "approve" and not (tmp_path / words[2]).exists():
            changed = edited(closed, kpis__K01__annual_target=90_000_000)
            (tmp_path / words[2]).write_bytes(changed)
            run(line, tmp_path, language)
        else:
            run(line, tmp_path, language)
    history = btobsheet.read(tmp_path / shlex.split(lines[6])[4]).plan.history
    assert [len(history.approvals), len(history.closings)] == [2, 6]
    assert history.closings[2].kpis["K05"].value == 30
    made = btobsheet.read(tmp_path / words[-1]).plan
    assert (str(made.start), bool(made.history)) == ("2027-04", False)
    assert "K05" in (tmp_path / shlex.split(lines[5])[-1]).read_text(encoding="utf-8")


@pytest.mark.parametrize("word", SETUP)
def test_the_set_up_lines_are_the_first_lines_with_their_words(word: str) -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if word in line)
    assert line == SETUP[word]
    assert not re.search(r"[#>|]", line.partition(word)[0])


@pytest.mark.parametrize("name", [name for name, _ in READMES])
def test_no_package_registry_is_named(name: str) -> None:
    assert (
        re.search(
            r"pypi|--index-url|files\.pythonhosted",
            (ROOT / name).read_text(encoding="utf-8"),
            re.IGNORECASE,
        )
        is None
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("word", "more"),
    [
        ("btobsheet demo", ""),
        ("pytest", " --collect-only -q && .venv/bin/python -m pytest tests/house/test_contract.py"),
    ],
    ids=["demo", "pytest"],
)
def test_the_set_up_lines_work_in_a_fresh_clone(tmp_path: Path, word: str, more: str) -> None:
    """Run a line in a fresh copy of the files under version control.

    Of the tests all are collected and a part is run, as this is one of them.
    """
    copy_checkout(tmp_path)
    lines = (tmp_path / "README.md").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if word in line)
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("PYTHONPATH", "VIRTUAL_ENV")
    }
    subprocess.run(
        ["bash", "-c", line + more],
        cwd=tmp_path,
        check=True,
        timeout=1200,
        env={**kept, "BTOBSHEET_LANG": "ja"},
    )
    if not more:
        assert len(list((tmp_path / "btobsheet-demo").iterdir())) == 6
