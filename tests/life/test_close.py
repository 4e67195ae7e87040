"""Close months as presented: what is kept, what the figures make of it, and what is told when a
closed month is changed.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from books import bare_book, edited, generated
from click.testing import CliRunner
from plans import DAY, small_plan

import btobsheet
from btobsheet import api
from btobsheet.api import render
from btobsheet.cli.group import group
from btobsheet.layout.kinds import serial
from btobsheet.life.report import compose_closed
from btobsheet.plan.calendar import Month
from btobsheet.plan.closing import NOT_FROZEN, Closing, Presented, frozen
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, Kpi
from btobsheet.status.presented import closing, restated
from btobsheet.wording import text
from btobsheet.wording.columns import field_name

OCTOBER = dt.date(2026, 10, 5)


def revenue(annual: float) -> Plan:
    """A KGI in yen with blank monthly targets and half a year typed, at 12.67 M a month."""
    actual = (*(76_000_000 / 6,) * 6, *(None,) * 6)
    kpi = Kpi(id="K01", scope=KGI, name="売上", unit="円", annual_target=annual, actual=actual)
    return Plan(start=Month(2026, 4), kpis=(kpi,))


def closed_through_september(plan: Plan) -> Plan:
    kept = tuple(closing(plan, month, OCTOBER) for month in range(1, 7))
    return replace(plan, history=replace(plan.history, closings=kept))


def test_closed_months_keep_their_targets_when_the_annual_target_is_cut() -> None:
    """figures.md's golden number: 200 M closed to September at 16.67 M each, then 160 M."""
    agreed = closed_through_september(revenue(200_000_000))
    plan = replace(revenue(160_000_000), history=agreed.history)
    found = btobsheet.assess(plan, OCTOBER).kpis[0]
    assert [month.target for month in found.monthly] == pytest.approx(
        [200_000_000 / 12] * 6 + [10_000_000] * 6
    )
    assert found.expected_to_date == pytest.approx(100_000_000)
    assert found.attainment == pytest.approx(0.76)
    assert found.annual == 160_000_000


def target(*closed: float | None, typed: tuple[float | None, ...], **about: object) -> list[object]:
    """Give the effective targets of a KPI whose first months were closed with these."""
    kpi = Kpi(id="K01", scope=KGI, target=(*typed, *(None,) * (12 - len(typed))), **about)  # type: ignore[arg-type]
    kept = tuple(Closing(on=OCTOBER, kpis={"K01": Presented(target=one)}) for one in closed)
    plan = Plan(start=Month(2026, 4), kpis=(kpi,))
    plan = replace(plan, history=replace(plan.history, closings=kept))
    return [month.target for month in btobsheet.assess(plan, OCTOBER).kpis[0].monthly]


def test_effective_targets_after_closing() -> None:
    # a sum: what closed months kept and open ones typed is left out of what is shared
    assert target(10, 10, typed=(5, None, 20), annual_target=100) == [10, 10, 20, *[60 / 9] * 9]
    assert target(10, None, typed=(), annual_target=100) == [10, None, *[9] * 10]
    assert target(90, 30, typed=(), annual_target=100) == [90, 30, *[0] * 10]
    # a level: a closed month's target is held on like a typed one, ramps go on with today's
    level = {"aggregation": "latest", "annual_target": 24, "baseline": 0}
    assert target(1, 2, typed=(), **level) == [1, 2, *range(6, 25, 2)]
    assert target(1, 2, typed=(None, None, None, 9), **level) == [1, 2, 2, *[9] * 9]
    assert target(1, None, typed=(7,), **level) == [1, None, *[7] * 10]
    # a mean
    mean = {"aggregation": "mean", "annual_target": 0.5}
    assert target(0.4, typed=(0.3, 0.6), **mean) == [0.4, 0.6, *[0.5] * 10]


