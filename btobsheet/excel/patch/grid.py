"""Where the rows and cells of one worksheet part stand, and how new ones are put among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btobsheet.excel.patch.parts.xml import Element, Xml, retagged
from btobsheet.excel.raw.preflight import RefusalError
from btobsheet.excel.raw.values import merge_of, place, row_number
from btobsheet.layout.address import a1

At = tuple[int, int]
Area = tuple[int, int, int, int]


class CellGrid:
    """The rows of a worksheet part; a row's cells are looked up when one of them is asked for."""

    def __init__(self, xml: Xml) -> None:
        """Find all rows.

        Raises :class:`RefusalError` (E012) where the part holds no ``sheetData`` of its own.
        """
        data = next(xml.find("sheetData"), None)
        if data is None:
            raise RefusalError("E012", part=xml.part)
        self.xml = xml
        self.data = data
        self.rows: list[tuple[int, Element]] = []
        number = 0
        for row in xml.find("row", data):
            number = row_number(row.number, number, xml.part)
            self.rows.append((number, row))
        self._cells: dict[int, list[tuple[int, Element]]] = {}
        self._by_number: dict[int, list[Element]] = {}
        for number, row in self.rows:
            self._by_number.setdefault(number, []).append(row)

    def row(self, number: int) -> Element | None:
        """Give the row's element, the last one where there are several."""
        return self._by_number[number][-1] if number in self._by_number else None

    def cells(self, number: int) -> list[tuple[int, Element]]:
        """Give the cells of a row with their columns, in the order of the file."""
        if number not in self._cells:
            found: list[tuple[int, Element]] = []
            for row in self._by_number.get(number, ()):
                column = 0
                for cell in self.xml.find("c", row):
                    _, column = place(cell.number, number, column, self.xml.part)
                    found.append((column, cell))
            self._cells[number] = found
        return self._cells[number]

    def cell(self, at: At) -> Element | None:
        """Give a cell's element, the last one where there are several."""
        return next((cell for column, cell in reversed(self.cells(at[0])) if column == at[1]), None)

    def all_cells(self) -> Iterator[tuple[At, Element]]:
        """Give every cell with its place."""
        for number in dict.fromkeys(number for number, _ in self.rows):
            for column, cell in self.cells(number):
                yield (number, column), cell

    def put_new(self, new: Mapping[At, bytes]) -> None:
        """Put new cells among those there, each at its place; rows are made where missing."""
        rows: dict[int, dict[int, bytes]] = {}
        for (number, column), made in new.items():
            rows.setdefault(number, {})[column] = made
        missing = {
            number: b"".join(cells[column] for column in sorted(cells))
            for number, cells in rows.items()
            if number not in self._by_number
        }
        self._put(
            self.data,
            self.rows,
            {number: self._row(number, inside) for number, inside in missing.items()},
        )
        for number in rows.keys() - missing.keys():
            self._put_into(self._by_number[number][-1], rows[number])

    def _row(self, number: int, inside: bytes) -> bytes:
        return self.xml.opening("row", {"r": number}) + inside + self.xml.closing("row")

    def _put_into(self, row: Element, cells: Mapping[int, bytes]) -> None:
        number = next(number for number, element in self.rows if element is row)
        tag = _widened(row, cells)
        there = [
            (column, cell)
            for column, cell in self.cells(number)
            if row.start < cell.start < row.end
        ]
        if row.is_empty:
            inside = b"".join(cells[column] for column in sorted(cells))
            self.xml.replace(
                row.start, row.end, tag[:-2].rstrip() + b">" + inside + self.xml.closing("row")
            )
            return
        if tag != row.tag:
            self.xml.replace(row.start, row.inner, tag)
        self._put(row, there, cells)

    def _put(
        self, parent: Element, there: Sequence[tuple[int, Element]], new: Mapping[int, bytes]
    ) -> None:
        """Put elements in front of the first one with a greater number, else at the end."""
        at: dict[int, bytes] = {}
        for number in sorted(new):
            position = next((element.start for other, element in there if other > number), -1)
            at[position] = at.get(position, b"") + new[number]
        for position, made in at.items():
            if position >= 0:
                self.xml.insert(position, made)
            else:
                self.xml.append(parent, made)


def _widened(row: Element, cells: Mapping[int, bytes]) -> bytes:
    """Give a row's tag whose ``spans`` covers its new cells too."""
    first, _, last = row.attributes.get("spans", "").partition(":")
    if not (first.isdigit() and last.isdigit()):
        return row.tag
    spans = f"{min(int(first), *cells)}:{max(int(last), *cells)}"
    return row.tag if spans == f"{first}:{last}" else retagged(row.tag, {"spans": spans})


def area_of(reference: str) -> Area | None:
    """Read ``A1:B9`` or ``A1`` as (first row, first column, last row, last column).

    None for anything else.
    """
    return merge_of(reference if ":" in reference else f"{reference}:{reference}")


def holds(area: Area, at: At) -> bool:
    """Tell whether a cell lies in an area."""
    return area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3]


def area_text(area: Area) -> str:
    """Give an area as ``A1:B9``."""
    return f"{a1(area[0], area[1])}:{a1(area[2], area[3])}"


def range_text(area: Area) -> str:
    """Give an area as ``A1:B9``, one cell as ``A1``."""
    return a1(*area[:2]) if area[:2] == area[2:] else area_text(area)
