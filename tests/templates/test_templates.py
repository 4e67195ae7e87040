"""Templates by name and by file: the year they move to, their holidays, their example values, their
catalogue.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from plans import added, changed, set_up, small_plan
from strategies import plans

from btobsheet.excel.write.workbook import write_workbook
from btobsheet.layout.geometry import calendar_days, calendar_key
from btobsheet.plan.calendar import Month, working_days
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Holiday, Kpi, Person
from btobsheet.problems import UnreadableError, UsageError
from btobsheet.sharing.fill_maps import given_map
from btobsheet.status.assess import assess
from btobsheet.status.rollup import score
from btobsheet.templates import find as templates
from btobsheet.templates.holidays import japan
from btobsheet.templates.move import moved, without_examples
from btobsheet.text.read import dump, load_text

TODAY = dt.date(2027, 2, 3)
LANGUAGES = ("ja", "en")
NAMES = templates.names()
every = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in NAMES for language in LANGUAGES]
)


def day_of(plan: Plan, record_id: str) -> tuple[dt.date | None, dt.date | None]:
    action = next(item for item in plan.actions if item.id == record_id)
    return action.start, action.end


# ---------------------------------------------------------------- by name


@every
def test_built_in_templates_have_no_problem_and_survive_as_text(name: str, language: Any) -> None:
    loaded = templates.load(name, language=language, today=TODAY)
    assert loaded.problems == ()
    assert (loaded.plan.language, loaded.plan.template, loaded.summary != "") == (
        language,
        name,
        True,
    )
    assert load_text(dump(loaded.plan)).plan == loaded.plan


@pytest.mark.slow
@every
@examples(5, 20)
@given(st.integers(0, 40))
def test_moved_template_keeps_order_and_works_on_working_days(
    name: str, language: Any, months: int
) -> None:
    start = Month(2024, 1).plus(months)
    plan = templates.load(name, language=language, start=start, today=TODAY).plan
    assert plan.start == start
    for action in plan.actions:
        assert action.start is not None
        assert action.end is not None
        assert action.start <= action.end
        assert working_days(action.start, action.start, plan.free_days) == 1
        assert start.first <= action.start
        assert action.end <= start.plus(11).last


def test_start_is_the_given_one_else_that_of_today() -> None:
    assert templates.load("web", today=TODAY).plan.start == Month(2026, 4)
    assert templates.load("web", today=dt.date(2027, 4, 1)).plan.start == Month(2027, 4)
    assert templates.load("web", today=TODAY, start=Month(2025, 10)).plan.start == Month(2025, 10)


def test_a_file_without_floating_keeps_its_start(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(dump(small_plan()), encoding="utf-8")
    assert templates.load(str(file), today=dt.date(2031, 5, 1)).plan == small_plan()
    assert templates.load(str(file), today=TODAY, start=Month(2027, 4)).plan.start == Month(2027, 4)


def test_own_file_gets_no_holidays_it_does_not_hold(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text(dump(replace(small_plan(), holidays=())), encoding="utf-8-sig")
    assert templates.load(str(file), today=TODAY).plan.holidays == ()


def test_title_calendar_and_holidays_are_set() -> None:
    plan = templates.load(
        "blank", today=TODAY, title="来期の計画", calendar="month", language="en"
    ).plan
    assert (plan.settings.title, plan.calendar, plan.holidays) == (
        "来期の計画",
        "month",
        japan(plan.start, "en"),
    )


def test_available_lists_every_template_the_default_first_and_blank_last() -> None:
    for language in LANGUAGES:
        listed = templates.available(language)  # type: ignore[arg-type]
        assert tuple(item.name for item in listed) == NAMES
        assert (listed[0].name, listed[-1].name) == (templates.DEFAULT, "blank")
        for item in listed:
            loaded = templates.load(item.name, language=language, today=TODAY)  # type: ignore[arg-type]
            assert item.operations == len(loaded.plan.operations)
            assert (item.tactics, item.kpis, item.catalogue) == (
                len(loaded.plan.tactics),
                len(loaded.plan.kpis),
                len(templates.offers(item.name, language)),
            )
            assert item.summary == loaded.summary


@pytest.mark.parametrize(
    ("typed", "offered"), [("marketing_cycle", "marketing-cycle"), ("zzz", ", ".join(NAMES))]
)
def test_an_unknown_name_is_answered_by_those_that_exist(typed: str, offered: str) -> None:
    with pytest.raises(UsageError) as caught:
        templates.load(typed, today=TODAY)
    assert (
        caught.value.problem.code,
        caught.value.problem.value,
        caught.value.problem.details["known"],
    ) == ("E610", typed, offered)


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "sjis.toml").write_bytes('[plan]\nstart = "2026-04"\n# 計画'.encode("cp932"))
    (tmp_path / "bad.toml").write_text('[plan]\nstart = "2026-04', encoding="utf-8")
    for name, code, kind in (
        ("none.toml", "E001", UnreadableError),
        ("sjis.toml", "E613", UnreadableError),
        ("", "E613", UnreadableError),
        ("a\0b/x.toml", "E613", UnreadableError),
        ("bad.toml", "E601", UsageError),
    ):
        with pytest.raises(kind) as caught:
            templates.load(str(tmp_path / name), today=TODAY)
        assert caught.value.problem.code == code
        assert caught.value.file == str(tmp_path / name)


@pytest.mark.skipif(os.name == "nt", reason="no named pipes")
def test_endless_and_huge_files_are_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    with (tmp_path / "huge.toml").open("wb") as stream:
        stream.truncate(1 << 40)
    for name, code in (
        ("/dev/zero", "E023"),
        (str(tmp_path / "pipe.toml"), "E023"),
        (str(tmp_path / "huge.toml"), "E024"),
    ):
        for read in (partial(templates.load, today=TODAY), given_map):
            with pytest.raises(UnreadableError) as caught:
                read(name)
            assert caught.value.problem.code == code


# ---------------------------------------------------------------- the catalogue


@every
def test_catalogue_names_its_digital_tactics_for_stages(name: str, language: Any) -> None:
    loaded = templates.load(name, language=language, today=TODAY)
    find = templates.alternatives(name, language)
    for stage in loaded.plan.settings.stages:
        listed = {item.name for item in loaded.catalogue}
        digital = [
            item
            for item in templates.offers(name, language)
            if item.stage == stage and item.channel == "digital" and item.name in listed
        ]
        digital.sort(key=lambda item: -(score(item) or 0))
        assert find((stage,)) == tuple(item.name for item in digital)
    assert find(("そんな段階",)) == ()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_default_workbook_goes_by_mail(language: Any) -> None:
    """300 kB at most, on a day on which most is worked out."""
    plan = templates.load("marketing-cycle", language=language, today=TODAY).plan
    data = write_workbook(
        assess(plan, dt.date(2026, 10, 5)),
        plan_id="p",
        catalogue=templates.offers(plan.template, language),
    )
    assert len(data) <= 300_000


def test_a_workbook_cannot_name_a_file_as_its_template(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[plan]\nstart="2026-04"\n[[catalogue]]\nstage="集客"\nname="x"\nchannel="デジタル"',
        encoding="utf-8",
    )
    for name in (str(own), "/dev/zero", "", "../sheet_templates/web"):
        assert templates.alternatives(name, "ja")(("集客",)) == ()


def test_nothing_is_read_before_an_alternative_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    monkeypatch.setattr(templates, "_text", lambda name, language: read.append(name) or "")
    templates._catalogue.cache_clear()
    find = templates.alternatives("web", "ja")
    assert read == []
    find(("集客",))
    find(("獲得",))
    templates.alternatives("web", "ja")(("育成",))
    assert read == ["web"]
    templates._catalogue.cache_clear()


def test_holidays_and_pandas_are_not_imported_before_they_are_needed() -> None:
    code = (
        "import sys; import btobsheet.templates.find, btobsheet.tables.frames; "
        "print([name for name in ('jpholiday', 'pandas', 'numpy') if name in sys.modules])"
    )
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout
        == "[]\n"
    )


# ---------------------------------------------------------------- moving


def test_every_date_moves_by_whole_months() -> None:
    plan = set_up(small_plan(), as_of=dt.date(2026, 10, 31))
    plan = changed(plan, "R01", due=dt.date(2026, 10, 9))
    plan = changed(plan, "K02", examples=("target.2026-04", "annual_target"))
    new = moved(plan, Month(2026, 6))
    assert new.settings.as_of == dt.date(2026, 12, 31)
    assert (new.reviews[0].month, new.reviews[0].due) == (Month(2026, 11), dt.date(2026, 12, 9))
    assert (new.people[0].agreed_on, new.tactics[0].accepted_on) == (
        dt.date(2026, 6, 10),
        dt.date(2026, 6, 3),
    )
    assert new.actions[0].done_on == dt.date(2026, 7, 28)
    assert new.kpis[1].examples == ("target.2026-06", "annual_target")
    assert [(kpi.target, kpi.actual) for kpi in new.kpis] == [
        (kpi.target, kpi.actual) for kpi in plan.kpis
    ]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (
            dt.date(2026, 4, 6),
            dt.date(2026, 4, 24),
            (dt.date(2027, 4, 6), dt.date(2027, 4, 23)),
        ),  # the 24th is a Saturday
        (
            dt.date(2026, 4, 10),
            dt.date(2026, 4, 11),
            (dt.date(2027, 4, 12), dt.date(2027, 4, 12)),
        ),  # a weekend: not before its start
        (
            dt.date(2026, 5, 1),
            dt.date(2026, 5, 5),
            (dt.date(2027, 5, 6), dt.date(2027, 5, 6)),
        ),  # May 1st to 5th 2027 are all free
        (
            dt.date(2026, 12, 28),
            dt.date(2026, 12, 30),
            (dt.date(2027, 12, 28), dt.date(2027, 12, 28)),
        ),
        (dt.date(2027, 3, 31), None, (dt.date(2028, 3, 31), None)),
        (None, dt.date(2026, 9, 21), (None, dt.date(2027, 9, 21))),
    ],
)
def test_a_free_day_gives_way_to_the_next_working_one(
    start: dt.date | None, end: dt.date | None, expected: tuple[dt.date | None, dt.date | None]
) -> None:
    plan = replace(
        changed(small_plan(), "A001", start=start, end=end), holidays=japan(Month(2026, 4), "ja")
    )
    assert day_of(moved(plan, Month(2027, 4)), "A001") == expected


def test_a_plan_that_stays_is_left_alone_even_on_free_days() -> None:
    plan = changed(small_plan(), "A001", start=dt.date(2026, 4, 5), end=dt.date(2026, 4, 5))
    assert moved(plan, plan.start) is plan
    assert day_of(moved(plan, plan.start, "day"), "A001") == (
        dt.date(2026, 4, 5),
        dt.date(2026, 4, 5),
    )
    assert moved(plan, plan.start, "day").holidays == plan.holidays


@pytest.mark.parametrize(
    ("unit", "start", "calendar", "marks"),
    [
        (
            "week",
            Month(2026, 5),
            None,
            (("2026-04-27", "●"), ("2026-05-04", "集"), ("2026-11-16", "★")),
        ),
        ("week", Month(2026, 4), "month", (("2026-04", "● 集"), ("2026-10", "★"))),
        (
            "week",
            Month(2026, 4),
            "day",
            (("2026-04-01", "●"), ("2026-04-06", "集"), ("2026-10-19", "★")),
        ),
        ("week", Month(2025, 10), "month", (("2025-10", "● 集"), ("2026-04", "★"))),
    ],
)
def test_marks_move_to_the_step_they_then_lie_in(
    unit: Any, start: Month, calendar: Any, marks: tuple[tuple[str, str], ...]
) -> None:
    plan = replace(small_plan(), calendar=unit)
    plan = changed(
        plan, "A001", calendar=(("2026-03-30", "●"), ("2026-04-06", "集"), ("2026-10-19", "★"))
    )
    new = moved(plan, start, calendar)
    assert new.actions[0].calendar == marks
    assert {key for key, _ in marks} <= {
        calendar_key(day, new.calendar) for day in calendar_days(new.start, new.calendar)
    }


@examples(10, 100)
@given(st.integers(-30, 30), st.sampled_from(("week", "day", "month")))
def test_a_moved_plan_is_one_that_text_can_hold(months: int, calendar: Any) -> None:
    plan = changed(small_plan(), "A002", calendar=(("2026-06-01", "開催"), ("2027-03-29", "締め")))
    new = moved(plan, plan.start.plus(months), calendar)
    loaded = load_text(dump(new))
    assert (loaded.plan, loaded.problems) == (new, ())
    assert moved(new, new.start, new.calendar) is new


def test_own_holidays_stay_within_the_new_year_and_new_months_get_theirs() -> None:
    own = replace(
        small_plan(),
        holidays=(
            Holiday(id="H01", date=dt.date(2026, 6, 15), name="創立記念日"),
            Holiday(id="H02", date=dt.date(2026, 12, 25)),
        ),
    )
    new = moved(own, Month(2026, 7))
    dates = {item.date: item.name for item in new.holidays}
    assert dt.date(2026, 6, 15) not in dates
    assert dates[dt.date(2026, 12, 25)] == ""
    assert dates[dt.date(2027, 4, 29)] == "昭和の日"
    assert dt.date(2026, 11, 3) not in dates, (
        "a month the plan already covered is the planner's own"
    )
    assert list(dates) == sorted(dates)
    assert [item.id for item in new.holidays] == [
        f"H{number + 1:02d}" for number in range(len(new.holidays))
    ]
    assert moved(replace(own, holidays=()), Month(2027, 4)).holidays == ()


# ---------------------------------------------------------------- examples


@every
def test_without_examples_the_method_stays_and_the_numbers_go(name: str, language: Any) -> None:
    whole = templates.load(name, language=language, today=TODAY).plan
    plain = templates.load(name, language=language, today=TODAY, examples=False).plan
    assert not [record.id for _, record in plain.records() if record.examples]
    assert [item.id for item in plain.actions] == [
        item.id for item in whole.actions if not item.examples
    ]
    assert [(item.id, item.name, item.definition) for item in plain.kpis] == [
        (item.id, item.name, item.definition) for item in whole.kpis
    ]
    assert plain.settings == whole.settings
    for before, after in zip(whole.kpis, plain.kpis, strict=True):
        gone = {mark.partition(".")[0] for mark in before.examples} | {"examples"}
        for item in fields(Kpi):
            if item.name not in gone and item.compare:
                assert getattr(after, item.name) == getattr(before, item.name)


def test_only_the_marked_months_and_fields_become_blank() -> None:
    plan = changed(small_plan(), "K02", examples=("target.2026-05", "annual_target"))
    plan = changed(plan, "T01", examples=("budget",))
    plan = changed(plan, "A004", examples=("start",))
    plan = added(plan, Person(id="P04", name="例の人", examples=("name",)))
    plain = without_examples(plan)
    kpi = plain.kpis[1]
    assert (kpi.annual_target, kpi.target, kpi.examples) == (None, (50, None, *(50,) * 10), ())
    assert (plain.tactics[0].budget, plain.tactics[0].spent) == (None, plan.tactics[0].spent)
    assert {item.id for item in plan.actions} - {item.id for item in plain.actions} == {"A004"}
    assert [person.id for person in plain.people] == ["P01", "P02", "P03"], (
        "nothing is left of a row that held an example only"
    )
    assert plain.actions[0] is plan.actions[0]
    assert isinstance(plain.actions[0], Action)


@examples(8, 100)
@given(plans())
def test_what_is_left_without_examples_is_a_whole_plan(plan: Plan) -> None:
    plain = without_examples(plan)
    assert load_text(dump(plain)).plan == plain
    assert without_examples(plain) == plain


# ---------------------------------------------------------------- Japan's public holidays


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (dt.date(2026, 4, 29), "昭和の日", "Showa Day"),
        (dt.date(2026, 5, 6), "憲法記念日の振替休日", "Constitution Memorial Day (substitute)"),
        (dt.date(2026, 9, 22), "国民の休日", "Citizens' Holiday"),
        (dt.date(2026, 12, 29), "年末年始休業", "New Year closing"),
        (dt.date(2027, 1, 1), "元日", "New Year's Day"),
        (dt.date(2027, 1, 3), "年末年始休業", "New Year closing"),
    ],
)
def test_holidays_of_the_year_2026(day: dt.date, ja: str, en: str) -> None:
    for language, name in (("ja", ja), ("en", en)):
        found = {item.date: item.name for item in japan(Month(2026, 4), language)}  # type: ignore[arg-type]
        assert found[day] == name


@examples(10, 200)
@given(st.integers(2020, 2090), st.integers(1, 12))
def test_holidays_lie_in_the_twelve_months_in_order_and_each_is_named_in_english(
    year: int, month: int
) -> None:
    start = Month(year, month)
    ja, en = japan(start, "ja"), japan(start, "en")
    dates = [item.date for item in ja]
    assert dates == sorted(set(dates))  # type: ignore[type-var]
    assert all(start.first <= item.date <= start.plus(11).last for item in ja if item.date)
    assert [(item.id, item.date) for item in ja] == [(item.id, item.date) for item in en]
    assert all(item.name.isascii() for item in en), [item.name for item in en]
    assert {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)} <= {
        (item.month, item.day) for item in dates if item
    }


@pytest.mark.parametrize("how", [{"start": Month(2027, 4)}, {"examples": False}])
def test_another_year_begins_without_what_the_year_before_left(
    how: dict[str, Any], tmp_path: Path
) -> None:
    """An export moved to another start, or without examples: no actual, status, spending or consent
    goes along, and what was left out is told.
    """
    sample = templates.load_sample("ja").plan
    file = tmp_path / "export.toml"
    file.write_text(dump(sample), encoding="utf-8")
    loaded = templates.load(str(file), today=TODAY, **how)
    plan = loaded.plan
    assert [item.code for item in loaded.problems] == ["N614"]
    assert not any(value is not None for kpi in plan.kpis for value in kpi.actual)
    assert not any(action.status or action.percent for action in plan.actions)
    assert not any(tactic.spent or tactic.accepted_on for tactic in plan.tactics)
    assert not any(value is not None for cost in plan.costs for value in cost.actual)
    assert plan.reviews == ()
    assert [kpi.annual_target for kpi in plan.kpis] == [kpi.annual_target for kpi in sample.kpis]


def test_an_export_comes_back_whole_in_its_own_year(tmp_path: Path) -> None:
    sample = templates.load_sample("ja").plan
    file = tmp_path / "export.toml"
    file.write_text(dump(sample), encoding="utf-8")
    same = templates.load(str(file), today=TODAY)
    assert (same.plan, same.problems) == (sample, ())
