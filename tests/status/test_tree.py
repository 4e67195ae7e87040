from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import START, judged, kpi, months

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import Kpi, Tactic
from btobsheet.status.figures import Bottleneck, KpiFigures
from btobsheet.status.kpi import kpi_figures
from btobsheet.status.tree import bottleneck, cost_to_kgi, path_to_kgi, rate_to_kgi, shortfall
from btobsheet.wording import LANGUAGES, texts

REVENUE = Kpi(id="K01", scope="KGI", name="売上", unit="円")
ORDERS = Kpi(id="K02", scope="O01", parent="K01", parent_rate=2_000_000.0)
DEALS = Kpi(id="K03", scope="T01", parent="K02", parent_rate=0.25)
TACTICS = (
    Tactic(id="T01", name="資料請求"),
    Tactic(id="T02", name="展示会"),
    Tactic(id="T03", decision="declined"),
)


def lookup_of(*kpis: Kpi) -> Lookup:
    return Lookup.of(Plan(start=START, tactics=TACTICS, kpis=kpis))


def choose(*kpis: Kpi, closed: int = 3) -> Bottleneck | None:
    lookup = lookup_of(*kpis)
    return bottleneck([kpi_figures(item, lookup, Settings(), closed) for item in kpis], lookup)


def test_path_and_rate_up_to_the_first_kgi() -> None:
    above = Kpi(id="K09", scope="KGI")
    revenue = Kpi(id="K01", scope="KGI", parent="K09", parent_rate=0.5)
    lookup = lookup_of(revenue, ORDERS, DEALS, above)
    path = path_to_kgi(DEALS, lookup)
    assert [item.id for item in path] == ["K03", "K02", "K01"]
    assert rate_to_kgi(path) == 500_000


@pytest.mark.parametrize(
    "parents",
    [
        {"K03": "", "K02": "K01"},
        {"K03": "K99", "K02": "K01"},
        {"K03": "K02", "K02": "K03"},
        {"K03": "K03", "K02": "K01"},
    ],
)
def test_no_path_where_the_parents_lead_to_no_kgi(parents: dict[str, str]) -> None:
    kpis = [
        REVENUE,
        *(
            Kpi(id=record_id, scope="T01", parent=parent, parent_rate=1.0)
            for record_id, parent in parents.items()
        ),
    ]
    lookup = lookup_of(*kpis)
    assert path_to_kgi(lookup.kpis["K03"], lookup) == ()
    assert rate_to_kgi(()) is None


def test_a_missing_rate_on_the_way_leaves_no_cost() -> None:
    orders = Kpi(id="K02", scope="O01", parent="K01")
    lookup = lookup_of(REVENUE, orders, DEALS)
    assert rate_to_kgi(path_to_kgi(DEALS, lookup)) is None


@pytest.mark.parametrize(
    ("direction", "actual", "short"),
    [
        ("up", 7.0, 3.0),
        ("up", 12.0, 0.0),
        ("down", 12.0, 2.0),
        ("down", 7.0, 0.0),
        ("up", None, None),
    ],
)
def test_shortfall_is_on_the_wrong_side_only(
    direction: str, actual: float | None, short: float | None
) -> None:
    assert (
        shortfall(
            judged(kpi(annual_target=120.0, direction=direction, actual=months(actual)), closed=1)
        )
        == short
    )


def measured(short: int, rate: int | None) -> tuple[KpiFigures, Lookup]:
    item = Kpi(
        id="K03",
        scope="T01",
        parent="K01",
        parent_rate=rate,
        annual_target=12_000.0,
        actual=months(1000.0 - short),
    )
    lookup = lookup_of(REVENUE, item)
    return kpi_figures(item, lookup, Settings(), 1), lookup


@given(short=st.integers(0, 1000), rate=st.integers(0, 1000), factor=st.integers(0, 10))
def test_cost_is_linear_in_rate_and_shortfall(short: int, rate: int, factor: int) -> None:
    assert cost_to_kgi(*measured(short, rate)) == short * rate
    assert cost_to_kgi(*measured(short, rate * factor)) == short * rate * factor
    assert cost_to_kgi(*measured(short, None)) is None


