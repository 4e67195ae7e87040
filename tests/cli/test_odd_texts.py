"""File names that are no text, signs that a screen obeys, and a screen that is not there: every form
of every report bears them.
"""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from books import bare_book
from checkout import ROOT
from commands import run, surroundings
from plans import DAY, changed, small_plan

from btobsheet import api
from btobsheet.api.plans import Reading
from btobsheet.plan.model import Identity
from btobsheet.reports.document import as_data, clean, escaped

BAD = b"bad\xff.xlsx"
SHOWN = r"bad\xff.xlsx"
SIGNS = "A\x9b31mB\u202egpj\u2066\u200f"
OBEYED = re.compile("[\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("odd")
    data = bare_book(small_plan())
    try:
        (folder / os.fsdecode(BAD)).write_bytes(data)
    except OSError:
        pytest.skip("a file system of text names only")
    (folder / "t.xlsx").write_bytes(data)
    return folder


def texts_of(file: Path) -> str:
    """Give what a file says, of a workbook or slides the XML in it."""
    data = file.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    return "".join(part.decode() for part in parts)


@pytest.mark.few(6)
@pytest.mark.parametrize("format", ["text", "md", "html", "json", "csv", "xlsx"])
@pytest.mark.parametrize("files", [[os.fsdecode(BAD)], ["."], ["t.xlsx", os.fsdecode(BAD)]])
def test_a_name_that_is_no_text_is_reported(
    format: str, files: list[str], home: Path, tmp_path: Path
) -> None:
    out = tmp_path / f"o.{format}"
    said = run("status", *files, "--format", format, "-o", out, "--as-of", str(DAY), folder=home)
    assert said.code == 0, said.err
    shown = texts_of(out)
    assert not OBEYED.search(shown)
    assert SHOWN in (shown.replace("\\\\", "\\") if format in ("json", "md") else shown)
    if format == "json":
        json.loads(shown)


@pytest.mark.parametrize(
    "call",
    [
        ["check", "{}"], ["check", "{}", "--format", "json"], ["check", "{}", "--format", "github"], ["status", "{}"],
        ["which", "{}", "t.xlsx"], ["which", "{}", "t.xlsx", "--format", "json"], ["diff", "t.xlsx", "{}"],
        ["diff", "t.xlsx", "{}", "--format", "json"], ["export", "{}", "--format", "json"], ["returned", "t.xlsx", "."],
        ["returned", "t.xlsx", ".", "--format", "json"], ["explain", "{}", "K02"], ["status", "{}", "none.xlsx"],
    ],
)  # fmt: skip
def test_no_command_stumbles_over_it(call: list[str], home: Path) -> None:
    said = run(*(word.format(os.fsdecode(BAD)) for word in call), folder=home)
    assert said.code in (0, 1, 3), said.err
    said.out.encode()
    assert not OBEYED.search(said.out)


@pytest.mark.parametrize("format", ["text", "md", "html", "json", "csv"])
def test_signs_a_screen_obeys_are_never_said(format: str) -> None:
    plan = changed(small_plan(), "K02", name=SIGNS)
    plan = replace(plan, settings=replace(plan.settings, title=SIGNS))
    made = (
        api.report_file(Reading(plan, (), "計画.xlsx"), format, as_of=DAY).decode()
        if format == "csv"
        else api.report(plan, format, as_of=DAY)
    )
    assert not OBEYED.search(made)
    if format == "json":
        assert json.loads(made)["plan"]["title"] == SIGNS


def test_reminders_and_exports_say_none_of_them() -> None:
    plan = api.sample_plan()
    kpis = tuple(replace(kpi, name=SIGNS, unit=SIGNS, definition=SIGNS) for kpi in plan.kpis)
    plan = replace(plan, kpis=kpis, settings=replace(plan.settings, title=SIGNS))
    letters = api.reminders(Reading(plan, (), f"{SIGNS}.xlsx"), as_of=DAY)
    assert letters
    assert not any(OBEYED.search(one.text) for one in letters)
    plan = replace(plan, identity=Identity(plan_id=SIGNS))
    for format in ("json", "toml", "ics"):
        assert not OBEYED.search(api.export(plan, format).replace("\r\n", "\n"))


@pytest.mark.parametrize(
    ("text", "cleaned", "data", "json_text"),
    [
        ("bad\udcff", r"bad\xff", r"bad\xff", r"bad\\xff"),
        ("a\u009bb", "ab", "ab", r"a\u009bb"),
        ("a\u202eb", "ab", "ab", r"a\u202eb"),
        ("a\ud800b", "ab", "ab", r"a\ufffdb"),
        ("表\tb", "表 b", "表\tb", "表\tb"),
    ],
)
def test_what_becomes_of_a_sign(text: str, cleaned: str, data: str, json_text: str) -> None:
    assert (clean(text), as_data(text), escaped(text)) == (cleaned, data, json_text)


@pytest.mark.skipif(os.name == "nt", reason="no shell that closes streams")
@pytest.mark.parametrize("closed", [">&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_screen_is_borne(closed: str, home: Path) -> None:
    command = f'exec "{sys.executable}" -m btobsheet status t.xlsx -o "$OUT" --force {closed}'
    out = home / "closed.json"
    for shell in (command, command.replace('-o "$OUT" --force', "")):
        done = subprocess.run(
            ["sh", "-c", shell],
            cwd=home,
            env={**surroundings(), "OUT": str(out), "PYTHONPATH": str(ROOT)},
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
    assert json.loads(out.read_text(encoding="utf-8"))["schema"] == "btobsheet.status/2"
    out.unlink()
