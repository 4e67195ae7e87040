"""はじめに: the method's steps with live counts and links to the first gap, what to do when, legend, contents."""

from __future__ import annotations

from btobsheet.layout.address import quoted
from btobsheet.layout.book import BOOK
from btobsheet.layout.canvas import Canvas
from btobsheet.layout.shapes import Expr, const, formatted, join, link, number
from btobsheet.layout.sheets.scene import Scene
from btobsheet.wording.words import SHOWN

CARD = 12
"""The first column of the person's card."""
CARD_ROWS = 8


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("guide")
    for column, width in enumerate((16, 130, 90, 110, 110, 110, 200), start=1):
        canvas.widths[column] = width
    canvas.put(2, 2, scene.say("title.guide"), "title")
    canvas.put(3, 2, scene.say("guide.purpose"), "hint")
    day, closed = scene.source.name("as_of"), scene.source.name("closed_months")
    canvas.put(4, 2, join(scene.say("as_of"), ": ", formatted(day, "yyyy/m/d"), "　", closed, scene.say("closed_suffix")), "strong")
    row = _steps(scene, canvas, 6)
    row = _lines(scene, canvas, row, "weekly", 2)
    row = _lines(scene, canvas, row, "monthly", 3)
    row = _contents(scene, canvas, row)
    _legend(scene, canvas, row)
    return canvas


def _heading(scene: Scene, canvas: Canvas, row: int, key: str) -> None:
    canvas.put(row, 2, scene.say(key), "heading")
    canvas.style_row(row, 3, 7, "heading")


def _steps(scene: Scene, canvas: Canvas, row: int) -> int:
    """Write the method's steps: what is done of how much, and a link to where it goes on."""
    _heading(scene, canvas, row, "guide.steps")
    source = scene.source
    tactics = source.count(("tactics_counted", const(1)))
    policy = source.text_at("settings_value", source.find("settings_id", const("policy")))
    kgi = source.count(("kpis_scope_id", const("KGI")), ("kpis_annual_n", ">-1E+300"))
    operations = source.numbers("operations_ord")
    with_tactic = source.count(("operations_tactic_count", ">0"))
    done = Expr(f'IF({policy.text}<>"",1,0)', 1 if policy.value else 0)
    people, agreed = source.numbers("people_ord"), source.count(("people_ord", ">0"), ("people_agreed_on", ">0"))
    actions = source.count(("actions_counted", const(1)))
    steps: tuple[tuple[tuple[tuple[str, Expr, Expr | None], ...], str], ...] = (
        ((("policy", done, const(1)), ("kgi", _at_most_one(kgi), const(1))), "settings_value"),
        ((("operations", with_tactic, operations),), "operations_name"),
        (
            (
                ("kpi", source.count(("tactics_counted", const(1)), ("tactics_kpi_row", ">0")), tactics),
                ("owner", _filled(scene, "owner"), tactics),
                ("intent", _filled(scene, "intent"), tactics),
            ),
            "tactics_name",
        ),
        ((("actions", actions, None),), "actions_task"),
        ((("agreed", agreed, people),), "people_agreed_on"),
    )
    for index, (counts, target) in enumerate(steps):
        at = row + 1 + index
        canvas.put(at, 2, link(const(scene.say(f"guide.step{index}")), f"INDEX({target},2)"), "link")
        for column, (name, part, whole) in enumerate(counts, start=3):
            shown: list[Expr | str] = [scene.say(f"guide.count.{name}"), " ", part, *(("/", whole) if whole else ())]
            canvas.put(at, column, join(*shown), "cell_center")
        canvas.put(at, 7, scene.say(f"guide.step{index}.how"), "hint")
        canvas.heights[at] = 20
    return row + len(steps) + 2


def _at_most_one(value: Expr) -> Expr:
    return Expr(f"MIN(1,{value.text})", min(1, number(value)))


def _filled(scene: Scene, column: str) -> Expr:
    """Count the counted tactics whose text cell is filled."""
    cells = zip(scene.source.columns["tactics_counted"], scene.source.columns[f"tactics_{column}"], strict=True)
    value = sum(counted == 1 and bool(cell) for counted, cell in cells)
    return Expr(f'COUNTIFS(tactics_counted,1,tactics_{column},"?*")', value)


def _lines(scene: Scene, canvas: Canvas, row: int, name: str, count: int) -> int:
    _heading(scene, canvas, row, f"guide.{name}")
    for index in range(1, count + 1):
        canvas.put(row + index, 2, scene.say(f"guide.{name}.{index}"), "")
    return row + count + 2


def _contents(scene: Scene, canvas: Canvas, row: int) -> int:
    _heading(scene, canvas, row, "guide.contents")
    sheets = [sheet for sheet in BOOK.sheets if sheet.kind != "hidden" and sheet.key != "guide"]
    for index, sheet in enumerate(sheets, start=1):
        title = sheet.title(scene.language)
        canvas.put(row + index, 2, link(const(title), f"{quoted(title)}!$A$2"), "link")
        canvas.put(row + index, 4, scene.say(f"guide.contents.{sheet.key}"), "")
    return row + len(sheets) + 2


def _legend(scene: Scene, canvas: Canvas, row: int) -> None:
    _heading(scene, canvas, row, "guide.legend")
    canvas.put(row + 1, 2, scene.say("guide.legend.input.name"), "pick")
    canvas.put(row + 1, 3, scene.say("guide.legend.input"), "")
    canvas.put(row + 2, 2, scene.say("guide.legend.computed.name"), "computed")
    canvas.put(row + 2, 3, scene.say("guide.legend.computed"), "")
    canvas.put(row + 3, 2, scene.say("guide.legend.example.name"), "example")
    canvas.put(row + 3, 3, scene.say("guide.legend.example"), "")
    for index, word in enumerate(SHOWN["kpi_status"], start=4):
        canvas.put(row + index, 2, word.label(scene.language), "cell_center")
        canvas.put(row + index, 3, scene.say(f"guide.legend.kpi.{word.code}"), "")
    for index, word in enumerate(SHOWN["action_state"], start=4):
        canvas.put(row + index, 6, word.label(scene.language), "cell_center")
        canvas.put(row + index, 7, scene.say(f"guide.legend.state.{word.code}"), "")
