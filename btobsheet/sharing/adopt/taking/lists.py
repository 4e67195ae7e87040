"""Lists of the old plan: tactics, operations, people, holidays and reviews, one row each."""

from __future__ import annotations

from typing import Final

from btobsheet.plan.records import RECORDS
from btobsheet.sharing.adopt.fields import own_fields
from btobsheet.sharing.adopt.rows import Value
from btobsheet.sharing.adopt.taking.table import TableReader

_PEOPLE: Final = ("owner", "backup")
_NAMED: Final = ("operations", "tactics", "people")
"""Tables whose rows are found again by their names, in whichever tab they stand."""


class ListReader(TableReader):
    """Reads a table of which every row is a thing by itself."""

    def read(self) -> None:
        """Take every row."""
        table = self.how.kind
        self.naming = ("operation", RECORDS[table].naming)
        for row in self.data_rows():
            values = self.values(row)
            if table == "tactics" and self.is_section(row, values, alone=True):
                self.open_section(row, values)
                continue
            name = values.get(RECORDS[table].naming)
            if name is None and table in (*_NAMED, "holidays"):
                self.leave_row(row, "no_name")
            elif values:
                self._row(table, values, name)

    def _row(self, table: str, values: dict[str, Value], name: Value | None) -> None:
        if table in ("tactics", "reviews"):
            names = self.carried({one: values[one] for one in ("operation",) if one in values})
        else:
            names = {}
        if name is not None and table in _NAMED:
            record = self.rows.named(table, name)
        else:
            record = self.rows.new(table)
        operation, _ = self.belonging({one: names[one] for one in names if one == "operation"})
        if operation and table == "tactics":
            self.rows.put(table, record, "operation", Value(operation, ()))
        for field in values.keys() & set(own_fields(table)) - {"operation"}:
            if field in _PEOPLE:
                self.person(values[field])
            if not self.rows.put(table, record, field, values[field]):
                self.leave_value(values[field], "second")
        self.kpi_beside(values, record if table == "tactics" else "")
