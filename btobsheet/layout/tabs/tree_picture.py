"""The picture of KPIツリー: nodes, their colours, and the lines between them.

A row of nodes stands in five rows of cells, a level in five columns (two for the lines, the edge in
the status' colour, the node in two). Which KPI stands at a place is looked up in the lines beside
the page (``tree_lines``).
"""

from __future__ import annotations

from typing import Final

from btobsheet.layout.address import letters
from btobsheet.layout.macros import TREE_LEVELS
from btobsheet.layout.tabs.canvas import Bar, Canvas, Rule
from btobsheet.layout.tabs.charts import Area
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    join,
    link,
    number,
    plain,
    positive,
    shortened,
    when,
)
from btobsheet.layout.tabs.tree_lines import AFTER, DEEP, HEAD, Lines, deep_rows, untargeted
from btobsheet.quickclass import dataclass
from btobsheet.wording.words import label

FIRST: Final = HEAD + 1
"""The first row of nodes; its head, above, is repeated on every page."""
BAND, PITCH = 5, 5
"""Rows of cells a row of nodes, columns a level."""
_LEVEL = 2
_LINE, _EDGE, _BODY, _TAIL = 1, 2, 3, 4
_WIDTHS = (5, 6, 4, 67, 66)
_HEIGHTS = (4.5, 26.25, 12, 12.75, 12)
LAST_COLUMN = _LEVEL + PITCH * TREE_LEVELS - 1
PAGE_BANDS = 10
"""So many rows of nodes stand on one page."""
_BAND_NUMBER, _LEFTMOST = AFTER, AFTER + 1
_PLACES = AFTER + 2
_JOINS, _ABOVE, _PATH, _LINE_STEP = 1, 2, 4, 8
"""A place tells, as one number, whether its node joins its parent, whether a line comes from above,
whether it leads to the KPI to fix first, and in steps of the last which line stands there.
"""
RIGHT = _PLACES + PITCH * TREE_LEVELS
"""The first column right of all helpers of the picture."""
_NOTHING = const("")


def put_heads(scene: Scene, canvas: Canvas) -> None:
    """Write the levels' heads, and how wide they are."""
    for level in range(TREE_LEVELS):
        said = scene.say("tree.root") if level == 0 else scene.say("tree.level", n=level + 1)
        canvas.put(HEAD, _column(level, _EDGE), said, "level")
        canvas.style_row(HEAD, _column(level, _BODY), _column(level, _TAIL), "level")
        for offset, width in enumerate(_WIDTHS):
            canvas.widths[_column(level, offset)] = width


def put_picture(scene: Scene, canvas: Canvas, lines: Lines, path: Expr, count: int) -> None:
    """Draw so many rows of nodes; ``path`` is the range of the KPIs that lead to the one to fix
    first, its value their rows in ③.
    """
    for band in range(count, 0, -1):
        levels = TREE_LEVELS if band <= deep_rows(count) else DEEP
        _band(scene, canvas, lines, path, band, levels)
    _rules(scene, canvas, count)


def _column(level: int, offset: int) -> int:
    return _LEVEL + PITCH * level + offset


@dataclass(frozen=True)
class _Node:
    """A place of the picture: its first row and level, its number, which line stands there."""

    row: int
    level: int
    place: Expr
    line: Expr

    def shown(self, value: Expr, other: Expr = _NOTHING) -> Expr:
        """Show something of the line, where there is one."""
        there = Expr(f"{self.place.text}>={_LINE_STEP}", number(self.line) > 0)
        return when(there, value, other)


