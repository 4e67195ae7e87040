from __future__ import annotations

from plans import DAY, changed, small_plan

from btobsheet.status.assess import assess
from btobsheet.status.landing import landings


def test_the_kgi_comes_first_then_what_has_an_outlook() -> None:
    """Each with its annual target, its forecast by pace and what its owner expects."""
    plan = changed(changed(small_plan(), "K02", outlook=620.0), "K05", outlook=5.0)
    found = landings(assess(plan, DAY))
    assert [item.item.kpi.id for item in found] == ["K01", "K02", "K05"]
    assert [(item.current, item.pace, item.outlook) for item in found] == [
        (120_000_000, 120_000_000, None),
        (600, 624, 620),
        (96, 96, 5),
    ]


def test_an_outlook_of_what_is_not_judged_is_no_landing() -> None:
    """参考, and KPIs of a candidate."""
    plan = changed(small_plan(), "K02", outlook=620.0, main="reference")
    plan = changed(plan, "K05", outlook=5.0, scope="T04")
    assert [item.item.kpi.id for item in landings(assess(plan, DAY))] == ["K01"]


def test_the_kgi_stands_there_without_a_target_too() -> None:
    plan = changed(small_plan(), "K01", annual_target=None, target=(None,) * 12)
    (found,) = landings(assess(plan, DAY))
    assert (found.current, found.pace, found.outlook) == (None, None, None)
