"""Colours and signs in a calendar: which are bars, which only paint the page."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from btobsheet.layout.typed.text import is_blank, narrowed, plain
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.fields import LEFT, OPEN
from btobsheet.sharing.adopt.old import At, OldTab
from btobsheet.sharing.adopt.seen.calendars import Step
from btobsheet.sharing.adopt.seen.heads import said_in

_MOST_OF: Final = 0.75
_FEW_ROWS: Final = 3
BAR_SIGNS: Final = frozenset("●■○◯〇□→⇒⇔↔━─―-=▬■▮█◎xX1*")
_WEEKEND: Final = 5
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of one row: its pieces of neighbouring columns, each with its cells and days."""

    pieces: tuple[tuple[tuple[At, ...], Days], ...]

    @property
    def days(self) -> Days:
        """The first and the last day of all its pieces."""
        return self.pieces[0][1][0], self.pieces[-1][1][1]

    @property
    def cells(self) -> tuple[At, ...]:
        """Its cells, from the left."""
        return tuple(at for cells, _ in self.pieces for at in cells)


def painted(
    tab: OldTab, rows: Sequence[int], steps: Mapping[int, Step]
) -> dict[tuple[int, int], str]:
    """Give the colours of a calendar's cells that are no background.

    Background is what a whole column has (weekends), and what a whole row has, its names included
    (a band of headings).
    """
    cells = {
        (row, column): tab.fills[row, column]
        for row in rows
        for column in steps
        if (row, column) in tab.fills
    }
    by_column = Counter((column, colour) for (_, column), colour in cells.items())
    full = max(_FEW_ROWS, len(rows) * _MOST_OF)
    columns = {key for key, count in by_column.items() if count >= full}
    beside = {
        row: {
            colour
            for (line, column), colour in tab.fills.items()
            if line == row and column not in steps
        }
        for row in {row for row, _ in cells}
    }
    return {
        (row, column): colour
        for (row, column), colour in cells.items()
        if (column, colour) not in columns and colour not in beside[row]
    }


def propose_colours(
    tab: OldTab, colours: Mapping[tuple[int, int], str], steps: Mapping[int, Step]
) -> dict[str, str]:
    """Say what each colour may mean: a bar where only one is used in every row; by the legend, a
    bar planned; else nobody knows.
    """
    by_row: dict[int, set[str]] = {}
    for (row, _), colour in colours.items():
        by_row.setdefault(row, set()).add(colour)
    found = dict.fromkeys(dict.fromkeys(colours.values()), OPEN)
    for colour in found:
        says = _legend(tab, colour, steps)
        if says:
            found[colour] = "bar" if says == "plan" else LEFT
    if OPEN in found.values() and all(len(one) == 1 for one in by_row.values()):
        return {colour: "bar" if meaning == OPEN else meaning for colour, meaning in found.items()}
    return found


def _legend(tab: OldTab, colour: str, steps: Mapping[int, Step]) -> str:
    """Say what a cell of this colour, or the one right of it, says outside the calendar's rows."""
    for (row, column), one in tab.fills.items():
        if one == colour:
            for beside in (column, column + 1):
                if says := said_in(tab.text(row, beside)):
                    return says
    return ""


def signs_of(tab: OldTab, rows: Sequence[int], steps: Mapping[int, Step]) -> dict[At, str]:
    """Give what is typed into a calendar's cells, but for results of formulas."""
    return {
        (row, column): " ".join(plain(raw).split())
        for row in rows
        for column in sorted(steps)
        if not is_blank(raw := tab.own(row, column)) and not tab.is_computed(row, column)
    }


def propose_marks(signs: Mapping[At, str]) -> dict[str, str]:
    """Say what each sign may mean: the only sign of a bar is one; words and stars are marks; of two
    signs of bars nobody knows.
    """
    words = dict.fromkeys(signs.values())
    bars = [one for one in words if set(narrowed(one)) <= BAR_SIGNS or set(one) <= BAR_SIGNS]
    found: dict[str, str] = {}
    for word in words:
        if word in bars:
            found[word] = "bar" if len(bars) == 1 else OPEN
        else:
            found[word] = OPEN if _is_number(word) else "mark"
    return found


def _is_number(word: str) -> bool:
    return narrowed(word).replace(".", "", 1).isdigit()


def bar_of(cells: Sequence[At], steps: Mapping[int, Step]) -> Bar | None:
    """Make the bar of one row's cells; columns side by side are one piece, a weekend between them
    does not part them.
    """
    ordered = sorted({at for at in cells if at[1] in steps}, key=lambda at: steps[at[1]].first)
    pieces: list[tuple[tuple[At, ...], Days]] = []
    for at in ordered:
        step = steps[at[1]]
        first, last = step.first, step.last
        if step.unit == "week" and first.weekday() == 0:
            last = first + dt.timedelta(days=_WEEKEND - 1)
        if pieces and _follows(pieces[-1][1][1], first):
            held, days = pieces[-1]
            pieces[-1] = ((*held, at), (days[0], last))
        else:
            pieces.append(((at,), (first, last)))
    return Bar(tuple(pieces)) if pieces else None


def _follows(last: dt.date, first: dt.date) -> bool:
    """Tell whether no working day lies between two days."""
    between = range(last.toordinal() + 1, first.toordinal())
    return all(dt.date.fromordinal(day).weekday() >= _WEEKEND for day in between)
