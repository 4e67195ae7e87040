"""``btobsheet status`` of folders, patterns and many files; its tables as CSV."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
import sheets
from books import bare_book
from books import sample as sample_plan
from click.testing import CliRunner, Result

import btobsheet
from btobsheet.cli.commands.portfolio import LEAST_BAR
from btobsheet.cli.group import group
from btobsheet.wording import LANGUAGES

pytestmark = pytest.mark.usefixtures("one_process")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(
        group, [str(one) for one in arguments], prog_name="btobsheet", catch_exceptions=False
    )


@pytest.fixture(autouse=True)
def in_japanese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BTOBSHEET_LANG", "ja")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("sample")
    for language in LANGUAGES:
        (home / f"{language}.xlsx").write_bytes(bare_book(sample_plan(language), plan_id=language))
    return home


@pytest.fixture
def folder(tmp_path: Path, sample: Path) -> Path:
    """Give a folder as it lies on a shared disk: two plans, Excel's lock of one, another workbook."""
    home = tmp_path / "計画"
    shutil.copytree(sample, home)
    (home / "~$ja.xlsx").write_bytes(b"\x05user" + b" " * 160)
    (home / "sales.xlsx").write_bytes(
        sheets.workbook({"売上": "| 月 | 金額 |\n| 4 | 100 |"}, stored={})
    )
    return home


def test_a_folder_gives_its_plans_and_says_what_it_leaves_out(folder: Path) -> None:
    said = run("status", folder, "--full")
    assert said.exit_code == 0
    assert "計画ブックではないため除きました" in said.stderr
    assert "sales.xlsx" in said.stderr
    assert "~$" not in said.stdout + said.stderr
    assert all(name in said.stdout for name in ("ja.xlsx", "en.xlsx", "sales.xlsx"))


def test_a_pattern_gives_what_it_fits(folder: Path) -> None:
    data = json.loads(run("status", folder / "[je][an].xlsx", "--format", "json").stdout)
    assert [Path(plan["plan"]["file"]).name for plan in data["plans"]] == ["en.xlsx", "ja.xlsx"]


def test_another_workbook_named_by_a_person_is_a_failure(folder: Path) -> None:
    said = run("status", folder / "ja.xlsx", folder / "sales.xlsx", "--format", "json")
    assert said.exit_code == 3
    assert [Path(item["file"]).name for item in json.loads(said.stdout)["failures"]] == [
        "sales.xlsx"
    ]
    assert "E020" in said.stderr


def test_a_broken_file_in_a_folder_is_a_failure_and_the_report_is_whole(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "broken.xlsx").write_bytes((folder / "ja.xlsx").read_bytes()[:5000])
    for format in ("text", "md", "html", "json", "csv"):
        out = tmp_path / f"report.{format}"
        said = run("status", folder, "--format", format, "-o", out)
        assert (said.exit_code, "E006" in said.stderr) == (3, True)
        assert "T08" in out.read_text(encoding="utf-8")


def test_a_folder_without_any_plan_ends_with_3(folder: Path) -> None:
    (folder / "ja.xlsx").unlink()
    (folder / "en.xlsx").unlink()
    said = run("status", folder)
    assert (said.exit_code, "読み取れた計画がありません" in said.stdout) == (3, True)


@pytest.mark.parametrize(("limit", "code"), [("missed", 0), ("behind", 1)])
def test_fail_on_holds_for_every_plan(folder: Path, limit: str, code: int) -> None:
    assert run("status", folder, "--fail-on", limit).exit_code == code


