"""What is told about an export's rows, gathered: one problem for all rows it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from btobsheet.plan.fill import rows_text
from btobsheet.problems import Detail, Place, Problem, problem
from btobsheet.quickclass import dataclass


@dataclass
class Notes:
    """What is told, gathered by code and what it is about, with the rows.

    Of a row told as a ``whole`` nothing else is told.
    """

    found: dict[tuple[str, tuple[tuple[str, Detail], ...], str], list[int]] = field(
        default_factory=dict
    )
    whole: set[int] = field(default_factory=set)

    def tell(self, code: str, row: int, value: str = "", /, **details: Detail) -> None:
        """Note that a row is one of those a problem is about; row 0 is none."""
        if row not in self.whole:
            self.found.setdefault((code, tuple(details.items()), value), []).append(row)

    def tell_whole(self, code: str, row: int) -> None:
        """Note that nothing of a row can be relied on."""
        self.tell(code, row)
        self.whole.add(row)

    def problems(self, sheet: str) -> Iterator[Problem]:
        """Give the problems in the order of their first rows noted."""
        for (code, details, value), rows in self.found.items():
            yield problem(
                code,
                Place(sheet, line=rows[0]) if rows[0] else None,
                value,
                **dict(details),
                rows=rows_text(rows),
                count=len(set(rows)),
            )
