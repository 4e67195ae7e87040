"""The trend's rule cries wolf seldom and sees a slide: as ``docs/figures.md`` states it."""

from __future__ import annotations

import pytest
from checkout import ROOT
from status.trend_simulation import KINDS, Kind, by_noise, by_two_falls, false_alarms, power, table

PAGES = ("figures.md", "figures.en.md")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_it_cries_wolf_seldom_and_sees_a_slide(kind: Kind) -> None:
    """Of 150 years: far fewer false alarms than two falls running give, and most slides seen."""
    alarms = false_alarms(kind, by_noise, years=150)
    assert alarms < 0.06
    assert alarms < false_alarms(kind, by_two_falls, years=150) / 2
    assert power(kind, by_noise, years=150) > 0.4


@pytest.mark.slow
def test_the_pages_state_what_is_simulated() -> None:
    rows = ["| " + " | ".join(row[1:]) + " |" for row in table()]
    for page in PAGES:
        shown = (ROOT / "docs" / page).read_text(encoding="utf-8")
        assert [row for row in rows if row not in shown] == [], page
