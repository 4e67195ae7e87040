"""What 目標逆算 reckons with: one line a KPI that leads to a KGI, in the tree's order, in hidden
columns. A parent stands above its children, so that a need is worked out from those above it.

The steps are those of :mod:`btobsheet.status.backwards.needs`.
"""

from __future__ import annotations

from typing import Final

from btobsheet.layout.address import fixed_range, letters, quoted
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import ANY_NUMBER, TREE_LEVELS
from btobsheet.layout.tabs.amounts import put_measure
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, is_number, number, when
from btobsheet.status.backwards.figures import ENOUGH
from btobsheet.status.backwards.needs import whole
from btobsheet.status.rules import at_least, positive
from btobsheet.wording.words import SHOWN

HEAD: Final = 9
"""The row above the first line: that of the columns' heads."""
_LAST: Final = HEAD + 1_001
"""No workbook has more lines; the formulas are the same however many there are."""
HELPERS: Final = 22
"""The first of the hidden columns."""
COVER: Final = 6
"""The column, seen by people, of what share of its need a line is given."""
(PLACE, AT, UP, KIND, UNIT, NEED, SUPPLY, STATE, REAL, TACTIC, NEXT, EFFORT, BUDGET, BUDGETS) = (
    range(HELPERS, HELPERS + 14)
)
WANTED: Final = BUDGETS + 1
RIGHT: Final = WANTED + 1
_STATES: Final = {word.code: at for at, word in enumerate(SHOWN["goal_state"], start=1)}
_NEVER: Final = 9_999
_STOPS: Final = ("no_target", "zero_rate", "no_flow")
_ROOT_STOPS: Final = ("no_child_rate", "no_child_target")
_NONE: Final = const("")


def area(column: int) -> str:
    """Refer to a helper column from the row of the heads on."""
    return fixed_range(HEAD, column, _LAST, column)


def names(title: str) -> dict[str, str]:
    """Give the defined names under which ③ looks needs up."""
    tab = quoted(title)
    return {"goal_need": f"{tab}!{area(NEED)}", "goal_coverage": f"{tab}!{area(COVER)}"}