def red(record_id: str, scope: str, share: float, **fields: object) -> Kpi:
    """Make a KPI that reached a share of 100 a month."""
    return kpi(
        record_id, scope, annual_target=1200.0, actual=months(*[100.0 * share] * 3), **fields
    )


def test_the_greatest_cost_to_the_kgi_is_fixed_first() -> None:
    small = red("K03", "T01", 0.1, parent="K01", parent_rate=10.0)
    great = red("K04", "T02", 0.9, parent="K01", parent_rate=1000.0)
    found = choose(REVENUE, small, great)
    assert found is not None
    assert (found.tactic, found.kpi, found.unit, found.why) == (
        "T02",
        "K04",
        "円",
        "report.bottleneck_cost",
    )
    assert found.cost == pytest.approx(30 * 1000)
    assert found.details["tactic"] == "展示会"


def test_without_a_path_it_comes_after_and_by_what_the_attainment_lacks() -> None:
    costly = red("K03", "T01", 0.9, parent="K01", parent_rate=10.0)
    worse = red("K04", "T02", 0.1)
    first = choose(REVENUE, costly, worse)
    assert first is not None
    assert first.kpi == "K03"
    second = choose(REVENUE, red("K03", "T01", 0.5), worse)
    assert second is not None
    assert (second.kpi, second.cost, second.unit, second.why) == (
        "K04",
        None,
        "",
        "report.bottleneck_attainment",
    )
    assert second.details["attainment"] == pytest.approx(0.1)


def test_ties_go_to_the_longer_streak_then_to_the_smaller_id() -> None:
    falling = kpi("K10", "T02", annual_target=1200.0, actual=months(60.0, 50.0, 40.0))
    found = choose(REVENUE, red("K03", "T01", 0.5), falling)
    assert found is not None
    assert found.kpi == "K10"
    tied = choose(REVENUE, red("K10", "T01", 0.5), red("K9", "T02", 0.5))
    assert tied is not None
    assert tied.kpi == "K9"


def test_reasons_without_an_amount() -> None:
    on_line = kpi("K03", "T01", aggregation="mean", warn_line=50.0, actual=months(40.0, 40.0, 40.0))
    found = choose(REVENUE, on_line)
    assert found is not None
    assert (found.why, found.details["actual"]) == ("report.bottleneck_line", 40)
    falling = kpi("K03", "T01", annual_target=120.0, actual=months(19.0, 18.0, 17.0))
    found = choose(REVENUE, falling)
    assert found is not None
    assert (found.why, found.details["streak"], found.details["status"]) == (
        "report.bottleneck_trend",
        2,
        "on_track",
    )


@pytest.mark.parametrize(
    "item",
    [
        red("K03", "T01", 1.0),
        red("K03", "T03", 0.1),  # its tactic does not count
        red("K03", "O01", 0.1),  # no tactic to fix
        red("K03", "T99", 0.1),
        kpi("K03", "T01", annual_target=1200.0),  # not typed: nobody knows
    ],
)
def test_nothing_to_fix(item: Kpi) -> None:
    assert choose(REVENUE, item) is None


def test_only_main_kpis_are_asked() -> None:
    found = choose(REVENUE, red("K03", "T01", 0.1), red("K04", "T01", 0.9, main=True))
    assert found is not None
    assert found.kpi == "K04"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {
                "annual_target": 1200.0,
                "actual": months(50.0, 50.0, 50.0),
                "parent": "K01",
                "parent_rate": 2.0,
            },
            "bottleneck_cost",
        ),
        ({"annual_target": 1200.0, "actual": months(50.0, 50.0, 50.0)}, "bottleneck_attainment"),
        (
            {"annual_target": 0.0, "warn_line": 200.0, "actual": months(50.0, 50.0, 50.0)},
            "bottleneck_line",
        ),
        (
            {
                "annual_target": 120.0,
                "actual": months(19.0, 18.0, 17.0),
                "parent": "K01",
                "parent_rate": 2.0,
            },
            "bottleneck_trend",
        ),  # costs nothing yet
    ],
)
def test_every_reason_can_be_worded(language: str, fields: dict[str, object], why: str) -> None:
    found = choose(REVENUE, kpi("K03", "T01", **fields))
    assert found is not None
    assert found.why == f"report.{why}"
    assert texts(language, "report")[why]
