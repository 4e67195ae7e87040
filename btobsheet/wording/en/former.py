"""Texts that tabs of formulas held in earlier forms of the workbook: no word of a person's."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "guide.money": "On 2 Tactics & KPIs, update the money and hours spent so far.",
    "guide.missed": "the year is over and the target was not reached",
    "tree.parent": "Units of parent per unit",
}
