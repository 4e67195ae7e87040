"""Many workbooks at once: what several processes say is what one says, and JSON in parts is JSON."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from books import bare_book, blank, sample

import btobsheet
from btobsheet import api
from btobsheet.api.portfolios import Seen, json_parts, survey
from btobsheet.reports.portfolio.data import portfolio_json
from btobsheet.reports.portfolio.summary import summarize
from btobsheet.system import parallel

DAY = dt.date(2026, 10, 5)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    home = tmp_path_factory.mktemp("plans")
    (home / "ja.xlsx").write_bytes(bare_book(sample("ja"), plan_id="ja"))
    (home / "en.xlsx").write_bytes(bare_book(sample("en"), plan_id="en"))
    (home / "blank.xlsx").write_bytes(bare_book(blank(), plan_id="blank"))
    (home / "bad.xlsx").write_text("no workbook", encoding="utf-8")
    return [
        str(home / name) for name in ("ja.xlsx", "bad.xlsx", "en.xlsx", "blank.xlsx", "none.xlsx")
    ]


@pytest.mark.slow
def test_several_processes_say_what_one_says(files: list[str]) -> None:
    many = [*files, files[3], files[1]] * 5  # more than two processes take in one go
    assert len(many) > 2 * parallel.CHUNK
    one = list(survey(many, DAY, processes=1))
    assert one == list(survey(many, DAY, processes=3))
    assert [seen.file for seen in one] == many
    assert [seen.problem.code for seen in one[:5] if seen.problem] == ["E007", "E001"]


def test_a_summary_is_the_plans_own(files: list[str]) -> None:
    seen = next(iter(survey(files[:1], DAY)))
    status = btobsheet.status_json(btobsheet.read(files[0]), as_of=DAY)
    assert seen.summary
    assert seen.summary.kpi_counts == status["summary"]["kpi_counts"]
    assert seen.summary.overdue == status["summary"]["overdue"]
    assert seen.summary.worst_tactic.startswith(status["summary"]["bottleneck"]["tactic"])
    assert seen.summary.missing == sum(len(person["missing"]) for person in status["people"])


@pytest.mark.usefixtures("one_process")
@pytest.mark.parametrize(
    "chosen",
    [slice(0, 5), slice(0, 1), slice(1, 2), slice(0, 0)],
    ids=["all", "one", "failures only", "none"],
)
@pytest.mark.parametrize("language", ["", "en"])
def test_json_in_parts_is_the_json_of_the_whole(
    files: list[str], chosen: slice, language: str
) -> None:
    picked = files[chosen]
    made = "".join(
        json_parts(
            survey(picked, DAY, as_of=DAY, full=True, language=language),
            lambda seen: seen.problem.code if seen.problem else "",
        )
    )
    readings, failures = [], []
    for file in picked:
        try:
            readings.append(btobsheet.read(file))
        except btobsheet.BtobsheetError as error:
            failures.append({"file": file, "message": error.problem.code})
    whole = portfolio_json(
        [api.status_json(one, as_of=DAY, language=language) for one in readings],
        failures,
        [summarize(btobsheet.assess(one.plan, DAY), one.problems, one.file) for one in readings],
    )
    assert made == json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def test_a_file_that_ends_its_process_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "in_order", lambda *_: iter([parallel.LOST, Seen("b.xlsx")]))
    first, second = survey(["a.xlsx", "b.xlsx"], DAY)
    assert (first.file, first.problem.code if first.problem else "", second) == (
        "a.xlsx",
        "E061",
        Seen("b.xlsx"),
    )


@pytest.mark.usefixtures("one_process")
def test_the_day_asked_for_is_warned_of_where_it_is_far_from_the_plan(files: list[str]) -> None:
    near, far = (
        next(iter(survey(files[:1], DAY, as_of=day))) for day in (DAY, dt.date(2031, 1, 1))
    )
    assert near.warning is None
    assert far.warning
    assert far.warning.code == "N567"


@pytest.mark.usefixtures("one_process")
def test_the_day_is_the_one_asked_for_else_the_plans_else_the_other(
    files: list[str], tmp_path: Path
) -> None:
    file = str(tmp_path / "new.xlsx")
    Path(file).write_bytes(bare_book(blank()))
    asked = [
        seen.summary.as_of
        for seen in survey([files[0], file], dt.date(2026, 6, 1), as_of=dt.date(2026, 7, 1))
        if seen.summary
    ]
    own = [
        seen.summary.as_of for seen in survey([files[0], file], dt.date(2026, 6, 1)) if seen.summary
    ]
    assert (asked, own) == ([dt.date(2026, 7, 1)] * 2, [DAY, dt.date(2026, 6, 1)])
