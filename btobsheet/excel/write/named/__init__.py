"""The named looks of cells, a module an area."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named import cards, common, guide, lines, nodes, page, plan
from btobsheet.excel.write.named.props import Props

_AREAS = (common, cards, nodes, lines, page, guide, plan)
NAMED: Mapping[str, Props] = {name: look for area in _AREAS for name, look in area.LOOKS.items()}
CONDITIONAL: Mapping[str, Props] = {
    **cards.CONDITIONAL,
    **common.CONDITIONAL,
    **guide.CONDITIONAL,
    **nodes.CONDITIONAL,
    **lines.CONDITIONAL,
}
