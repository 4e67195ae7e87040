"""Many hands on one plan: mark, compare, split, collect and merge copies of a workbook.

One function a command.

Paths or bytes in, values out, as in :mod:`btobsheet.api.plans`; another of the doors where heavy
parts are imported on call.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from btobsheet.api.arguments import checked
from btobsheet.api.plans import Reading, Source, as_of_day, assess, check
from btobsheet.api.reports import render
from btobsheet.problems import Problem

if TYPE_CHECKING:
    from btobsheet.plan.calendar import Month
    from btobsheet.plan.model import Plan
    from btobsheet.plan.split import By
    from btobsheet.sharing.fill import Filled
    from btobsheet.sharing.fill_draft import Drafted
    from btobsheet.sharing.merge.answers import Clicked
    from btobsheet.sharing.merge.asked import Question
    from btobsheet.sharing.merge.written import Outcome
    from btobsheet.sharing.returned import Returned
    from btobsheet.sharing.split import Parts
    from btobsheet.sharing.which import Which


@checked
def mark(
    source: Source,
    *,
    as_of: dt.date | None = None,
    language: str = "",
    checked: tuple[Reading, tuple[Problem, ...]] | None = None,
) -> bytes:
    """Give the workbook's bytes with its problems highlighted and listed on a tab in front.

    All else in it stays as it was. ``checked`` is what :func:`check` gave, where that is at hand.
    Raises UnreadableError as :func:`read` does, and UsageError E050 for .ods and .xlsb.
    """
    from btobsheet.sharing.mark import marked_copy

    reading, problems = checked or check(source, as_of=as_of)
    return marked_copy(
        source,
        reading.file,
        reading.plan,
        problems,
        as_of_day(reading.plan, as_of),
        language or reading.plan.language,
    )


@checked
def diff_marked(
    old: Source, new: Source, *, language: str = "", names: tuple[str, str] = ("", "")
) -> bytes:
    """Give the new workbook's bytes with what changed highlighted and listed on a tab in front.

    All else in it stays as it was. ``names`` are the files' names where they are bytes. Raises
    UnreadableError, and UsageError E050 for .ods and .xlsb.
    """
    from btobsheet.sharing.mark_changes import mark_changes
    from btobsheet.sharing.opened import open_book

    before = open_book(old, names[0], computed=False)
    return mark_changes(before, open_book(new, names[1], computed=False), language)


@checked
def which(files: Sequence[str | os.PathLike[str]], *, language: str = "ja") -> Which:
    """Tell copies of workbooks apart: plan, revision, what was changed, who saved them when.

    Gives a ``Which``: ``copies`` in the order given (``changed`` counts values against what was
    handed out, None where nobody can tell), ``document()`` for ``btobsheet.api.render``, and
    ``data()``, schema ``btobsheet.which/1``. A file that cannot be read raises nothing: it is among
    ``failures``.
    """
    from btobsheet.sharing.which import compare_copies

    return compare_copies(files, language)


@checked
def merge(
    master: Source,
    copies: Sequence[Source],
    *,
    prefer: str = "",
    as_of: dt.date | None = None,
    names: Sequence[str] = (),
) -> Outcome:
    """Merge copies into a master, three-way by id and field.

    Gives an ``Outcome``: ``data``, the master's bytes with the changes, and what is to be told:
    ``merged.changes``, ``merged.conflicts`` (the master's value stands until they are decided),
    ``problems`` and more. ``prefer`` (``master`` or ``copy``) decides conflicts at once. ``names``
    are those of the master and the copies where they are bytes; without them, or where some are
    equal, every copy counts all the same. Raises UnreadableError (of all files that cannot be
    read), and UsageError: E701 a copy of another plan, E702 a table sorted without its ids, E706
    a master with answers not applied yet, E050 a master of .ods or .xlsb.
    """
    from btobsheet.sharing.merge.merging import merge_books

    return merge_books(
        master,
        copies,
        lambda plan: assess(plan, as_of),
        dt.datetime.now(),
        prefer=prefer,
        names=names,
    )


@checked
def resolve(
    source: Source,
    *,
    as_of: dt.date | None = None,
    name: str = "",
    answers: Mapping[int, Clicked] | None = None,
) -> Outcome:
    """Apply the answers given on a merged workbook's tab of conflicts.

    Gives an ``Outcome`` as :func:`merge` does; ``decided`` counts the conflicts that had an answer,
    those without one stay open in ``merged.conflicts``. A cell changed by hand meanwhile counts as
    an answer. ``answers`` (by the numbers of ``btobsheet.api.questions``) count before those of the
    tab. Raises UnreadableError, and UsageError E704 where no conflict waits.
    """
    from btobsheet.sharing.merge.resolving import resolve_book

    now = dt.datetime.now()
    return resolve_book(source, lambda plan: assess(plan, as_of), now, name, answers or {})


@checked
def questions(source: Source, *, name: str = "") -> tuple[Question, ...]:
    """Give the conflicts that a merge left open in a workbook, as questions in its language.

    Each has its ``number``, ``what`` and ``field``, the value in the ``master`` and the
    ``proposals`` of the copies, and what the tab of conflicts has as answer. Raises
    UnreadableError.
    """
    from btobsheet.sharing.merge.asked import questions_of

    return questions_of(source, name)


def merge_report(
    outcome: Outcome,
    format: str = "text",
    *,
    out: str = "",
    prefer: str = "",
    language: str = "",
    resolving: bool = False,
) -> str:
    """Say what came of a merge as text, md, html or json; ``out`` is the merged workbook's name."""
    from btobsheet.sharing.merge.data import merge_json
    from btobsheet.sharing.merge.report import compose_merge

    language = language or outcome.words.language
    if format == "json":
        from btobsheet.reports.data import dumps

        return dumps(merge_json(outcome, language))
    return render(
        compose_merge(outcome, out, language, prefer, resolving=resolving), format, width=120
    )


@checked
def fill(
    source: Source,
    data: Source,
    *,
    mapping: str | os.PathLike[str] | None = None,
    month: Month | str | None = None,
    keep_map: bool = False,
    overwrite: bool = False,
    as_of: dt.date | None = None,
    name: str = "",
    data_name: str = "",
) -> Filled:
    """Fill KPI actuals, or what was spent, from an export (CSV, Excel) into a workbook.

    Gives a ``Filled``: ``data``, the workbook's bytes with those cells changed; ``cells``
    (``series``: the KPI or cost item, by its table, id, name and unit; ``month``, ``before``,
    ``after``, ``state``: new, same, changed or kept); ``problems``, what was not placed;
    ``incomplete``. Spending goes by tactic, item or both to the rows of ``costs``; a row that is
    missing is made (N789). ``mapping`` is the path of a MAP.toml, or the name of a map that comes
    along (``btobsheet fill --help``); without it one that was kept in the workbook for data with
    these headings is used, which ``keep_map`` keeps. ``month`` (``2026-09``) is the only one
    filled, and that of data that says none. Typed values are replaced with ``overwrite`` only.
    ``name`` is the workbook's, if it is bytes, ``data_name`` that of the data. Raises
    UnreadableError (E027, E730, E731, E782 of the
    data), and UsageError: E050 a workbook that cannot be written to, E732 to E734, E753, E771 and
    E778 data that does not say what it is, E707 and E708 data of other months, E750 to E752, E755,
    E795 and E796 a map that is not right, E777 data that is a planning workbook.
    """
    from btobsheet.sharing.fill import fill_book
    from btobsheet.sharing.fill_maps import given_map

    return fill_book(
        source,
        data,
        given_map(mapping),
        lambda plan: assess(plan, as_of),
        overwrite=overwrite,
        month=Month.parse(month) if isinstance(month, str) else month,
        keep=keep_map,
        names=(name, data_name),
    )


@checked
def draft_map(
    source: Source,
    data: Source,
    *,
    mapping: str | os.PathLike[str] | None = None,
    month: Month | str | None = None,
    name: str = "",
    data_name: str = "",
) -> Drafted:
    """Propose a MAP.toml for an export: what is sure is written, all else is asked in comments.

    Gives a ``Drafted``: ``text``, the MAP.toml; ``columns`` (``heading``, ``role``, ``sure``),
    ``questions``, ``preview``. ``mapping`` is the name of a map that comes along; without it the
    one whose headings the data has is taken. Raises UnreadableError and UsageError as
    :func:`fill` does for data that is no table.
    """
    from btobsheet.sharing.fill_draft import draft_book

    only = Month.parse(month) if isinstance(month, str) else month
    return draft_book(source, data, os.fspath(mapping or ""), month=only, names=(name, data_name))


@checked
def split(
    source: Source,
    by: By = "owner",
    *,
    due: dt.date | None = None,
    as_of: dt.date | None = None,
    today: dt.date | None = None,
    name: str = "",
) -> Parts:
    """Split a workbook into parts to hand out, one for each owner, department or operation.

    ``by`` is ``owner``, ``department`` or ``operation``; ``due`` is shown in the parts. Gives a
    ``Parts``: ``files`` (``name``, ``data``, the bytes, and ``part``) and ``problems`` (values not
    read, rows that are nobody's). Raises UnreadableError, and UsageError: E760 a workbook without
    plan id, E761 nothing to split by.
    """
    from btobsheet.sharing.split import split_book

    return split_book(
        source, by, lambda plan: assess(plan, as_of), today or dt.date.today(), due=due, name=name
    )


@checked
def returned(
    master: str | os.PathLike[str],
    folder: str | os.PathLike[str],
    *,
    due: dt.date | None = None,
    as_of: dt.date | None = None,
    today: dt.date | None = None,
) -> Returned:
    """Say of every part handed out whether it came back filled in, and what is missing in it.

    Reads every workbook in ``folder``. Gives a ``Returned``: ``answers`` (``to``, ``file``,
    ``state``: answered, untouched, unknown or absent, ``due``, ``late``, ``missing``),
    ``strangers`` (files of other plans) and ``failures`` (files that cannot be read). ``due`` holds
    for all, else each part's own. Late is what is past due on ``as_of``, else on the day in the
    master's settings, else ``today``. Raises UnreadableError for the master, UsageError E764 where
    there is no such folder.
    """
    from btobsheet.sharing.returned import returned_parts

    def day(plan: Plan) -> dt.date:
        return as_of or plan.settings.as_of or today or dt.date.today()

    return returned_parts(master, folder, assess, day, due=due)
