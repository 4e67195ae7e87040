"""``status --db``: how the forecast has moved, and what is worse since the last tracked report."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from books import bare_book
from commands import run
from plans import DAY, changed, small_plan

import btobsheet
from btobsheet.plan.model import Plan
from btobsheet.reports.document import Block, Heading, Paragraph, Table
from btobsheet.reports.pictures import Courses
from btobsheet.reports.render.svg.draw import draw
from btobsheet.reports.status import course
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.status.tracking import TrackedReport, report_of
from btobsheet.wording import LANGUAGES

MAY, JULY, SEPTEMBER = dt.date(2026, 5, 1), dt.date(2026, 7, 1), dt.date(2026, 9, 1)


def plan_with(*actual: float | None, annual: float = 120.0) -> Plan:
    """Give the small plan with a KGI of 120 a year that brought so much in its first months."""
    kgi = small_plan().kpis[0]
    months = (*actual, *[None] * (12 - len(actual)))
    return changed(
        small_plan(),
        kgi.id,
        unit="件",
        actual=months,
        target=(None,) * 12,
        annual_target=annual,
    )


BEFORE = plan_with(10.0, 10.0, 10.0, 10.0, 10.0)
NOW = plan_with(10.0, 10.0, 10.0, 10.0, 10.0, 4.0)


def reports(*plans: tuple[Plan, dt.date]) -> tuple[TrackedReport, ...]:
    return tuple(report_of(assess(plan, day)) for plan, day in plans)


def said(blocks: Iterable[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_the_way_of_the_kgis_forecast_is_one_sentence() -> None:
    """50 of 50 after five months: 120; 54 of 60 after six: 108."""
    voice = Voice(assess(NOW, DAY), "ja")
    (line,) = said(course.course(voice, reports((BEFORE, SEPTEMBER))))
    assert "9/1 の 120件 から 10/5 の 108件 へ下がりました(年間目標 120件)。" in line


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (BEFORE, BEFORE, "のままです"),
        (plan_with(5.0, 5.0, 5.0, 5.0, 5.0), BEFORE, "へ上がりました"),
        (
            BEFORE,
            plan_with(10, 10, 10, 10, 10, 4, annual=100.0),
            "120件 から 100件 に変わっています",
        ),
    ],
    ids=["as before", "up", "another target"],
)
def test_it_says_which_way_and_whether_the_target_was_changed(
    was: Plan, now: Plan, told: str
) -> None:
    voice = Voice(assess(now, SEPTEMBER if now is BEFORE else DAY), "ja")
    (line,) = said(course.course(voice, reports((was, MAY), (was, dt.date(2026, 8, 3)))))
    assert told in line


def test_the_table_has_the_first_the_last_and_todays_forecast() -> None:
    voice = Voice(assess(NOW, DAY), "ja")
    early = reports((BEFORE, JULY), (plan_with(10, 10, 10, 10, 8), SEPTEMBER))
    (table,) = (one for one in course.course(voice, early) if isinstance(one, Table))
    heads, row = [column.label for column in table.columns], table.rows[0]
    assert heads[3:] == ["着地見込 7/1", "前回 9/1", "今回", "年間目標"]
    assert [cell.text for cell in row[2:]] == ["100→96→90%", "120件", "115.2件", "108件", "120件"]
    (alone,) = (one for one in course.course(voice, early[1:]) if isinstance(one, Table))
    assert [column.label for column in alone.columns][3:] == ["前回 9/1", "今回", "年間目標"]


def test_without_an_earlier_report_it_says_what_to_do() -> None:
    blocks = tuple(course.course(Voice(assess(NOW, DAY), "ja"), ()))
    assert [type(block) for block in blocks] == [Heading, Paragraph]
    assert "btobsheet track" in said(blocks)[0]
    assert tuple(course.courses(Voice(assess(NOW, DAY), "ja"), ())) == ()
    assert tuple(course.overdue(Voice(assess(NOW, DAY), "ja"), ())) == ()


def test_a_kpi_that_is_new_or_gone_is_no_obstacle() -> None:
    old = replace(BEFORE, kpis=BEFORE.kpis[:2])
    voice = Voice(assess(NOW, DAY), "ja")
    (table,) = (
        one for one in course.course(voice, reports((old, SEPTEMBER))) if isinstance(one, Table)
    )
    by_name = {row[0].text.partition(" ")[0]: [cell.text for cell in row] for row in table.rows}
    assert by_name[NOW.kpis[0].id][3] == "120件"
    assert by_name[NOW.kpis[2].id][3] == "-"
    only_old = replace(NOW, kpis=NOW.kpis[:1])
    assert tuple(course.course(Voice(assess(only_old, DAY), "ja"), reports((NOW, SEPTEMBER))))


def test_each_picture_holds_every_report_and_today() -> None:
    voice = Voice(assess(NOW, DAY), "en")
    (picture,) = course.courses(voice, reports((BEFORE, JULY), (BEFORE, SEPTEMBER)))
    assert isinstance(picture, Courses)
    first = picture.charts[0]
    assert first.title == f"{NOW.kpis[0].id} {NOW.kpis[0].name}"
    assert first.days == (JULY, SEPTEMBER, DAY)
    assert first.forecasts == (120.0, 120.0, 108.0)
    assert first.targets == (120.0,) * 3
    drawn = draw(picture, "p")
    assert len(drawn) == len(picture.charts)
    assert drawn[0].count("<circle") == 3 + 1, "a dot a forecast, and one at the spark's end"
    assert all("nan" not in one for one in drawn)
    rows = course.course_table(voice, picture).rows
    assert [row[2].value for row in rows[:3]] == [120.0, 120.0, 108.0]


def test_actions_that_ran_late_since_are_named() -> None:
    plan = changed(NOW, "A002", end=dt.date(2026, 9, 25), status="doing", percent=0.5)
    voice = Voice(assess(plan, DAY), "ja")
    (table,) = course.overdue(voice, reports((plan, SEPTEMBER)))
    assert isinstance(table, Table)
    assert "A002" in [row[1].text.partition(" ")[0] for row in table.rows]
    (none,) = course.overdue(voice, reports((plan, dt.date(2026, 10, 4))))
    assert isinstance(none, Paragraph)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lay down a workbook of September and one of October, the first tracked on two days."""
    made = tmp_path_factory.mktemp("course")
    (made / "old.xlsx").write_bytes(bare_book(BEFORE))
    (made / "plan.xlsx").write_bytes(bare_book(NOW))
    for day in ("2026-07-01", "2026-09-01"):
        done = run("track", "old.xlsx", "--as-of", day, folder=made, BTOBSHEET_LANG="ja")
        assert done.code == 0, done.err
    return made


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_shows_the_course_and_what_is_worse_since(folder: Path, language: str) -> None:
    done = run(
        *("status", "plan.xlsx", "--db", "btobsheet.sqlite", "--as-of", "2026-10-05"),
        *("--lang", language, "--full"),
        folder=folder,
    )
    since = run(
        *("status", "plan.xlsx", "--since", "old.xlsx", "--as-of", "2026-10-05"),
        *("--lang", language, "--full"),
        folder=folder,
    )
    assert course.said(Voice(assess(NOW, DAY), language), "heading") in done.out
    table = "前回(9/1 時点)より" if language == "ja" else "1 Sep"
    assert table in done.out
    worse = [line for line in since.out.splitlines() if line.startswith(NOW.kpis[0].id)]
    assert worse
    assert set(worse) <= set(done.out.splitlines())


