"""What is known of an export, as a document for people."""

from __future__ import annotations

from btobsheet.exports.draft import DraftColumn
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
from btobsheet.reports.problems import worded
from btobsheet.sharing.fill_draft import Drafted
from btobsheet.wording import text

_SAMPLE = 24


def compose_draft(drafted: Drafted, out: str, language: str) -> Document:
    """Compose what is told: each heading with what is known of it, what the map makes of the first
    rows, what is asked, and what to do next.
    """

    def say(key: str, **details: object) -> str:
        return text(language, f"fill.draft_{key}", **details)

    named = drafted.draft.named
    columns = tuple(Column(say(f"col_{one}")) for one in ("heading", "role", "meant", "sample"))
    rows = tuple(_row(one, language) for one in drafted.columns)
    blocks: list[Block] = [
        *([Paragraph(say("is_named", name=named))] if named else []),
        Table(say("caption"), columns, rows),
    ]
    if drafted.preview:
        lines = (
            say(
                "row",
                row=one.row,
                label=one.label,
                month=month_name(one.month, language),
                value=one.value,
            )
            for one in drafted.preview
        )
        blocks += [Heading(say("preview", count=drafted.taken)), Bullets(tuple(lines))]
    if drafted.problems:
        told = tuple(worded(one, language) for one in drafted.problems)
        blocks += [Heading(say("told")), Bullets(told)]
    key = "next_open" if drafted.questions else "next_whole"
    blocks.append(Paragraph(say(key, count=drafted.questions, file=out)))
    subtitle = text(language, "fill.subtitle", source=drafted.source, file=drafted.file)
    return Document(say("title"), subtitle, language, tuple(blocks))


def _row(one: DraftColumn, language: str) -> tuple[Cell, ...]:
    role = text(language, f"fill.role_{one.role or 'left'}")
    sample = one.sample if len(one.sample) <= _SAMPLE else one.sample[: _SAMPLE - 1] + "…"
    return Cell(one.heading), Cell(role), Cell(one.meant), Cell(sample)
