"""The two steps of taking over a plan made by hand: propose a map, take the plan over by it."""

from __future__ import annotations

import os

from btobsheet.excel.raw.grid import Source
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Language, Plan
from btobsheet.problems import Problem, UsageError, has_errors, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.adopt.map import AdoptMap, read_adopt_map
from btobsheet.sharing.adopt.old import Old, read_old
from btobsheet.sharing.adopt.proposed_map import map_text
from btobsheet.sharing.adopt.rows import Taken
from btobsheet.sharing.adopt.seen.propose import Proposal, propose
from btobsheet.sharing.adopt.taking.take import LeftCell, TakenOver, take_over
from btobsheet.sharing.map_file import read_map_text

_UNDECIDED = ("open", "unread", "month")


@dataclass(frozen=True)
class ProposedMap:
    """A proposed MAP.toml as ``text``, what it rests on, and what it would take over.

    ``preview`` is None where the plan's first month is not known yet.
    """

    text: str
    file: str
    proposal: Proposal
    preview: TakenOver | None


@dataclass(frozen=True)
class Adopted:
    """A plan taken over: ``data`` is the new workbook.

    ``taken`` says of each cell of the old plan where it went (table, id and field), ``left`` names
    all others with the reason; ``problems`` are those of the old plan's cells.
    """

    data: bytes
    file: str
    plan: Plan
    taken: tuple[Taken, ...]
    left: tuple[LeftCell, ...]
    problems: tuple[Problem, ...]

    @property
    def incomplete(self) -> bool:
        """Tell whether anything waits for an answer, or could not be read."""
        return has_errors(self.problems) or any(one.why in _UNDECIDED for one in self.left)


def propose_map_of(source: Source, language: Language, name: str = "") -> ProposedMap:
    """Look at an old plan, and propose how to take it over.

    Raises UnreadableError: as :func:`btobsheet.sharing.adopt.old.read_old`, and E800 where nothing
    of a plan is found; UsageError E801.
    """
    old = read_old(source, name)
    found = propose(old, language)
    start = found.how.start
    preview = take_over(old, found.how, start) if start else None
    shown = os.path.basename(old.file)  # noqa: PTH119 - pathlib costs 24 ms
    return ProposedMap(map_text(found, shown, language), old.file, found, preview)


def adopt_by(
    source: Source, how: AdoptMap, names: tuple[str, str] = ("", "")
) -> tuple[TakenOver, Old]:
    """Take an old plan over by a map; ``names`` are those of the old workbook and of the map.

    Raises UnreadableError and UsageError as :func:`propose_map_of`; UsageError E805 where the map
    has no first month, E806 where it takes nothing, E732 where a tab is not there.
    """
    old = read_old(source, names[0])
    if how.start is None:
        raise UsageError(problem("E805"), names[1])
    start: Month = how.start
    made = take_over(old, how, start, names[1])
    if not made.taken:
        raise UsageError(problem("E806"), names[1])
    return made, old


def read_map_of(path: str | os.PathLike[str]) -> AdoptMap:
    """Read a MAP.toml.

    Raises UnreadableError (E001, E002, E016, E023, E024, E731) and UsageError E750 to E752.
    """
    return read_adopt_map(read_map_text(path), os.fspath(path))
