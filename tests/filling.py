"""Workbooks to fill and what came of it, for the tests of filling."""

from __future__ import annotations

from dataclasses import replace

from books import bare_book, generated
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import NO_MONTHS, Kpi
from btobsheet.reports.problems import hint, message
from btobsheet.sharing.fill import Filled, fill_book
from btobsheet.sharing.fill_maps import FillMapText
from btobsheet.wording import LANGUAGES

EMPTY = replace(
    small_plan(), kpis=tuple(replace(kpi, actual=NO_MONTHS) for kpi in small_plan().kpis)
)
EXTRA = (
    Kpi(
        id="K06",
        scope="O01",
        name="メルマガ読者数",
        unit="人",
        aggregation="latest",
        direction="up",
        annual_target=900,
    ),
    Kpi(
        id="K07",
        scope="O01",
        name="開封率",
        unit="%",
        aggregation="mean",
        direction="up",
        annual_target=0.3,
    ),
    Kpi(
        id="K08",
        scope="O01",
        name="広告費",
        unit="千円",
        aggregation="sum",
        direction="down",
        annual_target=1200,
    ),
)
PLAN = replace(EMPTY, kpis=(*EMPTY.kpis, *EXTRA))
BARE = bare_book(replace(PLAN, calendar="month", actions=(), reviews=(), people=(), holidays=()))
"""What people type of the KPIs and no more: how data is understood is asked of it."""
SHEET = "③KPI目標・実績"


def whole() -> bytes:
    """Give the workbook as it is handed out: what becomes of it is asked of this one."""
    return generated(PLAN, as_of=DAY)


def filled(
    text: str | bytes,
    mapping: str = "",
    *,
    book: bytes = BARE,
    overwrite: bool = False,
    named: str = "",
    month: str = "",
    keep: bool = False,
) -> Filled:
    data = text.encode() if isinstance(text, str) else text
    made = fill_book(
        book,
        data,
        FillMapText(named, mapping) if named or mapping else None,
        lambda plan: api.assess(plan, DAY),
        overwrite=overwrite,
        month=Month.parse(month) if month else None,
        keep=keep,
        names=("計画.xlsx", "data.csv"),
    )
    for item in made.problems:
        assert all(message(item, language) for language in LANGUAGES), item
        assert item.severity == "notice" or all(hint(item, language) for language in LANGUAGES), (
            item
        )
    return made


def actuals(data: bytes, plan: Plan = PLAN) -> dict[tuple[str, str], float]:
    """Give the actuals that a workbook holds, by KPI and month."""
    read = api.read(data, "計画.xlsx").plan
    return {
        (kpi.id, str(month)): value
        for kpi in read.kpis
        for month, value in zip(plan.months, kpi.actual, strict=True)
        if value is not None
    }


def spent(data: bytes, plan: Plan = PLAN) -> dict[tuple[str, str], float]:
    """Give the amounts spent that a workbook holds, by row of ⑥ and month."""
    read = api.read(data, "計画.xlsx").plan
    return {
        (cost.id, str(month)): value
        for cost in read.costs
        for month, value in zip(plan.months, cost.actual, strict=True)
        if value is not None
    }


def codes(made: Filled) -> list[str]:
    return sorted(item.code for item in made.problems)
