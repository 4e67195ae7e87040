"""What a deck and a printed workbook say in short of a plan's memory, its money, what was stopped,
its segments and last year: nothing of what a plan has none of.
"""

from __future__ import annotations

from itertools import islice

from btobsheet.plan.records import Review
from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Callout,
    Cell,
    Document,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    marked,
    tone_of,
)
from btobsheet.reports.sections import as_lines, opening
from btobsheet.reports.status import money as compose_money
from btobsheet.reports.status.fix import first_fix, way_line
from btobsheet.reports.status.headline import main_kgi, pace_line
from btobsheet.reports.status.next import falling_kpis, last_months, noise_words
from btobsheet.reports.status.people import opened_reviews
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import Bottleneck
from btobsheet.status.tree import fixes
from btobsheet.status.worth import Worth, worth


def lead(document: Document) -> tuple[Callout, list[str]]:
    """Give the headline, and what is said below it: what stands before the first heading."""
    blocks = opening(document)
    callouts = [block for block in blocks if isinstance(block, Callout)]
    callout = callouts[0] if callouts else Callout(document.title)
    said = [block.text for block in blocks if isinstance(block, Paragraph)]
    said += callout.lines
    said += [line for block in callouts[1:] for line in (block.title, *block.lines)]
    return callout, said


def key_figures(voice: Voice, document: Document) -> tuple[KeyFigure, ...]:
    """Give the report's key figures, before them how much of its target the KGI has."""
    blocks = (block for block in document.blocks if isinstance(block, KeyFigures))
    figures, kgi = next(blocks, KeyFigures(())), main_kgi(voice)
    if kgi is None or kgi.attainment is None:
        return figures.items
    shown = voice.quantities(kgi.kpi, kgi.actual_to_date, kgi.expected_to_date)
    share = numbers.percent(kgi.attainment)
    own = KeyFigure(voice.say("kgi_tile"), share, " / ".join(shown), tone_of(kgi.status))
    return (own, *figures.items)


def memory_lines(voice: Voice) -> list[str]:
    """Tell what was approved and closed, with reasons, what was put off, and what has changed since
    without approval.
    """
    history = voice.assessment.plan.history
    blocks: list[Block] = []
    if history.approvals:
        from btobsheet.reports.status.agreed import agreed  # lazy door: few plans are approved

        blocks += agreed(voice)
    if history.closings or history.reopenings:
        from btobsheet.reports.status.closed import closed  # lazy door: as above

        blocks += closed(voice)
    return as_lines(blocks)


def money_lines(voice: Voice) -> list[str]:
    """Say what may be spent, what was, and what is left; of the closed months apart."""
    summary = voice.assessment.summary
    if summary.budget is None and summary.spent is None:
        return []
    left = _left(summary.budget, summary.spent)
    budget, spent, rest = voice.moneys(summary.budget, summary.spent, left)
    used = summary.spent / summary.budget if summary.budget and summary.spent is not None else None
    said = voice.say(
        "money_left", budget=budget, spent=spent, left=rest, share=numbers.percent(used)
    )
    return [said, *as_lines(_to_date(voice))]


def _to_date(voice: Voice) -> list[Paragraph]:
    """Give what is said above the table of months, without its heading."""
    return [one for one in compose_money.by_month(voice) if isinstance(one, Paragraph)]


def has_money_months(voice: Voice) -> bool:
    """Tell whether any month says what it was to cost or cost."""
    monthly = voice.assessment.summary.monthly_money
    return any(amount is not None for month in monthly for amount in month)


def left_table(voice: Voice) -> Table | None:
    """Give the tactics with a budget, what is left of it beside what one result costs: the most
    left first.
    """
    found = [one for one in worth(voice.assessment, voice.lookup) if one.budget is not None]
    if not found:
        return None
    rests = [(one, _left(one.budget, one.spent)) for one in found]
    rests.sort(key=lambda pair: -(pair[1] or 0.0))
    keys = ("col_tactic", "col_budget", "col_spent", "col_left", "col_unit_cost")
    columns = columns_of(voice, keys, wide=("col_tactic",), right=keys[1:])
    scale = voice.scale(amount for one, left in rests for amount in (one.budget, one.spent, left))
    rows = []
    for one, left in rests:
        over = left is not None and left < 0
        rows.append(
            (
                Cell(voice.name(one.tactic.id)),
                voice.money_cell(one.budget, scale),
                voice.money_cell(one.spent, scale),
                Cell(voice.money(left, scale), "bad" if over else "", left),
                _unit_cost(voice, one),
            )
        )
    return Table(voice.say("left_caption"), columns, tuple(rows))


