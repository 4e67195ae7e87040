"""Reports on one plan or two: as text, page, data or file.

Another of the doors where heavy parts are imported on call.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from btobsheet.api.arguments import checked
from btobsheet.api.formats import (
    DOCUMENT_FORMATS,
    FILE_FORMATS,
    TEXT_FORMATS,
    Depth,
    format_of,
    load,
)
from btobsheet.api.plans import Reading, Source, assess, diff
from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI
from btobsheet.quickclass import dataclass
from btobsheet.status.assess import assess as assess_on
from btobsheet.status.figures import Assessment

if TYPE_CHECKING:
    from btobsheet.reports.document import Document
    from btobsheet.reports.reminders import Reminder
    from btobsheet.status.tracking import Tracked, TrackedReport


@dataclass(frozen=True)
class PlanReport:
    """One plan's report to be made: the plan as read, judged, and what it is compared with: an
    earlier copy, and its earlier reports (None where nobody asked for them). ``full``: with every
    record, where a file has a shorter form.
    """

    reading: Reading
    assessment: Assessment
    since: Plan | None
    language: str
    tracked: tuple[TrackedReport, ...] | None
    full: bool = False

    def document(self, depth: Depth = "full") -> Document:
        """Compose it for any renderer."""
        return status_document(
            self.reading,
            self.assessment,
            since=self.since,
            tracked=self.tracked,
            language=self.language,
            depth=depth,
        )

    def data(self) -> dict[str, Any]:
        """Give it as data, schema ``btobsheet.status/2``."""
        from btobsheet.reports.copies.changes import change_json
        from btobsheet.reports.data import status_json as make

        plan, since = self.reading.plan, self.since
        changes = [change_json(change) for change in diff(since, plan)] if since else []
        tracked: list[dict[str, Any]] = []
        if self.tracked:
            from btobsheet.reports.tracked_data import tracked_json

            tracked = tracked_json(self.tracked)
        file, language = self.reading.file, self.language
        return make(self.assessment, self.reading.problems, changes, file, language, tracked)


def _plan_report(
    source: Reading | Plan,
    as_of: dt.date | None,
    since: Plan | None,
    language: str,
    tracked: Tracked | None,
    full: bool = False,
) -> PlanReport:
    reading = source if isinstance(source, Reading) else Reading(source, (), "")
    assessment = assess(reading.plan, as_of)
    language, plan_id = language or reading.plan.language, reading.plan.identity.plan_id
    reports = tracked.course(plan_id, assessment.as_of) if tracked is not None else None
    return PlanReport(reading, assessment, since, language, reports, full)


@checked
def report(
    source: Reading | Plan,
    format: str = "text",
    *,
    as_of: dt.date | None = None,
    since: Plan | None = None,
    tracked: Tracked | None = None,
    language: str = "",
    width: int = 100,
    colour: bool = False,
    full: bool = False,
) -> str:
    """Give the status report as text: ``text``, ``md``, ``html`` or ``json``.

    ``text`` is what is read in one minute, ``md`` the same with all the rest folded behind it;
    ``full``: all of it, open.

    ``as_of`` as in :func:`assess`. With ``since``, an earlier copy of the plan, it also tells what
    changed; with ``tracked``, earlier reports, how the plan has moved. ``language`` is the report's
    where it is not to be the plan's; ``width`` (columns of a terminal) and ``colour`` hold for
    ``text``. Raises UsageError E046 for another format.
    """
    wanted = format_of(format, TEXT_FORMATS)
    made = _plan_report(source, as_of, since, language, tracked)
    if wanted.plan:
        return str(load(wanted.plan)(made))
    depth = "plain" if full and wanted.depth != "full" else wanted.depth
    return render(made.document(depth), format, width=width, colour=colour)


@checked
def report_file(
    reading: Reading,
    format: str,
    *,
    as_of: dt.date | None = None,
    since: Plan | None = None,
    tracked: Tracked | None = None,
    language: str = "",
    full: bool = False,
) -> bytes:
    """Give the status report as a file's bytes: ``xlsx``, ``pptx`` (slides) or ``csv`` (the KPIs).

    The xlsx is four printed pages; ``full``: with every record as a table behind them. The csv is
    UTF-8 with the mark that Excel needs. ``as_of``, ``since``, ``tracked`` and ``language`` as in
    :func:`report`. Raises UsageError E046 for another format, E063 for slides
    where python-pptx (the extra ``pptx``) is not installed.
    """
    make = load(format_of(format, FILE_FORMATS).plan)
    return bytes(make(_plan_report(reading, as_of, since, language, tracked, full)))


def status_document(
    reading: Reading,
    assessment: Assessment,
    *,
    since: Plan | None = None,
    tracked: tuple[TrackedReport, ...] | None = None,
    language: str = "",
    depth: Depth = "full",
) -> Document:
    """Compose the status report for any renderer: in ``full`` with pictures as data
    (btobsheet.reports.pictures), ``plain`` for a terminal or a message, or what is read in one
    ``minute``, where asked for with the rest ``folded`` behind it.
    """
    from btobsheet.reports.status.compose import StatusInput, compose, compose_minute, no_details

    language, problems, file = language or reading.plan.language, reading.problems, reading.file
    details, moved = no_details, None
    words: tuple[str, ...] = ()
    if depth == "full":
        from btobsheet.reports.status.details import details
    if since:
        from btobsheet.status.since import day_of
        from btobsheet.status.since import since as compare

        moved = compare(assess_on(since, day_of(since, assessment.as_of)), assessment)
        words = _changes_in_words(since, reading.plan, language)
    elif tracked:
        from btobsheet.status.since import since as compare

        moved = compare(tracked[-1].earlier, assessment)
    given = StatusInput(assessment, problems, words, file, language, moved, tracked)
    if depth in ("minute", "folded"):
        return compose_minute(given, folded=depth == "folded")
    return compose(given, details)


def _changes_in_words(old: Plan, new: Plan, language: str) -> tuple[str, ...]:
    from btobsheet.reports.copies.changes import word_change

    return tuple(word_change(change, old, new, language) for change in diff(old, new))


@checked
def reminders(
    reading: Reading, *, as_of: dt.date | None = None, language: str = ""
) -> tuple[Reminder, ...]:
    """Give a ready reminder for everybody the plan still wants something from: what, in which
    cells, by when.
    """
    from btobsheet.reports.reminders import reminders as make

    return make(
        assess(reading.plan, as_of),
        reading.problems,
        reading.file,
        language or reading.plan.language,
    )


@checked
def status_json(
    source: Reading | Plan,
    *,
    as_of: dt.date | None = None,
    since: Plan | None = None,
    tracked: Tracked | None = None,
    language: str = "",
) -> dict[str, Any]:
    """Give the status as data that JSON can hold, schema ``btobsheet.status/2``.

    Days are ``2026-10-05``, months ``2026-10``, rates fractions, money yen, and what does not exist
    is None. ``changes`` is filled with ``since`` only, an earlier copy of the plan, and ``tracked``
    with earlier reports only.
    """
    return _plan_report(source, as_of, since, language, tracked).data()


def render(document: Document, format: str, *, width: int = 100, colour: bool = False) -> str:
    """Render a document as text, md or html; UsageError E046 for another format."""
    wanted = format_of(format, DOCUMENT_FORMATS)
    write = load(wanted.document)
    return str(write(document, width, colour) if wanted.terminal else write(document))


@checked
def explain(
    source: Reading | Plan, record_id: str, *, as_of: dt.date | None = None, language: str = ""
) -> Document:
    """Say how a KPI's, action's, tactic's or operation's figures came about.

    ``record_id`` is an id (``K17``), or a name where only one bears it; ``KGI`` means the main KGI.
    The code of a problem (``W513``) is explained with its places in the workbook. Gives a document
    that ``btobsheet.api.render(document, format)`` makes text, md or html. Raises UsageError E690
    where no record has this id, E691 for a code unknown, E692 for a name that is only near to some.
    """
    from btobsheet.layout.rows.references import find_record
    from btobsheet.reports.explain.explain import explain_code, explain_id, is_code

    reading = source if isinstance(source, Reading) else Reading(source, (), "")
    language, assessment = language or reading.plan.language, assess(reading.plan, as_of)
    if is_code(record_id, language):
        return explain_code(record_id, language, (*reading.problems, *assessment.lint))
    wanted = record_id if record_id.strip().upper() == KGI else find_record(reading.plan, record_id)
    return explain_id(assessment, wanted, language)


def explain_code(code: str, language: str) -> Document:
    """Say what a problem code means."""
    from btobsheet.reports.explain.explain import explain_code as make

    return make(code, language)


@checked
def diff_report(
    old: Source,
    new: Source,
    format: str = "text",
    *,
    language: str = "",
    names: tuple[str, str] = ("", ""),
) -> str:
    """Say what changed between two workbooks as text, md, html or json.

    ``names`` are their files' names where they are bytes.
    """
    from btobsheet.reports.copies.difference import Side, compose_difference, difference_json
    from btobsheet.sharing.opened import changes_between, open_book

    before = open_book(old, names[0], computed=False)
    after = open_book(new, names[1], computed=False)
    language, changes = language or after.plan.language, changes_between(before, after)
    sides = [Side(book.plan, book.result.problems, book.file) for book in (before, after)]
    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(difference_json(changes, sides[0], sides[1], language))
    return render(compose_difference(changes, sides[0], sides[1], language), format)
