"""What we draw ourselves on the tabs that only show, in today's form.

A part may have been handed out in another form than its master has: what stands in it of our own
making is no word of a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from btobsheet.layout.address import a1
from btobsheet.layout.book import BOOK
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.layout.typed.text import composed, plain
from btobsheet.plan.model import Plan
from btobsheet.sharing.merge.left import Unsaid
from btobsheet.status.assess import assess
from btobsheet.templates.find import offers


class Drawn:
    """The constants of a plan's tabs that only show, by tab and cell; laid out when first asked."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan as it stands in the copy."""
        self._plan = plan

    @cached_property
    def titles(self) -> frozenset[str]:
        """What these tabs are called in the plan's language."""
        shown = (sheet for sheet in BOOK.sheets if sheet.kind == "output")
        return frozenset(sheet.title(self._plan.language) for sheet in shown)

    def beyond(self, found: Iterable[Unsaid]) -> list[Unsaid]:
        """Leave out of words that were found those that we write in their cells."""
        return [one for one in found if self._words.get((one.tab, one.cell)) != one.word]

    @cached_property
    def _words(self) -> Mapping[tuple[str, str], str]:
        plan = self._plan
        day = plan.settings.as_of or plan.start.first  # no constant depends on it
        offered = offers(plan.template, plan.language)
        return {
            (canvas.title, a1(*at)): composed(plain(placed.content))
            for canvas in new_pages(assess(plan, day), catalogue=offered).canvases.values()
            for at, placed in canvas.cells.items()
            if not isinstance(placed.content, Expr)
        }
