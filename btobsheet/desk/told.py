"""What the library says, for people who have no terminal: without the commands it names."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from btobsheet.problems import Problem
from btobsheet.reports.document import Block, Bullets, Callout, Document, Paragraph
from btobsheet.reports.problems import hint, message, severity_word
from btobsheet.wording import text_or

_COMMAND: Final = re.compile(
    r" = \"\"|btobsheet [a-z]|(?<![\w-])--?[a-z]\b|(?<!\w)--[a-z]|MAP\.toml|pip install"
)
_SENTENCE: Final = re.compile(r"(?<=。)|(?<=[.!?]) ")


def plain(said: str) -> str:
    """Give a text without the sentences that name a command or its options."""
    if not _COMMAND.search(said):
        return said
    kept = [one for one in _SENTENCE.split(said) if not _COMMAND.search(one)]
    joint = "" if "。" in said else " "
    return joint.join(kept).strip()


def what_to_do(found: Problem, language: str) -> str:
    """Say what to do about a problem here."""
    own = text_or(language, f"desk.hint.{found.code}")
    return own or plain(hint(found, language))


def told(found: Problem, language: str) -> str:
    """Say a problem, and on a line of its own what to do."""
    said = message(found, language)
    return "\n".join(filter(None, (said, what_to_do(found, language))))


def graded(found: Problem, language: str) -> tuple[str, str]:
    """Give a problem's severity as tone and word."""
    tones = {"error": "bad", "warning": "warn", "notice": "quiet"}
    return tones[found.severity], severity_word(found, language)


def plain_document(document: Document) -> Document:
    """Give a document without the commands it names."""
    blocks = tuple(kept for one in document.blocks if (kept := _plain_block(one)) is not None)
    return replace(document, blocks=blocks)


def _plain_block(block: Block) -> Block | None:
    if isinstance(block, Paragraph):
        said = plain(block.text)
        return replace(block, text=said) if said else None
    if isinstance(block, Bullets):
        items = tuple(filter(None, map(plain, block.items)))
        return replace(block, items=items) if items else None
    if isinstance(block, Callout):
        return replace(block, lines=tuple(filter(None, map(plain, block.lines))))
    return block
