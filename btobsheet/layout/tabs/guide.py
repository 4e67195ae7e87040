"""はじめに, a page for today: the method's steps with live counts and links to the first gap, then
what the picked person has to do now, the routine, a legend.
"""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.layout.address import fixed_range
from btobsheet.layout.geometry import month_name
from btobsheet.layout.look import EXPLAINED
from btobsheet.layout.tabs import card
from btobsheet.layout.tabs.canvas import Bar, Canvas
from btobsheet.layout.tabs.card import BOX, BOXES, FIRST, LAST
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, filled, join, link, number, plus, ratio, when
from btobsheet.layout.tabs.steps import Step, steps
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Issue
from btobsheet.wording import text
from btobsheet.wording.words import label

_PIXEL = 0.75
_HALF, _BETWEEN, _EDGE = 86, 43, 16
"""Widths of half a box, of what is between two, of the margin: 1,032 pixels in all, A4."""
_NOTE_ROW, _ISSUE_ROW, _STEPS_ROW = 3, 4, 6
_HEIGHTS = (8, 34, 30, 4, 2, 26, 36, 20, 12, 22, 8, 18, 30, 18, 8)
_END_HEIGHTS = (8, 22, 22, 6, 22, 18)
_COLUMNS = LAST - FIRST + 1
_ISSUE_HEIGHTS = (18, 26, 30)
_GROUNDS = ("due", "input", "computed", "closed", "example")


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("guide")
    canvas.widths[1] = _EDGE
    for index in range(_COLUMNS):
        canvas.widths[FIRST + index] = _BETWEEN if index % BOX == BOX - 1 else _HALF
    _heights(canvas, _HEIGHTS, 1)
    canvas.put(2, FIRST, scene.say("title.guide"), "page_title")
    canvas.put(2, LAST, scene.day_line(), "page_note")
    approved = scene.approvals()
    note = when(filled(approved), approved, const(scene.say("guide.purpose")))
    canvas.put(_NOTE_ROW, FIRST, note, "guide_note", across=_COLUMNS)
    _issue(scene, canvas)
    found = steps(scene)
    for index, step in enumerate(found):
        _box(scene, canvas, index, step)
    last = card.build(scene, canvas, _gaps(canvas, found))
    row = _end(scene, canvas, last + 1)
    canvas.hidden = (card.HELPER, card.LAST_HELPER)
    canvas.print_to = (row, LAST)
    return canvas


def _heights(canvas: Canvas, pixels: tuple[int, ...], first: int) -> None:
    for row, height in enumerate(pixels, start=first):
        canvas.heights[row] = height * _PIXEL


def _issue(scene: Scene, canvas: Canvas) -> None:
    """Say to whom a part was handed out, when it is wanted back, what its figures cover."""
    words = issue_words(scene.assessment.plan.identity.issue, scene.language)
    if words:
        for row, (said, style) in enumerate(
            zip(words, ("message", "guide_note"), strict=True), start=_ISSUE_ROW
        ):
            canvas.put(row, FIRST, said, style, across=_COLUMNS)
        _heights(canvas, _ISSUE_HEIGHTS, _NOTE_ROW)


def issue_words(issue: Issue, language: str) -> tuple[str, ...]:
    """Give what a part says of itself: whom it is for till when, and what its figures cover."""
    if not issue.to:
        return ()

    def say(key: str, **details: object) -> str:
        return text(language, f"split.guide.{key}", **details)

    whom = say("person", name=issue.title) if issue.by == "owner" else issue.title
    until = (
        say(
            "due",
            year=issue.due.year,
            month=month_name(Month.of(issue.due), language),
            day=issue.due.day,
        )
        if issue.due
        else ""
    )
    return say("for", to=whom, due=until), say("covers", to=whom)


def _box(scene: Scene, canvas: Canvas, index: int, step: Step) -> None:
    """Draw a step's box: its name, what it is, what is done of how much, its first gap."""
    at, row = FIRST + index * BOX, _STEPS_ROW
    name = link(const(scene.say(f"guide.step{index}")), f"INDEX({step.target},2)")
    counts: list[Expr | str] = []
    for key, part, whole in step.counts:
        counts += ["　"] if counts else []
        counts += [f"{scene.say(f'guide.count.{key}')} ", part, *(("/", whole) if whole else ())]
    wholes = [(part, whole) for _, part, whole in step.counts if whole]
    parts, all_of = plus(*(part for part, _ in wholes)), plus(*(whole for _, whole in wholes))
    share = ratio(Expr(f"({parts.text})", parts.value), Expr(f"({all_of.text})", all_of.value))
    canvas.put(row, at, name, "step_name", across=2)
    canvas.put(row + 1, at, scene.say(f"guide.step{index}.how"), "step_how", across=2)
    canvas.put(row + 2, at, join(*counts), "step_counts", across=2)
    canvas.put(row + 3, at, share, "step_bar", across=2)
    canvas.bars.append(Bar((row + 3, at, row + 3, at + 1), bare=True))
    pointers = [
        (canvas.put(row + offset, card.HELPER + index, where, "helper"), invited, column)
        for offset, (where, invited, column) in enumerate(step.gaps)
    ]
    canvas.put(row + 4, at, _first_gap(scene, pointers), "step_gap", across=2)
    if index:
        canvas.put(row, at - 1, "→", "step_arrow", down=5)


def _gaps(canvas: Canvas, found: Sequence[Step]) -> Expr:
    """Give a number above 0 while any step has a gap: the sum of what points to them."""
    last = _STEPS_ROW + max(len(step.gaps) for step in found) - 1
    area = fixed_range(_STEPS_ROW, card.HELPER, last, card.HELPER + len(found) - 1)
    return Expr(f"SUM({area})", sum(number(where) for step in found for where, _, _ in step.gaps))


def _first_gap(scene: Scene, gaps: list[tuple[Expr, str, str]]) -> Expr:
    """Link to the first gap there is, or say that all is filled in."""
    made = const(scene.say("guide.invite.done"))
    for pointer, invited, column in reversed(gaps):
        jump = link(
            const(scene.say(f"guide.invite.{invited}")), f"INDEX({column},MAX(1,{pointer.text}))"
        )
        made = Expr(
            f"IF({pointer.text}>0,{jump.text},{made.text})",
            jump.value if number(pointer) else made.value,
        )
    return made


def _end(scene: Scene, canvas: Canvas, row: int) -> int:
    """Write the routine and the legend; give the last row."""
    _heights(canvas, _END_HEIGHTS, row)
    for at, name in enumerate(("weekly", "monthly"), start=row + 1):
        canvas.put(at, FIRST, scene.say(f"guide.{name}"), "routine_name")
        canvas.put(at, FIRST + 2, scene.say(f"guide.{name}.all"), "routine")
    row += 4
    shown = [(label("kpi_status", code, scene.language), f"legend_{code}") for code in EXPLAINED]
    shown += [(scene.say(f"guide.legend.{one}.name"), f"legend_{one}") for one in _GROUNDS]
    halves = [FIRST + BOX * box + half for box in range(BOXES) for half in (0, 1)]
    for at, (word, style) in zip(halves, shown, strict=True):
        canvas.put(row, at, word, style)
    canvas.put(row + 1, LAST, f"{scene.say('guide.identity')}: {scene.identity}", "page_note")
    return row + 1
