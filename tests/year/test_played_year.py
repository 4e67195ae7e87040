"""A year of an invented company, played through the command line with LibreOffice as the colleague:
April to the next April, approved, closed month by month, with a re-plan, a tactic given up, a KPI
that begins in October, blank months, an owner who leaves, and copies that come back as people save
them.

Every figure is derived here from what was typed (``play.py``), none is copied from an output.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from commands import run
from e2e.test_colleague import driven
from office import convert, needs_libreoffice
from parity.law import differences, figure_differences, keyed_rows
from year import play
from year.play import MILLION, OCTOBER, Step

from btobsheet import api
from btobsheet.excel.raw.grid import read_grid
from btobsheet.plan.records import id_number, make_id

pytestmark = [needs_libreoffice, pytest.mark.usefixtures("uno")]

Json = Any
BEGINNING = Path(__file__).with_name("plan.ja.toml")
"""What the year begins from: a template as it once was, so that play.py's figures hold whatever the
shipped ones become.
"""
NEW_TASK, MARGIN = "架空の会場を押さえる", "架空の覚え書き: 会場は仮予約"
REMARK = "架空の相手に連絡した"


def office(source: Path, steps: Sequence[Step], out: Path) -> Path:
    """Let the colleague open a workbook in LibreOffice, type, and save it."""
    script = out.with_suffix(".json")
    script.write_text(json.dumps(steps), encoding="utf-8")
    driven(source, script, out)
    script.unlink()
    return out


def said(*arguments: str | Path, code: int = 0) -> str:
    """Give what a command prints, a report with all its tables, on one line: no sentence is missed
    for where it is broken.
    """
    done = run(*arguments, *(["--full"] if arguments[0] == "status" else []))
    assert done.code == code, done
    return re.sub(r"\s+", "", done.out)


def close(book: Path, month: str, day: str, out: Path) -> None:
    said("close", book, "--month", month, "--as-of", day, "-o", out)


def status(book: Path, day: str, *more: str | Path) -> Json:
    return json.loads(run("status", book, "--as-of", day, "--format", "json", *more).out)


def by_id(items: Sequence[Json]) -> dict[str, Json]:
    return {item["id"]: item for item in items}


def kpis(report: Json) -> dict[str, Json]:
    return by_id(report["kpis"])


def named(report: Json, code: str) -> set[str]:
    """Give the ids of the KPIs that stand so."""
    return {item["id"] for item in report["kpis"] if item["status"] == code}


class Year:
    """The year's workbooks, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: dict[str, Path] = {}

    def once(self, name: str, make: Callable[[Path], object]) -> Path:
        if name not in self.made:
            out = self.folder / name
            make(out)
            self.made[name] = out
        return self.made[name]

    @property
    def begun(self) -> Path:
        return self.once("new.xlsx", lambda out: said("new", out, "--template", BEGINNING, "--start", "2026-04", "--lang", "ja"))  # fmt: skip

    @property
    def april(self) -> Path:
        return self.once("april.xlsx", lambda out: office(self.begun, play.april(api.read(self.begun).plan), out))  # fmt: skip

    @property
    def agreed(self) -> Path:
        return self.once("agreed.xlsx", lambda out: said("approve", self.april, "-o", out, "--note", "期首計画", "--on", play.AGREED))  # fmt: skip

    @property
    def september(self) -> Path:
        return self.once("september.xlsx", lambda out: office(self.agreed, play.to_september(api.read(self.agreed).plan), out))  # fmt: skip

    @property
    def closed(self) -> Path:
        return self.once("closed.xlsx", lambda out: close(self.september, "2026-09", "2026-10-05", out))  # fmt: skip

    @property
    def changed(self) -> Path:
        return self.once("changed.xlsx", lambda out: office(self.closed, play.replan(), out))

    @property
    def replanned(self) -> Path:
        return self.once("replanned.xlsx", lambda out: said("approve", self.changed, "-o", out, "--note", play.DELAY_REASON, "--on", play.STOPPED))  # fmt: skip

    @property
    def taken_over(self) -> Path:
        return self.once("taken.xlsx", lambda out: said("handover", self.replanned, play.LEAVER, play.SUCCESSOR, "--on", play.LEFT, "-o", out))  # fmt: skip

    @property
    def parts(self) -> Path:
        return self.once("parts", lambda out: said("split", self.taken_over, "-o", out, "--due", "2026-11-05", "--as-of", "2026-10-20"))  # fmt: skip

    @property
    def back(self) -> Path:
        return self.once("back", self._come_back)

    def _come_back(self, folder: Path) -> None:
        folder.mkdir()
        parts = {name: self.part(name) for name in ("担当B", "担当D", "担当F")}
        typed = office(parts["担当D"], play.of_d(REMARK), self.folder / parts["担当D"].name)
        convert([typed], folder)  # saved for the second time
        office(parts["担当B"], play.of_b(), folder / parts["担当B"].name)
        office(parts["担当F"], play.of_f(NEW_TASK, MARGIN), folder / parts["担当F"].name)

    def part(self, name: str) -> Path:
        (found,) = self.parts.glob(f"*{name}.xlsx")
        return found

    @property
    def copies(self) -> list[Path]:
        return sorted(self.back.glob("*.xlsx"))

    @property
    def merged(self) -> Path:
        return self.once("merged.xlsx", lambda out: said("merge", self.taken_over, *self.copies, "-o", out))  # fmt: skip

    @property
    def october(self) -> Path:
        return self.once("october.xlsx", lambda out: said("fill", self.merged, self.deals, "-o", out))  # fmt: skip

    @property
    def deals(self) -> Path:
        def write(out: Path) -> None:
            days = ("2026/10/7", "2026/10/19", "2026/10/30")
            rows = [f"{day},受注金額,{value}" for day, value in zip(days, play.DEALS, strict=True)]
            out.write_text("\n".join(("受注日,KPI,金額", *rows)), encoding="utf-8")

        return self.once("deals.csv", write)

    @property
    def october_closed(self) -> Path:
        return self.once("oct.xlsx", lambda out: close(self.october, OCTOBER, "2026-11-05", out))

    @property
    def spring(self) -> Path:
        return self.once("spring.xlsx", lambda out: office(self.october_closed, play.winter(api.read(self.october_closed).plan), out))  # fmt: skip

    @property
    def march(self) -> Path:
        return self.once("march.xlsx", lambda out: close(self.spring, "2027-03", "2027-04-05", out))

    @property
    def rolled(self) -> Path:
        return self.once("next.xlsx", lambda out: said("roll", self.march, "-o", out, "--as-of", "2027-04-05"))  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    return Year(tmp_path_factory.mktemp("year"))


