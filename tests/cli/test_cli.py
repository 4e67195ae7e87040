"""The command line: every command in both languages, foreseen errors as one clear line, the
contract's exit codes.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import openpyxl
import pytest
import sheets
from books import bare_book, blank, generated, sample, sample_book
from checkout import CORPUS
from commands import Said, process, run, surroundings
from parity.patching import typed_into
from plans import small_plan

import btobsheet
from btobsheet.cli import main
from btobsheet.cli.commands.new import tell_begun
from btobsheet.cli.group import COMMANDS
from btobsheet.layout.book import BOOK
from btobsheet.plan.calendar import Month
from btobsheet.plan.records import Operation, Person, Tactic
from btobsheet.templates.find import offers
from btobsheet.text.write import dump
from btobsheet.wording import LANGUAGES
from btobsheet.wording import text as wording

HOSTILE = CORPUS / "hostile"
CODE = re.compile(r"\b[EWN][0-9]{3}\b")


@pytest.fixture(autouse=True)
def in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BTOBSHEET_LANG", "ja")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Hold the sample in both languages, and a blank plan: what people type, and no more.

    Commands are run on whole workbooks in ``tests/house/test_readme.py``.
    """
    home = tmp_path_factory.mktemp("books")
    (home / "ja.xlsx").write_bytes(bare_book(sample(), plan_id="sample-ja"))
    (home / "en.xlsx").write_bytes(bare_book(sample("en"), plan_id="sample-en"))
    (home / "blank.xlsx").write_bytes(bare_book(blank(), plan_id="blank"))
    return home


def one_clear_line(said: Said, code: str, file: str, exit_code: int) -> None:
    """Check that a refusal is one line: the file, the code, what to do; nothing on standard output."""
    lines = said.err.strip().splitlines()
    assert (said.code, said.out, len(lines)) == (exit_code, "", 1), said
    assert CODE.findall(lines[0])[:1] == [code]
    assert file in lines[0]
    assert "直し方: " in lines[0] or "What to do: " in lines[0]


# what each command does


HELP = """
import contextlib, io, json, sys
from btobsheet.cli import main
found = {}
for name in sys.argv[1:]:
    out, err, code = io.StringIO(), io.StringIO(), None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main([*filter(None, [name]), "--help"])
        except SystemExit as ended:
            code = ended.code or 0
    found[name] = [code, out.getvalue(), err.getvalue()]
print(json.dumps(found))
"""
"""A command's help is worded when its module is loaded: one process a language tells them all."""


@pytest.fixture(scope="module", params=LANGUAGES)
def helps(request: pytest.FixtureRequest) -> tuple[str, dict[str, list[Any]]]:
    made = subprocess.run(
        [sys.executable, "-c", HELP, "", *COMMANDS],
        env=surroundings(BTOBSHEET_LANG=request.param, PYTHONUTF8="1"),
        capture_output=True,
        timeout=120,
        check=True,
    )
    return request.param, json.loads(made.stdout)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_both_languages(command: str, helps: tuple[str, dict[str, list[Any]]]) -> None:
    language, found = helps
    code, text, err = found[command]
    assert (code, err) == (0, "")
    assert bool(re.search("[ぁ-ん]", text)) == (language == "ja")
    if not command:
        assert all(name in text for name in COMMANDS)


NEW = {
    "plain": "",
    "options": (
        "--template web --start 2027-01 --calendar month --title 題名 --no-examples --protect"
    ),
    "sample": "--sample",
    "moved sample": "--sample --start 2027-04 --calendar day",
}


@pytest.mark.parametrize(
    ("options", "language"),
    [
        pytest.param(
            options.split(),
            language,
            id=f"{name}-{language}",
            marks=pytest.mark.slow if (number + at) % 2 else (),
        )
        for number, (name, options) in enumerate(NEW.items())
        for at, language in enumerate(LANGUAGES)
    ],
)  # each in one language, and in the other where there is time
@pytest.mark.slow
def test_new_makes_a_workbook_that_reads_back(
    tmp_path: Path, language: str, options: list[str]
) -> None:
    out = tmp_path / "plan.xlsx"
    said = run("new", out, "--lang", language, *options)
    assert (said.code, said.err) == (0, "")
    assert str(out) in said.out
    reading = btobsheet.read(out)
    plan = reading.plan
    assert plan.language == language
    assert [one.code for one in reading.problems if one.severity == "error"] == []
    if "--title" in options:
        assert (plan.settings.title, str(plan.start), plan.calendar, plan.template) == (
            "題名",
            "2027-01",
            "month",
            "web",
        )
        assert all(not kpi.examples for kpi in plan.kpis)
    if "day" in options:
        assert (str(plan.start), plan.calendar) == ("2027-04", "day")


