"""Law 2 for what people really type: workbook and library agree on a cell, or the cell is told.

Told cells are taken out, and all others recalculated together: each computed cell must be the
library's. An error value must stay where it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from books import generated
from office import convert, needs_libreoffice
from parity.law import differences, same
from parity.odd_typing import ERRORS, ROWS, Changes, odd_cells, odd_settings, wide_plan
from parity.patching import Typed, places, typed_into
from parity.second_judge import recomputed

from btobsheet import api
from btobsheet.excel.raw.grid import Grid, read_grid
from btobsheet.layout.address import a1
from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Examples, Identifier
from btobsheet.layout.typed.text import CellError
from btobsheet.plan.records import make_id

# what shows a reference as it was typed, so not what a new workbook would show
ECHO = re.compile(r"INDEX\((kpis_scope|actions_tactic|reviews_tactic|reviews_kpi),")
ECHOES = frozenset(("kpis.scope_word",))


@cache
def book() -> bytes:
    return generated(wide_plan())


def told(changes: Changes) -> dict[tuple[str, str, str], list[str]]:
    """Give the codes of the problems that name a typed cell."""
    cells: dict[tuple[str, str], list[str]] = {}
    for item in api.read(typed_into(book(), changes)).problems:
        if item.place and item.code[1] in "23":
            cells.setdefault((item.place.sheet, item.place.cell), []).append(item.code)
    where = {key: places(book())[key] for key in changes}
    return {
        key: cells.get((sheet, a1(row, column)), []) for key, (sheet, row, column) in where.items()
    }


def silent(changes: Changes) -> Changes:
    """Give those of the typed cells that no problem names."""
    return {key: changes[key] for key, codes in told(changes).items() if not codes}


def alike(ours: object, theirs: object) -> bool:
    """Compare as the law does, texts without the spaces that people typed."""
    ours, theirs = (
        "".join(value.split()) if isinstance(value, str) else value for value in (ours, theirs)
    )
    return same(ours, theirs)


def faults(data: bytes, theirs: Grid) -> list[str]:
    ours = read_grid(api.generate(api.read(data).plan, plan_id="p-1"))
    found = differences(ours, theirs, ECHOES, alike)
    return [fault[:300] for fault in found if not ECHO.search(fault)][:20]


def error_cells() -> Changes:
    """Put an error value into a row of its own for every input column."""
    found: Changes = {}
    for table in BOOK.tables:
        rows = ROWS.get(table.name, ())
        columns = (one for one in table.inputs if not isinstance(one.kind, Identifier | Examples))
        for at, column in enumerate(one for one in columns if one.repeat != "calendar"):
            fields = [column.name] if not column.repeat else [f"{column.name}.2026-05"]
            for field in fields if rows else ():
                key = (table.name, make_id(table.name, rows[at % len(rows)]), field)
                found[key] = ERRORS[at % len(ERRORS)]
    return found


def error_settings() -> Changes:
    ids = [key for key in places(book()) if key[0] == "settings" and key[2] == "value"]
    return {key: ERRORS[0] for key in ids if key[1] != "as_of"}  # else it is judged today


@pytest.mark.slow
def test_what_is_not_told_is_computed_alike() -> None:
    data = typed_into(book(), silent(odd_cells()))
    assert not faults(data, recomputed(data))


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(changes, marks=pytest.mark.slow if number else ())
        for number, changes in enumerate(odd_settings())
    ],
)
@pytest.mark.slow
def test_settings_typed_oddly_are_computed_alike_or_told(changes: Changes) -> None:
    left = silent(changes)
    data = typed_into(book(), left)
    assert not faults(data, recomputed(data)), left


@pytest.mark.slow
def test_an_error_value_stays_where_it_is() -> None:
    changes = {**error_cells(), **error_settings()}
    assert [key for key, codes in told(changes).items() if codes != ["E204"]] == []
    data = typed_into(book(), changes)
    assert not faults(data, recomputed(data))


@needs_libreoffice
def test_libreoffice_computes_odd_cells_alike(tmp_path: Path) -> None:
    settings = next(iter(odd_settings()))
    cases: Iterable[Changes] = (silent(odd_cells() | settings), error_cells() | error_settings())
    files = []
    for number, changes in enumerate(cases):
        files.append(tmp_path / f"{number}.xlsx")
        files[-1].write_bytes(typed_into(book(), changes))
    grids = map(read_grid, convert(files, tmp_path / "out"))
    assert not [
        fault
        for file, grid in zip(files, grids, strict=True)
        for fault in faults(file.read_bytes(), grid)
    ]


UNSEEN_ONES = "\u2064\u3164\u200d\u180e\u034f"
TOLD: list[tuple[str, str, str, Typed, str]] = [
    ("actions", "A011", "owner", "甲野様", "N304"),
    ("actions", "A012", "owner", "\t甲野一郎", "N217"),
    *(
        ("actions", one, "owner", f"{sign}甲野一郎{sign}", "N217")
        for one, sign in zip(("A021", "A022", "A023", "A024", "A025"), UNSEEN_ONES, strict=True)
    ),
    ("actions", "A026", "owner", "甲\u2064野一郎", "N304"),
    *(
        ("actions", one, "status", f"{sign}完了", "N205")
        for one, sign in zip(("A031", "A032", "A033", "A034", "A035"), UNSEEN_ONES, strict=True)
    ),
    ("people", "P05", "name", "A\u2212B", ""),
    ("actions", "A027", "owner", "A\uff0dB", "N304"),
    ("actions", "A028", "owner", "A\u2212B", ""),
    ("actions", "A013", "owner", "甲　野一郎 ", ""),
    ("actions", "A014", "owner", "知らない人", ""),
    ("actions", "A015", "status", "\u200b完了", "N205"),
    ("actions", "A016", "status", "　完了\n", ""),
    ("actions", "A017", "start", 20261012, "N218"),
    ("actions", "A018", "start", 46204.5, ""),
    ("actions", "A019", "tactic", "人" * 255, "E303"),
    ("kpis", "K06", "from", "2026-07", "N206"),
    ("kpis", "K07", "from", 202607, "N218"),
    ("kpis", "K08", "from", 7, "N204"),
    ("kpis", "K09", "scope", "ＫＧＩ", "N304"),
    ("kpis", "K10", "actual.2026-05", "ー", ""),
    ("kpis", "K11", "actual.2026-05", "Ｎ/Ａ", "N205"),
    ("kpis", "K12", "unit", "\t%", "N217"),
    ("kpis", "K13", "note", "\t備考", ""),
    ("kpis", "K14", "name", CellError("#N/A"), "E204"),
    ("people", "P04", "name", "\u200b同僚", "N217"),
    ("reviews", "R02", "month", "7月", "N206"),
    ("settings", "currency", "value", " ", "N217"),
    ("settings", "stale_months", "value", 1.5, ""),
]


@pytest.mark.slow
def test_what_the_formulas_do_not_follow_is_told_with_its_cell() -> None:
    found = told({(table, one, field): value for table, one, field, value, _ in TOLD})
    assert found == {
        (table, one, field): [code] if code else [] for table, one, field, _, code in TOLD
    }


def test_a_number_typed_otherwise_and_a_row_of_spaces_are_told() -> None:
    found = told(
        {
            ("tactics", "T05", "id"): "T5",
            ("tactics", "T06", "id"): "T06　",
            ("tactics", "T07", "id"): "t07",
            ("actions", "A138", "task"): " ",
            ("actions", "A138", "note"): "　",
            ("actions", "A139", "task"): "",
        }
    )
    assert list(found.values()) == [["N315"], ["N315"], [], ["N217"], ["N217"], []]
