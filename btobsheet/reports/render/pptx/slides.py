"""The status report as slides, one message each, in the order of every report: how the plan
stands, what is to be decided, what to fix first and why, what got worse, the overview, the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from btobsheet.reports.document import (
    Block,
    Document,
    Paragraph,
    Table,
    marked,
)
from btobsheet.reports.pictures import Courses, Cycle, Tree
from btobsheet.reports.render.pptx.cycle import draw_cycle
from btobsheet.reports.render.pptx.deck import (
    BAND,
    BOTTOM,
    GREY,
    LEFT,
    NAVY,
    PALE,
    ROOM,
    TOP,
    Box,
    Deck,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.fixes import fix_slide
from btobsheet.reports.render.pptx.panels import forecasts, tiles, year
from btobsheet.reports.render.pptx.rest import rest_slides
from btobsheet.reports.render.pptx.table import place_table
from btobsheet.reports.render.pptx.tree import draw_tree
from btobsheet.reports.render.pptx.worse import worse_slide
from btobsheet.reports.sections import last_table, section
from btobsheet.reports.status.headline import landing_line, main_kgi
from btobsheet.reports.status.people import LATE
from btobsheet.reports.status.short import decision_table, key_figures, lead, move_table
from btobsheet.reports.voice import Voice
from btobsheet.status.actions import due_soon
from btobsheet.status.branches import worst_way
from btobsheet.status.figures import Assessment
from btobsheet.wording import text

KGIS = 3
"""How many KGIs stand on their slide."""
_COURSE_SHARE = 0.5
_TILES, _SUBTITLE = 1.6, 0.32
_CHART_WIDTH = 6.1


def slides(document: Document, assessment: Assessment) -> bytes:
    """Give the report as a PowerPoint file (16:9)."""
    deck = Deck(document.language, document.title, f"{document.title} | {document.subtitle}")
    show = _Show(deck, document, Voice(assessment, document.language))
    show.make()
    return deck.data()


class _Show:
    """The slides of one report in the making."""

    def __init__(self, deck: Deck, document: Document, voice: Voice) -> None:
        self.deck, self.document, self.voice = deck, document, voice

    def word(self, key: str, /, **details: object) -> str:
        return text(self.deck.language, f"slides.{key}", **details)

    def under(self, heading: str) -> tuple[Block, ...]:
        return section(self.document, self.voice.say(heading))

    def make(self) -> None:
        """Add every slide that has something to say."""
        self.headline()
        self.decisions()
        fix_slide(self.deck, self.voice)
        worse_slide(self.deck, self.voice, self.under("worse"))
        self.course()
        self.overview()
        self.kgis()
        self.tree()
        self.actions()
        rest_slides(self.deck, self.voice, self.under("unknown"))

    def headline(self) -> None:
        """Say how the plan stands, where its KGI lands, and the counts."""
        callout, said = lead(self.document)
        kgi = main_kgi(self.voice)
        names = (kgi.kpi.name,) if kgi else ()
        slide = self.deck.slide(marked(callout.title, callout.tone), names)
        said += self._calm()
        subtitle = Type((12, 11, 10), GREY)
        slide.text(Box(LEFT, TOP - 0.06, ROOM, _SUBTITLE), (self.document.subtitle,), subtitle)
        top, bottom = TOP + _SUBTITLE, BOTTOM - _TILES - 0.15
        drawn = kgi if kgi and kgi.has_months else None
        box = Box(LEFT, top, ROOM - (_CHART_WIDTH + 0.2 if drawn else 0), bottom - top)
        slide.rectangle(box, PALE)
        slide.band(box, callout.tone)
        inner = Box(box.x + BAND, box.y, box.width - BAND, box.height)
        how = Type((18, 17, 16, 15, 14, 13, 12, 11), anchor="middle", gap=6, margin=0.2)
        slide.text(inner, said, how)
        if drawn:
            place = Box(LEFT + ROOM - _CHART_WIDTH, top, _CHART_WIDTH, bottom - top)
            year(slide, self.voice, drawn, place)
        items = key_figures(self.voice, self.document)
        if items:
            tiles(slide, items, Box(LEFT, BOTTOM - _TILES, ROOM, _TILES))

    def _calm(self) -> Iterator[str]:
        """Say in one sentence what has no slide of its own since there is nothing of it."""
        for heading in ("first_fix", "worse"):
            blocks = self.under(heading)
            if blocks and all(isinstance(block, Paragraph) for block in blocks):
                yield from (block.text for block in blocks if isinstance(block, Paragraph))

    def decisions(self) -> None:
        """Show the decisions that are wanted, and below them the next moves that are agreed."""
        wanted, moves = decision_table(self.voice), move_table(self.voice)
        if wanted is None:
            return
        slide = self.deck.slide(self.word("decisions", count=len(wanted.rows)))
        whole = BOTTOM - TOP - 0.35
        box = Box(LEFT, TOP + 0.1, ROOM, whole * (0.6 if moves else 1.0))
        placed = place_table(slide, box, wanted)
        left_out = len(wanted.rows) - placed.count
        if moves:
            y = placed.bottom + 0.3
            head = Type((15, 14, 13), NAVY, bold=True, anchor="middle", margin=0.0)
            slide.text(Box(LEFT, y, ROOM, 0.36), (moves.caption,), head)
            below = Box(LEFT, y + 0.42, ROOM, BOTTOM - y - 0.42 - 0.25)
            left_out += len(moves.rows) - place_table(slide, below, moves).count
        self._more(slide, left_out)

    def kgis(self) -> None:
        """Show the KGIs there is room for where there are several, the one the plan is judged by
        first: each is drawn and stands in the table below.
        """
        found, kgis = main_kgi(self.voice), self.voice.kgis()
        if found is None or len(kgis) < 2 or not found.has_months:
            return
        shown = [found, *(item for item in kgis if item is not found and item.has_months)][:KGIS]
        name = found.kpi.name or found.kpi.id
        lands = landing_line(self.voice, found)
        message = self.word("kgi_lands" if lands else "kgis", name=name, said=lands)
        slide = self.deck.slide(message, (name,))
        table = next((block for block in self.under("kgi") if isinstance(block, Table)), None)
        room = 0.0
        if table:
            rows = tuple(table.rows[kgis.index(item)] for item in shown)
            room = 1.5 + 0.55 * (len(shown) - 1)
            place_table(
                slide, Box(LEFT, BOTTOM - room, ROOM, room - 0.2), replace(table, rows=rows)
            )
        width = ROOM / len(shown)
        for at, item in enumerate(shown):
            box = Box(LEFT + at * width, TOP + 0.05, width - 0.1, BOTTOM - TOP - room - 0.2)
            year(slide, self.voice, item, box)
        self._more(slide, len(kgis) - len(shown))

    def course(self) -> None:
        """Show how the forecast has moved from report to report, where reports were tracked."""
        blocks = section(self.document, text(self.deck.language, "course.heading"))
        picture = next((block for block in blocks if isinstance(block, Courses)), None)
        table = next((block for block in blocks if isinstance(block, Table)), None)
        if picture is None or table is None:
            return
        said = next((block.text for block in blocks if isinstance(block, Paragraph)), picture.title)
        slide = self.deck.slide(said, [chart.title for chart in picture.charts])
        slide.text(Box(LEFT, TOP - 0.06, ROOM, _SUBTITLE), (said,), Type((12, 11, 10, 9), GREY))
        room = (BOTTOM - TOP) * _COURSE_SHARE
        forecasts(slide, picture, Box(LEFT, TOP + 0.3, ROOM, room - 0.4))
        below = Box(LEFT, TOP + room, ROOM, BOTTOM - TOP - room - 0.25)
        self._more(slide, len(table.rows) - place_table(slide, below, table).count)

    def overview(self) -> None:
        cycle = next((block for block in self.document.blocks if isinstance(block, Cycle)), None)
        if cycle:
            slide = self.deck.slide(cycle.summary)
            self._more(slide, draw_cycle(slide, cycle))

    def tree(self) -> None:
        tree = next((block for block in self.document.blocks if isinstance(block, Tree)), None)
        if tree is None or len(tree.nodes) < 2:
            return
        way = [
            self.voice.bare_name(one) for one in worst_way(self.voice.assessment, self.voice.lookup)
        ]
        message = self.voice.say("tree_summary", count=len(tree.nodes))
        if len(way) > 1:
            message = self.word("tree", count=len(tree.nodes), kgi=way[0], kpi=way[-1])
        slide = self.deck.slide(message, way)
        self._more(slide, draw_tree(slide, tree))

    def _more(self, slide: Slide, count: int) -> None:
        """Say at the foot how many there was no room for."""
        if count:
            foot, said = Box(LEFT, BOTTOM - 0.2, ROOM, 0.3), self.word("more", count=count)
            slide.text(foot, (said,), Type((11, 10), GREY, align="right"))

    def actions(self) -> None:
        table = last_table(self.under("actions"))
        if table is None:
            return
        assessment = self.voice.assessment
        counted = [item for item in assessment.actions if item.counted]
        overdue = sum(item.state == "overdue" for item in counted)
        late = sum(item.state in LATE for item in counted) - overdue
        days = assessment.plan.settings.due_soon_days
        soon = sum(
            item.state not in LATE and due_soon(item, assessment.as_of, days) for item in counted
        )
        message = self.word("actions", overdue=overdue, late=late, soon=soon)
        slide = self.deck.slide(message)
        placed = place_table(slide, Box(LEFT, TOP + 0.1, ROOM, BOTTOM - TOP - 0.35), table)
        self._more(slide, overdue + late + soon - placed.count)
