"""Texts that try to be more than text, and a document made of nothing else."""

from __future__ import annotations

from btobsheet.report.document import Bullets, Callout, Cell, Column, Document, Heading, KeyFigure, KeyFigures, Paragraph, Table

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
    )
    return Document(text, text, language, blocks)