def test_a_kpi_is_closed_from_the_month_that_first_knew_it() -> None:
    told = {"K01": Presented(target=1)}
    late = frozen([Closing(on=OCTOBER), Closing(on=OCTOBER, kpis=told), Closing(on=OCTOBER)])
    assert (late["K01"].first, late["K01"].last) == (2, 3)
    assert late["K01"].targets[:4] == (None, 1, None, None)
    assert [month for month in range(1, 13) if NOT_FROZEN.holds(month)] == []


def test_a_closed_value_that_changes_is_restated_and_a_target_waits() -> None:
    plan = closed_through_september(revenue(200_000_000))
    kpi = plan.kpis[0]
    assert restated(plan) == ()
    actual = (*kpi.actual[:2], 20_000_000, *kpi.actual[3:])
    typed = (None, 5_000_000, *(None,) * 10)
    later = replace(plan, kpis=(replace(kpi, actual=actual, target=typed),))
    assert [(str(one.month), one.field, one.after) for one in restated(later)] == [
        ("2026-05", "target", 5_000_000),
        ("2026-06", "actual", 20_000_000),
    ]
    found = btobsheet.assess(later, OCTOBER).kpis[0]
    assert found.actual_to_date == pytest.approx(76_000_000 / 6 * 5 + 20_000_000)
    assert found.expected_to_date == pytest.approx(100_000_000)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return generated(small_plan(), as_of=DAY)


@pytest.fixture(scope="module")
def closed() -> bytes:
    return btobsheet.close(bare_book(small_plan()), "2026-08", as_of=OCTOBER).data


def test_closing_says_which_months_and_which_were_blank(closed: bytes) -> None:
    blanked = edited(closed, **{"kpis__K02__actual.2026-09": None})
    made = btobsheet.close(blanked, "2026-09", as_of=OCTOBER)
    assert [str(month) for month in made.months] == ["2026-09"]
    assert [(name[:3], [str(month) for month in months]) for name, months in made.blank] == [
        ("K02", ["2026-09"])
    ]
    found = btobsheet.status_json(btobsheet.read(made.data), as_of=OCTOBER)
    assert found["plan"]["closed_through"] == "2026-09"


def test_a_change_of_a_closed_month_is_told_everywhere(closed: bytes) -> None:
    changed = edited(closed, **{"kpis__K01__actual.2026-06": 1, "kpis__K01__target.2026-05": 2})
    told = btobsheet.status_json(btobsheet.read(changed), as_of=OCTOBER)["restated"]
    assert [(one["kpi"], one["month"], one["field"], one["now"]) for one in told] == [
        ("K01", "2026-05", "target", 2),
        ("K01", "2026-06", "actual", 1),
    ]
    assert all(re.fullmatch(r"[A-Z]+8", one["place"]["cell"]) for one in told)
    said = btobsheet.report(btobsheet.read(changed), as_of=OCTOBER, full=True)
    assert "遡及修正" in btobsheet.report(btobsheet.read(changed), as_of=OCTOBER)
    assert said.count("遡及修正") == 2  # in the headline and in the list
    assert told[1]["place"]["cell"] in said
    compared = api.diff_report(closed, changed)
    assert [
        compared.count(f"(遡及修正: {one['place']['sheet']}!{one['place']['cell']})")
        for one in told
    ] == [1, 1]
    codes = {item.code: item for item in btobsheet.check(changed)[1]}
    assert {"W419", "W435"} <= codes.keys()
    assert codes["W419"].place.cell == told[1]["place"]["cell"]  # type: ignore[union-attr]
    assert not {"W419", "W435"} & {item.code for item in btobsheet.check(closed)[1]}


@pytest.mark.parametrize("format", ["md", "html", "xlsx", "pptx"])
def test_every_report_tells_it(closed: bytes, format: str) -> None:
    changed = edited(closed, **{"kpis__K01__actual.2026-06": 1})
    reading = btobsheet.read(changed)
    if format in ("md", "html"):
        said = btobsheet.report(reading, format, as_of=OCTOBER)
    else:
        said = texts(btobsheet.report_file(reading, format, as_of=OCTOBER))
    assert "8月まで締めてあります" in said
    assert re.search(r"K01 新規受注額 6月実績: .+ → 1円", said)


