"""A plan as TOML text: read into a plan with every problem and its line.

:func:`dump` and :func:`to_json` write one.

Every value goes through the understanding that a cell's does (:mod:`btobsheet.layout.rows.read`),
so a word, a date or a number may be written as people type it. Only the form is checked here:
tables, keys, and what kind of TOML value a key may hold.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from btobsheet.layout.rows import read as records
from btobsheet.plan.calendar import Month
from btobsheet.plan.catalogue import CatalogueTactic
from btobsheet.plan.model import CalendarUnit, Language, Plan
from btobsheet.plan.records import TABLES, Record
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.system.toml import parse_toml
from btobsheet.text.catalogue import CATALOGUE, catalogue_of
from btobsheet.text.cells import shown
from btobsheet.text.lines import Lines
from btobsheet.text.shape import Data, Shaper
from btobsheet.text.write import blank, dump, record_values, to_json
from btobsheet.wording import LANGUAGES

__all__ = ["Loaded", "dump", "load_text", "parse", "to_json"]

HEAD_KEYS: tuple[str, ...] = ("start", "language", "calendar", "template", "floating", "summary")
UNITS: tuple[CalendarUnit, ...] = ("week", "day", "month")
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True)
class Loaded:
    """What a text holds: the plan with its problems.

    ``floating`` moves it to the year in which it is used.
    """

    plan: Plan
    problems: tuple[Problem, ...] = ()
    floating: bool = False
    summary: str = ""
    catalogue: tuple[CatalogueTactic, ...] = ()


@dataclass(frozen=True)
class _Head:
    """The table ``[plan]``, understood."""

    start: Month
    language: Language
    calendar: CalendarUnit
    template: str
    floating: bool
    summary: str


def load_text(text: str, name: str = "") -> Loaded:
    """Read a plan from TOML text; ``name`` is the file for an error that stops.

    UsageError E601 where it is no TOML, E605 where no start is given; all else is in the problems.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    data, lines = parse(text, name), Lines.of(text)
    shaper = Shaper(lines, data)
    shaper.unknown_tables(data, ("plan", "settings", *TABLES, CATALOGUE))
    head = _head(shaper, data, name)
    tables = {"settings": shaper.settings(shaper.table(data, "settings"))}
    tables |= {
        table: shaper.rows(table, shaper.tables(data, table), head.start, head.calendar)
        for table in TABLES
    }
    plan, problems = records.build(
        tables,
        start=head.start,
        language=head.language,
        calendar=head.calendar,
        template=head.template,
    )
    plan = _with_examples(plan, shaper)
    catalogue = catalogue_of(shaper, shaper.tables(data, CATALOGUE), plan.settings.stages)
    found = sorted(
        (*shaper.problems, *problems), key=lambda item: item.place.line if item.place else 0
    )
    return Loaded(plan, tuple(found), head.floating, head.summary, catalogue)


def parse(text: str, name: str = "") -> Data:
    """Parse TOML; UsageError E601 with the line where it is none."""
    return parse_toml(text, "E601", name)


def _head(shaper: Shaper, data: Data, name: str) -> _Head:
    head = shaper.table(data, "plan")
    shaper.unknown_keys("plan", 0, head, HEAD_KEYS)
    start = _start(head.get("start"))
    if start is None:
        raise UsageError(
            problem("E605", shaper.origin("plan").place("start"), shown(head.get("start", ""))),
            name,
        )
    return _Head(
        start=start,
        language=_one_of(shaper, head, "language", LANGUAGES),
        calendar=_one_of(shaper, head, "calendar", UNITS),
        template=shaper.plain_text("plan", 0, head, "template"),
        floating=_flag(shaper, head, "floating"),
        summary=shaper.plain_text("plan", 0, head, "summary"),
    )


def _start(value: object) -> Month | None:
    """Read the first month: ``"2026-04"``, or a day in it."""
    try:
        return Month.parse(shown(value)[:7])
    except ValueError:
        return None


def _one_of(shaper: Shaper, head: Data, key: str, words: tuple[Word, ...]) -> Word:
    """Read a key of ``[plan]`` that has fixed words; the first where it is absent or unknown."""
    found = head.get(key, words[0])
    if found not in words:
        shaper.report("E606", "plan", 0, key, value=found, key=key, words=", ".join(words))
        return words[0]
    return words[words.index(found)]


def _flag(shaper: Shaper, head: Data, key: str) -> bool:
    value = head.get(key, False)
    if not isinstance(value, bool):
        shaper.report("E604", "plan", 0, key, value=value, key=key, wanted="true")
    return value is True


def _with_examples(plan: Plan, shaper: Shaper) -> Plan:
    """Mark the fields that ``examples`` of their record lists; a blank one has no example."""
    marked: dict[str, Any] = {
        table: tuple(_marked(plan, record, shaper) for record in getattr(plan, table))
        for table in TABLES
    }
    return replace(plan, **marked)


def _marked(plan: Plan, record: Record, shaper: Shaper) -> Record:
    wanted = shaper.examples.get(record.origin.row, ()) if record.origin else ()
    return replace(record, examples=filled(plan, record, wanted)) if wanted else record


def filled(plan: Plan, record: Record, names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the filled cells that these names mean: ``target`` is every month of it."""
    cells: dict[str, object] = {}
    for name, value in record_values(plan, record):
        cells |= (
            {f"{name}.{key}": item for key, item in value.items()}
            if isinstance(value, dict)
            else {name: value}
        )
    wanted = (
        cell for name in names for cell in cells if cell == name or cell.startswith(f"{name}.")
    )
    return tuple(cell for cell in dict.fromkeys(wanted) if not blank(cells[cell]))
