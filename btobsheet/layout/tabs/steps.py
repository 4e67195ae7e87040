"""The steps of the method on はじめに: what is done of how much, and where the first gap is."""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.layout.macros import ANY
from btobsheet.layout.rows.written import is_marked
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, number, plain, positive, when
from btobsheet.quickclass import dataclass

_FIRST, _NO_ROW = const(2), const(0)
"""Where a gap is that no row in particular has, and that there is none."""
Gap = tuple[Expr, str, str]
"""Where a gap is (a row of a named column, 0 for none), what invites to it, and that column."""
Count = tuple[str, Expr, Expr | None]
"""What is counted, what is there, of how many."""


@dataclass(frozen=True)
class Step:
    """A step: the named column to which it leads, its counts, its possible gaps in the order in
    which they are to be filled.
    """

    target: str
    counts: Sequence[Count]
    gaps: Sequence[Gap]


def steps(scene: Scene) -> tuple[Step, ...]:
    """Give the steps in order."""
    return (_policy(scene), _operations(scene), _tactics(scene), _kpis(scene), _actions(scene))


def _policy(scene: Scene) -> Step:
    source = scene.source
    policy = source.find("settings_id", const("policy"))
    said = source.text_at("settings_value", policy)
    no_policy = Expr(f'IF({said.text}="",{policy.text},0)', 0 if said.value else policy.value)
    kgi = source.find("kpis_scope_id", const("KGI"))
    target = source.number_at("kpis_annual_n", kgi)
    no_kgi = Expr(
        f"IF(ISNUMBER({target.text}),0,{kgi.text})", 0 if target.value != "" else kgi.value
    )
    found = source.count(("kpis_scope_id", const("KGI")), ("kpis_annual_n", ANY))
    return Step(
        "settings_value",
        (
            ("policy", Expr(f'IF({said.text}<>"",1,0)', 1 if said.value else 0), const(1)),
            ("kgi", Expr(f"MIN(1,{found.text})", min(1, number(found))), const(1)),
        ),
        (
            (no_policy, "policy", "settings_value"),
            (no_kgi, "kgi", "kpis_annual_target"),
            (scene.unless_approved(_example(scene, kgi)), "kgi_example", "kpis_annual_target"),
        ),
    )


def _example(scene: Scene, row: Expr) -> Expr:
    """Point to a row of ③ while its annual target is still the template's example."""
    target, marks = (scene.source.columns[f"kpis_{name}"] for name in ("annual_target", "examples"))
    at = int(number(row)) - 1
    name = "annual_target"
    is_one = at > 0 and is_marked(name, {name: target[at]}, plain(marks[at]))
    mark = f'";annual_target="&INDEX(kpis_annual_target,{row.text})&";"'
    found = f"ISNUMBER(FIND({mark},INDEX(kpis_examples,{row.text})))"
    return Expr(f"IF({row.text}>0,IF({found},{row.text},0),0)", at + 1 if is_one else 0)


def _operations(scene: Scene) -> Step:
    source = scene.source
    filled = source.count(("operations_tactic_count", ">0"))
    return Step(
        "operations_name",
        (("operations", filled, source.numbers("operations_ord")),),
        (
            _none(scene, "operations", "operations", "operations_name"),
            (source.kth("operations_gap_tactic", const(1)), "tactics", "operations_name"),
        ),
    )


def _tactics(scene: Scene) -> Step:
    source = scene.source
    counted = source.count(("tactics_counted", const(1)))
    return Step(
        "tactics_name",
        (
            ("owner", _filled(scene, "owner", counted), counted),
            ("intent", _filled(scene, "intent", counted), counted),
        ),
        (
            _none(scene, "tactics", "first_tactic", "tactics_name"),
            (source.kth("tactics_gap_owner", const(1)), "owner", "tactics_owner"),
            (source.kth("tactics_gap_intent", const(1)), "intent", "tactics_intent"),
        ),
    )


def _kpis(scene: Scene) -> Step:
    source = scene.source
    judged = source.count(("tactics_counted", const(1)), ("tactics_kpi_row", ">0"))
    targets = source.count(("kpis_counted", const(1)), ("kpis_annual_n", ANY))
    examples = scene.example_targets()
    example = scene.unless_approved(source.kth("kpis_gap_example", const(1)))
    own = Expr(f"({targets.text}-{examples.text})", number(targets) - number(examples))
    return Step(
        "kpis_name",
        (
            ("kpi", judged, source.count(("tactics_counted", const(1)))),
            ("targets", own, targets),
        ),
        (
            (source.kth("tactics_gap_kpi", const(1)), "kpi", "tactics_name"),
            (example, "example", "kpis_annual_target"),
        ),
    )


def _actions(scene: Scene) -> Step:
    source = scene.source
    agreed = source.count(("people_ord", ">0"), ("people_agreed_on", ">0"))
    nobody = source.empty("actions_person", ("actions_counted", const(1)))
    return Step(
        "actions_task",
        (
            ("actions", source.count(("actions_counted", const(1))), None),
            ("agreed", agreed, source.numbers("people_ord")),
        ),
        (
            _none(scene, "actions", "actions", "actions_task"),
            (when(positive(nobody), _FIRST, _NO_ROW), "action_owner", "actions_owner"),
            _none(scene, "people", "people", "people_name"),
            (source.kth("people_gap_agreed", const(1)), "agreed", "people_agreed_on"),
        ),
    )


def _none(scene: Scene, table: str, label: str, column: str) -> Gap:
    """Point to a table's first row while nothing is in it."""
    used = scene.source.count((f"{table}_used", ">0"))
    return when(positive(used), _NO_ROW, _FIRST), label, column


def _filled(scene: Scene, column: str, counted: Expr) -> Expr:
    """Count the counted tactics whose text cell is filled: all but those with that gap."""
    gaps = scene.source.numbers(f"tactics_gap_{column}")
    return Expr(f"({counted.text}-{gaps.text})", number(counted) - number(gaps))
