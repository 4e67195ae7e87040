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
from btobsheet.status.tree import (
    bottleneck,
    cost_to_kgi,
    lands_this_year,
    path_to_kgi,
    rate_to_kgi,
    shortfall,
)
from btobsheet.wording import LANGUAGES, texts

REVENUE = Kpi(id="K01", scope="KGI", name="売上", unit="円")
ORDERS = Kpi(id="K02", scope="O01", parent="K01", parent_rate=2_000_000.0)
DEALS = Kpi(id="K03", scope="T01", parent="K02", parent_rate=0.25)
TACTICS = (
    Tactic(id="T01", name="資料請求"),
    Tactic(id="T02", name="展示会"),
    Tactic(id="T03", decision="declined"),
    Tactic(id="T04", decision="ended"),
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


def test_ties_go_to_the_lower_trend_then_to_the_smaller_id() -> None:
    falling = kpi("K10", "T02", annual_target=1200.0, actual=months(60.0, 50.0, 40.0))
    found = choose(REVENUE, red("K03", "T01", 0.5), falling)
    assert found is not None
    assert found.kpi == "K10"  # z (90 − 100) ÷ √33.3 = −1.73, the other's is 0
    rising = kpi("K2", "T02", annual_target=1200.0, actual=months(40.0, 50.0, 60.0))
    found = choose(REVENUE, rising, red("K03", "T01", 0.5))
    assert found is not None
    assert found.kpi == "K03"
    tied = choose(REVENUE, red("K10", "T01", 0.5), red("K9", "T02", 0.5))
    assert tied is not None
    assert tied.kpi == "K9"


# --- what can still land this year ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("evaluated", "lags", "lands"),
    [
        (3, (None, None), True),
        (3, (8.0, None), True),  # 3 + 1 + 8 = 12
        (3, (9.0, None), False),
        (3, (4.0, 4.0), True),  # Σ lag along the path
        (3, (5.0, 4.0), False),
        (3, (None, 9.0), False),
        (11, (None, 0.0), True),
        (11, (1.0, None), False),
        (12, (None, None), False),  # nothing is left of the year
    ],
)
def test_what_is_won_back_now_lands_by_the_twelfth_month(
    evaluated: int, lags: tuple[float | None, float | None], lands: bool
) -> None:
    """M + 1 + Σ lag along the path ≤ 12; the KGI's own lag is none of it."""
    own, above = lags
    item = Kpi(id="K03", scope="T01", parent="K02", parent_rate=0.25, lag=own, actual=(1.0,) * 12)
    orders = Kpi(id="K02", scope="O01", parent="K01", parent_rate=2.0, lag=above)
    lookup = lookup_of(Kpi(id="K01", scope="KGI", lag=99.0), orders, item)
    found = kpi_figures(item, lookup, Settings(), evaluated)
    assert lands_this_year(found, path_to_kgi(item, lookup)) is lands


def linked(record_id: str, scope: str, share: float, **fields: object) -> Kpi:
    """Make a red KPI that feeds the KGI at a rate of 1000."""
    return red(record_id, scope, share, **{"parent": "K01", "parent_rate": 1000.0, **fields})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a yen that can be won this year before millions that cannot
        (linked("K04", "T02", 0.89, parent_rate=0.01), linked("K03", "T01", 0.1, lag=9.0)),
        # without a path and without time alike: by what the attainment lacks
        (red("K04", "T02", 0.1), linked("K03", "T01", 0.2, lag=9.0)),
        (linked("K04", "T02", 0.1, lag=9.0), red("K03", "T01", 0.2)),
        # a rate that is missing on the way leaves no cost
        (red("K04", "T02", 0.1), linked("K03", "T01", 0.2, parent_rate=None)),
        # within chance last, whatever it costs: 279 of 300 is c −1.2
        (red("K04", "T02", 0.1), linked("K03", "T01", 0.93, parent_rate=1e9)),
        (linked("K04", "T02", 0.1, lag=9.0), linked("K03", "T01", 0.93)),
        # among those within chance again by cost, then by attainment
        (linked("K04", "T02", 0.93), red("K03", "T01", 0.92)),
        (red("K04", "T02", 0.92), red("K03", "T01", 0.93)),
    ],
)
def test_the_order_of_urgency(first: Kpi, second: Kpi) -> None:
    for kpis in ((first, second), (second, first)):
        found = choose(REVENUE, *kpis)
        assert found is not None
        assert found.kpi == first.id


