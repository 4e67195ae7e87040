"""A word of a copy that was not taken over, as a value."""

from __future__ import annotations

from btobsheet.quickclass import dataclass


@dataclass(frozen=True, slots=True)
class Unsaid:
    """One word that was not taken over: its cell in the copy, why (``kind``), and the word.

    ``kind``: below, margin, computed, output, own_tab, error, uncomputed, too_long, number,
    setting, note.
    """

    file: str
    tab: str
    cell: str
    kind: str
    word: str
