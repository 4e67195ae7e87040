"""Texts that try to be more than text, and a document made of nothing else."""

from __future__ import annotations

import datetime as dt

from btobsheet.reports.document import (
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Picture,
    Table,
)
from btobsheet.reports.pictures import (
    Bullet,
    Cycle,
    CycleNode,
    CycleTactic,
    Gantt,
    GanttRow,
    Gauge,
    Mark,
    MonthChart,
    MonthCharts,
    PlanRow,
    PlanRows,
    Spark,
    Stack,
    Stacks,
    Tree,
    TreeNode,
)

HOSTILE: tuple[str, ...] = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a | b | c",
    "一行目\n二行目\r\n# 三行目",
    "=cmd|' /C calc'!A0",
    "\u202e逆さ\u2066の文字",
    "[押して](https://example.invalid) ![絵](https://example.invalid/x.png)",
    "https://example.invalid www.example.invalid 誰か@example.invalid @team #12",
    "- 箇条 * _強_ **太** `コード` ~~消~~",
    "1. 番号",
    "--- 線",
    "&lt;b&gt; &amp; {{ 7 * 7 }} {% raw %}",
    "\x1b[31m赤\x1b[0m\x07\x00",
    "長" * 2000,
    "x" * 2000,
    "",
)


def document(text: str, language: str = "ja") -> Document:
    """Put one text everywhere a text can stand."""
    row = (Cell(text), Cell(text, "bad"), Cell(text))
    columns = (Column(text, wide=True), Column(text), Column(text, "right"))
    blocks = (
        Heading(text),
        Heading(text, 2),
        Paragraph(text),
        Bullets((text, text)),
        KeyFigures((KeyFigure(text, text, text, "warn"),)),
        Callout(text, (text,), "good"),
        Table(text, columns, (row, row), text),
        *pictures(text),
    )
    return Document(text, text, language, blocks)


def pictures(text: str) -> tuple[Picture, ...]:
    """Make one picture of every kind with the text wherever a text can stand."""
    first, last, cell = dt.date(2026, 4, 1), dt.date(2027, 3, 31), Cell(text, "bad")
    action = GanttRow(text, text, first, first, 0.5, cell, last)
    chart = MonthChart(
        text, text, text, text, cell, (text, text), (1.0, None), (0.5, None), (text, text), 1
    )
    node = TreeNode(text, text, 0, None, cell, 0.5, text, cell, True)
    year = (Bullet(1.0, 2.0, 1.5, "bad"), Spark((1.0, None), (2.0, 2.0), 1, "bad"))
    plan = PlanRow(text, text, cell, text, text, text, text, *year, (3,), text)
    return (
        Cycle(
            text,
            text,
            (
                CycleNode(
                    text,
                    text,
                    cell,
                    0.5,
                    0.6,
                    text,
                    (CycleTactic(text, text, text, 0.7, cell, text),),
                ),
            ),
            text,
            cell,
            text,
            text,
            text,
        ),
        Tree(
            text,
            text,
            (node, TreeNode(text, text, 1, 0, cell, None, text, cell, False)),
            (text,) * 5,
        ),
        MonthCharts(text, text, (chart,), text, text),
        Gantt(
            text,
            text,
            ((first, text),),
            last,
            dt.date(2026, 10, 5),
            text,
            (action, GanttRow(text, text, None, None, None, cell, group=True)),
        ),
        Gauge(
            text,
            text,
            Mark(text, 0.5, text),
            Mark(text, 0.8, text),
            Mark(text, None, text),
            Mark(text, 1.0, text),
            cell,
        ),
        Stacks(text, text, (text, text), (Stack(text, (1.0, 2.0)),)),
        PlanRows(text, text, (plan,), (cell,), 1, text, text, text, text, text),
    )
