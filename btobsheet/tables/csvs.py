"""A plan's tables as CSV files that a spreadsheet opens and never runs."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path

from btobsheet.plan.model import Plan
from btobsheet.reports.document import as_data
from btobsheet.tables.frames import Table, plan_tables

Write = Callable[[Path, bytes], None]
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
CONTROL_STARTS = ("\t", "\r", "\n")


def write_csv(plan: Plan, folder: Path, write: Write) -> tuple[Path, ...]:
    """Write one CSV a table into a folder by ``write(path, content)``, and give their paths.

    UTF-8 with the mark that Excel needs. A text that a spreadsheet might run as a formula (it
    begins with ``= + - @``, full-width too, or with a tab or line break) gets an apostrophe in
    front.
    """
    made = {folder / f"{name}.csv": csv_text(table) for name, table in plan_tables(plan).items()}
    for path, content in made.items():
        write(path, content.encode("utf-8-sig"))
    return tuple(made)


def csv_text(table: Table) -> str:
    """Give a table as CSV; see :func:`write_csv` for what a spreadsheet might run."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.types)
    writer.writerows([_csv_cell(row.get(name)) for name in table.types] for row in table.rows)
    return out.getvalue()


def _csv_cell(value: object) -> object:
    """Give what a CSV holds: no sign that acts on a screen, formulas guarded by an apostrophe."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str):
        text = as_data(value)
        risky = value.startswith(CONTROL_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
        return f"'{text}" if risky else text
    return value