def test_april_is_the_company_s_own_plan(year: Year) -> None:
    report = status(year.april, "2026-04-07")
    names = {item["id"] for item in report["tactics"]}
    assert not names & set(play.DROPPED)
    assert {play.TRIAL, play.STUDY, play.FAIR, play.REFERRAL} <= names
    assert [item["name"] for item in report["people"]] == sorted(play.PEOPLE)
    kgi = kpis(report)["K01"]
    assert (kgi["annual_target"], kgi["status"]) == (play.YEAR_TARGET, "not_due")
    share = play.YEAR_TARGET / 12
    assert [month["target"] for month in kgi["monthly"]] == pytest.approx([share] * 12)
    # before an approval the deletions are told once a table, and only by check
    deleted = re.findall(r"警告W411", said("check", year.april, "--as-of", "2026-04-07"))
    assert len(deleted) <= 3 + 2
    assert "W411" not in said("status", year.april, "--as-of", "2026-04-07")


def test_september_stands_as_computed_by_hand(year: Year) -> None:
    report = status(year.september, "2026-10-05")
    kgi, actual, due = kpis(report)["K01"], 76 * MILLION, 100 * MILLION
    assert (sum(play.ORDERS), play.YEAR_TARGET / 2) == (actual, due)
    assert kgi["attainment"] == pytest.approx(0.76)
    assert kgi["forecast"] == pytest.approx(152 * MILLION)
    assert kgi["required_pace"] == pytest.approx((200 - 76) / 6 * MILLION)  # 2,066.7万
    # 4 months' targets are 66.67 M, and 9.33 M of the fifth's 16.67 M: 4.56 of 6 months
    assert kgi["delay_months"] == pytest.approx(6 - (4 + (76 - 200 / 12 * 4) / (200 / 12)))
    text = said("status", year.september, "--as-of", "2026-10-05")
    for words in ("達成率76.0%", "着地見込は1億5,200万円です(年間目標2億円)", "1.4か月分遅れています", "毎月2,066.7万円が必要です"):  # fmt: skip
        assert words in text
    assert kpis(report)[play.CALLS]["missing_months"] == 1
    page = run("status", year.september, "--as-of", "2026-10-05", "--format", "html").out
    assert "76.0%" in page and "1億5,200万円" in page


