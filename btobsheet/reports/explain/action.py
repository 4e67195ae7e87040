"""Explain an action: its dates and working days, what was planned for the day, and its state."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.plan.records import Action
from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Callout,
    Cell,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.explain.cells import inputs_table
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import ActionFigures
from btobsheet.status.rules import STATES


def explain_action(voice: Voice, item: ActionFigures) -> Iterable[Block]:
    """Give everything about one action."""
    action = item.action
    lines = [
        voice.say(
            "action_of",
            tactic=voice.name(action.tactic) or numbers.NONE,
            owner=voice.owner(action.owner),
        )
    ]
    if not item.counted:
        lines.append(voice.say("not_counted"))
    yield Callout(voice.word("action_state", item.state), tuple(lines), tone_of(item.state))
    yield KeyFigures(tuple(_figures(voice, item)))
    yield Heading(voice.say("explain_rule"))
    yield Paragraph(voice.say("rule_planned"))
    yield Paragraph(_percent_rule(voice, item))
    yield _ladder(voice, item)
    yield Heading(voice.say("explain_cells"))
    yield inputs_table(voice, action, "actions", tuple(_inputs(voice, action)))


def _percent_rule(voice: Voice, item: ActionFigures) -> str:
    """Tell how the progress came about: by times done of an action that recurs, else as typed."""
    action = item.action
    if not action.times_planned or action.times_planned <= 0:
        return voice.say("rule_percent")
    if action.percent is not None:
        return voice.say("rule_percent_typed")
    return voice.say(
        "rule_percent_times",
        done=numbers.number(action.times_done or 0),
        planned=numbers.number(action.times_planned),
    )


def _figures(voice: Voice, item: ActionFigures) -> Iterable[KeyFigure]:
    times = voice.times(item.action)
    yield KeyFigure(voice.say("col_percent"), numbers.percent(item.percent), times)
    yield KeyFigure(
        voice.say("col_planned"),
        numbers.percent(item.planned),
        voice.say("planned_day", day=voice.day(voice.assessment.as_of)),
    )
    gap = item.percent - item.planned if item.planned is not None else None
    yield KeyFigure(voice.say("col_gap"), numbers.points(gap))
    yield KeyFigure(voice.say("working_days"), numbers.number(item.working_days))
    yield KeyFigure(voice.say("col_weight"), numbers.number(item.weight), voice.say("weight_note"))


def _ladder(voice: Voice, item: ActionFigures) -> Table:
    """Show the states in the order in which the first that fits is taken."""
    fits = STATES.index(item.state)
    tolerance = numbers.number(voice.assessment.plan.settings.progress * 100)
    rows = []
    for index, state in enumerate(STATES):
        outcome = (
            voice.status(state, "action_state")
            if index == fits
            else Cell(voice.say("step_no" if index < fits else "step_unasked"))
        )
        rows.append(
            (Cell(str(index + 1)), Cell(voice.say(f"state_{state}", tolerance=tolerance)), outcome)
        )
    return Table(
        voice.say("ladder_caption"),
        columns_of(
            voice, ("col_step", "col_rule", "col_outcome"), wide=("col_rule",), right=("col_step",)
        ),
        tuple(rows),
    )


def _inputs(voice: Voice, action: Action) -> Iterable[tuple[str, str]]:
    yield "start", voice.day(action.start)
    yield "end", voice.day(action.end)
    yield "status", voice.word("action_status", action.status)
    yield "percent", numbers.percent(action.percent)
    if action.times_planned is not None:
        yield "times_planned", numbers.number(action.times_planned)
        yield "times_done", numbers.number(action.times_done)
    yield "effort", numbers.number(action.effort)
