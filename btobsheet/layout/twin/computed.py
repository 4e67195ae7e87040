"""The twin of the input tables' formulas: each computed cell's value; ``""`` where there is none.

Rows point to each other by their position in the defined names: the header is 1, nothing is 0.
"""

from __future__ import annotations

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import NO_LIMIT, RANK_STEP
from btobsheet.layout.rows.written import labels
from btobsheet.layout.twin.backwards import backwards_cells
from btobsheet.layout.twin.bulletcells import bullet_cells, pace
from btobsheet.layout.twin.course import course_cells
from btobsheet.layout.twin.fixorder import fix_cells
from btobsheet.layout.twin.kpisteps import (
    is_marked,
    monthly_cells,
    severity,
    shown,
    step_cells,
)
from btobsheet.layout.twin.marks import mark_cells
from btobsheet.layout.twin.moneycells import cost_rows, money_cells, segment_cells, stop_cells
from btobsheet.layout.twin.orders import (
    Worst,
    gap_order,
    holiday_cells,
    late_order,
    own_order,
    position,
    worse_order,
)
from btobsheet.layout.twin.personal import personal_cells
from btobsheet.layout.twin.remembered import remembered_cells
from btobsheet.layout.twin.reviewcells import review_cells
from btobsheet.layout.twin.saying import said_cells
from btobsheet.layout.twin.titles import titled
from btobsheet.layout.twin.treeorder import TreeOrder
from btobsheet.layout.twin.weights import NOTHING, Weights, by_tactic, summed, weighed
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI, Record, id_number
from btobsheet.plan.spelling import squeezed
from btobsheet.status.actions import is_done, stopped
from btobsheet.status.figures import (
    ActionFigures,
    Assessment,
    KpiFigures,
    OperationFigures,
    RollUp,
    TacticFigures,
)
from btobsheet.wording.words import CHOICES, SHOWN, label

Cells = dict[str, Scalar]
Figure = float | None


