"""What a round asks of the other rooms: each is one function of a command, with the day and the
language of the call bound to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from btobsheet.plan.model import Plan
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Document
from btobsheet.reports.reminders import Reminder
from btobsheet.sharing.merge.written import Outcome
from btobsheet.status.figures import Assessment


@dataclass(frozen=True)
class Doors:
    """``judge`` a plan on a day, ``check`` and ``mark`` a workbook, ``merge`` copies into a master
    (names: the master's, then the copies'), say what came of it as a page (the merged workbook's
    name), ``report`` on a workbook and make the ``reminders`` of it, ``show`` a document as a page
    and ``say`` it as text; ``watch`` is told how many steps of how many are done.

    Workbooks are bytes with their names.
    """

    judge: Callable[[Plan, dt.date], Assessment]
    check: Callable[[bytes], Sequence[Problem]]
    mark: Callable[[bytes], bytes]
    merge: Callable[[bytes, Sequence[bytes], Sequence[str]], Outcome]
    merge_page: Callable[[Outcome, str], str]
    report: Callable[[bytes, str, dt.date], str]
    reminders: Callable[[bytes, str, dt.date], Sequence[Reminder]]
    show: Callable[[Document], str]
    say: Callable[[Document], str]
    watch: Callable[[int, int], None]


@dataclass(frozen=True)
class Call:
    """What was asked for: the paths as given, the language asked for (empty: the plan's), the day
    asked for and the real one, the due date, and the version of btobsheet.
    """

    master: str
    folder: str
    out: str
    language: str
    as_of: dt.date | None
    real_day: dt.date
    due: dt.date | None
    version: str
    force: bool = False
