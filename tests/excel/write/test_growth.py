"""What is added to a plan after its workbook was made is drawn and printed too, within bounds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from books import generated, opened
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.excel.write import printing
from btobsheet.layout.book import BOOK
from btobsheet.layout.pages import new_pages
from btobsheet.layout.spec import HEADER_ROW

ACTIONS = "④年間アクションプラン"


def printed(data: bytes, tab: str) -> int:
    """Give the last row that is printed."""
    area = opened(data, "_btobsheet")[tab].print_area
    return int(re.findall(r"[0-9]+", str(area))[-1])


@pytest.mark.parametrize(
    ("tab", "used"),
    [("①作戦", 2), ("②戦術・KPI", 4), ("④年間アクションプラン", 10), ("⑥予算・実費", 1)],
)
def test_a_page_is_printed_to_its_end(tab: str, used: int) -> None:
    assert printed(generated(small_plan(), as_of=DAY), tab) >= HEADER_ROW + used + 8


@pytest.mark.slow
def test_no_page_begins_for_spare_rows_alone() -> None:
    """The sample's ③ is one page: below what is in use stand as many rows as it has room for."""
    plan = api.sample_plan("ja")
    assert 3 <= printed(generated(plan, as_of=DAY), "③KPI目標・実績") - HEADER_ROW - 28 <= 12


@pytest.mark.slow
def test_a_calendar_of_days_fills_its_pages_at_the_scale_it_is_printed_at() -> None:
    """The page is as wide as what stays in sight and twelve weeks, not as the whole year."""
    plan = replace(api.sample_plan("ja"), calendar="day")
    made = new_pages(api.assess(plan, DAY))
    room = printing._room(BOOK.sheet("actions"), made, 8)
    wide = (38 + 140 + 244 + 64 + 84 * 14) * 0.75
    assert room == pytest.approx((11.69 - 0.35 - 0.5) * 72 * wide / ((16.54 - 0.8) * 72))
    assert HEADER_ROW + len(plan.actions) < printed(generated(plan, as_of=DAY), ACTIONS) < 120
