"""The kinds of picture a report holds, as plain data: what they show, never how a medium draws it.

Every picture has a ``title`` and a ``summary`` (one or two sentences, for who cannot see it).
Fractions are fractions (0.8 = 80 %), an absent value is None, a
:class:`~btobsheet.reports.document.Cell` is a status with its word and tone. HTML draws them as SVG
(``svg_*.py``); other media may make native charts of the same data.
"""

from __future__ import annotations

import datetime as dt

from btobsheet.layout.look import Tone
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Cell, Picture

Series = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class CycleTactic:
    """One tactic of an operation: the KPI that decides it with its attainment, status and owner."""

    id: str
    name: str
    kpi: str
    attainment: float | None
    status: Cell
    owner: str


@dataclass(frozen=True, slots=True)
class CycleNode:
    """One operation: its status, the KPI that decided it, its actions' progress against plan, and
    its tactics.
    """

    id: str
    name: str
    status: Cell
    progress: float | None
    planned: float | None
    driver: str
    tactics: tuple[CycleTactic, ...]


@dataclass(frozen=True, slots=True)
class Cycle(Picture):
    """戦略俯瞰図: the operations in order around the KGI, the last leading to the first again."""

    nodes: tuple[CycleNode, ...]
    kgi: str
    kgi_status: Cell
    kgi_note: str
    progress_word: str
    planned_word: str


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One KPI: ``parent`` is the index of its parent among the nodes (None for a root), ``on_path``
    on the way to the worst leaf.
    """

    id: str
    name: str
    depth: int
    parent: int | None
    status: Cell
    attainment: float | None
    figures: str
    trend: Cell
    on_path: bool


@dataclass(frozen=True, slots=True)
class Tree(Picture):
    """KPIツリー: each KPI after its parent, the KGI first.

    ``heads`` are the words over KPI, attainment, figures, status and trend.
    """

    nodes: tuple[TreeNode, ...]
    heads: tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class MonthChart:
    """One KPI by month: actuals against targets; ``closed`` months are judged.

    ``place`` is its tactic, ``texts`` the actuals as people read them, in ``unit``.
    """

    title: str
    place: str
    note: str
    unit: str
    status: Cell
    months: tuple[str, ...]
    targets: Series
    actuals: Series
    texts: tuple[str, ...]
    closed: int


@dataclass(frozen=True, slots=True)
class MonthCharts(Picture):
    """Several small charts by month, the worst first; ``note`` says how many more there are."""

    charts: tuple[MonthChart, ...]
    target_word: str
    actual_word: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """One KPI as several reports saw it, by the reports' days: its forecast, the year's target and
    its attainment.

    ``texts`` are the forecasts as people read them, ``marks`` the days.
    """

    title: str
    note: str
    unit: str
    status: Cell
    days: tuple[dt.date, ...]
    marks: tuple[str, ...]
    forecasts: Series
    targets: Series
    attainments: Series
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Courses(Picture):
    """Several KPIs' courses, the KGI's first."""

    charts: tuple[Course, ...]
    forecast_word: str
    target_word: str


@dataclass(frozen=True, slots=True)
class GanttRow:
    """One action, or with ``group`` the span of a tactic.

    ``reached``: the day up to which its work is done (イナズマ線), None where unknown.
    """

    label: str
    owner: str
    start: dt.date | None
    end: dt.date | None
    percent: float | None
    state: Cell
    reached: dt.date | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class Gantt(Picture):
    """The year as a Gantt chart with the line of ``as_of``.

    ``months`` are the first days with their names.
    """

    months: tuple[tuple[dt.date, str], ...]
    last: dt.date
    as_of: dt.date
    today_word: str
    rows: tuple[GanttRow, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """One row of a stacked bar: a value for each part."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stacks(Picture):
    """Counts in parts, a row each; ``parts`` names the parts."""

    parts: tuple[str, ...]
    rows: tuple[Stack, ...]


@dataclass(frozen=True, slots=True)
class Bullet:
    """One value against its target: a piece of a picture or of a table, small enough for a row.

    ``forecast`` is where the value is going: what it has beyond the value is hatched. ``tone``
    colours it; without one it is neutral.
    """

    value: float | None
    target: float | None
    forecast: float | None = None
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Spark:
    """A year of one KPI, as small as a word: a column a month, a step of its target over it.

    Of ``actuals`` only the first ``closed`` months are judged, the others are paler.
    """

    actuals: Series
    targets: Series
    closed: int
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """One value of a gauge with its name, and as people read it; None where it is not known."""

    label: str
    value: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Gauge(Picture):
    """How far a year has come: reached, where it ends at this pace, what its owner expects, and
    what was to be reached. A year that is over has no forecast.
    """

    reached: Mark
    forecast: Mark
    outlook: Mark
    target: Mark
    status: Cell


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan of several: its KGI's status, year and months, and its KPIs by status.

    ``day`` says as of when, ``actual`` and ``figures`` the bullet's values as people read them,
    ``left`` what is late or missing, ``off_target`` by which share each closed month is off its
    target, above 0 to the good. ``counts`` are of the picture's ``parts``.
    """

    name: str
    day: str
    status: Cell
    kgi: str
    unit: str
    actual: str
    figures: str
    bullet: Bullet
    spark: Spark
    counts: tuple[int, ...]
    left: str
    off_target: Series = ()


@dataclass(frozen=True, slots=True)
class PlanRows(Picture):
    """Several plans side by side, the worst first; ``parts`` are statuses with their tones.

    The first ``drawn`` are shown where rows take room; ``rest`` says their order, and how many more
    there are.
    """

    rows: tuple[PlanRow, ...]
    parts: tuple[Cell, ...]
    drawn: int
    rest: str
    actual_word: str
    forecast_word: str
    target_word: str
    months_word: str
