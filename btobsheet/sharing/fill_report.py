"""What came of filling a workbook, as a document for people and as data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from btobsheet.layout.look import Tone
from btobsheet.plan.fill import FillCell, rows_text
from btobsheet.problems import Problem
from btobsheet.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
)
from btobsheet.reports.numbers import month_name
from btobsheet.reports.problems import Json, problem_json, worded
from btobsheet.sharing.fill import Filled, value_text
from btobsheet.wording import text

SCHEMA: Final = "btobsheet.fill/1"
STATES: Final = ("new", "changed", "kept", "same")
_TONES: Final[dict[str, Tone]] = {"kept": "warn"}


def compose_fill(filled: Filled, out: str, language: str, *, dry_run: bool = False) -> Document:
    """Compose what is told: counts, a table of cells that change or would, what had no place."""

    def say(key: str, **details: object) -> str:
        return text(language, f"fill.{key}", **details)

    blocks: list[Block] = [Paragraph(_counted(filled, out, language, dry_run=dry_run))]
    rows = tuple(_row(cell, language) for cell in filled.cells if cell.state != "same")
    if rows:
        heads = ("series", "month", "before", "after", "state", "rows")
        columns = tuple(
            Column(say(f"col_{head}"), "right" if head in ("before", "after") else "left")
            for head in heads
        )
        blocks.append(Table(say("caption"), columns, rows))
    for severity in ("error", "warning", "notice"):
        found = [item for item in _told(filled, dry_run=dry_run) if item.severity == severity]
        if found:
            lines = Bullets(tuple(_lines(found, language)))
            blocks += [Heading(say(f"told_{severity}", count=len(found))), lines]
    subtitle = say("subtitle", source=filled.source, file=filled.file)
    return Document(say("title"), subtitle, language, tuple(blocks))


def _counted(filled: Filled, out: str, language: str, *, dry_run: bool) -> str:
    """Say how many cells were written, or would be, and how many stood so already."""
    counts = {state: sum(cell.state == state for cell in filled.cells) for state in STATES}
    written = counts["new"] + counts["changed"]
    key = ("would" if dry_run else "done") + ("" if written else "_nothing")
    return text(language, f"fill.{key}", count=written, same=counts["same"], file=out)


def _row(cell: FillCell, language: str) -> tuple[Cell, ...]:
    state = text(language, f"fill.state_{cell.state}")
    blank = text(language, "fill.blank")
    rows, count = rows_text(cell.rows), len(set(cell.rows))
    if count != 1:
        rows = text(language, "fill.rows", rows=rows, count=count)
    return (
        Cell(cell.series.label),
        Cell(month_name(cell.month, language)),
        Cell(value_text(cell.before, cell.series) or blank),
        Cell(value_text(cell.after, cell.series), value=cell.after),
        Cell(state, _TONES.get(cell.state, "")),
        Cell(rows),
    )


def _told(filled: Filled, *, dry_run: bool) -> list[Problem]:
    """Give what is told; where nothing is written, that a row would be made."""
    return [
        replace(item, code="N791") if dry_run and item.code == "N789" else item
        for item in filled.problems
    ]


def _lines(problems: Iterable[Problem], language: str) -> Iterable[str]:
    return (worded(item, language) for item in problems)


def fill_json(filled: Filled, language: str, *, dry_run: bool = False) -> Json:
    """Give it as data, schema ``btobsheet.fill/1``: values as numbers (a percent is a fraction), an
    unreadable text as it stands, blank null.
    """
    cells = [
        {
            "table": cell.series.table,
            "id": cell.series.id,
            "kpi": cell.series.id if cell.series.table == "kpis" else None,
            "name": cell.series.name or None,
            "month": str(cell.month),
            "before": cell.before,
            "after": cell.after,
            "state": cell.state,
            "rows": sorted(set(cell.rows)),
        }
        for cell in filled.cells
    ]
    return {
        "schema": SCHEMA,
        "file": filled.file,
        "data": filled.source,
        "dry_run": dry_run,
        "cells": cells,
        "problems": [problem_json(item, language) for item in _told(filled, dry_run=dry_run)],
    }
