"""戦術カタログ: the tactics that the plan's template offers, each with what to weigh it by, and
whether the plan has it.

All is constant but the column that looks a tactic up in ②, by its name, and how many tactics of ②
serve a buying stage. The tab is never read. Columns that ② has too stand in its order and under its
headers, so that a row can be copied there; right of them a column a buying stage makes a matrix.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from textwrap import wrap

from btobsheet.layout import macros
from btobsheet.layout.address import fixed, letters, quoted
from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, link, plain
from btobsheet.plan.catalogue import CatalogueKpi, CatalogueTactic
from btobsheet.plan.spelling import LONGEST, compared, squeezed
from btobsheet.status.rollup import score
from btobsheet.wording import text
from btobsheet.wording.words import CHOICES, label

FIRST = 6
"""The first row of tactics, below the headers."""
NAME, HERE, BUYING = 3, 5, 6
"""The columns of a tactic's name, of what it is in the plan, and of the buying stage it serves."""
_COLUMNS: Sequence[tuple[str, float, str]] = (
    ("operation", 130, "cell"),
    ("name", 190, "cell_strong"),
    ("channel", 76, "cell_center"),
    ("here", 76, "cell_center"),
    ("buying_stage", 92, "cell_center"),
    *((name, 0, "cell_center") for name in ("fit_efficiency", "fit_measurable")),
    *((name, 0, "cell_center") for name in ("fit_independent", "fit_impact")),
    ("reason", 0.5, "cell"),
    ("score", 0, "cell_center"),
    ("hours", 0, "cell_center|#,##0"),
    ("kpis", 0.5, "cell"),
)
"""Each column's name, width and look: pixels; 0 for what its header needs; a fraction for its share
of what is left of the page.
"""
MATRIX = 2 + len(_COLUMNS)
"""The first column of the matrix."""
_SERVES = "●"
_PAGE, _LEAST_WIDTH = 1484, 56
"""Pixels: an A3 page across, and the narrowest column."""
_NOT_THERE = "-"
_SEPARATOR = " / "
_OWN = ("here", "hours", "kpis")
"""Columns that ② does not have, or calls otherwise."""
_LINE, _AROUND, _LEAST = 1.35, 3, 20
"""A line of text in sizes of its font; points above and below it, and of the lowest row."""
_WIDE, _NARROW, _PADDING = 13.8, 6.4, 18
"""Pixels: a kanji and another letter, and what stays free beside a text."""


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("catalogue")
    canvas.widths[1] = 16
    canvas.put(2, 2, scene.say("title.catalogue"), "page_title")
    canvas.put(3, 2, scene.say("hint.catalogue"), "hint")
    guide = quoted(BOOK.sheet("guide").title(scene.language))
    canvas.put(4, 2, link(const(scene.say("back")), f"{guide}!$A$2"), "link")
    canvas.heights |= {2: 30, FIRST - 1: 56}
    stages = _stages(scene.catalogue)
    widths = _widths(scene.language)
    for column, (name, width) in enumerate(widths.items(), start=2):
        canvas.put(FIRST - 1, column, _header(name, scene.language), "head")
        canvas.widths[column] = width
    for row, one in enumerate(scene.catalogue, start=FIRST):
        _line(scene, canvas, row, one, widths)
    last = FIRST + len(scene.catalogue) - 1
    if stages:
        _matrix(scene, canvas, stages, last)
    canvas.framed.append((f'=$E{FIRST}<>"{_NOT_THERE}"', (FIRST, 2, last, HERE), "taken"))
    canvas.print_to = (last, 1 + len(_COLUMNS))
    return canvas


def corner(canvas: Canvas) -> tuple[int, int]:
    """Give the last row and column of the table, with the matrix that no paper shows."""
    return canvas.print_to[0], max(canvas.widths)


def _stages(offered: Sequence[CatalogueTactic]) -> Sequence[str]:
    """Give the buying stages that the tactics serve, in the template's order."""
    found = {one.buying_at: one.buying_stage for one in offered if one.buying_at is not None}
    return [found[at] for at in sorted(found)]


def _matrix(scene: Scene, canvas: Canvas, stages: Sequence[str], last: int) -> None:
    """Mark the stage that each tactic serves, and count above how many of ② serve it.

    It is for the screen: on paper it would take the room of what says the same in words.
    """
    canvas.put(FIRST - 2, MATRIX - 1, scene.say("catalogue.served"), "page_note")
    for column, stage in enumerate(stages, start=MATRIX):
        canvas.widths[column] = _narrowest(stage)
        head = canvas.put(FIRST - 1, column, stage, "head")
        served = scene.source.count(("tactics_buying_stage", head), ("tactics_counted", ">0"))
        canvas.put(FIRST - 2, column, served, "cell_center")
        for row, one in enumerate(scene.catalogue, start=FIRST):
            mark = _SERVES if one.buying_stage == stage else None
            canvas.put(row, column, mark, "cell_center")
    area = (FIRST, MATRIX, last, MATRIX + len(stages) - 1)
    there = f'=AND({letters(MATRIX)}{FIRST}<>"",$E{FIRST}<>"{_NOT_THERE}")'
    canvas.framed.append((there, area, "taken"))


