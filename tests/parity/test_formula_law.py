"""Law 2: what LibreOffice, and formualizer, compute from the workbook is the value we wrote, and
what the library computes, cell by cell.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import get_args

import pytest
from office import convert, needs_libreoffice
from parity.fills import filled
from parity.law import differences, figure_differences, keyed_rows
from parity.patching import Typed, typed_into
from parity.second_judge import recomputed

from btobsheet import api
from btobsheet.excel.raw.grid import Grid, read_grid
from btobsheet.layout.book import BOOK
from btobsheet.layout.macros import TREE_LEVELS
from btobsheet.life.approve import approved
from btobsheet.plan.calendar import Month
from btobsheet.plan.closing import Closing
from btobsheet.plan.model import CalendarUnit, Language, Plan
from btobsheet.plan.records import Kpi
from btobsheet.status.presented import closing
from btobsheet.templates.find import names as template_names
from btobsheet.wording import LANGUAGES
from btobsheet.wording.words import CHOICES, SHOWN

START = Month(2026, 4)
DAYS = (
    dt.date(2026, 3, 15),  # before the year
    dt.date(2026, 4, 1),  # its first day
    dt.date(2026, 7, 15),  # in the middle of a month
    dt.date(2026, 9, 30),  # a month's last day
    dt.date(2026, 10, 1),  # the day after
    dt.date(2027, 1, 31),
    dt.date(2027, 3, 31),  # the plan's last day
    dt.date(2027, 6, 1),  # after the end
)
# what shows a reference as it was typed, so not what a new workbook would show
ECHO, ECHOES = (
    re.compile(r"INDEX\((kpis_scope|actions_tactic|reviews_tactic|reviews_kpi),"),
    frozenset(("kpis.scope_word",)),
)
CALENDARS: tuple[CalendarUnit, ...] = get_args(CalendarUnit)


@dataclass(frozen=True)
class Case:
    """A workbook before another program has seen it: ``patched`` where cells were typed into after it
    was written.
    """

    name: str
    data: bytes
    patched: bool = False


def on_day(plan: Plan, day: dt.date | None) -> Plan:
    return replace(plan, settings=replace(plan.settings, as_of=day))


def template_case(name: str, language: Language, day: dt.date) -> Case:
    """The template as it comes, on a day."""
    plan = api.load_template(name, language=language, start=START).plan
    return Case(f"{name}-{language}-{day}", api.generate(on_day(plan, day), plan_id="p-1"))


def sample_case(language: Language, day: dt.date | None) -> Case:
    """The sample; without a day it is judged today, as its own formulas then do."""
    return Case(
        f"sample-{language}-{day}",
        api.generate(on_day(api.sample_plan(language), day), plan_id="p-1"),
    )


def random_plan(seed: int) -> Plan:
    """Give a random fill; seeds go round the days, languages and calendars. Two of three were
    approved as another fill, and had months closed as one.
    """
    day = DAYS[seed // 2 % len(DAYS)]
    plan = api.load_template(
        "blank", language=LANGUAGES[seed % 2], start=START, calendar=CALENDARS[seed % 3]
    ).plan
    if seed % 3 == 0:
        return filled(plan, seed, day)
    agreed = approved(filled(plan, seed + 1_000, day), START.first, note="期首計画")
    made = filled(plan, seed, day)
    return replace(made, history=replace(agreed, closings=closings(made, seed)))


def closings(plan: Plan, seed: int) -> tuple[Closing, ...]:
    """Close some of a plan's months as it was before targets, aggregations and months in effect
    were changed; some KPIs came later, or went for a month.
    """
    rnd = Random(seed)
    before = replace(plan, kpis=tuple(_earlier(kpi, rnd) for kpi in plan.kpis))
    return tuple(
        replace(made, kpis={one: told for one, told in made.kpis.items() if rnd.random() < 0.9})
        for month in range(1, rnd.choice([1, 3, 6, 12]) + 1)
        for made in [closing(before, month, START.first)]
    )


def _earlier(kpi: Kpi, rnd: Random) -> Kpi:
    """Give a KPI with other targets."""
    annual = rnd.choice([kpi.annual_target, 120.0, None])
    target = tuple(rnd.choice([one, one, 12.0, None]) for one in kpi.target)
    aggregation = rnd.choice([*[kpi.aggregation] * 8, "latest", "mean"])
    from_ = rnd.choice([kpi.from_, kpi.from_, START.plus(2)])
    return replace(kpi, annual_target=annual, target=target, aggregation=aggregation, from_=from_)


def fill_case(seed: int) -> Case:
    return Case(f"fill-{seed}", api.generate(random_plan(seed), plan_id="p-1"))


def typed_case(seed: int) -> Case:
    """A random fill in which people typed otherwise: references by id or name, percent points,
    words of the other language.
    """
    plan = random_plan(seed)
    rnd = Random(seed)
    changes = {
        **_references(plan, rnd),
        **_points(plan, rnd),
        **_words(plan, rnd),
        **_settings(rnd),
    }
    return Case(
        f"typed-{seed}", typed_into(api.generate(plan, plan_id="p-1"), changes), patched=True
    )


Changes = dict[tuple[str, str, str], Typed]
POINTING = (
    ("tactics", ("operation",)),
    ("kpis", ("scope", "parent", "numerator", "denominator")),
    ("actions", ("tactic",)),
    ("reviews", ("tactic", "kpi")),
)


def _references(plan: Plan, rnd: Random) -> Changes:
    """Point by a bare id, a bare name (in small letters too), an id with another name, or at
    nothing there is.
    """
    names = {
        record.id: record.name
        for table in (plan.operations, plan.tactics, plan.kpis)
        for record in table
    }
    found: Changes = {}
    for table, fields in POINTING:
        for record in getattr(plan, table):
            for field in fields:
                target = getattr(record, field)
                if target and rnd.random() < 0.7:
                    name = names.get(target, "")
                    spellings = [
                        target,
                        target.lower(),
                        name or target,
                        name.lower() or target,
                        f"{target} 古い名前",
                        "T99 ない",
                        "ない名前 *",
                    ]
                    found[table, record.id, field] = rnd.choice(spellings)
    return found


def _points(plan: Plan, rnd: Random) -> Changes:
    """Type percent points where the fraction is meant, and actions' percent beyond its bounds."""
    found: Changes = {}
    for kpi in plan.kpis:
        if kpi.is_percent:
            months = rnd.sample(plan.months, 4)
            found |= {
                ("kpis", kpi.id, f"{block}.{month}"): rnd.choice([85, 2.5, 120, 33.3])
                for block in ("actual", "target")
                for month in months
            }
            found |= {
                ("kpis", kpi.id, field): rnd.choice([85, 60.5])
                for field in ("annual_target", "warn_line", "baseline")
                if rnd.random() < 0.3
            }
    for action in rnd.sample(plan.actions, 40):
        found["actions", action.id, "percent"] = rnd.choice([50, 99.9, 100, 1.5, 130, -0.2])
        if action.start:
            found["actions", action.id, "start"] = (
                action.start - dt.date(1899, 12, 30)
            ).days + 0.375
    return found