def test_what_a_tactic_costs_the_kgi_and_its_owner(year: Year) -> None:
    report = status(year.september, "2026-10-05")
    first, calls = report["summary"]["bottleneck"], kpis(report)["K19"]
    short = 95 / 2 - sum(play.MEETINGS)
    assert short == 6.5
    assert calls["expected_to_date"] - calls["actual_to_date"] == pytest.approx(short)
    assert (first["tactic"], first["kpi"]) == ("T08", "K19")
    assert first["cost"] == pytest.approx(short * 0.8 * 0.15 * 6 * MILLION)  # 468万
    assert "KGI「受注金額」への影響は468万円" in said("status", year.september, "--as-of", "2026-10-05")  # fmt: skip
    study = kpis(report)[play.STUDY_KPI]
    assert study["actual_to_date"] == sum(play.STUDY_PEOPLE) == 142
    assert study["unit_cost"] == pytest.approx(1_080_000 / 142)  # 7,606円
    page = run("status", year.september, "--as-of", "2026-10-05", "--format", "html").out
    assert "7,606円" in page
    (busy,) = [one for one in report["lint"] if one["code"] == "W560" and "担当C" in one["message"]]
    load = 30 * 21 / 78 + 8 * 19 / 52
    assert f"{round(load, 1):g}人日あり、使える{play.DAYS_OF_C}日" in busy["message"]  # 11.0


def test_a_lower_target_is_told_and_no_improvement(year: Year) -> None:
    since = ("--since", year.september)
    report = status(year.replanned, "2026-10-06", *since)
    kgi = kpis(report)["K01"]
    assert kgi["annual_target"] == play.NEW_TARGET
    # the closed months keep their 200 ÷ 12 each, so October to March share 160 − 100
    shares = [200 / 12 * MILLION] * 6 + [10 * MILLION] * 6
    assert [month["target"] for month in kgi["monthly"]] == pytest.approx(shares)
    assert kgi["expected_to_date"] == pytest.approx(100 * MILLION)
    assert kgi["attainment"] == pytest.approx(0.76)
    text = said("status", year.replanned, "--as-of", "2026-10-06", *since)
    headline = text.partition("■")[0]
    assert f"10/6に2億円から1億6,000万円に改定しました(理由:{play.DELAY_REASON})" in headline
    assert (kgi["first_target"], kgi["approved_target"]) == (play.YEAR_TARGET, play.NEW_TARGET)
    assert kgi["attainment_first"] == pytest.approx(0.76)  # of the 1億 to September, as agreed
    assert "達成率76.0%" in headline
    assert not any(word in text for word in ("改善", "良くなった"))
    assert f"→{play.DELAY_REASON}" in text
    before = status(year.september, "2026-10-05")
    assert kgi["status"] == kpis(before)["K01"]["status"] == "behind"


