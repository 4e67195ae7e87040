"""Next year's plan from this year's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from btobsheet.life.rolling.actions import next_actions
from btobsheet.life.rolling.days import next_holidays
from btobsheet.life.rolling.kpis import next_kpis, year_figure
from btobsheet.life.rolling.scope import going_on, left_out
from btobsheet.life.rolling.titles import next_title
from btobsheet.life.rolling.told import Emptied, Rollover
from btobsheet.plan.history import NO_HISTORY
from btobsheet.plan.model import Identity, Plan
from btobsheet.plan.records import TABLES, Cost, Person, Record, Review, Tactic
from btobsheet.plan.words import record_name
from btobsheet.status.figures import Assessment
from btobsheet.templates.lived import unlived
from btobsheet.templates.move import moved, pruned
from btobsheet.text.read import filled

_UNKNOWN = Identity()


def roll_plan(
    assessment: Assessment,
    *,
    drop: Collection[str] = (),
    carry_open: bool = False,
    identity: Identity = _UNKNOWN,
) -> Rollover:
    """Make next year's plan of the one that was judged, whose figures it begins from.

    ``drop`` are ids of tactics, KPIs and actions that do not go on; ``carry_open`` has unfinished
    actions stand at the year's beginning too; ``identity`` is the new workbook's.
    """
    old = assessment.plan
    left = left_out(old, drop, old.months[-1].last)
    kept, emptied = going_on(old, left)
    holidays, own_days, kept_days = next_holidays(old)
    figures = [
        (item, year_figure(item, assessment.closed_months, old.months[-1]))
        for item in assessment.kpis
    ]
    fresh = moved(unlived(kept)[0], old.start.plus(len(old.months)), holidays=holidays)
    kpis, no_more, seasons = next_kpis(fresh, old, figures)
    acts = next_actions(fresh, old, assessment.actions, assessment.as_of, carry=carry_open)
    reviews, past = _reviews(kept.reviews, fresh.start.first)
    title = next_title(old)
    made = replace(
        fresh,
        settings=replace(fresh.settings, title=title),
        tactics=tuple(map(_tactic, fresh.tactics)),
        kpis=kpis,
        actions=acts.actions,
        reviews=reviews,
        costs=tuple(_cost(cost, fresh) for cost in fresh.costs),
        people=_people(fresh.people, old.people),
        identity=identity,
        history=NO_HISTORY,
    )
    going = {kpi.id for kpi in kpis}
    return Rollover(
        plan=pruned(_marked(made)),
        left=(*left, *own_days),
        emptied=(*emptied, *no_more, *past),
        figures=tuple(found for _, found in figures if found.kpi.id in going),
        seasons=seasons,
        unfinished=acts.unfinished,
        carried=acts.carried,
        continued=acts.continued,
        fitted=acts.fitted,
        kept_days=kept_days,
        titles=(old.settings.title, title),
    )


def _tactic(tactic: Tactic) -> Tactic:
    """Give a tactic with last year's money and hours as examples."""
    names = ("budget", "hours_planned")
    return replace(tactic, stopped_on=None, examples=_with(tactic, names))


def _cost(cost: Cost, plan: Plan) -> Cost:
    """Give a cost item with last year's plan as an example."""
    return replace(cost, examples=_with(cost, [f"plan.{month}" for month in plan.months]))


def _with(record: Record, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*record.examples, *names)))


def _people(people: Iterable[Person], old: Iterable[Person]) -> tuple[Person, ...]:
    """Give the people with the day they leave as it was."""
    days = {person.id: person.left_on for person in old}
    return tuple(replace(person, left_on=days[person.id]) for person in people)


def _reviews(
    reviews: Iterable[Review], first: dt.date
) -> tuple[tuple[Review, ...], tuple[Emptied, ...]]:
    """Give the open next moves as they were; one that was due before the new year has no day."""
    kept, past = [], []
    for review in reviews:
        late = review.due is not None and review.due < first
        kept.append(replace(review, state="open", due=None if late else review.due))
        if late:
            past.append(
                Emptied(
                    table="reviews",
                    id=review.id,
                    name=review.next_action or record_name(review),
                    field="due",
                    before=str(review.due),
                    why="due",
                )
            )
    return tuple(kept), tuple(past)


def _marked(plan: Plan) -> Plan:
    """Give the plan with marks of examples only where something stands."""
    tables: dict[str, Any] = {
        table: tuple(
            replace(record, examples=filled(plan, record, record.examples))
            if record.examples
            else record
            for record in getattr(plan, table)
        )
        for table in TABLES
    }
    return replace(plan, **tables)
