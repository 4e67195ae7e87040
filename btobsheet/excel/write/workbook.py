"""Plan and assessment -> the planning workbook, by the layout's declaration.

Every formula with its value.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import field

from xlsxwriter.workbook import Workbook

from btobsheet.excel.write.canvases import write_canvas
from btobsheet.excel.write.furniture import furnish
from btobsheet.excel.write.limits import refuse_endless, refuse_unreadable
from btobsheet.excel.write.package import build_workbook
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import OPTIONS, Styles
from btobsheet.excel.write.tables import write_table
from btobsheet.layout.book import BOOK, LAYOUT_VERSION
from btobsheet.layout.pages import Pages, new_pages
from btobsheet.layout.rows import identity
from btobsheet.layout.rows.written import base_text, plan_rows
from btobsheet.layout.spec import FIRST_ROW
from btobsheet.layout.twin.personal import PICK
from btobsheet.plan.catalogue import CatalogueTactic
from btobsheet.plan.model import Plan
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment

_CREATED = dt.datetime(2026, 1, 1)
_LONGEST_PROPERTY = 255


@dataclass(frozen=True)
class Handing:
    """How a part of a plan is written: rows not ``shown`` (ids by table) and the tabs ``put_away``
    (their keys) are hidden, spare rows begin after ``last_ids`` (numbers by table).

    A part is opened at the name of the person whose card it shows.
    """

    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)
    last_ids: Mapping[str, int] = field(default_factory=dict)
    put_away: tuple[str, ...] = ()


WHOLE = Handing()


def write_workbook(
    assessment: Assessment,
    *,
    plan_id: str,
    revision: int = 1,
    protect: bool = False,
    handing: Handing = WHOLE,
    base: str = "",
    catalogue: tuple[CatalogueTactic, ...] = (),
) -> bytes:
    """Give the planning workbook's bytes; the same input gives the same bytes.

    ``base`` is a base snapshot to keep, else it is the plan as written. ``catalogue`` are tactics
    to choose from.
    UsageError E064 for a plan that could not be read back.
    """
    plan = assessment.plan
    refuse_endless(plan)
    made = new_pages(assessment, f"{plan_id} / {revision}", handing.last_ids, catalogue)
    return build_workbook(
        lambda workbook: _fill(
            workbook,
            made,
            identity.pack(
                _short(made.plan, plan_id, revision),
                base or base_text(plan_rows(made.plan)),
            ),
            protect,
            handing,
        ),
        lambda parts: refuse_unreadable(plan, parts),
        **OPTIONS,
    )


def _fill(
    workbook: Workbook,
    made: Pages,
    kept: Sequence[tuple[str, str]],
    protect: bool,
    handing: Handing,
) -> None:
    styles = Styles(workbook, made.plan.language)
    sheets = [one for one in BOOK.sheets if one.key != "catalogue" or one.key in made.canvases]
    for sheet in sheets:
        workbook.add_worksheet(sheet.title(made.plan.language), FastSheet)
    _properties(workbook, made.plan, kept)
    for name, area in made.names().items():
        workbook.define_name(name, f"={area}")
    for sheet in sheets:
        page = workbook.get_worksheet_by_name(sheet.title(made.plan.language))
        for table in sheet.tables:
            write_table(
                page,
                made.geometries[table.name],
                made.cells[table.name],
                styles,
                made.closed,
                len(made.plan.history.closings),
                {day.date for day in made.plan.holidays if day.date},
                not protect,
            )
        canvas = made.lists.canvas if sheet.key == "_lists" else made.canvases.get(sheet.key)
        if canvas:
            write_canvas(page, canvas, made.plan.language, styles)
        if sheet.key == "_btobsheet":
            for row, (key, value) in enumerate(kept):
                page.put(row, 0, key, None)
                page.put(row, 1, value, None)
        furnish(workbook, page, sheet, made, styles, protect)
        for table in sheet.tables:
            _hide_rows(page, made, table.name, handing)
        if sheet.key in handing.put_away:
            page.hide()
        if sheet.key == "guide" and handing.put_away:
            page.set_selection(PICK[0] - 1, PICK[1] - 1, PICK[0] - 1, PICK[1] - 1)


def _hide_rows(page: FastSheet, made: Pages, table: str, handing: Handing) -> None:
    """Hide the rows of records that are not shown."""
    if table not in handing.shown:
        return
    used = len(getattr(made.plan, table))
    for row, cells in enumerate(made.cells[table][:used], start=FIRST_ROW):
        if cells["id"] not in handing.shown[table]:
            page.set_row(row - 1, None, None, {"hidden": True})


def _short(plan: Plan, plan_id: str, revision: int) -> dict[str, str]:
    values = (
        plan_id,
        str(revision),
        str(LAYOUT_VERSION),
        plan.template,
        plan.language,
        str(plan.start),
        plan.calendar,
    )
    return (
        dict(zip(identity.SHORT_KEYS, values, strict=True))
        | identity.issue_texts(plan.identity.issue)
        | identity.previous_texts(plan.identity.previous)
    )


def _properties(workbook: Workbook, plan: Plan, kept: Sequence[tuple[str, str]]) -> None:
    settings = plan.settings
    workbook.set_properties(
        {
            "title": settings.title,
            "company": settings.company,
            "subject": settings.policy[:255],
            "created": _CREATED,
        }
    )
    short = {*identity.SHORT_KEYS, *identity.ISSUE_KEYS}
    for key, value in kept:
        if key in short and len(value) <= _LONGEST_PROPERTY:
            workbook.set_custom_property(f"{identity.PROPERTY_PREFIX}{key}", value, "text")
