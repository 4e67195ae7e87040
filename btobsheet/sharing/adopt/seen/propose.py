"""Propose how a plan made by hand may be taken over: its map, how sure each line of it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from btobsheet.layout.typed.dates import serial_day
from btobsheet.layout.typed.text import is_blank, parse_choice
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Language
from btobsheet.plan.words import day_text
from btobsheet.problems import UnreadableError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.fields import LEFT, MONTHS, OPEN
from btobsheet.sharing.adopt.map import AdoptMap, TableMap
from btobsheet.sharing.adopt.old import Old
from btobsheet.sharing.adopt.seen.bars import painted, propose_colours, propose_marks, signs_of
from btobsheet.sharing.adopt.seen.calendars import Step, step_text
from btobsheet.sharing.adopt.seen.columns import Guess, guess_columns, homeless_left
from btobsheet.sharing.adopt.seen.find import FoundTable, find_tables
from btobsheet.sharing.adopt.seen.found import Line, TableProposal
from btobsheet.sharing.adopt.seen.heads import LIKELY, SURE
from btobsheet.sharing.adopt.seen.kinds import figure_field, kind_of
from btobsheet.sharing.adopt.seen.year import calendar_of, start_of, title_of
from btobsheet.sharing.adopt.units import parted, unit_above, unit_of_heads

_SERIAL: Final = 5
"""A day's number in a file has so many figures."""
_PERCENT: Final = "%"
_DAYS: Final = ("start", "end", "done_on", "date", "due", "period")
_NAMES: Final = ("operation", "tactic", "task", "name", "item")


@dataclass(frozen=True)
class Proposal:
    """A proposed map and why; ``year`` says what the first month follows from."""

    how: AdoptMap
    tables: tuple[TableProposal, ...]
    year: str = ""


def propose(old: Old, language: Language) -> Proposal:
    """Propose a map. Raises UnreadableError E800 where nothing of a plan is found."""
    found = [table for tab in old.tabs if tab.visible for table in find_tables(tab, old.date1904)]
    known = [(table, kind) for table in found if (kind := kind_of(table))]
    tables = [_proposed(table, kind) for table, kind in known]
    tables = [one for one in tables if _is_worth(one)]
    if not tables:
        names = ", ".join(tab.name for tab in old.tabs)
        raise UnreadableError(problem("E800", sheets=names), old.file)
    start, why = start_of(old, tables)
    how = AdoptMap(
        start=start,
        language=language,
        calendar=calendar_of(tables),
        title=title_of(old, tables),
        tables=tuple(one.how for one in tables),
    )
    return Proposal(how, tuple(tables), why)


def _is_worth(one: TableProposal) -> bool:
    """Tell whether a table may give rows: it has names, and anything beside them."""
    fields = {line.field for line in one.lines}
    if one.how.kind == OPEN or OPEN in fields:
        return True
    names = {"task", "tactic", "name", "item", "date", "result", "month"}
    return bool(fields & names) and len(fields - {LEFT}) > 1


def _proposed(table: FoundTable, kind: str) -> TableProposal:
    asked = "kpis" if kind == OPEN else kind
    guesses = guess_columns(table, asked)
    sections = _sections(table, asked, guesses.columns)
    guesses = homeless_left(guesses, asked, sections)
    runs = [*_plain(guesses.columns), *_runs(table, asked, bool(guesses.lines))]
    runs.sort(key=lambda one: one[0])
    lines = tuple(
        Line(
            run, guess.field, _head(table, run), guess.sure, guess.why, _example(table, run, guess)
        )
        for run, guess in runs
        if guess.field or _is_used(table, run)
    )
    how = TableMap(
        sheet=table.tab.name,
        kind=kind,
        header=table.header,
        rows=table.rows,
        sections=sections,
        unit=_unit(table, asked),
        columns={line.columns: line.field for line in lines},
        words=_words(table, guesses.columns),
        lines=guesses.lines,
        **_calendar_signs(table, asked),
    )
    return TableProposal(table, how, lines)


def _plain(columns: Mapping[int, Guess]) -> list[tuple[tuple[int, int], Guess]]:
    return [((at, at), guess) for at, guess in columns.items()]


def _head(table: FoundTable, run: tuple[int, int]) -> str:
    first, last = (_dated(table.heads.get(at, ""), table.steps.get(at)) for at in run)
    return first if run[0] == run[1] else f"{first} … {last}"


def _dated(head: str, step: Step | None) -> str:
    """Give a calendar's heading with the day in place of the number that a file keeps for it."""
    if step is None:
        return head
    return " ".join(
        day_text(step.first) if one.isdigit() and (one == head or len(one) == _SERIAL) else one
        for one in head.split()
    )


def _example(table: FoundTable, run: tuple[int, int], guess: Guess) -> str:
    """Give what stands first in a column; a day's number as the day that people see."""
    said = next(table.words(run[0]), "")
    if guess.field in _DAYS and said.isdigit() and (day := serial_day(int(said))):
        return day_text(day)
    return said


def _is_used(table: FoundTable, run: tuple[int, int]) -> bool:
    return bool(table.heads.get(run[0])) or any(table.words(run[0]))


