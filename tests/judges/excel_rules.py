"""What makes Excel repair a workbook and no schema says: rules between the parts of a package.

Each was tried on the Open XML SDK, which finds none of them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl.utils.cell import range_boundaries

from btobsheet.layout.address import parse_a1

Area = tuple[int, int, int, int]
"""First column and row, last column and row."""
SPACES = {
    "": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
RELATION = f"{{{SPACES['r']}}}id"
LONGEST_LIST, LONGEST_FORMULA, LONGEST_TEXT = 255, 8192, 32767
NAME = re.compile(r"(?:_xlnm\.\w+|[^\W\d][\w.]*|_[\w.]*)\Z")
QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")


def broken_rules(data: bytes) -> list[str]:
    """Give what Excel would have to repair in a workbook, a line each."""
    return list(_Package(data).told())


def twice(names: Iterable[str]) -> list[str]:
    """Give what stands there more than once; case does not count."""
    seen = [name.casefold() for name in names]
    return sorted({name for name in seen if seen.count(name) > 1})


def overlapping(areas: Iterable[Area]) -> list[tuple[Area, Area]]:
    """Give the pairs of areas that share a cell."""
    return [
        (a, b)
        for a, b in combinations(areas, 2)
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
    ]


def area(ref: str) -> Area:
    """Read a range, ``A1:B2``."""
    left, top, right, bottom = range_boundaries(ref)
    return int(left or 1), int(top or 1), int(right or 16384), int(bottom or 1048576)


class _Package:
    def __init__(self, data: bytes) -> None:
        with ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.book = self.xml("xl/workbook.xml")
        targets = self.targets("xl/workbook.xml")
        self.sheets = [
            (sheet.attrib["name"], targets[sheet.attrib[RELATION]])
            for sheet in self.book.iterfind("sheets/sheet", SPACES)
        ]
        self.strings = [
            "".join(text.text or "" for text in item.iterfind(".//t", SPACES))
            for item in (
                self.xml("xl/sharedStrings.xml").iterfind("si", SPACES)
                if "xl/sharedStrings.xml" in self.parts
                else ()
            )
        ]

    def xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[part])

    def targets(self, part: str) -> dict[str, str]:
        """Give the parts a part refers to, by their relationships' ids."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        found = {}
        for one in self.xml(rels) if rels in self.parts else ():
            if one.get("TargetMode") == "External":
                continue
            steps = one.attrib["Target"].split("/")
            path = [] if steps[0] == "" else folder.split("/")
            for step in filter(None, steps):
                path = path[:-1] if step == ".." else [*path, step]
            found[one.attrib["Id"]] = "/".join(path)
        return found

    def told(self) -> Iterator[str]:
        names = [name for name, _ in self.sheets]
        yield from (f"two sheets are named {name}" for name in twice(names))
        defined = list(self.book.iterfind("definedNames/definedName", SPACES))
        for one in defined:
            if not NAME.match(one.attrib["name"]):
                yield f"no name can be: {one.attrib['name']}"
            yield from self.formula(one.text or "", f"name {one.attrib['name']}")
        tables = [
            (sheet, self.xml(target))
            for sheet, part in self.sheets
            for target in self.targets(part).values()
            if "/tables/" in target
        ]
        ids = (table.attrib["id"] for _, table in tables)
        yield from (f"two tables have the id {one}" for one in twice(ids))
        taken = [table.attrib["displayName"] for _, table in tables]
        taken += [one.attrib["name"] for one in defined if "localSheetId" not in one.attrib]
        yield from (f"two tables or names are named {one}" for one in twice(taken))
        for sheet, part in self.sheets:
            own = [table for name, table in tables if name == sheet]
            yield from (f"{sheet}: {line}" for line in self.sheet(part, own))

    def sheet(self, part: str, tables: list[ElementTree.Element]) -> Iterator[str]:
        xml = self.xml(part)
        cells = yield from self.cells(xml)
        merges = [area(one.attrib["ref"]) for one in xml.iterfind("mergeCells/mergeCell", SPACES)]
        places = [area(table.attrib["ref"]) for table in tables]
        yield from (f"merges overlap: {pair}" for pair in overlapping(merges))
        yield from (f"tables overlap: {pair}" for pair in overlapping(places))
        yield from (
            f"a table overlaps a merge: {pair}"
            for pair in overlapping([*places, *merges])
            if pair[0] in places and pair[1] in merges
        )
        for table, (left, top, right, _) in zip(tables, places, strict=True):
            heads = [
                column.attrib["name"]
                for column in table.iterfind("tableColumns/tableColumn", SPACES)
            ]
            shown = [cells.get((top, column), "") for column in range(left, right + 1)]
            yield from (f"two columns of a table are named {one}" for one in twice(heads))
            if [re.sub(r"_x000a_", "\n", head, flags=re.I) for head in heads] != shown:
                yield f"a table's columns {heads} are headed {shown}"
        for rule in xml.iterfind("dataValidations/dataValidation", SPACES):
            first = rule.findtext("formula1", "", SPACES)
            if first.startswith('"') and len(first) - 2 > LONGEST_LIST:
                yield f"a drop-down of {len(first) - 2} characters at {rule.attrib['sqref']}"
            yield from self.formula(first, f"validation of {rule.attrib['sqref']}")
        for rule in xml.iterfind("conditionalFormatting/cfRule/formula", SPACES):
            yield from self.formula(rule.text or "", "conditional format")
        for link in xml.iterfind("hyperlinks/hyperlink", SPACES):
            yield from self.formula(link.get("location", ""), f"link at {link.attrib['ref']}")

    def cells(self, xml: ElementTree.Element) -> Iterator[str]:
        """Look at each cell in its order; return the texts of the cells that hold one."""
        texts: dict[tuple[int, int], str] = {}
        last = (0, 0)
        shared = {}
        for row in xml.iterfind("sheetData/row", SPACES):
            number = int(row.attrib["r"])
            if number <= last[0]:
                yield f"row {number} stands behind row {last[0]}"
            last = (number, 0)
            for cell in row.iterfind("c", SPACES):
                at = parse_a1(cell.attrib["r"])
                if at[0] != number or at <= last:
                    yield f"{cell.attrib['r']} stands in row {number} behind column {last[1]}"
                last = at
                value, kind = cell.findtext("v", "", SPACES), cell.get("t")
                if kind == "s" and not (value.isdigit() and int(value) < len(self.strings)):
                    yield f"{cell.attrib['r']} shows a text that is not there: {value}"
                    continue
                text = self.strings[int(value)] if kind == "s" else value
                text = "".join(one.text or "" for one in cell.iterfind("is//t", SPACES)) or text
                texts[at] = text
                if len(text) > LONGEST_TEXT:
                    yield f"{cell.attrib['r']} holds {len(text)} characters"
                if (formula := cell.find("f", SPACES)) is not None:
                    yield from self.formula(formula.text or "", cell.attrib["r"])
                    if formula.get("t") == "shared":
                        if "ref" in formula.attrib:
                            shared[formula.attrib["si"]] = area(formula.attrib["ref"])
                        left, top, right, bottom = shared.get(formula.attrib["si"], (0, 0, 0, 0))
                        if not (top <= at[0] <= bottom and left <= at[1] <= right):
                            yield f"{cell.attrib['r']} is outside of its shared formula"
        return texts

    def formula(self, text: str, where: str) -> Iterator[str]:
        """Look at a formula or reference: its length, its brackets, and the sheets it names."""
        if len(text) > LONGEST_FORMULA:
            yield f"{where}: a formula of {len(text)} characters"
        bare = QUOTED.sub("", text)
        if bare.count("(") != bare.count(")") or bare.count('"') or bare.count("'"):
            yield f"{where}: brackets or quotes are not closed: {text[:80]}"
        names = {name.casefold() for name, _ in self.sheets}
        for found in QUOTED.finditer(text):
            if found[0][0] == "'" and text[found.end() : found.end() + 1] == "!":
                name = found[0][1:-1].replace("''", "'")
                if name.casefold() not in names:
                    yield f"{where}: there is no sheet {name}"
