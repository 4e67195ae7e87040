"""``new --ask``: questions in the terminal; an answer outlives Ctrl+C; the same by a file."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from commands import surroundings

from btobsheet import api
from btobsheet.cli.group import group
from btobsheet.plan.model import Plan

ANSWERS = (
    "テスト商事",
    "2027",
    "5000万円",
    "200万",
    "30%",
    "80%",
    "20%",
    "佐藤(営業部)",
    "1-5,8-10",
    "はい",
)
KEYS = [
    "company",
    "start",
    "kgi",
    "unit_price",
    "rate_1",
    "rate_2",
    "rate_3",
    "people",
    "tactics",
    "digital_first",
]
TYPED = dict(zip(KEYS, ANSWERS, strict=True))


def run(*arguments: object, typed: str = "") -> Result:
    return CliRunner().invoke(group, ["new", *map(str, arguments)], input=typed)


def lines(*answers: str) -> str:
    return "".join(f"{one}\n" for one in answers)


def plan(path: Path) -> Plan:
    return api.read(path).plan


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the workbook that the answers make, typed."""
    out = tmp_path_factory.mktemp("asked") / "計画.xlsx"
    made = run(out, "--ask", typed=lines(*ANSWERS))
    assert made.exit_code == 0, made.output
    return out


def test_the_answers_are_in_the_workbook(asked: Path) -> None:
    made = plan(asked)
    assert (made.settings.company, str(made.start)) == ("テスト商事", "2027-04")
    assert [(one.name, one.department) for one in made.people] == [("佐藤", "営業部")]
    adopted = [one.id for one in made.tactics if one.decision == "adopted"]
    assert adopted == ["T01", "T02", "T03", "T04", "T05", "T08", "T09", "T10"]
    assert {one.id: one.annual_target for one in made.kpis}["K01"] == 50_000_000


def test_they_are_kept_as_typed(asked: Path) -> None:
    kept = tomllib.loads(asked.with_suffix(".answers.toml").read_text(encoding="utf-8"))
    assert (kept, list(kept)) == (TYPED, KEYS)


def test_a_file_of_answers_makes_the_same_plan_without_a_question(
    asked: Path, tmp_path: Path
) -> None:
    made = run(tmp_path / "b.xlsx", "--answers", asked.with_suffix(".answers.toml"))
    assert made.exit_code == 0
    assert plan(tmp_path / "b.xlsx") == plan(asked)
    assert [one.name for one in tmp_path.iterdir()] == ["b.xlsx"]


