"""What is to be changed in a workbook, as plain values: cells, highlights, notes, tabs and more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from btobsheet.excel.patch.cells import Value
from btobsheet.quickclass import dataclass

Target = tuple[str, int, int]
"""A cell: its tab's name as it stands in the file, row and column, both from 1."""


@dataclass(frozen=True, kw_only=True)
class TabCell:
    """One cell of a new tab: its value, its look and where a click leads.

    ``style`` is text, title, heading, wrap, date, number, amount (with commas), percent and
    exact_percent (with two decimals), input, tick, link, note, or a severity: error, warning,
    notice; ``link`` is a place in the file, ``'Sheet'!A1``.
    """

    value: Value = None
    style: str = "text"
    link: str = ""


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A new tab: its cells from A1 on, its columns' widths (characters), and what it offers.

    ``choices`` are drop-downs: (A1 range, words). ``heights`` are rows' heights in points.
    ``first`` puts it in front and opens the file there, else it stands last. ``formerly`` are other
    names under which an earlier one of ours is replaced. Printed landscape, one page wide: an A4
    page, or an A3 one where it would be too small to read.
    """

    name: str
    rows: tuple[tuple[TabCell, ...], ...]
    widths: tuple[float, ...] = ()
    frozen_rows: int = 0
    hidden: bool = False
    first: bool = True
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """The input message that a column's cells are to show from a row on, where they show any."""

    sheet: str
    column: int
    first_row: int
    title: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Edits:
    """What to change in a workbook.

    ``values``: constants of cells; None empties one, a formula there is replaced, rows and cells
    are made where missing. ``cached``: new values of formula cells, whose formulas stay; ignored
    elsewhere. ``highlights``: cells to get a strong fill. ``notes``: texts to add as cell notes;
    ``authors``: who wrote them, where that is not us.
    ``tabs``: new tabs, each in place of an earlier one of ours with its name. ``properties``:
    custom document properties. ``prompts``: other input messages. ``recalculate``: all is computed
    when opened. ``clear_highlights`` first takes away all highlights that an earlier call gave.
    """

    values: Mapping[Target, Value] = field(default_factory=dict)
    cached: Mapping[Target, Value] = field(default_factory=dict)
    highlights: frozenset[Target] = frozenset()
    clear_highlights: bool = False
    notes: Mapping[Target, str] = field(default_factory=dict)
    authors: Mapping[Target, str] = field(default_factory=dict)
    tabs: tuple[Tab, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    prompts: tuple[Prompt, ...] = ()
    recalculate: bool = True