def _band(scene: Scene, canvas: Canvas, lines: Lines, path: Expr, band: int, levels: int) -> None:
    """Draw a row of nodes."""
    row = FIRST + BAND * (band - 1)
    for offset, height in enumerate(_HEIGHTS):
        canvas.heights[row + offset] = height
    canvas.put(row, _BAND_NUMBER, band, "helper")
    own = canvas.near(row, _BAND_NUMBER)
    in_trees = Expr(f"{own.text}<={lines.rows.text}", band <= number(lines.rows))
    begins = when(in_trees, lines.begins(own), const(0))
    canvas.put(row, _LEFTMOST, begins, "helper")
    for level in range(levels):
        key = Expr(f"{own.text}*{TREE_LEVELS}+{level}", band * TREE_LEVELS + level)
        place = _place(canvas, lines, path, row, level, lines.find(key))
        canvas.put(row, _places(level), place, "helper")
        there = canvas.beside(row, _places(level))
        line = Expr(f"INT({there.text}/{_LINE_STEP})", number(there) // _LINE_STEP)
        _node(scene, canvas, lines, _Node(row, level, there, line))


def _places(level: int) -> int:
    return _PLACES + PITCH * level


def _place(canvas: Canvas, lines: Lines, path: Expr, row: int, level: int, line: Expr) -> Expr:
    """Give the number of a place."""
    at = lines.at(line)
    leads = str(path.value).split()
    on = number(line) > 0 and plain(at.value) in leads
    leading = f"IF(COUNTIF({path.text},{at.text})>0,{_PATH},0)"
    text = f"{_LINE_STEP}*{line.text}+IF({line.text}>0,{leading},0)"
    value = _LINE_STEP * number(line) + (_PATH if on else 0)
    if not level:
        return Expr(text, value)
    band, begins = canvas.near(row, _BAND_NUMBER), canvas.near(row, _LEFTMOST)
    below = canvas.beside(row + BAND, _places(level))
    passes = int(number(below)) & _ABOVE
    first = number(begins)
    above = 0 if first < level else _ABOVE if first == level else passes
    joins = number(line) > 0 and number(band) <= number(lines.rows)
    text += (
        f"+IF({line.text}>0,IF({band.text}<={lines.rows.text},{_JOINS},0),0)"
        f"+IF({begins.text}<{level},0,IF({begins.text}={level},{_ABOVE},"
        f"IF(MOD(N({below.text}),{2 * _ABOVE})>={_ABOVE},{_ABOVE},0)))"
    )
    return Expr(text, value + (_JOINS if joins else 0) + above)


def _node(scene: Scene, canvas: Canvas, lines: Lines, node: _Node) -> None:
    """Draw a node: name, amounts, attainment as bar, mark, and who answers."""
    source, row = scene.source, node.row
    at = lines.at(node.line)
    body, tail = _column(node.level, _BODY), _column(node.level, _TAIL)
    letters_ = scene.letters("tile")
    named, record = source.text_at("kpis_name", at), source.text_at("kpis_id", at)
    name = shortened(when(filled(named), named, record), letters_)
    jump = link(name, f"INDEX(kpis_name,{at.text})")
    other = _NOTHING if node.level else _free_head(scene, canvas, lines, row)
    canvas.put(row + 1, body, node.shown(Expr(jump.text, name.value), other), "node_name", across=2)
    canvas.put(row + 2, body, node.shown(lines.amounts(node.line)), "node_text")
    canvas.put(row + 3, body, node.shown(source.number_at("kpis_attainment", at)), "node_bar")
    status = source.text_at("kpis_status", at)
    mark = when(untargeted(scene, status), _NOTHING, status)
    canvas.put(row + 3, tail, node.shown(mark), "node_mark")
    canvas.put(row + 4, body, node.shown(_foot(scene, lines, node, at)), "node_text")


def _foot(scene: Scene, lines: Lines, node: _Node, at: Expr) -> Expr:
    """Say whether a KPI gets worse, who answers for it (else what it is of), and its rate."""
    source = scene.source
    trend, person = source.text_at("kpis_trend", at), source.text_at("kpis_person", at)
    worse = label("trend", "worsening", scene.language)
    worsens = Expr(f'{trend.text}="{worse}"', trend.value == worse)
    said = when(worsens, const(scene.say("tree.worsens")), const(""))
    who = when(filled(person), person, source.text_at("kpis_scope_id", at))
    letters_ = scene.letters("tile") // 3
    return join(said, shortened(who, letters_), " ", lines.rate(node.line))


def _free_head(scene: Scene, canvas: Canvas, lines: Lines, row: int) -> Expr:
    """Head the first row of KPIs that lead to no KGI."""
    band = canvas.near(row, _BAND_NUMBER)
    first = Expr(f"{band.text}={lines.rows.text}+1", number(band) == number(lines.rows) + 1)
    said = join(scene.say("tree.free"), "(", lines.free, ")")
    return when(first, when(positive(lines.free), said, const("")), const(""))


def _rules(scene: Scene, canvas: Canvas, count: int) -> None:
    """Colour nodes and draw the lines between them."""
    last = FIRST + BAND * count - 1

    def areas(offset: int, end: int) -> tuple[Area, ...]:
        return tuple(
            (FIRST, _column(level, offset), last, _column(level, end))
            for level in range(TREE_LEVELS)
        )

    def cell(column: int, of: int) -> str:
        """Refer to a cell of the same row of nodes, by its row in it, and level."""
        name = letters(column)
        return f"INDEX({name}$1:{name}${last + BAND},ROW()-{_KIND}+{of})"

    place, beneath = cell(_places(0), 0), cell(_places(0), BAND)
    joins, above = f"MOD({place},2)=1", f"MOD({place},4)>={_ABOVE}"
    passes = f"MOD({beneath},4)>={_ABOVE}"
    mark = cell(_column(0, _TAIL), 3)

    def told(*codes: str) -> str:
        words = (label("kpi_status", code, scene.language) for code in codes)
        tests = ",".join(f'{mark}="{word}"' for word in words)
        return f"OR({tests})"

    node = f"AND({_KIND}>0,{place}>={_LINE_STEP})"
    worse = f'LEFT({_own(_BODY)},1)="{scene.say("tree.worsens")[0]}"'
    canvas.toned += [("kpi_status", area) for area in areas(_TAIL, _TAIL)]
    parent = cell(_places(0) - PITCH, 0)
    canvas.rules += [
        Rule(f"AND({_KIND}=1,{joins},N({parent})>={_LINE_STEP})", areas(0, 0), "line_across"),
        Rule(f"AND({_KIND}=1,{joins},{above})", areas(_LINE, _LINE), "line_corner"),
        Rule(f"AND({_KIND}=1,{joins})", areas(_LINE, _LINE), "line_across"),
        Rule(f"IF({_KIND}<2,{above},{passes})", areas(_LINE, _LINE), "line_down"),
        Rule(f"AND({node},{told('missed', 'behind')})", areas(_EDGE, _EDGE), "edge_bad"),
        Rule(f"AND({node},{told('at_risk')})", areas(_EDGE, _EDGE), "edge_warn"),
        Rule(node, areas(_EDGE, _EDGE), "edge"),
        # in areas like the other rules': of overlapping ones LibreOffice shows one
        *(
            Rule(
                f"AND({_KIND}=1,MOD({place},{_LINE_STEP})>={_PATH})",
                areas(one, one),
                "node_on_path",
            )
            for one in (_BODY, _TAIL)
        ),
        Rule(f"AND({_KIND}=4,{worse})", areas(_BODY, _BODY), "node_worsens"),
        *(Rule(node, areas(one, one), "node") for one in (_BODY, _TAIL)),
    ]
    canvas.bars += [Bar(area) for area in areas(_BODY, _BODY)]


_KIND = f"MOD(ROW()-{FIRST},{BAND})"
"""Which of a node's rows a cell stands in."""


def _own(offset: int) -> str:
    return f"{letters(_column(0, offset))}{FIRST}"
