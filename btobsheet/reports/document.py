"""What a report says, before it is text, Markdown or HTML: a document of frozen blocks.

Texts in it are as typed; each renderer makes them safe for its own medium. A ``tone`` says how a
thing stands and is always shown by word, shape *and* colour (:mod:`btobsheet.layout.look`): a
reader without colours, or with a black-and-white printer, loses nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Literal
from unicodedata import category

from btobsheet.layout.look import STATUS_TONES, TONES, Tone
from btobsheet.quickclass import dataclass

Align = Literal["left", "right"]

_UNSEEN = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
"""What could act on a screen or reverse a line where a text is data, or is no character."""
_BYTE = "[\udc80-\udcff]"
"""How Python holds a byte of a file's name that is no UTF-8."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; with a tone its mark is shown before the text.

    ``value`` is the number or day behind the text (a percent is a fraction, money is yen), for
    whoever sorts or makes native cells; ``months`` how far each month was from its target (-0.2 =
    20 % short, None = not judged), for whoever can draw a small picture beside the text; ``link``
    a relative address of the file that the text names, for a medium with links.
    """

    text: str
    tone: Tone = ""
    value: float | dt.date | None = None
    months: tuple[float | None, ...] = ()
    link: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``wide`` holds sentences and may wrap, the others are kept on one line where there is room.

    ``people``: each cell is one person's name, so the rows can be filtered by it.
    """

    label: str
    align: Align = "left"
    wide: bool = False
    people: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section."""

    text: str
    level: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Part:
    """From here on the sections belong together under a name, for a medium with links to them.

    What stands before the first part is what is to be read first.
    """

    name: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A plain sentence or two."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Short sentences, each on one line of its own: where a line's room is known, what does not fit
    is cut and says so.
    """

    items: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One figure that stands alone: what it is, its value, and a word beside it."""

    label: str
    value: str
    note: str = ""
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of figures."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; every row has one cell a column. ``note`` stands below it (what was left out)."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be overlooked: a title and its lines."""

    title: str
    lines: tuple[str, ...] = ()
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as the data behind it (:mod:`btobsheet.reports.pictures` has the kinds).

    ``summary`` says what it shows.

    Where no picture can be shown, the summary stands for it; the tables beside it hold the figures.
    """

    title: str
    summary: str


Block = Heading | Part | Paragraph | Bullets | Lines | KeyFigures | Table | Callout | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: ``subtitle`` says for which day and from which file, ``folded`` is what
    stands behind it, for a medium that can open and close its sections.
    """

    title: str
    subtitle: str
    language: str
    blocks: tuple[Block, ...]
    folded: tuple[Block, ...] = ()


def mark(tone: Tone) -> str:
    """Give the shape of a tone, or an empty text."""
    return TONES[tone].mark if tone else ""


def tone_of(code: str | None) -> Tone:
    """Give the tone of a status, state, trend or severity code; none for anything else."""
    return STATUS_TONES.get(code or "", "")


def marked(text: str, tone: Tone) -> str:
    """Put the tone's shape before the text."""
    return f"{mark(tone)} {text}".strip()


def clean(text: str) -> str:
    """Drop what could act on a screen or reverse a line: control, direction and lone surrogate
    characters; line ends stay. A byte of a file's name that is no UTF-8 is shown as ``\\xff``.
    """
    if text.isprintable():
        return text
    lines = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text).replace("\t", " ")
    lines = shown_bytes(lines)
    return "".join(
        char
        for char in lines
        if char == "\n" or (category(char) not in ("Cc", "Cs") and not _turns(char))
    )


def as_data(text: str) -> str:
    """Give a text as a table's data: as it stands, but for what nobody sees and a screen obeys."""
    return text if text.isprintable() else re.sub(_UNSEEN, "", shown_bytes(text))


def escaped(json: str) -> str:
    """Give JSON in which the same is written as escapes; a byte of a file's name as text."""

    def escape(found: re.Match[str]) -> str:
        code = ord(found[0])
        if 0xDC80 <= code <= 0xDCFF:
            return "\\" + shown_bytes(found[0])
        return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"

    return re.sub(_UNSEEN, escape, json)


def shown_bytes(text: str) -> str:
    """Show the bytes of a file's name that are no UTF-8: ``\\xff``."""
    return re.sub(_BYTE, lambda found: f"\\x{ord(found[0]) - 0xDC00:02x}", text)


def one_line(text: str) -> str:
    """Clean a text and put it on one line."""
    return " ".join(clean(text).split())


def base_name(path: str) -> str:
    """Give a file's name without its folders, which say nothing to who reads a report."""
    return re.split(r"[/\\]", path)[-1]


def _turns(char: str) -> bool:
    return (
        char in "\u061c\u200e\u200f" or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
    )
