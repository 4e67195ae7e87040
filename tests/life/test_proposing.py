"""``goal`` says where the plan breaks, and patches its targets as proposals, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from books import bare_book, sample, sample_book
from commands import run
from parity.law import differences
from parity.second_judge import recomputed
from plans import changed, small_plan

import btobsheet
from btobsheet import api
from btobsheet.excel.raw.grid import read_grid
from btobsheet.life.proposing import Backwards, in_its_unit
from btobsheet.life.proposing_report import compose_goal
from btobsheet.plan.model import Plan
from btobsheet.problems import UnreadableError, UsageError
from btobsheet.sharing.opened import open_book, places
from btobsheet.status.backwards.proposals import Proposal, doubtful
from btobsheet.wording import text

OTHERS = {"xl/calcChain.xml", "xl/workbook.xml", "xl/styles.xml"}
"""What else a patch touches: that all is computed when opened."""


def parts(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def check_patched(before: bytes, made: Backwards) -> None:
    """Only the proposed cells, their marks and values of formulas differ; it is read as told."""
    read = btobsheet.read(made.data).plan
    assert read == proposed(btobsheet.read(before).plan, made)
    where = places(open_book(made.data), {})
    targets = {where.target("kpis", one.kpi.id, one.field) for one in made.proposals}
    targets |= {where.target("kpis", one.kpi.id, "examples") for one in made.proposals}
    old = {sheet.name: sheet.rows for sheet in read_grid(before).sheets}
    differing = {
        (sheet.name, row, column)
        for sheet in read_grid(made.data).sheets
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if old[sheet.name].get(row, {}).get(column) != cell and not cell.formula
    }
    assert differing == targets
    packed, unpacked = parts(before), parts(made.data)
    changed_parts = {name for name in packed if packed[name] != unpacked.get(name)} - OTHERS
    assert all(name.startswith("xl/worksheets/") for name in changed_parts)


def proposed(plan: Plan, made: Backwards) -> Plan:
    kpis = []
    for kpi in plan.kpis:
        new = {one.field: one.after for one in made.proposals if one.kpi.id == kpi.id}
        months = zip(plan.months, kpi.target, strict=True)
        kpis.append(
            replace(
                kpi,
                annual_target=new.get("annual_target", kpi.annual_target),
                target=tuple(new.get(f"target.{month}", value) for month, value in months),
                # marks stand in the order of the columns
                examples=tuple(sorted({*kpi.examples, *new})),
            )
        )
    return replace(plan, kpis=tuple(kpis))


@pytest.fixture(scope="module")
def doubled() -> Backwards:
    """Give the sample with the targets of twice its KGI."""
    return btobsheet.goal(sample_book(), kgi=240_000_000.0, propose=True)


def test_the_sample_is_patched(doubled: Backwards) -> None:
    assert doubled.changed
    check_patched(sample_book(), doubled)
    plan = btobsheet.read(doubled.data).plan
    assert (plan.kpis[0].annual_target, plan.kpis[0].examples[0]) == (2.4e8, "annual_target")


def test_a_second_engine_says_the_same_of_it(doubled: Backwards) -> None:
    assert differences(doubled.data, recomputed(doubled.data)) == []


def test_the_proposals_are_told_as_examples_until_they_are_typed_anew(doubled: Backwards) -> None:
    reading, problems = btobsheet.check(doubled.data)
    assert not any(item.severity == "error" for item in problems)
    assert "N555" in {item.code for item in problems}
    marked = {kpi.id for kpi in reading.plan.kpis if kpi.examples}
    assert marked == {one.kpi.id for one in doubled.proposals}
    assert reading.plan.history == sample().history


def test_twice_is_once(doubled: Backwards) -> None:
    again = btobsheet.goal(doubled.data, kgi=240_000_000.0, propose=True)
    assert (again.proposals, again.data) == ((), doubled.data)


def test_a_workbook_without_columns_tells_so() -> None:
    """A workbook of an earlier form still says what is needed."""
    made = btobsheet.goal(bare_book(small_plan()))
    assert made.goal.nodes
    assert (made.data, made.proposals) == (b"", ())


@pytest.mark.parametrize("value", [0.0, -5.0])
def test_a_kgi_has_to_be_above_0(value: float) -> None:
    with pytest.raises(UsageError) as told:
        btobsheet.goal(sample_book(), kgi=value)
    assert told.value.problem.code == "E122"


def test_without_a_kgi_there_is_nothing_to_reckon_from() -> None:
    plan = replace(sample(), kpis=sample().kpis[1:])
    book = bare_book(plan)
    assert btobsheet.goal(book).goal.nodes == ()
    for asked in ({"kgi": 5.0}, {"propose": True}):
        with pytest.raises(UsageError) as told:
            btobsheet.goal(book, **asked)  # type: ignore[arg-type]  # of different kinds
        assert told.value.problem.code == "E123"


@pytest.mark.parametrize(
    ("unit", "typed", "is_"),
    [
        ("千円", "60000千円", 60_000.0),
        ("千円", "6000万円", 60_000.0),
        ("円", "1.2億円", 120_000_000.0),
        ("%", "80%", 0.8),
        ("件", "50%", None),
        ("円", "たくさん", None),
    ],
)
def test_what_the_kgi_would_have_to_be_is_read_in_its_unit(
    unit: str, typed: str, is_: float | None
) -> None:
    plan = changed(small_plan(), "K01", unit=unit)
    if is_ is None:
        with pytest.raises(UsageError, match="E122"):
            in_its_unit(plan, typed, "")
    else:
        assert in_its_unit(plan, typed, "") == is_


def test_where_nothing_could_be_reckoned_that_is_said() -> None:
    plan = replace(sample(), kpis=sample().kpis[:1])
    made = btobsheet.goal(bare_book(plan), propose=True)
    said = api.render(compose_goal(made, "ja", asked=True), "text")
    assert text("ja", "page.goal.alone") in said.replace("\n", "")
    assert text("ja", "goal.nothing_reckoned")[:20] in said
    assert text("ja", "goal.nothing")[:40] not in said


def test_the_library_refuses_other_arguments() -> None:
    with pytest.raises(ValueError, match="rates must be one of 'plan', 'actual'"):
        btobsheet.goal(sample_book(), rates="real")  # type: ignore[arg-type]  # another word
    with pytest.raises(TypeError, match="kgi must be a number"):
        btobsheet.goal(sample_book(), kgi="5")  # type: ignore[arg-type]  # a text
    with pytest.raises(UnreadableError):
        btobsheet.goal(b"no workbook")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(sample_book())
    return path


def test_the_command_says_where_it_breaks(book: Path) -> None:
    calm = run("goal", book)
    assert (calm.code, calm.err) == (0, "")
    assert "KGIの1億2,000万円まで、足りない段はありませんが、7段は95%以上100%未満です。" in calm.out
    real = run("goal", book, "--rates", "actual")
    assert "新規受注件数で最初に足りなくなります" in real.out
    assert (
        "Up to the KGI of ¥120M no step falls short; steps at 95 to under 100 %: 7."
        in run("goal", book, "--lang", "en").out
    )
    more = run("goal", book, "--kgi", "1.5億円")
    assert "KGIの目標を1億5,000万円にした場合の計算です(いまの年間目標は1億2,000万円)。" in more.out
    assert "受注金額で最初に足りなくなります。必要な1億5,000万円に対し" in more.out


def test_the_command_gives_data(book: Path) -> None:
    found = json.loads(run("goal", book, "--format", "json", "--rates", "actual").out)
    assert set(found) == {
        *("schema", "file", "as_of", "rates", "kgi", "message", "breaks_at", "nodes", "unlinked"),
        *("people", "money", "targets", "problems"),
    }
    assert (found["schema"], found["breaks_at"]) == ("btobsheet.goal/1", "K22")
    assert set(found["nodes"][0]) == {
        *("id", "name", "unit", "scope", "parent", "level", "need", "annual_target", "supply"),
        *("coverage", "opening", "lag", "in_year", "rate", "real_rate", "state", "effort"),
        *("budget", "unit_cost"),
    }
    assert found["kgi"] == {
        "id": "K01",
        "name": "受注金額",
        "unit": "円",
        "annual_target": 120_000_000,
        "asked": None,
    }


def test_the_command_shows_proposals_then_writes_them(book: Path, tmp_path: Path) -> None:
    shown = run("goal", book, "--set", "--kgi", "2.4億円")
    assert shown.code == 0
    assert "まだ何も書いていません" in shown.out
    out = tmp_path / "提案.xlsx"
    made = run("goal", book, "--set", "--kgi", "2.4億円", "-o", out)
    assert (made.code, out.exists()) == (0, True)
    assert "提案として書き込みました" in made.out
    assert run("goal", book, "--set", "-o", out).code == 2, "an output that is there is refused"
    again = run("goal", out, "--set", "-o", tmp_path / "また.xlsx")
    assert "変えるところがありません" in again.out
    assert not (tmp_path / "また.xlsx").exists()
    assert book.read_bytes() == sample_book()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--kgi", "約1億"), "「約1億」は数として読めません"),
        (("--kgi", "0"), "「0」は数として読めません"),
        (("-o", "x.xlsx"), "-o は --set とともに使います"),
        (("--set", "-o", "x.ods"), "x.ods"),
        (("--rates", "real"), "plan"),
    ],
)
def test_a_wrong_call_is_told_in_one_sentence(
    book: Path, asked: tuple[str, ...], told: str
) -> None:
    said = run("goal", book, *asked)
    assert said.code == 2
    assert told in said.err


def small_goal(*changes: tuple[str, dict[str, object]]) -> btobsheet.Plan:
    """Give a plan of a KGI with two children that have a rate."""
    plan = small_plan()
    first, *rest = plan.kpis
    made = [replace(first, scope="KGI", parent="", annual_target=100.0, target=(None,) * 12)]
    for kpi, target in zip(rest[:2], (10.0, 20.0), strict=True):
        made.append(
            replace(
                kpi, parent=first.id, parent_rate=2.0, annual_target=target, target=(None,) * 12
            )
        )
    fields = dict(changes)
    return replace(plan, kpis=tuple(replace(kpi, **fields.get(kpi.id, {})) for kpi in made))


def test_a_child_that_bears_all_because_another_has_no_target_is_told() -> None:
    _, one, other = (kpi.id for kpi in small_goal().kpis)
    silent = small_goal((other, {"annual_target": None}))
    made = btobsheet.goal(bare_book(silent), propose=True)
    assert [item.details["id"] for item in made.problems if item.code == "W588"] == [one]
    both = btobsheet.goal(bare_book(small_goal()), propose=True)
    assert "W588" not in {item.code for item in both.problems}


def test_without_a_target_of_the_kgi_nothing_is_known(tmp_path: Path) -> None:
    root = small_goal().kpis[0].id
    book = tmp_path / "p.xlsx"
    book.write_bytes(bare_book(small_goal((root, {"annual_target": None}))))
    said = run("goal", book, "--set")
    assert "KGIに年間目標がないので、必要数が分かりません" in said.out


def test_a_closed_month_that_would_be_judged_otherwise_is_told_before_it_is_written(
    doubled: Backwards,
) -> None:
    after = {
        (item.details["id"], item.details["month"])
        for item in btobsheet.check(doubled.data)[1]
        if item.code == "W436"
    }
    told = {(i.details["id"], i.details["month"]) for i in doubled.problems if i.code == "W436"}
    assert told == after


def test_months_that_are_over_are_told_before_their_targets_change() -> None:
    plan = small_goal()
    root, *children = plan.kpis
    plan = replace(plan, kpis=(root, *(replace(one, target=(1.0,) * 12) for one in children)))
    said = btobsheet.goal(bare_book(plan), propose=True, as_of=plan.months[2].last).problems
    late = [one.details for one in said if one.code == "W584"]
    assert [(one["months"], one["count"]) for one in late] == [
        (f"{plan.months[0]} … {plan.months[2]}", 2)
    ]
    before = btobsheet.goal(bare_book(plan), propose=True, as_of=plan.months[0].first).problems
    assert "W584" not in {one.code for one in before}


@pytest.mark.parametrize(
    ("before", "need", "told"),
    [(0.6, 1.2, True), (None, 1.2, True), (1.1, 1.2, False), (0.6, 1.0, False), (0.6, 0.9, False)],
)
def test_a_percentage_beyond_a_hundred_is_told(before: float, need: float, told: bool) -> None:
    one = small_goal().kpis[1]
    plan = small_goal((one.id, {"unit": "%", "annual_target": before, "aggregation": "mean"}))
    made = [Proposal(plan.kpis[1], "annual_target", before, need)]
    found = list(doubtful(made, plan, 0))
    assert [(problem.code, problem.value) for problem in found] == [("W585", "120%")] * told
