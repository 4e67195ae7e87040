"""はじめに: the method's steps with live counts and links to the first gap, a person's own card,
what to do when, legend, contents.
"""

from __future__ import annotations

from btobsheet.layout.address import quoted
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import month_name
from btobsheet.layout.tabs import card
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, join, link, number
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Issue
from btobsheet.wording import text
from btobsheet.wording.words import SHOWN

WIDTH = 7
HELPERS = 20

Gap = tuple[Expr, str, str]
"""Where a gap is (a row of a named column, 0 for none), what invites to it, and that column."""


def build(scene: Scene) -> Canvas:
    """Build the tab."""
    canvas = scene.canvas("guide")
    for column, width in enumerate((16, 130, 118, 118, 118, 150, 400), start=1):
        canvas.widths[column] = width
    canvas.put(2, 2, scene.say("title.guide"), "title")
    canvas.put(3, 2, scene.say("guide.purpose"), "hint")
    canvas.put(4, 2, scene.day_line(), "strong")
    canvas.put(5, 2, scene.approvals(), "hint")
    canvas.put(4, WIDTH, f"{scene.say('guide.identity')}: {scene.identity}", "small")
    _issue(scene, canvas, 5)
    row = _steps(scene, canvas, 6)
    row = _lines(scene, canvas, row, "weekly", 2)
    row = _lines(scene, canvas, row, "monthly", 3)
    row = _contents(scene, canvas, row)
    row = _legend(scene, canvas, row)
    card.build(scene, canvas)
    canvas.hidden = (HELPERS, card.HELPER)
    canvas.print_to = (max(row, card.LAST), card.FIRST_COLUMN + card.WIDTH - 1)
    return canvas


def _issue(scene: Scene, canvas: Canvas, row: int) -> None:
    """Say to whom a part was handed out, when it is wanted back, what its figures cover."""
    words = issue_words(scene.assessment.plan.identity.issue, scene.language)
    if words:
        canvas.put(row, 2, words[0], "policy", across=WIDTH - 1)
        canvas.put(row, card.FIRST_COLUMN, words[1], "hint_wrap", across=card.WIDTH)
        canvas.heights[row] = 50


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


def _heading(scene: Scene, canvas: Canvas, row: int, key: str) -> None:
    canvas.head(row, scene.say(key), WIDTH, 24)


def _steps(scene: Scene, canvas: Canvas, row: int) -> int:
    """Write the method's steps: what is done of how much, and a link to the first gap."""
    _heading(scene, canvas, row, "guide.steps")
    targets = (
        "settings_value",
        "operations_name",
        "tactics_name",
        "actions_task",
        "people_agreed_on",
    )
    for index, (counts, gaps) in enumerate(zip(_counts(scene), _gaps(scene), strict=True)):
        at = row + 1 + index
        canvas.put(
            at,
            2,
            link(const(scene.say(f"guide.step{index}")), f"INDEX({targets[index]},2)"),
            "link",
        )
        for column, (name, part, whole) in enumerate(counts, start=3):
            shown: list[Expr | str] = [
                scene.say(f"guide.count.{name}"),
                " ",
                part,
                *(("/", whole) if whole else ()),
            ]
            canvas.put(at, column, join(*shown), "cell_center")
        pointers = [
            (canvas.put(at, HELPERS + offset, where, "helper"), label, column)
            for offset, (where, label, column) in enumerate(gaps)
        ]
        canvas.put(at, 6, _first_gap(scene, pointers), "link")
        canvas.put(at, 7, scene.say(f"guide.step{index}.how"), "hint_wrap")
        canvas.heights[at] = 40
    return row + len(targets) + 2


Counts = tuple[tuple[str, Expr, Expr | None], ...]


def _counts(scene: Scene) -> tuple[Counts, ...]:
    """Give each step's counts: what is there, of how many."""
    source = scene.source
    tactics = source.count(("tactics_counted", const(1)))
    policy = source.text_at("settings_value", source.find("settings_id", const("policy")))
    kgi = source.count(("kpis_scope_id", const("KGI")), ("kpis_annual_n", ">-1E+300"))
    done = Expr(f'IF({policy.text}<>"",1,0)', 1 if policy.value else 0)
    agreed = source.count(("people_ord", ">0"), ("people_agreed_on", ">0"))
    return (
        (
            ("policy", done, const(1)),
            ("kgi", Expr(f"MIN(1,{kgi.text})", min(1, number(kgi))), const(1)),
        ),
        (
            (
                "operations",
                source.count(("operations_tactic_count", ">0")),
                source.numbers("operations_ord"),
            ),
        ),
        (
            (
                "kpi",
                source.count(("tactics_counted", const(1)), ("tactics_kpi_row", ">0")),
                tactics,
            ),
            ("owner", _filled(scene, "owner"), tactics),
            ("intent", _filled(scene, "intent"), tactics),
        ),
        (("actions", source.count(("actions_counted", const(1))), None),),
        (("agreed", agreed, source.numbers("people_ord")),),
    )


