"""One function a command: paths or bytes in, values out. The command line is a thin layer over these.

Heavy parts (writing Excel, HTML, pandas) are imported on call, so that a status report stays quick:
this module is one of the doors where that is allowed (docs/design.md).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import KGI, CalendarUnit, Language, Plan
from btobsheet.problems import Problem, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.status.assess import assess as assess_on
from btobsheet.status.figures import Assessment

if TYPE_CHECKING:
    from pathlib import Path

    from btobsheet.plan.diff import Change
    from btobsheet.plantext import Loaded
    from btobsheet.reports.document import Document
    from btobsheet.reports.reminders import Reminder

Source = str | os.PathLike[str] | bytes
FORMATS = ("text", "md", "html", "json")


@dataclass(frozen=True)
class Reading:
    """A workbook read back: the plan, every problem of the file, and the file's name."""

    plan: Plan
    problems: tuple[Problem, ...]
    file: str


def read(source: Source, name: str = "", *, thorough: bool = False) -> Reading:
    """Read a planning workbook (.xlsx, .xlsm, .ods, .xlsb) into a plan and its problems.

    ``thorough`` also checks the base snapshot and formulas that were typed over. Raises
    UnreadableError where the file is no planning workbook.
    """
    from btobsheet.excel.read.reader import read_workbook

    result = read_workbook(source, name, verify=thorough, computed=thorough)
    return Reading(result.plan, result.problems, result.file)


def as_of_day(plan: Plan, as_of: dt.date | None = None) -> dt.date:
    """Give the day to judge: the given one, else the workbook's, else today."""
    return as_of or plan.settings.as_of or dt.date.today()


def assess(plan: Plan, as_of: dt.date | None = None) -> Assessment:
    """Judge a plan on a day, by the rules of figures."""

    def alternatives(stages: tuple[str, ...]) -> tuple[str, ...]:
        from btobsheet.templates import alternatives as of_template

        return of_template(plan.template, plan.language)(stages)

    return assess_on(plan, as_of_day(plan, as_of), alternatives)


def generate(plan: Plan, *, as_of: dt.date | None = None, plan_id: str = "", revision: int = 1, protect: bool = False) -> bytes:
    """Give the planning workbook of a plan; a new random plan id unless one is given."""
    from btobsheet.excel.write.workbook import write_workbook

    day = as_of_day(plan, as_of)
    return write_workbook(assess_on(plan, day), plan_id=plan_id or new_plan_id(), revision=revision, protect=protect)


def new_plan_id() -> str:
    """Give a random plan id, 12 hexadecimal digits."""
    return os.urandom(6).hex()


def load_template(
    template: str = "marketing-cycle",
    *,
    language: Language = "ja",
    start: Month | None = None,
    calendar: CalendarUnit | None = None,
    title: str = "",
    examples: bool = True,
    today: dt.date | None = None,
) -> Loaded:
    """Load a built-in template or a TOML file as a plan, moved to its start."""
    from btobsheet.templates import load

    return load(template, language=language, start=start, calendar=calendar, today=today or dt.date.today(), examples=examples, title=title)


def sample_plan(language: Language = "ja") -> Plan:
    """Give the shipped sample: a filled half year of an invented company."""
    from btobsheet.plantext import load_text
    from btobsheet.templates import sample_text

    return load_text(sample_text(language)).plan


def check(source: Source, *, as_of: dt.date | None = None) -> tuple[Reading, tuple[Problem, ...]]:
    """Read a workbook thoroughly; give it with all problems: the file's, then the lint of the plan."""
    from btobsheet.layout.twin.onecause import settled

    reading = read(source, thorough=True)
    return reading, settled(reading.problems, assess(reading.plan, as_of))