@pytest.mark.slow
def test_a_file_may_hold_values_of_toml_and_leave_questions_out(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(
        'kgi = 50000000\nrate_1 = 0.3\ntactics = ["T01", "ウェビナー"]\npeople = ["佐藤"]\ndigital_first = false\n'
    )
    assert run(tmp_path / "b.xlsx", "--answers", tmp_path / "a.toml").exit_code == 0
    made = plan(tmp_path / "b.xlsx")
    assert {one.id: one.annual_target for one in made.kpis}["K01"] == 50_000_000
    assert [one.id for one in made.tactics if one.decision == "adopted"] == ["T01", "T05"]
    assert made.settings.company == ""


@pytest.mark.slow
def test_enter_alone_gives_the_template(tmp_path: Path) -> None:
    assert run(tmp_path / "a.xlsx", "--ask", typed=lines(*[""] * 9, "いいえ")).exit_code == 0
    assert run(tmp_path / "b.xlsx").exit_code == 0
    assert plan(tmp_path / "a.xlsx") == plan(tmp_path / "b.xlsx")


@pytest.mark.slow
def test_examples_that_nobody_took_are_left_out_where_asked_for(tmp_path: Path) -> None:
    made = run(
        tmp_path / "a.xlsx", "--ask", "--no-examples", typed=lines("", "", "5000万円", *[""] * 7)
    )
    assert made.exit_code == 0
    targets = {one.id: one.annual_target for one in plan(tmp_path / "a.xlsx").kpis}
    assert (targets["K01"], targets["K23"]) == (50_000_000, None)


@pytest.mark.slow
def test_an_answer_that_nobody_can_read_is_asked_again(tmp_path: Path) -> None:
    answers = ("", "", "たくさん", "5000万円", *[""] * 7)
    made = run(tmp_path / "a.xlsx", "--ask", typed=lines(*answers))
    assert (made.exit_code, made.output.count("3/10"), "E620" in made.output) == (0, 2, True)


def test_who_stops_is_offered_the_answers_so_far(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    # a process of its own: at the end of what is typed click 8.2.0 gives a test empty lines
    stopped = subprocess.run(
        [sys.executable, "-m", "btobsheet", "new", str(out), "--ask"],
        input=lines(*ANSWERS[:4]).encode(),
        env=surroundings(PYTHONUTF8="1"),
        capture_output=True,
        timeout=120,
    )
    assert (stopped.returncode, out.exists()) == (130, False)
    assert b"a.answers.toml" in stopped.stdout + stopped.stderr
    again = run(out, "--ask", typed=lines("", "", "6000万円", *[""] * 7))
    assert again.exit_code == 0
    assert "[テスト商事]" in again.output
    made = plan(out)
    assert (made.settings.company, str(made.start)) == ("テスト商事", "2027-04")
    assert {one.id: one.annual_target for one in made.kpis}["K01"] == 60_000_000


@pytest.mark.slow
def test_a_file_of_answers_is_offered_where_asked_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('company = "見本工業"\ntactics = ["T01"]\n', encoding="utf-8")
    made = run(tmp_path / "b.xlsx", "--ask", "--answers", tmp_path / "a.toml", typed="\n" * 10)
    assert ("[見本工業]" in made.output, "[T01]" in made.output) == (True, True)
    assert plan(tmp_path / "b.xlsx").settings.company == "見本工業"


@pytest.mark.parametrize(
    ("content", "code", "exit_code"),
    [
        ("company = ", "E623", 2),
        ('kompany = "x"', "E622", 2),
        ('kgi = "約1億"', "E620", 2),
        ('tactics = "T99"', "E621", 2),
        ("start = [1]", "E620", 2),
        (None, "E001", 3),
    ],
)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_that_is_wrong_is_named_and_nothing_is_made(
    tmp_path: Path, content: str | None, code: str, exit_code: int, language: str
) -> None:
    if content is not None:
        (tmp_path / "a.toml").write_text(content, encoding="utf-8")
    made = run(tmp_path / "b.xlsx", "--answers", tmp_path / "a.toml", "--lang", language)
    assert (made.exit_code, code in made.output, "a.toml" in made.output) == (exit_code, True, True)
    assert not (tmp_path / "b.xlsx").exists()


def test_kept_answers_that_are_broken_are_not_written_over(tmp_path: Path) -> None:
    kept = tmp_path / "b.answers.toml"
    kept.write_text("company = ", encoding="utf-8")
    made = run(tmp_path / "b.xlsx", "--ask", typed="\n" * 10)
    assert (made.exit_code, "E623" in made.output, kept.read_text()) == (2, True, "company = ")


@pytest.mark.parametrize("option", [["--ask"], ["--answers", "a.toml"]])
def test_the_sample_asks_nothing(tmp_path: Path, option: list[str]) -> None:
    made = run(tmp_path / "b.xlsx", "--sample", *option)
    assert (made.exit_code, option[0] in made.output) == (2, True)


@pytest.mark.parametrize(
    "name",
    [
        "blank",
        *(pytest.param(one, marks=pytest.mark.slow) for one in ("web", "digital-five-steps")),
    ],
)
def test_a_template_with_fewer_figures_asks_fewer_questions(tmp_path: Path, name: str) -> None:
    made = run(tmp_path / "b.xlsx", "--ask", "--template", name, typed="\n" * 10)
    assert made.exit_code == 0, made.output
    assert "/10 " not in made.output


class Terminal:
    """A command in a terminal of its own, as a person has it in front of them."""

    def __init__(self, *arguments: str) -> None:
        import pty

        self.pid, self.screen = pty.fork()
        if not self.pid:
            os.environ["BTOBSHEET_LANG"] = "ja"
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever runs the tests may ignore it
            os.execv(sys.executable, [sys.executable, "-m", "btobsheet", *arguments])
        self.seen = ""

    def wait_for(self, words: str) -> None:
        """Read on to the end of the question with these words.

        Its last space comes when the terminal has been made ready; what is typed before may be lost.
        """
        while words not in self.seen or not self.seen.endswith(" "):
            more = self._read()
            assert more, self.seen
            self.seen += more

    def _read(self) -> str:
        """Give what comes next; nothing where the other side has ended."""
        ready, _, _ = select.select([self.screen], [], [], 60)
        assert ready, f"nothing more in a minute: {self.seen[-300:]!r}"
        try:
            return os.read(self.screen, 1 << 16).decode("utf-8", "replace")
        except OSError:
            return ""

    def type(self, text: str) -> None:
        os.write(self.screen, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl+C, for which the terminal sends SIGINT, until the command hears it.

        One that comes just before the command begins to read is heard when something is typed.
        """
        heard = False
        while not heard:
            self.type("\x03")
            while select.select([self.screen], [], [], 1)[0] and (more := self._read()):
                self.seen += more
            heard = not self.seen.endswith("^C")

    def end(self) -> int:
        while more := self._read():
            self.seen += more
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.screen)
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals")
def test_ctrl_c_in_a_terminal_loses_no_answer(tmp_path: Path) -> None:
    out, kept = tmp_path / "plan.xlsx", tmp_path / "plan.answers.toml"
    with Terminal("new", str(out), "--ask") as first:
        for number, answer in enumerate(ANSWERS[:3], start=1):
            first.wait_for(f"{number}/10")
            first.type(f"{answer}\n")
        first.wait_for("4/10")
        first.type("999")  # half an answer
        first.interrupt()
        assert first.end() == 130
    assert "plan.answers.toml" in first.seen
    assert "Traceback" not in first.seen
    assert not out.exists()
    assert tomllib.loads(kept.read_text(encoding="utf-8")) == dict(list(TYPED.items())[:3])

    with Terminal("new", str(out), "--ask") as again:
        for number in range(1, 11):
            again.wait_for(f"{number}/10")
            again.type("\n")
        assert again.end() == 0
    assert "[テスト商事]" in again.seen
    assert {one.id: one.annual_target for one in plan(out).kpis}["K01"] == 50_000_000
