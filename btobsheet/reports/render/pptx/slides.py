"""The status report as slides, one message each: on course or not, the KGI, the whole, the tree,
the worst three, actions, decisions, what is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from btobsheet.plan.model import is_percent_unit
from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    marked,
    tone_of,
)
from btobsheet.reports.pictures import Cycle, Tree
from btobsheet.reports.render.pptx.deck import (
    BOTTOM,
    DONE,
    FILLS,
    GREY,
    LEFT,
    PLANNED,
    ROOM,
    TOP,
    Box,
    Deck,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.shapes import draw_cycle, draw_tree
from btobsheet.reports.render.pptx.table import place_table
from btobsheet.reports.sections import last_table, opening, section
from btobsheet.reports.status.next import first_fix, way_line
from btobsheet.reports.status.people import LATE
from btobsheet.reports.status.standing import main_kgi
from btobsheet.reports.voice import Voice
from btobsheet.status.actions import due_soon
from btobsheet.status.figures import Assessment, Bottleneck, KpiFigures
from btobsheet.status.tree import bottleneck
from btobsheet.wording import text
from btobsheet.wording.forms import number_format

WORST = 3
_CHART_SHARE = 0.56


def slides(document: Document, assessment: Assessment) -> bytes:
    """Give the report as a PowerPoint file (16:9)."""
    deck = Deck(document.language, document.title, f"{document.title} | {document.subtitle}")
    show = _Show(deck, document, Voice(assessment, document.language))
    show.make()
    return deck.data()


class _Show:
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
        self.overview()
        self.tree()
        for rank, found in enumerate(worst(self.voice, WORST), start=1):
            self.fix(rank, found)
        self.actions()
        self.decisions()
        self.unknown()

    def headline(self) -> None:
        blocks = opening(self.document)
        callout = next(
            (block for block in blocks if isinstance(block, Callout)), Callout(self.document.title)
        )
        slide = self.deck.slide(marked(callout.title, callout.tone))
        said = [block.text for block in blocks if isinstance(block, Paragraph)]
        said += [
            line
            for block in blocks
            if isinstance(block, Callout)
            for line in ((block.title, *block.lines) if block is not callout else block.lines)
        ]
        slide.text(
            Box(LEFT, TOP, ROOM, 0.6), (self.document.subtitle,), Type((14, 13, 12, 11), GREY)
        )
        fill, ink = FILLS[callout.tone]
        box = Box(LEFT, TOP + 0.65, ROOM, 2.35)
        made = slide.rectangle(box, fill)
        slide.fill(
            made.text_frame,
            said,
            box,
            Type((20, 18, 16, 15, 14, 13, 12, 11), ink, anchor="middle", gap=5, margin=0.25),
        )
        figures = next(
            (block for block in self.document.blocks if isinstance(block, KeyFigures)), None
        )
        if figures:
            self._tiles(slide, figures.items, Box(LEFT, TOP + 3.3, ROOM, 2.2))

    def _tiles(self, slide: Slide, items: Sequence[KeyFigure], box: Box) -> None:
        gap = 0.18
        width = (box.width - gap * (len(items) - 1)) / len(items)
        for at, item in enumerate(items):
            x, (fill, ink) = box.x + at * (width + gap), FILLS[item.tone]
            slide.rectangle(Box(x, box.y, width, box.height), fill)
            slide.text(
                Box(x, box.y + 0.1, width, 0.55),
                (item.label,),
                Type((14, 13, 12, 11, 10), ink, align="center", anchor="middle"),
            )
            value = Type((32, 28, 24, 20, 18, 16), ink, bold=True, align="center", anchor="middle")
            slide.text(Box(x, box.y + 0.65, width, 0.75), (marked(item.value, item.tone),), value)
            slide.text(
                Box(x, box.y + 1.4, width, box.height - 1.45),
                (item.note,) if item.note else (),
                Type((12, 11, 10, 9), ink, align="center"),
            )

    def kgi(self) -> None:
        found = main_kgi(self.voice)
        if found is None or not _has_months(found):
            return
        callout = next(
            (block for block in opening(self.document) if isinstance(block, Callout)), None
        )
        name = found.kpi.name or found.kpi.id
        lines = callout.lines if callout else ()
        slide = self.deck.slide(
            lines[0]
            if found.forecast is not None and len(lines) > 1
            else self.word("kgi", name=name)
        )
        table = next((block for block in self.under("kgi") if isinstance(block, Table)), None)
        room = 0.0
        if table:
            room = 1.5
            place_table(slide, Box(LEFT, BOTTOM - room, ROOM, room), table)
        self._months(slide, found, Box(LEFT, TOP + 0.05, ROOM, BOTTOM - TOP - room - 0.2))

    def _months(self, slide: Slide, item: KpiFigures, box: Box) -> None:
        kpi = item.kpi
        title = self.word(
            "kgi_chart" if kpi.unit else "kgi_chart_plain", name=kpi.name or kpi.id, unit=kpi.unit
        )
        slide.text(
            Box(box.x, box.y, box.width, 0.35), (title,), Type((13, 12, 11, 10), GREY, bold=True)
        )
        months = [self.voice.month(at) for at in range(1, len(item.monthly) + 1)]
        series = (
            (self.word("target"), [month.target for month in item.monthly], PLANNED),
            (self.word("actual"), [month.actual for month in item.monthly], DONE),
        )
        slide.columns(
            Box(box.x, box.y + 0.35, box.width, box.height - 0.35), months, series, self._form(item)
        )

    def _form(self, item: KpiFigures) -> str:
        largest = max(
            (
                abs(value)
                for month in item.monthly
                for value in (month.target, month.actual)
                if value is not None
            ),
            default=0.0,
        )
        if is_percent_unit(item.kpi.unit):
            return "0%"
        if largest >= numbers.MILLION:
            return number_format(self.deck.language, "thousands")
        return "#,##0.0" if largest < 10 else "#,##0"

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
        if count:
            slide.text(
                Box(LEFT, BOTTOM - 0.2, ROOM, 0.3),
                (self.word("more", count=count),),
                Type((11, 10), GREY, align="right"),
            )

    def fix(self, rank: int, found: Bottleneck) -> None:
        """Show one of the worst tactics: its months, why it comes first, and the next move."""
        assessment = self.voice.assessment
        voice = Voice(
            replace(assessment, summary=replace(assessment.summary, bottleneck=found)),
            self.voice.language,
        )
        item = voice.kpis[found.kpi]
        names = {
            "rank": rank,
            "tactic": voice.name(found.tactic),
            "kpi": voice.bare_name(found.kpi),
            "status": voice.word("kpi_status", item.status),
        }
        known = item.attainment is not None
        slide = self.deck.slide(
            self.word(
                "fix_attainment" if known else "fix",
                **names,
                attainment=numbers.percent(item.attainment),
            )
        )
        callout = next(
            (block for block in first_fix(voice) if isinstance(block, Callout)), Callout("")
        )
        wide = ROOM * _CHART_SHARE if _has_months(item) else 0.0
        if wide:
            self._months(slide, item, Box(LEFT, TOP + 0.1, wide - 0.25, BOTTOM - TOP - 0.2))
        box = Box(LEFT + wide, TOP + 0.15, ROOM - wide, BOTTOM - TOP - 0.25)
        fill, ink = FILLS[tone_of(item.status)]
        slide.rectangle(Box(box.x, box.y, box.width, 0.42), fill)
        head = Type((15, 14, 13, 12), ink, bold=True, anchor="middle", margin=0.12)
        slide.text(Box(box.x, box.y, box.width, 0.42), (self.word("why"),), head)
        slide.text(
            Box(box.x, box.y + 0.5, box.width, box.height - 0.5),
            self._in_order(voice, item, callout.lines),
            Type((16, 15, 14, 13, 12, 11), gap=7),
        )

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
        soon = sum(
            item.state not in LATE
            and due_soon(item, assessment.as_of, assessment.plan.settings.due_soon_days)
            for item in counted
        )
        self._table(
            self.word("actions", overdue=overdue, late=late, soon=soon),
            table,
            overdue + late + soon,
        )

    def decisions(self) -> None:
        items = [
            item
            for block in self.under("decisions")
            if isinstance(block, Bullets)
            for item in block.items
        ]
        if items:
            columns = (
                Column(self.word("col_number"), "right"),
                Column(self.word("col_decision"), wide=True),
            )
            rows = tuple((Cell(str(at)), Cell(item)) for at, item in enumerate(items, start=1))
            self._table(
                self.word("decisions", count=len(items)), Table("", columns, rows), len(items)
            )

    def unknown(self) -> None:
        table = last_table(self.under("unknown"))
        if table:
            self._table(
                self.word("unknown_more" if table.note else "unknown", count=len(table.rows)),
                table,
                len(table.rows),
            )

    def _table(self, message: str, table: Table, count: int) -> None:
        slide = self.deck.slide(message)
        self._more(
            slide,
            count - place_table(slide, Box(LEFT, TOP + 0.1, ROOM, BOTTOM - TOP - 0.35), table),
        )


def _has_months(item: KpiFigures) -> bool:
    return any(month.target or month.actual for month in item.monthly)


def worst(voice: Voice, count: int) -> Iterator[Bottleneck]:
    """Give the tactics to fix, the first first: each the bottleneck of what is left by then."""
    left = voice.assessment.kpis
    for _ in range(count):
        found = bottleneck(left, voice.lookup)
        if found is None:
            return
        yield found
        left = tuple(item for item in left if item.kpi.scope != found.tactic)
