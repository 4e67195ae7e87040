"""What a workbook is made of: Column, Table, Sheet, Book.

Data only; each checks itself when it is built.
"""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.layout.kinds import Kind, Label, Number
from btobsheet.plan.records import attribute_of
from btobsheet.quickclass import dataclass
from btobsheet.wording import LANGUAGES, text
from btobsheet.wording.columns import Words, column_words

KEY_ROW = 1
HEADER_ROW = 7
FIRST_ROW = HEADER_ROW + 1


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column (or, with ``repeat``, one a month or one a calendar step) of a table.

    ``formula`` (see :mod:`btobsheet.layout.formula`) makes it a computed column: it is never read.
    ``band`` names the band above the headers (wording ``workbook.band.*``). ``width`` is in pixels;
    0: people need not see it, though it is read.
    ``since`` is the layout version that brought it: an older workbook does not lack it; none lacks
    one that is ``optional``.
    ``renamed_from`` are former keys, understood when reading. ``planned``: people decide its value,
    so that a change of it is "put off" or "raised". ``table`` is set by the table it stands in.
    """

    name: str
    kind: Kind
    width: int = 80
    formula: str = ""
    band: str = ""
    hidden: bool = False
    repeat: str = ""
    renamed_from: tuple[str, ...] = ()
    planned: bool = False
    since: int = 1
    optional: bool = False
    table: str = ""

    @property
    def attribute(self) -> str:
        """The record's attribute."""
        return attribute_of(self.name)

    @property
    def is_seen(self) -> bool:
        """Tell whether people see it."""
        return not self.hidden and self.width > 0

    @property
    def is_input(self) -> bool:
        """Tell whether people type here."""
        return not self.formula and not isinstance(self.kind, Label)

    def header(self, language: str) -> str:
        """Give the header's text (of a repeated column: its common part)."""
        return self.words(language).header

    def words(self, language: str) -> Words:
        """Give all that people read of it."""
        return column_words(language, self.table, self.name)

    @property
    def headers(self) -> tuple[str, ...]:
        """Its header in every language, each spelling once."""
        return tuple(dict.fromkeys(self.header(language) for language in LANGUAGES))

    @property
    def former_headers(self) -> tuple[str, ...]:
        """Headers that it once had, in any language."""
        return tuple(text for language in LANGUAGES for text in self.words(language).also)


def hidden(name: str, formula: str, *, kind: Kind | None = None, repeat: str = "") -> Column:
    """Make a hidden column that computes a step for others; of numbers where ``kind`` is None."""
    return Column(name=name, kind=kind or Number(), hidden=True, formula=formula, repeat=repeat)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table: its first column is the id; ``rows`` are written in all, spare rows included."""

    name: str
    columns: tuple[Column, ...]
    rows: int
    first_column: int = 1
    filters: bool = True
    since: int = 1

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if names[0] != "id" or len(set(names)) != len(names):
            raise ValueError(f"table {self.name}: the first column must be id, and names unique")
        if any(column.repeat not in ("", "months", "calendar") for column in self.columns):
            raise ValueError(f"table {self.name}: repeat is months or calendar")
        for column in self.columns:  # made for this table: a copy of each took 1 ms of each command
            if column.table not in ("", self.name):
                raise ValueError(f"table {self.name}: {column.name} is {column.table}'s")
            object.__setattr__(column, "table", self.name)

    @property
    def inputs(self) -> Iterator[Column]:
        """The columns that are read."""
        return (column for column in self.columns if column.is_input)

    def column(self, name: str) -> Column:
        """Find a column by name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name}.{name}")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One tab: ``kind`` is input, output or hidden; output tabs have no tables."""

    key: str
    kind: str
    tables: tuple[Table, ...] = ()

    def title(self, language: str) -> str:
        """Give the tab's name."""
        return text(language, f"tabs.{self.key}")


@dataclass(frozen=True, kw_only=True)
class Book:
    """The whole workbook: its sheets in order and the layout's version."""

    version: int
    sheets: tuple[Sheet, ...]

    def sheet(self, key: str) -> Sheet:
        """Find a sheet by key."""
        return next(sheet for sheet in self.sheets if sheet.key == key)

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables of all its sheets."""
        return tuple(table for sheet in self.sheets for table in sheet.tables)

    def table(self, name: str) -> Table:
        """Find a table by name."""
        return next(table for table in self.tables if table.name == name)

    def sheet_of(self, table_name: str) -> Sheet:
        """Find the sheet a table stands on."""
        return next(
            sheet
            for sheet in self.sheets
            if any(table.name == table_name for table in sheet.tables)
        )
