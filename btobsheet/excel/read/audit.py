"""What only a thorough reading tells: how a workbook stands against what was handed out, and
figures that cannot be.

Reports need none of this, so reading for a report does not load it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btobsheet.excel.raw.cells import Grid
from btobsheet.excel.read import signs
from btobsheet.excel.read.located import Located
from btobsheet.layout.rows.base import base_rows
from btobsheet.layout.rows.ids import RawRow, canonical_id
from btobsheet.layout.rows.plausible import implausible
from btobsheet.layout.rows.rematch import Basis, Compared, compare_rows
from btobsheet.layout.typed.text import Raw, plain
from btobsheet.plan.model import Identity, Plan
from btobsheet.plan.records import TABLES, Record
from btobsheet.plan.words import record_name
from btobsheet.problems import Place, Problem, problem

_SHOWN = 5
_LEAST_SWAPPED = 2


def audit(
    grid: Grid,
    short: Mapping[str, str],
    plan: Plan,
    tables: Mapping[str, Located],
    rows: Mapping[str, Sequence[RawRow]],
) -> list[Problem]:
    """Give the problems of identity, of rows against the base snapshot, and implausible values."""
    identity = plan.identity
    found = list(_identity(grid, short, identity))
    base = base_rows(identity.base) if identity.checksum_ok else {}
    for table in TABLES:
        if table in tables and base.get(table):
            found += _rows(table, base[table], tables[table], rows[table], plan)
    return [*found, *implausible(plan)]


def _identity(grid: Grid, short: Mapping[str, str], identity: Identity) -> Iterator[Problem]:
    if not identity.checksum_ok:
        yield problem("W404")
    if identity.plan_id and not identity.base:
        yield problem("W407")
    two = signs.two_plans(grid, short)
    if two:
        yield problem("W408", sheet=two[0], custom=two[1])


def _rows(
    table: str,
    base: Sequence[Mapping[str, Raw]],
    located: Located,
    rows: Sequence[RawRow],
    plan: Plan,
) -> Iterator[Problem]:
    """Tell rows sorted apart from their ids (E409), moved to another id (W412) or gone (W411)."""
    names = {canonical_id(table, plain(row.get("id"))): _name(row) for row in base}
    bearers: dict[int, Record] = {
        record.origin.row: record for record in getattr(plan, table) if record.origin
    }
    by_row = {row.origin.row: row for row in rows}
    used = [(record.id, by_row[number]) for number, record in bearers.items() if number in by_row]
    made = compare_rows(Basis(table, base), used)
    place = Place(located.sheet.name)
    if len(made.swapped) >= _LEAST_SWAPPED:
        yield _sorted_apart(made, place)
        return
    for record_id, now in made.gone:
        name = names[record_id]
        told = {"id": record_id, "name": name, "label": f"{record_id} {name}".strip()}
        if now:
            bearer = next(record for record in bearers.values() if record.id == now)
            moved = f"{now} {record_name(bearer)}".strip()
            yield problem("W412", bearer.place(), **told, now=moved)
        else:
            yield problem("W411", place, **told)


def _sorted_apart(made: Compared, place: Place) -> Problem:
    row, _, _ = made.swapped[0]
    pairs = ", ".join(f"{borne} ← {own}" for _, borne, own in made.swapped[:_SHOWN]) + (
        " …" if len(made.swapped) > _SHOWN else ""
    )
    return problem(
        "E409", row.origin.place(), count=len(made.swapped), pairs=pairs, sheet=place.sheet
    )


def _name(row: Mapping[str, object]) -> str:
    return " ".join(str(row.get("name") or row.get("task") or row.get("result") or "").split())[:40]
