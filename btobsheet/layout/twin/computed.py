"""The twin of the input tables' formulas: each computed cell's value, from the assessment.

A figure that does not exist is ``""``, as the formula gives it. Rows point to each other by their
position in the defined names: the header is 1, the first data row 2, nothing 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.macros import NO_LIMIT, RANK_STEP
from btobsheet.layout.rows.written import labels
from btobsheet.layout.twin.fixorder import fix_cells
from btobsheet.layout.twin.kpisteps import gap_order, monthly_cells, severity, shown, step_cells
from btobsheet.layout.twin.personal import personal_cells
from btobsheet.layout.twin.treeorder import TreeOrder
from btobsheet.plan.model import KGI, Plan, Record, Review, id_number
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import (
    ActionFigures,
    Assessment,
    KpiFigures,
    OperationFigures,
    RollUp,
    TacticFigures,
)
from btobsheet.status.rules import RED
from btobsheet.wording.words import CHOICES, SHOWN, Word, label

Cells = dict[str, Scalar]
Figure = float | None


@dataclass(frozen=True)
class Worst:
    """One line of the list "main KPIs, worst first" that statuses and drivers are looked up in."""

    figures: KpiFigures
    row: int
    rank: int
    operation: str
    word: str


class Twin:
    """All computed cells of one plan on one day, by table."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.plan: Plan = assessment.plan
        self.labels = labels(self.plan)
        self.row_of = {
            record.id: row
            for table, _ in _TABLES
            for row, record in enumerate(getattr(self.plan, table), start=2)
        }
        self.tactic_operation = {item.id: item.operation for item in self.plan.tactics}
        self.tactic_counts = {item.id: item.counts for item in self.plan.tactics}
        self._tree = TreeOrder.of({item.kpi.id: item.kpi.parent for item in assessment.kpis})
        self.kpi_of = {item.kpi.id: item.kpi for item in assessment.kpis}
        self.status_of = {item.kpi.id: item.status for item in assessment.kpis}
        self.worst = self._worst()
        lines = list(enumerate(self.worst, start=2))[::-1]
        self._worst_of_scope = {line.figures.kpi.scope: row for row, line in lines}
        self._worst_of_operation = {line.operation: row for row, line in lines}
        self._weights: dict[str, tuple[float, float, float]] = {}
        for item in assessment.actions:
            self._weights[item.action.tactic] = _sums(
                [self._weights.get(item.action.tactic, (0, 0, 0)), _weights(item)]
            )

    def word(self, group: str, code: str | None) -> str:
        """Word a code in the plan's language."""
        return label(group, code, self.plan.language)

    def _worst(self) -> tuple[Worst, ...]:
        lines = [
            Worst(
                item,
                self.row_of[item.kpi.id],
                self.rank(item),
                self.operation_of(item),
                self.word("kpi_status", item.status),
            )
            for item in self.assessment.kpis
            if self.is_main(item)
        ]
        return tuple(sorted(lines, key=lambda line: -line.rank))

    def is_main(self, item: KpiFigures) -> bool:
        """Tell whether the KPI is one of its scope's main ones; one without a scope is nobody's."""
        return item.main and bool(item.kpi.scope)

    def rank(self, item: KpiFigures) -> int:
        """Give the number by which KPIs are sorted worst first, ties by id."""
        return severity(item.status) * RANK_STEP - id_number(item.kpi.id)

    def operation_of(self, item: KpiFigures) -> str:
        """Give the operation a KPI rolls up to, or an empty text."""
        scope = item.kpi.scope
        if scope in self.tactic_operation:
            return self.tactic_operation[scope] if item.counted else ""
        return "" if scope == KGI else scope

    def common(self, record: Record, name: str) -> Cells:
        """Give the helper cells that operations, tactics and KPIs share."""
        number = id_number(record.id)
        return {
            "used": 1,
            "num": number,
            "key": record.id,
            "ord": number,
            "label": self.labels[record.id] if name else record.id,
        }

    def roll(self, roll: RollUp, worst: int, weights: tuple[float, float, float]) -> Cells:
        """Give the cells of a roll-up."""
        line = self.worst[worst - 2] if worst else None
        return {
            "status": line.word if line else "",
            "driver": line.figures.kpi.name if line else "",
            "progress": shown(roll.progress),
            "planned": shown(roll.planned),
            "overdue": roll.overdue,
            "worst": worst,
            "sum_weight": weights[0],
            "sum_done": weights[1],
            "sum_planned": weights[2],
        }

    def operation(self, item: OperationFigures) -> Cells:
        """Give an operation's computed cells."""
        record = item.operation
        worst = self._worst_of_operation.get(record.id, 0)
        mine = [
            figures
            for figures in self.assessment.tactics
            if figures.counted and figures.tactic.operation == record.id
        ]
        weights = _sums([self.weights(figures) for figures in mine])
        cells = {**self.common(record, record.name), **self.roll(item.roll, worst, weights)}
        of_mine = [
            item.kpi.id for item in self.assessment.kpis if self.operation_of(item) == record.id
        ]
        same = sum(
            self.word("kpi_status", self.status_of[one]) == cells["status"] for one in of_mine
        )
        cells["counts"] = f"{cells['status']} {same}/{len(of_mine)}" if worst else ""
        return cells | {
            "tactic_count": item.tactic_count,
            "digital_share": shown(item.digital_share),
        }

    def weights(self, item: TacticFigures) -> tuple[float, float, float]:
        """Give a tactic's summed weight, weight done and weight planned."""
        return self._weights.get(item.tactic.id, (0, 0, 0))

    def tactic(self, item: TacticFigures) -> Cells:
        """Give a tactic's computed cells."""
        record = item.tactic
        worst = self._worst_of_scope.get(record.id, 0)
        driver = self.worst[worst - 2].figures if worst else None
        kpis = [figures.kpi for figures in self.assessment.kpis if figures.kpi.scope == record.id]
        op_row = self.row_of.get(record.operation, 0)
        digital = {"digital": 1.0, "in_person": 0.0, "both": 0.5}.get(record.channel)
        return {
            **self.common(record, record.name),
            **self.roll(item.roll, worst, self.weights(item)),
            "attainment": shown(driver.attainment) if driver else "",
            "trend": self.word("trend", driver.trend) if driver else "",
            "kpi_link": f"→ {len(kpis)}" if kpis else "",
            "score": shown(item.score),
            "counted": int(record.counts),
            "op_row": op_row,
            "op_id": record.operation if op_row else "",
            "place": id_number(record.operation) * 10_000 + id_number(record.id)
            if record.counts and op_row
            else "",
            "digital": shown(digital),
            "kpi_row": self.row_of[kpis[0].id] if kpis else 0,
            "overdue_count": item.roll.overdue,
        }

    def action(self, item: ActionFigures) -> Cells:
        """Give an action's computed cells."""
        record = item.action
        weight, done, planned = _weights(item)
        status = record.status or "not_started"
        worst = (
            self._worst_of_scope.get(record.tactic, 0)
            if record.tactic in self.tactic_operation
            else 0
        )
        line = self.worst[worst - 2] if worst else None
        return {
            "used": 1,
            "state": self.word("action_state", item.state),
            "planned": shown(item.planned),
            "working_days": shown(item.working_days),
            "tactic_kpi": line.figures.kpi.name if line else "",
            "tactic_status": line.word if line else "",
            "tactic_row": self.row_of.get(record.tactic, 0),
            "tactic_id": record.tactic,
            "counted": int(self.tactic_counts.get(record.tactic, True)),
            "status_no": _position(CHOICES["action_status"], status),
            "done": int(item.percent >= 1),
            "used_percent": item.percent,
            "state_no": _position(SHOWN["action_state"], item.state),
            "weight": weight,
            "weight_done": done,
            "weight_planned": planned,
            "num": id_number(record.id),
            "late": self._late(item),
        }

    def _late(self, item: ActionFigures) -> Scalar:
        """Give the number that sorts late actions: overdue, late start, behind, each by end."""
        end = item.action.end
        if not item.counted or item.state not in ("overdue", "late_start", "behind") or end is None:
            return ""
        return (
            _position(SHOWN["action_state"], item.state) * 10**10
            + serial(end) * 10**5
            + id_number(item.action.id)
        )

    def kpi(self, item: KpiFigures) -> Cells:
        """Give a KPI's computed cells."""
        record = item.kpi
        return {
            **self.common(record, record.name),
            "status": self.word("kpi_status", item.status),
            "trend": self.word("trend", item.trend),
            **{name: shown(getattr(item, name)) for name in _KPI_FIGURES},
            **self._kpi_links(item),
            **step_cells(item, self.assessment.closed_months),
            **self._tree.cells(record.id, self.row_of),
            **monthly_cells(item, self.plan),
            "sev": severity(item.status),
            "rank": self.rank(item) if self.is_main(item) else "",
            "gap": gap_order(item),
            "short": self._short(item),
            **fix_cells(item, self.kpi_of, self._tree, asks=self._asks(item)),
        }

    def _short(self, item: KpiFigures) -> Scalar:
        """Give the number that sorts the main KPIs falling short, the lowest attainment first."""
        if (
            not (item.counted and self.is_main(item))
            or item.attainment is None
            or item.attainment >= 1
        ):
            return ""
        return item.attainment + id_number(item.kpi.id) / 1_000_000_000

    def _asks(self, item: KpiFigures) -> bool:
        """Tell whether a KPI may be the first to fix: a tactic's main one, red or getting worse."""
        return (
            self.is_main(item)
            and item.counted
            and item.kpi.scope in self.tactic_operation
            and (item.status in RED or item.trend == "worsening")
        )

    def _kpi_links(self, item: KpiFigures) -> Cells:
        record = item.kpi
        ratio = record.aggregation == "ratio"
        return {
            "scope_id": record.scope,
            "tactic_link": f"← {record.scope}" if record.scope in self.tactic_operation else "",
            "scope_word": record.scope,
            "scope_text": _escaped(self.labels.get(record.scope, record.scope)),
            "tactic_row": self.row_of[record.scope] if record.scope in self.tactic_operation else 0,
            "counted": int(item.counted),
            "op_id": self.operation_of(item),
            "marked": int(record.main),
            "is_main": int(self.is_main(item)),
            "num_row": self.row_of.get(record.numerator, 0) if ratio else 0,
            "den_row": self.row_of.get(record.denominator, 0) if ratio else 0,
            "code": _position(CHOICES["aggregation"], record.aggregation or "sum"),
            "agg": _position(CHOICES["aggregation"], item.aggregation),
            "down": int(item.direction == "down"),
            "lim": 2 if record.is_percent else float(NO_LIMIT),
        }

    def review(self, record: Review) -> Cells:
        """Give a review's computed cells."""
        number, is_open = id_number(record.id), record.state != "done"
        kpi_row = self.row_of.get(record.kpi, 0)
        tactic_row = self.row_of.get(record.tactic, 0)
        due = serial(record.due) if record.due else 99_999
        return {
            "num": number,
            "used": 1,
            "open": int(is_open),
            "kpi_row": kpi_row,
            "open_kpi": record.kpi if is_open and kpi_row else "",
            "tactic_row": tactic_row,
            "open_tactic": record.tactic if is_open and tactic_row else "",
            "homework": due * 10_000 + number if is_open and record.next_action else "",
            "wanted": number if is_open and record.decision else "",
        }

    def tables(self) -> dict[str, list[Cells]]:
        """Give the computed cells of every record, in the plan's order."""
        made: dict[str, list[Cells]] = {
            "operations": [self.operation(item) for item in self.assessment.operations],
            "tactics": [self.tactic(item) for item in self.assessment.tactics],
            "kpis": [self.kpi(item) for item in self.assessment.kpis],
            "actions": [self.action(item) for item in self.assessment.actions],
            "people": [
                {"used": 1, "num": id_number(one.id), "ord": id_number(one.id) if one.name else ""}
                for one in self.plan.people
            ],
        }
        for table, rows in personal_cells(self.assessment).items():
            made[table] = [{**cells, **more} for cells, more in zip(made[table], rows, strict=True)]
        made["reviews"] = [self.review(one) for one in self.plan.reviews]
        return made | {"holidays": [{} for _ in self.plan.holidays], "settings": []}


_TABLES: tuple[tuple[str, str], ...] = (("operations", "O"), ("tactics", "T"), ("kpis", "K"))
_KPI_FIGURES = (
    "attainment",
    "actual_to_date",
    "expected_to_date",
    "last_change",
    "forecast",
    "months_evaluated",
    "missing_months",
    "unit_cost",
    "annual",
)


def _escaped(text: str) -> str:
    """Escape wildcards as the formulas do."""
    return text.replace("~", "~~").replace("*", "~*").replace("?", "~?")


def _position(words: Sequence[Word], code: str) -> int:
    return next(index for index, word in enumerate(words, start=1) if word.code == code)


def _weights(item: ActionFigures) -> tuple[float, float, float]:
    weight = 0.0 if item.state == "cancelled" else item.weight
    planned = item.percent if item.planned is None else item.planned
    return weight, weight * item.percent, weight * planned


def _sums(items: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    return (
        sum(item[0] for item in items),
        sum(item[1] for item in items),
        sum(item[2] for item in items),
    )
