"""Rows whose amounts became those of other rows are still the rows that they are called."""

from __future__ import annotations

import pytest
from books import bare_book
from editing import typed

import btobsheet
from btobsheet.layout.rows.ids import RawRow
from btobsheet.layout.rows.rematch import Basis, compare_rows
from btobsheet.problems import Origin

MONTHS = [f"plan.2026-{month:02}" for month in range(4, 13)]


def test_budgets_that_become_those_of_other_rows_are_no_sorting() -> None:
    plan = btobsheet.load_template("sales", language="ja").plan
    amounts = {"C04": 50_000, "C06": 30_000, "C07": 20_000, "C08": 8_000, "C09": 12_000}
    book = typed(
        bare_book(plan),
        {("costs", k, f"plan.{m}"): value for k, value in amounts.items() for m in plan.months},
    )
    read = btobsheet.read(book)
    assert "E409" not in {one.code for one in read.problems}
    assert {one.id: one.plan[0] for one in read.plan.costs if one.id in amounts} == amounts


@pytest.mark.parametrize(
    ("first", "second", "swapped"),
    [
        # the names and owners are another row's: sorted apart
        (("T02", "費目", 20), ("T01", "費目", 10), {"C01", "C02"}),
        # only the amounts are
        (("T01", "費目", 20), ("T02", "費目", 10), set()),
    ],
)
def test_names_with_what_they_belong_to_tell(
    first: tuple[str, str, int], second: tuple[str, str, int], swapped: set[str]
) -> None:
    def row(one: str, tactic: str, item: str, amount: int) -> dict[str, object]:
        return {"id": one, "tactic": tactic, "item": item} | dict.fromkeys(MONTHS, amount)

    before = [row("C01", "T01", "費目", 10), row("C02", "T02", "費目", 20)]
    now = [row("C01", *first), row("C02", *second)]
    found = compare_rows(
        Basis("costs", before),  # type: ignore[arg-type]  # rows as a snapshot holds them
        [(str(one["id"]), RawRow(Origin("", 8), one)) for one in now],  # type: ignore[arg-type]
    )
    assert {borne for _, borne, _ in found.swapped} == swapped
