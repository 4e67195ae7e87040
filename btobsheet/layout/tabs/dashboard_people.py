"""Who has how much left: the plan's people on the dashboard's second page, those with most that is
late first.
"""

from __future__ import annotations

from btobsheet.layout.address import fixed_range
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.tabs.canvas import Bar, Canvas
from btobsheet.layout.tabs.dashboard_grid import (
    HELPERS,
    PEOPLE,
    SEGMENTS,
    Field,
    at,
    counted,
    hinted,
    put_fields,
    put_section,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, number

LINES = SEGMENTS - PEOPLE - 4
_FIRST = PEOPLE + 2
_LAST = _FIRST + 1_000
"""No workbook has more people; the formulas are the same however many there are."""
_NUMBER, _NAME, _LATE, _OPEN, _KEY = (HELPERS + 4 + offset for offset in range(5))
_BY_LATE = 10_000
"""A person's key: what is late in steps of this, then what is left, then the order of people."""
_STATES = ((_LATE, (5, 7)), (_OPEN, (5, 9)))
"""The states, by their numbers, that count as late, and as left (late or not)."""


def put_people(scene: Scene, canvas: Canvas) -> None:
    """Write the people with what they have left, late of it, and how much that is beside others."""
    people = scene.source.numbers("people_ord")
    heading = hinted(scene, "people", counted(scene, "people", people, LINES), people)
    put_section(canvas, PEOPLE, heading, 1, 12)
    count = scene.geometries["people"].rows
    for k in range(1, count + 1):
        _person(scene, canvas, _FIRST + k - 1, k)
    keys = [canvas.near(_FIRST + k, _KEY).value for k in range(count)]
    pointers = [
        canvas.put(_FIRST + k - 1, HELPERS, _nth(keys, k), "helper") for k in range(1, LINES + 1)
    ]

    def told(column: int, pointer: Expr) -> Expr:
        line = int(number(pointer))
        value = canvas.near(_FIRST + line - 1, column).value if line else ""
        return Expr(f'IF({pointer.text}>0,INDEX({_area(column)},{pointer.text}),"")', value)

    def load(pointer: Expr) -> Expr:
        """Give what is left beside the most that anybody has left."""
        left = told(_OPEN, pointer)
        most = max((number(canvas.near(_FIRST + k, _OPEN)) for k in range(count)), default=0)
        known = number(pointer) > 0
        return Expr(
            f'IF({pointer.text}>0,N({left.text})/MAX(1,{_area(_OPEN)}),"")',
            number(left) / max(1, most) if known else "",
        )

    fields = (
        Field("owner", 1, 4, lambda pointer: told(_NAME, pointer), "list_strong"),
        Field("late", 5, 2, lambda pointer: told(_LATE, pointer), "list_count"),
        Field("open", 7, 2, lambda pointer: told(_OPEN, pointer), "list_count"),
        Field("load", 9, 4, load, "list_bar"),
    )
    put_fields(scene, canvas, PEOPLE + 1, pointers, fields)
    canvas.bars.append(Bar((_FIRST, at(9), _FIRST + LINES - 1, at(12)), bare=True))


def _area(column: int) -> str:
    return fixed_range(_FIRST, column, _LAST, column)


def _person(scene: Scene, canvas: Canvas, row: int, k: int) -> None:
    """Write the k-th person's actions."""
    source = scene.source
    place = canvas.put(row, _NUMBER, k + 1, "helper")
    name = canvas.put(row, _NAME, source.text_at("labels_people", place), "helper")
    found: list[Expr] = []
    for column, (low, high) in _STATES:
        total = source.count(
            ("actions_person", name),
            ("actions_counted", const(1)),
            ("actions_state_no", f">={low}"),
            ("actions_state_no", f"<={high}"),
        )
        shown = Expr(f'IF({name.text}="","",{total.text})', total.value if name.value else "")
        found.append(canvas.put(row, column, shown, "helper"))
    late, left = found
    key = number(late) * _BY_LATE + number(left) + 1 - k / 1000
    text = f"{late.text}*{_BY_LATE}+{left.text}+1-({place.text}-1)/1000"
    canvas.put(
        row, _KEY, Expr(f'IF({name.text}="","",{text})', key if name.value else ""), "helper"
    )


def _nth(keys: list[Scalar], k: int) -> Expr:
    """Find the person with the k-th largest key; 0 for none."""
    numbers = sorted((key for key in keys if isinstance(key, int | float)), reverse=True)
    line = keys.index(numbers[k - 1]) + 1 if k <= len(numbers) else 0
    area = _area(_KEY)
    return Expr(f"IFERROR(MATCH(LARGE({area},{k}),{area},0),0)", line)
