from __future__ import annotations

import pytest
from judging import judged, kpi, months

from btobsheet.status.pace import Pace, pace


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        # 480 a year, 210 in six months: 45 a month are needed, the best month brought 50
        (months(20, 30, 50, 40, 40, 30), Pace(45.0, 50.0, 3, 0.9)),
        (months(20, 20, 20, 20, 20, 20), Pace(60.0, 20.0, 1, 3.0)),
        # the earlier of two equal months, and nothing of an open one
        (months(10, 30, 30, 10, 10, 10, 99), Pace((480 - 100) / 6, 30.0, 2, (480 - 100) / 6 / 30)),
    ],
)
def test_the_pace_needed_against_the_best_closed_month(
    actual: tuple[float | None, ...], expected: Pace
) -> None:
    found = pace(judged(kpi(annual_target=480.0, actual=actual), closed=6), 6)
    assert found is not None
    assert (found.required, found.best, found.month, found.times) == pytest.approx(
        (expected.required, expected.best, expected.month, expected.times)
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"annual_target": 100.0, "actual": months(60, 60)},  # reached already
        {"annual_target": 100.0},  # nothing typed
        {"annual_target": 100.0, "actual": months(0, 0)},  # no month brought anything
        {"annual_target": 100.0, "actual": months(1, 2), "aggregation": "mean"},
        {"annual_target": 100.0, "actual": months(1, 2), "direction": "down"},
    ],
)
def test_no_pace_where_none_is_needed_or_none_can_be_compared(fields: dict[str, object]) -> None:
    assert pace(judged(kpi(**fields), closed=2), 2) is None
