"""Whole rounds: a folder as people leave it, and what stands in the output folder afterwards."""

from __future__ import annotations

import datetime as dt
import email
import shutil
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

import pytest
from books import bare_book
from plans import DAY, set_up, small_plan
from sharing.collect.rounds import (
    DUE,
    FIRST,
    PLAN,
    SECOND,
    THIRD,
    collected,
    copy_of,
    laid_out,
    master,
    names,
    part,
    parts,
    standing,
)

from btobsheet import api
from btobsheet.problems import UnreadableError, UsageError
from btobsheet.sharing.collect.results import Collected
from btobsheet.sharing.collect.state import JOURNAL

MERGED, REPORT, RECORD, INDEX = "まとめ.xlsx", "報告.html", "取り込みの記録.html", "index.html"
COMMON = {MERGED, REPORT, RECORD, INDEX}
Once = tuple[Path, Collected]


def letter(place: Path, owner: str) -> EmailMessage:
    data = (place / "out" / "お願い" / f"{owner}.eml").read_bytes()
    return cast("EmailMessage", email.message_from_bytes(data, policy=policy.default))


def attached(message: EmailMessage) -> tuple[str, bytes]:
    (one,) = message.iter_attachments()
    return str(one.get_filename()), cast("bytes", one.get_content())


def answer(made: Collected, file: str) -> dict[str, object]:
    return next(one for one in made.data["answers"] if str(one["file"]).endswith(file))


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """One round: FIRST answered with an error, SECOND sent theirs untouched, of THIRD nothing."""
    files = {
        "計画_甲野一郎.xlsx": part(FIRST, K02="約50件"),
        "計画_乙川二子 (1).xlsx": part(SECOND),
        "~$計画_乙川二子 (1).xlsx": b"lock",
        "同期前.xlsx": b"",
        "memo.docx": b"x",
    }
    place = laid_out(tmp_path_factory.mktemp("round"), files)
    before = standing(place / "in")
    made = collected(place, due=DUE)
    assert standing(place / "in") == before
    return place, made


def test_who_has_answered_and_what_is_made_for_them(once: Once) -> None:
    place, made = once
    assert [(one["to"], one["state"], one["late"]) for one in made.data["answers"]] == [
        (FIRST, "answered", False),
        (SECOND, "untouched", True),
        (THIRD, "absent", True),
    ]
    assert names(place / "out") == {
        *COMMON,
        "直してほしいブック/計画_甲野一郎.xlsx",
        "送り直すブック/試作計画_丙山三郎.xlsx",
        *(f"お願い/{one}.{kind}" for one in (FIRST, SECOND, THIRD) for kind in ("txt", "eml")),
    }
    assert set(made.written) == names(place / "out")
    assert made.exit_code == 3  # 同期前.xlsx
    assert [one["code"] for one in made.data["failures"]] == ["E009"]
    assert {one["file"]: one["why"] for one in made.data["not_looked_into"]} == {
        "~$計画_乙川二子 (1).xlsx": "open",
        "memo.docx": "other",
    }


def test_a_letter_brings_the_persons_own_part(once: Once) -> None:
    place, _ = once
    out = place / "out"
    marked = (out / "直してほしいブック" / "計画_甲野一郎.xlsx").read_bytes()
    assert attached(letter(place, FIRST)) == ("計画_甲野一郎.xlsx", marked)
    assert attached(letter(place, SECOND)) == ("計画_乙川二子 (1).xlsx", parts()[SECOND])
    again = (out / "送り直すブック" / "試作計画_丙山三郎.xlsx").read_bytes()
    assert attached(letter(place, THIRD)) == ("試作計画_丙山三郎.xlsx", again)
    assert again == parts()[THIRD]
    to = letter(place, FIRST)["To"].addresses[0]
    assert (to.display_name, to.addr_spec) == (FIRST, "kono@example.com")
    assert letter(place, THIRD)["To"] is None


def test_a_letter_says_what_is_the_matter_in_both_forms(once: Once) -> None:
    place, _ = once
    for owner, words in (
        (FIRST, "要修正"),
        (SECOND, "まだ記入がない"),
        (THIRD, "戻ってきていません"),
    ):
        text = (place / "out" / "お願い" / f"{owner}.txt").read_bytes()
        assert text.startswith(b"\xef\xbb\xbf")
        said = text.decode("utf-8-sig").replace("\r\n", "\n")
        assert words in said and f"{owner} さん" in said
        body = letter(place, owner).get_body()
        assert body is not None
        subject = letter(place, owner)["Subject"]
        assert said == f"件名: {subject}\n\n" + body.get_content().replace("\r\n", "\n")


def test_a_marked_copy_is_what_check_marks(once: Once) -> None:
    place, _ = once
    marked = place / "out" / "直してほしいブック" / "計画_甲野一郎.xlsx"
    assert marked.read_bytes() == api.mark(part(FIRST, K02="約50件"))


