"""What people ask next about a KPI: its cost to the KGI, the pace it needs, what is under way."""

from __future__ import annotations

from collections.abc import Iterable

from btobsheet.plan.records import KGI, Kpi
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Bullets, Cell, Heading, Table
from btobsheet.reports.status.fix import way_line
from btobsheet.reports.status.headline import delay_words, pace_line
from btobsheet.reports.status.next import moves
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.asked import answers, is_red
from btobsheet.status.figures import ActionFigures, KpiFigures
from btobsheet.status.pace import is_over
from btobsheet.status.rules import positive
from btobsheet.status.tree import cost_to_kgi, path_to_kgi, shortfall


def explain_effect(voice: Voice, item: KpiFigures, which: str = "") -> Iterable[Block]:
    """Say how a KPI leads to the KGI, what its gap costs there with the numbers put in, and what
    the year still needs. ``which`` says which of several KPIs it is.
    """
    said = [
        line
        for line in (
            way_line(voice, item),
            _cost(voice, item),
            delay_words(voice, item).strip(),
            pace_line(voice, item),
        )
        if line
    ]
    if said:
        over = is_over(item, voice.assessment.closed_months)
        what = voice.say("explain_effect_over" if over else "explain_effect")
        yield Heading(voice.say("explain_of", what=what, which=which) if which else what)
        yield Bullets(tuple(said))


def _cost(voice: Voice, item: KpiFigures) -> str:
    path = path_to_kgi(item.kpi, voice.lookup)
    if len(path) < 2:
        return "" if path or item.kpi.scope == KGI else voice.say("no_way")
    cost, short = cost_to_kgi(item, voice.lookup), shortfall(item)
    if cost is None:
        return voice.say("no_rate") if short is not None and positive(short) else ""
    if not positive(cost):
        return voice.say("no_gap")
    rates = " × ".join(numbers.number(kpi.parent_rate, 4) for kpi in path[:-1])
    return voice.say(
        "worked_cost",
        short=voice.quantity(short, item.kpi),
        rates=rates,
        cost=voice.quantity(cost, path[-1]),
        kgi=voice.bare_name(path[-1].id),
    )


def explain_moves(voice: Voice, item: KpiFigures) -> Iterable[Block]:
    """Say the cause and next move of the open reviews, and which of its tactic's actions go on."""
    kpi = item.kpi
    if is_red(item) or any(answers(review, kpi) for review in voice.assessment.plan.reviews):
        yield Heading(voice.say("explain_moves"))
        yield Bullets(tuple(moves(voice, item)))
    actions = tuple(found for found in voice.assessment.actions if _is_live(found, kpi))
    if actions:
        keys = ("col_action", "col_owner", "col_state", "col_end", "col_percent")
        columns = columns_of(voice, keys, wide=("col_action",), right=keys[3:], people="col_owner")
        yield Table(
            voice.say("explain_actions"),
            columns,
            tuple(_action_row(voice, found) for found in actions),
        )


def _is_live(item: ActionFigures, kpi: Kpi) -> bool:
    return (
        bool(kpi.scope)
        and item.action.tactic == kpi.scope
        and item.state not in ("done", "cancelled")
    )


def _action_row(voice: Voice, item: ActionFigures) -> tuple[Cell, ...]:
    action = item.action
    return (
        Cell(f"{action.id} {action.task}".strip()),
        Cell(voice.owner(action.owner)),
        voice.status(item.state, "action_state"),
        voice.day_cell(action.end),
        voice.share_cell(item.percent),
    )
