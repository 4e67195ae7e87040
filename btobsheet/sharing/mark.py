"""The marked copy: a workbook with a tab in front that lists what to mend, cells highlighted.

Errors and warnings that stand at a cell are highlighted; notices (what was understood, but guessed)
are only listed. Marking a marked copy again replaces the tab and all highlights.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil
from unicodedata import east_asian_width

from btobsheet.excel.patch.edits import Edits, Tab, TabCell, Target, patch
from btobsheet.excel.raw.grid import Source, loaded
from btobsheet.layout.address import a1, letters, parse_a1, quoted
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Record
from btobsheet.plan.words import label
from btobsheet.problems import SEVERITIES, Place, Problem
from btobsheet.reports.problems import count_line, hint, message, severity_word
from btobsheet.sharing.native import typed
from btobsheet.wording import LANGUAGES, text, texts

MOST = 5_000
_HEADS = ("number", "severity", "where", "row", "value", "message", "hint", "done", "code")
_WIDTHS = (5.0, 8.0, 25.0, 20.0, 14.0, 34.0, 34.0, 7.0, 7.0)
_FIRST = 5
_DONE = letters(_HEADS.index("done") + 1)
_LINE = 14.5  # points: one line of text of 10 or 11
_TABS = tuple(text(language, "mark.tab") for language in LANGUAGES)
_ORDER = {severity: rank for rank, (_, severity) in enumerate(SEVERITIES)}

TabRow = tuple[TabCell, ...]


def marked_copy(
    source: Source, name: str, plan: Plan, problems: Sequence[Problem], day: dt.date, language: str
) -> bytes:
    """Give a workbook's marked copy; arguments as for :func:`mark_edits`.

    Raises UnreadableError where it cannot be read, UsageError E050 for .ods and .xlsb.
    """
    return patch(loaded(source, name), mark_edits(plan, problems, day, language), name)


def mark_edits(plan: Plan, problems: Sequence[Problem], day: dt.date, language: str) -> Edits:
    """Give the edits that make a marked copy: the tab in front, and the highlights.

    ``problems`` are those of the file and of the plan, in the order told; ``day`` is the one the
    plan was judged on.
    """
    ordered = sorted(problems, key=lambda item: _ORDER[item.severity])
    return Edits(
        tabs=(_tab(plan, ordered, day, language),),
        highlights=highlighted(problems),
        clear_highlights=True,
        recalculate=False,
    )


def highlighted(problems: Iterable[Problem]) -> frozenset[Target]:
    """Give the cells of errors and warnings."""
    places = (item.place for item in problems if item.severity != "notice" and item.place)
    return frozenset(
        (place.sheet, *parse_a1(place.cell)) for place in places if place.sheet and place.cell
    )


def _tab(plan: Plan, problems: Sequence[Problem], day: dt.date, language: str) -> Tab:
    def say(key: str, **details: object) -> str:
        return text(language, f"mark.{key}", **details)

    tab = Tab(name=say("tab"), formerly=_TABS, rows=(), widths=_WIDTHS, heights={1: 26})
    counts = say("counts", counts=count_line(problems, language), day=day)
    if not problems:
        notes = (TabCell(value=counts, style="note"),), (TabCell(value=say("keep"), style="note"),)
        return replace(tab, rows=((TabCell(value=say("none"), style="title"),), *notes))
    names = _names(plan)
    listed = [
        _row(number, item, names, language) for number, item in enumerate(problems[:MOST], start=1)
    ]
    rows: list[TabRow] = [
        (TabCell(value=say("title"), style="title"),),
        (TabCell(value=say("how" if highlighted(problems) else "how_unmarked")),),
        (TabCell(value=f"{counts} {say('keep')}", style="note"),),
        tuple(TabCell(value=say(key), style="heading") for key in _HEADS),
        *listed,
    ]
    if len(problems) > MOST:
        rows.append((TabCell(value=say("more", count=len(problems) - MOST), style="note"),))
    last = _FIRST + len(listed) - 1
    ticks = ((f"{_DONE}{_FIRST}:{_DONE}{last}", (say("tick"),)),)
    heights = {1: 26.0, 3: 20.0, 4: 22.0}
    heights |= {5 + index: _height(row) for index, row in enumerate(listed)}
    return replace(tab, rows=tuple(rows), frozen_rows=_FIRST - 1, heights=heights, choices=ticks)


def _names(plan: Plan) -> Mapping[tuple[str, int], list[Record]]:
    """Give the records of each row of the workbook; tables may stand side by side."""
    found: dict[tuple[str, int], list[Record]] = {}
    for _, record in plan.records():
        if record.origin:
            found.setdefault((record.origin.sheet, record.origin.row), []).append(record)
    return found


def _name(place: Place | None, names: Mapping[tuple[str, int], list[Record]]) -> str:
    """Give id and name of the row a place is in."""
    if place is None or not place.cell:
        return ""
    row, column = parse_a1(place.cell)
    records = [
        record
        for record in names.get((place.sheet, row), ())
        if record.origin and letters(column) in record.origin.columns.values()
    ]
    return label(records[0]) if records else ""


def _row(
    number: int, problem: Problem, names: Mapping[tuple[str, int], list[Record]], language: str
) -> TabRow:
    says_value = "{value}" in texts(language, "problems")[problem.code]
    shown = problem if says_value else replace(problem, value="")
    name = _name(problem.place, names)
    return (
        TabCell(value=number, style="number"),
        TabCell(value=severity_word(problem, language), style=problem.severity),
        _where(problem.place, language),
        TabCell(value=name, style="wrap"),
        typed(problem.value),
        TabCell(value=_without(name, message(shown, language)), style="wrap"),
        TabCell(value=hint(problem, language), style="wrap"),
        TabCell(style="tick"),
        TabCell(value=problem.code, style="wrap"),
    )


def _without(name: str, said: str) -> str:
    """Leave out the row's name that a message begins with: it stands in its own column."""
    return said.removeprefix(name).removeprefix(":").lstrip() if name else said


def _where(place: Place | None, language: str) -> TabCell:
    """Say the place, with a link to the very cell; to the tab where it is about the whole of it."""
    if place is None or not place.sheet:
        return TabCell(value=text(language, "mark.everywhere"), style="wrap")
    cell = place.cell or (a1(place.line, 1) if place.line else "")
    whole = text(language, "mark.whole_sheet", sheet=place.sheet)
    said = f"{place.sheet}!{cell}" if cell else whole
    return TabCell(value=said, style="link", link=f"{quoted(place.sheet)}!{cell or 'A1'}")


def _height(row: TabRow) -> float:
    """Give the height that the longest of a row's texts needs."""
    lines = (
        sum(max(1, ceil(_width(line) / (width - 2))) for line in str(cell.value or "").split("\n"))
        for cell, width in zip(row, _WIDTHS, strict=True)
    )
    return min(max(lines) * _LINE + 3, 400)


def _width(line: str) -> float:
    return sum(2.0 if east_asian_width(character) in "WFA" else 1.0 for character in line)
