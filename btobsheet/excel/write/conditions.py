"""What changes in an input table with its values: status colours, what cannot be read, examples.

What only KPIs and only actions have stands in modules of their own.
"""

from __future__ import annotations

from xlsxwriter.format import Format

from btobsheet.excel.write.action_conditions import add_action_conditions
from btobsheet.excel.write.canvases import data_bar, tone_words
from btobsheet.excel.write.kpi_conditions import (
    add_kpi_conditions,
    add_kpi_months,
    is_broken,
    is_percent_row,
    same_month,
)
from btobsheet.excel.write.kpi_months import BROKEN, example_format
from btobsheet.excel.write.log_conditions import add_cost_conditions, add_review_conditions
from btobsheet.excel.write.looks import PERCENT, shown_format
from btobsheet.excel.write.paint import area_of, in_row, paint
from btobsheet.excel.write.sheet import FastSheet
from btobsheet.excel.write.styles import Styles
from btobsheet.layout.address import letters
from btobsheet.layout.geometry import DATE_ROW, TableGeometry
from btobsheet.layout.kinds import Choice, Date, KpiActual, KpiValue, MonthKind, Number
from btobsheet.layout.look import MUTED
from btobsheet.layout.macros import trimmed
from btobsheet.layout.rows.written import input_columns
from btobsheet.layout.sheets.bullets import MOST_ABOVE
from btobsheet.layout.spec import FIRST_ROW, Column
from btobsheet.wording import text
from btobsheet.wording.words import CHOICES


def add_conditions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Add all conditional formats of one table."""
    if geometry.table.name == "tactics":
        _decisions(page, geometry, styles)
    _statuses(page, geometry, styles)
    _unread(page, geometry, styles)
    if geometry.table.name == "kpis":
        add_kpi_months(page, geometry, styles)
    _examples(page, geometry, styles)
    if "progress" in geometry.first_of:
        at = geometry.first_of["progress"]
        page.conditional_format(*area_of(geometry, at, at), data_bar())
    for name in ("attain", "pace"):
        _bullet(page, geometry, name)
    if geometry.table.name == "kpis":
        add_kpi_conditions(page, geometry, styles)
    if geometry.table.name == "actions":
        add_action_conditions(page, geometry, styles)
    if geometry.table.name == "reviews":
        add_review_conditions(page, geometry, styles)
    if geometry.table.name == "costs":
        add_cost_conditions(page, geometry, styles)


def _bullet(page: FastSheet, geometry: TableGeometry, name: str) -> None:
    """Draw the two cells of a bullet graph."""
    for part, high in (("within", 1), ("above", MOST_ABOVE)):
        at = geometry.first_of.get(f"{name}_{part}")
        if at:
            page.conditional_format(*area_of(geometry, at, at), data_bar(0, high, bare=True))


def _statuses(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    uncounted = ""
    if geometry.table.name in ("kpis", "actions"):
        used, counted = (in_row(geometry, name) for name in ("used", "counted"))
        uncounted = f"AND({used}=1,{counted}=0)"
    told = text(geometry.language, "workbook.not_counted")
    quiet = _told_instead(styles, told)
    for name, group in (
        ("status", "kpi_status"),
        ("tactic_status", "kpi_status"),
        ("state", "action_state"),
        ("trend", "trend"),
    ):
        column = next(
            (slot for slot in geometry.slots if slot.field == name and slot.column.formula), None
        )
        if column:
            area = area_of(geometry, column.number, column.number)
            if uncounted:  # what hangs on a tactic that is not adopted alarms nobody
                paint(page, area, uncounted, quiet, only=True)
            tone_words(page, [area], group, geometry.language, styles)


def _told_instead(styles: Styles, told: str) -> Format:
    """Give the look that shows a word in place of a cell's text: the cell keeps its value."""
    return styles.get(num_format=f';;;"{told}"', font_color=MUTED)


