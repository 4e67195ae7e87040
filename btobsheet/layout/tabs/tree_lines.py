"""What stands where in the picture of KPIツリー: one line a KPI, in the tree's order, in hidden
columns.

Within a tree a first child stands beside its parent, in the same row of the picture, and any other
begins a row. KPIs that lead to no KGI follow in rows below, beside the level of the KGI.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from btobsheet.layout.address import fixed_range
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import TREE_LEVELS
from btobsheet.layout.tabs.amounts import Measure, put_measure, short, together
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, is_number, join, number, positive, when
from btobsheet.plan.records import KGI
from btobsheet.quickclass import dataclass
from btobsheet.wording.words import label

HEAD: Final = 5
"""The row above the first line: that of the picture's column heads."""
_COLUMN: Final = 3 + 5 * TREE_LEVELS
_NUMBER, _AT, _LEVEL, _ROW, _FREE, _KEY, _KIND, _UNIT, _PAIR, _PARENT, _RATE = range(
    _COLUMN, _COLUMN + 11
)
_REACHED, _WANTED = _RATE + 1, _RATE + 2
AFTER: Final = _WANTED + 1
"""The first column right of the lines."""
_LAST: Final = HEAD + 1_001
"""No workbook has more lines; the formulas are the same however many there are."""
DEEP: Final = 7
"""From this level on only the upper half of the picture's rows has places: ways that long are
few.
"""
BESIDE: Final = DEEP - 1
"""So many KPIs without a KGI stand in a row."""
_SHORT_RATE, _RATE_DIGITS = 100, 3
"""Below the first a rate is told with so many decimals."""


@dataclass(frozen=True)
class Lines:
    """The lines as the picture refers to them, each by its place from the row above the first on;
    ``rows`` is how many rows the trees take, ``free`` how many KPIs lead to no KGI.
    """

    canvas: Canvas
    count: int
    rows: Expr
    free: Expr

    def find(self, key: Expr) -> Expr:
        """Find the line with a place's key; 0 for none."""
        keys = self._column(_KEY)
        line = keys.index(key.value) + 2 if key.value in keys else 0
        return Expr(f"IFERROR(MATCH({key.text},{_area(_KEY)},0),0)", line)

    def begins(self, row: Expr) -> Expr:
        """Give the level on which a row of a tree begins: what begins it is joined from above."""
        rows = self._column(_ROW)
        value = self._column(_LEVEL)[rows.index(row.value)] if row.value in rows else 0
        return Expr(f"INDEX({_area(_LEVEL)},MATCH({row.text},{_area(_ROW)},0))", value)

    def at(self, line: Expr) -> Expr:
        """Give the row of a line's KPI among the KPIs."""
        return self._found(_AT, line)

    def of(self, at: Expr) -> Expr:
        """Find the line of the KPI in a row among the KPIs; the first for none."""
        rows = self._column(_AT)
        line = rows.index(at.value) + 2 if number(at) and at.value in rows else 2
        return Expr(f"IF(N({at.text})>0,IFERROR(MATCH({at.text},{_area(_AT)},0),2),2)", line)

    def amounts(self, line: Expr) -> Expr:
        """Give what a line's KPI has reached and ought to have."""
        return self._found(_PAIR, line)

    def rate(self, line: Expr) -> Expr:
        """Give what one unit of a line's KPI gives its parent."""
        return self._found(_RATE, line)

    def measure(self, line: Expr) -> Measure:
        """Give how the values of a line's KPI are said."""
        return Measure(self._found(_KIND, line), self._found(_UNIT, line))

    def beyond(self, last_row: int) -> Expr:
        """Count the KPIs for which the picture has no place."""
        limit, half = (last_row + 1) * TREE_LEVELS, deep_rows(last_row)
        below = sum(number(const(key)) >= limit for key in self._column(_KEY))
        deep = sum(
            DEEP <= number(const(level)) < TREE_LEVELS and half < number(const(row)) <= last_row
            for level, row in zip(self._column(_LEVEL), self._column(_ROW), strict=True)
        )
        levels, rows = _area(_LEVEL), _area(_ROW)
        return Expr(
            f'(COUNTIF({_area(_KEY)},">={limit}")+COUNTIFS({levels},">={DEEP}",{levels},'
            f'"<{TREE_LEVELS}",{rows},">{half}",{rows},"<={last_row}"))',
            below + deep,
        )

    def _column(self, column: int) -> list[Scalar]:
        return [self._value(k, column) for k in range(1, self.count + 1)]

    def _value(self, k: int, column: int) -> Scalar:
        return self.canvas.near(HEAD + k, column).value

    def _found(self, column: int, line: Expr) -> Expr:
        at = int(number(line))
        value = self._value(at - 1, column) if at > 1 else ""
        return Expr(f"INDEX({_area(column)},{line.text})", value)


def deep_rows(rows: int) -> int:
    """Give how many of the picture's rows have places on the deepest levels."""
    return rows // 2


def _area(column: int) -> str:
    return fixed_range(HEAD, column, _LAST, column)


