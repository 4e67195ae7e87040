"""The report as slides: native, editable, one message each, and nothing outside the page or over
its box.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office import convert, needs_impress
from shown_plans import PLANS

import btobsheet
from btobsheet import api
from btobsheet.layout import look
from btobsheet.plan.lookup import Lookup
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError
from btobsheet.reports.document import Cell
from btobsheet.reports.pictures import Tree, TreeNode
from btobsheet.reports.render.pptx.fit import (
    LEADING,
    fitting,
    height_of,
    lines_of,
    shortened,
    with_short_names,
)
from btobsheet.status.tree import fixes
from btobsheet.wording import LANGUAGES, text, texts

pptx = pytest.importorskip("pptx", reason="python-pptx is the extra 'pptx'")

from btobsheet.reports.render.pptx import cycle as slide_cycle  # noqa: E402 - after the check for the library
from btobsheet.reports.render.pptx import deck as slide_deck  # noqa: E402 - the same
from btobsheet.reports.render.pptx import tree as slide_tree  # noqa: E402 - the same

SOLID, PATTERNED, DASH = 1, 2, -4115
"""How python-pptx names fills and a marker."""
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def made(plan: Plan, **options: Any) -> bytes:
    return api.report_file(api.Reading(plan, (), "計画.xlsx"), "pptx", **options)


def opened(data: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(data))


@cache
def slides(name: str, language: Any = "ja") -> bytes:
    return made(PLANS[name](language))


@cache
def shown(name: str, language: str = "ja") -> Any:
    """Give slides to look at: nobody changes them."""
    return opened(slides(name, language))


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(
            (name, language),
            id=f"{name}-{language}",
            marks=() if name in ("sample", "empty") else pytest.mark.slow,
        )
        for name in PLANS
        for language in LANGUAGES
    ],
)
def deck(request: pytest.FixtureRequest) -> tuple[str, str, Any]:
    name, language = request.param
    return name, language, shown(name, language)


def shapes(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes]


def titles(show: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in show.slides]


def said_on(slide: Any) -> str:
    """Give all texts of a slide, those of tables too."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return "\n".join(found)


def test_the_page_is_wide_and_every_slide_has_its_message(deck: tuple[str, str, Any]) -> None:
    name, _, show = deck
    assert round(show.slide_width / show.slide_height, 3) == round(16 / 9, 3)
    assert all(titles(show))
    assert len(titles(show)) == {"empty": 2, "many": 10}.get(name, 9)
    assert len(set(titles(show))) == len(titles(show))


def test_a_title_is_large_and_has_two_lines_at_most(deck: tuple[str, str, Any]) -> None:
    for slide in deck[2].slides:
        frame = slide.shapes.title.text_frame
        (paragraph,) = frame.paragraphs
        assert paragraph.runs[0].font.size.pt == 24
        width = (slide.shapes.title.width - frame.margin_left - frame.margin_right) / 12700
        assert lines_of(frame.text, 24, width) <= 2


def start_of(language: str, area: str, key: str) -> str:
    """Give how a text begins, before what is put into it."""
    return texts(language, area)[key].partition("{")[0].strip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_stand_in_the_order_of_every_report(language: Any) -> None:
    def word(key: str) -> str:
        return start_of(language, "slides", key)

    show = shown("sample", language)
    heads = ["KGI", word("decisions"), "1. T08", word("worse")]
    heads += [start_of(language, "report", "cycle_summary")]
    found = [next(at for at, title in enumerate(titles(show)) if head in title) for head in heads]
    assert found == [0, 1, 2, 3, 4]
    assert all(word(key) in titles(show)[7] for key in ("memory", "money"))
    assert word("unknown") in titles(show)[8]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_plan_remembers_is_found_in_short(language: Any) -> None:
    """Approvals and re-plans with reasons, closings and what was changed afterwards, money, stopped
    tactics, segments, last year, slips.
    """
    plan, show = PLANS["remembered"](language), shown("remembered", language)
    said = "\n".join(map(said_on, show.slides))
    keys = ("put_off", "unapproved", "closed_through", "restated", "money_left", "money_to_date")
    keys += ("stopped_caption", "segments_caption", "left_caption", "last_years")
    for key in keys:
        assert start_of(language, "report", key) in said, key
    assert [one.note for one in plan.history.approvals if one.note not in said] == []
    assert "nothing came of it" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_asks_for_attention_has_a_narrow_band_and_no_large_box(language: Any) -> None:
    loud = {look.TONES[tone].fill.strip("#") for tone in ("bad", "warn", "missing")}
    bands = 0
    for shape in shapes(shown("sample", language)):
        filled = shape.has_text_frame and shape.fill.type == SOLID
        if filled and str(shape.fill.fore_color.rgb) in loud and "Freeform" not in shape.name:
            assert shape.width == pytest.approx(slide_deck.BAND * 914400, abs=2)
            bands += 1
    assert bands > 10


