"""The monthly round, for who has a folder full of copies: one door over many."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from btobsheet.api.arguments import checked
from btobsheet.api.copies import mark, merge, merge_report
from btobsheet.api.plans import Reading, assess, check, read
from btobsheet.api.reports import reminders, render, report

if TYPE_CHECKING:
    from btobsheet.sharing.collect.doors import Doors
    from btobsheet.sharing.collect.results import Collected


@checked
def collect(
    master: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    out: str | os.PathLike[str],
    *,
    due: dt.date | None = None,
    as_of: dt.date | None = None,
    today: dt.date | None = None,
    language: str = "",
    force: bool = False,
    watch: Callable[[int, int], None] | None = None,
) -> Collected:
    """Take in a folder of copies: who has answered, one merged workbook, the report, the letters.

    Writes into ``out``: ``index.html``, which links all; the merged workbook with what came of
    merging as a page; the report; a marked copy of each copy with errors; for everybody of whom
    something is wanted a text and a mail draft (``.eml``) with the person's own part attached. What
    has not changed since the last call is not made again, what somebody edited in ``out`` stays.
    Nothing in ``folder`` is changed. ``due`` and ``as_of`` as in :func:`returned`; ``watch`` is
    told how many steps of how many are done.

    Gives a ``Collected``: ``text``, ``data`` (schema ``btobsheet.collect/1``), ``page``,
    ``written``, ``removed``, ``exit_code`` (3: files that cannot be read, 1: conflicts, errors or
    copies that cannot be merged). Raises UnreadableError for the master, and UsageError: E764 no
    such folder, E720 ``out`` is that folder, E040 a file of others stands in the way (not with
    ``force``), E703 another call is at work, E760 a master without a plan id, E706 one with answers
    not applied yet, E050 one of .ods or .xlsb.
    """
    from btobsheet import __version__
    from btobsheet.sharing.collect.collecting import collect_round
    from btobsheet.sharing.collect.doors import Call

    call = Call(
        master=os.fspath(master),
        folder=os.fspath(folder),
        out=os.fspath(out),
        language=language,
        as_of=as_of,
        real_day=today or dt.date.today(),
        due=due,
        version=__version__,
        force=force,
    )
    return collect_round(call, _doors(as_of, language, watch or (lambda _done, _all: None)))


def _doors(as_of: dt.date | None, language: str, watch: Callable[[int, int], None]) -> Doors:
    """Bind the doors to the day and the language that were asked for."""
    from btobsheet.sharing.collect.doors import Doors

    def named(data: bytes, name: str) -> Reading:
        return replace(read(data), file=name)

    return Doors(
        judge=assess,
        check=lambda data: check(data, as_of=as_of)[1],
        mark=lambda data: mark(data, as_of=as_of, language=language),
        merge=lambda data, copies, names: merge(data, copies, as_of=as_of, names=names),
        merge_page=lambda outcome, name: merge_report(outcome, "html", out=name, language=language),
        report=lambda data, name, day: report(
            named(data, name), "html", as_of=day, language=language
        ),
        reminders=lambda data, name, day: reminders(
            named(data, name), as_of=day, language=language
        ),
        show=lambda document: render(document, "html"),
        say=lambda document: render(document, "text", width=120),
        watch=watch,
    )
