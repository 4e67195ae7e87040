"""Formula templates of computed columns -> Excel text for each row.

Placeholders: ``[field]`` this row's cell; ``[block.*]`` this row's cells of a month block;
``[block.k]`` the same month's cell of a block; ``[block.prev]`` the cell left of it;
``[block.last]`` the twelfth; ``[#block]`` the month numbers above a block, ``[2^block]`` and
``[2^-block]`` the powers of two above it, rising and falling (2 to 4096); ``[#k]`` the month
number above this column; ``[k]`` this column's number as a literal; ``[inputs]`` all input cells of
the row. A template is compiled once a column; a row costs one join.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from btobsheet.layout.address import fixed_range, letters
from btobsheet.layout.geometry import FALLING_ROW, NUMBER_ROW, RISING_ROW, Slot, TableGeometry
from btobsheet.layout.spec import Table

_PLACEHOLDER = re.compile(r"\[([^\[\]]+)\]")
_NAME = re.compile(r"\b([a-z_]+_[a-z0-9_]+|w_[a-z_]+)\b(?!\()")

# what stands above a block, the longer prefix first
_ABOVE = (("2^-", FALLING_ROW), ("2^", RISING_ROW), ("#", NUMBER_ROW))
_PREFIXES = tuple(prefix for prefix, _ in _ABOVE)


@lru_cache(maxsize=1024)
def _pieces(template: str) -> tuple[str, ...]:
    """Split a template into text and placeholders, alternately."""
    return tuple(_PLACEHOLDER.split(template))


@lru_cache(maxsize=16)
def powered_blocks(table: Table) -> frozenset[str]:
    """Give the month blocks whose formulas ask for powers of two above them."""
    return frozenset(
        piece.partition("^")[2].removeprefix("-")
        for column in table.columns
        for piece in _pieces(column.formula)[1::2]
        if piece.startswith("2^")
    )


def compile_rows(geometry: TableGeometry, slot: Slot) -> Callable[[int], str]:
    """Give a function row number -> formula text (without ``=``) for one computed column."""
    merged = ""
    for index, piece in enumerate(_pieces(slot.column.formula)):
        merged += piece if index % 2 == 0 else _row_text(geometry, slot, piece)
    parts = merged.split("\0")
    return lambda row: str(row).join(parts)


def _row_text(geometry: TableGeometry, slot: Slot, name: str) -> str:
    """Give a placeholder's text with NUL where the row's number belongs."""
    if name == "k":
        return str(slot.step)
    if name == "#k":
        return f"{letters(slot.number)}${NUMBER_ROW}"
    for prefix, row in _ABOVE:
        if name.startswith(prefix):
            block = name.removeprefix(prefix)
            return fixed_range(row, geometry.first_of[block], row, geometry.last_of[block])
    if name == "inputs":
        runs = [_span(first, last) for first, last in geometry.input_runs()]
        return ",".join(runs)
    field, _, which = name.partition(".")
    first, last = geometry.first_of[field], geometry.last_of[field]
    if which == "*":
        return _span(first, last)
    return (
        letters(
            {"": first, "k": first + slot.step - 1, "prev": first + slot.step - 2, "last": last}[
                which
            ]
        )
        + "\0"
    )


def _span(first: int, last: int) -> str:
    return f"{letters(first)}\0:{letters(last)}\0"


def structured(geometry: TableGeometry, slot: Slot) -> str:
    """Give the same formula with structured references, which a table's new row is filled from."""
    by_number = {item.number: item.header for item in geometry.slots}
    text = ""
    for index, piece in enumerate(_pieces(slot.column.formula)):
        text += piece if index % 2 == 0 else _structured_text(geometry, slot, piece, by_number)
    return text


def _structured_text(
    geometry: TableGeometry, slot: Slot, name: str, by_number: Mapping[int, str]
) -> str:
    if name == "k" or name.startswith(_PREFIXES):
        return (
            _row_text(geometry, slot, name)
            if name != "#k"
            else f"${_row_text(geometry, slot, name)}"
        )
    if name == "inputs":
        return ",".join(
            _this_row(geometry, by_number[first], by_number[last])
            for first, last in geometry.input_runs()
        )
    field, _, which = name.partition(".")
    first, last = geometry.first_of[field], geometry.last_of[field]
    if which == "*":
        return _this_row(geometry, by_number[first], by_number[last])
    at = {"": first, "k": first + slot.step - 1, "prev": first + slot.step - 2, "last": last}[which]
    return _this_row(geometry, by_number[at], by_number[at])


def _this_row(geometry: TableGeometry, first: str, last: str) -> str:
    name = geometry.table.name
    if first == last:
        return f"{name}[[#This Row],[{_escaped(first)}]]"
    return f"{name}[[#This Row],[{_escaped(first)}]:[{_escaped(last)}]]"


def _escaped(header: str) -> str:
    return re.sub(r"([\[\]#'])", r"'\1", header)


def names_in(text: str) -> set[str]:
    """Give the words of a formula that may be defined names."""
    return set(_NAME.findall(re.sub(r'"[^"]*"', "", text)))