def put_lines(scene: Scene, canvas: Canvas) -> Lines:
    """Write the lines."""
    count = scene.geometries["kpis"].rows
    for column, before in ((_LEVEL, TREE_LEVELS), (_ROW, 0), (_FREE, 0)):
        canvas.put(HEAD, column, before, "helper")
    for row in range(HEAD + 1, HEAD + count + 1):
        _place(scene, canvas, row)
    totals = [
        canvas.put(
            HEAD - 1,
            column,
            Expr(f"MAX({_area(column)})", canvas.near(HEAD + count, column).value),
            "helper",
        )
        for column in (_ROW, _FREE)
    ]
    lines = Lines(canvas, count, *totals)
    source = scene.source
    for row in range(HEAD + 1, HEAD + count + 1):
        _key(canvas, row, lines.rows)
        at = canvas.near(row, _AT)
        own = put_measure(scene, canvas, at, row, _KIND)
        reached, wanted = (
            canvas.put(row, column, source.number_at(f"kpis_{name}_to_date", at), "helper")
            for column, name in ((_REACHED, "actual"), (_WANTED, "expected"))
        )
        amounts = together(scene, reached, wanted, own)
        status = source.text_at("kpis_status", at)
        shown = when(untargeted(scene, status), status, amounts)
        canvas.put(row, _PAIR, when(is_number(reached), amounts, shown), "helper")
    for row in range(HEAD + 1, HEAD + count + 1):
        _rate(scene, lines, row)
    return lines


def untargeted(scene: Scene, status: Expr) -> Expr:
    """Tell whether a status says that there is no target; it is too long for a mark's cell."""
    word = label("kpi_status", "no_target", scene.language)
    return Expr(f'{status.text}="{word}"', status.value == word)


def _place(scene: Scene, canvas: Canvas, row: int) -> None:
    """Write which KPI a line is, on which level (beyond the last: of no KGI's tree) and in which
    row it stands, and how many KPIs without a KGI there are so far.
    """
    source = scene.source
    k = canvas.put(row, _NUMBER, row - HEAD, "helper")
    at = canvas.put(row, _AT, source.kth("kpis_path", k), "helper")
    depth, scope = source.number_at("kpis_depth", at), source.text_at("kpis_scope_id", at)
    before = canvas.near(row - 1, _LEVEL)
    root = when(Expr(f'{scope.text}="{KGI}"', scope.value == KGI), const(0), const(TREE_LEVELS))
    child = when(_equals(before, TREE_LEVELS), const(TREE_LEVELS), depth)
    found = when(_equals(depth, 0), root, child)
    level = canvas.put(row, _LEVEL, when(positive(at), found, const(TREE_LEVELS)), "helper")
    linked = number(level) < TREE_LEVELS
    above, free = canvas.near(row - 1, _ROW), canvas.near(row - 1, _FREE)
    rows = Expr(
        f"{above.text}+IF({level.text}<{TREE_LEVELS},IF({level.text}>{before.text},0,1),0)",
        number(above) + int(linked and number(level) <= number(before)),
    )
    canvas.put(row, _ROW, rows, "helper")
    alone = Expr(
        f"{free.text}+IF({at.text}>0,IF({level.text}={TREE_LEVELS},1,0),0)",
        number(free) + int(number(at) > 0 and not linked),
    )
    canvas.put(row, _FREE, alone, "helper")


def _equals(cell: Expr, value: int) -> Expr:
    return Expr(f"{cell.text}={value}", cell.value == value)


def _key(canvas: Canvas, row: int, rows: Expr) -> None:
    """Write a line's place in the picture as one number, of row and level; 0 for none."""
    at, level, own, free = (canvas.near(row, column) for column in (_AT, _LEVEL, _ROW, _FREE))
    nth = int(number(free)) - 1
    below = Expr(
        f"({rows.text}+1+INT(({free.text}-1)/{BESIDE}))*{TREE_LEVELS}"
        f"+1+MOD({free.text}-1,{BESIDE})",
        (number(rows) + 1 + nth // BESIDE) * TREE_LEVELS + 1 + nth % BESIDE,
    )
    beside = Expr(
        f"{own.text}*{TREE_LEVELS}+{level.text}", number(own) * TREE_LEVELS + number(level)
    )
    placed = when(Expr(f"{level.text}<{TREE_LEVELS}", number(level) < TREE_LEVELS), beside, below)
    canvas.put(row, _KEY, when(positive(at), placed, const(0)), "helper")


def _rate(scene: Scene, lines: Lines, row: int) -> None:
    """Write what one unit of a line's KPI gives its parent: ``×0.2``, ``×300万円``."""
    canvas, source = lines.canvas, scene.source
    at, level = canvas.near(row, _AT), canvas.near(row, _LEVEL)
    parent = canvas.put(row, _PARENT, lines.of(source.number_at("kpis_p1", at)), "helper")
    rate = source.number_at("kpis_parent_rate", at)
    exact = Decimal(f"{number(rate):.15g}").quantize(
        Decimal(1).scaleb(-_RATE_DIGITS), ROUND_HALF_UP
    )
    small = Expr(f"ABS({rate.text})<{_SHORT_RATE}", abs(number(rate)) < _SHORT_RATE)
    digits = Expr(f"ROUND({rate.text},{_RATE_DIGITS})", float(exact))
    said = join("×", when(small, digits, short(scene, rate, lines.measure(parent))))
    known = Expr(
        f"IF({level.text}<{TREE_LEVELS},ISNUMBER({rate.text}),FALSE)",
        number(level) < TREE_LEVELS and bool(is_number(rate).value),
    )
    canvas.put(row, _RATE, when(known, said, const("")), "helper")
