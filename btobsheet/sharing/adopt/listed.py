"""The new workbook's last tab: where every cell of the old plan went, and why others were left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from btobsheet.excel.patch.edits import Edits, Tab, TabCell, Target, patch
from btobsheet.layout.address import a1, quoted
from btobsheet.sharing.adopt.places import table_name, taken_field
from btobsheet.sharing.adopt.rows import Where
from btobsheet.sharing.adopt.taking.take import TakenOver
from btobsheet.sharing.opened import open_book, places
from btobsheet.wording import LANGUAGES, text

_MOST: Final = 8_000
_WIDTHS: Final = (22.0, 44.0, 30.0, 22.0, 36.0)
_HEADS: Final = ("at", "text", "to", "field", "why")
_FIRST: Final = 4


def with_list(data: bytes, made: TakenOver, texts: dict[Where, str], file: str) -> bytes:
    """Add the tab; ``texts`` are what stands in the old plan's cells."""
    language = made.plan.language

    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.{key}", **details)

    listed = [*_left(made, language), *_taken(data, made, texts, language)]
    rows: list[tuple[TabCell, ...]] = [
        (TabCell(value=say("tab_title", file=file), style="title"),),
        (TabCell(value=say("tab_how"), style="note"),),
        tuple(TabCell(value=say(f"tab_{head}"), style="heading") for head in _HEADS),
        *listed[:_MOST],
    ]
    if len(listed) > _MOST:
        rows.append((TabCell(value=say("tab_more", count=len(listed) - _MOST), style="note"),))
    tab = Tab(
        name=say("tab"),
        rows=tuple(rows),
        widths=_WIDTHS,
        frozen_rows=_FIRST - 1,
        first=False,
        heights={1: 26.0, 3: 22.0},
        formerly=tuple(text(one, "adopt.tab") for one in LANGUAGES),
    )
    return patch(data, Edits(tabs=(tab,), recalculate=False))


def _left(made: TakenOver, language: str) -> Iterator[tuple[TabCell, ...]]:
    for one in made.left:
        why = text(language, f"adopt.reason_{one.why}")
        cells = (f"{one.at[0]}!{a1(*one.at[1:])}", one.text, "", "", why)
        yield tuple(TabCell(value=cell, style="wrap") for cell in cells)


def _taken(
    data: bytes, made: TakenOver, texts: dict[Where, str], language: str
) -> Iterator[tuple[TabCell, ...]]:
    where = places(open_book(data, computed=False), {})
    tabs: list[str] = list(dict.fromkeys(one.at[0] for one in made.taken))
    for one in sorted(made.taken, key=lambda one: (tabs.index(one.at[0]), one.at[1:])):
        to = where.target(one.table, one.id, one.field)
        yield (
            TabCell(value=f"{one.at[0]}!{a1(*one.at[1:])}", style="wrap"),
            TabCell(value=texts.get(one.at, ""), style="wrap"),
            _link(to) if to else TabCell(value=table_name(one.table, language), style="wrap"),
            TabCell(value=taken_field(one.table, one.field, language), style="wrap"),
            TabCell(style="wrap"),
        )


def _link(to: Target) -> TabCell:
    tab, row, column = to
    return TabCell(
        value=f"{tab}!{a1(row, column)}", style="link", link=f"{quoted(tab)}!{a1(row, column)}"
    )
