"""Who is asked for how many of their days: the people beside the tree of 目標逆算, and the sentence
about them.
"""

from __future__ import annotations

from typing import Final

from btobsheet.layout.address import letters
from btobsheet.layout.tabs.canvas import Bar, Canvas, Rule
from btobsheet.layout.tabs.goal_steps import HEAD, RIGHT
from btobsheet.layout.tabs.message import phrase
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, join, number, positive, shortened, when
from btobsheet.status.rules import rounded

PEOPLE: Final = 12
"""So many people have a line."""
_NONE: Final = const("")


def people_sentence(scene: Scene, most: Expr) -> Expr:
    """Say whether anybody is asked for more days than there are: the one asked for most beside
    them.
    """
    source = scene.source
    over = source.count(("people_load", f">{1 + 1e-9}"))
    others = Expr(f"({over.text}-1)", number(over) - 1)
    more = when(positive(others), phrase(scene, "goal.more", count=others), _NONE)
    asked, days = (_tenths(source.number_at(f"people_{name}", most)) for name in ("asked", "days"))
    name = source.text_at("people_name", most)
    said = phrase(scene, "goal.over", name=name, asked=asked, days=days, more=more)
    calm = const(scene.say_page("goal.people"))
    asks = source.total("people_asked", ("people_days", ">0"))
    return when(positive(over), said, when(positive(asks), calm, _NONE))


def _tenths(value: Expr) -> Expr:
    return Expr(f"ROUND(N({value.text}),1)", rounded(number(value), 1))


def put_people(scene: Scene, canvas: Canvas, first_column: int) -> Expr:
    """Write who is asked for how many of their days, most beside what they have first; give the
    first one's row among the people.
    """
    source, last_column = scene.source, first_column + 3
    heads = (
        ("person", "column_head"),
        *(("asked", "column_head_right"), ("days", "column_head_right")),
        ("load", "column_head"),
    )
    for column, (head, look) in enumerate(heads, start=first_column):
        canvas.put(HEAD, column, scene.say(f"goal.{head}"), look)
    first = HEAD + 1
    for k in range(1, PEOPLE + 1):
        row = first + k - 1
        place = Expr(f"ROW()-{HEAD}", k)
        canvas.put(row, RIGHT + 1, source.kth("people_load", place, largest=True), "helper")
        at = canvas.near(row, RIGHT + 1)
        name = shortened(source.text_at("people_name", at), scene.letters("owner"))
        asked, days = (source.number_at(f"people_{one}", at) for one in ("asked", "days"))
        share = Expr(
            f'IF(N({days.text})>0,N({asked.text})/{days.text},"")',
            number(asked) / number(days) if number(days) > 0 else "",
        )
        canvas.put(row, first_column, name, "list")
        canvas.put(row, first_column + 1, asked, "list_count")
        canvas.put(row, first_column + 2, days, "list_count")
        canvas.put(row, first_column + 3, share, "node_bar")
    last = first + PEOPLE - 1
    canvas.bars.append(Bar((first, last_column, last, last_column)))
    there = f"${letters(RIGHT + 1)}{first}>0"
    canvas.rules.append(
        Rule(there, ((first, first_column, last, last_column),), "list_end", only=False)
    )
    people = source.numbers("people_load")
    more = Expr(f"({people.text}-{PEOPLE})", number(people) - PEOPLE)
    beyond = join(scene.say("goal.beyond"), more)
    canvas.put(last + 1, first_column, when(positive(more), beyond, _NONE), "tile_note")
    return canvas.near(first, RIGHT + 1)
