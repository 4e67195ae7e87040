"""What the output tabs are built from."""

from __future__ import annotations

from collections.abc import Mapping

from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import TableGeometry
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.shapes import Expr, amount, const, filled, formatted, join, when
from btobsheet.layout.tabs.source import Source
from btobsheet.plan.catalogue import CatalogueTactic
from btobsheet.quickclass import dataclass
from btobsheet.status.figures import Assessment
from btobsheet.wording import text


@dataclass(frozen=True)
class Scene:
    """What an output tab is built from."""

    assessment: Assessment
    source: Source
    used: Mapping[str, int]
    geometries: Mapping[str, TableGeometry]
    identity: str = ""
    catalogue: tuple[CatalogueTactic, ...] = ()

    @property
    def language(self) -> str:
        """The workbook's language."""
        return self.assessment.plan.language

    def say(self, key: str, **details: object) -> str:
        """Word one of the workbook's texts."""
        return text(self.language, f"workbook.{key}", **details)

    def say_page(self, key: str, **details: object) -> str:
        """Word one of the texts of the pages for reading."""
        return text(self.language, f"page.{key}", **details)

    def letters(self, name: str) -> int:
        """Give how many letters a kind of cell holds in the workbook's language."""
        return int(text(self.language, f"forms.{name}_letters"))

    def canvas(self, key: str) -> Canvas:
        """Start a tab."""
        return Canvas(BOOK.sheet(key).title(self.language))

    def kpi_amount(self, column: str, row: Expr) -> Expr:
        """Show one of a KPI's values with its unit."""
        return self.with_unit(self.source.number_at(f"kpis_{column}", row), row)

    def with_unit(self, value: Expr, row: Expr) -> Expr:
        """Show a value in the unit of the KPI at a row."""
        unit = self.source.text_at("kpis_unit", row)
        if gap := text(self.language, "forms.unit_gap"):
            unit = Expr(f'"{gap}"&{unit.text}', f"{gap}{unit.value}")
        return amount(value, self.source.number_at("kpis_lim", row), unit)

    def day_line(self) -> Expr:
        """Say the day the figures are of, and how many months are closed by then."""
        day, closed = self.source.name("as_of"), self.source.name("closed_months")
        shown = formatted(day, "yyyy/m/d")
        return join(self.say("as_of"), ": ", shown, "　", closed, self.say("closed_suffix"))

    def unless_approved(self, value: Expr) -> Expr:
        """Give a number while nothing has been approved, then 0: what was agreed is no example."""
        return when(filled(self.source.name("history_line")), const(0), value)

    def example_targets(self) -> Expr:
        """Count the annual targets that are still the template's."""
        return self.unless_approved(self.source.numbers("kpis_gap_example"))

    def approvals(self) -> Expr:
        """Say what was approved when, and why it was changed; an empty text for nothing."""
        return join(self.source.name("history_line"), "")