def test_the_trend_decides_among_those_that_cost_the_same() -> None:
    """Both lack 150 at the same rate; z −1.73 goes before 0, although its id is greater."""
    even = linked("K03", "T01", 0.5)
    falling = kpi(
        "K04",
        "T02",
        annual_target=1200.0,
        actual=months(60.0, 50.0, 40.0),
        parent="K01",
        parent_rate=1000.0,
    )
    found = choose(REVENUE, even, falling)
    assert found is not None
    assert found.kpi == "K04"


@pytest.mark.parametrize(
    ("item", "next_year"),
    [
        (linked("K03", "T01", 0.1, lag=8.0), False),
        (linked("K03", "T01", 0.1, lag=9.0), True),
        (red("K03", "T01", 0.1, lag=9.0), False),  # no path: nobody knows when it would land
    ],
)
def test_what_works_next_year_is_said_so(item: Kpi, next_year: bool) -> None:
    found = choose(REVENUE, item)
    assert found is not None
    assert ("next_year" in found.details) is next_year
    assert found.cost == (None if item.lag == 9 else pytest.approx(270_000))
    assert found.unit == ("円" if found.cost is not None else "")


def test_a_kpi_for_reference_is_never_the_bottleneck() -> None:
    assert choose(REVENUE, red("K03", "T01", 0.1, main="reference")) is None
    found = choose(REVENUE, red("K03", "T01", 0.1, main="reference"), red("K04", "T01", 0.9))
    assert found is not None
    assert found.kpi == "K04"


def test_a_stopped_tactic_is_never_the_one_to_fix() -> None:
    assert choose(REVENUE, red("K03", "T04", 0.1)) is None
    found = choose(REVENUE, red("K03", "T04", 0.1), red("K04", "T01", 0.9))
    assert found is not None
    assert found.kpi == "K04"


# --- the reason, with the numbers its sentence needs ----------------------------------------------

FALLING = months(30.0, 10.0, 10.0)
"""N 50, p 2/3: z (20 − 33.3) ÷ √11.1 = −4, while 50 of 30 are on track."""
NAMES = {"tactic": "資料請求", "kpi": "商談", "status": "behind"}


@pytest.mark.parametrize(
    ("fields", "why", "details"),
    [
        (
            {
                "annual_target": 1200.0,
                "actual": months(50.0, 60.0, 70.0),
                "parent": "K01",
                "parent_rate": 3.0,
            },
            "report.bottleneck_cost",
            {"shortfall": 120.0, "unit": "件", "cost": 360.0, "kgi": "売上", "kgi_unit": "円"},
        ),
        (
            {"annual_target": 1200.0, "actual": months(50.0, 60.0, 70.0)},
            "report.bottleneck_attainment",
            {"attainment": pytest.approx(0.6)},
        ),
        (
            {"aggregation": "mean", "alarm_line": 50.0, "actual": months(40.0, 42.0, 44.0)},
            "report.bottleneck_line",
            {"actual": 42.0, "unit": "件"},
        ),
        (
            # on its target, and still below the line that was drawn
            {"aggregation": "mean", "annual_target": 40.0, "alarm_line": 50.0, "actual": months(42.0)},
            "report.bottleneck_line",
            {"actual": 42.0, "unit": "件"},
        ),
        ({"annual_target": 120.0, "actual": FALLING}, "report.bottleneck_trend", {"status": "on_track"}),
        (
            # worsening, above its target: it costs nothing yet
            {"annual_target": 120.0, "actual": FALLING, "parent": "K01", "parent_rate": 3.0},
            "report.bottleneck_trend",
            {"status": "on_track"},
        ),
    ],
)  # fmt: skip
def test_the_reason_bears_its_numbers(
    fields: dict[str, object], why: str, details: dict[str, object]
) -> None:
    closed = sum(value is not None for value in fields["actual"])  # type: ignore[attr-defined]
    found = choose(REVENUE, kpi("K03", "T01", name="商談", unit="件", **fields), closed=closed)
    assert found is not None
    assert (found.why, found.details) == (why, {**NAMES, **details})


def test_a_level_at_nothing_is_worded_too() -> None:
    """0 is a figure: 実績 0 stands below the line."""
    item = kpi("K03", "T01", aggregation="latest", alarm_line=1.0, actual=months(0.0))
    found = choose(REVENUE, item, closed=1)
    assert found is not None
    assert (found.why, found.details["actual"]) == ("report.bottleneck_line", 0)


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
    found = choose(REVENUE, red("K03", "T01", 0.1), red("K04", "T01", 0.9, main="yes"))
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
                "actual": FALLING,
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
