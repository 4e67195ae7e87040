"""The named looks of cells, a module an area."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.excel.write.named import cards, common, guide, page, plan
from btobsheet.excel.write.named.props import Props

NAMED: Mapping[str, Props] = {
    **common.LOOKS,
    **cards.LOOKS,
    **page.LOOKS,
    **guide.LOOKS,
    **plan.LOOKS,
}
CONDITIONAL: Mapping[str, Props] = {
    **cards.CONDITIONAL,
    **common.CONDITIONAL,
    **guide.CONDITIONAL,
}