def test_the_merged_workbook_is_what_merge_gives(once: Once) -> None:
    place, made = once
    copies = [place / "in" / name for name in ("計画_甲野一郎.xlsx", "計画_乙川二子 (1).xlsx")]
    outcome = api.merge(place / "計画.xlsx", copies)
    assert api.diff(api.read(place / "out" / MERGED).plan, api.read(outcome.data).plan) == ()
    assert made.data["merged"]["changes"] == len(outcome.merged.changes)
    assert made.data["merged"]["conflicts"] == len(outcome.merged.conflicts)


def test_a_second_round_writes_nothing(once: Once) -> None:
    place, made = once
    before = standing(place)
    again = collected(place, due=DUE)
    assert standing(place) == before
    assert (again.written, again.removed) == ((), ())
    assert (again.text, again.exit_code, again.page) == (made.text, made.exit_code, made.page)
    assert again.data == {**made.data, "written": [], "removed": []}


def test_the_next_round_does_again_what_changed_alone(once: Once, tmp_path: Path) -> None:
    """THIRD answers: the other letters and the marked copy stay as they are, theirs goes."""
    place = copy_of(once[0], tmp_path / "round")
    before = standing(place / "out")
    (place / "in" / "丙.xlsx").write_bytes(part(THIRD))
    made = collected(place, due=DUE)
    letters = {f"お願い/{THIRD}.txt", f"お願い/{THIRD}.eml"}
    assert set(made.written) - {MERGED} == {RECORD, INDEX, *letters}
    assert set(made.removed) == {"送り直すブック/試作計画_丙山三郎.xlsx"}
    after = standing(place / "out")
    kept = {name for name in after if after[name] == before.get(name)}
    assert kept >= {"直してほしいブック/計画_甲野一郎.xlsx", REPORT, f"お願い/{FIRST}.eml"}
    assert not (place / "out" / "送り直すブック").exists()


@pytest.mark.slow
def test_a_merged_workbook_somebody_works_in_is_left_to_them(once: Once, tmp_path: Path) -> None:
    place = copy_of(once[0], tmp_path / "round")
    target = place / "out" / MERGED
    target.write_bytes(target.read_bytes() + b"\0")  # as if answers were typed
    edited = target.read_bytes()
    made = collected(place, due=DUE)
    assert made.data["edited"] == [MERGED]
    assert MERGED not in made.written
    (place / "in" / "丙.xlsx").write_bytes(part(THIRD))
    made = collected(place, due=DUE)
    assert made.data["merged"]["file"] == "まとめ_2.xlsx"
    assert target.read_bytes() == edited
    assert made.data["edited"] == [MERGED]


