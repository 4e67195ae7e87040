"""Parts of a document by their headings: for a workbook's first page, for slides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Lines,
    Paragraph,
    Part,
    Table,
    marked,
)


def section(document: Document, heading: str) -> tuple[Block, ...]:
    """Give the blocks under a heading of level 1; nothing where there is no such section."""
    under = (blocks for head, blocks in sections(document.blocks) if head == heading)
    return tuple(block for blocks in under for block in blocks)


def sections(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """Part blocks at their headings of level 1: each section's heading with what follows it."""
    blocks = [block for block in blocks if not isinstance(block, Part)]
    heads = [
        (at, block.text)
        for at, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level == 1
    ]
    ends = [at for at, _ in heads[1:]] + [len(blocks)]
    for (at, heading), end in zip(heads, ends, strict=False):
        yield heading, tuple(blocks[at + 1 : end])


def opening(document: Document) -> tuple[Block, ...]:
    """Give the blocks before the first heading."""
    return document.blocks[
        : next(
            (at for at, block in enumerate(document.blocks) if isinstance(block, Heading)),
            len(document.blocks),
        )
    ]


def last_table(blocks: Sequence[Block]) -> Table | None:
    """Give the last table of a section, if it has one."""
    return next((block for block in reversed(blocks) if isinstance(block, Table)), None)


def as_lines(blocks: Iterable[Block]) -> list[str]:
    """Give a section as plain lines: sentences as they are, of a table each row's texts."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Callout):
            found += [marked(block.title, block.tone), *block.lines]
        elif isinstance(block, Paragraph):
            found.append(block.text)
        elif isinstance(block, Lines):
            found += [f"・{marked(item.text, item.tone)}" for item in block.items]
        elif isinstance(block, Bullets):
            found += [f"・{item}" for item in block.items]
        elif isinstance(block, Table):
            found += [
                "・" + ": ".join(marked(cell.text, cell.tone) for cell in row if cell.text != "-")
                for row in block.rows
            ]
    return found
