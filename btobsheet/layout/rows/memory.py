"""What the hidden tab ``_history`` holds: the plan's memory as text, and as columns that formulas
look up.

Columns A and B: ``history`` and how many approvals there are, ``sha256``, and the text in pieces
``history.1 history.2 …`` (as the base snapshot's, :mod:`btobsheet.layout.rows.identity`). From D
on, named columns of values: KPIs with their first and last approved annual target, actions with
their first start and end, the KPIs' closed months with their targets, the targets of each month as
approved first. Values only: sorting and saving by any program leave them whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from btobsheet.layout.geometry import month_name
from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.rows.identity import HISTORY, LOOKED_UP, checksum, joined, numbered
from btobsheet.plan.calendar import Month
from btobsheet.plan.closing import MONTHS, NOT_FROZEN
from btobsheet.plan.history import NO_HISTORY, NO_TARGET, History, history_of, history_text
from btobsheet.plan.records import id_number
from btobsheet.plan.words import day_text
from btobsheet.wording import text

_SUM = "sha256"
COLUMNS: Mapping[str, int] = {
    "history_kpi": LOOKED_UP,
    "history_first": 5,
    "history_approved": 6,
    "history_action": 8,
    "history_start": 9,
    "history_end": 10,
    "history_from": 14,
    "history_to": 15,
    "history_targets": 16,
    "history_firsts": 28,
}
"""The columns that formulas look up, by name; those of months are twelve from there on."""
OF_MONTHS, OF_ACTIONS = (
    ("history_targets", "history_firsts"),
    ("history_action", "history_start", "history_end"),
)
LINE, LINE_AT = "history_line", (2, 12)
"""The cell that says all approvals in one line, and its name."""


def kpi_ids(history: History) -> list[str]:
    """Give the KPIs that an approval or a closing knows, in the order of the tab's rows."""
    known = {kpi for one in history.approvals for kpi in one.targets}
    return sorted(known.union(*(one.kpis for one in history.closings)), key=_order)


def action_ids(history: History) -> list[str]:
    """Give the actions that any approval knows, in the order of the tab's rows."""
    return sorted({action for one in history.approvals for action in one.dates}, key=_order)


def _order(record_id: str) -> tuple[int, str]:
    return id_number(record_id), record_id


def memory_line(history: History, language: str, start: Month) -> str:
    """Say all approvals in one line, each re-plan with its reason, and through which month the plan
    is closed; nothing for none.
    """
    return " / ".join(memory_parts(history, language, start))


def memory_parts(history: History, language: str, start: Month) -> list[str]:
    """Say each approval, and through which month the plan is closed."""
    said = [
        text(
            language,
            f"workbook.history.{'next' if one.number else 'first'}",
            day=day_text(one.on),
            number=one.number,
            note=text(language, "workbook.history.note", note=one.note) if one.note else "",
        )
        for one in history.approvals
    ]
    if history.closings:
        month = month_name(start.plus(len(history.closings) - 1), language)
        day = day_text(history.closings[-1].on)
        said.append(text(language, "workbook.history.closed", month=month, day=day))
    return said


def memory_cells(history: History, language: str, start: Month) -> dict[tuple[int, int], Scalar]:
    """Give the tab's cells by row and column, of a plan that begins with a month; its line is in a
    language.
    """
    kept = history_text(history)
    stored: list[tuple[str, Scalar]] = [(HISTORY, history.size)]
    if kept:
        stored += [(_SUM, checksum(kept)), *numbered(HISTORY, kept)]
    cells: dict[tuple[int, int], Scalar] = {}
    for row, (key, value) in enumerate(stored, start=1):
        cells[row, 1], cells[row, 2] = key, value
    for name, values in _columns(history).items():
        for row, value in enumerate([name, *values], start=1):
            if value is not None:
                cells[row, COLUMNS[name]] = value
    for name, months in _month_columns(history).items():
        for step in range(MONTHS):
            cells[1, COLUMNS[name] + step] = f"{name}_{step + 1}"
        for row, values in enumerate(months, start=2):
            for column, value in enumerate(values, start=COLUMNS[name]):
                if value is not None:
                    cells[row, column] = value
    cells[1, LINE_AT[1]] = LINE
    if kept:
        cells[LINE_AT] = memory_line(history, language, start)
    return cells


def _columns(history: History) -> Mapping[str, Sequence[Scalar]]:
    kpis, actions = kpi_ids(history), action_ids(history)
    days = [history.first_dates(action) for action in actions]
    closed = history.frozen
    return {
        "history_kpi": kpis,
        "history_first": [history.first_target(kpi) for kpi in kpis],
        "history_approved": [history.approved_target(kpi) for kpi in kpis],
        "history_action": actions,
        "history_start": [serial(start) if start else None for start, _ in days],
        "history_end": [serial(end) if end else None for _, end in days],
        "history_from": [closed[kpi].first if kpi in closed else None for kpi in kpis],
        "history_to": [closed[kpi].last if kpi in closed else None for kpi in kpis],
    }


def _month_columns(history: History) -> Mapping[str, Sequence[Sequence[Scalar]]]:
    """Give the columns of months: a row a KPI, twelve values."""
    kpis, closed = kpi_ids(history), history.frozen
    first = history.first.targets if history.first else {}
    return {
        "history_targets": [closed.get(kpi, NOT_FROZEN).targets for kpi in kpis],
        "history_firsts": [first.get(kpi, NO_TARGET).effective for kpi in kpis],
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
        return replace(found or NO_HISTORY, intact=False)
    return found
