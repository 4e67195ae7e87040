"""The printed pages of what got worse, and of people with what was agreed and spent."""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.excel.report.charts import month_chart
from btobsheet.excel.report.look import Book
from btobsheet.excel.report.paper import COLUMNS, LEFT, RIGHT, WHOLE, WIDTH, Paper, Span
from btobsheet.layout.look import MUTED
from btobsheet.reports.document import Block, Paragraph, Table
from btobsheet.reports.sections import last_table
from btobsheet.reports.status import short
from btobsheet.reports.status.next import falling_kpis
from btobsheet.reports.status.people import people
from btobsheet.reports.voice import Voice

_ACROSS, _CHART, _HIGH, _ROW = 3, 135, 320, 19
_MOST_ROWS = 3
_PEOPLE, _MEMORY, _TABLE, _LEAST, _LOWER = 230, 220, 150, 100, 170
_HEADS, _FURTHER = 44, 40


def worse_page(book: Book, voice: Voice, blocks: Sequence[Block]) -> None:
    """Add the page of what got worse, its tables and months; none where nothing did."""
    tables = [block for block in blocks if isinstance(block, Table)]
    if not tables:
        return
    paper = Paper(book, "worse", voice.say("worse"))
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    paper.paragraphs((WHOLE, said), most=90)
    falling = falling_kpis(voice)
    rows = min(_ACROSS, -(-len(falling) // _ACROSS)) if falling else 0
    left_out = 0
    for number, table in enumerate(tables):
        paper.headings((WHOLE, table.caption))
        room = (paper.left - min(rows, 2) * _CHART) // (len(tables) - number)
        left_out += paper.table(table, most=room - 24)
        paper.gap(6)
    paper.more(left_out)
    _charts(book, paper, voice)
    paper.finish()


def _charts(book: Book, paper: Paper, voice: Voice) -> None:
    """Draw the months of what falls, three beside each other, as far as the page has room."""
    falling = falling_kpis(voice)
    most = min(_MOST_ROWS, max(1, (paper.left - 20) // _CHART))
    rows = min(-(-len(falling) // _ACROSS), most)
    shown = falling[: rows * _ACROSS]
    across = min(_ACROSS, len(shown))
    if not across:
        return
    wide = COLUMNS // across
    paper.text(WHOLE, book.say("months_key"), paper.look(font_color=MUTED), 20)
    first, high = paper.row, max(_CHART, min(_HIGH, paper.left // rows))
    for row in range(rows):
        for _ in range(high // _ROW):
            paper.gap(_ROW)
        for side, item in enumerate(shown[row * across : (row + 1) * across]):
            at = row * across + side
            chart = month_chart(book, paper.page, voice, item, at)
            chart.set_size({"width": wide * WIDTH - 8, "height": high // _ROW * _ROW - 4})
            cell = (first + row * (high // _ROW), 1 + side * wide)
            paper.page.insert_chart(*cell, chart, {"object_position": 1, "x_offset": 2})


def people_page(book: Book, voice: Voice, unknown: Sequence[Block]) -> None:
    """Add the page of people: what waits for whom, what was approved and closed, the money, what
    was stopped, segments, last year, and what is not known; none where there is nothing of it.
    """
    asked = [block for block in people(voice) if isinstance(block, Table | Paragraph)]
    memory, money = short.memory_lines(voice), short.money_lines(voice)
    further = short.further(voice)
    if not (voice.assessment.people or memory or money or further):
        return
    paper = Paper(book, "people", book.say("people_page"))
    for block in asked:
        if isinstance(block, Table):
            paper.headings((WHOLE, block.caption))
            paper.more(paper.table(block, most=_PEOPLE))
            paper.gap(6)
        else:
            paper.paragraphs((WHOLE, [block.text]), most=40)
    tables = [block for block in further if isinstance(block, Table)][:2]
    most = max(_LEAST, min(_MEMORY, paper.left - _LOWER - (_TABLE if tables else 0)))
    _agreed_and_spent(book, paper, voice, memory, money, most)
    if tables:
        spans = (LEFT, RIGHT) if len(tables) > 1 else (WHOLE,)
        placed = list(zip(spans, tables, strict=True))
        paper.headings(*((span, table.caption) for span, table in placed))
        paper.more(paper.tables(*placed, most=_TABLE))
        paper.gap(6)
    said = [block.text for block in further if isinstance(block, Paragraph)]
    paper.paragraphs((WHOLE, said), most=_FURTHER)
    _unknown_and_left(paper, voice, last_table(unknown), money=bool(money))
    paper.finish()


def _unknown_and_left(paper: Paper, voice: Voice, unknown: Table | None, *, money: bool) -> None:
    """Write what is not known beside what is left of the budget; one of them alone over all."""
    found = [(voice.say("unknown"), unknown)] if unknown else []
    left = short.left_table(voice) if money else None
    found += [(left.caption, left)] if left else []
    if not found:
        return
    spans = (LEFT, RIGHT) if len(found) > 1 else (WHOLE,)
    paper.headings(*((span, heading) for span, (heading, _) in zip(spans, found, strict=True)))
    placed = ((span, table) for span, (_, table) in zip(spans, found, strict=True))
    paper.more(paper.tables(*placed, most=max(_LEAST, paper.left - _HEADS)))


def _agreed_and_spent(
    book: Book,
    paper: Paper,
    voice: Voice,
    memory: Sequence[str],
    money: Sequence[str],
    most: int,
) -> None:
    """Write what was agreed beside the money."""
    headings: list[tuple[Span, str]] = []
    columns: list[tuple[Span, Sequence[str]]] = []
    for span, heading, said in (
        (LEFT, book.say("memory"), memory),
        (RIGHT, voice.say("resources"), money),
    ):
        if said:
            headings.append((span, heading))
            columns.append((span, said))
    if not headings:
        return
    paper.headings(*headings)
    paper.paragraphs(*columns, most=most)
    paper.gap(6)
