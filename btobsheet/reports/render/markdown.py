"""A document as Markdown (with GitHub's tables).

A person's text never becomes markup, a link or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Lines,
    Paragraph,
    Part,
    Picture,
    Table,
    marked,
    one_line,
)
from btobsheet.reports.sections import sections

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$^])")
# what opens a list, a rule or an underlined heading at the start of a line; the others are in
# _SPECIAL
_LEADING = re.compile(r"^(\d*)([-+=.)])(?=[\s\-=]|$)")
# GitHub makes links of bare addresses and mentions; an entity in their middle stops that and looks
# the same
_LINKING = re.compile(r"(?<=[A-Za-z])://|(?<=www)\.|@", re.IGNORECASE)


def render(document: Document) -> str:
    """Give the document as Markdown."""
    parts = [
        f"# {escape(document.title)}",
        escape(document.subtitle),
        *map(_block, document.blocks),
        *(_fold(heading, blocks) for heading, blocks in sections(document.folded)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _fold(heading: str, blocks: Iterable[Block]) -> str:
    """Give a section that is closed until somebody opens it."""
    parts = [f"<details><summary>{_as_html(heading)}</summary>", *map(_block, blocks), "</details>"]
    return "\n\n".join(part for part in parts if part)


def _as_html(text: str) -> str:
    return one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape(text: str) -> str:
    """Make a person's text plain in Markdown, on one line that may begin a paragraph."""
    return _LEADING.sub(r"\1\\\2", inline(text))


def inline(text: str) -> str:
    """Make a person's text plain in Markdown inside a line or a table cell."""
    line = _SPECIAL.sub(r"\\\1", one_line(text).replace("&", "&amp;"))
    return _LINKING.sub(
        lambda found: "".join(f"&#{ord(char)};" if char in ":.@" else char for char in found[0]),
        line,
    )


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {escape(block.text)}"
        case Part():
            return ""
        case Paragraph():
            return escape(block.text)
        case Bullets():
            return "\n".join(f"- {escape(item)}" for item in block.items)
        case Lines():
            return "\n".join(f"- {escape(marked(item.text, item.tone))}" for item in block.items)
        case KeyFigures():
            return "\n".join(map(_figure, block.items))
        case Callout():
            lines = [
                f"> **{inline(marked(block.title, block.tone))}**",
                *(f"> {escape(line)}" for line in block.lines),
            ]
            return "\n>\n".join(lines)
        case Table():
            return _table(block)
        case Picture():
            return escape(f"{block.title}: {block.summary}")


def _figure(item: KeyFigure) -> str:
    note = f" ({inline(item.note)})" if item.note else ""
    return f"- {escape(item.label)}: **{inline(marked(item.value, item.tone))}**{note}"


def _table(block: Table) -> str:
    lines = [f"{escape(block.caption)}\n"] if block.caption else []
    lines.append(_row([column.label for column in block.columns]))
    lines.append(
        "|"
        + "|".join(" ---: " if column.align == "right" else " --- " for column in block.columns)
        + "|"
    )
    lines += [_row([marked(cell.text, cell.tone) for cell in row]) for row in block.rows]
    return "\n".join([*lines, *([f"\n{escape(block.note)}"] if block.note else [])])


def _row(texts: list[str]) -> str:
    return "| " + " | ".join(map(inline, texts)) + " |"
