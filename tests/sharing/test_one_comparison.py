"""``which``, ``diff``, marked copies and ``merge`` agree about what was changed, and where copies
contradict each other: they ask one comparison of cells.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from books import bare_book, generated
from parity.patching import Typed, places, typed_into
from plans import small_plan

from btobsheet import api
from btobsheet.excel.patch.edits import Edits, patch
from btobsheet.plan.copies import disagreements, families
from btobsheet.sharing.mark_changes import mark_changes
from btobsheet.sharing.opened import changes_between, open_book
from btobsheet.sharing.which import read_copy

Cells = dict[tuple[str, str, str], Typed]
VALUES: dict[tuple[str, str, str], tuple[Typed, ...]] = {
    ("kpis", "K02", "actual.2026-10"): (12, "12件", "約50件", 13, "－"),
    ("kpis", "K02", "target.2026-10"): (40, "四十", 41),
    ("kpis", "K04", "unit"): ("%", "件", "社"),
    ("kpis", "K02", "direction"): ("上げる", "下げる", "横へ"),
    ("tactics", "T01", "owner"): ("丁田四子", "戊井五郎"),
    ("tactics", "T02", "budget"): (500_000, "50万円", "約50万"),
    ("tactics", "T02", "operation"): ("O01", "O02", "どこか"),
    ("actions", "A001", "end"): ("2026/6/30", "6/30", "来週"),
    ("actions", "A002", "status"): ("完了", "済", "できた?"),
    ("actions", "A003", "percent"): (0.5, "50%", "半分"),
    ("settings", "policy", "value"): ("新しい方針", "別の方針"),
    ("settings", "stale_months", "value"): (3, "三"),
}


def put(source: bytes, cells: Cells) -> bytes:
    """Put values into a bare workbook, which has no cells yet for what is empty."""
    return patch(source, Edits(values={places(source)[key]: cells[key] for key in cells}))


@pytest.fixture(
    params=[
        pytest.param((bare_book, put), id="bare"),
        pytest.param((generated, typed_into), id="whole", marks=pytest.mark.slow),
    ],
)
def files(request: pytest.FixtureRequest, tmp_path: Path, seed: int) -> list[Path]:
    """Make a master and two copies; what is compared are cells that people type into, and these are
    in a bare workbook too.
    """
    made, typed = request.param
    master, random_ = made(small_plan()), random.Random(seed)
    found = {"master": master, **{one: typed(master, edits(random_)) for one in ("a", "b")}}
    for name, data in found.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    return [tmp_path / f"{name}.xlsx" for name in found]


def edits(random_: random.Random) -> Cells:
    places = random_.sample(sorted(VALUES), random_.randint(2, 8))
    return {place: random_.choice(VALUES[place]) for place in places}


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))]
)
def test_all_agree(files: list[Path]) -> None:
    copies = [read_copy(path) for path in files]
    conflicts = {
        (one.table, one.id, one.field) for one in api.merge(files[0], files[1:]).merged.conflicts
    }
    told = {
        (change.table, change.id, cell_field(change))
        for item in disagreements(families(copies)[0])
        for _, change in item.changes
    }
    assert told == conflicts
    before = open_book(files[0], computed=False)
    for copy, path in zip(copies[1:], files[1:], strict=True):
        after = open_book(path, computed=False)
        changes = changes_between(before, after)
        assert copy.changes == changes
        merged = api.merge(files[0], [path]).merged
        # a value that nobody can read is not taken for one that counts before somebody decides
        found = (*merged.changes, *merged.conflicts)
        assert {(one.table, one.id, one.field) for one in found} == {
            (one.table, one.id, cell_field(one)) for one in changes
        }
        marked = api.read(mark_changes(before, after), thorough=True)
        assert marked.plan == copy.plan
        assert len({one.place for one in changes if one.place}) == len(changes)


def cell_field(change: object) -> str:
    """Give a change's field as cells are named: a setting's is its value."""
    table, field, key = (getattr(change, name) for name in ("table", "field", "key"))
    return "value" if table == "settings" else f"{field}.{key}" if key else field
