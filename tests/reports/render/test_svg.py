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
    Bar,
    Bars,
    Cycle,
    CycleNode,
    CycleTactic,
    Gantt,
    GanttRow,
    MonthChart,
    MonthCharts,
    Stack,
    Stacks,
    Tree,
    TreeNode,
)
from btobsheet.reports.render.svg import base as svg
from btobsheet.reports.render.svg import cycle as svg_cycle
from btobsheet.reports.render.svg import draw as svg_draw

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


@given(st.integers(1, 60))
def test_the_boxes_of_a_cycle_share_no_place_and_leave_the_middle_free(count: int) -> None:
    columns, rows, slots = svg_cycle.ring(count)
    assert len(set(slots)) == len(slots) == count
    assert all(0 <= column < columns and 0 <= row < rows for column, row in slots)
    assert not any(0 < column < columns - 1 and 0 < row < rows - 1 for column, row in slots)


TACTIC = CycleTactic("T01", "戦術", "件数", 0.8, BAD, "架空 花子")


def cycle(count: int) -> Cycle:
    nodes = tuple(
        CycleNode(f"O{number:02d}", f"作戦{number}", FINE, 0.25, 0.5, "決め手", (TACTIC,))
        for number in range(1, count + 1)
    )
    return Cycle("俯瞰図", "説明", nodes, "受注金額", BAD, "1 / 2", "進捗", "計画")


@pytest.mark.parametrize(("count", "arrows"), [(1, 0), (2, 1), (3, 3), (8, 8), (15, 15)])
def test_a_cycle_has_an_arrow_from_each_operation_to_the_next_and_round_again(
    count: int, arrows: int
) -> None:
    (root,) = parsed(cycle(count))
    assert len(root.findall(".//path[@class='head']")) == arrows
    assert [text for text in texts(root) if text.startswith("O")] == [
        f"O{number:02d} 作戦{number}" for number in range(1, count + 1)
    ]


def test_a_bar_of_progress_is_as_long_as_the_share_done() -> None:
    (root,) = parsed(cycle(1))
    (track,), (done,) = boxes(root, "track"), boxes(root, "done")
    assert done["width"] / track["width"] == pytest.approx(0.25, abs=1e-3)


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


def test_bars_and_stacks_are_in_proportion() -> None:
    (bars,) = parsed(
        Bars(
            "着地",
            "説明",
            (Bar("目標", 100.0, "100"), Bar("見込", 50.0, "50", BAD), Bar("なし", None, "-")),
            100.0,
        )
    )
    assert boxes(bars, "f-bad")[0]["width"] / boxes(bars, "done")[0]["width"] == pytest.approx(
        0.5, abs=0.01
    )
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
