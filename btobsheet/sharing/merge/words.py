"""What was merged, in words: a row, a field and a value as people see them in the workbook."""

from __future__ import annotations

import datetime as dt

from btobsheet.layout.book import declared
from btobsheet.layout.kinds import Kind, KpiValue, MonthKind, Percent
from btobsheet.layout.sheets.settings import SETTINGS as SPECS
from btobsheet.layout.spec import Column
from btobsheet.plan.calendar import Month
from btobsheet.plan.cells import SETTINGS, Entry, Tables, row_name
from btobsheet.plan.merge.values import Change, Conflict
from btobsheet.plan.records import is_percent_unit
from btobsheet.plan.words import day_text, number_text
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import one_line
from btobsheet.reports.numbers import month_name
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.wording import text, text_or
from btobsheet.wording.columns import field_name

WIDTH = 60


@dataclass(frozen=True)
class Words:
    """Words the cells of one merged workbook; ``tables`` are its cells, for names and units."""

    language: str
    tables: Tables

    def say(self, key: str, **details: object) -> str:
        """Word one of the merge's own texts."""
        return text(self.language, f"merge.{key}", **details)

    def table(self, table: str) -> str:
        """Name a table."""
        return text(self.language, f"changes.table.{table}")

    def what(self, table: str, record_id: str, name: str = "") -> str:
        """Name a row: its id and what people call it; a setting by its label."""
        if table == SETTINGS:
            return next(
                (spec.label(self.language) for spec in SPECS if spec.id == record_id), record_id
            )
        name = name or row_name(table, self.tables.get(table, {}).get(record_id, {}))
        return one_line(f"{record_id} {short(name)}")

    def field(self, table: str, field: str) -> str:
        """Name a field.

        Of a month with its month, of a calendar mark with its day; nothing for a setting's value.
        """
        base, _, step = field.partition(".")
        if table == SETTINGS or not base:
            return "" if base else self.say("row")
        column, name = declared(table, base), field_name(self.language, table, base, base)
        repeat = column.repeat if isinstance(column, Column) else ""
        if repeat == "calendar":
            key = _calendar_key(step, self.language)
            return text(self.language, "changes.calendar_mark", key=key)
        if repeat:
            month = month_name(Month.parse(step), self.language)
            said = text_or(self.language, f"changes.month_{base}", month=month)
            return said or f"{month} {name}"
        return name

    def value(
        self, table: str, record_id: str, field: str, entry: Entry | None, *, whole: bool = False
    ) -> str:
        """Show a value as the workbook does.

        A text on one line and cut, unless the ``whole`` is wanted.
        """
        if entry is None:
            return self.say("blank")
        cell, kind = entry.cell, _kind(table, record_id, field)
        if isinstance(cell, dt.date):
            return f"{cell.year}/{cell.month}" if isinstance(kind, MonthKind) else day_text(cell)
        if isinstance(cell, str):
            return cell if whole else short(cell)
        unit = self.tables.get(table, {}).get(record_id, {}).get("unit")
        percent = isinstance(kind, Percent) or (
            isinstance(kind, KpiValue) and unit is not None and is_percent_unit(str(unit.cell))
        )
        return f"{number_text(cell * 100)}%" if percent and abs(cell) <= 2 else number_text(cell)

    def change(self, change: Change) -> str:
        """Say one change in a sentence."""
        key = change.table, change.id, change.field
        details = {
            "before": self.value(*key, change.before),
            "after": self.value(*key, change.after),
            "files": self.files(change.files),
        }
        return one_line(
            self.say(
                "change" if change.files else "change_typed",
                what=self.what(*key[:2]),
                field=self.field(change.table, change.field),
                **details,
            )
        )

    def conflict(self, conflict: Conflict) -> str:
        """Say one conflict in a sentence."""
        what = self.what(conflict.table, conflict.id, conflict.name)
        if conflict.kind != "cell":
            return self.say(
                f"conflict_{conflict.kind}",
                what=what,
                files=self.files(tuple(one.file for one in conflict.candidates)),
            )
        key = conflict.table, conflict.id, conflict.field
        copies = self.say("separator").join(
            self.say("conflict_copy", file=one.file, value=self.value(*key, one.value))
            for one in conflict.candidates
        )
        what = ": ".join(filter(None, (what, self.field(conflict.table, conflict.field))))
        return one_line(
            self.say(
                "conflict_cell", what=what, master=self.value(*key, conflict.master), copies=copies
            )
        )

    def unsaid(self, one: Unsaid) -> str:
        """Say one word that was not taken over: its cell, the word, and why."""
        kind = self.unsaid_kind(one.kind)
        return one_line(
            self.say("unsaid_item", tab=one.tab, cell=one.cell, word=short(one.word), kind=kind)
        )

    def unsaid_kind(self, kind: str) -> str:
        """Say why a word was not taken over."""
        return self.say("unsaid_note_kind" if kind == "note" else f"unsaid_{kind}")

    def files(self, files: tuple[str, ...]) -> str:
        """List the files' names."""
        return self.say("separator").join(files)


def _kind(table: str, record_id: str, field: str) -> Kind | None:
    known = declared(table, record_id if table == SETTINGS else field)
    return known.kind if known else None


def _calendar_key(step: str, language: str) -> str:
    if step.count("-") < 2:
        return month_name(Month.parse(step), language)
    return day_text(dt.date.fromisoformat(step))


def short(value: str) -> str:
    """Put a text on one line and cut it where a sentence could not hold it."""
    line = one_line(value)
    return line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
