"""Slides as native, editable things: titles, texts, tables, charts and shapes that stay inside
16:9. Lengths are inches, type sizes points.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from btobsheet.layout import look
from btobsheet.layout.look import Tone, edge_of
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Align, one_line
from btobsheet.reports.render.pptx.fit import LEADING, fitting, with_short_names
from btobsheet.wording import text as say

WIDTH, HEIGHT = 13.333, 7.5
LEFT, TOP, BOTTOM = 0.55, 1.35, 6.95
ROOM = WIDTH - 2 * LEFT
POINTS = 72
FONT = "Meiryo UI"
NAVY, INK, GREY, RULE, PALE = (
    colour.strip("#") for colour in (look.NAVY, look.INK, look.MUTED, look.LINE, look.PALE)
)
DONE, PLANNED, LATE = (
    colour.strip("#") for colour in (look.DONE_BAR, look.PLAN_BAR, look.LATE_BAR)
)
FILLS: dict[Tone, tuple[str, str]] = {
    "": (PALE, INK),
    **{tone: (made.fill.strip("#"), made.ink.strip("#")) for tone, made in look.TONES.items()},
}
TITLE, TITLE_LINES = 24, 2
"""The type of a slide's title, and how many lines it has at most."""
BAND = 6 / POINTS
"""The width of the band that says at the left of something how it stands."""
INKS: dict[Tone, str] = {
    tone: fill if tone == "bad" else ink for tone, (fill, ink) in FILLS.items()
}
"""The ink of a tone on the slide's own ground."""
_TITLE_ONLY = 5
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide."""

    x: float
    y: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """Give it as the library takes it."""
        return Inches(self.x), Inches(self.y), Inches(self.width), Inches(self.height)


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: ``sizes`` from the wanted one down to the least; ``margin`` is at its
    sides, ``edge`` above and below.
    """

    sizes: tuple[float, ...] = (16, 15, 14, 13, 12, 11)
    colour: str = INK
    bold: bool = False
    align: Align | str = "left"
    anchor: str = "top"
    gap: float = 0.0
    margin: float = 0.05
    edge: float = 0.02


def legal(text: str) -> str:
    """Drop what XML cannot hold."""
    return _ILLEGAL.sub("", text)


class Deck:
    """A presentation in one language; ``foot`` stands on every slide."""

    def __init__(self, language: str, title: str, foot: str) -> None:
        """Make an empty 16:9 presentation with the fonts in its theme."""
        self.language, self.foot = language, foot
        self.show = Presentation()
        self.show.slide_width, self.show.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self.show.core_properties.title = legal(one_line(title))[:255]
        self.show.core_properties.author = ""
        self._theme_fonts()

    def _theme_fonts(self) -> None:
        """Write the fonts into the theme, so that what is added by hand later looks alike."""
        part = self.show.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
        found = rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*(".*?<a:ea typeface=")[^"]*"'
        named = rb'\g<1>%b\g<2>%b"' % (FONT.encode(), FONT.encode())
        part._blob = re.sub(found, named, part.blob, flags=re.S)  # the library has no way to say it

    def slide(self, message: str, names: Iterable[str] = ()) -> Slide:
        """Add a slide whose title is its one message; ``names`` in it may be shortened."""
        room = (ROOM - 0.1) * POINTS
        fits = with_short_names(one_line(message), names, TITLE, room, TITLE_LINES)
        made = self.show.slides.add_slide(self.show.slide_layouts[_TITLE_ONLY])
        return Slide(self, made, fits, len(self.show.slides))

    def data(self) -> bytes:
        """Give the file's bytes."""
        out = io.BytesIO()
        self.show.save(out)
        return out.getvalue()


class Slide:
    """One slide: its title is set, the rest is placed by whoever composes it."""

    def __init__(self, deck: Deck, made: Any, message: str, number: int) -> None:
        """Write the title, a rule and the foot."""
        self.deck, self.shapes = deck, made.shapes
        title, box = made.shapes.title, Box(LEFT, 0.22, ROOM, 0.98)
        title.left, title.top, title.width, title.height = box.emu
        how = Type((TITLE,), NAVY, bold=True, anchor="bottom")
        self.fill(title.text_frame, (message,), box, how)
        self.rectangle(Box(LEFT, 1.22, ROOM, 0.035), NAVY)
        self.text(Box(LEFT, 7.06, ROOM - 1, 0.28), (deck.foot,), Type((9,), GREY))
        self.text(
            Box(WIDTH - LEFT - 0.9, 7.06, 0.9, 0.28),
            (str(number),),
            Type((9,), GREY, align="right"),
        )

    def text(self, box: Box, texts: Sequence[str], how: Type | None = None) -> None:
        """Write paragraphs into a box of their own."""
        self.fill(self.shapes.add_textbox(*box.emu).text_frame, texts, box, how or Type())

    def shape(
        self, box: Box, kind: MSO_SHAPE, fill: str, line: str = "", weight: float = 1.0
    ) -> Any:
        """Add a filled shape without a shadow."""
        made = self.shapes.add_shape(kind, *box.emu)
        made._element.remove(made._element.find(qn("p:style")))  # it would add a shadow
        made.fill.solid()
        made.fill.fore_color.rgb = RGBColor.from_string(fill)
        if line:
            made.line.color.rgb = RGBColor.from_string(line)
            made.line.width = Pt(weight)
        else:
            made.line.fill.background()
        return made

    def rectangle(self, box: Box, fill: str, line: str = "", weight: float = 1.0) -> Any:
        """Add a rectangle."""
        return self.shape(box, MSO_SHAPE.RECTANGLE, fill, line, weight)

    def band(self, box: Box, tone: Tone) -> None:
        """Say how something stands by a narrow band at its left."""
        self.rectangle(Box(box.x, box.y, BAND, box.height), edge_of(tone).strip("#"))

    def fill(self, frame: Any, texts: Sequence[str], box: Box, how: Type) -> None:
        """Fill a text frame, in the largest size that fits the box.

        What does not fit in the least is cut.
        """
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = Inches(how.margin)
        frame.margin_top = frame.margin_bottom = Inches(how.edge)
        frame.vertical_anchor = {
            "top": MSO_ANCHOR.TOP,
            "middle": MSO_ANCHOR.MIDDLE,
            "bottom": MSO_ANCHOR.BOTTOM,
        }[how.anchor]
        size, shown = fitting(
            [one_line(text) for text in texts],
            (box.width - 2 * how.margin) * POINTS,
            (box.height - 2 * how.edge) * POINTS,
            how.sizes,
            how.gap,
        )
        for at, line in enumerate(shown):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(how.gap if at < len(shown) - 1 else 0)
            self.paragraph(paragraph, line, size, how)

    def paragraph(self, paragraph: Any, text: str, size: float, how: Type) -> None:
        """Write one paragraph in the deck's fonts."""
        paragraph.alignment = {
            "left": PP_ALIGN.LEFT,
            "right": PP_ALIGN.RIGHT,
            "center": PP_ALIGN.CENTER,
        }[how.align]
        paragraph.line_spacing = Pt(size * LEADING)
        run = paragraph.add_run()
        run.text = legal(text)
        run.font.size, run.font.bold = Pt(size), how.bold
        run.font.color.rgb = RGBColor.from_string(how.colour)
        run.font.name = FONT
        properties = run._r.get_or_add_rPr()
        properties.set("lang", say(self.deck.language, "forms.locale"))
        properties.set("altLang", say(self.deck.language, "forms.other_locale"))
        east = properties.makeelement(qn("a:ea"), {"typeface": FONT})
        properties.find(qn("a:latin")).addnext(east)
