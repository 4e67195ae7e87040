"""Find the tables of a tab: their rows of headings, what the headings mean, how far they go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from btobsheet.layout.typed.text import is_blank
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.old import OldTab
from btobsheet.sharing.adopt.seen.atoms import Atom, atom_of, row_atoms
from btobsheet.sharing.adopt.seen.calendars import Step, steps_in
from btobsheet.sharing.adopt.seen.heads import SURE, Head, role_of, said_in

FIRST_ROWS: Final = 30
"""Within so many rows the first headings of a tab stand."""
_FEW: Final = 3
"""So many months or days in a row are a calendar."""
_ABOVE: Final = 3
_LEAP: Final = 2024
_WEEK: Final = 7
_GAP: Final = 2
"""Behind so many blank rows a line with one cell is a remark, no row of the table."""
_WEAK: Final = frozenset(
    ("no", "name", "note", "rate", "group", "date", "result", "actual", "cause")
)
"""Roles whose words stand elsewhere too: two of them alone are no table."""


@dataclass(frozen=True)
class FoundTable:
    """A table of a tab: rows of headings and of data, both with their ends, and its columns.

    ``heads`` are the headings by column, read or not, ``steps`` the calendar's columns. ``down``:
    months stand in the rows of this column.
    """

    tab: OldTab
    header: tuple[int, int]
    rows: tuple[int, int]
    heads: Mapping[int, str]
    roles: Mapping[int, Head]
    steps: Mapping[int, Step]
    down: int = 0

    @property
    def data_rows(self) -> range:
        """The rows of the data."""
        return range(self.rows[0], self.rows[1] + 1)

    def words(self, column: int) -> Iterator[str]:
        """Give what stands in a column of the data, from the top, without blanks."""
        return filter(None, (self.tab.text(row, column) for row in self.data_rows))


def find_tables(tab: OldTab, date1904: bool = False) -> list[FoundTable]:
    """Find the tables of a tab, from the top."""
    if tab.skipped or not tab.rows:
        return []
    blocks = list(_blocks(tab, date1904))
    found = []
    for at, (first, last) in enumerate(blocks):
        end = blocks[at + 1][0] - 1 if at + 1 < len(blocks) else tab.last_row
        table = _table(tab, (first, last), end, date1904)
        if table:
            found.append(table)
    return found


def _blocks(tab: OldTab, date1904: bool) -> Iterator[tuple[int, int]]:
    """Give the first and last row of each block of headings."""
    after = 0
    for row in sorted(tab.rows):
        if row <= after or (not after and row > FIRST_ROWS):
            continue
        if _is_label_row(tab, row, after, date1904):
            first, last = _block(tab, row, after, date1904)
            yield first, last
            after = last


def _is_label_row(tab: OldTab, row: int, after: int, date1904: bool) -> bool:
    """Tell whether a row holds headings: two that are known, one of them telling; or one beside a
    calendar.
    """
    roles = {head.role for head in _roles(tab, row).values() if head.sure == SURE}
    near = max(len(_dates(tab, one, date1904)) for one in range(max(after + 1, row - 2), row + 3))
    dates = _dates(tab, row, date1904)
    own = len(dates) if dates and dates[0].kind in ("month", "date") else 0
    told = {head.role for head in _roles(tab, row).values() if not said_in(head.text)}
    telling = (roles - _WEAK) & told
    texts = [tab.text(row, column) for column in tab.filled(row)]
    if len(texts) > 3 and len([one for one in texts if len(one) > 40]) > 1:
        return False
    if near >= _FEW and (telling or (roles and own >= _FEW)):
        return True
    if own >= _FEW and _numbers_below(tab, row):
        return True
    if len(roles) >= 2 and telling and len(_roles(tab, row)) * 3 >= len(texts):
        return True
    return "month" in roles and _months_below(tab, row, date1904) > 0


def _dates(tab: OldTab, row: int, date1904: bool) -> list[Atom]:
    """Give the longest stretch of neighbouring months, days or parts of them that go on evenly;
    between months there may be blank cells, each as many.
    """
    best: list[Atom] = []
    held: list[tuple[int, Atom]] = []
    wide = 1
    for column, atom in sorted(row_atoms(tab, row, date1904).items()):
        if atom.kind not in ("month", "date", "number", "part", "week"):
            continue
        if held:
            before = held[-1][0]
            if len(held) == 1:
                blank = not any(tab.text(row, at) for at in range(before + 1, column))
                wide = column - before if blank and atom.kind == "month" else 1
            if column - before != wide or held[-1][1].kind != atom.kind:
                held = []
        held.append((column, atom))
        if len(held) > len(best):
            best = [one for _, one in held]
    return best if len(set(best)) >= _FEW and _is_even(best) else []


def _is_even(atoms: Sequence[Atom]) -> bool:
    """Tell whether days go on in steps of one length, as those of a calendar do: at most one in
    four otherwise (a month's end, weekends left out).
    """
    if atoms[0].kind != "date":
        return True
    days = [dt.date(one.year or _LEAP, one.month, min(one.day, 28)).toordinal() for one in atoms]
    gaps = [after - one for one, after in pairwise(days)]
    usual = max(set(gaps), key=gaps.count)
    return 0 < usual <= _WEEK and gaps.count(usual) * 4 >= len(gaps) * 3


def _numbers_below(tab: OldTab, row: int) -> bool:
    """Tell whether the row below holds a text and numbers: figures under months."""
    values = [tab.own(row + 1, column) for column in tab.filled(row + 1)]
    figures = [one for one in values if isinstance(one, int | float)]
    return len(figures) >= _FEW and any(isinstance(one, str) for one in values)


def _roles(tab: OldTab, row: int) -> dict[int, Head]:
    return {
        column: head
        for column in tab.filled(row)
        if isinstance(tab.own(row, column), str) and (head := role_of(tab.text(row, column)))
    }


def _block(tab: OldTab, row: int, after: int, date1904: bool) -> tuple[int, int]:
    """Take the rows above and below that are headings too."""
    first = last = row
    while first - 1 > after and first - 1 > 0 and row - first < _ABOVE:
        if not _is_upper(tab, first - 1, date1904):
            break
        first -= 1
    while last - row < _ABOVE and _is_lower(tab, last + 1, date1904):
        last += 1
    return first, last


def _is_upper(tab: OldTab, row: int, date1904: bool) -> bool:
    """Tell whether a row above headings belongs to them: months over days, words over columns."""
    filled = tab.filled(row)
    if not filled:
        return False
    atoms, roles = row_atoms(tab, row, date1904), _roles(tab, row)
    merged = any(tab.home(row, column + 1) == (row, column) for column in filled)
    known = [column for column in filled if column in atoms or column in roles]
    if len(filled) == 1 and not merged:
        return filled[0] in atoms and atoms[filled[0]].kind in ("month", "date")
    return len(known) * 2 > len(filled)


def _is_lower(tab: OldTab, row: int, date1904: bool) -> bool:
    """Tell whether a row below headings belongs to them: nothing in it but pieces of headings."""
    filled = tab.filled(row)
    atoms, roles = row_atoms(tab, row, date1904), _roles(tab, row)
    if not filled or _is_month_below(tab, row, atoms):
        return False
    if all(column in atoms or column in roles for column in filled):
        kinds = {atoms[column].kind for column in filled if column in atoms}
        if kinds == {"number"}:
            numbers = [atoms[column].day for column in filled]
            return len(numbers) >= _FEW and all(
                after in (one + 1, 1) for one, after in pairwise(numbers)
            )
        return len(filled) > 1 or bool(roles)
    return False


def _is_month_below(tab: OldTab, row: int, atoms: Mapping[int, Atom]) -> bool:
    """Tell whether a month stands in a row below a heading 月: figures follow, small ones too."""
    above = [_roles(tab, one) for one in range(max(1, row - _ABOVE), row)]
    return any(
        atom.kind in ("month", "date")
        and any(at in line and line[at].role == "month" for line in above)
        for at, atom in atoms.items()
    )


def _table(tab: OldTab, header: tuple[int, int], end: int, date1904: bool) -> FoundTable | None:
    lines = range(header[0], header[1] + 1)
    columns = sorted(
        {column for row in tab.rows for column in tab.rows[row]}
        | {column for row, column in tab.spread if header[0] <= row <= header[1]}
    )
    heads = {column: _heading(tab, lines, column) for column in columns}
    roles = {column: head for column, text in heads.items() if (head := _role(tab, lines, column))}
    steps = steps_in(tab, lines, columns, date1904)
    if len({step.first for step in steps.values()}) < _FEW:
        steps = {}
    own = {at for at in roles if any(map(_is_named, _pieces(tab, lines, at)))}
    steps = {at: one for at, one in steps.items() if at not in own}
    roles = {at: head for at, head in roles.items() if at not in steps}
    down = next((at for at, head in roles.items() if head.role == "month"), 0)
    if down and _months_below(tab, header[1], date1904, down) == 0:
        down = 0
    rows = _rows(tab, header[1], end)
    if rows[1] < rows[0] or not (roles or steps):
        return None
    return FoundTable(tab, header, rows, heads, roles, steps, 0 if steps else down)


def _is_named(piece: str) -> bool:
    """Tell whether a piece of a heading is a known one, more than a word for planned or actual, be
    it beside a month: 予算(4月).
    """
    head, atom = role_of(piece), atom_of(piece)
    is_month = bool(atom and atom.kind == "month")
    return bool(head and head.sure == SURE and not said_in(piece) and not is_month)


def _pieces(tab: OldTab, lines: Sequence[int], column: int) -> list[str]:
    """Give a column's headings from the top, each once."""
    homes = dict.fromkeys(tab.home(row, column) for row in lines)
    return [text for at in homes if (text := tab.text(*at))]


def _heading(tab: OldTab, lines: Sequence[int], column: int) -> str:
    return " ".join(_pieces(tab, lines, column))


def _role(tab: OldTab, lines: Sequence[int], column: int) -> Head | None:
    """Read a column's heading, which may stand in two rows: 予定 over 開始."""
    pieces = _pieces(tab, lines, column)
    if not pieces:
        return None
    text = " ".join(pieces)
    if len(pieces) > 1:
        if said_in(pieces[0]) and (head := role_of(pieces[0] + pieces[-1]) or role_of(text)):
            return Head(head.role, head.sure, text)
        if said_in(pieces[-1]) and (head := role_of(pieces[-1] + pieces[0])):
            return Head(head.role, head.sure, text)
    for piece in reversed(pieces):
        if head := role_of(piece):
            return Head(head.role, head.sure, text)
    return None


def _months_below(tab: OldTab, row: int, date1904: bool, column: int = 0) -> int:
    """Count the months that stand under each other below a heading 月."""
    columns = (
        [column]
        if column
        else [at for at, head in _roles(tab, row).items() if head.role == "month"]
    )
    most = 0
    for at in columns:
        count = 0
        for line in range(row + 1, row + 30):
            atom = atom_of(tab.seen(line, at), date1904)
            if (atom and (atom.kind == "month" or (atom.kind == "date" and atom.day == 1))) or (
                atom and atom.kind == "number" and atom.day <= 12
            ):
                count += 1
            elif count or not is_blank(tab.seen(line, at)):
                break
        most = max(most, count)
    return most if most >= _FEW else 0


def _rows(tab: OldTab, header: int, end: int) -> tuple[int, int]:
    """Give the first and last row of data; what stands alone behind blank rows is no part."""
    first, last, blank = header + 1, header, 0
    for row in range(first, end + 1):
        filled = tab.filled(row)
        if not filled:
            blank += 1
            continue
        if blank >= _GAP and len(filled) < 2 and last > header:
            break
        last, blank = row, 0
    return first, last
