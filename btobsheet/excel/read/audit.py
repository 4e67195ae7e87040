"""What only a thorough reading tells: how a workbook stands against what was handed out, and
figures that cannot be.

Reports need none of this, so reading for a report does not load it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isclose

from btobsheet.excel.raw.cells import Grid
from btobsheet.excel.raw.grid import Source
from btobsheet.excel.read import signs
from btobsheet.excel.read.located import Located
from btobsheet.excel.read.misdated import dated_numbers
from btobsheet.layout.rows.apart import Pair, sorted_apart
from btobsheet.layout.rows.base import base_rows, open_base
from btobsheet.layout.rows.drafts import Understood
from btobsheet.layout.rows.identity import HISTORY_SHEET
from btobsheet.layout.rows.ids import RawRow, canonical_id
from btobsheet.layout.rows.memory import COLUMNS, LINE_AT, memory_cells
from btobsheet.layout.rows.plausible import implausible
from btobsheet.layout.rows.rematch import Basis, compare_rows
from btobsheet.layout.rows.snapshot import snapshot
from btobsheet.layout.typed.text import Raw, plain
from btobsheet.plan.agreed import differences
from btobsheet.plan.consent import outdated
from btobsheet.plan.history import NAMED
from btobsheet.plan.model import Identity, Plan
from btobsheet.plan.records import TABLES, Record
from btobsheet.plan.stopped import still_chosen
from btobsheet.plan.words import amount, label, record_name
from btobsheet.problems import Place, Problem, problem
from btobsheet.status.presented import ACTUAL, STATUS, TARGET, restated
from btobsheet.wording import words

_SHOWN = 5
_RESTATED = {ACTUAL: "W419", TARGET: "W435", STATUS: "W436"}


def audit(
    grid: Grid,
    short: Mapping[str, str],
    plan: Plan,
    tables: Mapping[str, Located],
    rows: Understood,
    source: Source,
) -> list[Problem]:
    """Give the problems of identity, of rows against the base snapshot, and implausible values.

    ``source`` is the workbook: days are told from numbers by the formats of its cells.
    """
    identity = plan.identity
    found = list(_identity(grid, short, identity))
    base = base_rows(identity.base) if identity.checksum_ok else {}
    opened = open_base(identity.base, plan.start) if base else None
    known = opened.tables(plan.language) if opened else {}
    if opened:
        before = opened.plan(plan)
        found += (*outdated(before, plan), *still_chosen(before, plan))
    apart = sorted_apart(rows, snapshot(rows, plan.language), base, known) if base else {}
    for table in TABLES:
        if table in apart and table in tables:
            found.append(_sorted_apart(apart[table], Place(tables[table].sheet.name)))
        elif table in tables and base.get(table):
            used = [(draft.id, draft.row) for draft in rows.drafts[table]]
            found += _rows(table, base[table], tables[table], used, plan)
    cannot_be = implausible(plan, dated_numbers(source, grid, tables))
    return [*found, *_since_approval(plan, tables, grid), *told_restated(plan), *cannot_be]


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
    used: Sequence[tuple[str, RawRow]],
    plan: Plan,
) -> Iterator[Problem]:
    """Tell rows moved to another id (W412) or gone (W411)."""
    names = {canonical_id(table, plain(row.get("id"))): _name(row) for row in base}
    bearers: dict[str, Record] = {record.id: record for record in getattr(plan, table)}
    made = compare_rows(Basis(table, base), used)
    place = Place(located.sheet.name)
    for record_id, now in made.gone:
        name = names[record_id]
        told = {"id": record_id, "name": name, "label": f"{record_id} {name}".strip()}
        if now:
            bearer = bearers[now]
            moved = f"{now} {record_name(bearer)}".strip()
            yield problem("W412", bearer.place(), **told, now=moved)
        elif not plan.history.last or table not in NAMED:
            yield problem("W411", place, **told)


def _columns_changed(plan: Plan, grid: Grid) -> bool:
    """Tell whether somebody edited the columns of the memory that formulas look up."""
    tab = signs.hidden_sheet(grid, HISTORY_SHEET) if plan.history else None
    if tab is None:
        return False
    first = min(COLUMNS.values())
    told = memory_cells(plan.history, plan.language, plan.start)
    there = tab.values()
    return any(
        not _same(there.get(at), told.get(at))
        for at in there.keys() | told.keys()
        if at[1] >= first and at != LINE_AT
    )


def _same(kept: object, told: object) -> bool:
    """Tell whether two cells hold the same: programs save no more than 15 digits of a number."""
    if isinstance(kept, int | float) and isinstance(told, int | float):
        return isclose(kept, told, rel_tol=1e-12)
    return kept == told


def _since_approval(plan: Plan, tables: Mapping[str, Located], grid: Grid) -> Iterator[Problem]:
    """Tell what was agreed on and is gone (W418), and a history that somebody edited (W417)."""
    if not plan.history.intact or _columns_changed(plan, grid):
        yield problem("W417")
    agreed = plan.history.last
    for one in differences(agreed, plan) if agreed else ():
        if not one.field and not one.added and one.table in tables:
            place = Place(tables[one.table].sheet.name)
            yield problem("W418", place, id=one.id, name=one.name, label=one.label)


def told_restated(plan: Plan) -> Iterator[Problem]:
    """Tell closed months whose value (W419), typed target (W435) or judgement (W436) is no longer
    as presented.
    """
    for one in restated(plan):
        yield problem(
            _RESTATED[one.field],
            one.place,
            id=one.kpi.id,
            label=label(one.kpi),
            month=str(one.month),
            presented=_shown(one.presented, one.kpi.unit, plan.language),
            now=_shown(one.after, one.kpi.unit, plan.language),
        )


def _shown(value: float | str | None, unit: str, language: str) -> str:
    if isinstance(value, str):
        return words.label("kpi_status", value, language)
    return "" if value is None else amount(value, unit)


def _sorted_apart(found: Sequence[Pair], place: Place) -> Problem:
    """Tell rows sorted apart from their ids (E409)."""
    row, _, _ = found[0]
    more = " …" if len(found) > _SHOWN else ""
    pairs = ", ".join(f"{borne} ← {own}" for _, borne, own in found[:_SHOWN]) + more
    return problem("E409", row.origin.place(), count=len(found), pairs=pairs, sheet=place.sheet)


def _name(row: Mapping[str, object]) -> str:
    return " ".join(str(row.get("name") or row.get("task") or row.get("result") or "").split())[:40]
