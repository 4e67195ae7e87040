"""KPIツリー: the way from every KPI up to the KGI, drawn live from the ``parent`` column.

The head says from which KPI the shortfall comes, and what cannot be drawn.
"""

from __future__ import annotations

from btobsheet.layout.macros import TREE_LEVELS
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.message import Fix, nothing_wrong, phrase, put_fix
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import (
    Expr,
    const,
    filled,
    formatted,
    join,
    number,
    positive,
    shortened,
    when,
)
from btobsheet.layout.tabs.tree_lines import AFTER, BESIDE, HEAD, Lines, put_lines
from btobsheet.layout.tabs.tree_picture import (
    BAND,
    LAST_COLUMN,
    PAGE_BANDS,
    RIGHT,
    put_heads,
    put_picture,
)
from btobsheet.wording.words import label

_TOP = 2
"""The row in which the helpers of the head stand."""


def bands(rows: int) -> int:
    """Give how many rows of nodes a workbook with so many rows of KPIs draws."""
    return rows // 3 + 2


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("tree")
    canvas.widths[1] = 16
    fix = put_fix(scene, canvas, HEAD + 1, RIGHT)
    path = _path(scene, canvas, fix)
    lines = put_lines(scene, canvas)
    count = bands(scene.geometries["kpis"].rows)
    _head(scene, canvas, lines, fix, count)
    put_picture(scene, canvas, lines, path, count)
    used = int(number(lines.rows)) + -(-int(number(lines.free)) // BESIDE)
    pages = max(1, -(-min(used, count) // PAGE_BANDS))
    canvas.print_to = (HEAD + BAND * min(count, pages * PAGE_BANDS), LAST_COLUMN)
    canvas.hidden = (LAST_COLUMN + 1, RIGHT + 1)
    return canvas


def _path(scene: Scene, canvas: Canvas, fix: Fix) -> Expr:
    """Write the KPI to fix first and all above it; give their range, its value their rows."""
    source, column = scene.source, AFTER
    rows = [fix.at]
    for level in range(1, TREE_LEVELS):
        found = source.number_at(f"kpis_p{level}", fix.at)
        rows.append(Expr(f"N({found.text})", number(found)))
    cells = [canvas.put(_TOP, column + at, row, "helper") for at, row in enumerate(rows)]
    area = f"{cells[0].text}:{cells[-1].text}"
    return Expr(area, " ".join(str(int(number(row))) for row in rows))


def _head(scene: Scene, canvas: Canvas, lines: Lines, fix: Fix, count: int) -> None:
    """Write title, day, message, what the picture shows and lacks, and the levels' heads."""
    canvas.put(2, 2, scene.say("title.tree"), "page_title")
    canvas.put(2, LAST_COLUMN, scene.day_line(), "page_note")
    canvas.put(3, 2, _message(scene, lines, fix), "message", across=LAST_COLUMN - 1)
    told = join(scene.say("hint.tree"), _undrawn(scene, lines, count))
    canvas.put(4, 2, told, "tile_note")
    canvas.heights |= {2: 25.5, 3: 22.5, 4: 12.75, HEAD: 13.5}
    put_heads(scene, canvas)


def _undrawn(scene: Scene, lines: Lines, count: int) -> Expr:
    """Tell how many KPIs the picture lacks: in a circle or too deep, or below its last row."""
    source = scene.source
    used, shown = source.numbers("kpis_ord"), source.numbers("kpis_path")
    lost = Expr(f"({used.text}-{shown.text})", number(used) - number(shown))
    beyond = lines.beyond(count)
    parts = [
        when(positive(one), join("　", scene.say(f"tree.{name}"), one), const(""))
        for name, one in (("dropped", lost), ("beyond", beyond))
    ]
    return join(*parts)


def _message(scene: Scene, lines: Lines, fix: Fix) -> Expr:
    """Say from which KPI the KGI's shortfall comes, what to do first, or where the tree begins."""
    source = scene.source
    share, trend = source.number_at("kpis_attainment", fix.at), source.text_at("kpis_trend", fix.at)
    worse = label("trend", "worsening", scene.language)
    reasons = join(
        when(
            Expr(f"ISNUMBER({share.text})", share.value != ""),
            phrase(scene, "message.why_share", share=formatted(share, "0%")),
            phrase(scene, "message.why_status", status=source.text_at("kpis_status", fix.at)),
        ),
        when(
            Expr(f'{trend.text}="{worse}"', trend.value == worse),
            const(scene.say_page("tree.worsens")),
            const(""),
        ),
    )
    person = source.text_at("kpis_person", fix.at)
    owner = when(filled(person), phrase(scene, "tree.owner", person=person), const(""))
    named = shortened(source.text_at("kpis_name", fix.at), 40)
    root = source.number_at("kpis_attainment", fix.root)
    is_short = Expr(f"IF(ISNUMBER({root.text}),{root.text}<1,FALSE)", 0 < number(root) < 1)
    parts = {"kgi": shortened(source.text_at("kpis_name", fix.root), 40), "kpi": named}
    parts |= {"why": reasons, "cost": fix.said_cost, "owner": owner}
    costs = when(
        is_short, phrase(scene, "tree.short", **parts), phrase(scene, "tree.costs", **parts)
    )
    first = phrase(scene, "tree.first", kpi=named, why=reasons, owner=owner)
    found = when(positive(fix.cost), costs, first)
    calm = nothing_wrong(scene)
    calm = when(filled(calm), calm, const(scene.say_page("tree.wait")))
    begin = const(scene.say_page("tree.begin"))
    return when(positive(fix.at), found, when(positive(lines.rows), calm, begin))
