"""Slides as native, editable things: titles, texts, tables, charts and shapes that stay inside
16:9. Lengths are inches, type sizes points.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from btobsheet.layout import look
from btobsheet.layout.look import Tone
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Align, one_line
from btobsheet.reports.render.pptx.fit import LEADING, fitting
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
Series = tuple[str, Sequence[float | None], str]
"""A chart's row of values: its name, the values, and its colour."""
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
    """How a text is set: ``sizes`` from the wanted one down to the least."""

    sizes: tuple[float, ...] = (16, 15, 14, 13, 12, 11)
    colour: str = INK
    bold: bool = False
    align: Align | str = "left"
    anchor: str = "top"
    gap: float = 0.0
    margin: float = 0.05


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

    def slide(self, message: str) -> Slide:
        """Add a slide whose title is its one message."""
        return Slide(
            self,
            self.show.slides.add_slide(self.show.slide_layouts[_TITLE_ONLY]),
            message,
            len(self.show.slides),
        )

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
        title, box = made.shapes.title, Box(LEFT, 0.35, ROOM, 0.85)
        title.left, title.top, title.width, title.height = box.emu
        self.fill(
            title.text_frame,
            (message,),
            box,
            Type((26, 24, 22, 20, 18, 16), NAVY, bold=True, anchor="bottom"),
        )
        self.rectangle(Box(LEFT, 1.22, ROOM, 0.035), NAVY)
        self.text(Box(LEFT, 7.06, ROOM - 1, 0.28), (deck.foot,), Type((9, 8), GREY))
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

    def card(self, box: Box, texts: Sequence[str], tone: Tone, how: Type) -> None:
        """Add a rectangle in a tone's colours with its text."""
        fill, ink = FILLS[tone]
        made = self.rectangle(box, fill)
        self.fill(
            made.text_frame,
            texts,
            box,
            Type(
                how.sizes,
                how.colour if how.colour != INK else ink,
                how.bold,
                how.align,
                how.anchor,
                how.gap,
                how.margin,
            ),
        )

    def fill(self, frame: Any, texts: Sequence[str], box: Box, how: Type) -> None:
        """Fill a text frame, in the largest size that fits the box.

        What does not fit in the least is cut.
        """
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.margin_left = frame.margin_right = Inches(how.margin)
        frame.margin_top = frame.margin_bottom = Inches(0.02)
        frame.vertical_anchor = {
            "top": MSO_ANCHOR.TOP,
            "middle": MSO_ANCHOR.MIDDLE,
            "bottom": MSO_ANCHOR.BOTTOM,
        }[how.anchor]
        size, shown = fitting(
            [one_line(text) for text in texts],
            (box.width - 2 * how.margin) * POINTS,
            (box.height - 0.04) * POINTS,
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

    def columns(
        self,
        box: Box,
        months: Sequence[str],
        series: Sequence[Series],
        form: str,
    ) -> None:
        """Add a native column chart by month: (name, values, colour) each."""
        chart = self._chart(XL_CHART_TYPE.COLUMN_CLUSTERED, box, months, series, form)
        for plot_series, (_, _, colour) in zip(chart.plots[0].series, series, strict=True):
            plot_series.format.fill.solid()
            plot_series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
        chart.plots[0].gap_width, chart.plots[0].overlap = 55, 0
        chart.value_axis.minimum_scale = (
            None if any((value or 0) < 0 for _, values, _ in series for value in values) else 0
        )
        self._number_axes(chart)

    def lines(self, box: Box, names: Sequence[str], series: Sequence[Series], form: str) -> None:
        """Add a native line chart, the points named: (name, values, colour) each."""
        chart = self._chart(XL_CHART_TYPE.LINE_MARKERS, box, names, series, form)
        for plot_series, (_, _, colour) in zip(chart.plots[0].series, series, strict=True):
            plot_series.smooth = False
            plot_series.format.line.width = Pt(2.5)
            plot_series.format.line.color.rgb = RGBColor.from_string(colour)
            plot_series.marker.format.fill.solid()
            plot_series.marker.format.fill.fore_color.rgb = RGBColor.from_string(colour)
            plot_series.marker.format.line.fill.background()
        self._number_axes(chart)

    def _chart(
        self,
        kind: XL_CHART_TYPE,
        box: Box,
        names: Sequence[str],
        series: Sequence[Series],
        form: str,
    ) -> Any:
        """Add a native chart with its legend, fonts and axis of values."""
        data = CategoryChartData(number_format=form)
        data.categories = [legal(name) for name in names]
        for name, values, _ in series:
            data.add_series(legal(name), values)
        chart = self.shapes.add_chart(kind, *box.emu, data).chart
        chart.has_legend, chart.has_title = True, False
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        self._chart_fonts(chart)
        (
            chart.value_axis.tick_labels.number_format,
            chart.value_axis.tick_labels.number_format_is_linked,
        ) = form, False
        chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9D9D9")
        chart.value_axis.format.line.fill.background()
        return chart

    def _number_axes(self, chart: Any) -> None:
        """Number the axes 1, 2 …: the library's own ids are negative, which the format forbids."""
        numbers: dict[str, str] = {}
        for reference in chart._chartSpace.iter(qn("c:axId"), qn("c:crossAx")):
            numbers.setdefault(reference.get("val"), str(len(numbers) + 1))
            reference.set("val", numbers[reference.get("val")])

    def _chart_fonts(self, chart: Any) -> None:
        chart.font.size, chart.font.name = Pt(11), FONT
        for latin in list(chart._chartSpace.iter(qn("a:latin"))):
            latin.addnext(latin.makeelement(qn("a:ea"), {"typeface": FONT}))