def _unit_cost(voice: Voice, one: Worth) -> Cell:
    if one.cost is None or one.kpi is None:
        return Cell(numbers.NONE)
    return Cell(voice.unit_cost(one.cost, one.kpi.kpi), value=one.cost)


def _left(budget: float | None, spent: float | None) -> float | None:
    return None if budget is None else budget - (spent or 0.0)


def further(voice: Voice) -> list[Block]:
    """Show what was stopped and what each business takes, and say where KPIs land against last
    year.
    """
    blocks = (*compose_money.stopped(voice), *compose_money.segments(voice))
    tables: list[Block] = [block for block in blocks if isinstance(block, Table)]
    return [*tables, *compose_money.last_year(voice, voice.assessment.kpis)]


def decision_table(voice: Voice) -> Table | None:
    """Give the decisions that are wanted: about what, by whom, until when."""
    wanted = [item for item in opened_reviews(voice) if item.decision]
    keys = ("col_number", "col_about", "col_decision", "col_owner", "col_due")
    rows = tuple(
        (
            Cell(str(number), value=number),
            Cell(voice.name(item.kpi or item.tactic) or item.id),
            Cell(item.decision),
            Cell(voice.owner(item.owner)),
            _due(voice, item),
        )
        for number, item in enumerate(wanted, start=1)
    )
    columns = columns_of(voice, keys, wide=keys[1:3], right=("col_number", "col_due"))
    return Table(voice.say("decisions"), columns, rows) if rows else None


def move_table(voice: Voice) -> Table | None:
    """Give the next moves of the open reviews, with their causes."""
    opened = [item for item in opened_reviews(voice) if item.next_action]
    keys = ("col_about", "col_cause", "col_next", "col_owner", "col_due")
    rows = tuple(
        (
            Cell(voice.name(item.kpi or item.tactic) or item.id),
            Cell(item.cause or numbers.NONE),
            Cell(item.next_action),
            Cell(voice.owner(item.owner)),
            _due(voice, item),
        )
        for item in opened
    )
    columns = columns_of(voice, keys, wide=keys[:3], right=("col_due",))
    return Table(voice.say("moves_caption"), columns, rows) if rows else None


def _due(voice: Voice, item: Review) -> Cell:
    late = item.due is not None and item.due < voice.assessment.as_of
    return voice.day_cell(item.due, "bad" if late else "")


def fix_lines(voice: Voice) -> list[str]:
    """Say what to fix first, why, by whom and with what next move; then the two after it."""
    found = list(islice(fixes(voice.assessment.kpis, voice.lookup), 3))
    blocks = list(first_fix(voice))
    callout = next((block for block in blocks if isinstance(block, Callout)), None)
    if callout is None or not found:
        return as_lines(blocks)[:3]
    item = voice.kpis[found[0].kpi]
    tactic = voice.lookup.tactics.get(item.kpi.scope)
    last = {way_line(voice, item), pace_line(voice, item)} | (
        {voice.say("fix_intent", intent=tactic.intent)} if tactic else set()
    )
    first = [f"1. {marked(callout.title, callout.tone)}"]
    first += [line for line in callout.lines if line not in last]
    return first + [f"{rank}. {_next(voice, one)}" for rank, one in enumerate(found[1:], start=2)]


def _next(voice: Voice, found: Bottleneck) -> str:
    item, tactic = voice.kpis[found.kpi], voice.lookup.tactics[found.tactic]
    cell = voice.kpi_status(item)
    return voice.say(
        "fix_next",
        tactic=voice.name(found.tactic),
        kpi=voice.bare_name(found.kpi),
        status=marked(cell.text, cell.tone),
        attainment=numbers.percent(item.attainment),
        owner=voice.owner(tactic.owner),
    )


def worse_lines(voice: Voice) -> list[str]:
    """Say of the first KPIs that get worse their last months and how many times their noise that
    is.
    """
    falling = falling_kpis(voice)
    lines = [
        "・"
        + voice.say(
            "worse_line",
            kpi=voice.name(item.kpi.id),
            months=" → ".join(map(numbers.percent, last_months(voice, item))),
            noise=noise_words(voice, item),
        )
        for item in falling[:2]
    ]
    more = [voice.say("more", count=len(falling) - 2)] if len(falling) > 2 else []
    return lines + more
