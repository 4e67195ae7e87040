"""The output tabs: built from few formula shapes, so every cell has value and formula."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final

from btobsheet.layout.book import BOOK
from btobsheet.layout.tabs import catalogue, dashboard, goal, guide, overview, tree
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene

_BUILDERS: Final[Mapping[str, Callable[[Scene], Canvas]]] = {
    "guide": guide.build,
    "overview": overview.build,
    "goal": goal.build,
    "catalogue": catalogue.build,
    "tree": tree.build,
    "dashboard": dashboard.build,
}


def output_tabs(scene: Scene, titles: Collection[str] | None = None) -> dict[str, Canvas]:
    """Build every output tab, or those of these ``titles``; that of the catalogue where there is
    one.
    """
    language = scene.language
    return {
        name: build(scene)
        for name, build in _BUILDERS.items()
        if (scene.catalogue or name != "catalogue")
        and (titles is None or BOOK.sheet(name).title(language) in titles)
    }