def test_nothing_stands_outside_the_page(deck: tuple[str, str, Any]) -> None:
    _, _, show = deck
    outside = [
        (shape.name, shape.has_text_frame and shape.text_frame.text)
        for shape in shapes(show)
        if shape.left < 0
        or shape.top < 0
        or shape.left + shape.width > show.slide_width
        or shape.top + shape.height > show.slide_height
    ]
    assert outside == []


def test_no_text_is_higher_than_its_box(deck: tuple[str, str, Any]) -> None:
    over = []
    for shape in shapes(deck[2]):
        if not shape.has_text_frame or not shape.text_frame.text:
            continue
        frame = shape.text_frame
        width = (shape.width - frame.margin_left - frame.margin_right) / 12700
        height = sum(
            height_of([one.text], one.runs[0].font.size.pt, width)
            + (one.space_after.pt if one.space_after else 0)
            for one in frame.paragraphs
        )
        if height > (shape.height - frame.margin_top - frame.margin_bottom) / 12700 + 1:
            over.append((shape.name, frame.text, height, shape.height / 12700))
    assert over == []


def test_no_row_of_a_table_grows(deck: tuple[str, str, Any]) -> None:
    for shape in shapes(deck[2]):
        if shape.has_table:
            for row in shape.table.rows:
                for cell, column in zip(row.cells, shape.table.columns, strict=True):
                    (paragraph,) = cell.text_frame.paragraphs
                    size = paragraph.runs[0].font.size.pt
                    lines = lines_of(
                        cell.text_frame.text,
                        size,
                        (column.width - cell.margin_left - cell.margin_right) / 12700,
                    )
                    assert (
                        lines * size * LEADING
                        <= (row.height - cell.margin_top - cell.margin_bottom) / 12700 + 1
                    ), cell.text_frame.text


def test_type_can_be_read_and_has_japanese_fonts(deck: tuple[str, str, Any]) -> None:
    space = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for shape in shapes(deck[2]):
        for run in shape._element.iter(f"{space}r"):
            properties = run.find(f"{space}rPr")
            assert int(properties.get("sz")) >= 900
            assert [
                properties.find(f"{space}{kind}").get("typeface") for kind in ("latin", "ea")
            ] == [slide_deck.FONT] * 2


def kgi_chart(show: Any) -> Any:
    return next(shape.chart for shape in show.slides[0].shapes if shape.has_chart)


@pytest.mark.parametrize(("language", "divisor"), [("ja", 10_000), ("en", 1_000_000)])
def test_the_kgi_is_drawn_month_on_month_with_where_it_lands(language: Any, divisor: int) -> None:
    chart = kgi_chart(shown("sample", language))
    judged = btobsheet.assess(btobsheet.sample_plan(language))
    kgi = next(item for item in judged.kpis if item.kpi.scope == "KGI" and item.main)
    columns, dashes = chart.plots
    actual, coming = columns.series
    (target,) = dashes.series
    assert kgi.forecast is not None
    assert kgi.annual is not None
    assert [value for value in actual.values if value is not None][-1] * divisor == pytest.approx(
        kgi.actual_to_date
    )
    assert coming.values[-1] * divisor == pytest.approx(kgi.forecast)
    assert target.values[-1] * divisor == pytest.approx(kgi.annual)
    assert coming.format.fill.type == PATTERNED
    assert target.marker.style == DASH
    assert columns.overlap == 100


