from __future__ import annotations

from dataclasses import replace

import pytest
from plans import DAY, changed, small_plan

from btobsheet.plan.model import Identity, Plan
from btobsheet.reports.status.worth import first_targets
from btobsheet.status.assess import assess
from btobsheet.status.landing import landings


def based(base: str) -> Plan:
    return replace(small_plan(), identity=Identity(base=base))


@pytest.mark.parametrize(
    "base",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"kpis": 3}',
        '{"kpis": [3]}',
        '{"kpis": [{"annual_target": 1}]}',
        "null",
    ],
)
def test_a_base_that_cannot_be_read_gives_no_first_target(base: str) -> None:
    assert first_targets(base) == {}


def test_the_first_target_is_the_one_the_workbook_was_made_with() -> None:
    base = (
        '{"kpis": [{"id": "K01", "annual_target": 90}, {"id": "K02", "annual_target": '
        '"約50"}, {"id": "K03"}]}'
    )
    assert first_targets(base) == {"K01": 90.0}


def test_the_kgi_comes_first_then_what_has_an_outlook_or_another_target_than_at_first() -> None:
    plain = small_plan()
    kgi = next(item for item in plain.kpis if item.scope == "KGI")
    others = [item for item in plain.kpis if item.scope != "KGI" and item.annual_target]
    expected, moved = others[0], others[1]
    plan = changed(
        based(f'{{"kpis": [{{"id": "{moved.id}", "annual_target": 1}}]}}'), expected.id, outlook=5.0
    )
    found = landings(assess(plan, DAY), first_targets(plan.identity.base))
    assert [item.item.kpi.id for item in found] == [kgi.id, *sorted((expected.id, moved.id))]
    assert {item.item.kpi.id: (item.outlook, item.moved) for item in found[1:]} == {
        expected.id: (5.0, False),
        moved.id: (None, True),
    }