@pytest.mark.slow
def test_a_killed_round_is_finished_by_the_next(
    once: Once, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = copy_of(once[0], tmp_path / "round")
    shutil.rmtree(place / "out")

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("btobsheet.api.collecting.report", killed)
        with pytest.raises(KeyboardInterrupt):
            collected(place, due=DUE)
    assert (place / "out" / JOURNAL).exists()
    collected(place, due=DUE)
    assert names(place / "out") == names(once[0] / "out")


# --- the folder as it may be


@pytest.mark.slow
def test_nothing_came_at_all(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {})
    made = collected(place, due=DUE, language="en")
    assert made.exit_code == 0
    assert {one["state"] for one in made.data["answers"]} == {"absent"}
    assert (place / "out" / "merged.xlsx").read_bytes() == master()
    assert names(place / "out") == {
        *("index.html", "report.html", "merge.html", "merged.xlsx"),
        *(f"letters/{one}.{kind}" for one in (FIRST, SECOND, THIRD) for kind in ("txt", "eml")),
        *(f"parts-again/試作計画_{one}.xlsx" for one in (FIRST, SECOND, THIRD)),
    }


@pytest.mark.slow
def test_who_has_left_is_asked_for_nothing(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {"a.xlsx": part(FIRST)})
    people = tuple(
        replace(one, left_on=dt.date(2026, 9, 30)) if one.name == FIRST else one
        for one in PLAN.people
    )
    gone = bare_book(replace(PLAN, people=people))
    (place / "計画.xlsx").write_bytes(gone)
    written = {str(one["name"]) for one in collected(place, due=DUE).data["letters"]}
    assert FIRST not in written and SECOND in written


@pytest.mark.slow
def test_a_newer_file_goes_before_an_older_one_that_it_covers(tmp_path: Path) -> None:
    files = {"甲.xlsx": part(FIRST, K02=61), "甲 (1).xlsx": part(FIRST, K02=62)}
    place = laid_out(tmp_path, files)
    made = collected(place)
    (left,) = made.data["merged"]["left_out"]
    older, newer = (Path(left[one]).name for one in ("file", "newer"))
    assert {older, newer} == set(files)
    assert answer(made, older)["older"] and not answer(made, newer)["older"]
    assert made.data["merged"]["conflicts"] == 0
    plan = api.read(place / "out" / MERGED).plan
    assert next(one for one in plan.kpis if one.id == "K02").actual[5] == (
        61 if newer == "甲.xlsx" else 62
    )


@pytest.mark.slow
def test_two_files_of_one_person_filled_in_apart_are_both_merged(tmp_path: Path) -> None:
    files = {"甲.xlsx": part(FIRST, K02=61), "甲 - コピー.xlsx": part(FIRST, K03=11)}
    place = laid_out(tmp_path, files)
    made = collected(place)
    assert made.data["merged"]["left_out"] == []
    assert made.data["merged"]["changes"] == 2
    assert "これも取り込みました" in (place / "out" / INDEX).read_text()


@pytest.mark.slow
def test_conflicts_stay_open_and_end_with_1(tmp_path: Path) -> None:
    files = {"甲.xlsx": part(FIRST, K02=61), "乙.xlsx": part(SECOND, K02=62)}
    place = laid_out(tmp_path, files)
    made = collected(place)
    assert (made.exit_code, made.data["merged"]["conflicts"]) == (1, 1)
    assert api.merge(place / "計画.xlsx", [place / "in" / one for one in files]).merged.conflicts
    (place / "計画.xlsx").write_bytes(
        api.merge(place / "計画.xlsx", [place / "in" / one for one in files], prefer="copy").data
    )
    assert collected(place).written  # another master: all is looked at anew


@pytest.mark.slow
def test_whole_copies_and_other_plans(tmp_path: Path) -> None:
    other = bare_book(set_up(small_plan(), title="別の計画", as_of=DAY), plan_id="p-2")
    place = laid_out(tmp_path, {"全体.xlsx": master(), "別.xlsx": other})
    made = collected(place)
    assert [one["title"] for one in made.data["other_plans"]] == ["別の計画"]
    assert [(one["to"], one["state"]) for one in made.data["answers"]] == [(None, "untouched")]
    for one in made.data["letters"]:
        if one["draft"]:
            name, data = attached(letter(place, one["to"]))
            assert data == (place / "out" / "送り直すブック" / name).read_bytes()


@pytest.mark.slow
def test_a_copy_that_merging_refuses_does_not_stop_the_others(tmp_path: Path) -> None:
    """A copy of another year bears the same plan id: merge says E701, and it is left out."""
    later = api.load_template("blank", start=PLAN.start.plus(12), today=DAY).plan
    moved = bare_book(later)
    place = laid_out(tmp_path, {"来年.xlsx": moved})
    (place / "in" / "甲.xlsx").write_bytes(part(FIRST, K02=61))
    made = collected(place)
    (left,) = [one for one in made.data["merged"]["left_out"] if one["problem"]]
    assert left["problem"]["code"] == "E701"
    assert made.data["merged"]["changes"] == 1
    assert made.exit_code == 1


@pytest.mark.slow
def test_days_move_what_speaks_of_the_day_and_nothing_else(tmp_path: Path) -> None:
    """On another day the report and the letters are new; the merge and the parts are not."""
    plan = set_up(PLAN, as_of=None)
    place = laid_out(tmp_path, {})
    (place / "計画.xlsx").write_bytes(bare_book(plan))
    collected(place, due=DUE)
    made = collected(place, due=DUE, today=DAY + dt.timedelta(days=1))
    assert {name.partition("/")[0] for name in made.written} == {"お願い", REPORT, INDEX}


# --- what is refused


def test_the_output_folder_is_not_the_folder_of_copies(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {})
    with pytest.raises(UsageError) as told:
        api.collect(place / "計画.xlsx", place / "in", place / "in" / ".")
    assert told.value.problem.code == "E720"
    assert list((place / "in").iterdir()) == []


def test_a_folder_or_a_master_that_is_not_there(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {})
    with pytest.raises(UsageError) as told:
        api.collect(place / "計画.xlsx", place / "nothing", place / "out")
    assert told.value.problem.code == "E764"
    with pytest.raises(UnreadableError) as missing:
        api.collect(place / "nothing.xlsx", place / "in", place / "out")
    assert missing.value.problem.code == "E001"
    assert not (place / "out").exists()


def test_a_master_without_an_id_tells_no_copies_apart(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {})
    (place / "計画.xlsx").write_bytes(bare_book(PLAN, plan_id=""))
    with pytest.raises(UsageError) as told:
        collected(place)
    assert told.value.problem.code == "E760"


def test_an_index_of_others_is_not_overwritten(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {})
    (place / "out").mkdir()
    (place / "out" / INDEX).write_text("mine")
    with pytest.raises(UsageError) as told:
        collected(place)
    assert told.value.problem.code == "E040"
    assert names(place / "out") == {INDEX}


def test_the_merged_workbook_of_before_is_no_master_of_its_own_folder(tmp_path: Path) -> None:
    place = laid_out(tmp_path, {})
    (place / "out").mkdir()
    shutil.copy(place / "計画.xlsx", place / "out" / MERGED)
    with pytest.raises(UsageError) as told:
        api.collect(place / "out" / MERGED, place / "in", place / "out", force=True)
    assert told.value.problem.code == "E044"