def test_charts_and_tables_are_native_and_their_axes_have_ids_that_the_format_has() -> None:
    charts = [shape.chart for shape in shapes(shown("sample")) if shape.has_chart]
    assert len(charts) == 6  # the KGI, the first tactic to fix, three that fall, and money
    for chart in charts:
        named = {one.get("val") for one in chart._chartSpace.iter(f"{C}axId", f"{C}crossAx")}
        assert named == {"1", "2"}
    # decisions, moves, what falls, actions, budgets left, stopped tactics, products, what is not known
    assert sum(shape.has_table for shape in shapes(shown("sample"))) == 8


def test_the_worst_three_come_in_the_order_of_the_report() -> None:
    plan = btobsheet.sample_plan("ja")
    assessment = btobsheet.assess(plan)
    order = [one.tactic for one in fixes(assessment.kpis, Lookup.of(plan))][:3]
    said = said_on(shown("sample").slides[2])
    assert [re.findall(rf"^{rank}\. (T\d+)", said, re.M) for rank in (1, 2, 3)] == [
        [one] for one in order
    ]


@given(
    st.lists(st.text("あいうabc ", min_size=1, max_size=60), min_size=1, max_size=3),
    st.floats(300, 900),
)
def test_names_in_a_title_are_shortened_before_its_end(names: list[str], width: float) -> None:
    message = "「" + "」と「".join(names) + "」が遅れ"
    made = with_short_names(message, names, 24, width, 2)
    assert lines_of(made, 24, width) <= 2
    assert made == message or "…" in made
    assert made.endswith(("が遅れ", "…"))


@pytest.mark.parametrize("language", ["ja", pytest.param("en", marks=pytest.mark.slow)])
@pytest.mark.slow
def test_what_a_slide_has_no_room_for_is_counted(language: Any) -> None:
    show = shown("many", language)
    said = "\n".join(shape.text_frame.text for shape in shapes(show) if shape.has_text_frame)
    assert text(language, "slides.more", count="#").split("#")[1] in said


@pytest.mark.slow
def test_the_same_words_are_in_any_case_only_text() -> None:
    plan = btobsheet.sample_plan("ja")
    evil = "<a:t>\x0b\x00 & \ud800]]>"
    plan = replace(
        plan,
        settings=replace(plan.settings, title=evil),
        tactics=tuple(replace(tactic, name=evil, owner=evil) for tactic in plan.tactics),
    )
    show = opened(made(plan))
    assert any(
        "<a:t> & ]]>" in shape.text_frame.text for shape in shapes(show) if shape.has_text_frame
    )


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 15, 16, 18, 20])
def test_a_cycle_of_any_size_stays_on_the_page(count: int) -> None:
    plan = btobsheet.sample_plan("ja")
    operations = tuple(
        replace(plan.operations[at % 8], id=f"O{at + 1:02}", name=f"作戦{at + 1}")
        for at in range(count)
    )
    plan = replace(plan, kpis=plan.kpis[:5], actions=(), reviews=(), people=())  # on other slides
    show = opened(made(replace(plan, operations=operations)))
    names = [shape.text_frame.text for shape in shapes(show) if shape.has_text_frame]
    cards = [name for name in names if re.fullmatch(r"O\d\d 作戦\d+", name)]
    assert len(cards) == min(count, slide_cycle.MOST_NODES)
    assert all(
        shape.left >= 0 and shape.left + shape.width <= show.slide_width for shape in shapes(show)
    )


parents = st.lists(st.integers(0, 60), max_size=80)