def _words(plan: Plan, rnd: Random) -> Changes:
    """Use the other language's words."""
    found: Changes = {}
    for table, field, group in (
        ("kpis", "aggregation", "aggregation"),
        ("kpis", "direction", "direction"),
        ("actions", "status", "action_status"),
        ("tactics", "decision", "decision"),
        ("tactics", "channel", "channel"),
    ):
        other = next(one for one in LANGUAGES if one != plan.language)
        words = {word.code: word.label(other) for word in CHOICES[group]}
        found |= {
            (table, record.id, field): words[code]
            for record in getattr(plan, table)
            if (code := getattr(record, field)) and rnd.random() < 0.5
        }
    return found


def _settings(rnd: Random) -> Changes:
    thresholds = {
        name: rnd.choice([95, 80.5, 0.7, 1, 100, -3, 250])
        for name in ("threshold.on_track", "threshold.at_risk", "tolerance.trend")
    }
    counts = {"stale_months": rnd.choice([1, 99, -1]), "due_soon_days": rnd.choice([30, 999])}
    return {("settings", name, "value"): value for name, value in (thresholds | counts).items()}


def default_cases() -> Iterator[Case]:
    for number, name in enumerate(template_names()):
        yield template_case(name, LANGUAGES[number % 2], DAYS[(number * 3 + 2) % len(DAYS)])
    yield sample_case("ja", dt.date(2026, 10, 5))
    yield sample_case("en", None)
    yield rolled_case("en", dt.date(2027, 8, 31))
    yield from map(fill_case, (4, 7, 13, 14))
    yield from map(typed_case, (8, 11))


def rolled_case(language: Language, day: dt.date) -> Case:
    """The sample rolled into the next year, where some months have come in."""
    year = api.roll(api.generate(api.sample_plan(language)), carry_open=True)
    kpis = tuple(
        replace(kpi, actual=(*was.actual[:4], *(None,) * 8))
        for kpi in year.plan.kpis
        for was in api.sample_plan(language).kpis
        if was.id == kpi.id
    )
    plan = on_day(replace(year.plan, kpis=kpis), day)
    return Case(f"rolled-{language}-{day}", api.generate(plan, plan_id="p-2"))


