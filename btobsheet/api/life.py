"""A plan's life: reckon it back from its goal; approve what was agreed, and each re-plan; close
months as presented; hand over; roll into the next year; take a workbook of an earlier form on to
today's.

Paths or bytes in, values out, as in :mod:`btobsheet.api.plans`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from btobsheet.api.arguments import checked
from btobsheet.api.plans import Source, as_of_day, assess, read

if TYPE_CHECKING:
    from btobsheet.life.approve import Approved
    from btobsheet.life.close import Closed
    from btobsheet.life.handover import HandedOver
    from btobsheet.life.proposing import Backwards
    from btobsheet.life.roll import Rolled
    from btobsheet.life.upgrade import Upgraded
    from btobsheet.plan.calendar import Month
    from btobsheet.plan.model import Plan
    from btobsheet.status.figures import Assessment

Rates = Literal["plan", "actual"]


@checked
def goal(
    source: Source,
    *,
    kgi: float | None = None,
    rates: Rates = "plan",
    propose: bool = False,
    as_of: dt.date | None = None,
    name: str = "",
) -> Backwards:
    """Reckon from the KGI backwards: what each KPI needs, what is planned, where it breaks first,
    whether people and money suffice.

    Gives a ``Backwards``: ``goal``, with ``nodes`` (``item``, ``level``, ``need``, ``supply``,
    ``coverage``, ``rate``, ``real_rate``, ``state``, ``effort``, ``budget``), ``broken`` (the node
    where it breaks, None where it holds), ``loads`` and ``overloaded`` (people), ``budget`` and
    ``wanted``. ``kgi`` is what the KGI would have to reach, else its annual target; ``rates``
    ``actual`` takes those of the actuals where these tell them. With ``propose`` also
    ``proposals`` (``kpi``, ``field``, ``before``, ``after``) and ``data``, the workbook's bytes
    with these targets, marked as examples. Raises UnreadableError, and UsageError: E122 a ``kgi``
    that is not above 0, E123 a plan without a KGI where one is asked for, E050 .ods and .xlsb to
    be written.
    """
    from btobsheet.life.proposing import backwards
    from btobsheet.life.proposing import propose as proposed

    def judge(plan: Plan) -> Assessment:
        return assess(plan, as_of)

    if propose:
        return proposed(source, judge, kgi, rates, name)
    reading = read(source, name)
    return backwards(reading.plan, reading.file, judge, kgi, rates)


@checked
def approve(
    source: Source,
    *,
    note: str = "",
    by: str = "",
    on: dt.date | None = None,
    force: bool = False,
    as_of: dt.date | None = None,
    name: str = "",
) -> Approved:
    """Freeze the plan in a workbook as agreed: number 0 first, then each re-plan with its reason.

    Gives an ``Approved``: ``data``, the workbook's bytes with its history; ``approval``
    (``number``, ``on``, ``by``, ``note``); ``changes`` against the approval before. ``on`` is the
    day of the approval, else today; ``force`` approves a workbook with errors. Raises
    UnreadableError, and UsageError: E090 a workbook with errors, E091 a re-plan without its reason
    (``note``), E092 a workbook of an earlier layout, E093 a history that was edited, E094 nothing
    to approve, E099 a day before the last approval, E112 a part of a plan, E050 .ods and .xlsb.
    """
    from btobsheet.life.approve import approve_book

    return approve_book(
        source,
        lambda plan: assess(plan, as_of),
        on or dt.date.today(),
        by=by,
        note=note,
        force=force,
        name=name,
    )


@checked
def close(
    source: Source,
    month: Month | str,
    *,
    reopen: bool = False,
    as_of: dt.date | None = None,
    name: str = "",
) -> Closed:
    """Close the plan's months up to one (``"2026-09"``) as presented; ``reopen`` that one and those
    after it.

    Each KPI's effective target, value and status are kept as they are; later edits of these months
    are told as restated. Gives a ``Closed``: ``data``, the workbook's bytes; ``months``, those
    closed or reopened; ``blank``, the KPIs without a value in them; ``unreadable``, the actuals in
    them that cannot be read. ``as_of`` is the day of closing: else the workbook's, else today.
    Raises ValueError for a month that is none, UnreadableError, and UsageError: E092 a workbook of
    an earlier layout, E093 a history that was edited, E095 a month that is not over, E096 one
    outside the plan, E097 one that is closed already, E098 one to reopen that is not closed, E112
    a part of a plan, E050 .ods and .xlsb.
    """
    from btobsheet.life.close import close_book
    from btobsheet.plan.calendar import Month

    wanted = Month.parse(month) if isinstance(month, str) else month
    return close_book(
        source,
        wanted,
        lambda plan: assess(plan, as_of),
        lambda plan: as_of_day(plan, as_of),
        reopen=reopen,
        name=name,
    )


@checked
def upgrade(source: Source, *, as_of: dt.date | None = None, name: str = "") -> Upgraded:
    """Take a workbook of an earlier form on to today's: the same plan, written anew.

    Gives an ``Upgraded``: ``data``, the new workbook's bytes, with the same plan id, revision,
    ids, words (also those that nobody can read), marks, notes, approvals, and what it was handed
    out with; ``left`` names what was not taken along (``tab``, ``cell``, ``kind``, ``word``).
    ``newest`` tells of a workbook that has today's form already: its bytes are as they were. Raises
    UnreadableError, and UsageError: E050 .ods and .xlsb, E120 a part of a plan, E121 a workbook in
    which a merge left conflicts open.
    """
    from btobsheet.life.upgrade import upgrade_book

    return upgrade_book(source, lambda plan: assess(plan, as_of), name=name)


@checked
def handover(
    source: Source,
    leaver: str,
    successor: str,
    *,
    on: dt.date | None = None,
    as_of: dt.date | None = None,
    name: str = "",
) -> HandedOver:
    """Hand over what is open in a workbook from one person to another, from a day on.

    Gives a ``HandedOver``: ``data``, the workbook's bytes with those cells changed; ``moves``, each
    with ``table``, ``id``, ``field``, ``before`` and ``after``; ``changed`` tells whether there are
    any. ``on`` is the day of the handover, else today. Raises UnreadableError, and UsageError: E105
    a leaver whom the plan does not know, E106 one person as both, E107 a name that several people
    bear, E108 a day outside the plan, E109 a successor who has left, E112 a part of a plan, E050
    .ods and .xlsb.
    """
    from btobsheet.life.handover import hand_over

    return hand_over(
        source,
        leaver,
        successor,
        lambda plan: assess(plan, as_of),
        on or dt.date.today(),
        name=name,
    )


@checked
def roll(
    source: Source,
    *,
    drop: Iterable[str] = (),
    carry_open: bool = False,
    as_of: dt.date | None = None,
    plan_id: str = "",
    name: str = "",
) -> Rolled:
    """Make next year's workbook from this year's: what goes on, all to be begun.

    Gives a ``Rolled``: ``data``, the new workbook's bytes; ``plan``; ``year``, what was left out,
    emptied, taken over and carried; ``errors`` and ``unsaid``, what could not be taken over.
    Figures are those of ``as_of``, else of the day in the workbook's settings, else of today.
    ``drop`` are ids of tactics, KPIs and actions to leave out; ``carry_open`` has unfinished
    actions stand at the year's beginning too; ``plan_id`` is the new plan's (random unless given).
    Raises UnreadableError, and UsageError: E110 an id to drop that is not there, E111 one that
    cannot be dropped, E112 a part of a plan, E113 a year beyond 2150.
    """
    from btobsheet.api.plans import generate, new_plan_id
    from btobsheet.life.roll import roll_book

    plan_id = plan_id or new_plan_id()
    return roll_book(
        source,
        lambda plan: assess(plan, as_of),
        lambda plan: generate(plan, plan_id=plan_id),
        drop=drop,
        carry_open=carry_open,
        plan_id=plan_id,
        name=name,
    )
