"""How a line of 目標逆算 refers to ③ and to the other lines, and the word for how it stands."""

from __future__ import annotations

from typing import Final

from btobsheet.layout.address import fixed_range, letters
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import ANY
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, as_number, const, is_number, number, when
from btobsheet.status.backwards.figures import ENOUGH
from btobsheet.status.rules import at_least, positive
from btobsheet.wording.words import SHOWN

HEAD: Final = 9
"""The row above the first line: that of the columns' heads."""
LAST: Final = HEAD + 1_001
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
STATES: Final = {word.code: at for at, word in enumerate(SHOWN["goal_state"], start=1)}
_NONE: Final = const("")


def area(column: int) -> str:
    """Refer to a helper column from the row of the heads on."""
    return fixed_range(HEAD, column, LAST, column)


class Steps:
    """Lines under construction: each is known by its row; its place in a column is counted from the
    row of the heads as 1.
    """

    def __init__(self, scene: Scene, canvas: Canvas) -> None:
        """Take the tab that they are to stand on: one line a row of ③."""
        self.scene, self.canvas = scene, canvas
        self.count = scene.geometries["kpis"].rows

    @property
    def rows(self) -> range:
        """The rows of the tab in which lines stand."""
        return range(HEAD + 1, HEAD + self.count + 1)

    @property
    def used(self) -> int:
        """How many lines hold a KPI."""
        return sum(as_number(value) > 0 for value in self.values(AT))

    def cell(self, row: int, column: int) -> Expr:
        """Refer to a line's helper from the same row."""
        return self.canvas.near(row, column)

    def values(self, column: int, rows: range | None = None) -> list[Scalar]:
        """Give what a helper column shows in rows, of all lines unless they are named."""
        return [self.canvas.value(row, column) for row in (self.rows if rows is None else rows)]

    def of(self, row: int, name: str) -> Expr:
        """Give a number of a line's KPI in ③; an empty text for none."""
        return self.scene.source.number_at(f"kpis_{name}", self.cell(row, AT))

    def at(self, place: Expr, column: int) -> Expr:
        """Give a helper of the line at a place; only where there is one."""
        found = int(number(place))
        value = self.canvas.value(HEAD + found - 1, column) if found > 1 else ""
        return Expr(f"INDEX({area(column)},{place.text})", value)

    def children(self, name: str, row: int) -> Expr:
        """Add up what the children of a line's KPI have in a column of ③."""
        return self.scene.source.total(f"kpis_{name}", ("kpis_p1", self.cell(row, AT)))

    def siblings(self, name: str, row: int) -> Expr:
        """Add up what the siblings of a line's KPI, and itself, have in a column of ③."""
        return self.scene.source.total(f"kpis_{name}", ("kpis_p1", self.parent(row)))

    def parent(self, row: int) -> Expr:
        """Give the row of the parent's KPI in ③; only where there is one."""
        found = self.at(self.cell(row, UP), AT)
        # a number also where there is none: a criterion is written as its value's kind asks
        return Expr(found.text, int(number(found)))

    def above(self, row: int) -> Expr:
        """Give the parent's need, from the lines above alone."""
        place = self.cell(row, UP)
        column = letters(NEED)
        found = self.at(place, NEED).value
        return Expr(f"INDEX(${column}${HEAD}:${column}{row - 1},{place.text})", found)

    def state(self, row: int) -> Expr:
        """Give the number of the word for how a line stands."""
        need, cover = self.cell(row, NEED), self.cell(row, COVER)
        at, up = self.cell(row, AT), self.cell(row, UP)
        return when(
            tested(f"{at.text}=0", number(at) == 0),
            _NONE,
            when(
                self.is_so(row, "counted", "=0", number(self.of(row, "counted")) == 0),
                _word("uncounted"),
                when(is_number(need), self._known(row, need, cover), self._open(row, up)),
            ),
        )

    def is_so(self, row: int, name: str, test: str, holds: bool) -> Expr:
        """Test a number of a line's KPI in ③."""
        return Expr(f"N({self.of(row, name).text}){test}", holds)

    def _known(self, row: int, need: Expr, cover: Expr) -> Expr:
        source, at = self.scene.source, self.cell(row, AT)
        children = source.count(("kpis_p1", at), ("kpis_counted", const(1)))
        rated = source.count(("kpis_p1", at), ("kpis_counted", const(1)), ("kpis_rate_n", ANY))
        marked, way = self.of(row, "marked"), self.of(row, "way")
        share = number(cover)
        unjudged = Expr(f"OR({marked.text}=2,{way.text}=2)", 2 in (marked.value, way.value))
        steps = (
            ("in_hand", tested(f"ROUND(N({need.text}),9)<=0", not positive(number(need)))),
            ("leaf", tested(f"{children.text}=0", children.value == 0)),
            ("no_child_rate", tested(f"{rated.text}=0", rated.value == 0)),
            ("no_child_target", tested(f"NOT(ISNUMBER({cover.text}))", not is_number(cover).value)),
            ("unjudged", unjudged),
            ("short", tested(f"ROUND({cover.text}-{ENOUGH},9)<0", not at_least(share, ENOUGH))),
            ("near", tested(f"ROUND({cover.text}-1,9)<0", not at_least(share, 1.0))),
        )
        found = _word("covered")
        for code, test in reversed(steps):
            found = when(test, _word(code), found)
        return found

    def _open(self, row: int, up: Expr) -> Expr:
        rate, flow = self.of(row, "rate_n"), self.of(row, "flow")
        above = self.above(row)
        zero = not positive(abs(number(rate)))
        rules = (
            ("no_target", tested(f"{up.text}=0", number(up) == 0)),
            ("above", tested(f"NOT(ISNUMBER({above.text}))", not is_number(above).value)),
            ("no_rate", tested(f"NOT(ISNUMBER({rate.text}))", not is_number(rate).value)),
            ("zero_rate", tested(f"ROUND(ABS({rate.text}),9)=0", zero)),
            ("no_target", tested(f"NOT(ISNUMBER({flow.text}))", not is_number(flow).value)),
        )
        found = _word("no_flow")
        for code, test in reversed(rules):
            found = when(test, _word(code), found)
        return found


def tested(text: str, holds: bool) -> Expr:
    """Give a test with whether it holds."""
    return Expr(text, holds)


def _word(code: str) -> Expr:
    return const(STATES[code])
