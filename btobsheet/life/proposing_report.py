"""目標逆算 as a document for people, with the targets it proposes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from btobsheet.life.proposing import Backwards
from btobsheet.plan.lookup import grouped
from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.numbers import Scale
from btobsheet.reports.problems import worded
from btobsheet.reports.status.headline import examples_line
from btobsheet.reports.voice import Voice
from btobsheet.status.backwards.figures import Goal, GoalNode, Load
from btobsheet.status.backwards.proposals import Proposal
from btobsheet.wording import text
from btobsheet.wording.words import label

_HEADS: Final = (
    *("kpi", "need", "planned", "supply", "coverage", "rate", "time", "effort", "budget", "state"),
)
_STEP: Final = "> "
"""Stands before a KPI once for each step below the KGI."""
_RATE_DIGITS: Final = 3


def compose_goal(made: Backwards, language: str, *, how: str = "", asked: bool = False) -> Document:
    """Compose what is told: where it breaks, the tree, people and money; where proposals were
    ``asked`` for, each KPI's; ``how`` is the command that writes them, empty where they are
    written.
    """
    voice = Voice(made.assessment, language)

    def say(key: str, **details: object) -> str:
        return text(language, f"goal.{key}", **details)

    lines = (*_asked_for(made, voice), examples_line(voice))
    blocks: list[Block] = [Callout(message(made, language), tuple(filter(None, lines)))]
    if made.goal.nodes:
        blocks += [_tree(made, voice), *_capacity(made, voice)]
    if made.goal.unlinked:
        ids = ", ".join(made.goal.unlinked)
        blocks.append(Paragraph(say("unlinked", count=len(made.goal.unlinked), ids=ids)))
    if asked:
        blocks += _proposed(made, voice, how)
    if made.problems:
        blocks.append(Heading(say("told", count=len(made.problems))))
        blocks.append(Bullets(tuple(worded(item, language) for item in made.problems)))
    day = numbers.long_day(made.assessment.as_of, language)
    title = say("title", plan=made.plan.settings.title).rstrip(": ")
    return Document(title, say("subtitle", day=day, file=made.file), language, tuple(blocks))


def message(made: Backwards, language: str) -> str:
    """Say in a sentence or two where the plan breaks first, and whether people's days suffice; the
    tab 目標逆算 says the same.
    """
    found, voice = made.goal, Voice(made.assessment, language)

    def say(key: str, **details: object) -> str:
        return text(language, f"page.goal.{key}", **details)

    if not found.nodes:
        return say("no_kgi")
    node, unclear, root = found.broken, found.unclear, found.nodes[0]
    if node is not None:
        kpi = node.item.kpi
        told = {
            "kpi": voice.bare_name(kpi.id),
            "need": voice.quantity(node.need, kpi),
            "supply": voice.quantity(node.supply, kpi),
            "share": numbers.percent(node.coverage),
        }
        first = say("broken", **told)
    elif unclear is not None:
        why = label("goal_state", unclear.state, language)
        first = say("unclear", kpi=voice.bare_name(unclear.item.kpi.id), why=why)
    else:
        need, near = voice.quantity(root.need, root.item.kpi), found.count_of("near")
        first = say("nearly", need=need, count=near) if near else say("holds", need=need)
        first = first if reckoned(found) else say("alone")
        rateless = found.count_of("no_rate")
        first += say("rateless", count=rateless) if rateless else ""
    return (first + _people(found.overloaded, found.loads, language)).strip()


def reckoned(found: Goal) -> bool:
    """Tell whether anything could be reckoned below the KGI."""
    return sum(node.need is not None for node in found.nodes) > 1


def _people(over: tuple[Load, ...], loads: tuple[Load, ...], language: str) -> str:
    if not over:
        known = any(load.days is not None and load.asked for load in loads)
        return text(language, "page.goal.people") if known else ""
    first, others = over[0], len(over) - 1
    more = text(language, "page.goal.more", count=others) if others else ""
    asked, days = numbers.number(first.asked), numbers.number(first.days)
    return text(
        language, "page.goal.over", name=first.person.name, asked=asked, days=days, more=more
    )


def _asked_for(made: Backwards, voice: Voice) -> Iterator[str]:
    """Say what was asked that differs from the plan as it stands."""
    root = made.goal.nodes[0].item if made.goal.nodes else None
    if made.kgi is not None and root is not None:
        kgi, now = (voice.quantity(value, root.kpi) for value in (made.kgi, root.annual))
        yield text(voice.language, "goal.what_if", kgi=kgi, now=now)
    if made.rates == "actual":
        yield text(voice.language, "goal.actual_rates")


def _tree(made: Backwards, voice: Voice) -> Table:
    """Give the tree as a table; columns that say nothing are left out."""
    scale = voice.scale(node.budget for node in made.goal.nodes)
    rows = [_row(node, voice, scale) for node in made.goal.nodes]
    kept = [at for at in range(len(_HEADS)) if any(row[at].text != numbers.NONE for row in rows)]
    columns = [
        Column(
            text(voice.language, f"goal.col_{head}"),
            "left" if head in ("kpi", "state") else "right",
            wide=head == "kpi",
        )
        for head in _HEADS
    ]
    return Table(
        text(voice.language, "goal.caption"),
        tuple(columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
    )


def _row(node: GoalNode, voice: Voice, scale: Scale) -> tuple[Cell, ...]:
    kpi = node.item.kpi
    state = label("goal_state", node.state, voice.language)
    return (
        Cell(f"{_STEP * node.level}{voice.name(kpi.id)}"),
        *(voice.amount_cell(value, kpi) for value in (node.need, node.item.annual, node.supply)),
        voice.share_cell(node.coverage),
        Cell(_rates(node, voice), value=node.rate),
        Cell(_time(node, voice)),
        Cell(numbers.number(node.effort or None), value=node.effort),
        Cell(voice.money(node.budget, scale), value=node.budget),
        Cell(state, tone_of(node.state)),
    )


def _rates(node: GoalNode, voice: Voice) -> str:
    """Say how many units of the parent one unit gives, and gives really: ``×0.2→0.15``."""
    assumed, real = node.item.kpi.parent_rate, node.real_rate
    if assumed is None or voice.kpis.get(node.item.kpi.parent) is None:
        return numbers.NONE
    said = f"×{_rate(assumed, node, voice)}"
    return said if real is None else f"{said}→{_rate(real, node, voice)}"


def _rate(value: float, node: GoalNode, voice: Voice) -> str:
    parent = voice.kpis[node.item.kpi.parent].kpi
    if numbers.is_money(parent.unit) and abs(value) >= numbers.THOUSAND:
        return voice.quantity(value, parent)
    return numbers.number(value, _RATE_DIGITS)


def _time(node: GoalNode, voice: Voice) -> str:
    """Say after how many months it shows in the parent, and what is in hand."""
    kpi, parts = node.item.kpi, []
    if kpi.lag:
        parts.append(text(voice.language, "goal.lag", count=numbers.number(kpi.lag)))
    if kpi.opening:
        opening = voice.quantity(kpi.opening, kpi)
        parts.append(text(voice.language, "goal.opening", opening=opening))
    return " ".join(parts) or numbers.NONE


def _capacity(made: Backwards, voice: Voice) -> Iterator[Block]:
    """Say whether people's days suffice, and what the budget is; who is asked for too much."""

    def say(key: str, **details: object) -> str:
        return text(voice.language, f"goal.{key}", **details)

    found = made.goal
    asked = numbers.number(sum(load.asked for load in found.loads))
    days = numbers.number(sum(load.days or 0 for load in found.loads))
    if found.loads:
        yield Paragraph(say("people_total", asked=asked, days=days))
    if found.overloaded:
        heads = tuple(
            Column(say(f"col_{head}"), "left" if head == "name" else "right", people=head == "name")
            for head in ("name", "asked", "days", "load")
        )
        rows = tuple(
            (
                Cell(load.person.name),
                Cell(numbers.number(load.asked), "bad", load.asked),
                Cell(numbers.number(load.days), value=load.days),
                voice.share_cell(load.asked / load.days if load.days else None),
            )
            for load in found.overloaded
        )
        yield Table(say("people"), heads, rows)
    if found.budget is not None:
        budget, wanted = voice.moneys(found.budget, found.wanted)
        more = found.wanted is not None and round(found.wanted - found.budget) > 0
        yield Paragraph(say("money_wanted" if more else "money", budget=budget, wanted=wanted))