def _line(
    scene: Scene, canvas: Canvas, row: int, one: CatalogueTactic, widths: Mapping[str, int]
) -> None:
    values = _values(one, scene.language)
    here = _standing(scene, Expr(fixed(row, NAME), one.name))
    for column, (name, _, look) in enumerate(_COLUMNS, start=2):
        canvas.put(row, column, here if column == HERE else values[name], look)
    lines = max(_lines(plain(values.get(name)), width) for name, width in widths.items())
    size = float(text(scene.language, "forms.font_size"))
    canvas.heights[row] = max(_LEAST, _AROUND + _LINE * size * lines)


def _header(name: str, language: str) -> str:
    """Give a column's header: that of ②, where ② has it."""
    if name in _OWN:
        return text(language, f"workbook.catalogue.{name}")
    return BOOK.table("tactics").column(name).header(language)


def _values(one: CatalogueTactic, language: str) -> Mapping[str, Scalar]:
    """Give what stands in a row, but for the column that looks the tactic up."""
    return {
        "operation": one.stage,
        "name": one.name,
        "channel": label("channel", one.channel, language),
        "buying_stage": one.buying_stage,
        "fit_efficiency": one.fit_efficiency,
        "fit_measurable": one.fit_measurable,
        "fit_independent": one.fit_independent,
        "fit_impact": one.fit_impact,
        "reason": one.reason,
        "score": score(one),
        "hours": one.hours_planned,
        "kpis": _SEPARATOR.join(_kpi(kpi, language) for kpi in one.kpis),
    }


def _kpi(kpi: CatalogueKpi, language: str) -> str:
    """Say what ③ asks of a KPI: its unit, how its months add up, and where it is to go, if not
    up.
    """
    words = [kpi.unit, label("aggregation", kpi.aggregation, language)]
    if kpi.direction not in ("", "up"):
        words.append(label("direction", kpi.direction, language))
    said = text(language, "workbook.catalogue.kpi_words").join(one for one in words if one)
    return text(language, "workbook.catalogue.kpi", name=kpi.name, words=said)


def _standing(scene: Scene, name: Expr) -> Expr:
    """Say what a tactic is in the plan: 採用, 候補 …, or that ② does not have it."""
    said = [word.label(scene.language) for word in CHOICES["decision"]]
    columns = scene.source.columns
    wanted = compared(squeezed(plain(name.value)))
    names = [compared(plain(cell)) for cell in columns["tactics_spelled"]]
    value = _NOT_THERE
    if 0 < len(wanted) <= LONGEST and wanted in names:
        number = columns["tactics_decision_no"][names.index(wanted)]
        value = said[number - 1] if isinstance(number, int) and number else _NOT_THERE
    found = f"MATCH({macros.spelled(name.text)},tactics_spelled,0)"
    chosen = ",".join(const(word).text for word in said)
    formula = f"CHOOSE(INDEX(tactics_decision_no,{found}),{chosen})"
    return Expr(f'IFERROR({formula},"{_NOT_THERE}")', value)


@lru_cache(maxsize=8)
def _widths(language: str) -> Mapping[str, int]:
    """Give each column's width, in pixels; together they fill the page."""
    fixed_ones = {
        name: int(width) or _narrowest(_header(name, language))
        for name, width, _ in _COLUMNS
        if not 0 < width < 1
    }
    left = _PAGE - sum(fixed_ones.values())
    return {name: fixed_ones.get(name) or int(left * width) for name, width, _ in _COLUMNS}


def _narrowest(header: str) -> int:
    """Give the width of a column whose header takes two lines; only kanji break within a word."""
    words = [word for word in header.split() if word.isascii()]
    longest = max(map(_pixels, words), default=0)
    return max(_LEAST_WIDTH, _PADDING + math.ceil(max(longest, _pixels(header) / 2)))


def _lines(words: str, width: int) -> int:
    """Count the lines that a text takes in a column of so many pixels; Latin words stay whole."""
    room = width - _PADDING
    if words.isascii():
        return max(1, len(wrap(words, int(room / _NARROW))))
    return max(1, math.ceil(_pixels(words) / room))


def _pixels(words: str) -> float:
    return sum(_WIDE if ord(letter) > 0xFF else _NARROW for letter in words)