def texts(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [package.read(name).decode() for name in package.namelist() if name[-4:] == ".xml"]
    return re.sub("<[^>]*>", "", "".join(parts))


def prompts(data: bytes, language: str, block: str) -> dict[str, int]:
    """Count the months of ③ that say they are closed, and those that do not."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("xl/worksheets/sheet6.xml").decode()
    mine = text(language, f"workbook.closed.{block}")
    counted = {"closed": 0, "other": 0}
    for rule in re.findall(r"<dataValidation .*?>", xml):
        areas = re.search(r'sqref="([^"]*)"', rule)
        assert areas
        wide = sum(_columns(area) for area in areas[1].split(" "))
        if mine in rule:
            counted["closed"] += wide
        elif f'promptTitle="{field_name(language, "kpis", block)}"' in rule:
            counted["other"] += wide
    return counted


def _columns(area: str) -> int:
    first, _, last = area.partition(":")
    numbers = [re.sub("[0-9]", "", one) for one in (first, last or first)]
    return _number(numbers[1]) - _number(numbers[0]) + 1


def _number(letters: str) -> int:
    return sum((ord(one) - 64) * 26**at for at, one in enumerate(reversed(letters)))


@pytest.mark.slow
def test_closed_cells_say_so_and_reopened_ones_no_more(whole: bytes) -> None:
    closed = btobsheet.close(whole, "2026-08", as_of=OCTOBER).data

    def said(data: bytes) -> list[int]:
        return [prompts(data, "ja", block)["closed"] for block in ("target", "actual")]

    assert said(whole) == [0, 0]
    assert said(closed) == [5, 5]
    again = btobsheet.close(closed, "2026-06", reopen=True, as_of=OCTOBER)
    assert [str(month) for month in again.months] == ["2026-06", "2026-07", "2026-08"]
    assert said(again.data) == [2, 2]
    assert said(generated(btobsheet.read(closed).plan, as_of=DAY)) == [5, 5]


def test_a_month_can_be_opened_and_closed_again(closed: bytes) -> None:
    changed = edited(closed, **{"kpis__K01__actual.2026-06": 1})
    opened = btobsheet.close(changed, "2026-06", reopen=True, as_of=OCTOBER).data
    assert btobsheet.status_json(btobsheet.read(opened), as_of=OCTOBER)["restated"] == []
    made = btobsheet.close(opened, "2026-08", as_of=OCTOBER)
    reading = btobsheet.read(made.data)
    assert reading.plan.history.closings[2].kpis["K01"].value == 1
    assert btobsheet.status_json(reading, as_of=OCTOBER)["restated"] == []


@pytest.mark.parametrize(
    ("month", "reopen", "code"),
    [
        ("2026-10", False, "E095"),
        ("2026-03", False, "E096"),
        ("2027-04", False, "E096"),
        ("2026-07", False, "E097"),
        ("2026-08", False, "E097"),
        ("2026-09", True, "E098"),
    ],
)
def test_what_cannot_be_closed_is_refused(
    closed: bytes, month: str, reopen: bool, code: str
) -> None:
    with pytest.raises(btobsheet.UsageError, match=code):
        btobsheet.close(closed, month, reopen=reopen, as_of=OCTOBER)


def test_the_command_closes_and_says_so(tmp_path: Path) -> None:
    source, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    source.write_bytes(bare_book(small_plan()))
    run = CliRunner()
    called = ["close", str(source), "--month", "2026-09", "-o", str(out)]
    made = run.invoke(group, [*called, "--as-of", "2026-10-05"])
    assert (
        made.exit_code,
        "4月～9月を締めました" in made.stdout and "9月まで締めて" in made.stdout,
    ) == (0, True)
    assert source.read_bytes() == bare_book(small_plan())
    assert len(btobsheet.read(out).plan.history.closings) == 6
    early = run.invoke(group, [*called, "--as-of", "2026-09-29", "--force"])
    assert (early.exit_code, "E095" in early.stderr) == (2, True)
    assert run.invoke(group, ["close", str(source), "--month", "2026-09"]).exit_code == 2
    assert run.invoke(group, ["close", str(source), "-o", str(out)]).exit_code == 2


def test_reopening_leaves_a_trace(closed: bytes) -> None:
    opened = btobsheet.close(closed, "2026-06", reopen=True, as_of=OCTOBER).data
    again = btobsheet.close(opened, "2026-09", as_of=OCTOBER).data
    said = btobsheet.report(btobsheet.read(again), as_of=OCTOBER, full=True)
    assert "10/5 に、6月からの締めを開きました" in re.sub(r"\s*\n\s*", "", said)
    assert btobsheet.read(again).plan.history.reopenings[0].month == 3


def test_closing_targets_that_nobody_approved_is_told() -> None:
    agreed = btobsheet.approve(bare_book(small_plan()), on=dt.date(2026, 4, 6)).data
    changed = edited(agreed, **{"kpis__K02__annual_target": 999, "kpis__K01__target.2026-04": 5})
    made = btobsheet.close(changed, "2026-04", as_of=OCTOBER)
    said = render(compose_closed(made, "ja", OCTOBER), "text")
    assert "承認されていない目標のまま締めました(2件)" in said
    assert "K01 新規受注額: 4月目標 1,000万円 → 5円" in said


def test_closing_speaks_of_the_targets_of_the_months_it_closes() -> None:
    """A target of a month closed before stays as it was closed, whatever stands in its cell."""
    agreed = btobsheet.approve(bare_book(small_plan()), on=dt.date(2026, 4, 6)).data
    april = btobsheet.close(agreed, "2026-04", as_of=OCTOBER).data
    changes = {"kpis__K01__target.2026-04": 5, "kpis__K01__target.2026-05": 7}
    made = btobsheet.close(edited(april, **changes), "2026-05", as_of=OCTOBER)
    said = render(compose_closed(made, "ja", OCTOBER), "text")
    assert "承認されていない目標のまま締めました(1件)" in said
    assert "5月目標" in said and "4月" not in said


LOST = {
    "deleted": lambda book: book.__delitem__("_history"),
    "emptied": lambda book: book["_history"].delete_rows(1, 99),
    "a target edited": lambda book: book["_history"].__setitem__("P2", 12345),
    "the text edited": lambda book: book["_history"].__setitem__("B3", "{}"),
}


@pytest.mark.parametrize("spoil", LOST)
def test_a_memory_that_was_edited_or_lost_is_told(closed: bytes, spoil: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(closed))
    LOST[spoil](book)
    out = io.BytesIO()
    book.save(out)
    reading, problems = btobsheet.check(out.getvalue())
    assert "W417" in [item.code for item in problems]
    told = "失われているか書き換えられています" in btobsheet.report(reading, as_of=OCTOBER)
    assert told == (spoil != "a target edited")
    if spoil in ("deleted", "emptied"):
        brief = btobsheet.report(btobsheet.read(out.getvalue()), as_of=OCTOBER)
        assert "失われているか書き換えられています" in brief


def test_copies_are_told_apart_by_what_is_closed(closed: bytes, tmp_path: Path) -> None:
    more = btobsheet.close(closed, "2026-09", as_of=OCTOBER).data
    for name, data in (("a.xlsx", closed), ("b.xlsx", more)):
        (tmp_path / name).write_bytes(data)
    said = btobsheet.which([tmp_path / "a.xlsx", tmp_path / "b.xlsx"]).document()
    words = render(said, "text")
    assert "最も新しいのは b.xlsx です" in words
    assert "同じ内容です" not in words
    assert "締め: 9月まで" in words
    assert "承認と締めの記録が違います" in api.diff_report(closed, more)


def test_explain_tells_the_first_target_closed_months_and_what_was_restated() -> None:
    agreed = btobsheet.approve(bare_book(small_plan()), on=dt.date(2026, 4, 6)).data
    shut = btobsheet.close(agreed, "2026-08", as_of=OCTOBER).data
    changed = edited(shut, **{"kpis__K02__actual.2026-06": 1, "kpis__K02__annual_target": 999})
    reading = btobsheet.read(changed)
    said = render(btobsheet.explain(reading, "K02", as_of=OCTOBER), "text", width=999)
    assert "最初に承認した年間目標は" in said
    assert "4月～8月は締めてあります" in said
    assert "遡及修正: K02" in said
    same = render(btobsheet.explain(btobsheet.read(shut), "K02", as_of=OCTOBER), "text", width=999)
    assert "最初に承認した年間目標は" not in same


def test_a_kpi_that_stands_otherwise_against_its_first_targets_is_told() -> None:
    agreed = btobsheet.approve(bare_book(small_plan()), on=dt.date(2026, 4, 6)).data
    reading = btobsheet.read(edited(agreed, **{"kpis__K02__target.2026-04": 5}))
    told = btobsheet.report(reading, as_of=OCTOBER, width=999, full=True)
    found = {one["id"]: one for one in btobsheet.status_json(reading, as_of=OCTOBER)["kpis"]}
    first, now = (found["K02"][name] for name in ("attainment_first", "attainment"))
    assert first < now
    assert f"最初の目標に対して {first:.1%}、いまの目標に対して {now:.1%}" in told


@pytest.fixture(scope="module")
def ahead() -> bytes:
    book = edited(bare_book(small_plan()), **{"kpis__K02__actual.2026-08": 150})
    return btobsheet.close(book, "2026-08", as_of=OCTOBER).data


@pytest.mark.parametrize(
    "change",
    [
        {"kpis__K02__direction": "下げる"},
        {"kpis__K02__to": serial(dt.date(2026, 6, 1))},
        {"kpis__K02__alarm_line": 1_000_000},
        {"kpis__K02__main": "参考"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_judgement_changed_by_its_definition_is_told(
    ahead: bytes, change: dict[str, object]
) -> None:
    changed = edited(ahead, **change)
    found = btobsheet.status_json(btobsheet.read(changed), as_of=OCTOBER)["restated"]
    (told,) = (one for one in found if one["kpi"] == "K02")  # a ratio of it may change as well
    assert (told["month"], told["field"]) == ("2026-08", "status")
    assert told["presented"] != told["now"]
    assert re.fullmatch(r"[A-Z]+9", told["place"]["cell"])
    said = btobsheet.report(btobsheet.read(changed), as_of=OCTOBER, full=True)
    assert said.count("遡及修正") == 2  # in the headline and in the list
    assert "8月判定: " in said
    places = [item.place for item in btobsheet.check(changed)[1] if item.code == "W436"]
    assert [place.cell for place in places if place] == [told["place"]["cell"]]


def test_the_day_of_a_report_makes_no_judgement_another(closed: bytes) -> None:
    reading = btobsheet.read(closed)
    for month in range(9, 13):
        day = dt.date(2026, month, 28)
        assert btobsheet.status_json(reading, as_of=day)["restated"] == []


def test_an_unreadable_actual_is_not_called_blank() -> None:
    typed = {"kpis__K02__actual.2026-08": "約50件", "kpis__K02__actual.2026-07": None}
    made = btobsheet.close(edited(bare_book(small_plan()), **typed), "2026-08", as_of=OCTOBER)
    assert [(name[:3], [str(month) for month in months]) for name, months in made.blank] == [
        ("K02", ["2026-07"])
    ]
    ((name, month, told),) = made.unreadable
    assert (name[:3], str(month), told.value) == ("K02", "2026-08", "約50件")
    said = render(compose_closed(made, "ja", OCTOBER), "text", width=999)
    assert told.place
    assert f"K02 資料請求数 8月: 「約50件」(③KPI目標・実績!{told.place.cell})" in said
