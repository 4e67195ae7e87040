"""The picked person's part of はじめに: the name, three figures, one list of what to do now.

What is to do (KPIs to type, actions, next moves of reviews) bears in its own table a number made of
its day, its row's id and its table; hidden cells sort these and find the rows again.
"""

from __future__ import annotations

from btobsheet.layout import macros
from btobsheet.layout.address import fixed, fixed_range
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import DAY_STEP, DUE
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.recurring import task_line, worded
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    join,
    link,
    number,
    plain,
    plus,
    positive,
    shortened,
    when,
)
from btobsheet.layout.tabs.source import Source
from btobsheet.layout.twin.personal import PICK, picked
from btobsheet.plan.spelling import LONGEST, compared, person_key
from btobsheet.wording.words import label

BOX, BOXES = 3, 5
"""A box's two columns with the gap after it, and how many boxes there are side by side."""
FIRST = 2
LAST = FIRST + BOX * BOXES - 2
HELPER = LAST + 2
_LINES = 10
_HEAD = PICK[0] + 3
_ROW = _HEAD + 2
_TASK, _OF, _WHO = 7, 3, 2
"""Columns that the parts of a line take; state and day take one each."""
ABOUT = (PICK[0] - 1, LAST - 1)
"""Where it stands that the person has left, or is none of the plan's."""
_K, _SORTED, _NEXT, _KIND, _AT, _TASK_TEXT, _TACTIC = (
    HELPER + 5,
    HELPER + 6,
    HELPER + 9,
    HELPER + 10,
    HELPER + 11,
    HELPER + 12,
    HELPER + 13,
)
LAST_HELPER = _TACTIC
_PIXEL = 0.75


def build(scene: Scene, canvas: Canvas, gaps: Expr) -> int:
    """Draw it, below steps with so many ``gaps``; give the last row."""
    source = scene.source
    counts = [source.numbers(f"{table}_mine_due") for table in DUE]
    _name(scene, canvas)
    _tiles(scene, canvas, counts[0])
    total = canvas.put(_HEAD, _K, plus(*counts), "helper")
    canvas.put(_HEAD, FIRST, _heading(scene, total, gaps), "section")
    canvas.style_row(_HEAD, FIRST + 1, LAST, "section")
    canvas.put(*ABOUT, _about(scene, canvas), "guide_about", across=2, down=3)
    at = FIRST
    for name, across in zip(
        ("state", "day", "task", "of", "who"), (1, 1, _TASK, _OF, _WHO), strict=True
    ):
        canvas.put(_HEAD + 1, at, scene.say(f"guide.todo.{name}"), "tile_note")
        at += across
    canvas.heights |= {_HEAD: 24 * _PIXEL, _HEAD + 1: 18 * _PIXEL}
    for row in range(_ROW, _ROW + _LINES):
        _line(scene, canvas, row)
    last = _ROW + _LINES - 1
    area = _ROW, FIRST, last, FIRST
    canvas.toned.append(("action_state", area))
    missing = const(label("kpi_status", "no_data", scene.language)).text
    canvas.framed.append((f"$B{_ROW}={missing}", area, "todo_missing"))
    canvas.framed.append((f'$D{_ROW}<>""', (_ROW, FIRST, last, LAST), "todo_rule"))
    overdue = PICK[0], FIRST + 2 * BOX
    canvas.framed.append((f"{fixed(*overdue)}>0", (*overdue, *overdue), "tile_late"))
    return last


def _name(scene: Scene, canvas: Canvas) -> None:
    """Let a person pick a name."""
    row, column = PICK
    canvas.put(row - 1, column, scene.say("guide.name"), "tile_label", across=2)
    canvas.put(row, column, picked(scene.assessment.plan) or None, "pick", across=2)
    canvas.put(row + 1, column, scene.say("guide.name.hint"), "tile_note")


def _tiles(scene: Scene, canvas: Canvas, missing: Expr) -> None:
    """Count what is to be typed, what is overdue, what is due soon."""
    source = scene.source
    today = source.name("as_of")
    soon = source.name("due_soon_days")
    start = Expr(f"as_of*{DAY_STEP}", number(today) * DAY_STEP)
    end = Expr(f"(as_of+due_soon_days+1)*{DAY_STEP}", (number(today) + number(soon) + 1) * DAY_STEP)
    overdue = plus(*(source.below(f"{table}_mine_due", start) for table in DUE[1:]))
    by_then = plus(*(source.below(f"{table}_mine_due", end) for table in DUE[1:]))
    due = Expr(f"{by_then.text}-({overdue.text})", number(by_then) - number(overdue))
    row = PICK[0]
    names = ("missing", "overdue", "soon")
    for box, (name, value) in enumerate(zip(names, (missing, overdue, due), strict=True), start=1):
        column = FIRST + box * BOX
        said = scene.say(f"guide.tile.{name}")
        head: Expr | str = join(soon, said) if name == "soon" else said
        canvas.put(row - 1, column, head, "tile_label", across=2)
        canvas.put(row, column, value, "tile_count")
        canvas.put(row + 1, column, scene.say(f"guide.tile.{name}.of"), "tile_note")