def _proposed(made: Backwards, voice: Voice, how: str) -> Iterator[Block]:
    """Give a row a KPI: its annual target before and after, and its months."""

    def say(key: str, **details: object) -> str:
        return text(voice.language, f"goal.{key}", **details)

    if not made.changed:
        known = any(node.need is not None for node in made.goal.nodes)
        key = "nothing" if reckoned(made.goal) else "nothing_reckoned"
        yield Paragraph(say(key if known else "nothing_known"))
        return
    kpis = grouped(made.proposals, lambda one: one.kpi.id)
    columns = (
        Column(say("col_kpi")),
        Column(say("col_before"), "right"),
        Column(say("col_annual"), "right"),
        Column(say("col_months"), wide=True),
    )
    counts = {"count": len(made.proposals), "kpis": len(kpis)}
    rows = tuple(_proposed_row(found, voice) for found in kpis.values())
    yield Table(say("proposals", **counts), columns, rows)
    yield Paragraph(say("would", command=how) if how else say("done", **counts))


def _proposed_row(found: tuple[Proposal, ...], voice: Voice) -> tuple[Cell, ...]:
    kpi = found[0].kpi
    annual = next((one for one in found if one.field == "annual_target"), None)
    before = kpi.annual_target
    after = annual.after if annual else before
    new = {one.field: one.after for one in found}
    plan = voice.assessment.plan
    months = [
        numbers.beside_unit(new.get(f"target.{month}", kpi.target[k]), kpi.unit, voice.language)
        for k, month in enumerate(plan.months)
    ]
    said = " ".join(months) if len(new) > (annual is not None) else ""
    unset = text(voice.language, "goal.unset")
    return (
        Cell(voice.name(kpi.id)),
        Cell(unset if before is None else voice.quantity(before, kpi), value=before),
        Cell(voice.quantity(after, kpi), value=after),
        Cell(said or text(voice.language, "goal.months_kept")),
    )
