"""The KPI tree's order as hidden columns compute it: ancestors, depth, numeric way from the root.

The way is written in two numbers of five ids each (base 1000), which sort the tree without text
comparison and stay exact; a KPI in a cycle, too deep, or without a usable id has none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btobsheet.layout.kinds import Scalar
from btobsheet.layout.macros import TREE_BASE, TREE_HALF, TREE_LEVELS
from btobsheet.plan.records import id_number
from btobsheet.quickclass import dataclass

Way = tuple[int, int]


@dataclass(frozen=True)
class TreeOrder:
    """Each KPI's ancestors, its way from the root, and the place of each way in the order."""

    chains: Mapping[str, Sequence[str]]
    ways: Mapping[str, Way | None]
    places: Mapping[Way, int]

    @classmethod
    def of(cls, parents: Mapping[str, str]) -> TreeOrder:
        """Work the order out from each KPI's parent id."""
        chains = {one: _chain(one, parents) for one in parents}
        ways = {one: _way(one, chain) for one, chain in chains.items()}
        places = {
            way: place
            for place, way in enumerate(sorted({way for way in ways.values() if way}), start=1)
        }
        return cls(chains, ways, places)

    def place(self, kpi: str) -> int | str:
        """Give a KPI's place in the order; an empty text for none."""
        way = self.ways[kpi]
        return self.places[way] if way else ""

    def cells(self, kpi: str, row_of: Mapping[str, int]) -> dict[str, Scalar]:
        """Give what the hidden columns show in a KPI's row."""
        chain, way = self.chains[kpi], self.ways[kpi]
        made: dict[str, Scalar] = {
            f"p{level}": row_of.get(one, 0) for level, one in enumerate(chain, start=1)
        }
        high, low = way or ("", "")
        depth = sum(bool(one) for one in chain[:-1])
        return made | {
            "depth": depth,
            "path_high": high,
            "path_low": low,
            "path": self.place(kpi),
        }


def _chain(kpi: str, parents: Mapping[str, str]) -> list[str]:
    """Give the ancestors from the parent up, as many as the tree has levels.

    Empty texts after the root.
    """
    chain: list[str] = []
    at = kpi
    for _ in range(TREE_LEVELS):
        parent = parents.get(at, "")
        at = parent if parent in parents else ""
        chain.append(at)
    return chain


def _way(kpi: str, chain: Sequence[str]) -> Way | None:
    if chain[-1] or not 0 < id_number(kpi) < TREE_BASE:
        return None
    ids = [id_number(one) for one in [kpi, *chain] if one][::-1]
    digits = [*ids, *[0] * TREE_LEVELS][:TREE_LEVELS]
    return _in_base(digits[:TREE_HALF]), _in_base(digits[TREE_HALF:])


def _in_base(digits: Sequence[int]) -> int:
    number = 0
    for digit in digits:
        number = number * TREE_BASE + digit
    return number
