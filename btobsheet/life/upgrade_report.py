"""What came of taking a workbook on to today's form, as a document for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from btobsheet.layout.address import column_number, parse_a1
from btobsheet.layout.book import LAYOUT_VERSION
from btobsheet.life.upgrade import Upgraded
from btobsheet.reports.document import Block, Bullets, Document, Heading, Paragraph, one_line
from btobsheet.reports.problems import worded
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.sharing.merge.words import short
from btobsheet.sharing.split import typed_name
from btobsheet.wording import text, text_or

_WORDS = 3
_MOST = 40
_TOGETHER = ("own_tab", "colour", "margin", "width", "hidden_column", "hidden_row")
"""What is told together, tab by tab; all else cell by cell."""


def compose_upgraded(made: Upgraded, out: str, language: str) -> Document:
    """Compose what is told: what was taken along, what was not, and what comes next."""

    def say(key: str, **details: object) -> str:
        return text(language, f"upgrade.{key}", **details)

    counts = {"old": made.layout, "new": LAYOUT_VERSION, "cells": made.cells, "notes": made.notes}
    done = "done" if made.layout < LAYOUT_VERSION else "done_same"
    blocks: list[Block] = [Paragraph(say(done, **counts)), Paragraph(say("same"))]
    if made.problems:
        blocks.append(Bullets(tuple(worded(item, language) for item in made.problems)))
    blocks.append(Heading(say("left")))
    lines = tuple(_lines(made.left, language))
    blocks.append(Paragraph(say("left_note" if lines else "left_none")))
    blocks += [Bullets(lines)] if lines else []
    blocks.append(Heading(say("next")))
    names = {"out": typed_name(out), "file": made.file}
    steps = ("next_look", "next_approve", "next_merge")
    blocks.append(Bullets(tuple(say(step, **names) for step in steps)))
    return Document(say("title"), made.file, language, tuple(blocks))


def _lines(left: Sequence[Unsaid], language: str) -> Iterator[str]:
    """Name what was not taken along, tab by tab and kind by kind."""
    tabs = list(dict.fromkeys(one.tab for one in left))
    kinds = list(dict.fromkeys(one.kind for one in left))
    ordered = sorted(left, key=lambda one: (tabs.index(one.tab), kinds.index(one.kind)))
    for (tab, kind), found in groupby(ordered, key=lambda one: (one.tab, one.kind)):
        yield from _of_kind(tab, kind, list(found), language)


def _of_kind(tab: str, kind: str, found: Sequence[Unsaid], language: str) -> Iterator[str]:
    why = text_or(language, f"upgrade.kind_{kind}") or text(
        language, "merge.unsaid_note_kind" if kind == "note" else f"merge.unsaid_{kind}"
    )
    groups = _blocks(found) if kind in _TOGETHER else [[one] for one in found]
    for group in groups[:_MOST]:
        words = [short(one.word) for one in group if one.word and kind != "colour"]
        more = " …" if len(words) > _WORDS else ""
        separator = text(language, "merge.separator")
        details = {
            "tab": tab,
            "cells": "" if kind == "own_tab" else _area(group),
            "words": separator.join(words[:_WORDS]) + more,
            "kind": why,
            "count": len(group),
        }
        yield one_line(text(language, f"upgrade.{_form(group[0], words)}", **details))
    if len(groups) > _MOST:
        count = len(groups) - _MOST
        yield text(language, "upgrade.rest", tab=tab, count=count, kind=why)


def _form(one: Unsaid, words: Sequence[str]) -> str:
    """Give the form of a line: of a whole tab, of cells with what stands in them, of a place."""
    if one.kind == "own_tab":
        return "whole_tab"
    if not one.cell:
        return "tab"
    return "words" if words else "place"


def _blocks(found: Sequence[Unsaid]) -> list[list[Unsaid]]:
    """Put neighbours together: cells of one column, else of one row, and lines of rows."""
    if found[0].kind == "own_tab":
        return [list(found)]
    groups: list[list[Unsaid]] = []
    for one in sorted(found, key=_by_column):
        if groups and _follows(groups[-1][-1], one):
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _by_column(one: Unsaid) -> tuple[int, int]:
    row, column = _place(one)
    return column, row


def _follows(before: Unsaid, one: Unsaid) -> bool:
    (row, column), (next_row, next_column) = _place(before), _place(one)
    return column == next_column and next_row == row + 1


def _place(one: Unsaid) -> tuple[int, int]:
    """Give row and column; of a whole row or column 0 for the other."""
    first = one.cell.partition(":")[0]
    if first.isdigit():
        return int(first), 0
    if first.isalpha():
        return 0, column_number(first)
    return parse_a1(first) if first else (0, 0)


def _area(group: Sequence[Unsaid]) -> str:
    first, last = group[0].cell, group[-1].cell
    if ":" in first:
        return f"{first.partition(':')[0]}:{last.partition(':')[2]}"
    return first if first == last else f"{first}:{last}"
