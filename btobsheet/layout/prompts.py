"""What Excel says beside a cell that is chosen: the help of its column; of a month closed as
presented that it is closed.
"""

from __future__ import annotations

from btobsheet.layout.book import BOOK
from btobsheet.layout.spec import Column, Table
from btobsheet.wording import text
from btobsheet.wording.columns import help_texts

TITLE, MESSAGE = 32, 255
"""So many letters Excel takes in a title and a message."""


def prompt(language: str, title: str, key: str) -> tuple[str, str]:
    """Give title and message of the cells that ``key`` (``kpis.actual``) tells."""
    return title[:TITLE], help_texts(language)[key][:MESSAGE]


def column_prompt(language: str, table: Table, column: Column) -> tuple[str, str]:
    """Give title and message of a column's cells."""
    title = column.header(language) or text(language, "workbook.calendar")
    return prompt(language, title, f"{table.name}.{column.name}")


def closed_prompt(language: str, column: Column) -> tuple[str, str]:
    """Give title and message of a KPI's target or actual in a month that was closed."""
    title = text(language, "workbook.closed.title", header=column.header(language))
    return title[:TITLE], text(language, f"workbook.closed.{column.name}")[:MESSAGE]


def kpi_prompt(language: str, name: str, closed: bool) -> tuple[str, str]:
    """Give title and message of the KPI column of that name, closed or not."""
    table = BOOK.table("kpis")
    column = next(one for one in table.columns if one.name == name)
    return closed_prompt(language, column) if closed else column_prompt(language, table, column)
