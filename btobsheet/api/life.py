"""A plan's life: approve what was agreed, and each re-plan.

Paths or bytes in, values out, as in :mod:`btobsheet.api.plans`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from btobsheet.api.arguments import checked
from btobsheet.api.plans import Source, assess

if TYPE_CHECKING:
    from btobsheet.life.approve import Approved


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
    to approve, E050 .ods and .xlsb.
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