@pytest.mark.slow
def test_new_takes_a_planners_own_file(tmp_path: Path) -> None:
    plan = btobsheet.sample_plan("ja")
    (tmp_path / "own.toml").write_text(dump(plan), encoding="utf-8")
    assert run("new", tmp_path / "own.xlsx", "--template", tmp_path / "own.toml").code == 0
    assert btobsheet.read(tmp_path / "own.xlsx").plan == plan


def test_new_tells_the_mistakes_of_a_planners_own_file(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        '[plan]\nstart = "2026-04"\nlanguage = "ja"\n\n[[kpis]]\nid = "K01"\nno_such_field = 1\n',
        encoding="utf-8",
    )
    said = run("new", tmp_path / "own.xlsx", "--template", tmp_path / "own.toml")
    assert said.code == 2
    assert "own.toml:7" in said.err
    assert not (tmp_path / "own.xlsx").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_templates_are_listed_and_shown(language: str) -> None:
    listed = run("templates", "--lang", language)
    assert listed.code == 0
    assert all(
        name in listed.out
        for name in ("marketing-cycle", "sales", "web", "digital-five-steps", "funnel", "blank")
    )
    shown = run("templates", "funnel", "--lang", language)
    assert shown.code == 0
    assert "O01" in shown.out
    for one in offers("funnel", language):  # type: ignore[arg-type]  # a language as typed
        told = (one.name, *(kpi.definition.rstrip("。.") for kpi in one.kpis))
        assert all("".join(words.split()) in "".join(shown.out.split()) for words in told)


@pytest.mark.few(4)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_status_in_every_format(folder: Path, tmp_path: Path, format: str, language: str) -> None:
    shown = run("status", folder / f"{language}.xlsx", "--format", format)
    assert (shown.code, shown.err) == (0, "")
    assert "K17" in shown.out
    written = run("status", folder / f"{language}.xlsx", "--format", format, "-o", tmp_path / "out")
    assert written.code == 0
    assert (tmp_path / "out").read_bytes().decode("utf-8") == shown.out


def test_status_for_another_day_and_language(folder: Path) -> None:
    plan = json.loads(
        run("status", folder / "ja.xlsx", "--format", "json", "--as-of", "2026-07-31").out
    )["plan"]
    assert (plan["as_of"], plan["closed_months"]) == ("2026-07-31", 4)
    english = run("status", folder / "ja.xlsx", "--lang", "en").out
    assert "At risk" in english


def test_status_since_an_older_copy(folder: Path, tmp_path: Path) -> None:
    plan = btobsheet.sample_plan("ja")
    changed = replace(
        plan,
        actions=tuple(
            replace(one, task="新しい言葉") if one.id == "A001" else one for one in plan.actions
        ),
    )
    (tmp_path / "new.xlsx").write_bytes(bare_book(changed, plan_id="sample-ja"))
    since = ("status", tmp_path / "new.xlsx", "--since", folder / "ja.xlsx")
    data = json.loads(run(*since, "--format", "json").out)
    assert len(data["changes"]) == 1
    assert "新しい言葉" in run(*since, "--full").out
    assert "新しい言葉" in run("diff", folder / "ja.xlsx", tmp_path / "new.xlsx").out


@pytest.mark.parametrize(
    ("limit", "code"), [("missed", 0), ("behind", 1), ("at_risk", 1), ("no_target", 1)]
)
def test_fail_on_a_status_or_worse(folder: Path, limit: str, code: int) -> None:
    assert run("status", folder / "ja.xlsx", "--fail-on", limit, "--format", "json").code == code


@pytest.mark.parametrize("format", ["text", "md", "html", "json"])
def test_diff_of_a_file_with_itself_is_empty(folder: Path, format: str) -> None:
    said = run("diff", folder / "ja.xlsx", folder / "ja.xlsx", "--format", format)
    assert (said.code, said.err) == (0, "")
    if format == "json":
        assert json.loads(said.out)["changes"] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", ["K17", "A001", "T08", "O05"])