def test_the_plan_remembers_what_was_agreed_and_what_was_presented(year: Year) -> None:
    first = status(year.agreed, "2026-04-07")
    assert [one["note"] for one in first["plan"]["approvals"]] == ["期首計画"]
    assert kpis(first)["K01"]["first_target"] == play.YEAR_TARGET
    told = said("check", year.agreed, "--as-of", "2026-04-07")
    assert "W411" not in told and "W418" not in told  # what went before the approval is settled
    # not approved until it is
    text = said("status", year.changed, "--as-of", "2026-10-06").partition("■")[0]
    assert "承認した2億円から1億6,000万円に変わっていますが、まだ承認されていません" in text
    assert [one["kpi"] for one in status(year.changed, "2026-10-06")["plan"]["unapproved"]] == [
        "K01"
    ]
    found = status(year.replanned, "2026-10-06")["plan"]
    assert [one["number"] for one in found["approvals"]] == [0, 1]
    assert (found["closed_through"], found["unapproved"]) == ("2026-09", [])
    section = said("status", year.replanned, "--as-of", "2026-10-06").partition("■承認と")[2]
    assert f"{play.JOINT}架空の共催セミナーを追加" in section  # begun since, and given up since
    assert f"{play.FAIR}架空の地域展示会:採否採用→終了" in section


def test_a_closed_month_that_changes_is_told(year: Year) -> None:
    wrong = office(year.replanned, play.typed("kpis", "K01", **{"actual.2026-06": 13 * MILLION}), year.folder / "wrong.xlsx")  # fmt: skip
    (told,) = status(wrong, "2026-10-06")["restated"]
    assert (told["kpi"], told["month"], told["presented"], told["now"]) == ("K01", "2026-06", 12 * MILLION, 13 * MILLION)  # fmt: skip
    text = said("status", wrong, "--as-of", "2026-10-06")
    assert f"6月実績:1,200万円→1,300万円(③KPI目標・実績!{told['place']['cell']})" in text
    assert "W419" in said("check", wrong, "--as-of", "2026-10-06")
    assert "遡及修正" in said("diff", year.replanned, wrong)
    opened, again = year.folder / "opened.xlsx", year.folder / "closed again.xlsx"
    said("close", wrong, "--month", "2026-06", "--reopen", "--as-of", "2026-10-06", "-o", opened)
    close(opened, "2026-09", "2026-10-06", again)
    assert status(again, "2026-10-06")["restated"] == []
    # a copy in which a closed month was changed is a conflict, whatever else it brings
    merged = year.folder / "merged wrong.xlsx"
    assert "W721" in said("merge", year.replanned, wrong, "-o", merged, code=1)


def test_a_stopped_tactic_stays_in_the_totals_and_is_asked_nothing(year: Year) -> None:
    before, after = status(year.september, "2026-10-05"), status(year.replanned, "2026-10-06")
    assert after["summary"]["spent"] == before["summary"]["spent"] == play.STUDY_SPENT + play.FAIR_SPENT  # fmt: skip
    assert kpis(after)[play.FAIR_KPI]["actual_to_date"] == sum(play.FAIR_LEADS) == 46
    (stopped,) = after["stopped"]
    assert (stopped["tactic"], stopped["on"], stopped["spent"]) == (play.FAIR, "2026-10-06", 500_000)  # fmt: skip
    assert stopped["reason"] == play.FAIR_REASON
    section = said("status", year.replanned, "--as-of", "2026-10-06").partition("■やめた戦術")[2]
    assert "500,000円展示会のリード数46件" in section.partition("■")[0]
    assert after["summary"]["bottleneck"]["tactic"] != play.FAIR
    asked = [one for one in after["lint"] if play.FAIR in one["message"] or play.FAIR_KPI in one["message"]]  # fmt: skip
    assert asked == []


