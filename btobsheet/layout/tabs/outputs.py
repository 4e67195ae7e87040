"""The output tabs: built from few formula shapes, so every cell has value and formula."""

from __future__ import annotations

from btobsheet.layout.tabs import dashboard, guide, overview, tree
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene


def output_tabs(scene: Scene) -> dict[str, Canvas]:
    """Build every output tab."""
    return {
        "guide": guide.build(scene),
        "overview": overview.build(scene),
        "tree": tree.build(scene),
        "dashboard": dashboard.build(scene),
    }
