"""The dashboard's lists: decisions wanted, late actions, and homework."""

from __future__ import annotations

from collections.abc import Callable

from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.dashboard_grid import (
    END,
    HELPERS,
    LISTS,
    Field,
    at,
    counted,
    put_fields,
    put_section,
)
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, formatted, join, shortened

LINES = END - LISTS


def put_lists(scene: Scene, canvas: Canvas) -> None:
    """Write the three lists side by side."""
    lists = (
        ("decisions", "reviews_wanted", 1, 7, _decisions(scene, 1)),
        ("late", "actions_late", 9, 16, _late(scene, 9)),
        ("homework", "reviews_homework", 18, 24, _homework(scene, 18)),
    )
    for nth, (name, order, first, last, fields) in enumerate(lists):
        total = scene.source.numbers(order)
        put_section(canvas, LISTS, counted(scene, name, total, LINES), first, last)
        pointers = [
            canvas.put(LISTS + k, HELPERS + nth, scene.source.kth(order, const(k)), "helper")
            for k in range(1, LINES + 1)
        ]
        put_fields(scene, canvas, LISTS + 1, pointers, fields)
    canvas.toned.append(("action_state", (LISTS + 1, at(9), END, at(10))))


def _cut(scene: Scene, column: str) -> Callable[[Expr], Expr]:
    letters = scene.letters("list")
    return lambda pointer: shortened(scene.source.text_at(column, pointer), letters)


def _name(scene: Scene, column: str) -> Callable[[Expr], Expr]:
    letters = scene.letters("owner")
    return lambda pointer: shortened(scene.source.text_at(column, pointer), letters)


def _day(scene: Scene, column: str) -> Callable[[Expr], Expr]:
    return lambda pointer: formatted(scene.source.number_at(column, pointer), "m/d")


def _decisions(scene: Scene, first: int) -> tuple[Field, ...]:
    return (
        Field("", first, 1, _day(scene, "reviews_due"), "list_center"),
        Field("", first + 1, 4, _cut(scene, "reviews_decision"), "list_wrap"),
        Field("", first + 5, 2, _name(scene, "reviews_owner"), "list_wrap"),
    )


def _homework(scene: Scene, first: int) -> tuple[Field, ...]:
    return (
        Field("", first, 1, _day(scene, "reviews_due"), "list_center"),
        Field("", first + 1, 4, _cut(scene, "reviews_next_action"), "list_wrap"),
        Field("", first + 5, 2, _name(scene, "reviews_owner"), "list_wrap"),
    )


def _late(scene: Scene, first: int) -> tuple[Field, ...]:
    state = scene.source
    who, day = _name(scene, "actions_owner"), _day(scene, "actions_end")

    def whose(pointer: Expr) -> Expr:
        return join(who(pointer), " ", day(pointer))

    return (
        Field("", first, 2, lambda pointer: state.text_at("actions_state", pointer), "list_mark"),
        Field("", first + 2, 4, _cut(scene, "actions_task"), "list_wrap"),
        Field("", first + 6, 2, whose, "list_wrap"),
    )
