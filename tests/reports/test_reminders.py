from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import report_plan
from books import sample_book
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from plans import DAY, changed, small_plan

from btobsheet.cli.group import group
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Person
from btobsheet.problems import Place, problem
from btobsheet.reports.reminders import RESERVED, Reminder, answer_by, free_name, reminders
from btobsheet.status.assess import assess


def of(plan: Plan, language: str = "ja", **more: object) -> dict[str, Reminder]:
    return {
        item.owner: item
        for item in reminders(
            assess(plan, report_plan.AS_OF), file="/箱/計画.xlsx", language=language, **more
        )
    }  # type: ignore[arg-type]


def full(language: str = "ja") -> dict[str, Reminder]:
    return of(report_plan.plan(), language, problems=report_plan.problems())


def test_everybody_with_something_to_do_gets_one_and_nobody_else() -> None:
    assert set(full()) == {"見本 花子", "例田 一郎", "架空 次郎"}
    assert reminders(assess(small_plan(), DAY)) == ()


def test_it_says_which_months_go_into_which_cells() -> None:
    text = full()["例田 一郎"].text
    assert "K08 商談数(単位: 件)" in text
    assert [line.strip() for line in text.splitlines() if "の実績" in line and "→" in line] == [
        "7月の実績 → ③KPI目標・実績!H12",
        "8月の実績 → ③KPI目標・実績!I12",
        "9月の実績 → ③KPI目標・実績!J12",
    ]


def test_it_says_what_is_late_what_was_agreed_and_by_when_to_answer() -> None:
    text = full()["例田 一郎"].text
    assert (
        "・A004 秋の展示会の申込 [期限超過] 期限 9/11、進捗 50.0% → ④年間アクションプラン!G8"
        in text
    )
    assert "・A005 来場者への聞き取り項目を見直す [未着手] 期限 10/16" in text
    assert "聞き取り項目を3つに絞り、当日中に温度感を付ける(期限 10/2)" in text
    assert "(計画.xlsx)" in text
    assert "10/12 までに" in text


def test_it_asks_for_the_cause_of_what_is_red_or_gets_worse() -> None:
    assert "・K06 開封率 [順調、悪化]" in full()["見本 花子"].text


def test_it_tells_what_could_not_be_read_in_one_s_own_rows_only() -> None:
    mine, other = (
        problem("E690", Place("④年間アクションプラン", cell), "約50", close="-")
        for cell in ("E8", "E10")
    )
    made = of(report_plan.plan(), problems=(mine, other))
    assert "④年間アクションプラン!E8" in made["例田 一郎"].text
    assert "④年間アクションプラン!E10" not in made["例田 一郎"].text
    assert "④年間アクションプラン!E10" in made["架空 次郎"].text


def test_what_nobody_owns_goes_to_who_plans() -> None:
    plan = changed(report_plan.plan(), "A004", owner="")
    made = of(plan)[""]
    assert "担当が決まっていないもの" in made.text
    assert "A004" in made.text
    assert made.file_name == "(担当なし).txt"


def test_an_alias_is_the_same_person() -> None:
    plan = replace(
        report_plan.plan(),
        people=(
            Person(id="P01", name="例田 一郎", aliases=("例田",), email="reida@example.invalid"),
        ),
    )
    made = of(changed(plan, "A004", owner="例田"))
    assert "例田" not in made
    assert "A004" in made["例田 一郎"].text
    assert made["例田 一郎"].email == "reida@example.invalid"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_file_is_shown_right_by_windows(language: str) -> None:
    for item in full(language).values():
        assert item.data.startswith(b"\xef\xbb\xbf")
        assert item.data.count(b"\n") == item.data.count(b"\r\n") > 5
        assert item.text.encode("cp932")


@pytest.mark.parametrize(
    ("as_of", "by"),
    [
        (dt.date(2026, 10, 5), dt.date(2026, 10, 12)),
        (dt.date(2026, 10, 2), dt.date(2026, 10, 9)),
        (dt.date(2026, 10, 3), dt.date(2026, 10, 9)),
        (dt.date(2026, 9, 18), dt.date(2026, 9, 30)),
    ],
)
def test_people_have_five_working_days(as_of: dt.date, by: dt.date) -> None:
    assert (
        answer_by(
            as_of, frozenset({dt.date(2026, 9, 21), dt.date(2026, 9, 22), dt.date(2026, 9, 23)})
        )
        == by
    )


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        ("見本 花子", "見本 花子.txt"),
        ("../../etc/passwd", "_.._etc_passwd.txt"),
        ('a\\b:c*d?"<>|', "a_b_c_d_____.txt"),
        ("con", "_con.txt"),
        ("NUL.x", "_NUL.x.txt"),
        ("...", "_.txt"),
        ("甲\n乙", "甲 乙.txt"),
    ],
)
def test_names_of_people_become_safe_names_of_files(owner: str, name: str) -> None:
    assert free_name(owner, ()) == name


@given(st.lists(st.text(max_size=80), max_size=6))
def test_no_two_people_share_a_file_and_none_leaves_the_folder(owners: list[str]) -> None:
    taken: list[str] = []
    for owner in owners:
        taken.append(free_name(owner, {name.casefold() for name in taken}))
    assert len({name.casefold() for name in taken}) == len(owners)
    for name in taken:
        assert not set(name) & set('\\/:*?"<>|\n\0')
        assert name.removesuffix(".txt").strip(" .")
        assert name.split(".")[0].casefold() not in RESERVED
        assert len(name) <= 70


def test_the_command_writes_one_file_a_person_and_never_over_another(tmp_path: Path) -> None:
    book, folder = tmp_path / "計画.xlsx", tmp_path / "お願い"
    book.write_bytes(sample_book())
    run = CliRunner().invoke
    assert run(group, ["status", str(book), "--reminders", str(folder)]).exit_code == 0
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert "試山三奈.txt" in made
    assert "③KPI目標・実績!" in made["試山三奈.txt"].decode("utf-8-sig")
    (folder / "試山三奈.txt").write_text("書きかけ", encoding="utf-8")
    (folder / "仮屋七海.txt").unlink()
    assert run(group, ["status", str(book), "--reminders", str(folder)]).exit_code == 2
    assert (folder / "試山三奈.txt").read_text(encoding="utf-8") == "書きかけ"
    assert not (folder / "仮屋七海.txt").exists()
    assert run(group, ["status", str(book), "--reminders", str(folder), "--force"]).exit_code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == made


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "10/12 までにお願いします(10/5 から5営業日後を目安にしています)"),
        ("en", "(5 working days after"),
    ],
)
def test_the_day_to_answer_by_is_explained(language: str, said: str) -> None:
    plan = changed(small_plan(), "K02", actual=(None,) * 12)
    made = reminders(assess(plan, DAY), language=language)
    assert made
    assert all(said in one.text for one in made)
