"""What a handover changes, as a document for people and as data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from btobsheet.life.handover import HandedOver
from btobsheet.life.hands import Move, Value
from btobsheet.life.parties import near
from btobsheet.plan.lookup import Lookup, grouped
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
from btobsheet.reports.numbers import long_day
from btobsheet.reports.problems import Json, problem_json, worded
from btobsheet.status.asked import is_open
from btobsheet.wording import text
from btobsheet.wording.columns import field_name

SCHEMA: Final = "btobsheet.handover/1"
_HEADS: Final = ("row", "field", "before", "after")


def compose_handover(made: HandedOver, language: str, *, dry_run: bool = False) -> Document:
    """Compose what is told: how much goes over, every cell with before and after by table, what to
    know.
    """

    def say(key: str, **details: object) -> str:
        return text(language, f"handover.{key}", **details)

    who = {"leaver": made.leaver, "successor": made.successor, "day": long_day(made.on, language)}
    blocks: list[Block] = []
    if not made.changed:
        blocks.append(Paragraph(say("nothing", **who)))
    else:
        count = len({one.id for one in made.moves if one.table != "people"})
        blocks.append(Paragraph(say("would" if dry_run else "done", count=count, **who)))
        blocks += _tables(made, language)
        blocks += _followers(made, language)
        blocks += _notes(made, language)
        blocks.append(Paragraph(say("stays", leaver=made.leaver)))
    blocks += _told(made, language)
    return Document(say("title", **who), made.file, language, tuple(blocks))


def _tables(made: HandedOver, language: str) -> Iterator[Block]:
    """Give a table of cells for each table of the plan; the notes are told in one sentence."""
    shown = (one for one in made.moves if one.field != "note")
    columns = tuple(
        Column(text(language, f"handover.col_{head}"), wide=head == "row") for head in _HEADS
    )
    for table, found in grouped(shown, lambda one: one.table).items():
        rows = tuple(_row(one, language) for one in found)
        count = len({one.id for one in found})
        word = text(language, f"changes.table.{table}")
        yield Table(text(language, "handover.caption", table=word, count=count), columns, rows)


def _row(one: Move, language: str) -> tuple[Cell, ...]:
    word = field_name(language, one.table, one.field, one.field)
    before, after = (_shown(value, language) for value in (one.before, one.after))
    return (Cell(one.label), Cell(word), Cell(before), Cell(after))


def _shown(value: Value, language: str) -> str:
    if isinstance(value, dt.date):
        return long_day(value, language)
    return value or text(language, "handover.blank")


def _followers(made: HandedOver, language: str) -> Iterator[Block]:
    """Say which KPIs go over although their own row stays: they follow their tactic's owner."""
    lookup = Lookup.of(made.plan)
    scopes = {one.id for one in made.moves if one.field == "owner"}
    kpis = [
        kpi.id
        for kpi in made.plan.kpis
        if not kpi.reporter and kpi.scope in scopes and is_open(kpi, lookup, made.on)
    ]
    if kpis:
        told = {"ids": ", ".join(kpis), "count": len(kpis), "successor": made.successor}
        yield Paragraph(text(language, "handover.follow", **told))


def _notes(made: HandedOver, language: str) -> Iterator[Block]:
    """Say what is noted in how many rows."""
    notes = [str(one.after) for one in made.moves if one.field == "note"]
    lines = grouped((note.rpartition("\n")[2] for note in notes), lambda line: line)
    for line, found in lines.items():
        yield Paragraph(text(language, "handover.noted", line=line, count=len(found)))


def _told(made: HandedOver, language: str) -> Iterator[Block]:
    lines = [worded(item, language) for item in made.problems]
    close = near(made.plan, made.successor)
    if close and any(item.code == "N421" for item in made.problems):
        lines.append(text(language, "handover.near", name=made.successor, close=close))
    if lines:
        yield Heading(text(language, "handover.told", count=len(lines)))
        yield Bullets(tuple(lines))


def handover_json(made: HandedOver, language: str, *, dry_run: bool) -> Json:
    """Give it as data, schema ``btobsheet.handover/1``: days ISO, blank null."""
    return {
        "schema": SCHEMA,
        "file": made.file,
        "dry_run": dry_run,
        "from": made.leaver,
        "to": made.successor,
        "on": made.on.isoformat(),
        "moves": [
            {
                "table": one.table,
                "id": one.id,
                "name": one.name or None,
                "field": one.field,
                "before": _plain(one.before),
                "after": _plain(one.after),
            }
            for one in made.moves
        ],
        "problems": [problem_json(item, language) for item in made.problems],
    }


def _plain(value: Value) -> str | None:
    return value.isoformat() if isinstance(value, dt.date) else value or None
