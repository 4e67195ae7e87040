"""The twin of the columns for money and for stopped tactics."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.macros import LAST_DAY
from btobsheet.layout.twin.kpisteps import shown
from btobsheet.layout.twin.orders import position
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Tactic, id_number
from btobsheet.plan.spelling import compared
from btobsheet.status.effect import MONTHS, number_in_year
from btobsheet.status.figures import TacticFigures
from btobsheet.status.money import segment_of
from btobsheet.status.rules import total, typed
from btobsheet.wording.words import CHOICES

Cells = dict[str, Scalar]


def money_cells(item: TacticFigures) -> Cells:
    """Give a tactic's budget and what was spent."""
    return {
        "budget_n": shown(item.budget),
        "spent_n": shown(item.spent),
    }


def segment_cells(tactics: Sequence[Tactic]) -> list[Cells]:
    """Give each tactic's product or business, and its number where it is the first of that."""
    seen: set[str] = set()
    made: dict[str, Cells] = {}
    for record in sorted(tactics, key=lambda item: id_number(item.id)):
        key = segment_of(record) if record.counts else ""
        first = key != "" and compared(key) not in seen
        seen.add(compared(key))
        made[record.id] = {
            "segment_key": key,
            "segment_ord": id_number(record.id) if first else "",
        }
    return [made[record.id] for record in tactics]


def stop_cells(record: Tactic, plan: Plan) -> Cells:
    """Give a tactic's decision, and the month and day it was stopped."""
    day = record.last_day
    return {
        "decision_no": position(CHOICES["decision"], record.decision or "adopted"),
        "stop_ord": id_number(record.id) if record.is_ended else "",
        "stop_n": min(MONTHS, number_in_year(Month.of(day), plan.start)) if day else MONTHS,
        "stop_day": serial(day) if day else LAST_DAY,
    }


def cost_rows(plan: Plan, closed: int, rows: Mapping[str, int], as_of: dt.date) -> list[Cells]:
    """Give the computed cells of every cost row; ``rows`` are the tactics' rows."""
    counted = {tactic.id for tactic in plan.tactics if tactic.counts}
    return [
        {
            "used": 1,
            "today": serial(as_of),
            "num": id_number(record.id),
            "tactic_row": rows.get(record.tactic, 0),
            "tactic_id": record.tactic,
            "counted": int(record.tactic in counted),
            "plans": len(typed(record.plan)),
            "actuals": len(typed(record.actual)),
            "plan_sum": total(typed(record.plan)),
            "actual_sum": total(typed(record.actual)),
            "due": total(typed(record.plan[:closed])),
        }
        for record in plan.costs
    ]