def _gaps(scene: Scene) -> tuple[tuple[Gap, ...], ...]:
    """Give each step's possible gaps, in the order in which they are to be filled."""
    source = scene.source
    policy = source.find("settings_id", const("policy"))
    filled = source.text_at("settings_value", policy)
    no_policy = Expr(f'IF({filled.text}="",{policy.text},0)', 0 if filled.value else policy.value)
    kgi = source.find("kpis_scope_id", const("KGI"))
    target = source.number_at("kpis_annual_n", kgi)
    no_kgi = Expr(
        f"IF(ISNUMBER({target.text}),0,{kgi.text})", 0 if target.value != "" else kgi.value
    )
    first = const(1)
    return (
        ((no_policy, "policy", "settings_value"), (no_kgi, "kgi", "kpis_annual_target")),
        (
            _none(scene, "operations", "operations", "operations_name"),
            (source.kth("operations_gap_tactic", first), "tactics", "operations_name"),
        ),
        (
            _none(scene, "tactics", "first_tactic", "tactics_name"),
            (source.kth("tactics_gap_kpi", first), "kpi", "tactics_name"),
            (source.kth("tactics_gap_owner", first), "owner", "tactics_owner"),
            (source.kth("tactics_gap_intent", first), "intent", "tactics_intent"),
        ),
        (_none(scene, "actions", "actions", "actions_task"),),
        (
            _none(scene, "people", "people", "people_name"),
            (source.kth("people_gap_agreed", first), "agreed", "people_agreed_on"),
        ),
    )


def _none(scene: Scene, table: str, label: str, column: str) -> Gap:
    """Point to a table's first row while nothing is in it."""
    used = scene.source.count((f"{table}_used", ">0"))
    return Expr(f"IF({used.text}=0,2,0)", 0 if number(used) else 2), label, column


def _first_gap(scene: Scene, gaps: list[tuple[Expr, str, str]]) -> Expr:
    """Link to the first gap there is, or say that all is filled in."""
    made = const(scene.say("guide.invite.done"))
    for pointer, label, column in reversed(gaps):
        jump = link(
            const(scene.say(f"guide.invite.{label}")), f"INDEX({column},MAX(1,{pointer.text}))"
        )
        made = Expr(
            f"IF({pointer.text}>0,{jump.text},{made.text})",
            jump.value if number(pointer) else made.value,
        )
    return made


def _filled(scene: Scene, column: str) -> Expr:
    """Count the counted tactics whose text cell is filled: all but those with that gap."""
    source = scene.source
    counted, gaps = (
        source.count(("tactics_counted", const(1))),
        source.numbers(f"tactics_gap_{column}"),
    )
    return Expr(f"({counted.text}-{gaps.text})", number(counted) - number(gaps))


def _lines(scene: Scene, canvas: Canvas, row: int, name: str, count: int) -> int:
    _heading(scene, canvas, row, f"guide.{name}")
    for index in range(1, count + 1):
        canvas.put(row + index, 2, scene.say(f"guide.{name}.{index}"), "")
    return row + count + 2


def _contents(scene: Scene, canvas: Canvas, row: int) -> int:
    _heading(scene, canvas, row, "guide.contents")
    unseen = ("guide",) if scene.catalogue else ("guide", "catalogue")
    sheets = [one for one in BOOK.sheets if one.kind != "hidden" and one.key not in unseen]
    for index, sheet in enumerate(sheets, start=1):
        title = sheet.title(scene.language)
        canvas.put(row + index, 2, link(const(title), f"{quoted(title)}!$A$2"), "link")
        canvas.put(row + index, 4, scene.say(f"guide.contents.{sheet.key}"), "")
    return row + len(sheets) + 2


def _legend(scene: Scene, canvas: Canvas, row: int) -> int:
    """Explain the colours and words; give the last row."""
    _heading(scene, canvas, row, "guide.legend")
    for index, (name, style) in enumerate(
        (("input", "pick"), ("computed", "computed"), ("example", "example")), start=1
    ):
        canvas.put(row + index, 2, scene.say(f"guide.legend.{name}.name"), style)
        canvas.put(row + index, 3, scene.say(f"guide.legend.{name}"), "")
    for index, word in enumerate(SHOWN["kpi_status"], start=4):
        canvas.put(row + index, 2, word.label(scene.language), "cell_center")
        canvas.put(row + index, 3, scene.say(f"guide.legend.kpi.{word.code}"), "")
    for index, word in enumerate(SHOWN["action_state"], start=4):
        canvas.put(row + index, 6, word.label(scene.language), "cell_center")
        canvas.put(row + index, 7, scene.say(f"guide.legend.state.{word.code}"), "")
    last = row + 3 + len(SHOWN["action_state"])
    canvas.toned += [("kpi_status", (row + 4, 2, last, 2)), ("action_state", (row + 4, 6, last, 6))]
    return last