def _runs(table: FoundTable, kind: str, has_lines: bool) -> Iterator[tuple[tuple[int, int], Guess]]:
    """Put the calendar's columns together that go on step by step."""
    held: list[tuple[int, Step, str]] = []
    fields = {at: _step_field(table, kind, step, has_lines) for at, step in table.steps.items()}
    if kind in MONTHS:
        _one_a_month(table, fields)
    for column, step in sorted(table.steps.items()):
        field = fields[column]
        if held and not _goes_on(held[-1], (column, step, field)):
            yield _run(held)
            held = []
        held.append((column, step, field))
    if held:
        yield _run(held)


def _one_a_month(table: FoundTable, fields: dict[int, str]) -> None:
    """Ask where several columns are one figure of a month; a percentage beside an amount is left,
    for it is the share reached: 実績(件), 実績(%).
    """
    columns: dict[tuple[str, dt.date], list[int]] = {}
    for at, meant in fields.items():
        columns.setdefault((meant, table.steps[at].first), []).append(at)
    for (meant, _), several in columns.items():
        if meant in (LEFT, OPEN) or len(several) == 1:
            continue
        amounts = [at for at in several if parted(table.heads.get(at, ""))[1] != _PERCENT]
        for at in several:
            fields[at] = OPEN if len(amounts) != 1 else meant if at in amounts else LEFT


def _step_field(table: FoundTable, kind: str, step: Step, has_lines: bool) -> str:
    if kind == "actions":
        return step.unit
    if step.unit != "month":
        return OPEN
    if has_lines:
        return "plan" if kind == "costs" else "target"
    return figure_field(table, kind, step)


def _goes_on(before: tuple[int, Step, str], one: tuple[int, Step, str]) -> bool:
    (column, step, field), (at, after, other) = before, one
    if at != column + 1 or field != other or field == "span":
        return False
    if field in (LEFT, OPEN):
        return True
    if step.unit == "month":
        return Month.of(after.first) == Month.of(step.first).plus(1)
    return after.unit == step.unit and after.first == step.last + dt.timedelta(days=1)


def _run(held: list[tuple[int, Step, str]]) -> tuple[tuple[int, int], Guess]:
    (first, step, field), last = held[0], held[-1][0]
    if field in (LEFT, OPEN):
        return (first, last), Guess(field, LIKELY, "figures" if field else "")
    return (first, last), Guess(f"{field}.{step_text(step)}", SURE if step.has_year else LIKELY)


def _sections(table: FoundTable, kind: str, columns: Mapping[int, Guess]) -> str:
    """Say what lines are in which only a name stands, above rows that hold more."""
    if kind not in ("actions", "kpis", "costs", "tactics") or table.down:
        return LEFT
    names = [at for at, guess in columns.items() if guess.field in _NAMES]
    others = [at for at, guess in columns.items() if guess.field not in (*_NAMES, LEFT)]
    alone, rows, before = 0, 0, False
    for row in table.data_rows:
        filled = [at for at in names if not is_blank(table.tab.own(row, at))]
        more = [at for at in (*others, *table.steps) if _holds(table, row, at)]
        if not filled and not more:
            continue
        only = len(filled) == 1 and not more
        if only and before:
            return LEFT
        alone, rows, before = alone + only, rows + 1, only
    fields = {guess.field for guess in columns.values()}
    if (not alone and not _is_numbered(table)) or alone * 2 > rows:
        return LEFT
    free = [one for one in ("tactic", "operation") if one not in fields]
    return free[0] if free else LEFT


def _holds(table: FoundTable, row: int, column: int) -> bool:
    painted_cell = column in table.steps and (row, column) in table.tab.fills
    return not is_blank(table.tab.own(row, column)) or painted_cell


def _is_numbered(table: FoundTable) -> bool:
    """Tell whether rows are numbered as parts of others: 1, 1.1, 1.2."""
    number = next((at for at, head in table.roles.items() if head.role == "no"), 0)
    if not number:
        return False
    texts = [table.tab.text(row, number) for row in table.data_rows]
    return any(
        one and after.startswith(f"{one.rstrip('.')}.") and after != one
        for one, after in pairwise(texts)
    )


def _unit(table: FoundTable, kind: str) -> str:
    """Give the unit that is said over amounts: 単位:千円; else the first of their headings.

    A heading's own counts for its column alone: of KPIs with months down each is another one.
    """
    if kind not in ("actions", "costs", "kpis", "tactics"):
        return ""
    if above := unit_above(table.tab, table.header[0]):
        return above
    return "" if kind == "kpis" and table.down else unit_of_heads(table.tab, table.header)


def _words(table: FoundTable, columns: Mapping[int, Guess]) -> dict[str, str]:
    """Ask for the words of a status that are none of ours."""
    at = next((one for one, guess in columns.items() if guess.field == "status"), 0)
    words = set(table.words(at)) if at else ()
    return {
        word: OPEN for word in sorted(words) if parse_choice(word, "action_status").value is None
    }


def _calendar_signs(table: FoundTable, kind: str) -> dict[str, Mapping[str, str]]:
    if kind != "actions" or not table.steps:
        return {}
    colours = painted(table.tab, table.data_rows, table.steps)
    marks = propose_marks(signs_of(table.tab, table.data_rows, table.steps))
    return {"colours": propose_colours(table.tab, colours, table.steps), "marks": marks}