def _heading(scene: Scene, total: Expr, gaps: Expr) -> Expr:
    """Say whose list it is, and how much there is; where nothing is due while the plan has
    ``gaps``, that it is to be finished.
    """
    me = scene.source.name("my_person")
    whose = when(
        filled(me),
        worded(scene, "guide.todo.mine", name=me),
        const(scene.say("guide.todo.team")),
    )
    many = Expr(f"{total.text}>{_LINES}", number(total) > _LINES)
    none = Expr(f"{total.text}=0", number(total) == 0)
    count = worded(scene, "guide.todo.count", count=total)
    urgent = worded(scene, "guide.todo.urgent", count=total, lines=const(_LINES))
    nothing = const(scene.say("guide.todo.none"))
    begin = when(positive(gaps), const(scene.say("guide.todo.begin")), nothing)
    free = when(filled(me), nothing, begin)
    tail = when(none, free, when(many, urgent, count))
    return join(whose, tail)


def _about(scene: Scene, canvas: Canvas) -> Expr:
    """Say that the person is none of the plan's, or who has taken over, once that one has left;
    else nothing.
    """
    source = scene.source
    me, day = source.name("my_person"), source.name("as_of")
    at = canvas.put(_HEAD, _K + 1, _my_row(source), "helper")
    left = canvas.put(_HEAD, _K + 2, source.number_at("people_left_on", at), "helper")
    to = canvas.put(_HEAD, _K + 3, source.text_at("people_successor", at), "helper")
    people = source.numbers("people_ord")
    unknown = Expr(
        f'AND({me.text}<>"",{at.text}=0,{people.text}>0)',
        bool(me.value) and not number(at) and number(people) > 0,
    )
    gone = Expr(
        f'AND(N({left.text})>0,N({left.text})<={day.text},{to.text}<>"")',
        0 < number(left) <= number(day) and bool(to.value),
    )
    parts = {"name": me, "day": formatted(left, "m/d"), "successor": to}
    taken_over = worded(scene, "guide.card.taken_over", **parts)
    stranger = const(scene.say("guide.card.unknown"))
    return when(unknown, stranger, when(gone, taken_over, const("")))


def _my_row(source: Source) -> Expr:
    """Find the picked person's row of the people table, 0 for none."""
    me = source.name("my_person")
    name, key = plain(me.value), macros.literal(macros.person_key(me.text))
    long = f"LEN({me.text})>{LONGEST}"
    text = f'IF(OR({me.text}="",{long}),0,IFERROR(MATCH("、"&{key}&"、*",people_alias_text,0),0))'
    wanted = f"、{person_key(name)}、"
    row = next(
        (
            row
            for row, cell in enumerate(source.columns["people_alias_text"], start=1)
            if compared(plain(cell)).startswith(wanted)
        ),
        0,
    )
    return Expr(text, row if 0 < len(name) <= LONGEST else 0)


def _smallest(area: str, values: list[Scalar], k: Expr) -> Expr:
    """Give the k-th smallest number of an area; an empty text where there are fewer."""
    numbers = sorted(value for value in values if isinstance(value, int | float))
    at = int(number(k))
    return Expr(
        f'IFERROR(SMALL({area},{k.text}),"")', numbers[at - 1] if at <= len(numbers) else ""
    )


