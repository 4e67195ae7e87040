"""Where everything of 戦略俯瞰図 stands: slots of operations side by side in two bands, places of
cards below each other, and the hidden columns of helpers.
"""

from __future__ import annotations

from btobsheet.quickclass import dataclass

WIDTHS = (5, 101, 59, 13)
"""A slot's edge, its two columns, and the gap to the next one: 178 px, eight make 1,424."""
EDGE, MAIN, SIDE, GAP = range(4)
SLOTS, IN_BAND = 15, 8
PLACES = 7
FIRST, LAST = 2, 1 + IN_BAND * len(WIDTHS)
"""The first and the last column of the page."""
TITLE, MESSAGE, TILES, HEADS = 2, 3, 5, 9
CARD_ROWS = 6
"""A card's five rows and the gap below."""
CARDS = HEADS + 4
MORE = CARDS + PLACES * CARD_ROWS
LEGEND = MORE + 1
BOTTOM = LEGEND + 1
LINES = 8
FOOT = BOTTOM + LINES + 1
SECOND = FOOT + 2
"""The row of the second band's heading."""
_DOWN = SECOND + 1 - HEADS
END = MORE + _DOWN
HELPERS = LAST + 3
"""The first hidden column; it numbers the places of cards."""
MIRROR = HELPERS + 1 - FIRST
"""So far right of a slot's or a card's cells stand its helpers, so that one formula serves all."""
MONTHS_AT = HELPERS + 4 + IN_BAND * len(WIDTHS)
"""A row a card: its KPI, and how far its months are off their targets."""
FACTS = MONTHS_AT + 14
"""Where the figures of the KGI and of what is to be fixed stand."""
COURSE = FACTS + 3
LISTS = COURSE + 9
LAST_HELPER = LISTS + 4
HELPER_TOP = 2
WIDE_UP_TO = 4
"""So many operations take two slots each."""


@dataclass(frozen=True)
class Slot:
    """The place of an operation, from 1."""

    number: int

    @property
    def column(self) -> int:
        """The column of its edge."""
        return FIRST + (self.number - 1) % IN_BAND * len(WIDTHS)

    @property
    def head(self) -> int:
        """The row of its head."""
        return HEADS + (self.number > IN_BAND) * _DOWN

    def card(self, place: int) -> int:
        """Give the first row of the card at a place, from 1."""
        return self.head + CARDS - HEADS + (place - 1) * CARD_ROWS

    def months(self, place: int) -> int:
        """Give the row of that card's months."""
        return HELPER_TOP + (self.number - 1) * PLACES + place - 1


def slots() -> list[Slot]:
    """Give all slots."""
    return [Slot(number) for number in range(1, SLOTS + 1)]
