"""One function a command: paths or bytes in, values out.

The command line is a thin layer over these.

Heavy parts (writing Excel, HTML, pandas) are imported on call, so that a status report stays quick:
this module is one of the doors where that is allowed (docs/design.md).
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from btobsheet.api.arguments import checked
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import CalendarUnit, Language, Plan
from btobsheet.problems import Problem, UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.status.assess import assess as assess_on
from btobsheet.status.figures import Assessment

if TYPE_CHECKING:
    from pathlib import Path

    from btobsheet.agenda.entries import Agenda
    from btobsheet.plan.diff import Change
    from btobsheet.text.read import Loaded

Source = str | os.PathLike[str] | bytes


@dataclass(frozen=True)
class Reading:
    """A workbook read back: the plan, every problem of the file, and the file's name.

    ``problems`` are those of the file; the lint of the plan itself is ``Assessment.lint``, and
    :func:`check` gives both. ``file`` is empty for bytes without a name.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    file: str


@checked
def read(source: Source, name: str = "", *, thorough: bool = False) -> Reading:
    """Read a planning workbook (.xlsx, .xlsm, .ods, .xlsb) into a plan and its problems.

    ``source`` is a path or a workbook's bytes; ``name`` is the file's name in what is told, where
    it is bytes. ``thorough`` also checks the base snapshot and formulas that were typed over. What
    nobody can read in a cell is a problem and raises nothing. Raises UnreadableError E001 to E022
    where the file cannot be read or is no planning workbook.
    """
    from btobsheet.excel.read.reader import read_workbook

    result = read_workbook(source, name, verify=thorough, computed=thorough)
    return Reading(result.plan, result.problems, result.file)


def as_of_day(plan: Plan, as_of: dt.date | None = None) -> dt.date:
    """Give the day to judge: the given one, else the workbook's, else today."""
    return as_of or plan.settings.as_of or dt.date.today()


@checked
def assess(plan: Plan, as_of: dt.date | None = None) -> Assessment:
    """Judge a plan on a day: the figures and the status of all that is in it, and its lint.

    The day is ``as_of``, else the one in the plan's settings, else today. Only months that are
    over are judged. A figure that does not exist is None; rates are fractions (0.8 is 80%), money
    is yen. Raises nothing: a plan with gaps has gaps in its figures.
    """

    def alternatives(stages: tuple[str, ...]) -> tuple[str, ...]:
        from btobsheet.templates.find import alternatives as of_template

        return of_template(plan.template, plan.language)(stages)

    return assess_on(plan, as_of_day(plan, as_of), alternatives)


@checked
def generate(
    plan: Plan,
    *,
    as_of: dt.date | None = None,
    plan_id: str = "",
    revision: int = 1,
    protect: bool = False,
) -> bytes:
    """Give the planning workbook of a plan as the bytes of an .xlsx.

    Formulas hold their values as of ``as_of`` (see :func:`assess`). ``plan_id`` (random unless
    given) and ``revision`` are what tells copies of it apart; ``protect`` locks all but the input
    cells, without a password.
    """
    from btobsheet.excel.write.workbook import write_workbook
    from btobsheet.templates.find import offers

    return write_workbook(
        assess_on(plan, as_of_day(plan, as_of)),
        plan_id=plan_id or new_plan_id(),
        revision=revision,
        protect=protect,
        catalogue=offers(plan.template, plan.language),
    )


def new_plan_id() -> str:
    """Give a random plan id, 12 hexadecimal digits."""
    return os.urandom(6).hex()


@checked
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
    """Load a built-in template or a TOML file as a plan, moved to its start.

    ``template`` is a name that ``btobsheet templates`` lists, or the path of a file. ``start`` is
    the plan's first month, ``Month(2027, 4)`` of :mod:`btobsheet.plan.calendar` (without it April
    of the fiscal year of ``today``, or the file's own month); ``calendar`` is ``week``, ``day`` or
    ``month``; ``examples`` keeps the example values.

    Gives a ``Loaded`` with ``plan`` and ``problems``. Raises UsageError E610 for a name unknown,
    E601 and E605 for a file that is no plan as text, and UnreadableError E001 or E613 for a file
    that cannot be read.
    """
    from btobsheet.templates.find import load

    return load(
        template,
        language=language,
        start=start,
        calendar=calendar,
        today=today or dt.date.today(),
        examples=examples,
        title=title,
    )


