"""What 目標逆算 reckons with: one line a KPI that leads to a KGI, in the tree's order, in hidden
columns. A parent stands above its children, so that a need is worked out from those above it.

The steps are those of :mod:`btobsheet.status.backwards.needs`.
"""

from __future__ import annotations

from typing import Final

from btobsheet.layout.address import letters, quoted
from btobsheet.layout.macros import ANY, ANY_NUMBER, TREE_LEVELS
from btobsheet.layout.tabs.amounts import put_measure
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.goal_steps import (
    AT,
    BUDGET,
    BUDGETS,
    COVER,
    EFFORT,
    HEAD,
    KIND,
    LAST,
    NEED,
    NEXT,
    PLACE,
    REAL,
    STATE,
    STATES,
    SUPPLY,
    TACTIC,
    UP,
    WANTED,
    Steps,
    area,
    tested,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, as_number, const, is_number, number, when
from btobsheet.status.backwards.figures import ROOT_STOPS, STOPS
from btobsheet.status.backwards.needs import whole
from btobsheet.status.rules import positive

_NONE: Final = const("")
_NEVER: Final = 9_999


def names(title: str) -> dict[str, str]:
    """Give the defined names under which ③ looks needs up."""
    tab = quoted(title)
    return {"goal_need": f"{tab}!{area(NEED)}", "goal_coverage": f"{tab}!{area(COVER)}"}


class Lines(Steps):
    """The lines of a tab, written."""

    def __init__(self, scene: Scene, canvas: Canvas) -> None:
        """Write all lines, each step for every line before the next."""
        super().__init__(scene, canvas)
        self._below: dict[int, Expr] = {}
        rows = range(HEAD + 1, HEAD + self.count + 1)
        for row in rows:
            canvas.put(row, PLACE, row - HEAD + 1, "helper")
            canvas.put(row, AT, self._at(row), "helper")
        for row in rows:
            canvas.put(row, UP, self._up(row), "helper")
            put_measure(scene, canvas, self.cell(row, AT), row, KIND)
        for row in rows:
            canvas.put(row, SUPPLY, self._supply(row), "helper")
            canvas.put(row, NEED, self._need(row), "helper")
            canvas.put(row, COVER, self._coverage(row), "node_bar")
            canvas.put(row, STATE, self.state(row), "helper")
            canvas.put(row, REAL, self._real(row), "helper")
            canvas.put(row, TACTIC, self._tactic(row), "helper")
        for row in rows:
            self._put_capacity(row)
        for row in rows:
            canvas.put(row, BUDGETS, self.under(row, BUDGET), "helper")

    def first(self, *states: str) -> Expr:
        """Find the place of the first line in one of the states; 0 for none."""
        column = self.values(STATE)
        places = [
            column.index(STATES[one]) + 2 if STATES[one] in column else _NEVER for one in states
        ]
        finds = ",".join(
            f"IFERROR(MATCH({STATES[one]},{area(STATE)},0),{_NEVER})" for one in states
        )
        return Expr(f"MOD(MIN({finds}),{_NEVER})", min(places) % _NEVER)

    def unclear(self) -> Expr:
        """Find the place of the line at which reckoning stops; 0 for none."""
        top = self.cell(HEAD + 1, STATE)
        numbers = [STATES[one] for one in ROOT_STOPS]
        tests = ",".join(f"{top.text}={one}" for one in numbers)
        return when(Expr(f"OR({tests})", top.value in numbers), const(2), self.first(*STOPS))

    def count_of(self, state: str) -> Expr:
        """Count the lines in a state."""
        found = self.values(STATE).count(STATES[state])
        return Expr(f"COUNTIF({area(STATE)},{STATES[state]})", found)

    def is_reckoned(self) -> Expr:
        """Tell whether anything could be reckoned below the KGI."""
        known = sum(isinstance(value, int | float) for value in self.values(NEED))
        return Expr(f"COUNT({area(NEED)})>1", known > 1)

    def total(self, column: int) -> Expr:
        """Add up a helper column."""
        found = sum(map(as_number, self.values(column)))
        return Expr(f"SUM({area(column)})", found)

    def largest(self, column: int, most: int) -> Expr:
        """Give the largest value of a helper column, at most so much; 0 where it has none."""
        found = max(map(as_number, self.values(column)), default=0)
        return Expr(f"MIN({most},MAX({area(column)}))", min(most, max(0, found)))

    def budget(self) -> Expr:
        """Add up the budgets of the tactics of all lines, each once."""
        both = zip(self.values(BUDGET), self.values(NEXT), strict=True)
        found = sum(as_number(budget) for budget, later in both if later == _NEVER)
        return Expr(f"SUMIFS({area(BUDGET)},{area(NEXT)},{_NEVER})", found)

    def _at(self, row: int) -> Expr:
        place = self.cell(row, PLACE)
        return self.scene.source.kth("kpis_goal_ord", Expr(f"({place.text}-1)", row - HEAD))

    def _up(self, row: int) -> Expr:
        """Find the parent's place; 0 for a KGI and for no line."""
        parent = self.of(row, "p1")
        column = self.values(AT)
        found = (
            column.index(parent.value) + 2 if number(parent) > 0 and parent.value in column else 0
        )
        return Expr(f"IF(N({parent.text})>0,IFERROR(MATCH({parent.text},{area(AT)},0),0),0)", found)

    def _need(self, row: int) -> Expr:
        annual, rate, flow = (self.of(row, name) for name in ("annual", "rate_n", "flow"))
        above, up = self.above(row), self.cell(row, UP)
        flows, held = self.siblings("flow", row), self.siblings("held", row)
        known = (
            is_number(flow).value
            and is_number(above).value
            and positive(abs(number(rate)))
            and positive(number(flows))
        )
        base = f"IF(N({annual.text})<>0,{annual.text},1)"
        raw = f"{base}*(MAX(0,{above.text}-{held.text})/{flows.text})"
        value: float = 0.0
        if known:
            rest = max(0.0, number(above) - number(held))
            value = (number(annual) or 1) * (rest / number(flows))
        counts = self.of(row, "tally")
        rounded = f"IF({counts.text}=1,-INT(-ROUND({raw},6)),{raw})"
        asked = Expr(
            f"IF(ISNUMBER({flow.text}),IF(AND(ISNUMBER({above.text}),ROUND(ABS({rate.text}),9)>0,"
            f'ROUND({flows.text},9)>0),{rounded},""),"")',
            (whole(value) if counts.value == 1 else value) if known else "",
        )
        below = Expr(f"{up.text}>0", number(up) > 0)
        root = Expr(f"N({self.of(row, 'depth').text})=0", number(self.of(row, "depth")) == 0)
        return when(below, asked, when(root, annual, _NONE))

    def _supply(self, row: int) -> Expr:
        at = self.cell(row, AT)
        gives = self.children("gives", row)
        column, parents = (self.scene.source.columns[f"kpis_{one}"] for one in ("gives", "p1"))
        known = any(
            parent == at.value and isinstance(value, int | float)
            for parent, value in zip(parents, column, strict=True)
        )
        test = f"COUNTIFS(kpis_p1,{at.text},kpis_gives,{ANY_NUMBER})>0"
        there = Expr(f"IF({at.text}>0,{test},FALSE)", number(at) > 0 and known)
        return when(there, gives, _NONE)

    def _coverage(self, row: int) -> Expr:
        need, supply = self.cell(row, NEED), self.cell(row, SUPPLY)
        known = bool(is_number(need).value and is_number(supply).value)
        share = known and positive(number(need))
        return Expr(
            f"IF(AND(ISNUMBER({need.text}),ISNUMBER({supply.text})),"
            f'IF(ROUND(N({need.text}),9)>0,{supply.text}/{need.text},""),"")',
            number(supply) / number(need) if share else "",
        )

    def _real(self, row: int) -> Expr:
        """Give the rate as it really was, of an only child with a rate where both are sums."""
        source, parent = self.scene.source, self.parent(row)
        up, reached = self.cell(row, UP), self.of(row, "actual_to_date")
        above = source.number_at("kpis_actual_to_date", parent)
        own, other = self.of(row, "agg"), source.number_at("kpis_agg", parent)
        rated = source.count(("kpis_p1", parent), ("kpis_counted", const(1)), ("kpis_rate_n", ANY))
        rate, counted = self.of(row, "rate_n"), self.of(row, "counted")
        known = (
            own.value == other.value == rated.value == counted.value == 1
            and is_number(rate).value
            and is_number(above).value
            and positive(number(reached))
        )
        test = (
            f"AND({own.text}=1,{other.text}=1,{rated.text}=1,{counted.text}=1,"
            f"ISNUMBER({rate.text}),ISNUMBER({above.text}),ROUND(N({reached.text}),9)>0)"
        )
        value = number(above) / number(reached) if known else ""
        found = Expr(f'IF({test},{above.text}/{reached.text},"")', value)
        return when(tested(f"{up.text}>0", number(up) > 0), found, _NONE)

    def _tactic(self, row: int) -> Expr:
        """Give the row of a line's tactic in ②, where that counts; 0 for none."""
        tactic = self.of(row, "tactic_row")
        counted = self.is_so(row, "counted", "=1", number(self.of(row, "counted")) == 1)
        return when(counted, Expr(f"N({tactic.text})", number(tactic)), const(0))

    def _put_capacity(self, row: int) -> None:
        """Write where the tactic comes next (no tactic never does), its effort, its budget, and
        what its need would cost where this line is its first.
        """
        canvas, source = self.canvas, self.scene.source
        tactic = self.cell(row, TACTIC)
        later = self.values(TACTIC, range(row + 1, self.rows.stop))
        again = tactic.value in later and tactic.value != 0
        next_one = row - HEAD + 2 + later.index(tactic.value) if again else _NEVER
        column = letters(TACTIC)
        below = f"${column}{row + 1}:${column}${LAST + 1}"
        canvas.put(
            row,
            NEXT,
            Expr(
                f"IF({tactic.text}=0,{_NEVER},"
                f"IFERROR(MATCH({tactic.text},{below},0)+{self.cell(row, PLACE).text},{_NEVER}))",
                next_one,
            ),
            "helper",
        )
        for at, name in ((EFFORT, "effort_n"), (BUDGET, "budget_n")):
            canvas.put(row, at, source.number_at(f"tactics_{name}", tactic), "helper")
        budget, need = self.cell(row, BUDGET), self.cell(row, NEED)
        annual = self.of(row, "annual")
        before = self.values(TACTIC, range(HEAD, row))
        is_first = tactic.value not in before
        known = bool(is_number(need).value and positive(number(annual)))
        times = number(need) / number(annual) if known else 1
        counted = is_number(budget).value and is_first
        text = (
            f"IF(ISNUMBER({budget.text}),IF(COUNTIF(${column}${HEAD}:${column}{row - 1},"
            f"{tactic.text})=0,{budget.text}*IF(ISNUMBER({need.text}),"
            f'IF(ROUND(N({annual.text}),9)>0,{need.text}/{annual.text},1),1),""),"")'
        )
        canvas.put(row, WANTED, Expr(text, number(budget) * times if counted else ""), "helper")

    def _last_below(self, row: int) -> Expr:
        """Count the lines below a line in the tree, once for all that is added up over them."""
        if row not in self._below:
            count, at = self.scene.source.count, self.cell(row, AT)
            ways = [f"kpis_p{level}" for level in range(1, TREE_LEVELS)]
            found = [count((way, at), ("kpis_goal_ord", ">0")) for way in ways]
            text = "+".join(one.text for one in found)
            self._below[row] = Expr(text, sum(int(number(one)) for one in found))
        return self._below[row]

    def under(self, row: int, column: int) -> Expr:
        """Add up what the tactics of a line and of all lines below it in the tree have, each once;
        an empty text where none has any.
        """
        at, place = self.cell(row, AT), self.cell(row, PLACE)
        end = self._last_below(row)
        last = f"({place.text}+{end.text})"
        rows = range(row, row + int(number(end)) + 1)
        amounts, nexts = self.values(column, rows), self.values(NEXT, rows)
        bound = row - HEAD + 1 + number(end)
        value = sum(
            as_number(amount)
            for amount, later in zip(amounts, nexts, strict=True)
            if as_number(later) > bound
        )
        part = f'{area(PLACE)},">="&{place.text},{area(PLACE)},"<="&{last}'
        known = any(isinstance(amount, int | float) for amount in amounts)
        there = Expr(
            f"IF({at.text}>0,COUNTIFS({part},{area(column)},{ANY_NUMBER})>0,FALSE)",
            number(at) > 0 and known,
        )
        total = Expr(f'SUMIFS({area(column)},{part},{area(NEXT)},">"&{last})', value)
        return when(there, total, _NONE)
