"""Parts handed out: what stands in each, that they merge back without losing a word, and who has
answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest
from books import bare_book, generated
from click.testing import CliRunner
from effort import examples
from hypothesis import assume, given
from hypothesis import strategies as st
from office import convert, needs_libreoffice
from openpyxl.workbook import Workbook
from plans import DAY, added, changed, set_up, small_plan
from strategies import plans

from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.group import group
from btobsheet.layout.address import a1
from btobsheet.layout.spec import FIRST_ROW, KEY_ROW
from btobsheet.layout.twin.personal import PICK
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action
from btobsheet.plan.split import WAYS, By, split
from btobsheet.problems import UsageError
from btobsheet.reports.problems import message
from btobsheet.sharing.returned import Returned
from btobsheet.sharing.returned_report import compose_returned, returned_json
from btobsheet.sharing.split import compose_split
from btobsheet.system.names import safe_name
from btobsheet.wording import LANGUAGES

pytestmark = pytest.mark.slow  # many real workbooks

GUIDE, TACTICS, KPIS, ACTIONS = "はじめに", "②戦術・KPI", "③KPI目標・実績", "④年間アクションプラン"
PLAN = set_up(small_plan(), as_of=DAY)


def test_who_left_gets_a_part_for_what_is_open_alone() -> None:
    """甲野一郎 leaves: first all is still with them, then with 乙川二子, their work done."""
    gone = changed(PLAN, "P01", left_on=dt.date(2026, 9, 30))
    assert "甲野一郎" in {one.to for one in split(gone, "owner")[0]}
    for table in ("operations", "tactics", "reviews", "actions"):
        for one in getattr(gone, table):
            done = table == "actions" and one.status == "done"
            if one.owner == "甲野一郎" and not done:
                gone = changed(gone, one.id, owner="乙川二子")
    parts, left = split(gone, "owner")
    assert {one.to for one in parts} == {"乙川二子", "丙山三郎"}
    assert left == ()
    for over in ({"to": Month(2026, 8)}, {"scope": "T01"}):
        kept = changed(gone, "T01", owner="甲野一郎", decision="ended")
        kept = changed(kept, "K05", reporter="甲野一郎", **over)
        assert "甲野一郎" not in {one.to for one in split(kept, "owner")[0]}
    stays = changed(gone, "P01", left_on=None)
    assert "甲野一郎" in {one.to for one in split(stays, "owner")[0]}


DUE = dt.date(2026, 10, 9)
HANDED = dt.date(2026, 10, 1)
Edit = Callable[[Workbook], None]


def whole() -> bytes:
    return generated(PLAN, revision=3)


@cache
def parts_of(master: bytes = b"", by: By = "owner") -> Mapping[str, bytes]:
    made = copies.split(master or whole(), by, due=DUE, today=HANDED)
    return MappingProxyType({one.part.to: one.data for one in made.files})


def edited(data: bytes, *edits: Edit) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data))
    for edit in edits:
        edit(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(name: str, record_id: str, **cells: object) -> Edit:
    """Type into the row of a record; double underscores stand for dots."""

    def edit(book: Workbook) -> None:
        sheet = book[name]
        keys = {
            str(cell.value).partition(".")[2]: cell.column for cell in sheet[KEY_ROW] if cell.value
        }
        row = next(
            row
            for row in range(FIRST_ROW, sheet.max_row + 1)
            if sheet.cell(row, 1).value == record_id
        )
        for field, value in cells.items():
            sheet.cell(
                row, keys[field.replace("__", ".").replace("_09", "-09").replace("_10", "-10")]
            ).value = value

    return edit


def first_spare(data: bytes) -> str:
    sheet = openpyxl.load_workbook(BytesIO(data))[ACTIONS]
    task = next(cell.column for cell in sheet[KEY_ROW] if cell.value == "actions.task")
    return next(
        str(sheet.cell(row, 1).value)
        for row in range(FIRST_ROW, sheet.max_row + 1)
        if sheet.cell(row, task).value is None
    )


def test_each_owner_gets_the_frame_and_what_concerns_that_owner() -> None:
    made = copies.split(whole(), due=DUE, today=HANDED)
    held = {one.part.to: [action.id for action in one.part.plan.actions] for one in made.files}
    # T02's actions are all 乙川's, one of T03's is: then all of T03's are there
    assert held == {
        "甲野一郎": ["A001", "A004", "A005"],
        "乙川二子": ["A002", "A003", "A006", "A007", "A008", "A009", "A010"],
        "丙山三郎": ["A003", "A008", "A009", "A010"],
    }
    for one in made.files:
        plan = api.read(one.data).plan
        assert (plan.operations, plan.tactics, plan.kpis, plan.people, plan.settings) == (
            PLAN.operations,
            PLAN.tactics,
            PLAN.kpis,
            PLAN.people,
            PLAN.settings,
        )
        assert (plan.identity.plan_id, plan.identity.revision) == ("p-1", 3)
        issue = plan.identity.issue
        assert (issue.to, issue.by, issue.person, issue.on, issue.due) == (
            one.part.to,
            "owner",
            one.part.to,
            HANDED,
            DUE,
        )
    assert [one.name for one in made.files] == [
        "試作計画_甲野一郎.xlsx",
        "試作計画_乙川二子.xlsx",
        "試作計画_丙山三郎.xlsx",
    ]


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (
            "department",
            {
                "マーケティング部": ["A001", "A004", "A005"],
                "営業部": ["A002", "A003", "A006", "A007", "A008", "A009", "A010"],
            },
        ),
        (
            "operation",
            {
                "O01": ["A001", "A004", "A005"],
                "O02": ["A002", "A003", "A006", "A007", "A008", "A009", "A010"],
            },
        ),
    ],
)
def test_the_other_ways_to_split(by: By, expected: Mapping[str, list[str]]) -> None:
    made = copies.split(whole(), by, today=HANDED)
    assert {
        one.part.to: [action.id for action in one.part.plan.actions] for one in made.files
    } == expected
    # the KGI's KPI is reported by a person of 営業部 and belongs to no operation
    assert [item.code for item in made.problems] == (["W763"] if by == "operation" else [])


def test_a_part_opens_on_its_owners_card_and_hides_the_rows_of_others() -> None:
    book = openpyxl.load_workbook(BytesIO(parts_of()["丙山三郎"]))
    assert book.active.title == GUIDE
    assert book[GUIDE].cell(*PICK).value == "丙山三郎"
    assert book[GUIDE].sheet_view.selection[0].activeCell == a1(*PICK)
    away = [sheet.title for sheet in book if sheet.sheet_state == "hidden"]
    shown = ["戦略俯瞰図", "目標逆算", "KPIツリー", "ダッシュボード"]
    assert away == [*shown, "_lists", "_history", "_btobsheet"]
    said = " ".join(
        str(cell.value) for row in book[GUIDE].iter_rows() for cell in row if cell.value
    )
    assert "丙山三郎さんの分です。2026年10月9日までに" in said
    for name, shown in ((TACTICS, {"T03"}), (KPIS, set())):
        sheet = book[name]
        ids = {
            sheet.cell(row, 1).value: sheet.row_dimensions[row].hidden
            for row in range(FIRST_ROW, FIRST_ROW + 8)
        }
        used = {record.id for record in (PLAN.tactics if name == TACTICS else PLAN.kpis)}
        assert {one for one in used if not ids[one]} == shown
        assert not any(hidden for one, hidden in ids.items() if one not in used)


def test_spare_rows_begin_after_the_masters_last() -> None:
    assert first_spare(parts_of()["甲野一郎"]) == "A011"


def test_figures_of_kpis_are_those_of_the_whole_plan() -> None:
    whole = api.assess(PLAN, DAY)
    for data in parts_of().values():
        part = api.assess(api.read(data).plan, DAY)
        assert [(item.kpi.id, item.status, item.attainment) for item in part.kpis] == [
            (item.kpi.id, item.status, item.attainment) for item in whole.kpis
        ]
        assert {item.tactic.id: item.roll.status for item in part.tactics} == {
            item.tactic.id: item.roll.status for item in whole.tactics
        }
        here = {item.action.tactic for item in part.actions}
        same = {item.tactic.id: (item.roll.progress, item.roll.planned) for item in whole.tactics}
        assert all(
            (item.roll.progress, item.roll.planned)
            == (same[item.tactic.id] if item.tactic.id in here else (None, None))
            for item in part.tactics
        )


@pytest.mark.parametrize("by", WAYS)
def test_untouched_parts_merge_to_nothing(by: By) -> None:
    parts = parts_of(by=by)
    outcome = copies.merge(
        whole(), list(parts.values()), names=["master.xlsx", *(f"{to}.xlsx" for to in parts)]
    )
    assert outcome.data == whole()
    assert outcome.problems == ()


def test_edits_of_all_parts_come_back_and_new_rows_get_ids_of_their_own() -> None:
    parts = parts_of()
    new = {to: first_spare(data) for to, data in parts.items()}
    sent = [
        edited(parts["甲野一郎"], put(KPIS, "K02", actual__2026_10=61), put(ACTIONS, "A004", status="進行中", percent=0.5),
               put(ACTIONS, new["甲野一郎"], task="新しい取材", tactic="T01")),
        edited(parts["乙川二子"], put(KPIS, "K03", actual__2026_10=9), put(TACTICS, "T02", spent=610_000),
               put(ACTIONS, new["乙川二子"], task="新しい相談会", tactic="T02")),
        edited(parts["丙山三郎"], put(ACTIONS, "A008", percent=0.25)),
    ]  # fmt: skip
    names = ["master.xlsx", "a.xlsx", "b.xlsx", "c.xlsx"]
    outcome = copies.merge(whole(), sent, names=names)
    assert outcome.merged.conflicts == ()
    plan = api.read(outcome.data, "out.xlsx").plan
    wanted = changed(PLAN, "K02", actual=(52,) * 6 + (61,) + (None,) * 5)
    wanted = changed(wanted, "K03", actual=(10,) * 6 + (9,) + (None,) * 5)
    wanted = changed(
        changed(wanted, "T02", spent=610_000), "A004", status="in_progress", percent=0.5
    )
    wanted = changed(wanted, "A008", percent=0.25)
    new_rows = {(action.task, action.tactic) for action in plan.actions[len(PLAN.actions) :]}
    assert new_rows == {("新しい取材", "T01"), ("新しい相談会", "T02")}
    assert replace(plan, actions=plan.actions[: len(PLAN.actions)]) == wanted
    assert (
        copies.merge(whole(), sent[::-1], names=[names[0], *names[:0:-1]]).merged.tables
        == outcome.merged.tables
    )


def test_what_nobody_owns_and_what_cannot_be_read_is_told() -> None:
    plan = added(PLAN, Action(id="A011", task="だれの仕事か分からない"))
    master = edited(generated(plan), put(KPIS, "K02", actual__2026_09="約50"))
    made = copies.split(master, today=HANDED)
    assert [(item.code, item.details["count"]) for item in made.problems] == [
        ("W762", 1),
        ("W763", 1),
    ]
    assert "A011" in str(made.problems[1].details["names"])
    for language in LANGUAGES:
        said = api.render(compose_split(made, "DIR", language), "text")
        assert all(part in said for part in ("甲野一郎", "A011", "W762"))
    with pytest.raises(UsageError) as error:
        copies.split(
            api.generate(
                replace(PLAN, operations=(), tactics=(), kpis=(), actions=(), reviews=()),
                plan_id="p-1",
            )
        )
    assert error.value.problem.code == "E761"


@pytest.mark.parametrize(
    ("master", "folder", "commands"),
    [
        (
            "見本.xlsx",
            "配布",
            ("returned 見本.xlsx 配布", "merge 見本.xlsx 配布/*.xlsx -o まとめ.xlsx"),
        ),
        (
            "my plan.xlsx",
            "back 1",
            (
                'returned "my plan.xlsx" "back 1"',
                'merge "my plan.xlsx" "back 1"/*.xlsx -o まとめ.xlsx',
            ),
        ),
        ("", "配布", ("returned マスター.xlsx 配布", "merge マスター.xlsx 配布/*.xlsx")),
    ],
)
def test_what_comes_next_is_said_with_the_names_at_hand(
    master: str, folder: str, commands: tuple[str, ...]
) -> None:
    made = copies.split(whole(), today=HANDED)
    said = api.render(compose_split(made, folder, "ja", master), "text", width=120).splitlines()
    assert all(any(f"btobsheet {command}" in line for line in said) for command in commands)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2026年度 計画/改", "2026年度 計画 改"),
        ("a:b*c?", "a b c"),
        ("con", "_con"),
        ("..", ""),
        ("名前. ", "名前"),
        ("あ" * 90, "あ" * 60),
    ],
)
def test_file_names_that_every_system_bears(text: str, name: str) -> None:
    assert safe_name(text) == name


@examples(60, 120)
@given(plans(), st.sampled_from(WAYS))
def test_parts_hold_everything_that_is_anybodys_and_nothing_of_another_plan(
    plan: Plan, by: By
) -> None:
    parts, left = split(plan, by)
    held = {one for part in parts for ids in part.mine.values() for one in ids}
    assert held.isdisjoint(record.id for record in left)
    assert len({part.to for part in parts}) == len(parts)
    for part in parts:
        assert (part.plan.operations, part.plan.tactics, part.plan.kpis) == (
            plan.operations,
            plan.tactics,
            plan.kpis,
        )
        assert set(part.plan.actions) <= set(plan.actions)
        assert (
            part.mine["actions"]
            <= {action.id for action in part.plan.actions}
            == part.shown["actions"]
        )
        assert all(part.mine[table] <= part.shown[table] for table in part.mine)
        whole = {action.tactic for action in part.plan.actions if action.tactic} & {
            tactic.id for tactic in plan.tactics
        }
        assert {action.id for action in plan.actions if action.tactic in whole} <= part.shown[
            "actions"
        ]


@examples(6, 12)
@given(plans(), st.sampled_from(WAYS))
def test_any_plans_untouched_parts_merge_to_nothing(plan: Plan, by: By) -> None:
    master = api.generate(plan, plan_id="p-9", as_of=DAY)
    assume(split(plan, by)[0])
    parts = parts_of(master, by)
    assert (
        copies.merge(
            master,
            list(parts.values()),
            as_of=DAY,
            names=["m", *(f"{at}.xlsx" for at in range(len(parts)))],
        ).data
        == master
    )


@needs_libreoffice
def test_a_parts_formulas_show_what_libreoffice_computes(tmp_path: Path) -> None:
    source = tmp_path / "part.xlsx"
    source.write_bytes(parts_of()["丙山三郎"])
    computed = openpyxl.load_workbook(convert([source], tmp_path / "out")[0], data_only=True)
    ours, formulas = openpyxl.load_workbook(source, data_only=True), openpyxl.load_workbook(source)
    compared = 0
    for sheet in formulas:
        for cell in (
            cell
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, str) and cell.value.startswith("=")
        ):
            there, here = (
                computed[sheet.title][cell.coordinate].value,
                ours[sheet.title][cell.coordinate].value,
            )
            assert _alike(there, here), (sheet.title, cell.coordinate, there, here)
            compared += here not in (None, "", 0)
    assert compared > 300


def _alike(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return abs(one - other) <= 1e-9 * max(1, abs(other))
    return (one or "") == (other or "") or str(one) == str(other)


def folder_of(tmp_path: Path, files: Mapping[str, bytes]) -> Path:
    folder = tmp_path / "戻り"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def returned(
    tmp_path: Path,
    files: Mapping[str, bytes],
    today: dt.date = DUE,
    master: bytes = b"",
    as_of: dt.date | None = None,
) -> Returned:
    path = tmp_path / "master.xlsx"
    path.write_bytes(master or whole())
    made = copies.returned(path, folder_of(tmp_path, files), today=today, as_of=as_of)
    for language in LANGUAGES:
        assert api.render(compose_returned(made, language), "text")
        assert returned_json(made, language)["schema"] == "btobsheet.returned/1"
    return made


def test_who_has_answered_who_has_not_and_what_does_not_belong_here(tmp_path: Path) -> None:
    parts = parts_of()
    answered = edited(parts["甲野一郎"], put(KPIS, "K02", actual__2026_10=61))
    other = generated(PLAN, plan_id="p-2")
    files = {
        "甲野_最終.xlsx": answered,
        "b.xlsx": parts["乙川二子"],
        "別.xlsx": other,
        "壊れた.xlsx": answered[:999],
        "~$b.xlsx": b"x",
        "メモ.txt": b"x",
    }
    made = returned(tmp_path, files, as_of=DUE + dt.timedelta(days=1))
    assert [(one.to, one.state, one.changed, one.late) for one in made.answers] == [
        ("甲野一郎", "answered", 1, False), ("乙川二子", "untouched", 0, True), ("丙山三郎", "absent", None, True),
    ]  # fmt: skip
    assert [Path(file).name for file, _ in made.strangers] == ["別.xlsx"]
    assert [Path(error.file).name for error in made.failures] == ["壊れた.xlsx"]


@pytest.mark.parametrize(
    ("given", "own", "today", "late"),
    [
        (1, -9, -9, True),  # --as-of first,
        (0, 9, 9, False),
        (None, 1, -9, True),  # then the day in the workbook's settings,
        (None, 0, 9, False),
        (None, None, 1, True),  # then today
        (None, None, 0, False),
    ],
)
def test_late_is_judged_on_the_day_that_everything_is_judged_on(
    tmp_path: Path, given: int | None, own: int | None, today: int, late: bool
) -> None:
    def day(after: int | None) -> dt.date | None:
        return None if after is None else DUE + dt.timedelta(days=after)

    settled = replace(PLAN, settings=replace(PLAN.settings, as_of=day(own)))
    path = tmp_path / "master.xlsx"
    path.write_bytes(bare_book(settled))
    folder = folder_of(tmp_path, {})
    made = copies.returned(path, folder, due=DUE, as_of=day(given), today=day(today))
    assert {one.late for one in made.answers} == {late}


def test_nobody_is_late_on_the_due_day(tmp_path: Path) -> None:
    assert not any(
        one.late for one in returned(tmp_path, {"b.xlsx": parts_of()["乙川二子"]}).answers
    )


def test_what_is_still_missing(tmp_path: Path) -> None:
    plan = changed(changed(PLAN, "K05", actual=(8,) * 5 + (None,) * 7), "T03", accepted_on=None)
    plan = changed(
        changed(plan, "A010", end=dt.date(2026, 9, 30), start=dt.date(2026, 9, 1)),
        "A006",
        end=dt.date(2026, 9, 30),
        start=dt.date(2026, 9, 1),
    )
    master = generated(plan)
    part = parts_of(master)["乙川二子"]
    made = returned(
        tmp_path,
        {"b.xlsx": edited(part, put(ACTIONS, "A006", status="進行中", percent=0.9))},
        master=master,
    )
    missing = next(one.missing for one in made.answers if one.file)
    assert (missing.kpis, missing.tactics, missing.actions) == (("K05",), ("T03",), ("A010",))


def test_the_newer_of_two_files_counts_and_a_whole_workbook_is_told_as_such(tmp_path: Path) -> None:
    part = parts_of()["甲野一郎"]
    files = {
        "a.xlsx": edited(part, put(KPIS, "K02", actual__2026_10=61)),
        "a (1).xlsx": part,
        "whole.xlsx": whole(),
    }
    made = returned(tmp_path, files)
    assert [(one.to, Path(one.file).name, one.older) for one in made.answers if one.file] == [
        ("甲野一郎", "a.xlsx", False), ("甲野一郎", "a (1).xlsx", True), ("", "whole.xlsx", False),
    ]  # fmt: skip


def test_the_commands(tmp_path: Path) -> None:
    master, out = tmp_path / "計画.xlsx", tmp_path / "配布"
    master.write_bytes(whole())
    run = CliRunner().invoke
    made = run(group, ["split", str(master), "-o", str(out), "--due", "2026-10-09"])
    assert made.exit_code == 0, made.output
    assert sorted(path.name for path in out.iterdir()) == [
        "試作計画_丙山三郎.xlsx",
        "試作計画_乙川二子.xlsx",
        "試作計画_甲野一郎.xlsx",
    ]
    assert run(group, ["split", str(master), "-o", str(out)]).exit_code == 2
    assert run(group, ["split", str(master), "-o", str(out), "--force"]).exit_code == 0
    assert master.read_bytes() == whole()
    assert run(group, ["returned", str(master), str(out)]).exit_code == 0
    assert run(group, ["returned", str(master), str(tmp_path / "none")]).exit_code == 2
    (out / "x.xlsx").write_bytes(b"no workbook")
    assert run(group, ["returned", str(master), str(out), "--format", "json"]).exit_code == 3


def test_what_people_filled_in_is_never_overwritten(tmp_path: Path) -> None:
    master, out = tmp_path / "計画.xlsx", tmp_path / "配布"
    master.write_bytes(whole())
    run = CliRunner().invoke
    assert run(group, ["split", str(master), "-o", str(out)]).exit_code == 0
    part = out / "試作計画_甲野一郎.xlsx"
    part.write_bytes(edited(part.read_bytes(), put(KPIS, "K02", actual__2026_09=50)))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    for more in ([], ["--force"], ["--force", "--due", "2026-10-20"]):
        said = run(group, ["split", str(master), "-o", str(out), *more])
        assert (
            said.exit_code,
            "E770" in said.output,
            part.name in said.output,
            "乙川二子" in said.output,
        ) == (2, True, True, False), said.output
        assert {path.name: path.read_bytes() for path in out.iterdir()} == before
    part.write_bytes(generated(PLAN, plan_id="p-2"))  # of another plan: as ever
    assert run(group, ["split", str(master), "-o", str(out), "--force"]).exit_code == 0


def test_the_column_that_is_blank_is_named(tmp_path: Path) -> None:
    plan = replace(PLAN, operations=(), tactics=(), kpis=(), actions=(), reviews=())
    for by, word in (("owner", "担当"), ("department", "部門"), ("operation", "作戦")):
        with pytest.raises(UsageError) as error:
            copies.split(generated(plan), by)
        assert f"[{word}]" in message(error.value.problem, "ja")
        assert by not in message(error.value.problem, "ja")


def test_a_folder_without_a_part_of_the_plan_is_told(tmp_path: Path) -> None:
    for at, data in enumerate(parts_of().values()):
        (tmp_path / f"{at}.xlsx").write_bytes(data)
    for plan in (PLAN, replace(PLAN, operations=(), tactics=(), kpis=(), actions=(), reviews=())):
        other = tmp_path.parent / f"{tmp_path.name}.xlsx"
        other.write_bytes(api.generate(plan, plan_id="p-2"))
        said = api.render(
            compose_returned(copies.returned(other, tmp_path, today=DAY), "ja"), "text", width=140
        )
        assert "このフォルダーには、この計画のブックがありません" in said
        assert "0件のうち" not in said


def test_parts_of_one_split_raise_no_alarm_and_are_no_master(tmp_path: Path) -> None:
    files = [tmp_path / "計画の全体.xlsx"]
    files[0].write_bytes(whole())
    for at, data in enumerate(parts_of().values()):
        files.append(tmp_path / f"{at}.xlsx")
        files[-1].write_bytes(
            edited(data, put(KPIS, "K02", actual__2026_09=50)) if at == 0 else data
        )
    said = api.render(copies.which(files).document(), "text", width=400)
    assert "配布時の内容が違います" not in said
    assert "merge 計画の全体.xlsx" in said


@needs_libreoffice
def test_parts_saved_again_by_libreoffice_merge_to_nothing(tmp_path: Path) -> None:
    parts = parts_of()
    files = []
    for at, data in enumerate(parts.values()):
        files.append(tmp_path / f"{at}.xlsx")
        files[-1].write_bytes(data)
    saved = [path.read_bytes() for path in convert(files, tmp_path / "out")]
    assert copies.merge(whole(), saved, names=["m", "a", "b", "c"]).data == whole()
    assert [api.read(data).plan.identity.issue.to for data in saved] == list(parts)
