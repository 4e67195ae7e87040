"""What the drawing modules write: well-formed, inside its frame, told to who cannot see it, and
true to its data.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hostile import HOSTILE, pictures
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from btobsheet.reports.document import Cell, Picture, clean, one_line
from btobsheet.reports.pictures import (
    Gantt,
    GanttRow,
    Gauge,
    Mark,
    MonthChart,
    MonthCharts,
    Stack,
    Stacks,
    Tree,
    TreeNode,
)
from btobsheet.reports.render.svg import base as svg
from btobsheet.reports.render.svg import draw as svg_draw
from btobsheet.reports.render.svg.bullets import ROOM

FINE = Cell("順調", "fine")
BAD = Cell("遅れ", "bad")


def parsed(picture: Picture) -> list[etree._Element]:
    return [etree.fromstring(made) for made in svg_draw.draw(picture, "p-")]


def boxes(root: etree._Element, cls: str) -> list[dict[str, float]]:
    found = [element for element in root.iter("rect") if cls in element.get("class", "").split()]
    return [
        {name: float(element.get(name)) for name in ("x", "y", "width", "height")}
        for element in found
    ]


def texts(root: etree._Element) -> list[str]:
    return [element.text or "" for element in root.iter("text")]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_drawn_as_text_with_a_title_and_a_description(text: str) -> None:
    for picture in pictures(text):
        for root in parsed(picture):
            assert root.get("role") == "img"
            heads = {
                element.get("id"): element.text or ""
                for element in root
                if element.tag in ("title", "desc")
            }
            assert set(root.get("aria-labelledby").split()) == set(heads)
            assert one_line(text) in heads.values()
            assert {element.tag for element in root.iter()} <= {
                "svg",
                "title",
                "desc",
                "g",
                "rect",
                "text",
                "path",
                "circle",
            }


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_is_drawn_outside_the_frame(text: str) -> None:
    for picture in pictures(text):
        for root in parsed(picture):
            width, height = (float(part) for part in root.get("viewBox").split()[2:])
            for element in root.iter("rect"):
                x, y, w, h = (float(element.get(name)) for name in ("x", "y", "width", "height"))
                assert -0.1 <= x <= x + w <= width + 0.1
                assert -0.1 <= y <= y + h <= height + 0.1
            for element in root.iter("text"):
                assert 0 <= float(element.get("y")) <= height


@given(st.text(), st.floats(20, 600), st.floats(8, 20))
def test_a_fitted_text_fits_and_is_the_text_where_there_is_room(
    text: str, width: float, size: float
) -> None:
    shown = svg.fitted(text, width, size)
    plain = one_line(text)
    assert shown == plain or shown.endswith("…")
    assert svg.ems(shown) * size <= width + size  # … itself
    assert clean(shown) == shown
    assert svg.fitted(text, 1e6, size) == plain


def tree(count: int) -> Tree:
    nodes = tuple(
        TreeNode(
            f"K{number}",
            "名",
            number,
            number - 1 if number else None,
            BAD,
            0.6,
            "1 / 2",
            FINE,
            number < 3,
        )
        for number in range(count)
    )
    return Tree("ツリー", "説明", nodes, ("KPI", "達成率", "実績", "判定", "傾向"))


def test_the_worst_way_is_drawn_thick_and_the_other_branches_thin() -> None:
    (root,) = parsed(tree(6))
    assert (
        len(root.findall(".//path[@class='way']")),
        len(root.findall(".//path[@class='link']")),
    ) == (2, 3)


def test_a_long_tree_is_drawn_in_parts_and_its_lines_go_on_in_the_next() -> None:
    first, second = parsed(tree(30))
    assert [
        len([text for text in texts(root) if re.match(r"K\d", text)]) for root in (first, second)
    ] == [22, 8]
    assert (
        len(first.findall(".//path[@class='link']")) + len(second.findall(".//path[@class='link']"))
        >= 27
    )


@pytest.mark.parametrize("words", ["注意(偶然の範囲)", "At risk (within chance)"])
def test_status_and_trend_of_a_tree_are_whole_and_do_not_meet(words: str) -> None:
    made = tree(3)
    nodes = tuple(
        replace(node, status=Cell(words, "warn"), trend=Cell("Worsening", "bad"))
        for node in made.nodes
    )
    (root,) = parsed(replace(made, nodes=nodes))
    assert texts(root).count(f"△ {words}") == texts(root).count("× Worsening") == 3
    assert not any("…" in text for text in texts(root))
    ends = [box["x"] + box["width"] for box in boxes(root, "k-warn")]
    assert max(ends) < min(box["x"] for box in boxes(root, "k-bad"))


def chart(
    actuals: tuple[float | None, ...], targets: tuple[float | None, ...], closed: int
) -> MonthCharts:
    words = tuple("" if value is None else str(value) for value in actuals)
    one = MonthChart(
        "K01",
        "T01",
        "悪化",
        "件",
        BAD,
        tuple(f"{month}月" for month in range(1, len(actuals) + 1)),
        targets,
        actuals,
        words,
        closed,
    )
    return MonthCharts("月別", "説明", (one,), "目標", "実績")


def test_bars_are_as_high_as_their_values_and_open_months_are_pale() -> None:
    (root,) = parsed(chart((10.0, None, 5.0, 2.0), (10.0, 10.0, None, 10.0), 3))
    closed = [box for box in boxes(root, "f-bad") if box["width"] != box["height"]]
    (pale,) = boxes(root, "b-bad")
    assert closed[1]["height"] / closed[0]["height"] == pytest.approx(0.5, abs=0.01)
    assert pale["height"] / closed[0]["height"] == pytest.approx(0.2, abs=0.01)
    goal = root.findall(".//path[@class='goal']")[-1].get("d")
    assert goal.count("M") == 3


@pytest.mark.parametrize("target", [9.9, 10.0, 10.4, 11.0, 12.0])
def test_no_line_of_targets_crosses_a_value(target: float) -> None:
    (root,) = parsed(chart((12.0, 10.0, 9.0), (target, target, target), 3))
    goal = root.findall(".//path[@class='goal']")[-1].get("d")
    lines = {float(y) for y in re.findall(r"M[-\d.]+ ([-\d.]+)h", goal)}
    values = [text for text in root.iter("text") if "halo" in text.get("class")]
    assert len(values) == 3
    for text in values:
        bottom = float(text.get("y"))
        assert not any(bottom - 8 < line < bottom + 1 for line in lines)


@pytest.mark.parametrize("values", [(None, None), (0.0, 0.0), (-5.0, 3.0)])
def test_months_without_a_positive_value_are_drawn_too(values: tuple[float | None, ...]) -> None:
    (root,) = parsed(chart(values, (None, None), 2))
    assert all(box["height"] >= 0 for box in boxes(root, "f-bad"))


def gantt(rows: int, today: dt.date = dt.date(2026, 10, 1)) -> Gantt:
    row = GanttRow(
        "A001 行動",
        "見本 花子",
        dt.date(2026, 4, 1),
        dt.date(2027, 3, 31),
        0.5,
        BAD,
        dt.date(2026, 9, 1),
    )
    return Gantt(
        "予定",
        "説明",
        ((dt.date(2026, 4, 1), "4月"),),
        dt.date(2027, 3, 31),
        today,
        "今日",
        (row,) * rows,
    )


def test_an_action_of_the_whole_year_fills_the_year_and_its_done_part_half_of_it() -> None:
    (root,) = parsed(gantt(1))
    (band,), (done,) = boxes(root, "b-bad"), boxes(root, "f-bad")
    assert band["x"] + band["width"] == pytest.approx(svg.WIDTH)
    assert done["width"] / band["width"] == pytest.approx(0.5, abs=1e-3)


def test_the_lightning_line_runs_left_of_today_where_an_action_is_late() -> None:
    (root,) = parsed(gantt(1))
    points = [
        tuple(map(float, point.split()))
        for point in root.find(".//path[@class='zigzag']").get("d")[1:].split("L")
    ]
    assert [x < points[0][0] for x, _ in points] == [False, True, False]


def test_a_long_gantt_chart_is_drawn_in_parts_that_each_have_their_months() -> None:
    assert ["4月" in texts(root) for root in parsed(gantt(80))] == [True] * 3


def test_a_tactic_s_row_does_not_stay_behind_alone() -> None:
    one = gantt(1)
    group = replace(one.rows[0], label="T01", group=True)
    first, second = parsed(replace(one, rows=(*one.rows * 37, group, *one.rows * 5)))
    assert ("T01" in texts(first), "T01" in texts(second)) == (False, True)


@pytest.mark.parametrize("today", [dt.date(2025, 1, 1), dt.date(2030, 1, 1)])
def test_a_day_outside_the_year_stands_at_its_edge(today: dt.date) -> None:
    (root,) = parsed(gantt(1, today))
    (now,) = root.findall(".//path[@class='now']")
    assert 380 <= float(now.get("d")[1:].split()[0]) <= svg.WIDTH


def gauge(reached: float | None, forecast: float | None, target: float | None) -> Gauge:
    marks = (Mark(f"値{at}", value, str(value)) for at, value in enumerate((reached, forecast)))
    return Gauge("着地", "説明", *marks, Mark("担当", 90.0, "90"), Mark("目標", target, "100"), BAD)


def test_a_gauge_holds_what_is_reached_and_what_is_still_to_come_on_one_scale() -> None:
    (drawn,) = parsed(gauge(50.0, 80.0, 100.0))
    reached, room = boxes(drawn, "done")[0]["width"], boxes(drawn, "track")[0]["width"]
    assert reached / room == pytest.approx(50 / (100 * ROOM), abs=0.01)
    (ahead,) = [one for one in drawn.iter() if "hatch" in (one.get("class") or "")][:1]
    assert float(ahead.get("d").partition("h")[2]) / room == pytest.approx(
        30 / (100 * ROOM), abs=0.01
    )
    assert [one for one in texts(drawn) if "目標" in one or "担当" in one] == [
        "担当 90",
        "目標 100",
    ]


def test_a_gauge_leaves_out_what_is_not_known() -> None:
    (drawn,) = parsed(gauge(120.0, None, None))
    assert not [one for one in drawn.iter() if "hatch" in (one.get("class") or "")]
    assert [one for one in texts(drawn) if "値" in one] == ["値0 120.0"]


def test_stacks_are_in_proportion() -> None:
    (stacks,) = parsed(
        Stacks(
            "手段",
            "説明",
            ("デジタル", "リアル"),
            (Stack("O01", (3.0, 1.0)), Stack("O02", (0.0, 2.0))),
        )
    )
    assert [text for text in texts(stacks) if text.isdigit()] == ["3", "1", "2"]


def test_a_picture_of_an_unknown_kind_is_not_drawn() -> None:
    assert svg_draw.draw(Picture("a", "b"), "p") == ()


def test_ids_differ_between_the_pictures_of_a_page() -> None:
    made = [*svg_draw.draw(gantt(80), "p0-"), *svg_draw.draw(replace(gantt(80), title="別"), "p1-")]
    ids = [
        element.get("id")
        for one in made
        for element in etree.fromstring(one).iter()
        if element.get("id")
    ]
    assert len(set(ids)) == len(ids) == 12