def recalculated(cases: Sequence[Case], folder: Path) -> list[Grid]:
    """Let LibreOffice compute all workbooks in one go."""
    files = []
    for number, case in enumerate(cases):
        files.append(folder / f"{number}.xlsx")
        files[-1].write_bytes(case.data)
    return [read_grid(path) for path in convert(files, folder / "recalculated")]


def faults(case: Case, theirs: Grid) -> list[str]:
    """Name every cell where another program and the library disagree about a workbook."""
    reading = api.read(case.data)
    assessment = api.assess(reading.plan)
    ours = api.generate(reading.plan, plan_id="p-1") if case.patched else case.data
    found = differences(read_grid(ours), theirs, ECHOES if case.patched else frozenset())
    found = [fault for fault in found if not (case.patched and ECHO.search(fault))]
    found += figure_differences(
        api.status_json(reading, as_of=assessment.as_of), keyed_rows(theirs)
    )
    return [f"{case.name}: {fault}" for fault in found[:20]]


def check(cases: Sequence[Case], folder: Path) -> list[Grid]:
    day = dt.date.today()
    grids = recalculated(cases, folder)
    found = [fault for case, grid in zip(cases, grids, strict=True) for fault in faults(case, grid)]
    assert not found or day != dt.date.today(), "\n".join(found[:60])
    return grids


QUICK = {
    "sample in Japanese": lambda: sample_case("ja", dt.date(2026, 10, 5)),
    "a template in English": lambda: template_case("funnel", "en", dt.date(2027, 1, 31)),
    "a random fill": lambda: fill_case(4),
    "typed otherwise": lambda: typed_case(11),
    "next year's": lambda: rolled_case("ja", dt.date(2027, 10, 5)),
}


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name.startswith("sample") else pytest.mark.slow)
        for name in QUICK
    ],
)
def test_a_second_engine_computes_what_the_library_computes(name: str) -> None:
    case = QUICK[name]()
    assert not faults(case, recomputed(case.data))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(40, 56))
def test_a_second_engine_computes_random_fills(seed: int) -> None:
    for case in (fill_case(seed), typed_case(seed)):
        assert not faults(case, recomputed(case.data))


@needs_libreoffice
def test_formulas_compute_what_the_library_computes(tmp_path: Path) -> None:
    cases = list(default_cases())
    grids = check(cases, tmp_path)
    _is_not_shrunk([keyed_rows(grid) for grid in grids])


Rows = dict[str, dict[str, dict[str, object]]]
# a used person's mark, what the one picked has to do
CONSTANT = (("people", "used"), ("reviews", "mine_due"))


def _is_not_shrunk(books: Sequence[Rows]) -> None:
    """Every word, aggregation and depth appears, and every computed column shows at least two
    different values.
    """

    @functools.cache
    def shown(table: str, field: str) -> frozenset[object]:
        return frozenset(cells.get(field) for rows in books for cells in rows[table].values()) - {
            None,
            "",
        }

    for table, field, group in (
        ("kpis", "status", "kpi_status"),
        ("kpis", "trend", "trend"),
        ("actions", "state", "action_state"),
    ):
        assert shown(table, field) >= {
            word.label(language) for word in SHOWN[group] for language in LANGUAGES
        }
    assert shown("tactics", "status") >= {
        word.label(language) for word in SHOWN["kpi_status"][:4] for language in LANGUAGES
    }
    assert shown("kpis", "agg") == shown("kpis", "code") == {1, 2, 3, 4}
    assert shown("kpis", "way") == {1, 2, 3}
    assert shown("kpis", "depth") >= set(range(TREE_LEVELS))
    assert shown("kpis", f"p{TREE_LEVELS}") > {0}
    for table in BOOK.tables:
        for column in table.columns:
            if column.formula and not column.repeat:
                assert (
                    len(shown(table.name, column.name)) > 1 or (table.name, column.name) in CONSTANT
                ), f"{table.name}.{column.name}"


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("name", template_names())
def test_every_template_on_every_day(name: str, tmp_path: Path) -> None:
    check(
        [
            template_case(name, language, day)
            for at, day in enumerate(DAYS)
            for language in (LANGUAGES[at % len(LANGUAGES)],)  # words are held by other tests
        ],
        tmp_path,
    )


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("batch", range(2))
def test_random_fills(batch: int, tmp_path: Path) -> None:
    seeds = range(100 + batch * 8, 108 + batch * 8)
    check([*map(fill_case, seeds), *map(typed_case, seeds)], tmp_path)
