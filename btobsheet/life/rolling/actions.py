"""The actions of the next year: at the same place in it, on working days, all to be begun."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, Decimal

from btobsheet.life.rolling.told import Carried
from btobsheet.plan.calendar import shift_day, working_days
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, id_number, make_id
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import ActionFigures
from btobsheet.templates.move import on_working_days, working_day
from btobsheet.wording import text


@dataclass(frozen=True)
class NextActions:
    """The actions of the next year, and which of them are told of."""

    actions: tuple[Action, ...]
    unfinished: tuple[str, ...]
    carried: tuple[Carried, ...]
    continued: tuple[str, ...]
    fitted: tuple[str, ...]


def next_actions(
    plan: Plan, old: Plan, figures: Iterable[ActionFigures], as_of: dt.date, *, carry: bool
) -> NextActions:
    """Give the actions of the next year's ``plan``, whose own are still dated as ``old`` has them
    but for whole months.

    Each stands a year later on a working day; one that runs over the old year's end keeps its own
    end; a day outside the old year is brought into the new one. With ``carry`` what was due by
    ``as_of`` and is not finished stands at the beginning of the new year as well, with what is left
    of it.
    """
    known = {item.action.id: item for item in figures}
    going = [known[action.id] for action in plan.actions]
    over = {item.action.id for item in going if _runs_over(item, old)}
    actions = tuple(
        _moved(action, known[action.id].action, plan, action.id in over) for action in plan.actions
    )
    open_ones = [item for item in going if item.action.id not in over and _is_open(item, as_of)]
    more = _carried(plan, old, actions, open_ones) if carry else ()
    return NextActions(
        actions=(*actions, *more),
        unfinished=tuple(item.action.id for item in open_ones),
        carried=tuple(
            Carried(id=one.id, of=item.action.id, name=item.action.task)
            for one, item in zip(more, open_ones, strict=bool(more))
        ),
        continued=tuple(one.id for one in actions if one.id in over),
        fitted=tuple(item.action.id for item in going if _lay_outside(item.action, old, over)),
    )


def _runs_over(item: ActionFigures, old: Plan) -> bool:
    """Tell whether an action that is not done runs over the old year's end, into the new one."""
    end = item.action.end
    return item.state != "done" and end is not None and end > old.months[-1].last


def _is_open(item: ActionFigures, as_of: dt.date) -> bool:
    """Tell whether an action was due by a day and is not finished."""
    due = item.action.end or item.action.start
    return item.percent < 1 and item.state != "done" and due is not None and due <= as_of


def _lay_outside(action: Action, old: Plan, over: Collection[str]) -> bool:
    first, last = old.start.first, old.months[-1].last
    days = [day for day in (action.start, action.end) if day]
    return action.id not in over and any(not first <= day <= last for day in days)


def _moved(action: Action, was: Action, plan: Plan, over: bool) -> Action:
    """Give the action within the new year: a year later, or as it was where it runs over."""
    months = 0 if over else len(plan.months)

    def day(value: dt.date | None) -> dt.date | None:
        return value and _within(plan, shift_day(value, months))

    start, end = on_working_days(plan, day(was.start), day(was.end))
    return replace(action, start=start, end=end)


def _within(plan: Plan, day: dt.date) -> dt.date:
    return min(max(day, plan.start.first), plan.months[-1].last)


def _carried(
    plan: Plan, old: Plan, actions: Sequence[Action], items: Iterable[ActionFigures]
) -> tuple[Action, ...]:
    """Give what is left of unfinished actions, with ids after all others'."""
    taken = [*(action.id for action in old.actions), *(action.id for action in actions)]
    last = max(map(id_number, taken), default=0)
    now = {action.id: action for action in actions}
    return tuple(
        _rest(now[item.action.id], item, plan, make_id("actions", number))
        for number, item in enumerate(items, start=last + 1)
    )


def _rest(action: Action, item: ActionFigures, plan: Plan, new_id: str) -> Action:
    """Give what is left of an action, from the first working day on: its days, its effort and its
    times without what was done of them.
    """
    left = Decimal(1) - Decimal(repr(item.percent))
    start = working_day(plan, plan.start.first, 1)
    whole = max(1, int((left * (item.working_days or 1)).to_integral_value(ROUND_CEILING)))
    was = item.action
    say = {"task": was.task, "id": was.id}
    note = text(plan.language, "roll.rest_note", **say)
    return replace(
        action,
        id=new_id,
        task=text(plan.language, "roll.rest_task", **say) if was.task else "",
        start=start,
        end=_after(plan, start, whole),
        effort=_part(was.effort, left),
        times_planned=_times_left(was),
        note=f"{note} {was.note}".strip(),
        calendar=(),
        examples=(),
    )


def _part(effort: float | None, left: Decimal) -> float | None:
    """Give what is left of an effort, in tenths of a day."""
    if not effort:
        return effort
    return max(0.1, float(round(Decimal(repr(effort)) * left, 1)))


def _times_left(action: Action) -> float | None:
    """Give how often a recurring action is still to be done; all of it where that is not known."""
    if not action.times_planned or action.times_done is None:
        return action.times_planned
    left = Decimal(repr(action.times_planned)) - Decimal(repr(action.times_done))
    return float(f"{left:.15g}") if left > 0 else action.times_planned  # as a cell holds it


def _after(plan: Plan, start: dt.date, days: int) -> dt.date:
    """Give the day on which so many working days from ``start`` on are over, within the year."""
    free, last, end = plan.free_days, plan.months[-1].last, start
    while days > 1 and end < last:
        end += dt.timedelta(days=1)
        days -= working_days(end, end, free)
    return working_day(plan, end, -1)