def test_nothing_is_asked_of_who_has_left(year: Year) -> None:
    held = [one for one in status(year.replanned, "2026-10-20")["lint"] if one["code"] == "W568"]
    assert len(held) == 1 and "担当A" in held[0]["message"]
    assert not [
        one for one in status(year.replanned, "2026-10-14")["lint"] if one["code"] == "W568"
    ]
    report = status(year.taken_over, "2026-10-20")
    assert not [one for one in report["lint"] if "担当A" in one["message"]]
    assert "担当A" not in said("status", year.taken_over, "--as-of", "2026-10-20")
    unaccepted = {one["message"].rpartition(": ")[2][:3] for one in report["lint"] if one["code"] == "W513"}  # fmt: skip
    assert unaccepted == {"T04", "T05", play.JOINT}
    reminders = year.folder / "reminders"
    run("status", year.taken_over, "--as-of", "2026-10-20", "--reminders", reminders)
    assert not any("担当A" in path.read_text(encoding="utf-8") for path in reminders.iterdir())
    assert sorted(path.stem[-3:] for path in year.parts.iterdir()) == [
        "担当B", "担当C", "担当D", "担当E", "担当F",
    ]  # fmt: skip


def test_which_copy_is_which(year: Year) -> None:
    told = json.loads(run("which", *year.copies, "--format", "json").out)
    changed = {one["file"][-8:-5]: one["changed"] for one in _files(told)}
    expected = {
        "担当B": len(play.of_b()) - 2,  # two steps sort
        "担当D": len(play.of_d(REMARK)),
        "担当F": len(play.of_f(NEW_TASK, MARGIN)) - 1,  # the margin is no cell of the plan
    }
    assert changed == expected


def _files(told: Json) -> list[Json]:
    return [one for family in told["plans"] for one in family["copies"]]


def test_who_has_answered(year: Year) -> None:
    text = said("returned", year.taken_over, year.back, "--as-of", "2026-11-02")
    assert "5件のうち3件に記入があります" in text
    assert "担当A" not in text
    told = json.loads(run("returned", year.taken_over, year.back, "--as-of", "2026-11-02", "--format", "json").out)  # fmt: skip
    states = {one["to"]: one["state"] for one in told["answers"]}
    answered, absent = dict.fromkeys(("担当B", "担当D", "担当F"), "answered"), dict.fromkeys(("担当C", "担当E"), "absent")  # fmt: skip
    assert states == answered | absent


def test_every_word_of_the_copies_is_taken_over_or_named(year: Year) -> None:
    text = said("merge", year.taken_over, *year.copies, "-o", year.folder / "again.xlsx")
    assert "食い違いはありません" in text
    assert re.sub(r"\s+", "", MARGIN) in text.partition("■取り込まなかった書き込み")[2]
    plan = api.read(year.merged).plan
    (task,) = [one for one in plan.actions if one.task == NEW_TASK]
    known = [id_number(one.id) for one in api.read(year.taken_over).plan.actions]
    assert task.id == make_id("actions", max(known) + 1)
    assert [one.note for one in plan.actions if one.id == "A052"] == [REMARK]
    typed = {one["id"]: one["value"] for one in play.in_october() if one["table"] == "kpis"}
    found = {kpi.id: kpi.actual[6] for kpi in plan.kpis if kpi.actual[6] is not None}
    assert found == typed
    accepted = {one.id: one.accepted_on for one in plan.tactics}
    assert (accepted["T04"], accepted["T05"]) == (play.CHARGED, play.CHARGED)


def test_october_s_orders_are_filled_from_the_export(year: Year) -> None:
    kgi = kpis(status(year.october, "2026-11-02"))["K01"]
    total = (3.2 + 8.5 + 1.15) * MILLION
    assert kgi["monthly"][6]["actual"] == pytest.approx(total) == sum(play.DEALS)  # 12.85 M
    assert kgi["actual_to_date"] == pytest.approx(76 * MILLION + total)


def test_what_is_filled_is_what_libreoffice_computes(year: Year) -> None:
    (again,) = convert([year.october], year.folder / "again")
    assert differences(year.october, again) == []