class Twin:
    """All computed cells of one plan on one day, by table."""

    def __init__(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.plan: Plan = assessment.plan
        self.lookup = Lookup.of(self.plan)
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
        self.worst = self._worst()
        lines = list(enumerate(self.worst, start=2))[::-1]
        self._worst_of_scope = {line.figures.kpi.scope: row for row, line in lines}
        self._worst_of_operation = {line.operation: row for row, line in lines}
        self._weights = by_tactic(assessment.actions)
        self._fix = fix_cells(assessment.kpis, self.kpi_of, self._tree, self.lookup)

    def word(self, group: str, code: str | None) -> str:
        """Word a code in the plan's language."""
        return label(group, code, self.plan.language)

    def _worst(self) -> tuple[Worst, ...]:
        lines = [
            Worst(
                item,
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
            "spelled": squeezed(name),
            "label": self.labels[record.id] if name else record.id,
        }

    def roll(self, roll: RollUp, worst: int, weights: Weights) -> Cells:
        """Give the cells of a roll-up."""
        line = self._line(worst)
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

    def _line(self, worst: int) -> Worst | None:
        """Give the line of the worst list that stands in a row; none in row 0."""
        return self.worst[worst - 2] if worst else None

    def operation(self, item: OperationFigures) -> Cells:
        """Give an operation's computed cells."""
        record = item.operation
        worst = self._worst_of_operation.get(record.id, 0)
        mine = [
            figures
            for figures in self.assessment.tactics
            if figures.counted and figures.tactic.operation == record.id
        ]
        weights = summed(self.weights(figures) for figures in mine)
        cells = {**self.common(record, record.name), **self.roll(item.roll, worst, weights)}
        counts = item.roll.kpi_counts
        same = counts.get(item.roll.status or "", 0)
        return cells | {
            **bullet_cells("pace", pace(item.roll.progress, item.roll.planned)),
            "counts": f"{cells['status']} {same}/{sum(counts.values())}" if worst else "",
            "tactic_count": item.tactic_count,
            "digital_share": shown(item.digital_share),
        }

    def weights(self, item: TacticFigures) -> Weights:
        """Give a tactic's summed weight, weight done and weight planned."""
        return self._weights.get(item.tactic.id, NOTHING)

    def tactic(self, item: TacticFigures) -> Cells:
        """Give a tactic's computed cells."""
        record = item.tactic
        worst = self._worst_of_scope.get(record.id, 0)
        line = self._line(worst)
        kpis = [figures.kpi for figures in self.assessment.kpis if figures.kpi.scope == record.id]
        op_row = self.row_of.get(record.operation, 0)
        digital = {"digital": 1.0, "in_person": 0.0, "both": 0.5}.get(record.channel)
        return {
            **self.common(record, record.name),
            **self.roll(item.roll, worst, self.weights(item)),
            "titled": titled(record, self.plan.language),
            "attainment": (rate := shown(line.figures.attainment) if line else ""),
            **bullet_cells("attain", rate),
            "trend": self.word("trend", line.figures.trend) if line else "",
            "kpi_link": f"→ {len(kpis)}" if kpis else "",
            "score": shown(item.score),
            "counted": int(record.counts),
            **money_cells(item),
            **stop_cells(record, self.plan),
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
        weight, done, planned = weighed(item)
        status = record.status or "not_started"
        is_known = record.tactic in self.tactic_operation
        line = self._line(self._worst_of_scope.get(record.tactic, 0) if is_known else 0)
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
            "status_no": position(CHOICES["action_status"], status),
            "done": int(is_done(record)),
            "ended": int(not is_done(record) and stopped(record, self.lookup)),
            "used_percent": item.percent,
            "state_no": position(SHOWN["action_state"], item.state),
            "weight": weight,
            "weight_done": done,
            "weight_planned": planned,
            "num": id_number(record.id),
            "late": late_order(item),
        }

    def kpi(self, item: KpiFigures) -> Cells:
        """Give a KPI's computed cells."""
        record = item.kpi
        return {
            **self.common(record, record.name),
            "status": self.word("kpi_status", item.status),
            "trend": self.word("trend", item.trend),
            **{name: shown(getattr(item, name)) for name in _KPI_FIGURES},
            **self._kpi_links(item),
            **step_cells(item, self.assessment.closed_months, self.lookup),
            **course_cells(item, self.plan, self.lookup, self.assessment.closed_months),
            **self._tree.cells(record.id, self.row_of),
            **monthly_cells(item, self.plan, self.lookup, self.assessment.closed_months),
            "within_chance": self.word("within_chance", "yes" if item.within_chance else ""),
            "sev": severity(item.status),
            "rank": self.rank(item) if self.is_main(item) else "",
            "gap": gap_order(item),
            "worse": worse_order(item),
            **self._fix[record.id],
            **said_cells(item, self.plan.language),
        }

    def _kpi_links(self, item: KpiFigures) -> Cells:
        record = item.kpi
        ratio = record.aggregation == "ratio"
        return {
            "scope_id": record.scope,
            "tactic_link": f"← {record.scope}" if record.scope in self.tactic_operation else "",
            "scope_word": record.scope,
            "tactic_row": self.row_of[record.scope] if record.scope in self.tactic_operation else 0,
            "counted": int(item.counted),
            "op_id": self.operation_of(item),
            "own": own_order(item, self.plan.operations),
            "marked": is_marked(record),
            "is_main": int(self.is_main(item)),
            "num_row": self.row_of.get(record.numerator, 0) if ratio else 0,
            "den_row": self.row_of.get(record.denominator, 0) if ratio else 0,
            "code": position(CHOICES["aggregation"], record.aggregation or "sum"),
            "agg": position(CHOICES["aggregation"], item.aggregation),
            "way": position(CHOICES["direction"], item.direction),
            "lim": 2 if record.is_percent else float(NO_LIMIT),
        }

    def tables(self) -> dict[str, list[Cells]]:
        """Give the computed cells of every record, in the plan's order."""
        made: dict[str, list[Cells]] = {
            "operations": [self.operation(item) for item in self.assessment.operations],
            "tactics": [self.tactic(item) for item in self.assessment.tactics],
            "kpis": [self.kpi(item) for item in self.assessment.kpis],
            "actions": [self.action(item) for item in self.assessment.actions],
            "people": [{} for _ in self.plan.people],
            "reviews": [
                review_cells(one, self.row_of, self.assessment.as_of) for one in self.plan.reviews
            ],
        }
        more = [one(self.assessment) for one in (personal_cells, mark_cells, backwards_cells)]
        more += [remembered_cells(self.assessment), {"tactics": segment_cells(self.plan.tactics)}]
        for table, rows in (item for tables in more for item in tables.items()):
            made[table] = [{**one, **own} for one, own in zip(made[table], rows, strict=True)]
        closed, as_of = self.assessment.closed_months, self.assessment.as_of
        made["costs"] = cost_rows(self.plan, closed, self.row_of, as_of)
        return made | {"holidays": holiday_cells(self.plan.holidays), "settings": []}


_TABLES: tuple[tuple[str, str], ...] = (("operations", "O"), ("tactics", "T"), ("kpis", "K"))
_KPI_FIGURES = (
    *("attainment", "actual_to_date", "expected_to_date", "last_change", "forecast"),
    *("months_evaluated", "missing_months", "unit_cost", "annual"),
)
