"""The page's template is compiled beforehand; what is committed is what jinja2 makes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
import report_plan

from btobsheet.reports.render import compiled, html
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.status.assess import assess

FILE = Path(compiled.__file__)
MADE_WITH = "3.1"
"""Another version of jinja2 may write the same in other words."""


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    html._template.cache_clear()
    yield
    html._template.cache_clear()


def page() -> str:
    made = assess(report_plan.plan(), report_plan.AS_OF)
    asked = StatusInput(made, report_plan.problems(), report_plan.CHANGES, report_plan.FILE, "ja")
    return html.render(compose(asked, details))


@pytest.mark.skipif(
    not jinja2.__version__.startswith(MADE_WITH), reason=f"compiled with jinja2 {MADE_WITH}"
)
def test_the_compiled_template_is_up_to_date() -> None:
    made = html.compiled_source()
    if os.environ.get("BTOBSHEET_UPDATE_GOLDEN"):
        FILE.write_text(made, encoding="utf-8", newline="\n")
    assert made == FILE.read_text(encoding="utf-8"), (
        "template.html has changed: run this test with BTOBSHEET_UPDATE_GOLDEN=1"
    )


def test_the_compiled_template_is_the_one_that_is_used() -> None:
    assert html._template().filename == compiled.__file__


def test_a_jinja2_that_compiles_otherwise_compiles_the_page_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ready = page()
    html._template.cache_clear()
    monkeypatch.setattr(compiled, "made_for", compiled.made_for - 1)
    assert html._template().filename != compiled.__file__
    assert page() == ready