def test_explain_a_figure(folder: Path, what: str, language: str) -> None:
    said = run("explain", folder / "ja.xlsx", what, "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert what in said.out.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_explain_a_code(language: str) -> None:
    said = run("explain", "E203", "--lang", language)
    assert (said.code, said.err) == (0, "")
    assert "E203" in said.out


@pytest.mark.parametrize(("strict", "code"), [([], 0), (["--strict"], 1)])
def test_check_counts_warnings_only_when_strict(folder: Path, strict: list[str], code: int) -> None:
    assert run("check", folder / "ja.xlsx", *strict).code == code


def test_check_ends_with_1_where_a_cell_is_wrong(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "blank.xlsx")
    sheet = book["③KPI目標・実績"]
    target = next(cell for cell in sheet[1] if cell.value == "kpis.annual_target").column_letter
    sheet["C8"], sheet[f"{target}8"] = "受注", "約50件"
    book.save(tmp_path / "plan.xlsx")
    said = run("check", tmp_path / "plan.xlsx")
    assert said.code == 1
    assert f"③KPI目標・実績!{target}8: エラー" in said.out
    found = json.loads(run("check", tmp_path / "plan.xlsx", "--format", "json").out)
    assert [one["cell"] for one in found["files"][0]["problems"] if one["severity"] == "error"] == [
        f"{target}8"
    ]
    assert any(
        line.startswith("::error ")
        for line in run("check", tmp_path / "plan.xlsx", "--format", "github").out.splitlines()
    )


def test_check_goes_on_after_a_file_it_cannot_read(folder: Path, tmp_path: Path) -> None:
    said = run("check", tmp_path / "none.xlsx", folder / "ja.xlsx", "--format", "json")
    found = json.loads(said.out)
    assert (said.code, len(found["files"]), [one["code"] for one in found["failures"]]) == (
        3,
        1,
        ["E001"],
    )


@pytest.mark.slow
def test_export_and_back(folder: Path, tmp_path: Path) -> None:
    assert (
        run("export", folder / "en.xlsx", "--format", "toml", "-o", tmp_path / "plan.toml").code
        == 0
    )
    assert run("new", tmp_path / "again.xlsx", "--template", tmp_path / "plan.toml").code == 0
    assert (
        run("diff", folder / "en.xlsx", tmp_path / "again.xlsx", "--format", "json").out.count(
            '"id"'
        )
        == 0
    )
    data = json.loads(run("export", folder / "en.xlsx", "--format", "json").out)
    assert len(data["kpis"]) == len(btobsheet.sample_plan("en").kpis)
    assert run("export", folder / "en.xlsx", "--format", "csv", "-o", tmp_path / "tables").code == 0
    assert (tmp_path / "tables" / "kpis.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def check_demo(folder: Path, *options: str) -> None:
    said = run("demo", folder, *options)
    made = sorted(folder.iterdir())
    assert (said.code, said.err) == (0, "")
    assert sorted(path.suffix for path in made) == [
        ".html",
        ".json",
        ".md",
        ".xlsx",
        ".xlsx",
        ".xlsx",
    ]
    assert all(str(path) in said.out for path in made)


@pytest.mark.slow
def test_demo_runs_the_whole_loop(tmp_path: Path) -> None:
    check_demo(tmp_path / "demo", "--lang", "en")


@pytest.mark.slow
def test_a_demo_replaces_no_file_unless_forced(tmp_path: Path) -> None:
    old = tmp_path / wording("ja", "cli.demo.file.md")
    old.write_text("mine", encoding="utf-8")
    assert run("demo", tmp_path).code == 2
    assert (list(tmp_path.iterdir()), old.read_text(encoding="utf-8")) == ([old], "mine")
    check_demo(tmp_path, "--force")
    assert old.read_text(encoding="utf-8") != "mine"


# several files


def test_a_portfolio_names_the_files_it_could_not_read_and_ends_with_3(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "text.xlsx").write_text("no workbook", encoding="utf-8")
    files = [folder / "ja.xlsx", tmp_path / "text.xlsx", folder / "en.xlsx", tmp_path / "none.xlsx"]
    said = run("status", *files, "--format", "json")
    found = json.loads(said.out)
    assert said.code == 3
    assert found["schema"] == "btobsheet.portfolio/1"
    assert (len(found["plans"]), [Path(one["file"]).name for one in found["failures"]]) == (
        2,
        ["text.xlsx", "none.xlsx"],
    )
    assert [CODE.findall(line)[0] for line in said.err.splitlines()] == ["E007", "E001"]


@pytest.mark.parametrize("format", ["text", "md", "html"])
def test_a_portfolio_in_every_format(folder: Path, tmp_path: Path, format: str) -> None:
    said = run("status", folder / "ja.xlsx", folder / "en.xlsx", "--format", format, "--full")
    assert (said.code, said.err) == (0, "")
    assert said.out.count("xlsx") >= 2


# bad input


def bad_files(home: Path) -> Iterator[tuple[str, str]]:
    """Make files that are no planning workbook: name, code."""
    whole = bare_book(blank())
    made = {
        "text.xlsx": (b"id,name\nK01,x\n", "E007"),
        "empty.xlsx": (b"", "E009"),
        "page.xlsx": (b"<!DOCTYPE html><html><body>Sign in</body></html>", "E008"),
        "book.pdf": (b"%PDF-1.7\n%\xe2\xe3\n", "E017"),
        "truncated.xlsx": (whole[: len(whole) // 2], "E006"),
        "other.xlsx": (sheets.workbook({"売上": "| 月 | 金額 |\n| 4 | 100 |"}, stored={}), "E020"),
        "~$plan.xlsx": (b"\x05user" + b" " * 160, "E010"),
    }
    for name, (content, code) in made.items():
        (home / name).write_bytes(content)
        yield name, code
    with zipfile.ZipFile(home / "archive.xlsx", "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    yield "archive.xlsx", "E003"
    (home / "folder.xlsx").mkdir()
    yield "folder.xlsx", "E016"
    yield "missing.xlsx", "E001"


@pytest.mark.parametrize("command", ["status", "check", "diff", "explain", "export"])
def test_a_bad_file_is_one_clear_line_and_exit_3(
    folder: Path, tmp_path: Path, command: str
) -> None:
    after = {"diff": [folder / "ja.xlsx"], "explain": ["K01"], "export": ["--format", "toml"]}.get(
        command, []
    )
    for name, code in bad_files(tmp_path):
        one_clear_line(run(command, tmp_path / name, *after), code, name, 3)


def test_a_bad_file_is_told_in_english_too(tmp_path: Path) -> None:
    for name, code in bad_files(tmp_path):
        said = run("status", tmp_path / name, "--lang", "en")
        one_clear_line(said, code, name, 3)
        assert re.search("[ぁ-ん]", said.err) is None


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the folder of hostile workbooks is not here")
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("z09_encrypted_ole.xlsx", "E004"),
        ("z11_truncated_eocd.xlsx", "E006"),
        ("z21_no_workbook.xlsx", "E003"),
    ],
)
def test_a_hostile_file(name: str, code: str) -> None:
    one_clear_line(run("status", HOSTILE / name), code, name, 3)


def test_a_workbook_of_a_newer_layout(tmp_path: Path) -> None:
    (tmp_path / "newer.xlsx").write_bytes(bare_book(blank(), layout=BOOK.version + 1))
    one_clear_line(run("status", tmp_path / "newer.xlsx"), "E021", "newer.xlsx", 3)


def test_an_odd_file_name_stays_on_one_line(tmp_path: Path) -> None:
    one_clear_line(run("status", tmp_path / "a\n\x1b[31mb.xlsx"), "E001", "b.xlsx", 3)


@pytest.mark.skipif(
    os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_an_unwritable_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    one_clear_line(
        run("status", folder / "ja.xlsx", "-o", tmp_path / "closed" / "a.txt"), "E041", "closed", 2
    )


@pytest.mark.slow
def test_outputs_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    book = tmp_path / "plan.xlsx"
    shutil.copy(folder / "ja.xlsx", book)
    before = book.read_bytes()
    (tmp_path / "file").write_text("", encoding="utf-8")
    cases = [
        (("new", book), "E040"),
        (("new", tmp_path / "plan.xls"), "E047"),
        (("new", tmp_path), "E047"),
        (("new", tmp_path / "none" / "a.xlsx"), "E041"),
        (("new", tmp_path / "file" / "a.xlsx"), "E041"),
        (("new", tmp_path / "a.xlsx", "--template", "no-such-template"), "E610"),
        (("status", book, "-o", book), "E044"),
        (("status", book, "-o", book, "--force"), "E044"),
        (("status", folder / "ja.xlsx", "--since", book, "-o", book, "--force"), "E044"),
        (("diff", book, folder / "ja.xlsx", "-o", book, "--force"), "E044"),
        (("export", book, "--format", "toml", "-o", book, "--force"), "E044"),
        (("status", book, "-o", tmp_path / "file"), "E040"),
        (("diff", book, folder / "ja.xlsx", "-o", tmp_path), "E045"),
        (("export", book, "--format", "toml", "-o", tmp_path), "E045"),
        (("export", book, "--format", "csv"), "E048"),
        (("export", book, "--format", "csv", "-o", tmp_path / "file"), "E049"),
        (("demo", tmp_path / "file"), "E049"),
        (("explain", book, "K99"), "E690"),
        (("explain", "E999"), "E691"),
        (("templates", "no-such-template"), "E610"),
    ]
    for arguments, code in cases:
        one_clear_line(run(*arguments), code, "", 2)
    assert book.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "plan.xlsx"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["frob"],
        ["status"],
        ["status", "x.xlsx", "--as-of", "tomorrow"],
        ["new", "x.xlsx", "--start", "2026-13"],
        ["status", "x.xlsx", "--format", "doc"],
        ["explain", "a", "b", "c"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    said = run(*arguments)
    assert (said.code, said.out) == (2, "")
    assert "使い方: " in said.err and "エラー: " in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["status", "--help"],
        ["frob"],
        ["new"],
        ["status", "x", "--nope"],
        ["status", "x", "--format", "doc"],
    ],
)
def test_what_a_call_itself_gets_is_in_one_language(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BTOBSHEET_LANG", "ja")
    japanese = run(*arguments)
    assert not re.search(
        r"Usage|Options|Error|Show this|No such|Missing|Invalid", japanese.out + japanese.err
    )


def test_help_follows_the_language_asked_for() -> None:
    made = process(
        "status", "--help", "--lang", "en", BTOBSHEET_LANG="ja", PYTHONIOENCODING="utf-8"
    )
    assert b"Usage: " in made.stdout and not re.search(r"[ぁ-んァ-ン]", made.stdout.decode("utf-8"))


# terminals and texts


def test_nothing_is_coloured_where_the_output_is_no_terminal(folder: Path) -> None:
    assert "\x1b" not in run("status", folder / "ja.xlsx").out


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_on_a_terminal_unless_no_color(
    folder: Path, environment: dict[str, str], coloured: bool
) -> None:
    import pty

    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "btobsheet", "status", str(folder / "blank.xlsx")]
    with subprocess.Popen(
        command, stdout=theirs, stderr=subprocess.DEVNULL, env={**kept, **environment}
    ) as running:
        os.close(theirs)
        shown = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    assert running.returncode == 0
    assert (b"\x1b[" in shown) == coloured


def _read(descriptor: int) -> bytes:
    """Read from a pseudo terminal; Linux tells its end by an error."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_console_of_another_encoding_never_crashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, encoding: str
) -> None:
    monkeypatch.setenv("BTOBSHEET_LANG", language)
    plan = btobsheet.load_template("blank", language=language).plan
    plan = replace(plan, settings=replace(plan.settings, title="題名 ✓ 𠮷 é 😀"))
    (tmp_path / "plan.xlsx").write_bytes(bare_book(plan))
    for arguments in (
        ["status", tmp_path / "plan.xlsx"],
        ["check", tmp_path / "plan.xlsx"],
        ["status", tmp_path / "none😀.xlsx"],
    ):
        streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        with pytest.raises(SystemExit) as ended:
            copy_context().run(main, list(map(str, arguments)))
        assert ended.value.code in (None, 0, 3)
        assert any(stream.buffer.getvalue() for stream in streams)  # type: ignore[attr-defined]  # of io.BytesIO
    made = process("--help", PYTHONIOENCODING=encoding, PYTHONUTF8="0", BTOBSHEET_LANG=language)
    assert (made.returncode, made.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("environment", "japanese"),
    [
        ({"LC_ALL": "C"}, True),
        ({"LANG": "en_US.UTF-8"}, False),
        ({"LANG": "ja_JP.UTF-8"}, True),
        ({"BTOBSHEET_LANG": "en"}, False),
    ],
)
def test_the_language_of_messages(
    environment: dict[str, str], japanese: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("BTOBSHEET_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("エラー" in run("status", "none.xlsx").err) == japanese


EVIL = ('=cmd|"/c calc"!A1', "=1+1", "+1+1", "-1+1", "@SUM(1)", "＝1+1", "\t=1+1")


def evil_plan() -> btobsheet.Plan:
    """Put a text that looks like a formula wherever people type text."""
    plan = btobsheet.load_template("blank").plan
    return replace(
        plan,
        operations=tuple(
            Operation(id=f"O{number:02}", name=text) for number, text in enumerate(EVIL, start=1)
        ),
        tactics=tuple(
            Tactic(id=f"T{number:02}", operation="O01", name=text, owner=text, note=text)
            for number, text in enumerate(EVIL, start=1)
        ),
        people=tuple(
            Person(id=f"P{number:02}", name=text) for number, text in enumerate(EVIL, start=1)
        ),
        settings=replace(plan.settings, title=EVIL[0], policy=EVIL[1]),
    )


@pytest.mark.slow
def test_typed_texts_never_become_formulas_in_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "evil.xlsx").write_bytes(generated(evil_plan()))
    with zipfile.ZipFile(tmp_path / "evil.xlsx") as archive:
        formulas = [
            node.text or ""
            for name in archive.namelist()
            if name.startswith("xl/worksheets/sheet")
            for node in ElementTree.fromstring(archive.read(name)).iter(
                "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
            )
        ]
    assert formulas
    assert [text for text in formulas if "calc" in text or text in ("1+1", "SUM(1)")] == []
    assert [one.name for one in btobsheet.read(tmp_path / "evil.xlsx").plan.tactics] == [
        one.name.strip("\t") for one in evil_plan().tactics
    ]


def test_typed_texts_never_become_formulas_in_csv(tmp_path: Path) -> None:
    (tmp_path / "evil.xlsx").write_bytes(generated(evil_plan()))
    assert (
        run("export", tmp_path / "evil.xlsx", "--format", "csv", "-o", tmp_path / "csv").code == 0
    )
    cells = [
        cell
        for path in (tmp_path / "csv").iterdir()
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        for cell in row
    ]
    assert "'=1+1" in cells
    numbers = re.compile(r"-?[0-9.]+(e-?[0-9]+)?")
    assert [
        cell
        for cell in cells
        if cell.startswith(("=", "+", "-", "@", "＝", "\t")) and not numbers.fullmatch(cell)
    ] == []


@pytest.mark.parametrize(
    ("status", "code"),
    [("遅れ", 1), ("behind", 1), ("Behind", 1), ("at-risk", 1), ("未達", 0), ("Missed", 0)],
)
def test_fail_on_takes_the_words_people_see(folder: Path, status: str, code: int) -> None:
    assert (
        run("status", folder / "ja.xlsx", "--fail-on", status, "--as-of", "2026-10-05").code == code
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "{plan}", "--fail-on", "赤"], "遅れ (behind)"),
        (["status", "{plan}", "{plan}", "--since", "{plan}"], "--since"),
        (["new", "{new}", "--sample", "--no-examples"], "--no-examples"),
        (["new", "{new}", "--sample", "--template", "funnel"], "--template"),
        (["explain", "{plan}"], "explain FILE ID"),
        (["explain", "K99"], "explain FILE ID"),
    ],
)
def test_options_that_would_be_ignored_are_refused(
    folder: Path, tmp_path: Path, arguments: list[str], said: str
) -> None:
    made = run(
        *(one.format(plan=folder / "ja.xlsx", new=tmp_path / "new.xlsx") for one in arguments)
    )
    assert made.code == 2
    assert said in made.err
    assert not (tmp_path / "new.xlsx").exists()


@pytest.mark.parametrize(
    ("day", "told"),
    [("2031-01-01", True), ("2025-10-05", True), ("2027-05-10", False), ("2026-03-01", False)],
)
def test_a_day_far_from_the_plans_year_is_told(folder: Path, day: str, told: bool) -> None:
    made = run("status", folder / "ja.xlsx", "--as-of", day, "--full")
    assert ("N567" in made.err, "N567" in made.out) == (told, told)


def test_track_tells_a_day_far_from_the_plans_year(folder: Path, tmp_path: Path) -> None:
    asked = ("track", folder / "ja.xlsx", "--db", tmp_path / "t.sqlite", "--as-of")
    assert "N567" in run(*asked, "2031-01-01").err
    assert "N567" not in run(*asked, "2026-10-05").err


@pytest.mark.parametrize(
    ("typed", "head"), [("k1", "K01 "), ("展示会", "T05 展示会"), ("Ｔ５", "T05 ")]
)
def test_explain_goes_by_id_in_any_spelling_and_by_name(
    folder: Path, typed: str, head: str
) -> None:
    assert run("explain", folder / "ja.xlsx", typed).out.startswith(head)


def test_explain_offers_near_names(folder: Path) -> None:
    made = run("explain", folder / "ja.xlsx", "展示会のこと")
    assert made.code == 2
    assert "T05 展示会" in made.err


@pytest.mark.slow
def test_diff_shows_what_could_not_be_read_and_that_the_plans_differ(
    folder: Path, tmp_path: Path
) -> None:
    typed = tmp_path / "typed.xlsx"
    typed.write_bytes(
        typed_into(
            sample_book(),
            {("tactics", "T05", "budget"): "約50万", ("actions", "A001", "done_on"): "そのうち"},
        )
    )
    said = run("diff", folder / "ja.xlsx", typed).out
    assert "「約50万」" in said
    assert "そのうち" in said
    assert "空欄" not in said
    assert "計画IDが違います" not in said
    other = tmp_path / "other.xlsx"
    other.write_bytes(bare_book(btobsheet.sample_plan("ja"), plan_id="other"))
    assert "計画IDが違います" in run("diff", folder / "ja.xlsx", other).out


# outputs by their names


def test_an_outputs_name_tells_the_format(folder: Path, tmp_path: Path) -> None:
    assert run("diff", folder / "ja.xlsx", folder / "ja.xlsx", "-o", tmp_path / "d.xlsx").code == 0
    assert zipfile.is_zipfile(tmp_path / "d.xlsx")
    for command in (
        ("status", folder / "ja.xlsx"),
        ("diff", folder / "ja.xlsx", folder / "ja.xlsx"),
    ):
        said = run(*command, "-o", tmp_path / "x.pdf")
        assert (said.code, "E046" in said.err, (tmp_path / "x.pdf").exists()) == (2, True, False)
        assert run(*command, "-o", tmp_path / f"{command[0]}.txt").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
def test_a_full_screen_and_a_device_are_told_in_one_line(folder: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "btobsheet", "status", str(folder / "ja.xlsx")]
        made = subprocess.run(
            command,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
    assert (made.returncode, made.stderr.count(b"\n"), b"Traceback" in made.stderr) == (2, 1, False)
    said = run("status", folder / "ja.xlsx", "-o", "/dev/null", "--force")
    assert (said.code, "E056" in said.err) == (2, True)


def test_another_plan_and_older_reminders_are_told(folder: Path, tmp_path: Path) -> None:
    assert "blank.xlsx" in run("status", folder / "ja.xlsx", "--since", folder / "blank.xlsx").err
    assert run("status", folder / "ja.xlsx", "--since", folder / "ja.xlsx").err == ""
    (tmp_path / "退職した人.txt").write_text("", encoding="utf-8")
    assert "退職した人.txt" in run("status", folder / "ja.xlsx", "--reminders", tmp_path).err
    assert run("status", folder / "en.xlsx", "--reminders", tmp_path / "new").err.count("\n") == 1


def test_no_command_shows_the_help() -> None:
    made = run()
    assert (made.code, "merge" in made.out + made.err, "エラー" in made.err) == (2, True, False)


@pytest.mark.parametrize(
    ("months", "told"), [(-2, False), (0, False), (2, False), (3, True), (11, True), (12, False)]
)
def test_a_plan_that_began_long_ago_is_told(
    capsys: pytest.CaptureFixture[str], months: int, told: bool
) -> None:
    now = Month(2026, 4).plus(months)
    tell_begun(small_plan(), now.last)
    assert (f"--start {now.plus(1)}" in capsys.readouterr().out) == told
