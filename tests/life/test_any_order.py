"""Law 7: what a plan remembers outlives everything else that is done to its workbook, in any order.

A model keeps the plan and its memory as they ought to be; a random year of approvals, re-plans,
closings, edits, merges, sorting and saving by other programs goes over both.
"""

from __future__ import annotations

import datetime as dt
import subprocess
import warnings
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from books import bare_book, edited, generated
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from office import convert, needs_gnumeric, needs_libreoffice
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from plans import DAY, small_plan

import btobsheet
from btobsheet.layout.spec import KEY_ROW

END = dt.date(2027, 4, 5)
Step = tuple[str, int, float]
STEPS = st.tuples(
    st.sampled_from(
        ("edit", "edit", "target", "approve", "close", "close", "reopen", "merge", "save", "mark")
    ),
    st.integers(0, 11),
    st.sampled_from((0.0, 3.0, 12.0, 70.5)),
)


class Year:
    """A workbook under way, and the plan it ought to hold."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.plan = btobsheet.read(data).plan
        self.since_merged: set[tuple[str, int]] = set()
        """The cells typed into since the last merge: a copy's word on one of them is another matter
        (``tests/sharing/merge``).
        """

    def take(self, step: Step) -> None:
        name, at, value = step
        getattr(self, name)(at, value)
        reading = btobsheet.read(self.data)
        assert reading.plan == self.plan
        assert reading.plan.history == self.plan.history
        assert reading.plan.history.intact

    def _typed(self, field: str, at: int, value: float) -> None:
        kpi, month = self.plan.kpis[at % 3], self.plan.months[at]
        cell = {f"kpis__{kpi.id}__{field}.{month}": value}
        self.data = edited(self.data, **cell)
        series = getattr(kpi, field)
        changed = replace(kpi, **{field: (*series[:at], value, *series[at + 1 :])})
        kpis = tuple(changed if one.id == kpi.id else one for one in self.plan.kpis)
        self.plan = replace(self.plan, kpis=kpis)
        self.since_merged.add((kpi.id, at))

    def edit(self, at: int, value: float) -> None:
        self._typed("actual", at, value)

    def target(self, at: int, value: float) -> None:
        kpi = self.plan.kpis[0]
        self.data = edited(self.data, **{f"kpis__{kpi.id}__annual_target": value})
        self.plan = replace(
            self.plan, kpis=(replace(kpi, annual_target=value), *self.plan.kpis[1:])
        )

    def approve(self, at: int, value: float) -> None:
        try:
            made = btobsheet.approve(self.data, note=f"{at}と{value}のため", on=END)
        except btobsheet.UsageError as refused:
            assert refused.problem.code == "E094"
            return
        assert made.plan.history.approvals[:-1] == self.plan.history.approvals
        self.data, self.plan = made.data, replace(self.plan, history=made.plan.history)

    def close(self, at: int, _: float) -> None:
        closed = self.plan.history.closings
        if at < len(closed):
            return
        made = btobsheet.close(self.data, self.plan.months[at], as_of=END)
        assert made.plan.history.closings[: len(closed)] == closed
        assert len(made.plan.history.closings) == at + 1
        self.data, self.plan = made.data, replace(self.plan, history=made.plan.history)

    def reopen(self, at: int, _: float) -> None:
        if at < len(self.plan.history.closings):
            month = self.plan.months[at]
            made = btobsheet.close(self.data, month, reopen=True, as_of=END)
            self.data, self.plan = made.data, replace(self.plan, history=made.plan.history)

    def merge(self, at: int, value: float) -> None:
        """A copy of today comes back with an actual; that of a closed month is a conflict, which is
        decided for the master.
        """
        if (self.plan.kpis[at % 3].id, at) in self.since_merged:
            return
        copy = Year(self.data)
        copy.edit(at, value)
        closed = at < len(self.plan.history.closings)
        found = btobsheet.merge(self.data, [copy.data], as_of=END).merged
        assert bool(found.conflicts) == (closed and copy.plan != self.plan)
        self.data = btobsheet.merge(self.data, [copy.data], prefer="master", as_of=END).data
        self.since_merged.clear()
        if not closed:
            self.plan = replace(copy.plan, history=self.plan.history)

    def save(self, at: int, _: float) -> None:
        """Another program saves it, with its KPIs sorted, a column and a row of their own among
        ours, and its tabs under other names.
        """
        book = openpyxl.load_workbook(BytesIO(self.data))
        if at % 2:
            reverse_rows(book, "kpis.id")
        if at in (2, 7):
            insert(book, "kpis.id")
        for number, sheet in enumerate(book.worksheets):
            if at % 3 == 0 and sheet.sheet_state == "visible":
                sheet.title = f"別名{at}-{number}"
        self.data = saved(book)

    def mark(self, *_: object) -> None:
        self.data = btobsheet.mark(self.data)


def table(book: Workbook, key: str) -> tuple[Worksheet, int]:
    """Find a table's tab and its header's row."""
    sheet = next(one for one in book.worksheets if one.cell(KEY_ROW, 1).value == key)
    return sheet, next(row for row in range(1, 60) if sheet.cell(row, 1).value == "No.")


def reverse_rows(book: Workbook, key: str) -> None:
    """Sort a table the other way round, each row with all its cells."""
    sheet, header = table(book, key)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(header + 1, sheet.max_row)]
    for row, values in enumerate(reversed(rows), start=header + 1):
        for column, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value


def insert(book: Workbook, key: str) -> None:
    """Put a column into a table, and a row above its header."""
    sheet, header = table(book, key)
    sheet.insert_cols(3)
    sheet.cell(header, 3, "自由な列")
    sheet.insert_rows(header - 1)


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(out)
    return out.getvalue()


def play(data: bytes, steps: list[Step]) -> Year:
    year = Year(data)
    for step in steps:
        year.take(step)
    return year


@examples(3, 12)
@given(st.lists(STEPS, min_size=4, max_size=8))
@pytest.mark.slow
def test_what_is_remembered_outlives_every_order_of_steps(steps: list[Step]) -> None:
    play(bare_book(small_plan(), spare=2), steps)


@pytest.mark.slow
@examples(10, 10)
@given(st.lists(STEPS, min_size=6, max_size=14))
def test_it_outlives_longer_years(steps: list[Step]) -> None:
    year = play(bare_book(small_plan(), spare=2), steps)
    told = [
        btobsheet.status_json(one, as_of=END) for one in (year.plan, btobsheet.read(year.data).plan)
    ]
    assert figures(told[0]) == figures(told[1])
    rolled = btobsheet.roll(year.data, as_of=END)
    assert btobsheet.read(rolled.data).plan == rolled.plan
    assert not btobsheet.read(rolled.data).plan.history
    assert btobsheet.read(year.data).plan.history == year.plan.history


def figures(status: object) -> object:
    """Leave out where cells stand, and what is wrong in the file."""
    if isinstance(status, list):
        return [figures(one) for one in status]
    if not isinstance(status, dict):
        return status
    left = ("place", "sheet", "cell", "problems", "revision")
    return {key: figures(value) for key, value in status.items() if key not in left}


YEAR: list[Step] = [
    *(("approve", 0, 0.0), ("edit", 1, 12.0), ("close", 2, 0.0), ("merge", 1, 70.5)),
    *(("target", 0, 70.5), ("approve", 1, 0.0), ("edit", 2, 3.0), ("close", 4, 0.0)),
]


def by_gnumeric(source: Path, out: Path) -> Path:
    made = out / source.name
    subprocess.run(
        ["ssconvert", str(source), str(made)], check=True, capture_output=True, timeout=120
    )
    return made


@pytest.mark.parametrize(
    "save",
    [
        pytest.param(lambda file, out: convert([file], out)[0], marks=needs_libreoffice, id="Calc"),
        pytest.param(by_gnumeric, marks=needs_gnumeric, id="Gnumeric"),
    ],
)
def test_other_programs_save_the_whole_memory(
    tmp_path: Path, save: Callable[[Path, Path], Path]
) -> None:
    """Each saves the workbook between the steps; the figures are the library's in the end."""
    year = Year(generated(small_plan(), as_of=DAY))
    (tmp_path / "out").mkdir()
    for number, step in enumerate(YEAR):
        year.take(step)
        if number % 3 == 1:
            file = tmp_path / f"{number}.xlsx"
            file.write_bytes(year.data)
            year.data = save(file, tmp_path / "out").read_bytes()
            assert btobsheet.read(year.data).plan.history == year.plan.history
    reading = btobsheet.read(year.data)
    assert (reading.plan, reading.plan.history) == (year.plan, year.plan.history)
    assert reading.plan.history.approvals[-1].number == 1
    assert len(reading.plan.history.closings) == 5
