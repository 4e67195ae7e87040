"""A recurring action says how often it was done, 12回中5回, wherever it is listed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import report_plan

from btobsheet import api
from btobsheet.layout.pages import new_pages
from btobsheet.layout.tabs.shapes import Expr
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action
from btobsheet.reports.reminders import reminders
from btobsheet.wording import LANGUAGES

DAY = dt.date(2026, 10, 5)
SAID = {"ja": "12回中{}回", "en": "{} of 12 times"}


def recurring(
    done: float | None = 5, planned: float | None = 12, task: str = "メルマガ配信"
) -> Plan:
    """Give a plan whose every action recurs and is late."""
    plan = report_plan.plan()
    late: dict[str, object] = {"start": dt.date(2026, 4, 1), "end": dt.date(2026, 9, 1), "status": "",
                               "percent": None, "task": task}  # fmt: skip
    times = {"times_planned": planned, "times_done": done}
    made: tuple[Action, ...] = tuple(replace(one, **late, **times) for one in plan.actions)  # type: ignore[arg-type]
    return replace(plan, actions=made)


def tight(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("done", "said"), [(5, "5"), (None, "0"), (2, "2")])
@pytest.mark.parametrize("format", ["text", "md", "html"])
def test_reports_say_it(language: str, done: float | None, said: str, format: str) -> None:
    made = api.report(recurring(done), format, as_of=DAY, language=language, full=True)
    assert tight(SAID[language].format(said)) in tight(str(made))


@pytest.mark.parametrize("planned", [None, 0])
def test_an_action_that_does_not_recur_says_nothing(planned: float | None) -> None:
    made = str(api.report(recurring(5, planned), "md", as_of=DAY, full=True))
    assert "回中" not in made


@pytest.mark.parametrize("language", LANGUAGES)
def test_reminders_and_explain_say_it(language: str) -> None:
    plan = recurring()
    assessment = api.assess(plan, DAY)
    written = "".join(one.text for one in reminders(assessment, language=language))
    assert SAID[language].format(5) in written
    one = plan.actions[0].id
    assert tight(SAID[language].format(5)) in tight(
        str(api.explain(plan, one, as_of=DAY, language=language))
    )


@pytest.mark.parametrize("task", ["メルマガ配信", "とても長い名前の行動" * 5])
def test_the_guide_says_it_even_of_a_long_task(task: str) -> None:
    guide = new_pages(api.assess(recurring(task=task), DAY)).canvases["guide"]
    shown = [one.content.value for one in guide.cells.values() if isinstance(one.content, Expr)]
    said = [value for value in shown if isinstance(value, str) and "回中" in value]
    assert said
    assert all(one.endswith("(12回中5回)") and len(one) <= 35 for one in said)
