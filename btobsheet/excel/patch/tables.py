"""Let Excel tables grow: values right below a table's last row belong to it from then on.

As when a person types there in Excel: the table and its filter reach further, its other columns get
the format and the formula of the row above, and what covers its last row (conditional formats,
validations, defined names, the print area) covers the new ones too. Nothing is moved; a table with
a row of totals stays as it is.
"""

from __future__ import annotations

import re

from btobsheet.excel.patch.book import Book
from btobsheet.excel.patch.cells import is_blank
from btobsheet.excel.patch.formula import shifted
from btobsheet.excel.patch.grid import Area, At, area_of, area_text
from btobsheet.excel.patch.parts.xml import Xml, retagged
from btobsheet.excel.patch.sheet import NewCell, SheetPatch
from btobsheet.quickclass import dataclass

_AREA = re.compile(
    r"('(?:[^']|'')+'|[^\s!'(),;:=&+*/^<>-]+)!(\$?[A-Z]{1,3}\$?)([0-9]{1,7}):(\$?[A-Z]{1,"
    r"3}\$?)([0-9]{1,7})"
)


@dataclass(frozen=True, slots=True)
class Growth:
    """A table that grows: where it stood and its new last row."""

    area: Area
    last: int

    def grown(self, area: Area, slack: int) -> Area:
        """Give an area that follows the table where it ended with it, or ``slack`` rows below."""
        top, left, bottom, right = area
        meets = left <= self.area[3] and right >= self.area[1] and top <= self.area[2]
        return (
            (top, left, bottom + self.last - self.area[2], right)
            if meets and 0 <= bottom - self.area[2] <= slack
            else area
        )


def grow_tables(book: Book, sheet: str, patch: SheetPatch) -> dict[At, NewCell]:
    """Let the tables of a sheet grow by the values of a patch.

    Give the cells their new rows get from the row above.
    """
    part = book.sheet_part(sheet)
    tables = [(xml, area) for xml, area in _tables(book, part) if area]
    new_cells: dict[At, NewCell] = {}
    for xml, area in tables:
        others = [other for _, other in tables if other is not area]
        growth = Growth(area, _last_row(area, patch, others))
        if growth.last == area[2]:
            continue
        _grow_part(xml, growth)
        book.parts.save(xml)
        for column in range(area[1], area[3] + 1):
            above = (area[2], column)
            style, formula = patch.style_at(above), patch.formulas.text_at(above)
            for row in range(area[2] + 1, growth.last + 1):
                new_cells[row, column] = NewCell(
                    style, shifted(formula, row - area[2], 0) if formula else ""
                )
        _grow_ranges(patch.xml, growth)
        _grow_names(book, sheet, growth)
    return new_cells


def _tables(book: Book, part: str) -> list[tuple[Xml, Area | None]]:
    """Give the table parts of a sheet with their areas; None for one that cannot grow."""
    found: list[tuple[Xml, Area | None]] = []
    for relation in book.parts.relations(part):
        if relation.kind == "table" and relation.target in book.parts:
            xml = book.parts.xml(relation.target)
            about = xml.root.attributes
            totals = about.get("totalsRowCount", "0") != "0"
            found.append((xml, None if totals else area_of(about.get("ref", ""))))
    return found


def _last_row(area: Area, patch: SheetPatch, others: list[Area]) -> int:
    typed = {
        row
        for (row, column), value in patch.values.items()
        if area[1] <= column <= area[3] and not is_blank(value)
    }
    last = area[2]
    while last + 1 in typed and not any(
        top <= last + 1 <= bottom and left <= area[3] and right >= area[1]
        for top, left, bottom, right in others
    ):
        last += 1
    return last


def _grow_part(xml: Xml, growth: Growth) -> None:
    xml.replace(
        xml.root.start,
        xml.root.inner,
        retagged(xml.root.tag, {"ref": area_text((*growth.area[:2], growth.last, growth.area[3]))}),
    )
    for child in xml.children():
        area = area_of(child.attributes.get("ref", "")) if child.name == "autoFilter" else None
        if area:
            xml.replace(
                child.start,
                child.inner,
                retagged(child.tag, {"ref": area_text(growth.grown(area, 0))}),
            )


def _grow_ranges(xml: Xml, growth: Growth) -> None:
    """Let conditional formats and validations of a sheet follow, those of newer kinds too."""
    for name in ("conditionalFormatting", "dataValidation"):
        for element in xml.find(name):
            old = element.attributes.get("sqref", "")
            if (new := _grown_list(old, growth)) != old:
                xml.replace(element.start, element.inner, retagged(element.tag, {"sqref": new}))
    for prefix in dict.fromkeys(re.findall(rb"<(\w+:)sqref\b", xml.data)):
        for element in xml.find_as(prefix + b"sqref"):
            old = xml.text(element)
            if (new := _grown_list(old, growth)) != old:
                xml.replace(element.inner, element.close, new.encode())


def _grown_list(ranges: str, growth: Growth) -> str:
    return " ".join(_grown_range(item, growth) for item in ranges.split(" "))


def _grown_range(text: str, growth: Growth) -> str:
    area = area_of(text)
    new = growth.grown(area, 0) if area else None
    return area_text(new) if new and new != area else text


def _grow_names(book: Book, sheet: str, growth: Growth) -> None:
    """Let defined names follow that end with the table or one row below it, as names that are to
    grow on insertion do.
    """

    def grown(found: re.Match[str]) -> str:
        name = found[1][1:-1].replace("''", "'") if found[1].startswith("'") else found[1]
        area = area_of(f"{found[2]}{found[3]}:{found[4]}{found[5]}")
        if name != sheet or area is None:
            return found[0]
        return f"{found[1]}!{found[2]}{found[3]}:{found[4]}{growth.grown(area, 1)[2]}"

    book.change_names(lambda text: _AREA.sub(grown, text))
