"""The answers that people gave on the tab of conflicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.layout.typed.text import Raw, match_key, plain
from btobsheet.quickclass import dataclass
from btobsheet.wording import LANGUAGES, text

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person chose for one conflict: ``choice`` as it stands in the drop-down, ``typed``
    what was written by hand; ``cells`` are where both stand, as row and column.
    """

    choice: str
    typed: Raw
    cells: tuple[At, At] | None = None


@dataclass(frozen=True, slots=True)
class Clicked:
    """What a person chose where no word has to be understood.

    ``master``: its value stays; ``copy``: that of the copy called ``file``; ``typed``: this one.
    """

    kind: Literal["master", "copy", "typed"]
    file: str = ""
    typed: Raw = ""


def tab_names() -> tuple[str, ...]:
    """Give what the tab of conflicts is called, and was, in every language."""
    keys = ("merge.tab", "merge.tab.formerly")
    return tuple(dict.fromkeys(text(language, key) for language in LANGUAGES for key in keys))


def answers(sheets: Iterable[SheetGrid]) -> tuple[str, dict[int, Answer]]:
    """Read the answers back, by the conflicts' numbers, with the name of the tab they stand on.

    The tab is known by its headings, in either language.
    """
    for sheet in sheets:
        for row, cells in sheet.rows.items():
            heads = {match_key(plain(cell.value)): column for column, cell in cells.items()}
            for language in LANGUAGES:
                columns = [
                    heads.get(match_key(text(language, f"merge.tab.{head}")))
                    for head in ("number", "choice", "typed")
                ]
                if all(columns):
                    found = _answers(sheet, row, *(column or 0 for column in columns))
                    return sheet.name, found
    return "", {}


def _answers(
    sheet: SheetGrid, head: int, number: int, choice: int, typed: int
) -> dict[int, Answer]:
    found = {}
    for row, cells in sheet.rows.items():
        value = cells[number].value if number in cells else None
        if row > head and isinstance(value, int | float):
            found[int(value)] = Answer(
                plain(cells[choice].value) if choice in cells else "",
                cells[typed].value if typed in cells else None,
                ((row, choice), (row, typed)),
            )
    return found
