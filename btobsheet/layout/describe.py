"""Book -> Markdown: the reference of tabs and columns (``docs/columns.md``), straight from the
declaration.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Examples, Flag, Kind, Number, Reference, Scalar
from btobsheet.layout.sheets.settings import SETTINGS
from btobsheet.layout.spec import FIRST_ROW, HEADER_ROW, Book, Column, Sheet, Table
from btobsheet.plan.model import Settings
from btobsheet.plan.records import KGI
from btobsheet.wording import text
from btobsheet.wording.columns import help_texts


def describe(book: Book, language: str) -> str:
    """Give the reference of a book as Markdown: every tab, every column that people see, and the
    settings.
    """
    return "\n".join(_Pages(language).book(book)) + "\n"


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give the lines of a Markdown table; a bar in a cell is escaped."""
    for cells in (heads, ["---"] * len(heads), *rows):
        yield (
            "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
        )


class _Pages:
    """Writes in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _say(self, key: str, **details: object) -> str:
        return text(self._language, f"docs.{key}", **details)

    def book(self, book: Book) -> Iterator[str]:
        yield from (f"# {self._say('columns.title')}", "", f"<!-- {self._say('made')} -->", "")
        yield from (
            self._say("columns.intro", header=HEADER_ROW, first=FIRST_ROW),
            "",
            self._say("columns.version", version=book.version),
        )
        for sheet in book.sheets:
            yield from self._sheet(sheet)

    def _sheet(self, sheet: Sheet) -> Iterator[str]:
        yield from (
            "",
            f"## {sheet.title(self._language)}",
            "",
            self._say(f"columns.kind.{sheet.kind}"),
        )
        for table in sheet.tables:
            rows = "columns.fixed" if table.name == "settings" else "columns.rows"
            yield from ("", f"### {self._say(rows, table=table.name, rows=table.rows)}", "")
            yield from self._columns(table)
        if any(table.name == "settings" for table in sheet.tables):
            yield from self._settings()

    def _columns(self, table: Table) -> Iterator[str]:
        shown = [
            column
            for column in table.columns
            if not column.hidden and not isinstance(column.kind, Examples)
        ]
        heads = [self._say(f"columns.{name}") for name in ("header", "key", "holds", "what")]
        yield from markdown_table(heads, [self._column(table, column) for column in shown])
        if len(shown) < len(table.columns):
            yield from ("", self._say("columns.helpers"))

    def _column(self, table: Table, column: Column) -> tuple[str, str, str, str]:
        key = f"{table.name}.{column.name}"
        what = help_texts(self._language).get(key, "")
        if former := ", ".join(column.former_headers):
            what = f"{what} ({self._say('columns.also', names=former)})".strip()
        holds = self._kind(column.kind)
        shown = self._say(f"columns.{column.repeat}", name=key) if column.repeat else key
        return (
            column.header(self._language),
            f"`{shown}`",
            self._say("columns.computed", kind=holds) if column.formula else holds,
            what,
        )

    def _kind(self, kind: Kind) -> str:
        words = "○" if isinstance(kind, Flag) else " / ".join(kind.choices(self._language))
        tabs = ""
        if isinstance(kind, Reference):
            titles = [BOOK.sheet_of(name).title(self._language) for name in kind.tables]
            tabs = " / ".join([*([KGI] if kind.kgi else []), *titles])
        said = self._say(f"kind.{type(kind).__name__}", words=words, tabs=tabs)
        if not isinstance(kind, Number) or kind.low is None:
            return said
        return self._say(
            "kind.least" if kind.high is None else "kind.range",
            kind=said,
            low=kind.low,
            high=kind.high,
        )

    def _settings(self) -> Iterator[str]:
        yield from ("", f"### {self._say('columns.settings')}", "")
        defaults = {field.name: field.default for field in fields(Settings)}
        heads = [
            self._say("columns.header"),
            self._say("columns.key"),
            self._say("columns.holds"),
            self._say("columns.default"),
            self._say("columns.what"),
        ]
        rows = []
        for spec in SETTINGS:
            default: Scalar = spec.kind.to_cell(defaults[spec.field], self._language)
            help_text = help_texts(self._language).get(f"settings.{spec.id}", "")
            rows.append(
                (
                    spec.label(self._language),
                    f"`{spec.id}`",
                    self._kind(spec.kind),
                    "" if default is None else str(default),
                    help_text,
                )
            )
        yield from markdown_table(heads, rows)
