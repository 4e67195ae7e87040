"""``btobsheet desk`` as people start it: the address, Ctrl+C, the extra, the file to double-click."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from commands import run, surroundings

from btobsheet.desk.shortcut import shortcut, suffix_of
from btobsheet.problems import UsageError

ODD = [
    "/opt/a b/python",
    "-m",
    "btobsheet",
    "desk",
    '/計 画/it\'s 100% "$HOME" `id` \\x',
    "--lang",
    "ja",
]


def started(folder: Path, *more: str) -> tuple[subprocess.Popen[str], str]:
    """Start a desk without a browser, and give its address; a folder that was made is told."""
    is_new = not folder.exists()
    made = subprocess.Popen(
        [sys.executable, "-m", "btobsheet", "desk", str(folder), "--no-browser", *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        env=surroundings(PYTHONUNBUFFERED="1"),
    )
    assert made.stdout is not None
    before = ""
    for line in made.stdout:
        before += line
        found = re.search(r"http://127\.0\.0\.1:\d+/[\w-]{40,}/", line)
        if found:
            assert ("フォルダーがなかったので、作りました" in before) is is_new
            return made, found[0]
    raise AssertionError("it told no address")


def test_it_tells_its_address_serves_and_ends_politely(tmp_path: Path) -> None:
    made, address = started(tmp_path / "new folder")
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert answer.status == 200 and "まだ計画がありません" in answer.read().decode()
            assert answer.headers["Server"].strip() == "btobsheet"
        made.send_signal(signal.SIGINT)
        out, _ = made.communicate(timeout=30)
    finally:
        made.kill()
    assert made.returncode == 0 and "画面を終わりました" in out
    assert "Traceback" not in out and "GET /" not in out
    assert (tmp_path / "new folder").is_dir()


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    from btobsheet.desk.serve import bound

    with bound(0) as taken:
        said = run("desk", tmp_path, "--port", str(taken.getsockname()[1]), "--no-browser")
    assert said.code == 2 and "E141" in said.err


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("x", encoding="utf-8")
    assert run("desk", tmp_path / "x", "--no-browser").code == 2


def test_without_flask_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [one for one in sys.modules if one.startswith(("btobsheet.desk", "flask"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "flask", None)
    for more in ("--no-browser", "--install-shortcut"):
        said = run("desk", tmp_path / "plans", more)
        assert said.code == 2 and "E140" in said.err and "[desk]" in said.err


def test_the_file_to_double_click_is_made_beside_the_folder(tmp_path: Path) -> None:
    said = run("desk", tmp_path / "計画", "--install-shortcut", "--lang", "ja")
    (made,) = (one for one in tmp_path.iterdir() if one.is_file())
    assert said.code == 0 and str(made) in said.out
    assert made.name == f"計画の画面を開く{suffix_of(sys.platform)}"
    assert os.access(made, os.X_OK) and str(tmp_path / "計画") in made.read_text("utf-8")
    assert run("desk", tmp_path / "計画", "--install-shortcut", "--lang", "ja").code == 2
    assert run("desk", tmp_path / "計画", "--install-shortcut", "--force", "--lang", "ja").code == 0


def test_a_command_file_runs_what_it_was_made_of() -> None:
    made = shortcut("darwin", "x", ["printf", "%s\\n", *ODD]).decode()
    done = subprocess.run(["sh", "-c", made], capture_output=True, check=True)
    assert done.stdout.decode().splitlines() == ODD
    assert shlex.split(made.splitlines()[1])[3:] == ODD


def test_a_desktop_entry_is_read_as_its_standard_says() -> None:
    made = shortcut("linux", "画面", ODD).decode()
    line = next(one for one in made.splitlines() if one.startswith("Exec="))[5:]
    text = re.sub(r"\\(.)", lambda found: {"s": " ", "n": "\n"}.get(found[1], found[1]), line)
    parts = re.findall(r'"((?:[^"\\]|\\.)*)"', text)
    assert [re.sub(r"\\(.)", r"\1", part).replace("%%", "%") for part in parts] == ODD
    assert "Name=画面" in made and "Terminal=true" in made


def test_a_batch_file_doubles_the_percent_sign() -> None:
    made = shortcut("win32", "x", ["C:\\a b\\python.exe", "C:\\100% & co"]).decode()
    assert '"C:\\a b\\python.exe" "C:\\100%% & co"\r\n' in made


def test_a_folder_in_whose_name_a_line_ends_has_no_such_file() -> None:
    with pytest.raises(UsageError):
        shortcut("linux", "x", ["python", "a\nExec=evil"])