@checked
def sample_plan(language: Language = "ja") -> Plan:
    """Give the shipped sample: a filled half year of an invented company.

    Its twelve months begin in April 2026, and it is judged on 5 October 2026 unless another day is
    given. It was approved in April, re-planned in September, and is closed through that month.
    ``language`` is ``ja`` or ``en``.
    """
    from btobsheet.life.sample import remembering
    from btobsheet.templates.find import agreed_text, sample_text
    from btobsheet.text.read import load_text

    return remembering(load_text(sample_text(language)).plan, agreed_text())


@checked
def check(source: Source, *, as_of: dt.date | None = None) -> tuple[Reading, tuple[Problem, ...]]:
    """Read a workbook thoroughly, and give it with all problems: the file's, then the plan's lint.

    Of problems that come from one cause only the cause is told. ``source`` is a path or bytes; a
    path that ends in ``.toml`` is a plan as text, whose problems tell line and key. A template
    that floats is judged on its first day. Raises UnreadableError as :func:`read` does, for a text
    E601, E605 and E613.
    """
    from btobsheet.layout.twin.onecause import settled

    if not isinstance(source, bytes) and is_text(source):
        reading, floating = _read_text(os.fspath(source))
        if floating:  # it has no year yet, so today says nothing about it
            as_of = as_of or reading.plan.settings.as_of or reading.plan.start.first
    else:
        reading = read(source, thorough=True)
    return reading, settled(reading.problems, assess(reading.plan, as_of))


def is_text(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file's name says that it is a plan as text."""
    return os.fspath(path).lower().endswith(".toml")


def _read_text(file: str) -> tuple[Reading, bool]:
    """Read a plan as text to check it, and tell whether it floats."""
    from pathlib import Path

    from btobsheet.templates.find import read_text
    from btobsheet.text.read import load_text
    from btobsheet.wording.heard import hear

    try:
        loaded = load_text(read_text(Path(file)), file)
    except UsageError as error:  # to a check it is an input that cannot be read
        raise UnreadableError(error.problem, error.file) from None
    hear(loaded.plan.language)
    return Reading(loaded.plan, loaded.problems, file), loaded.floating


@checked
def diff(old: Plan, new: Plan) -> tuple[Change, ...]:
    """Give what changed between two plans, by id and field, wherever it stands.

    One :class:`Change` a value, a record added or a record removed; settings first, then each
    table in the new plan's order, removed records last. Two equal plans give ``()``.
    """
    from btobsheet.plan.diff import diff as compare

    return compare(old, new)


@checked
def load_sample(
    language: Language = "ja",
    *,
    start: Month | None = None,
    calendar: CalendarUnit | None = None,
    title: str = "",
) -> Loaded:
    """Load the shipped sample like a template: moved to another start or calendar where asked."""
    from btobsheet.life.sample import remembering
    from btobsheet.templates.find import agreed_text
    from btobsheet.templates.find import load_sample as load

    loaded = load(language, start=start, calendar=calendar, title=title)
    return replace(loaded, plan=remembering(loaded.plan, agreed_text()))


@checked
def export(plan: Plan, format: str) -> str:
    """Give the plan as text: ``toml``, ``json``, or its actions as ``ics`` (:func:`agenda`)."""
    if format == "ics":
        from btobsheet.agenda.ics import ics_text

        return ics_text(agenda(plan))
    from btobsheet.text.write import dump, to_json

    if format == "toml":
        return dump(plan)
    from btobsheet.reports.data import dumps

    return dumps(to_json(plan))


@checked
def agenda(
    plan: Plan, owner: str = "", *, as_of: dt.date | None = None, language: str = ""
) -> Agenda:
    """Give the plan's actions as entries of a calendar, or those of one person.

    ``owner`` is a name or another spelling of it. Stamps, states and alarms are those of ``as_of``
    (see :func:`assess`). Raises UsageError E068 for a plan without an id, E105 for an owner whom
    the plan does not know, E107 for a name that several bear.
    """
    from btobsheet.agenda.entries import agenda_of
    from btobsheet.life.parties import among, whose

    if not plan.identity.plan_id:
        raise UsageError(problem("E068"))
    assessment = assess_on(plan, as_of_day(plan, as_of))
    language = language or plan.language
    if not owner:
        return agenda_of(assessment, language)
    name, is_meant = whose(plan, owner)
    return agenda_of(assessment, language, name, among(is_meant))


def export_csv(plan: Plan, folder: Path, write: Callable[[Path, bytes], None]) -> tuple[Path, ...]:
    """Write the plan as one CSV a table (UTF-8 with BOM, as Excel wants it) through ``write``."""
    from btobsheet.tables.csvs import write_csv

    return write_csv(plan, folder, write)
