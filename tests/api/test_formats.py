"""Each format of a report is one entry, and what is offered is what is made."""

from __future__ import annotations

import subprocess
import sys

import pytest
from plans import small_plan

from btobsheet import Reading, UsageError, report, report_file
from btobsheet.api import portfolio_report, render, status_document
from btobsheet.api.formats import (
    DOCUMENT_FORMATS,
    FILE_FORMATS,
    MANY_FORMATS,
    STATUS_FORMATS,
    TEXT_FORMATS,
    format_of,
)
from btobsheet.api.plans import assess
from btobsheet.reports.portfolio.summary import Portfolio

READING = Reading(small_plan(), (), "計画.xlsx")


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_what_is_offered_as_text_is_text(format: str) -> None:
    assert isinstance(report(READING, format), str)


@pytest.mark.parametrize("format", FILE_FORMATS)
def test_what_is_offered_as_a_file_is_bytes(format: str) -> None:
    if format == "pptx":
        pytest.importorskip("pptx", reason="python-pptx is the extra 'pptx'")
    assert isinstance(report_file(READING, format), bytes)


@pytest.mark.parametrize("format", DOCUMENT_FORMATS)
def test_any_document_is_rendered(format: str) -> None:
    assert render(status_document(READING, assess(READING.plan)), format)


@pytest.mark.parametrize("format", MANY_FORMATS)
def test_a_portfolio_is_made_in_what_is_offered(format: str) -> None:
    assert portfolio_report(Portfolio((), ()), format, language="ja")


@pytest.mark.parametrize(
    ("make", "offered"),
    [
        (lambda format: report(READING, format), TEXT_FORMATS),
        (lambda format: report_file(READING, format), FILE_FORMATS),
        (lambda format: portfolio_report(Portfolio((), ()), format), MANY_FORMATS),
        (
            lambda format: render(status_document(READING, assess(READING.plan)), format),
            DOCUMENT_FORMATS,
        ),
    ],
    ids=["report", "report_file", "portfolio_report", "render"],
)
@pytest.mark.parametrize("format", [*STATUS_FORMATS, "doc", ""])
def test_a_refusal_offers_only_what_is_made(
    make: object, offered: tuple[str, ...], format: str
) -> None:
    if format in offered:
        return
    with pytest.raises(UsageError) as told:
        make(format)  # type: ignore[operator]  # each row calls one function
    assert told.value.problem.code == "E046"
    assert told.value.problem.details["formats"] == ", ".join(offered)


NEW = """
import sys, types
made = types.ModuleType("shout")
made.render = lambda document: document.title.upper()
sys.modules["shout"] = made
from btobsheet.api import formats
formats.FORMATS += (formats.Format("shout", document="shout:render"),)
formats.DOCUMENT_FORMATS += ("shout",); formats.TEXT_FORMATS += ("shout",)
formats.STATUS_FORMATS += ("shout",)
import btobsheet
from btobsheet.cli.group import group
assert btobsheet.report(btobsheet.sample_plan("en"), "shout").isupper()
assert "shout" in group.get_command(None, "status").params[3].type.choices
"""


def test_a_new_format_is_one_entry() -> None:
    made = subprocess.run([sys.executable, "-c", NEW], capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr


def test_a_format_is_found_by_its_name() -> None:
    assert [format_of(name).name for name in STATUS_FORMATS] == list(STATUS_FORMATS)