def test_the_year_s_end_says_what_is_true(year: Year) -> None:
    report = status(year.march, "2027-04-05", "--since", year.october)
    found = kpis(report)
    joint = found[play.JOINT_KPI]
    assert (joint["from"], joint["actual_to_date"]) == (OCTOBER, 8 * 6)
    assert joint["attainment"] == pytest.approx(8 * 6 / 90)  # 53.3 %
    assert joint["status"] == "missed"
    assert named(report, "no_data") == {play.CALLS, play.QUOTES}
    assert {one["missing_months"] for one in report["kpis"] if one["status"] == "no_data"} == {1}
    kgi, total = found["K01"], 76 * MILLION + sum(play.DEALS) + sum(play.WINTER)
    assert (kgi["months_evaluated"], kgi["missing_months"]) == (12, 0)
    assert kgi["actual_to_date"] == pytest.approx(total)
    assert kgi["attainment"] == pytest.approx(total / (160 * MILLION))
    assert kgi["status"] == "missed"
    assert (kgi["first_target"], kgi["attainment_first"]) == (play.YEAR_TARGET, pytest.approx(total / (200 * MILLION)))  # fmt: skip
    assert (report["plan"]["closed_through"], report["restated"]) == ("2027-03", [])
    history = api.read(year.march).plan.history
    assert (len(history.approvals), len(history.closings), history.intact) == (2, 12, True)
    assert found[play.FAIR_KPI]["actual_to_date"] == 46
    assert report["summary"]["spent"] == play.STUDY_SPENT + play.FAIR_SPENT


def test_the_year_s_end_in_words(year: Year) -> None:
    text = said("status", year.march, "--as-of", "2027-04-05", "--since", year.october)
    total = 76 * MILLION + sum(play.DEALS) + sum(play.WINTER)
    share = f"{100 * total / (160 * MILLION):.1f}%"
    assert f"年間目標に届きませんでした(達成率{share})" in text
    assert "12/12か月で判定" in text
    assert "53.3%" in text
    # no attainment fell from October on, so nothing got worse: it is only decided now
    worse = text.partition("■悪くなっているもの")[2].partition("■")[0]
    assert "判定が悪くなったKPIはありません" in worse
    missed = worse.partition("「未達」に決まったKPI")[2].partition("実績が入らず")[0]
    assert {"K01", "K24", play.JOINT_KPI} <= set(re.findall(r"K\d\d", missed))
    asked = text.partition("■担当者へのお願い")[2].partition("■")[0]
    assert {*re.findall(r"K\d\d", asked)} == {play.CALLS, play.QUOTES}
    assert "担当A" not in asked


def test_the_workbook_s_own_formulas_say_the_same(year: Year) -> None:
    report = status(year.march, str(play.LAST_DAY))
    assert list(figure_differences(report, keyed_rows(read_grid(year.march)))) == []


def test_the_next_year_begins_from_this_year_s_figures(year: Year) -> None:
    before, plan = api.read(year.march).plan, api.read(year.rolled).plan
    now = {kpi.id: kpi for kpi in plan.kpis}
    total = 76 * MILLION + sum(play.DEALS) + sum(play.WINTER)
    assert now["K01"].last_year == pytest.approx(total)
    assert sum(value or 0 for value in now["K01"].target) == pytest.approx(total)  # proposed
    assert now["K01"].annual_target is None
    # the blank months leave no last year; what began in October has its six months
    assert now[play.CALLS].last_year is now[play.QUOTES].last_year is None
    joint = now[play.JOINT_KPI]
    assert (joint.last_year, joint.from_) == (8 * 6, None)
    assert play.FAIR not in {one.id for one in plan.tactics}  # it was given up
    assert play.FAIR_KPI not in now
    assert not any(value is not None for kpi in plan.kpis for value in kpi.actual)
    assert {one.status for one in plan.actions} == {""}
    assert {one.spent for one in plan.tactics} == {None}
    assert not {one.accepted_on for one in plan.tactics} - {None}
    assert "担当A" in {one.name for one in before.people} - {one.name for one in plan.people}
    report = status(year.rolled, "2027-04-05")
    assert kpis(report)["K01"]["last_year"] == pytest.approx(total)
    assert report["plan"]["approvals"] == []
    assert "担当A" not in said("status", year.rolled, "--as-of", "2027-04-05")


def test_what_is_rolled_is_what_libreoffice_computes(year: Year) -> None:
    (again,) = convert([year.rolled], year.folder / "rolled")
    assert differences(year.rolled, again) == []
