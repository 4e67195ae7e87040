"""What the hidden tab ``_history`` holds: the plan's memory as text, and as columns that formulas
look up.

Columns A and B: ``history`` and how many approvals there are, ``sha256``, and the text in pieces
``history.1 history.2 …`` (as the base snapshot's, :mod:`btobsheet.layout.rows.identity`). From D
on, named columns of values: KPIs with their first and last approved annual target, actions with
their first start and end. Values only: sorting and saving by any program leave them whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.rows.identity import HISTORY, checksum, joined, numbered
from btobsheet.plan.history import NO_HISTORY, History, history_of, history_text
from btobsheet.plan.records import id_number
from btobsheet.plan.words import day_text
from btobsheet.wording import text

_SUM = "sha256"
COLUMNS: Mapping[str, int] = {
    "history_kpi": 4,
    "history_first": 5,
    "history_approved": 6,
    "history_action": 8,
    "history_start": 9,
    "history_end": 10,
}
"""The columns that formulas look up, by name."""
LINE, LINE_AT = "history_line", (2, 12)
"""The cell that says all approvals in one line, and its name."""


def kpi_ids(history: History) -> list[str]:
    """Give the KPIs that an approval knows, in the order of the tab's rows."""
    ends = [one for one in (history.first, history.last) if one]
    return sorted({kpi for one in ends for kpi in one.targets}, key=_order)


def action_ids(history: History) -> list[str]:
    """Give the actions that any approval knows, in the order of the tab's rows."""
    return sorted({action for one in history.approvals for action in one.dates}, key=_order)


def _order(record_id: str) -> tuple[int, str]:
    return id_number(record_id), record_id


def approvals_line(history: History, language: str) -> str:
    """Say all approvals in one line, each re-plan with its reason; nothing for none."""
    return " / ".join(
        text(
            language,
            f"workbook.history.{'next' if one.number else 'first'}",
            day=day_text(one.on),
            number=one.number,
            note=text(language, "workbook.history.note", note=one.note) if one.note else "",
        )
        for one in history.approvals
    )


def memory_cells(history: History, language: str) -> dict[tuple[int, int], Scalar]:
    """Give the tab's cells by row and column; its line is in a language."""
    kept = history_text(history)
    stored: list[tuple[str, Scalar]] = [(HISTORY, len(history.approvals))]
    if kept:
        stored += [(_SUM, checksum(kept)), *numbered(HISTORY, kept)]
    cells: dict[tuple[int, int], Scalar] = {}
    for row, (key, value) in enumerate(stored, start=1):
        cells[row, 1], cells[row, 2] = key, value
    for name, values in _columns(history).items():
        column = COLUMNS[name]
        for row, value in enumerate([name, *values], start=1):
            if value is not None:
                cells[row, column] = value
    cells[1, LINE_AT[1]] = LINE
    if kept:
        cells[LINE_AT] = approvals_line(history, language)
    return cells


def _columns(history: History) -> Mapping[str, Sequence[Scalar]]:
    kpis, actions = kpi_ids(history), action_ids(history)
    days = [history.first_dates(action) for action in actions]
    return {
        "history_kpi": kpis,
        "history_first": [history.first_target(kpi) for kpi in kpis],
        "history_approved": [history.approved_target(kpi) for kpi in kpis],
        "history_action": actions,
        "history_start": [serial(start) if start else None for start, _ in days],
        "history_end": [serial(end) if end else None for _, end in days],
    }


def memory_of(stored: Mapping[str, str], *, verify: bool = True) -> History:
    """Read the tab's columns A and B back; what somebody edited is told, not raised.

    Without ``verify`` the checksum is not looked at.
    """
    kept = joined(stored, HISTORY)
    if not kept:
        return NO_HISTORY if stored.get(HISTORY, "0") == "0" else History(intact=False)
    found = history_of(kept)
    if found is None or (verify and checksum(kept) != stored.get(_SUM, "")):
        return History(approvals=found.approvals if found else (), intact=False)
    return found
