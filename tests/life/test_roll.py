"""``roll`` makes next year's workbook, says what it did in both languages, and refuses with one
sentence.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import bare_book, blank, generated, opened, sample
from click.testing import CliRunner, Result
from openpyxl.comments import Comment
from plans import DAY, changed, small_plan

import btobsheet
from btobsheet import api
from btobsheet.cli.group import group
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.life.roll import Rolled, roll_book
from btobsheet.life.rolling.report import compose_rolled
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Issue, Plan, Previous
from btobsheet.sharing.opened import open_book, places

OVER = dt.date(2027, 4, 1)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(group, list(map(str, arguments)))


def typed(data: bytes, **values: object) -> bytes:
    """Type values into cells named table__id__field."""
    where = places(open_book(data), {})
    cells = {where.target(*name.split("__")): value for name, value in values.items()}
    assert None not in cells
    return patch(data, Edits(values=cells))  # type: ignore[arg-type]


def roll(data: bytes, day: dt.date = OVER, **how: Any) -> Rolled:
    """Roll a workbook; what is written is quick to make and holds no formula."""

    def write(plan: Plan) -> bytes:
        return bare_book(plan, plan_id="p-2")

    return roll_book(data, lambda plan: btobsheet.assess(plan, day), write, **how)


def said(made: Rolled, language: str) -> str:
    return api.render(compose_rolled(made, language), "md")


@pytest.fixture(scope="module")
def approved() -> bytes:
    return btobsheet.approve(bare_book(small_plan()), on=dt.date(2026, 4, 6)).data


def test_what_a_successor_took_over_is_not_called_emptied() -> None:
    gone = dt.date(2026, 10, 15)
    plan = changed(small_plan(), "P02", left_on=gone, successor="丙山三郎")
    told = said(roll(bare_book(plan)), "ja")
    heirs, emptied = "後任に変えたところ", "空にしたところ"
    assert heirs in told
    assert "後任の 丙山三郎 にしました" in told.partition(heirs)[2].partition("#")[0]
    assert emptied not in told or "丙山三郎" not in told.partition(emptied)[2].partition("#")[0]


@pytest.mark.slow
def test_the_new_workbook_is_a_plan_of_its_own_that_knows_the_old_one(approved: bytes) -> None:
    made = btobsheet.roll(approved, as_of=OVER, name="計画/2026.xlsx")
    read = btobsheet.read(made.data, thorough=True)
    assert read.plan == made.plan
    assert read.plan.history.approvals == ()
    identity = made.plan.identity
    assert (len(identity.plan_id), identity.revision) == (12, 1)
    assert replace(read.plan.identity, base="") == identity
    assert read.plan.identity.previous == Previous(
        plan_id="p-1", revision=1, start="2026-04", file="2026.xlsx"
    )
    assert [item.code for item in read.problems if item.code[0] == "E"] == []


def test_the_link_outlives_merging(approved: bytes) -> None:
    made = roll(approved).data
    link = btobsheet.read(made).plan.identity.previous
    assert link.plan_id == "p-1"
    edited = typed(made, kpis__K01__name="別の名前")
    assert btobsheet.read(btobsheet.merge(made, [edited]).data).plan.identity.previous == link


def test_which_names_the_year_before(tmp_path: Path, approved: bytes) -> None:
    file = tmp_path / "2027.xlsx"

    def previous() -> object:
        return json.loads(run("which", file, "--format", "json").stdout)["plans"][0]["previous"]

    file.write_bytes(approved)
    assert previous() is None
    file.write_bytes(roll(approved, name="2026.xlsx").data)
    known = {"plan_id": "p-1", "revision": 1, "start": "2026-04", "file": "2026.xlsx"}
    assert previous() == known
    assert "前年度の計画: 2026.xlsx(2026-04から、計画ID p-1、第1版)" in run("which", file).stdout


@pytest.mark.parametrize(
    ("drop", "code"),
    [
        (["T99"], "E110"),
        (["K"], "E110"),
        (["展示会"], "E110"),
        (["O01"], "E111"),
        (["P01"], "E111"),
    ],
)
def test_what_cannot_be_dropped_is_refused(approved: bytes, drop: list[str], code: str) -> None:
    with pytest.raises(btobsheet.UsageError, match=code):
        roll(approved, drop=drop)


def test_ids_to_drop_are_understood_as_people_write_them(approved: bytes) -> None:
    left = roll(approved, drop=["ｔ3", "k05 "]).year.left
    assert {item.id for item in left if item.why == "dropped"} == {"T03"}
    assert {item.id: item.via for item in left}["K05"] == "T03"


def test_a_part_is_refused() -> None:
    plan = small_plan()
    part = replace(plan.identity, issue=Issue(to="営業部", by="department", title="営業部"))
    with pytest.raises(btobsheet.UsageError, match="E112"):
        roll(bare_book(replace(plan, identity=part)))


def test_a_year_that_no_workbook_could_tell_is_refused() -> None:
    late = replace(small_plan(), start=Month(2149, 4), actions=(), holidays=())
    with pytest.raises(btobsheet.UsageError, match="E113"):
        roll(bare_book(late))
    made = roll(bare_book(replace(late, start=Month(2149, 1))), DAY)
    assert btobsheet.read(made.data).plan.months[-1] == Month(2150, 12)


def test_what_nobody_can_read_is_named_cell_by_cell(approved: bytes) -> None:
    values = {
        "kpis__K02__warn_line": "約50件",
        "actions__A004__effort": "半日くらい",
        "tactics__T01__budget": "百万",
    }
    made = roll(typed(approved, **values))
    assert len(made.errors) == len(values)
    assert [value for value in values.values() if value not in said(made, "ja")] == []


def test_what_stands_beside_the_tables_is_named(approved: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(approved))
    book.create_sheet("うちのメモ", 0)["A1"] = "架空"
    tactics = book["②戦術・KPI"]
    tactics.cell(8, tactics.max_column + 2).value = "欄外の架空"
    tactics["B8"].comment = Comment("架空のコメント", "甲野")
    out = io.BytesIO()
    book.save(out)
    made = roll(out.getvalue())
    assert [(one.tab, one.kind, one.word) for one in made.unsaid] == [
        ("うちのメモ", "own_tab", "架空"),
        ("②戦術・KPI", "margin", "欄外の架空"),
        ("②戦術・KPI", "note", "架空のコメント"),
    ]
    told = said(made, "ja")
    assert [
        word for word in ("うちのメモ", "欄外の架空", "架空のコメント") if word not in told
    ] == []
    assert roll(approved).unsaid == ()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_blank_plan_rolls(language: Any) -> None:
    made = roll(bare_book(blank(language)), carry_open=True)
    assert [item for item in made.year.left if item.table != "holidays"] == []
    assert said(made, language)


SAID = {
    "ja": (
        "(見送り)",
        "中止した行動",
        "残りを、年度の初めにも",
        "年度はまだ終わっていません(6/12か月",
    ),
    "en": ("(declined)", "Cancelled actions", "beginning too:", "not over yet (6 of 12 months"),
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_says_what_went_and_what_did_not(language: Any) -> None:
    plan = sample(language)
    made = roll(bare_book(plan), DAY, carry_open=True)
    told = said(made, language)
    assert [word for word in SAID[language] if word not in told] == []
    assert all(item.label in told for item in made.year.left if item.table == "tactics")
    assert all(found.kpi.name in told for found in made.year.figures)
    assert "2027" in made.plan.settings.title


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_figure_that_is_not_known_is_told(language: Any) -> None:
    plan = replace(small_plan(), language=language)
    plan = changed(plan, "K02", actual=(52.0,) * 6 + (None,) * 2 + (50.0,) * 4)
    plan = changed(plan, "K03", actual=(10.0,) * 12)
    rows = said(roll(bare_book(plan)), language).splitlines()
    row = next(line for line in rows if "K02" in line)
    assert ("10月、11月" if language == "ja" else "Oct, Nov") in row
    assert "120" in next(line for line in rows if "K03" in line)


@pytest.mark.slow
def test_the_command_writes_a_workbook_and_changes_none(tmp_path: Path) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    data = typed(bare_book(small_plan()), kpis__K02__warn_line="約50件")
    source.write_bytes(data)
    done = run("roll", source, "-o", out, "--drop", "T03, A001", "--carry-open", "--lang", "en")
    assert (done.exit_code, source.read_bytes() == data) == (1, True)  # a cell is not read
    assert "Next year's workbook is made" in done.stdout and "約50件" in done.stdout
    plan = btobsheet.read(out).plan
    assert plan.start == Month(2027, 4)
    assert not {"T03", "A001", "K05"} & {record.id for _, record in plan.records()}
    again = run("roll", source, "-o", out)
    assert (again.exit_code, "E040" in again.stderr) == (2, True)
    other = tmp_path / "c.xlsx"
    for wrong in (
        (),
        ("-o", source),
        ("-o", other.with_suffix(".xlsm")),
        ("-o", other, "--drop", "X1"),
    ):
        assert run("roll", source, *wrong, "--force").exit_code == 2
    assert not other.exists() and source.read_bytes() == data


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_whole_workbook_rolls_into_a_whole_one(language: Any) -> None:
    made = btobsheet.roll(generated(sample(language)), as_of=OVER, carry_open=True)
    assert btobsheet.read(made.data, thorough=True).plan == made.plan
    codes = {item.code for item in btobsheet.check(made.data, as_of=dt.date(2027, 4, 5))[1]}
    assert not {code for code in codes if code[0] == "E"}
    assert made.unsaid == ()
    sheet = next(one for one in opened(made.data) if one["A1"].value == "kpis.id")
    column = next(cell.column_letter for cell in sheet[1] if cell.value == "kpis.target.2027-04")
    assert sheet.column_dimensions[column].width > 10  # 例13,500,000 has room
    part = btobsheet.split(made.data).files[0].data
    assert btobsheet.read(part).plan.identity.previous == made.plan.identity.previous