def _helpers(scene: Scene, canvas: Canvas, row: int) -> tuple[Expr, Expr, Expr]:
    """Find the row's thing to do: its number, its table's place in ``DUE`` and its row there."""
    source = scene.source
    k = canvas.put(row, _K, row - _ROW + 1, "helper")
    columns = {table: list(source.columns[f"{table}_mine_due"]) for table in DUE}
    for offset, (table, values) in enumerate(columns.items()):
        canvas.put(row, _SORTED + offset, _smallest(f"{table}_mine_due", values, k), "helper")
    # from the row above the list to the one below it, so that the text is the same in every row
    area = fixed_range(_ROW - 1, _SORTED, _ROW + _LINES, _SORTED + len(DUE) - 1)
    together = [value for values in columns.values() for value in values]
    one = canvas.put(row, _NEXT, _smallest(area, together, k), "helper")
    value = int(number(one))
    kind = canvas.put(
        row, _KIND, Expr(f"N({one.text})-10*INT(N({one.text})/10)", value % 10), "helper"
    )
    places = (
        Expr(
            f"IFERROR(MATCH({one.text},{table}_mine_due,0),0)",
            values.index(value) + 1 if value in values else 0,
        )
        for table, values in columns.items()
    )
    at = canvas.put(row, _AT, _of_kind(kind, (*places,), const(0)), "helper")
    return one, kind, at


def _of_kind(kind: Expr, made: tuple[Expr, ...], other: Expr) -> Expr:
    """Choose by the kind of what is to do."""
    for place, one in reversed(list(enumerate(made, start=1))):
        other = when(Expr(f"{kind.text}={place}", number(kind) == place), one, other)
    return other


def _line(scene: Scene, canvas: Canvas, row: int) -> None:
    """Write one thing to do: how it stands, till when, what, of which tactic, who."""
    source, nothing = scene.source, const("")
    one, kind, at = _helpers(scene, canvas, row)
    tactics = tuple(source.number_at(f"{table}_tactic_row", at) for table in DUE)
    tactic = canvas.put(row, _TACTIC, _of_kind(kind, tactics, const(0)), "helper")
    tasks = (
        worded(scene, "guide.todo.type", kpi=source.text_at("kpis_name", at)),
        task_line(scene, at),
        source.text_at("reviews_next_action", at),
    )
    task = canvas.put(row, _TASK_TEXT, _of_kind(kind, tasks, nothing), "helper")
    letters = scene.letters("line")
    jump = link(shortened(task, letters), _target(kind, at, one))
    shown = when(Expr(f"{at.text}>0", number(at) > 0), jump, nothing)
    whose = (
        source.text_at("kpis_person", at),
        source.text_at("actions_person", at),
        source.text_at("reviews_owner", at),
    )
    column = FIRST
    for content, style, across in (
        (_state(scene, kind, at, one), "plain_center", 1),
        (_until(scene, kind, one), "plain_center", 1),
        (shown, "link", _TASK),
        (shortened(source.text_at("tactics_name", tactic), letters * 2 // 5), "tile_note", _OF),
        (_of_kind(kind, whose, nothing), "routine", _WHO),
    ):
        # only the link is merged, so that it works wherever its text is clicked
        canvas.put(row, column, content, style, across=across if style == "link" else 1)
        column += across
    canvas.heights[row] = 24 * _PIXEL


def _state(scene: Scene, kind: Expr, at: Expr, one: Expr) -> Expr:
    """Say how a thing to do stands; a next move is overdue or open."""
    language, today = scene.language, number(scene.source.name("as_of"))
    late = Expr(f"{one.text}<as_of*{DAY_STEP}", number(one) < today * DAY_STEP)
    move = when(
        late,
        const(label("action_state", "overdue", language)),
        const(label("review_state", "open", language)),
    )
    missing = const(label("kpi_status", "no_data", language))
    state = scene.source.text_at("actions_state", at)
    return _of_kind(kind, (missing, state, move), const(""))


def _until(scene: Scene, kind: Expr, one: Expr) -> Expr:
    """Give the day by which it is to be done; of a KPI the month that is not typed."""
    value = int(number(one)) // DAY_STEP
    day = Expr(f"INT({one.text}/{DAY_STEP})", value)
    ends = scene.source.columns["month_end"]
    place = Expr(f"MATCH({day.text},month_end,0)", ends.index(value) + 1 if value in ends else 0)
    month = scene.source.text_at("month_label", place)
    until = formatted(day, "m/d")
    typed = worded(scene, "guide.todo.month", month=month)
    return _of_kind(kind, (typed, until, until), const(""))


def _target(kind: Expr, at: Expr, one: Expr) -> str:
    """Give the cell in which it is to be done: the first month not typed, the action's status, the
    review's state.
    """
    row = f"MAX(1,{at.text})"
    cells = [f"kpis_actual_{month}" for month in range(1, 13)] + ["actions_status", "reviews_state"]
    first = f"MATCH(INT({one.text}/{DAY_STEP}),month_end,0)-1"
    which = f"IF({kind.text}=1,{first},11+{kind.text})"
    return f"CHOOSE({which},{','.join(f'INDEX({cell},{row})' for cell in cells)})"