@pytest.mark.parametrize("format", ["text", "md", "html", "json", "csv"])
def test_what_is_shown_is_what_is_written(folder: Path, tmp_path: Path, format: str) -> None:
    shown = run("status", folder, "--format", format)
    assert run("status", folder, "--format", format, "-o", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out").read_bytes() == shown.stdout_bytes


def test_an_output_in_the_folder_is_not_overwritten_nor_read(folder: Path) -> None:
    said = run("status", folder, "-o", folder / "ja.xlsx", "--format", "csv", "--force")
    assert (said.exit_code, "E044" in said.stderr) == (2, True)


def test_slides_show_one_plan_only(folder: Path, tmp_path: Path) -> None:
    said = run("status", folder, "-o", tmp_path / "x.pptx")
    assert (said.exit_code, "E065" in said.stderr, (tmp_path / "x.pptx").exists()) == (
        2,
        True,
        False,
    )


@pytest.mark.parametrize(
    "arguments",
    [["--format", "xlsx"], ["--format", "pptx"], ["--format", "xlsx", "-o", "report.pptx"]],
)
def test_a_workbook_or_slides_need_a_file_of_their_kind(folder: Path, arguments: list[str]) -> None:
    for names in ([folder / "ja.xlsx"], [folder]):
        said = run("status", *names, *arguments)
        assert (said.exit_code, "E062" in said.stderr, said.stdout) == (2, True, "")


def test_a_long_list_shows_its_progress_on_a_terminal(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(LEAST_BAR):
        shutil.copy(folder / "sales.xlsx", folder / f"other{number}.xlsx")
    assert "読み取り中" not in run("status", folder).stderr
    monkeypatch.setattr("btobsheet.cli.commands.portfolio._is_terminal", lambda: True)
    said = run("status", folder, "--format", "json")
    assert "読み取り中" in said.stderr
    assert "読み取り中" not in said.stdout


def test_the_table_of_plans_opens_in_pandas(folder: Path) -> None:
    said = run("status", folder, "--format", "csv")
    assert said.stdout_bytes.startswith(b"\xef\xbb\xbf")
    import pandas  # takes a second, which the other worker need not wait

    frame = pandas.read_csv(io.BytesIO(said.stdout_bytes))
    assert sorted(Path(name).name for name in frame["file"]) == ["en.xlsx", "ja.xlsx"]
    status = btobsheet.status_json(btobsheet.read(folder / "ja.xlsx"))
    mine = frame[frame["file"].str.endswith("ja.xlsx")].iloc[0]
    assert {code: mine[f"kpis.{code}"] for code in status["summary"]["kpi_counts"]} == status[
        "summary"
    ]["kpi_counts"]


def test_the_kpis_of_one_plan_as_a_table(sample: Path) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(
                run("status", sample / "ja.xlsx", "--format", "csv").stdout_bytes.decode(
                    "utf-8-sig"
                )
            )
        )
    )
    kpis = {
        kpi["id"]: kpi for kpi in btobsheet.status_json(btobsheet.read(sample / "ja.xlsx"))["kpis"]
    }
    assert [row["id"] for row in rows] == list(kpis)
    assert {row["as_of"] for row in rows} == {"2026-10-05"}
    assert all(row["status"] == kpis[row["id"]]["status"] for row in rows)
    assert all(
        float(row["attainment"] or -1) == pytest.approx(kpis[row["id"]]["attainment"] or -1)
        for row in rows
        if kpis[row["id"]]["attainment"] != 0
    )


def test_a_formula_in_a_title_stays_text_in_the_tables(tmp_path: Path) -> None:
    plan = btobsheet.load_template("blank", title="=1+1").plan
    for name in ("a.xlsx", "b.xlsx"):
        (tmp_path / name).write_bytes(bare_book(plan, plan_id="x"))
    assert "'=1+1" in run("status", tmp_path, "--format", "csv").stdout


@pytest.mark.parametrize("format", ["text", "md", "html", "json", "xlsx"])
def test_copies_of_one_plan_are_told_on_standard_error_too(
    folder: Path, format: str, tmp_path: Path
) -> None:
    (folder / "ja (1).xlsx").write_bytes((folder / "ja.xlsx").read_bytes())
    said = run("status", folder, "--format", format, "-o", tmp_path / f"out.{format}")
    assert said.exit_code == 0, said.output
    (line,) = [line for line in said.stderr.splitlines() if "同じ計画のコピーが2個あります" in line]
    assert "ja (1).xlsx" in line and "ja.xlsx" in line and "en.xlsx" not in line
