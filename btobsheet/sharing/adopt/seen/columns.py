"""Propose what each column of a table is: by its heading, and by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from typing import Final

from btobsheet.layout.typed.dates import parse_date
from btobsheet.layout.typed.numbers import parse_kpi_value, parse_percent
from btobsheet.layout.typed.text import Raw, is_blank, parse_choice
from btobsheet.plan.calendar import Month
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.fields import LEFT, MONTHS, OPEN
from btobsheet.sharing.adopt.seen.find import FoundTable
from btobsheet.sharing.adopt.seen.heads import LIKELY, SURE, names_actual, said_in, split_name
from btobsheet.sharing.adopt.seen.kinds import ROLES, by_words, lines_of

_ENOUGH, _HALF = 0.9, 0.5
_SOME_YEAR: Final = Month(2026, 4)


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column may be: the field, how sure that is, and why it is no more than that."""

    field: str
    sure: int = SURE
    why: str = ""


@dataclass(frozen=True)
class Guesses:
    """What the columns of a table may be, and what its lines mean."""

    columns: Mapping[int, Guess]
    lines: Mapping[str, str] = field(default_factory=dict)


def guess_columns(table: FoundTable, kind: str) -> Guesses:
    """Propose what each column is that is none of the calendar's."""
    found: dict[int, Guess] = {}
    for column in table.heads:
        if column not in table.steps:
            found[column] = _of_head(table, kind, column)
    line = _line_column(table, found)
    if line and kind in ("kpis", "costs", "actions"):
        found[line] = Guess("line")
    _levels(table, kind, found)
    _name(table, kind, found)
    _once(found)
    if kind == "actions":
        _ends(table, found)
    if table.down:
        _down(table, kind, found)
    lines = lines_of(table, line, kind) if line and found[line].field == "line" else {}
    return Guesses(found, lines)


def homeless_left(guesses: Guesses, kind: str, sections: str) -> Guesses:
    """Leave what would be a tactic's where no tactic is named."""
    fields = {guess.field for guess in guesses.columns.values()}
    if kind != "actions" or "tactic" in fields or sections == "tactic":
        return guesses
    columns = {
        at: Guess(LEFT, 0, "no_tactic") if "." in guess.field else guess
        for at, guess in guesses.columns.items()
    }
    return Guesses(columns, guesses.lines)


def _of_head(table: FoundTable, kind: str, column: int) -> Guess:
    head = table.roles.get(column)
    if head is None:
        offered = table.tab.lists.get(column, frozenset())
        is_status = bool(offered) and sum(map(_is_status, offered)) * 2 > len(offered)
        if kind == "actions" and (is_status or _share(table, column, _is_status) >= _ENOUGH):
            return Guess("status", LIKELY, "content")
        return Guess(LEFT, 0)
    meant = ROLES[kind].get(head.role, LEFT)
    if meant in (LEFT, OPEN):
        return Guess(meant, head.sure, "unclear" if meant else "")
    return _checked(table, column, Guess(meant, head.sure))


def _checked(table: FoundTable, column: int, guess: Guess) -> Guess:
    """Hold a guess against what stands in the column."""
    name = guess.field.rpartition(".")[2]
    other = {"percent": ("status", _is_status), "status": ("percent", _is_percent)}.get(name)
    test = _TESTS.get(name)
    if test is None:
        return guess
    share = _share(table, column, test)
    if share < _HALF and other and _share(table, column, other[1]) >= _ENOUGH:
        return Guess(other[0], LIKELY, "content")
    if share < _HALF and name == "status":
        return Guess(guess.field, LIKELY, "content")
    if share < _HALF:
        return Guess(OPEN, LIKELY, "content")
    return guess if share >= _ENOUGH else Guess(guess.field, LIKELY, guess.why)


def _share(table: FoundTable, column: int, test: Callable[[Raw], bool]) -> float:
    """Give the share of a column's filled cells that a test holds for; 1 for an empty column, but 0
    where nothing tells what it is.
    """
    cells = [raw for row in table.data_rows if not is_blank(raw := table.tab.own(row, column))]
    if not cells:
        return 1.0 if column in table.roles else 0.0
    return sum(map(test, cells)) / len(cells)


def _is_date(raw: Raw) -> bool:
    made = parse_date(raw, start=_SOME_YEAR, edge="start", date1904=False)
    return made.value is not None or made.code in ("E212", "E213")


def _is_percent(raw: Raw) -> bool:
    return not isinstance(raw, bool) and parse_percent(raw).value is not None


def _is_number(raw: Raw) -> bool:
    return parse_kpi_value(raw, percent=False).value is not None


