"""The numbers by which the lists on the output tabs are sorted; an empty text sorts nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.plan.records import Holiday, Operation, id_number
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import ActionFigures, KpiFigures
from btobsheet.wording.words import SHOWN, Word


@dataclass(frozen=True)
class Worst:
    """One line of the list "main KPIs, worst first" that statuses and drivers are looked up in."""

    figures: KpiFigures
    rank: int
    operation: str
    word: str


def position(words: Sequence[Word], code: str) -> int:
    """Give a code's place among its words, from 1."""
    return next(index for index, word in enumerate(words, start=1) if word.code == code)


def late_order(item: ActionFigures) -> Scalar:
    """Give the number that sorts late actions: overdue, late start, behind, each by end."""
    end = item.action.end
    if not item.counted or item.state not in ("overdue", "late_start", "behind") or end is None:
        return ""
    return (
        position(SHOWN["action_state"], item.state) * 10**10
        + serial(end) * 10**5
        + id_number(item.action.id)
    )


def worse_order(item: KpiFigures) -> Scalar:
    """Give the number that sorts the KPIs getting worse, the lowest attainment first."""
    if not item.counted or item.attainment is None or item.trend != "worsening":
        return ""
    return item.attainment + id_number(item.kpi.id) / 1_000_000_000


def own_order(item: KpiFigures, operations: Iterable[Operation]) -> Scalar:
    """Give the number that sorts the KPIs of operations, operation by operation; those of reference
    have none.
    """
    scope, is_reference = item.kpi.scope, item.kpi.main == "reference"
    if not item.counted or is_reference or all(one.id != scope for one in operations):
        return ""
    return id_number(scope) * 10_000 + id_number(item.kpi.id)


def gap_order(item: KpiFigures) -> Scalar:
    """Give the number by which KPIs with months not typed are sorted, most first."""
    wanted = (
        item.counted
        and item.aggregation != "ratio"
        and item.status != "no_target"
        and item.missing_months > 0
    )
    return item.missing_months * 100_000 - id_number(item.kpi.id) if wanted else ""


def holiday_cells(holidays: Iterable[Holiday]) -> list[dict[str, Scalar]]:
    """Give the days off, which are sorted for NETWORKDAYS."""
    return [{"day": serial(one.date) if one.date else ""} for one in holidays]
