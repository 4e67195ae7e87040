"""The status report as slides, one message each: on course or not, the KGI, the whole, the tree,
the worst three, actions, decisions, what is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    KeyFigures,
    Paragraph,
    Table,
    marked,
    tone_of,
)
from btobsheet.reports.pictures import Courses, Cycle, Tree
from btobsheet.reports.render.pptx.cycle import draw_cycle
from btobsheet.reports.render.pptx.deck import (
    BOTTOM,
    FILLS,
    GREY,
    LEFT,
    ROOM,
    TOP,
    Box,
    Deck,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.panels import forecasts, has_months, months, tiles
from btobsheet.reports.render.pptx.table import place_table
from btobsheet.reports.render.pptx.tree import draw_tree
from btobsheet.reports.sections import as_lines, last_table, opening, section
from btobsheet.reports.status.fix import first_fix, way_line
from btobsheet.reports.status.headline import landing_line, main_kgi
from btobsheet.reports.status.people import LATE
from btobsheet.reports.voice import Voice
from btobsheet.status.actions import due_soon
from btobsheet.status.figures import Assessment, Bottleneck, KpiFigures
from btobsheet.status.tree import bottleneck
from btobsheet.wording import text

WORST = 3
KGIS = 3
"""How many KGIs stand on their slide."""
_CHART_SHARE = 0.56
_COURSE_SHARE = 0.5


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
        self.kgi()
        self.course()
        self.overview()
        self.tree()
        for rank, found in enumerate(worst(self.voice, WORST), start=1):
            self.fix(rank, found)
        self.actions()
        self.decisions()
        self.memory()
        self.unknown()

    def headline(self) -> None:
        blocks = opening(self.document)
        callouts = [block for block in blocks if isinstance(block, Callout)]
        callout = callouts[0] if callouts else Callout(self.document.title)
        slide = self.deck.slide(marked(callout.title, callout.tone))
        said = [block.text for block in blocks if isinstance(block, Paragraph)]
        said += callout.lines if callouts else ()
        said += [line for block in callouts[1:] for line in (block.title, *block.lines)]
        subtitle = Type((14, 13, 12, 11), GREY)
        slide.text(Box(LEFT, TOP, ROOM, 0.6), (self.document.subtitle,), subtitle)
        fill, ink = FILLS[callout.tone]
        box = Box(LEFT, TOP + 0.65, ROOM, 2.35)
        made = slide.rectangle(box, fill)
        how = Type((20, 18, 16, 15, 14, 13, 12, 11), ink, anchor="middle", gap=5, margin=0.25)
        slide.fill(made.text_frame, said, box, how)
        figures = next(
            (block for block in self.document.blocks if isinstance(block, KeyFigures)), None
        )
        if figures:
            tiles(slide, figures.items, Box(LEFT, TOP + 3.3, ROOM, 2.2))

    def kgi(self) -> None:
        """Show the KGIs there is room for, the one the plan is judged by first: each is drawn and
        stands in the table below.
        """
        found, kgis = main_kgi(self.voice), self.voice.kgis()
        if found is None or not has_months(found):
            return
        shown = [found, *(item for item in kgis if item is not found and has_months(item))][:KGIS]
        slide = self.deck.slide(self._kgi_message(found, several=len(kgis) > 1))
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
            months(slide, self.voice, item, box)
        self._more(slide, len(kgis) - len(shown))

    def _kgi_message(self, found: KpiFigures, *, several: bool) -> str:
        """Say where the year of the KGI ends; of several, whose year it is."""
        name, lands = found.kpi.name or found.kpi.id, landing_line(self.voice, found)
        if not lands:
            return self.word("kgis" if several else "kgi", name=name)
        return self.word("kgi_lands", name=name, said=lands) if several else lands

    def course(self) -> None:
        """Show how the forecast has moved from report to report, where reports were tracked."""
        blocks = section(self.document, text(self.deck.language, "course.heading"))
        picture = next((block for block in blocks if isinstance(block, Courses)), None)
        table = last_table(blocks)
        if picture is None or table is None:
            return
        said = next((block.text for block in blocks if isinstance(block, Paragraph)), picture.title)
        slide = self.deck.slide(said)
        room = (BOTTOM - TOP) * _COURSE_SHARE
        forecasts(slide, picture, Box(LEFT, TOP + 0.05, ROOM, room - 0.15))
        below = Box(LEFT, TOP + room, ROOM, BOTTOM - TOP - room - 0.25)
        self._more(slide, len(table.rows) - place_table(slide, below, table))

    def overview(self) -> None:
        cycle = next((block for block in self.document.blocks if isinstance(block, Cycle)), None)
        if cycle:
            slide = self.deck.slide(cycle.summary)
            self._more(slide, draw_cycle(slide, cycle))

    def tree(self) -> None:
        tree = next((block for block in self.document.blocks if isinstance(block, Tree)), None)
        if tree and len(tree.nodes) > 1:
            slide = self.deck.slide(tree.summary)
            self._more(slide, draw_tree(slide, tree))

    def _more(self, slide: Slide, count: int) -> None:
        """Say at the foot how many there was no room for."""
        if count:
            foot, said = Box(LEFT, BOTTOM - 0.2, ROOM, 0.3), self.word("more", count=count)
            slide.text(foot, (said,), Type((11, 10), GREY, align="right"))

    def fix(self, rank: int, found: Bottleneck) -> None:
        """Show one of the worst tactics: its months, why it comes first, and the next move."""
        voice = self._voice_of(found)
        item = voice.kpis[found.kpi]
        key = "fix" if item.attainment is None else "fix_attainment"
        message = self.word(
            key,
            rank=rank,
            tactic=voice.name(found.tactic),
            kpi=voice.bare_name(found.kpi),
            status=voice.word("kpi_status", item.status),
            attainment=numbers.percent(item.attainment),
        )
        slide = self.deck.slide(message)
        wide = ROOM * _CHART_SHARE if has_months(item) else 0.0
        if wide:
            chart = Box(LEFT, TOP + 0.1, wide - 0.25, BOTTOM - TOP - 0.35)
            months(slide, self.voice, item, chart)
        blocks = first_fix(voice)
        lines = next((block.lines for block in blocks if isinstance(block, Callout)), ())
        box = Box(LEFT + wide, TOP + 0.15, ROOM - wide, BOTTOM - TOP - 0.4)
        self._why(slide, box, item, self._in_order(voice, item, lines))
        foot = Box(LEFT, BOTTOM - 0.2, ROOM, 0.3)
        slide.text(foot, (self.word("fix_order"),), Type((11, 10, 9), GREY, align="right"))

    def _voice_of(self, found: Bottleneck) -> Voice:
        """Speak of a tactic as of the plan's bottleneck."""
        assessment = self.voice.assessment
        summary = replace(assessment.summary, bottleneck=found)
        return Voice(replace(assessment, summary=summary), self.voice.language)

    def _why(self, slide: Slide, box: Box, item: KpiFigures, lines: Sequence[str]) -> None:
        fill, ink = FILLS[tone_of(item.status)]
        slide.rectangle(Box(box.x, box.y, box.width, 0.42), fill)
        head = Type((15, 14, 13, 12), ink, bold=True, anchor="middle", margin=0.12)
        slide.text(Box(box.x, box.y, box.width, 0.42), (self.word("why"),), head)
        below = Box(box.x, box.y + 0.5, box.width, box.height - 0.5)
        slide.text(below, lines, Type((16, 15, 14, 13, 12, 11), gap=7))

    def _in_order(self, voice: Voice, item: KpiFigures, lines: Sequence[str]) -> list[str]:
        """Put what may be cut last: how the KPI leads to the KGI, and why it was chosen."""
        tactic = voice.lookup.tactics.get(item.kpi.scope)
        last = (
            voice.say("fix_intent", intent=tactic.intent) if tactic else "",
            way_line(voice, item),
        )
        return sorted(lines, key=lambda line: last.index(line) if line in last else -1)

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
        self._table(message, table, overdue + late + soon)

    def decisions(self) -> None:
        lists = (block for block in self.under("decisions") if isinstance(block, Bullets))
        items = [item for block in lists for item in block.items]
        if items:
            number = Column(self.word("col_number"), "right")
            columns = (number, Column(self.word("col_decision"), wide=True))
            rows = tuple((Cell(str(at)), Cell(item)) for at, item in enumerate(items, start=1))
            message = self.word("decisions", count=len(items))
            self._table(message, Table("", columns, rows), len(items))

    def memory(self) -> None:
        """Tell what was approved and closed, and what has changed since, where anything was."""
        said = [line for one in ("agreed", "closing") for line in as_lines(self.under(one))]
        if said:
            columns = (Column(self.word("col_memory"), wide=True),)
            rows = tuple((Cell(line),) for line in said)
            self._table(self.word("memory"), Table("", columns, rows), len(rows))

    def unknown(self) -> None:
        table = last_table(self.under("unknown"))
        if table:
            key = "unknown_more" if table.note else "unknown"
            self._table(self.word(key, count=len(table.rows)), table, len(table.rows))

    def _table(self, message: str, table: Table, count: int) -> None:
        slide = self.deck.slide(message)
        placed = place_table(slide, Box(LEFT, TOP + 0.1, ROOM, BOTTOM - TOP - 0.35), table)
        self._more(slide, count - placed)


def worst(voice: Voice, count: int) -> Iterator[Bottleneck]:
    """Give the tactics to fix, the first first: each the bottleneck of what is left by then."""
    left = voice.assessment.kpis
    for _ in range(count):
        found = bottleneck(left, voice.lookup)
        if found is None:
            return
        yield found
        left = tuple(item for item in left if item.kpi.scope != found.tactic)