def _is_status(raw: Raw) -> bool:
    return isinstance(raw, str) and bool(parse_choice(raw, "action_status").value)


def _is_text(raw: Raw) -> bool:
    return isinstance(raw, str)


_TESTS: Final[dict[str, Callable[[Raw], bool]]] = {
    **dict.fromkeys(("start", "end", "done_on", "due"), _is_date),
    **dict.fromkeys(("budget", "spent", "effort", "annual_target", "baseline"), _is_number),
    "last_year": _is_number,
    "percent": _is_percent,
    "status": _is_status,
    **dict.fromkeys(("owner", "task", "tactic", "name", "item", "reporter"), _is_text),
}


def _line_column(table: FoundTable, found: Mapping[int, Guess]) -> int:
    """Find the column that tells lines apart: planned or actual ones, by their words."""
    for column, guess in found.items():
        if guess.field not in (LEFT, OPEN, "line"):
            continue
        words = set(table.words(column))
        if len(words) > 1 and sum(bool(said_in(word)) for word in words) * 2 > len(words):
            return column
    return 0


def _levels(table: FoundTable, kind: str, found: dict[int, Guess]) -> None:
    """Give levels their places: the lowest one names the actions, the one above the tactics."""
    if kind not in ("actions", "kpis", "costs"):
        return
    levels = [at for at, head in table.roles.items() if head.role in ("level1", "level2", "level3")]
    if not levels:
        return
    lowest = {"actions": "task", "kpis": "name", "costs": "item"}[kind]
    named = any(guess.field == lowest and at not in levels for at, guess in found.items())
    places = ["operation", "tactic"] if named else ["operation", "tactic", lowest]
    for at, place in zip(reversed(levels), reversed(places), strict=False):
        found[at] = Guess(place, LIKELY, "level")


def _name(table: FoundTable, kind: str, found: dict[int, Guess]) -> None:
    """Find the column that names the rows where no heading says it: the only one of texts."""
    wanted = {"actions": "task", "kpis": "name", "costs": "item"}.get(kind)
    names = ("task", "tactic", "name", "item")
    if not wanted or table.down or any(guess.field in names for guess in found.values()):
        return
    texts = [
        at
        for at, guess in found.items()
        if guess.field == LEFT
        and at not in table.roles
        and _share(table, at, _is_text) > _HALF
        and (not table.steps or at < min(table.steps))
    ]
    if texts:
        only = len(texts) == 1 and not table.heads[texts[0]]
        found[texts[0]] = (
            Guess(wanted, LIKELY, "unnamed") if only else Guess(OPEN, LIKELY, "unclear")
        )


def _once(found: dict[int, Guess]) -> None:
    """Of several columns for one field the surest counts; the others are asked about."""
    best: dict[str, int] = {}
    for at, guess in sorted(found.items(), key=lambda one: (-one[1].sure, one[0])):
        if guess.field in (LEFT, OPEN):
            continue
        if guess.field in best:
            found[at] = Guess(OPEN, LIKELY, "several")
        else:
            best[guess.field] = at


def _ends(table: FoundTable, found: dict[int, Guess]) -> None:
    """Ask about a day of completion (完了日) where it alone stands beside a start, and does not say
    that it is the actual one: some people head planned ends so, others the days when all was done.
    """
    fields = {guess.field for guess in found.values()}
    if "start" in fields and not fields & {"end", "period"}:
        for at, guess in found.items():
            if guess.field == "done_on" and not names_actual(table.heads[at]):
                found[at] = Guess(OPEN, LIKELY, "end_or_done")


def _down(table: FoundTable, kind: str, found: dict[int, Guess]) -> None:
    """Say what the columns are whose months stand in rows: each a figure of its own."""
    planned = MONTHS[kind][0]
    beside = table.tab.texts(table.header)
    for at in found:
        if at == table.down:
            found[at] = Guess("month")
            continue
        pieces = [table.tab.text(row, at) for row in range(table.header[0], table.header[1] + 1)]
        if _share(table, at, _is_number) < _HALF or not any(pieces):
            found[at] = Guess(LEFT, 0)
            continue
        found[at] = _figure(table, pieces, planned, beside)


def _figure(table: FoundTable, pieces: list[str], planned: str, beside: Collection[str]) -> Guess:
    says = [said for one in pieces if (said := said_in(one) or split_name(one, beside)[1])]
    named = [piece for piece in pieces if piece and not said_in(piece)]
    if not named:
        return Guess(OPEN, LIKELY, "unclear")
    if says:
        return Guess({"plan": planned, "actual": "actual"}.get(says[-1], LEFT))
    meant = by_words(table, planned)
    return Guess(meant, LIKELY, "tab" if meant != OPEN else "unclear")
