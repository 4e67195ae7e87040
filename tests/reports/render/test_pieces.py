"""Bullets and sparks: inside their place, in proportion, light."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from btobsheet.layout.look import Tone
from btobsheet.reports.pictures import Bullet, Spark
from btobsheet.reports.render.svg.bullets import bullet, top
from btobsheet.reports.render.svg.sparks import spark

X, Y, WIDTH, HEIGHT = 100.0, 50.0, 200.0, 20.0
figures = st.none() | st.floats(-1e9, 1e9)
months = st.lists(st.tuples(figures, figures), max_size=12)


def drawn(piece: str) -> etree._Element:
    return etree.fromstring(f"<svg>{piece}</svg>")


def width_of(root: etree._Element, cls: str) -> float:
    return float(root.find(f".//rect[@class='{cls}']").get("width"))


def path(root: etree._Element, cls: str) -> str:
    (found,) = [one for one in root.iter("path") if one.get("class").split()[0] == cls]
    return found.get("d")


def points(d: str) -> list[tuple[float, float]]:
    """Follow a path of absolute and relative steps, and give every point it touches."""
    found, x, y = [], 0.0, 0.0
    for sign, rest in re.findall(r"([MLhvVz])([-\d. ]*)", d):
        values = [float(part) for part in rest.split()]
        if sign in "ML":
            x, y = values
        elif sign == "h":
            x += values[0]
        elif sign == "v":
            y += values[0]
        elif sign == "V":
            y = values[0]
        found.append((x, y))
    return found


@pytest.mark.parametrize("tone", ["", "bad"])
def test_a_bullet_is_as_long_as_its_value_and_hatched_up_to_its_forecast(tone: Tone) -> None:
    root = drawn(bullet(Bullet(30.0, 80.0, 50.0, tone), X, Y, WIDTH, HEIGHT, 100.0))
    assert width_of(root, "track") == WIDTH
    assert width_of(root, f"f-{tone}" if tone else "done") == pytest.approx(60)
    assert points(path(root, "hatch")) == [(X + 60, Y + 10), (X + 100, Y + 10)]
    assert points(path(root, "mark")) == [(X + 160, Y - 2), (X + 160, Y + HEIGHT + 2)]


@pytest.mark.parametrize(
    ("one", "parts"),
    [
        (Bullet(None, None), {"track"}),
        (Bullet(None, 10.0), {"track", "mark"}),
        (Bullet(0.0, 10.0, 5.0), {"track", "hatch", "mark"}),
        (Bullet(9.0, 10.0, 5.0), {"track", "done", "mark"}),
        (Bullet(-3.0, None, -1.0), {"track"}),
    ],
)
def test_what_a_bullet_lacks_is_not_drawn(one: Bullet, parts: set[str]) -> None:
    root = drawn(bullet(one, X, Y, WIDTH, HEIGHT))
    assert {element.get("class").split()[0] for element in root} == parts


@given(figures, figures, figures)
def test_a_bullet_on_its_own_scale_stays_in_its_place(
    value: float | None, target: float | None, forecast: float | None
) -> None:
    one = Bullet(value, target, forecast)
    root = drawn(bullet(one, X, Y, WIDTH, HEIGHT))
    for element in root.iter("rect"):
        assert float(element.get("x")) + float(element.get("width")) <= X + WIDTH + 0.2
    for element in root.iter("path"):
        assert all(X - 0.1 <= x <= X + WIDTH + 0.2 for x, _ in points(element.get("d")))
    given = [each for each in (value, target, forecast) if each is not None and each > 0]
    assert all(each <= top(one) for each in given)


def test_bullets_on_one_scale_compare() -> None:
    several = (Bullet(10.0, 40.0), Bullet(20.0, None, 25.0))
    end = top(*several)
    widths = [width_of(drawn(bullet(one, X, Y, WIDTH, HEIGHT, end)), "done") for one in several]
    assert widths[1] / widths[0] == pytest.approx(2, abs=0.02)


@example([(None, 8.9e-308)], 0)
@example([(1e308, -1e308)], 1)
@given(months, st.integers(0, 12))
def test_a_spark_stays_in_its_place(
    given: list[tuple[float | None, float | None]], closed: int
) -> None:
    one = Spark(tuple(a for a, _ in given), tuple(t for _, t in given), closed)
    for element in drawn(spark(one, X, Y, WIDTH, HEIGHT)).iter("path"):
        for x, y in points(element.get("d")):
            assert X - 0.2 <= x <= X + WIDTH + 0.8  # of rounding, month by month
            assert Y - 0.2 <= y <= Y + HEIGHT + 0.2


def test_columns_are_as_high_as_their_values_and_those_of_open_months_pale() -> None:
    one = Spark((10.0, None, 5.0, 2.0), (10.0, 10.0, None, 8.0), 3, "bad")
    root = drawn(spark(one, X, Y, WIDTH, HEIGHT))
    heights = [float(tall) for tall in re.findall(r"v(-[\d.]+)", path(root, "f-bad"))]
    assert heights == [-20.0, -10.0]
    assert re.findall(r"v(-[\d.]+)", path(root, "b-bad")) == ["-4"]
    assert path(root, "aim") == "M100 50h50h50M250 54h50"


def test_a_spark_without_any_month_is_a_line() -> None:
    root = drawn(spark(Spark((None,) * 12, (None,) * 12, 0), X, Y, WIDTH, HEIGHT))
    assert [element.get("class") for element in root] == ["hair"]


def test_the_pieces_are_light() -> None:
    values = tuple(float(month * 37 % 11) for month in range(12))
    assert len(spark(Spark(values, (5.0,) * 12, 7, "bad"), X, Y, 96, 18)) < 800
    assert len(bullet(Bullet(30.0, 80.0, 50.0, "bad"), X, Y, 160, 14)) < 400
