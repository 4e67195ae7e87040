from __future__ import annotations

from dataclasses import replace

import pytest
import report_plan
from golden_files import check_golden

from btobsheet.reports.document import Document
from btobsheet.reports.explain.explain import explain_id
from btobsheet.reports.render import html, markdown
from btobsheet.reports.render import text as terminal
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.status.assess import assess
from btobsheet.wording import LANGUAGES

# the lint's sentences have tests of their own; here they would only make every rewording a change
# of a report
MADE = replace(assess(report_plan.plan(), report_plan.AS_OF), lint=())


def status(language: str) -> Document:
    return compose(
        StatusInput(MADE, report_plan.problems(), report_plan.CHANGES, report_plan.FILE, language)
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_as_text(language: str) -> None:
    check_golden(f"report.{language}.txt", terminal.render(status(language), 100))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_as_markdown(language: str) -> None:
    check_golden(f"report.{language}.md", markdown.render(status(language)))


def test_the_report_as_html() -> None:
    check_golden("report.ja.html", html.render(status("ja")))


@pytest.mark.parametrize("record_id", ["K04", "A004", "T02", "O01"])
def test_an_explanation(record_id: str) -> None:
    check_golden(
        f"explain.{record_id}.txt", terminal.render(explain_id(MADE, record_id, "ja"), 100)
    )
