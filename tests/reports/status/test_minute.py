"""The report that is read in one minute: short, no line too long, the rest behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import report_plan
from hypothesis import given
from plans import DAY, changed, small_plan
from strategies import plans

import btobsheet
from btobsheet.plan.model import Plan
from btobsheet.reports.document import Heading, Lines
from btobsheet.reports.render import markdown
from btobsheet.reports.render import text as terminal
from btobsheet.reports.status.compose import StatusInput, compose_minute
from btobsheet.status.assess import assess
from btobsheet.wording import text

MOST_LINES, COLUMNS = 30, 80


def lines_of(plan: Plan, day: dt.date, language: str = "ja", **more: object) -> list[str]:
    given_ = StatusInput(assess(plan, day), language=language, file="計画.xlsx", **more)  # type: ignore[arg-type]
    return terminal.render(compose_minute(given_), COLUMNS).splitlines()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_is_read_on_one_screen(language: str) -> None:
    plan = btobsheet.sample_plan(language)  # type: ignore[arg-type]
    made = btobsheet.report(plan, as_of=dt.date(2026, 10, 5), width=COLUMNS).splitlines()
    assert len(made) <= MOST_LINES
    assert "--full" in made[-1]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_plan_with_everything_in_it_is_read_on_one_screen(language: str) -> None:
    made = lines_of(
        *(report_plan.plan(), report_plan.AS_OF, language),
        problems=report_plan.problems(),
        changes=report_plan.CHANGES,
    )
    assert len(made) <= MOST_LINES
    heads = ("decisions", "fix", "worse", "missing")
    told = [text(language, f"report.minute_{head}", count=0).split("0")[0] for head in heads]
    found = [at for head in told for at, line in enumerate(made) if line.startswith(f"■ {head}")]
    assert found == sorted(found)
    assert len(found) == len(heads)


@given(plans())
def test_no_line_is_longer_than_the_screen(plan: Plan) -> None:
    named = replace(plan, settings=replace(plan.settings, title="", company=""))
    made = lines_of(named, named.months[6].first)
    assert len(made) <= MOST_LINES
    paper = terminal._Page(COLUMNS, True, False)
    assert max(map(paper.size, made)) <= COLUMNS


def test_an_empty_plan_says_what_is_missing() -> None:
    made = lines_of(
        replace(small_plan(), kpis=(), tactics=(), actions=(), costs=(), reviews=()), DAY
    )
    assert text("ja", "report.headline_no_kgi") in "".join(made)


def test_what_does_not_fit_is_cut_and_says_so() -> None:
    cut = [line for line in lines_of(btobsheet.sample_plan("ja"), DAY) if line.endswith("…")]
    assert cut


@pytest.mark.parametrize("language", ["ja", "en"])
def test_markdown_folds_the_rest_and_can_open_it(language: str) -> None:
    plan = btobsheet.sample_plan(language)  # type: ignore[arg-type]
    folded = btobsheet.report(plan, "md", as_of=DAY)
    opened = btobsheet.report(plan, "md", as_of=DAY, full=True)
    assert folded.count("<details>") == folded.count("</details>") > 5
    assert "<details>" not in opened
    summary = text(language, "report.kpis")
    assert f"<summary>{summary}</summary>" in folded
    assert f"## {summary}" in opened


def test_a_folded_heading_is_only_text() -> None:
    document = compose_minute(StatusInput(assess(small_plan(), DAY)), folded=False)
    hostile = replace(document, folded=(Heading("<b>&"), Lines(())))
    assert "<summary>&lt;b&gt;&amp;</summary>" in markdown.render(hostile)


@pytest.mark.parametrize(
    ("day", "nobody", "said"),
    [
        (dt.date(2026, 4, 10), ("T01", "A001", "A002"), "(戦術 1件、行動 2件)"),
        (dt.date(2026, 4, 10), (), ""),
        (dt.date(2026, 4, 30), ("T01", "A001"), ""),  # a month is closed: figures come first
    ],
)
def test_before_the_first_close_it_says_how_much_has_no_owner(
    day: dt.date, nobody: tuple[str, ...], said: str
) -> None:
    plan = small_plan()
    for one in nobody:
        plan = changed(plan, one, owner="", **({"status": ""} if one[0] == "A" else {}))
    told = [line for line in lines_of(plan, day) if "担当がまだ決まっていません" in line]
    assert [line.rpartition("せん")[2].rstrip("。") for line in told] == ([said] if said else [])
