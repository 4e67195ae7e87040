"""An action's task as a line of a tab says it: a recurring one with how often it was done."""

from __future__ import annotations

from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, join, number, shortened, shown_by, when


def worded(scene: Scene, key: str, **parts: Expr) -> Expr:
    """Word a sentence around the values of cells."""
    said = scene.say(key, **{name: f"\0{name}\0" for name in parts})
    return join(*(parts.get(one, one) for one in said.split("\0") if one))


def task_line(scene: Scene, at: Expr) -> Expr:
    """Give the task at a row of the actions; the count is never cut, the task gives way."""
    source = scene.source
    task = source.text_at("actions_task", at)
    planned, done = (source.number_at(f"actions_times_{one}", at) for one in ("planned", "done"))
    said = worded(
        scene,
        "guide.todo.times",
        planned=shown_by(Expr(f"N({planned.text})", number(planned)), "0"),
        done=shown_by(Expr(f"MAX(0,N({done.text}))", max(0, number(done))), "0"),
    )
    letters = scene.letters("line") - scene.letters("times")
    recurs = Expr(f"N({planned.text})>0", number(planned) > 0)
    return when(recurs, join(shortened(task, letters), said), task)