def test_every_format_shows_it(folder: Path) -> None:
    reading = btobsheet.read(folder / "plan.xlsx")
    tracked = btobsheet.tracked(folder / "btobsheet.sqlite")
    how = {"tracked": tracked, "as_of": DAY, "language": "ja"}
    page = btobsheet.report(reading, "html", **how)
    assert '<figure class="courses">' in page
    assert "→" in btobsheet.report(reading, "md", **how)
    book = openpyxl.load_workbook(BytesIO(btobsheet.report_file(reading, "xlsx", **how)))
    sheet = book["推移"]
    assert sheet["C5"].value == 120
    assert len(sheet._charts) == 1
    with ZipFile(BytesIO(btobsheet.report_file(reading, "pptx", **how))) as deck:
        charts = [deck.read(name) for name in deck.namelist() if "charts/chart" in name]
    assert sum(b"lineChart" in chart and b"barChart" not in chart for chart in charts) == 1
    data = btobsheet.status_json(reading, **how)
    assert [one["as_of"] for one in data["tracked"]] == ["2026-07-01", "2026-09-01"]
    assert data["tracked"][1]["kpis"][0]["forecast"] == 120
    assert btobsheet.status_json(reading, as_of=DAY)["tracked"] == []


def test_a_report_without_a_database_is_as_ever(folder: Path) -> None:
    reading = btobsheet.read(folder / "plan.xlsx")
    plain = btobsheet.report(reading, as_of=DAY, language="ja")
    assert "こう動いてきた" not in plain


@pytest.mark.slow
def test_several_plans_are_compared_with_their_last_report(folder: Path) -> None:
    words = ("status", "plan.xlsx", "old.xlsx", "--db", "btobsheet.sqlite", "--as-of", "2026-10-05")
    assert "90.0%(-10.0ポイント)" in run(*words, folder=folder).out
    done = run(*words, "--full", folder=folder, COLUMNS="300")
    assert "前回" in done.out
    assert "100.0%(9/1)" in done.out
    assert "-10.0ポイント" in done.out
    made = json.loads(run(*words, "--format", "json", folder=folder).out)
    assert [len(plan["tracked"]) for plan in made["plans"]] == [2, 2]
    plain = run(*words[:3], "--full", "--as-of", "2026-10-05", folder=folder, COLUMNS="300")
    assert "前回" not in plain.out


def test_tracking_says_what_came_of_it(folder: Path) -> None:
    db = ("--db", "said.sqlite", "--as-of", "2026-09-01")
    first, again = (run("track", "old.xlsx", *db, folder=folder) for _ in range(2))
    assert "を残しました(第1版)" in first.out
    assert "何も増やしていません" in again.out
    changed_book = bare_book(plan_with(10, 10, 10, 10, 1))
    (folder / "typed.xlsx").write_bytes(changed_book)
    assert "第2稿" in run("track", "typed.xlsx", *db, folder=folder).out
    english = run("track", "typed.xlsx", *db, "--lang", "en", folder=folder)
    assert "Nothing was added" in english.out
    assert "said.sqlite" in english.err


def test_tracking_goes_on_past_what_cannot_be_read(folder: Path) -> None:
    (folder / "broken.xlsx").write_bytes(b"none")
    words = ("broken.xlsx", "old.xlsx", "--db", "more.sqlite", "--as-of", "2026-09-01")
    done = run("track", *words, folder=folder)
    assert (done.code, done.out.count("\n")) == (3, 1)
    assert "broken.xlsx" in done.err