def diff(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Give what changed between two plans, by id and field."""
    from btobsheet.plan.diff import diff as compare

    return compare(old, new)


def report(
    source: Reading | Plan,
    format: str = "text",
    *,
    as_of: dt.date | None = None,
    since: Plan | None = None,
    language: str = "",
    width: int = 100,
    colour: bool = False,
) -> str:
    """Give the status report as text, md, html or json."""
    reading = source if isinstance(source, Reading) else Reading(source, (), "")
    language = language or reading.plan.language
    assessment = assess(reading.plan, as_of)
    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(status_json(reading, as_of=as_of, since=since, language=language))
    return render(status_document(reading, assessment, since=since, language=language, full=format not in ("text", "md")), format, width=width, colour=colour)


def status_document(reading: Reading, assessment: Assessment, *, since: Plan | None = None, language: str = "", full: bool = True) -> Document:
    """Compose the status report for any renderer: in full with pictures as data (btobsheet.reports.pictures), or brief for a terminal or a message."""
    from btobsheet.reports.status.compose import StatusInput, compose, no_details

    language = language or reading.plan.language
    details, moved = no_details, None
    words: tuple[str, ...] = ()
    if full:
        from btobsheet.reports.status.details import details
    if since:
        from btobsheet.status.since import day_of
        from btobsheet.status.since import since as compare

        moved = compare(assess_on(since, day_of(since, assessment.as_of)), assessment)
        words = _changes_in_words(since, reading.plan, language)
    return compose(StatusInput(assessment, reading.problems, words, reading.file, language, moved), details)


def _changes_in_words(old: Plan, new: Plan, language: str) -> tuple[str, ...]:
    from btobsheet.reports.changes import word_change

    return tuple(word_change(change, old, new, language) for change in diff(old, new))


def reminders(reading: Reading, *, as_of: dt.date | None = None, language: str = "") -> tuple[Reminder, ...]:
    """Give a ready reminder for everybody the plan still wants something from: what, in which cells, by when."""
    from btobsheet.reports.reminders import reminders as make

    return make(assess(reading.plan, as_of), reading.problems, reading.file, language or reading.plan.language)


def status_json(reading: Reading, *, as_of: dt.date | None = None, since: Plan | None = None, language: str = "") -> dict[str, Any]:
    """Give the status as data, schema ``btobsheet.status/1``."""
    from btobsheet.reports.changes import change_json
    from btobsheet.reports.data import status_json as make

    changes = [change_json(change) for change in diff(since, reading.plan)] if since else []
    return make(assess(reading.plan, as_of), reading.problems, changes, reading.file, language or reading.plan.language)


def render(document: Document, format: str, *, width: int = 100, colour: bool = False) -> str:
    """Render a document as text, md or html; UsageError E046 for another format."""
    if format == "text":
        from btobsheet.reports.render import text as terminal

        return terminal.render(document, width, colour)
    if format == "md":
        from btobsheet.reports.render import markdown

        return markdown.render(document)
    if format == "html":
        from btobsheet.reports.render import html

        return html.render(document)
    raise UsageError(problem("E046", value=format, formats=", ".join(FORMATS)))


def portfolio_json(readings: Sequence[Reading], failures: Sequence[Mapping[str, str]], *, as_of: dt.date | None = None, language: str = "") -> dict[str, Any]:
    """Give several plans' status as data, schema ``btobsheet.portfolio/1``."""
    from btobsheet.reports.data import portfolio_json as make

    return make([status_json(reading, as_of=as_of, language=language) for reading in readings], failures)


def explain(source: Reading | Plan, record_id: str, *, as_of: dt.date | None = None, language: str = "") -> Document:
    """Say how a KPI's, action's, tactic's or operation's figures came about; it goes by id, or by its name where only it bears that.

    ``KGI`` means the main KGI; the code of a problem is explained with its places in the workbook.
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


def load_sample(language: Language = "ja", *, start: Month | None = None, calendar: CalendarUnit | None = None, title: str = "") -> Loaded:
    """Load the shipped sample like a template: moved to another start or calendar where asked."""
    from btobsheet.templates import load_sample as load

    return load(language, start=start, calendar=calendar, title=title)


def portfolio(
    readings: Sequence[Reading],
    failures: Sequence[Mapping[str, str]],
    format: str = "text",
    *,
    as_of: dt.date | None = None,
    language: str = "ja",
    width: int = 100,
    colour: bool = False,
) -> str:
    """Report on several plans at once as text, md, html or json."""
    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(portfolio_json(readings, failures, as_of=as_of, language=language))
    from btobsheet.reports.portfolio import Portfolio, compose_portfolio, summarize

    plans = tuple(summarize(assess(reading.plan, as_of), reading.problems, reading.file) for reading in readings)
    document = compose_portfolio(Portfolio(plans, tuple((item["file"], item["message"]) for item in failures)), language)
    return render(document, format, width=width, colour=colour)


def diff_report(old: Reading, new: Reading, format: str = "text", *, language: str = "") -> str:
    """Say what changed between two workbooks as text, md, html or json."""
    from btobsheet.reports.difference import Side, compose_difference, difference_json

    language = language or new.plan.language
    changes, before, after = diff(old.plan, new.plan), Side(old.plan, old.problems, old.file), Side(new.plan, new.problems, new.file)
    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(difference_json(changes, before, after, language))
    return render(compose_difference(changes, before, after, language), format)


def export(plan: Plan, format: str) -> str:
    """Give the plan as TOML or JSON text."""
    from btobsheet.plandump import dump, to_json

    if format == "toml":
        return dump(plan)
    from btobsheet.reports.data import dumps

    return dumps(to_json(plan))


def export_csv(plan: Plan, folder: Path, write: Callable[[Path, bytes], None]) -> tuple[Path, ...]:
    """Write the plan as one CSV a table (UTF-8 with BOM, as Excel wants it) through ``write``."""
    from btobsheet.frames import write_csv

    return write_csv(plan, folder, write)