class Lines:
    """The lines of a tab: ``count`` of them, each by its row; its place in a column is counted from
    the row of the heads as 1.
    """

    def __init__(self, scene: Scene, canvas: Canvas) -> None:
        """Write them."""
        self.scene, self.canvas = scene, canvas
        self.count = scene.geometries["kpis"].rows
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
            canvas.put(row, STATE, self._state(row), "helper")
            canvas.put(row, REAL, self._real(row), "helper")
            canvas.put(row, TACTIC, self._tactic(row), "helper")
        for row in rows:
            self._put_capacity(row)
        for row in rows:
            canvas.put(row, BUDGETS, self.under(row, BUDGET), "helper")

    @property
    def rows(self) -> range:
        """The rows of the tab in which lines stand."""
        return range(HEAD + 1, HEAD + self.count + 1)

    @property
    def used(self) -> int:
        """How many lines hold a KPI."""
        return sum(number(self.cell(row, AT)) > 0 for row in self.rows)

    def cell(self, row: int, column: int) -> Expr:
        """Refer to a line's helper from the same row."""
        return self.canvas.near(row, column)

    def of(self, row: int, name: str) -> Expr:
        """Give a number of a line's KPI in ③; an empty text for none."""
        return self.scene.source.number_at(f"kpis_{name}", self.cell(row, AT))

    def at(self, place: Expr, column: int) -> Expr:
        """Give a helper of the line at a place; only where there is one."""
        found = int(number(place))
        value = self.cell(HEAD + found - 1, column).value if found > 1 else ""
        return Expr(f"INDEX({area(column)},{place.text})", value)

    def first(self, *states: str) -> Expr:
        """Find the place of the first line in one of the states; 0 for none."""
        column = [self.cell(row, STATE).value for row in self.rows]
        places = [
            column.index(_STATES[one]) + 2 if _STATES[one] in column else _NEVER for one in states
        ]
        finds = ",".join(
            f"IFERROR(MATCH({_STATES[one]},{area(STATE)},0),{_NEVER})" for one in states
        )
        return Expr(f"MOD(MIN({finds}),{_NEVER})", min(places) % _NEVER)

    def unclear(self) -> Expr:
        """Find the place of the line at which reckoning stops; 0 for none."""
        top = self.cell(HEAD + 1, STATE)
        numbers = [_STATES[one] for one in _ROOT_STOPS]
        tests = ",".join(f"{top.text}={one}" for one in numbers)
        return when(Expr(f"OR({tests})", top.value in numbers), const(2), self.first(*_STOPS))

    def count_of(self, state: str) -> Expr:
        """Count the lines in a state."""
        found = sum(self.cell(row, STATE).value == _STATES[state] for row in self.rows)
        return Expr(f"COUNTIF({area(STATE)},{_STATES[state]})", found)

    def total(self, column: int) -> Expr:
        """Add up a helper column."""
        found = sum(number(self.cell(row, column)) for row in self.rows)
        return Expr(f"SUM({area(column)})", found)

    def budget(self) -> Expr:
        """Add up the budgets of the tactics of all lines, each once."""
        found = sum(
            number(self.cell(row, BUDGET))
            for row in self.rows
            if self.cell(row, NEXT).value == _NEVER
        )
        return Expr(f"SUMIFS({area(BUDGET)},{area(NEXT)},{_NEVER})", found)

    def _at(self, row: int) -> Expr:
        place = self.cell(row, PLACE)
        return self.scene.source.kth("kpis_goal_ord", Expr(f"({place.text}-1)", row - HEAD))

    def _up(self, row: int) -> Expr:
        """Find the parent's place; 0 for a KGI and for no line."""
        parent = self.of(row, "p1")
        column: list[Scalar] = [self.cell(one, AT).value for one in self.rows]
        found = (
            column.index(parent.value) + 2 if number(parent) > 0 and parent.value in column else 0
        )
        return Expr(f"IF(N({parent.text})>0,IFERROR(MATCH({parent.text},{area(AT)},0),0),0)", found)

    def _children(self, name: str, row: int) -> Expr:
        """Add up what the children of a line's KPI have in a column of ③."""
        return self.scene.source.total(f"kpis_{name}", ("kpis_p1", self.cell(row, AT)))

    def _siblings(self, name: str, row: int) -> Expr:
        return self.scene.source.total(f"kpis_{name}", ("kpis_p1", self._parent(row)))

    def _parent(self, row: int) -> Expr:
        """Give the row of the parent's KPI in ③; only where there is one."""
        found = self.at(self.cell(row, UP), AT)
        # a number also where there is none: a criterion is written as its value's kind asks
        return Expr(found.text, int(number(found)))

    def _above(self, row: int) -> Expr:
        """Give the parent's need, from the lines above alone."""
        place = self.cell(row, UP)
        column = letters(NEED)
        found = self.at(place, NEED).value
        return Expr(f"INDEX(${column}${HEAD}:${column}{row - 1},{place.text})", found)

    def _need(self, row: int) -> Expr:
        annual, rate, flow = (self.of(row, name) for name in ("annual", "rate_n", "flow"))
        above, up = self._above(row), self.cell(row, UP)
        flows, held = self._siblings("flow", row), self._siblings("held", row)
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
        rounded = f"IF({counts.text}=1,ROUNDUP(ROUND({raw},6),0),{raw})"
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
        gives = self._children("gives", row)
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

    def _state(self, row: int) -> Expr:
        """Give the number of the word for how a line stands."""
        need, cover = self.cell(row, NEED), self.cell(row, COVER)
        at, up = self.cell(row, AT), self.cell(row, UP)
        return when(
            _test(f"{at.text}=0", number(at) == 0),
            _NONE,
            when(
                self._is(row, "counted", "=0", number(self.of(row, "counted")) == 0),
                _word("uncounted"),
                when(is_number(need), self._known(row, need, cover), self._open(row, up)),
            ),
        )

    def _is(self, row: int, name: str, test: str, holds: bool) -> Expr:
        return Expr(f"N({self.of(row, name).text}){test}", holds)

    def _known(self, row: int, need: Expr, cover: Expr) -> Expr:
        source, at = self.scene.source, self.cell(row, AT)
        children = source.count(("kpis_p1", at), ("kpis_counted", const(1)))
        rated = source.count(("kpis_p1", at), ("kpis_counted", const(1)), ("kpis_rate_n", _ANY))
        marked, way = self.of(row, "marked"), self.of(row, "way")
        share = number(cover)
        unjudged = Expr(f"OR({marked.text}=2,{way.text}=2)", 2 in (marked.value, way.value))
        steps = (
            ("in_hand", _test(f"ROUND(N({need.text}),9)<=0", not positive(number(need)))),
            ("leaf", _test(f"{children.text}=0", children.value == 0)),
            ("no_child_rate", _test(f"{rated.text}=0", rated.value == 0)),
            ("no_child_target", _test(f"NOT(ISNUMBER({cover.text}))", not is_number(cover).value)),
            ("unjudged", unjudged),
            ("short", _test(f"ROUND({cover.text}-{ENOUGH},9)<0", not at_least(share, ENOUGH))),
            ("near", _test(f"ROUND({cover.text}-1,9)<0", not at_least(share, 1.0))),
        )
        found = _word("covered")
        for code, test in reversed(steps):
            found = when(test, _word(code), found)
        return found

    def _open(self, row: int, up: Expr) -> Expr:
        rate, flow = self.of(row, "rate_n"), self.of(row, "flow")
        above = self._above(row)
        zero = not positive(abs(number(rate)))
        rules = (
            ("no_target", _test(f"{up.text}=0", number(up) == 0)),
            ("above", _test(f"NOT(ISNUMBER({above.text}))", not is_number(above).value)),
            ("no_rate", _test(f"NOT(ISNUMBER({rate.text}))", not is_number(rate).value)),
            ("zero_rate", _test(f"ROUND(ABS({rate.text}),9)=0", zero)),
            ("no_target", _test(f"NOT(ISNUMBER({flow.text}))", not is_number(flow).value)),
        )
        found = _word("no_flow")
        for code, test in reversed(rules):
            found = when(test, _word(code), found)
        return found

    def _real(self, row: int) -> Expr:
        """Give the rate as it really was, of an only child with a rate where both are sums."""
        source, parent = self.scene.source, self._parent(row)
        up, reached = self.cell(row, UP), self.of(row, "actual_to_date")
        above = source.number_at("kpis_actual_to_date", parent)
        own, other = self.of(row, "agg"), source.number_at("kpis_agg", parent)
        rated = source.count(("kpis_p1", parent), ("kpis_counted", const(1)), ("kpis_rate_n", _ANY))
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
        return when(_test(f"{up.text}>0", number(up) > 0), found, _NONE)

    def _tactic(self, row: int) -> Expr:
        """Give the row of a line's tactic in ②, where that counts; 0 for none."""
        tactic = self.of(row, "tactic_row")
        counted = self._is(row, "counted", "=1", number(self.of(row, "counted")) == 1)
        return when(counted, Expr(f"N({tactic.text})", number(tactic)), const(0))

    def _put_capacity(self, row: int) -> None:
        """Write where the tactic comes next, its effort, its budget, and what its need would cost
        where this line is its first.
        """
        canvas, source = self.canvas, self.scene.source
        tactic = self.cell(row, TACTIC)
        later = [self.cell(one, TACTIC).value for one in self.rows if one > row]
        next_one = row - HEAD + 2 + later.index(tactic.value) if tactic.value in later else _NEVER
        column = letters(TACTIC)
        below = f"${column}{row + 1}:${column}${_LAST + 1}"
        canvas.put(
            row,
            NEXT,
            Expr(
                f"IFERROR(MATCH({tactic.text},{below},0)+{self.cell(row, PLACE).text},{_NEVER})",
                next_one,
            ),
            "helper",
        )
        for at, name in ((EFFORT, "effort_n"), (BUDGET, "budget_n")):
            canvas.put(row, at, source.number_at(f"tactics_{name}", tactic), "helper")
        budget, need = self.cell(row, BUDGET), self.cell(row, NEED)
        annual = self.of(row, "annual")
        before = [self.cell(one, TACTIC).value for one in self.rows if one < row]
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

    def under(self, row: int, column: int) -> Expr:
        """Add up what the tactics of a line and of all lines below it in the tree have, each once;
        an empty text where none has any.
        """
        source, at, place = self.scene.source, self.cell(row, AT), self.cell(row, PLACE)
        ways = [f"kpis_p{level}" for level in range(1, TREE_LEVELS)]
        below = [source.count((way, at), ("kpis_goal_ord", ">0")) for way in ways]
        more = sum(int(number(one)) for one in below)
        last = f"({place.text}+{'+'.join(one.text for one in below)})"
        rows = range(row, row + more + 1)
        end = row - HEAD + 1 + more
        value = sum(
            number(self.cell(one, column)) for one in rows if number(self.cell(one, NEXT)) > end
        )
        part = f'{area(PLACE)},">="&{place.text},{area(PLACE)},"<="&{last}'
        known = any(is_number(self.cell(one, column)).value for one in rows)
        there = Expr(
            f"IF({at.text}>0,COUNTIFS({part},{area(column)},{ANY_NUMBER})>0,FALSE)",
            number(at) > 0 and known,
        )
        total = Expr(f'SUMIFS({area(column)},{part},{area(NEXT)},">"&{last})', value)
        return when(there, total, _NONE)


_ANY: Final = ">-1E+300"


def _test(text: str, holds: bool) -> Expr:
    return Expr(text, holds)


def _word(code: str) -> Expr:
    return const(_STATES[code])
