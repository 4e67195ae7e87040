"""The README's statements on speed, asserted on CPU time; ``python -m pytest tests/bench -m bench -s -n 0`` shows the table."""

from __future__ import annotations

import pytest
from run import measure, table


@pytest.mark.bench
def test_every_ratio_is_within_its_limit() -> None:
    found = measure()
    print("", table(found, "en"), sep="\n")
    assert [f"{item.en}: {item.measured:.2f}" for item in found if not item.holds] == []
