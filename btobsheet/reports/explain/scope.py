"""Explain a tactic or an operation: KPIs make its status, actions make its progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.explain.cells import cost_inputs, inputs_table
from btobsheet.reports.explain.more import explain_effect
from btobsheet.reports.status.headline import worst_first
from btobsheet.reports.status.next import moves
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.asked import is_red
from btobsheet.status.figures import (
    ActionFigures,
    Bottleneck,
    KpiFigures,
    OperationFigures,
    RollUp,
    TacticFigures,
)
from btobsheet.status.tree import bottleneck


def explain_tactic(voice: Voice, item: TacticFigures) -> Iterable[Block]:
    """Give everything about one tactic."""
    tactic = item.tactic
    lines = [voice.say("fix_owner", owner=voice.owner(tactic.owner))]
    lines += [voice.say("fix_intent", intent=tactic.intent)] if tactic.intent else []
    lines += [] if item.counted else [voice.say("not_counted")]
    yield _status(voice, item.roll, lines)
    budget, spent = voice.moneys(item.budget, item.spent)
    more = (
        KeyFigure(voice.say("score"), numbers.number(item.score)),
        KeyFigure(voice.say("budget"), budget),
    )
    yield KeyFigures(
        (
            *_roll_figures(voice, item.roll),
            *more,
            KeyFigure(voice.say("spent"), spent, _used(voice, item)),
        )
    )
    yield from _sources(voice, (tactic.id,))
    own = [one for one in voice.assessment.kpis if one.kpi.scope == tactic.id]
    yield from _next(voice, item.roll, bottleneck(own, voice.lookup))
    yield Heading(voice.say("explain_cells"))
    inputs = [
        ("decision", voice.word("decision", tactic.decision)),
        ("channel", voice.word("channel", tactic.channel)),
        ("intent", tactic.intent),
    ]
    typed = zip(("budget", "spent"), voice.moneys(tactic.budget, tactic.spent), strict=True)
    by_month = [cost_inputs(voice, tactic.id, field) for field in ("plan", "actual")]
    own_cells = (pair for pair, rows in zip(typed, by_month, strict=True) if not rows)
    yield inputs_table(
        voice,
        tactic,
        "tactics",
        (*inputs, *own_cells),
        tuple(row for rows in by_month for row in rows),
    )


def _used(voice: Voice, item: TacticFigures) -> str:
    """Give the share of a tactic's budget that is spent."""
    if not item.budget or item.spent is None:
        return ""
    return voice.say("spent_note", share=numbers.percent(item.spent / item.budget))


def _next(voice: Voice, roll: RollUp, first: Bottleneck | None = None) -> Iterable[Block]:
    """Say what the status-making KPI costs the KGI, the pace it needs, what is done about it; then
    the same of the KPI to mend first, which the report names, where that is another one.
    """
    ids = dict.fromkeys((roll.driver, first.kpi if first else ""))
    for item in filter(None, map(voice.kpis.get, ids)):
        role = "driver_is" if item.kpi.id == roll.driver else "first_is"
        name = voice.say(role, kpi=voice.name(item.kpi.id))
        yield from explain_effect(voice, item, name)
        if is_red(item):
            yield Heading(voice.say("explain_of", what=voice.say("explain_moves"), which=name))
            yield Bullets(tuple(moves(voice, item)))


def explain_operation(voice: Voice, item: OperationFigures) -> Iterable[Block]:
    """Give everything about one operation."""
    operation = item.operation
    yield _status(voice, item.roll, [operation.mission] if operation.mission else [])
    more = (
        KeyFigure(voice.say("col_tactics"), numbers.number(item.tactic_count)),
        KeyFigure(
            voice.say("digital_share"),
            numbers.percent(item.digital_share),
            voice.say("digital_rule"),
        ),
    )
    yield KeyFigures((*_roll_figures(voice, item.roll), *more))
    tactics = voice.lookup.counted_tactics(operation.id)
    yield from _sources(voice, (operation.id, *(tactic.id for tactic in tactics)))
    yield from _next(voice, item.roll)
    yield Heading(voice.say("explain_cells"))
    stages = voice.say("list_join").join(operation.stage)
    inputs = (
        ("name", operation.name),
        ("stage", stages),
        ("mission", operation.mission),
        ("owner", voice.person(operation.owner)),
    )
    yield inputs_table(voice, operation, "operations", inputs)


def _status(voice: Voice, roll: RollUp, lines: Sequence[str]) -> Callout:
    driver = [voice.say("driven_by", kpi=voice.name(roll.driver))] if roll.driver else []
    title = voice.rolled_status(roll).text if roll.status else voice.say("no_status")
    return Callout(title, (*driver, *lines), tone_of(roll.status))


def _roll_figures(voice: Voice, roll: RollUp) -> Iterable[KeyFigure]:
    yield KeyFigure(
        voice.say("col_progress"),
        numbers.percent(roll.progress),
        voice.say("planned_note", planned=numbers.percent(roll.planned)),
    )
    yield KeyFigure(
        voice.say("col_overdue"),
        voice.say("items", count=roll.overdue),
        tone="bad" if roll.overdue else "",
    )


def _sources(voice: Voice, scopes: Sequence[str]) -> Iterable[Block]:
    """Show the rule and what it was applied to: these scopes' KPIs, these tactics' actions."""
    yield Heading(voice.say("explain_rule"))
    yield Paragraph(voice.say("rule_worst"))
    yield Paragraph(voice.say("rule_progress"))
    kpis = worst_first(item for item in voice.assessment.kpis if item.kpi.scope in scopes)
    if kpis:
        columns = columns_of(
            voice,
            ("col_kpi", "col_main", "col_status", "col_attainment"),
            wide=("col_kpi",),
            right=("col_attainment",),
        )
        yield Table(
            voice.say("sources_kpis"), columns, tuple(_kpi_row(voice, item) for item in kpis)
        )
    actions = tuple(item for item in voice.assessment.actions if item.action.tactic in scopes)
    if actions:
        keys = ("col_action", "col_state", "col_percent", "col_planned", "col_weight")
        columns = columns_of(voice, keys, wide=("col_action",), right=keys[2:])
        yield Table(
            voice.say("sources_actions"),
            columns,
            tuple(_action_row(voice, item) for item in actions),
        )


def _kpi_row(voice: Voice, item: KpiFigures) -> tuple[Cell, ...]:
    main = voice.word("main", "yes") if item.main else numbers.NONE
    return (
        Cell(voice.name(item.kpi.id)),
        Cell(main),
        voice.kpi_status(item),
        Cell(numbers.percent(item.attainment)),
    )


def _action_row(voice: Voice, item: ActionFigures) -> tuple[Cell, ...]:
    return (
        Cell(f"{item.action.id} {item.action.task}".strip()),
        voice.status(item.state, "action_state"),
        Cell(numbers.percent(item.percent)),
        Cell(numbers.percent(item.planned)),
        Cell(numbers.number(item.weight)),
    )