@given(parents, st.sets(st.integers(0, 80)))
def test_a_tree_keeps_the_way_to_the_worst_and_every_parent(
    links: list[int], path: set[int]
) -> None:
    nodes: list[TreeNode] = [TreeNode("K00", "", 0, None, Cell(""), None, "", Cell(""), True)]
    for at, link in enumerate(links, start=1):
        parent = link % at
        on_path = at in path and nodes[parent].on_path and nodes[parent].depth < 6
        nodes.append(
            TreeNode(
                f"K{at}", "", nodes[parent].depth + 1, parent, Cell(""), None, "", Cell(""), on_path
            )
        )
    kept = slide_tree.chosen(nodes)
    assert len(kept) == min(len(nodes), slide_tree.MOST_TREE)
    assert all(nodes[at].parent is None or nodes[at].parent in kept for at in kept)
    assert sum(nodes[at].on_path for at in kept) == min(
        len(kept), sum(node.on_path for node in nodes)
    )


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=300),
        max_size=8,
    ),
    st.floats(40, 600),
    st.floats(15, 300),
)
def test_fitted_texts_fit(texts: list[str], width: float, height: float) -> None:
    size, shown = fitting(texts, width, height, (20, 14, 10), gap=3)
    assert size in (20, 14, 10)
    assert height_of(shown, size, width, 3) <= height + 0.1 or not shown or len(shown) == 1


@given(st.text(max_size=200), st.floats(5, 30), st.floats(30, 500), st.integers(1, 4))
def test_a_shortened_text_has_so_many_lines_and_says_that_it_is_cut(
    words: str, size: float, width: float, lines: int
) -> None:
    plain = words.replace("\n", " ")
    cut = shortened(plain, size, width, lines)
    assert cut == plain or (cut.endswith("…") and plain.startswith(cut[:-1]))
    assert lines_of(cut, size, width) <= lines or cut == "…"


def test_without_the_library_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        name for name in sys.modules if name.startswith(("pptx", "btobsheet.reports.render.pptx"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(UsageError) as told:
        made(btobsheet.sample_plan("ja"))
    assert told.value.problem.code == "E063"


def test_other_reports_do_not_load_the_library(tmp_path: Path) -> None:
    code = "import sys\nfrom btobsheet.api import reports\nprint('pptx' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "False"


@needs_impress
@pytest.mark.parametrize("name", ["long names", "empty", "remembered"])
def test_libreoffice_shows_every_slide(name: str, tmp_path: Path) -> None:
    data = slides(name)
    (tmp_path / "slides.pptx").write_bytes(data)
    (page,) = convert([tmp_path / "slides.pptx"], tmp_path / "out", "pdf")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.read_bytes())) == len(opened(data).slides)


@pytest.mark.slow
@pytest.mark.parametrize("plan", ["many", "long names"])
def test_every_box_of_the_tree_has_its_kpis_name(plan: str) -> None:
    show = shown(plan)
    tree = next(
        slide
        for slide in show.slides
        if any(
            shape.has_text_frame and shape.text_frame.text == "ここまでの実績 / 目標"
            for shape in slide.shapes
        )
    )
    names = [
        shape.text_frame.text
        for shape in tree.shapes
        if shape.has_text_frame and shape.text_frame.text.startswith("K")
    ]
    assert len(names) >= 15
    assert all(len(name.split()[-1]) > 2 for name in names if name != "KPI")


@pytest.mark.parametrize("words", ["△ 注意(偶然の範囲)", "△ At risk (within chance)"])
def test_a_status_that_chance_may_have_made_is_whole_in_the_tree(words: str) -> None:
    nodes = [
        TreeNode("K01", "受注", 0, None, Cell(words[2:], "warn"), 0.9, "1 / 2", Cell("-"), True)
    ]
    deck = slide_deck.Deck("ja", "題", "脚注")
    slide = deck.slide("題")
    slide_tree.draw_tree(slide, Tree("題", "説明", tuple(nodes), ("a", "b", "c", "d", "e")))
    (made,) = opened(deck.data()).slides
    assert words in {shape.text_frame.text for shape in made.shapes if shape.has_text_frame}