def _decisions(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Show in place of a status that there is none because a tactic is not, or no longer, worked
    on: the column with its decision is folded away.
    """
    at = geometry.first_of["status"]
    for number, word in enumerate(CHOICES["decision"][1:], start=2):
        look = _told_instead(styles, word.label(geometry.language))
        test = f"{in_row(geometry, 'decision_no')}={number}"
        if word.code == "ended":  # its results stay
            test = f'AND({letters(at)}{FIRST_ROW}="",{test})'
        paint(page, area_of(geometry, at, at), test, look, only=True)


_FOUND = {
    "tactics.operation": "op_row",
    "actions.tactic": "tactic_row",
    "kpis.parent": "p1",
    "reviews.kpi": "kpi_row",
}
"""The hidden column that is 0 where a reference points nowhere."""


def _unread(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark what the formulas cannot use, as it is typed: text in a number or date column, an
    unknown word or reference.
    """
    look = styles.get(bg_color="#FCE4D6", font_color="#C00000", bold=True)
    for column in input_columns(geometry.table):
        test = _unread_test(geometry, column)
        if test:
            first, last = geometry.first_of[column.name], geometry.last_of[column.name]
            paint(page, area_of(geometry, first, last), test, look, only=True)


def _unread_test(geometry: TableGeometry, column: Column) -> str:
    """Give the test for a cell that cannot be used; none where anything can."""
    cell = f"{letters(geometry.first_of[column.name])}{FIRST_ROW}"
    key = f"{geometry.table.name}.{column.name}"
    if isinstance(column.kind, KpiActual):
        own = same_month(geometry, "w", letters(geometry.first_of[column.name]))
        return f'AND(ISTEXT({cell}),{cell}<>"",{own}<>"n")'
    if isinstance(column.kind, Number | Date | MonthKind):
        return f'AND(ISTEXT({cell}),{cell}<>"")'
    if isinstance(column.kind, Choice):
        word = f'"|"&LOWER({trimmed(cell)})&"|"'
        return f'AND({cell}<>"",NOT(ISNUMBER(FIND({word},"{_words(column.kind)}"))))'
    if key in _FOUND:
        return f'AND({cell}<>"",{in_row(geometry, _FOUND[key])}=0)'
    if key == "kpis.scope":
        return f'AND({cell}<>"",{in_row(geometry, "scope_id")}="")'
    return ""


def _words(kind: Choice) -> str:
    """Give the words of a choice in all languages, as a rule finds them: it can look at no list on
    another tab.
    """
    labels = (label.lower() for word in CHOICES[kind.group] for label in word.labels)
    return f"|{'|'.join(dict.fromkeys(labels))}|"


def _examples(page: FastSheet, geometry: TableGeometry, styles: Styles) -> None:
    """Mark cells that still hold an example value, live: the hidden column remembers the value."""
    if "examples" not in geometry.first_of:
        return
    mark = text(geometry.language, "workbook.example_mark")
    notes = in_row(geometry, "examples")
    for column in input_columns(geometry.table):
        if column.repeat == "calendar" or column.kind.align == "left":
            continue
        at = geometry.first_of[column.name]
        cell = f"{letters(at)}{FIRST_ROW}"
        field = (
            f'{column.name}."&TEXT({letters(at)}${DATE_ROW},"yyyy-mm")&"'
            if column.repeat
            else column.name
        )
        test = f'AND({notes}<>"",{cell}<>"",ISNUMBER(SEARCH(";{field}="&{cell}&";",{notes})))'
        shown = shown_format(column.kind, geometry.language).split(";")[0]
        # a day without its year has no room for the mark: it leans, as all examples do
        bare = shown == "General" or (isinstance(column.kind, Date) and column.kind.short)
        pattern = shown if bare else f'"{mark} "{shown}'
        area = area_of(geometry, at, geometry.last_of[column.name])
        if isinstance(column.kind, KpiValue):
            pattern = example_format(geometry.language, pattern, wide=not column.repeat)
            for own, digits in (is_percent_row(geometry), PERCENT), (is_broken(cell), BROKEN):
                look = _example_look(styles, f'"{mark} "{digits}')
                paint(page, area, f"AND({test},{own})", look, only=True)
        paint(page, area, test, _example_look(styles, pattern), only=True)


def _example_look(styles: Styles, pattern: str) -> Format:
    return styles.get(italic=True, font_color="#7F6000", num_format=pattern)
