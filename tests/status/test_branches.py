from __future__ import annotations

from judging import START, months

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Kpi, Tactic
from btobsheet.status.assess import assess
from btobsheet.status.branches import branches, worst_way

DAY = START.plus(5).last
GOOD, BAD = months(*[10.0] * 6), months(*[2.0] * 6)
KGI = Kpi(id="K01", scope="KGI", name="売上", annual_target=120.0, actual=GOOD)
DEALS = Kpi(id="K02", scope="T01", parent="K01", parent_rate=1.0, annual_target=120.0, actual=GOOD)
LEADS = Kpi(id="K03", scope="T02", parent="K02", parent_rate=1.0, annual_target=120.0, actual=BAD)
OTHER = Kpi(id="K04", scope="T01", parent="K01", parent_rate=1.0, annual_target=120.0, actual=GOOD)
ALONE = Kpi(id="K05", scope="T01", annual_target=120.0, actual=GOOD)
TACTICS = (Tactic(id="T01"), Tactic(id="T02"), Tactic(id="T03", decision="declined"))


def plan(*kpis: Kpi) -> Plan:
    return Plan(start=START, tactics=TACTICS, kpis=kpis)


def shape(*kpis: Kpi) -> list[tuple[str, int, int | None]]:
    return [(row.item.kpi.id, row.depth, row.parent) for row in branches(assess(plan(*kpis), DAY))]


def way(*kpis: Kpi) -> tuple[str, ...]:
    found = plan(*kpis)
    return worst_way(assess(found, DAY), Lookup.of(found))


def test_each_kpi_stands_after_its_parent_and_the_kgi_first() -> None:
    assert shape(LEADS, DEALS, OTHER, ALONE, KGI) == [
        ("K01", 0, None),
        ("K02", 1, 0),
        ("K03", 2, 1),
        ("K04", 1, 0),
    ]


def test_parents_in_a_circle_are_left_out() -> None:
    one, other = Kpi(id="K08", parent="K09"), Kpi(id="K09", parent="K08")
    assert shape(KGI, one, other) == [("K01", 0, None)]


def test_what_does_not_count_is_no_parent() -> None:
    declined = Kpi(id="K06", scope="T03", parent="K01")
    below = Kpi(id="K07", scope="T01", parent="K06")
    assert shape(KGI, declined, below) == [("K01", 0, None)]


def test_a_chain_longer_than_the_stack_is_deep_is_drawn() -> None:
    chain = tuple(
        Kpi(id=f"K{number:04d}", scope="KGI" if number == 1 else "T01", parent=f"K{number - 1:04d}")
        for number in range(1, 2001)
    )
    assert shape(*chain)[-1] == ("K2000", 1999, 1998)


def test_the_worst_way_leads_from_the_kgi_to_the_bottleneck() -> None:
    assert way(KGI, DEALS, LEADS, OTHER) == ("K01", "K02", "K03")


def test_without_anything_red_there_is_no_worst_way() -> None:
    assert way(KGI, DEALS, OTHER) == ()
    assert way(LEADS, DEALS) == ()
