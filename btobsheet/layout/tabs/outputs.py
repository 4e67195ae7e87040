"""The output tabs: built from few formula shapes, so every cell has value and formula."""

from __future__ import annotations

from btobsheet.layout.tabs import catalogue, dashboard, goal, guide, overview, tree
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene


def output_tabs(scene: Scene) -> dict[str, Canvas]:
    """Build every output tab; that of the catalogue where there is one."""
    offered = {"catalogue": catalogue.build(scene)} if scene.catalogue else {}
    return {
        "guide": guide.build(scene),
        "overview": overview.build(scene),
        "goal": goal.build(scene),
        **offered,
        "tree": tree.build(scene),
        "dashboard": dashboard.build(scene),
    }
