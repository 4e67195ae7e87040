"""Edit a person's own workbook in place: only what must change in its package's XML changes.

Every other part (charts, sparklines, notes, drawings, other tabs, custom parts, macros) stays byte
for byte, and so does the rest of an edited sheet. Works on .xlsx and .xlsm of any program.
"""

from __future__ import annotations

from btobsheet.excel.patch.book import Book
from btobsheet.excel.patch.cells import Value
from btobsheet.excel.patch.marks import highlight, is_highlighted
from btobsheet.excel.patch.notes import add_notes
from btobsheet.excel.patch.parts.package import NotPatchableError, Parts, edition
from btobsheet.excel.patch.placing import NewTab, own_tab, own_tabs, put_tabs
from btobsheet.excel.patch.prompts import set_prompts
from btobsheet.excel.patch.properties import set_properties
from btobsheet.excel.patch.sheet import Job, SheetPatch, deselect
from btobsheet.excel.patch.styles import Styles
from btobsheet.excel.patch.tables import grow_tables
from btobsheet.excel.patch.tabs import tab_xml
from btobsheet.excel.patch.wanted import Edits, Tab, TabCell, Target
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.problems import Problem, UnreadableError, UsageError, problem

__all__ = ["Edits", "Tab", "TabCell", "Target", "Value", "patch", "tab_of_ours", "tabs_of_ours"]


def patch(data: bytes, edits: Edits, name: str = "") -> bytes:
    """Give the workbook with the edits made.

    Raises UnreadableError where ``data`` is no workbook, and UsageError: E050 .ods and .xlsb cannot
    be patched, E051 no such worksheet, E052 a cell is part of an array formula or data table, E053
    a text too long.
    """
    try:
        return _patched(data, edits)
    except NotPatchableError:
        raise UsageError(problem("E050"), name) from None
    except RefusalError as refusal:
        raise UnreadableError(Problem(refusal.code, details=refusal.details), file=name) from None
    except UsageError as error:
        raise UsageError(error.problem, name) from None


def tab_of_ours(data: bytes, *names: str) -> str:
    """Give what a tab of ours is called that was put in under one of the names.

    Another tab may have borne that. Empty where there is none, or no workbook.
    """
    try:
        return own_tab(Book(Parts(data)), names)
    except (NotPatchableError, RefusalError):
        return ""


def tabs_of_ours(data: bytes) -> list[str]:
    """Give the names of all tabs of ours; nothing where there is none, or no workbook."""
    try:
        return own_tabs(Book(Parts(data)))
    except (NotPatchableError, RefusalError):
        return []


def _patched(data: bytes, edits: Edits) -> bytes:
    parts = Parts(data)
    book = Book(parts)
    styles = Styles(parts, book.part)
    formulas_gone = False
    for sheet, job in _jobs(edits, book).items():
        if job.values or job.cached:
            made = SheetPatch(parts.xml(book.sheet_part(sheet)), job, styles)
            made.apply(grow_tables(book, sheet, made))
            parts.save(made.xml)
            formulas_gone = formulas_gone or made.formulas_gone
        if job.highlights or edits.clear_highlights:
            xml = parts.xml(book.sheet_part(sheet))
            highlight(xml, job.highlights, styles, edits.clear_highlights)
            parts.save(xml)
        if job.prompts:
            xml = parts.xml(book.sheet_part(sheet))
            set_prompts(xml, job.prompts)
            parts.save(xml)
        if job.notes:
            by = {target[1:]: who for target, who in edits.authors.items() if target[0] == sheet}
            add_notes(parts, book.sheet_part(sheet), job.notes, by)
    if edits.tabs:
        _put_tabs(edits.tabs, parts, book, styles)
    if edits.properties:
        set_properties(parts, edits.properties)
    if formulas_gone:
        book.drop_calculation_chain()
    if edits.recalculate:
        book.ask_for_recalculation()
    book.save()
    styles.save()
    return parts.result()


def _put_tabs(tabs: tuple[Tab, ...], parts: Parts, book: Book, styles: Styles) -> None:
    main = edition(parts)["main"]
    made = [
        NewTab(
            tab.name,
            tab.formerly,
            tab_xml(tab, styles, main, book.date1904),
            tab.hidden,
            tab.first and not tab.hidden,
            tab.frozen_rows,
        )
        for tab in tabs
    ]
    if any(tab.first for tab in made):
        # else Excel takes the tabs selected as a group, and typing goes into all of them
        for sheet in book.sheets:
            if sheet.part in parts and b"tabSelected" in parts.head(sheet.part):
                deselect(xml := parts.xml(sheet.part))
                parts.save(xml)
    put_tabs(book, made)


def _jobs(edits: Edits, book: Book) -> dict[str, Job]:
    """Sort the edits of cells by sheet."""
    jobs = {}
    targets = (*edits.values, *edits.cached, *sorted(edits.highlights), *edits.notes)
    sheets = (*(target[0] for target in targets), *(one.sheet for one in edits.prompts))
    for sheet in dict.fromkeys(sheets):
        book.sheet_part(sheet)
        jobs[sheet] = _job(edits, sheet, book.date1904)
    for entry in book.sheets if edits.clear_highlights else ():
        if (
            entry.kind == "worksheet"
            and entry.name not in jobs
            and entry.part in book.parts
            and is_highlighted(book.parts.read(entry.part))
        ):
            jobs[entry.name] = _job(edits, entry.name, book.date1904)
    return jobs


def _job(edits: Edits, sheet: str, date1904: bool) -> Job:
    return Job(
        name=sheet,
        values={target[1:]: value for target, value in edits.values.items() if target[0] == sheet},
        cached={target[1:]: value for target, value in edits.cached.items() if target[0] == sheet},
        highlights=frozenset(target[1:] for target in edits.highlights if target[0] == sheet),
        notes={target[1:]: text for target, text in edits.notes.items() if target[0] == sheet},
        prompts=tuple(one for one in edits.prompts if one.sheet == sheet),
        date1904=date1904,
    )
