"""What is the most of its kind is said once: three tactics cannot each be the largest of all."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pytest
import report_plan
from plans import changed

import btobsheet
from btobsheet import api
from btobsheet.plan.model import Language, Plan
from btobsheet.reports.render import html, markdown
from btobsheet.reports.render import text as terminal
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.reports.status.fix import bottleneck_why
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.status.tree import bottleneck
from btobsheet.wording import LANGUAGES

OF_ALL = {
    "ja": r"(?:戦術の中で|影響の|目標から)最も",
    "en": r"any other|furthest|costs (?:it|the KGI) most|largest of",
}
"""Superlatives of one thing: which tactic costs the KGI most."""
BEST = {"ja": r"これまでで最も良かった", "en": r"best month so far"}


def three_behind(language: str) -> Plan:
    """Give the sample as of a day, with three tactics behind that all cost the KGI."""
    plan = report_plan.plan()
    kpis = (("K02", 80_000), ("K04", 350_000), ("K08", 500_000))
    for record_id, rate in kpis:
        low = report_plan.months(5, 5, 4, 4, 3, 3)
        plan = changed(plan, record_id, parent="K01", parent_rate=rate, actual=low)
    settings = replace(plan.settings, as_of=report_plan.AS_OF)
    return replace(plan, settings=settings, language=language)


@cache
def behind(language: str) -> list[str]:
    return deck(three_behind(language))


def deck(plan: Plan) -> list[str]:
    """Give the texts of the slides, one each."""
    pptx = pytest.importorskip("pptx", reason="python-pptx is the extra 'pptx'")
    data = api.report_file(api.Reading(plan, (), "計画.xlsx"), "pptx", as_of=report_plan.AS_OF)
    return [
        "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in pptx.Presentation(io.BytesIO(data)).slides
    ]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_slide_of_the_deck_says_that_it_is_the_most(language: str) -> None:
    slides = behind(language)
    (fixes,) = (text for text in slides if re.match(r"1\. ", text))
    assert re.findall(r"^[123]\. ", fixes, re.M) == ["1. ", "2. ", "3. "]
    assert len(re.findall(OF_ALL[language], fixes.partition("\n2. ")[0])) == 1
    assert len(re.findall(OF_ALL[language], "\n".join(slides))) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_best_month_of_a_kpi_is_named_once_in_the_deck(language: str) -> None:
    said = re.findall(rf"[^\n]*{BEST[language]}[^\n]*", "\n".join(behind(language)))
    assert len(said) == len(set(said)) > 0


@pytest.mark.parametrize("render", [terminal.render, markdown.render, html.render])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_says_it_once(language: str, render: object) -> None:
    made = replace(assess(three_behind(language), report_plan.AS_OF), lint=())
    document = compose(StatusInput(made, language=language), details)
    gap = "" if language == "ja" else " "
    said = re.sub(r"\s+", gap, render(document))  # type: ignore[operator]
    found = re.findall(OF_ALL[language], said)
    assert len(found) == 1, found


def why(plan: Plan, language: str = "ja") -> str:
    return bottleneck_why(Voice(assess(plan, report_plan.AS_OF), language))


def test_the_largest_is_told_only_where_it_is() -> None:
    """What chance may have made comes last, however much it costs: then the first is no largest."""
    plan = report_plan.plan()
    assert "最も大きく" in why(plan)
    made = assess(changed(plan, "K02", parent_rate=100_000_000), report_plan.AS_OF)
    first = made.summary.bottleneck
    assert first is not None
    assert first.kpi == "K04"
    by_chance = changed(
        plan,
        "K02",
        parent_rate=100_000_000,
        actual=report_plan.months(18, 18, 18, 18, 18, 18),
    )
    assert "最も" not in why(by_chance)
    assert "770万円 です" in why(by_chance)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_furthest_from_its_target_is_told_of_the_first_alone(language: str) -> None:
    """Without a way to the KGI the gap itself ranks them."""
    plan = report_plan.plan()
    for record_id in ("K02", "K04", "K08"):
        low = report_plan.months(5, 5, 4, 4, 3, 3)
        plan = changed(plan, record_id, parent="", parent_rate=None, actual=low)
    made = assess(plan, report_plan.AS_OF)
    said, left = [], made.kpis
    while found := bottleneck(left, Voice(made, language).lookup):
        summary = replace(made.summary, bottleneck=found)
        said.append(bottleneck_why(Voice(replace(made, summary=summary), language)))
        left = tuple(item for item in left if item.kpi.scope != found.tactic)
    assert len(said) >= 3
    most = {"ja": "最も", "en": "than any other"}[language]
    assert [most in one for one in said] == [True, *[False] * (len(said) - 1)]


@pytest.mark.parametrize("language", ["ja", pytest.param("en", marks=pytest.mark.slow)])
def test_the_sample_s_deck_says_it_once_at_most(language: Language) -> None:
    slides = deck(btobsheet.sample_plan(language))
    assert len(re.findall(OF_ALL[language], "\n".join(slides))) <= 1
