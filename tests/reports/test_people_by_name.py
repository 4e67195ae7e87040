"""A person typed by an alias stands in every report under the name that the people table has."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from plans import DAY, changed, small_plan

from btobsheet import api
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Person, Review
from btobsheet.reports import problems as problems_text
from btobsheet.reports.explain.explain import explain_id
from btobsheet.reports.reminders import reminders
from btobsheet.reports.render import html, markdown
from btobsheet.reports.render import text as terminal
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.status.assess import assess
from btobsheet.wording import LANGUAGES

ALIAS, NAME = "ニックネーム", "本名 太郎"


def plan() -> Plan:
    """Give a plan in which somebody is typed by an alias wherever a person can be."""
    made = small_plan()
    everyone = (*made.people, Person(id="P09", name=NAME, aliases=(ALIAS,), department="営業部"))
    made = replace(
        made,
        people=everyone,
        operations=tuple(replace(one, owner=ALIAS) for one in made.operations),
        tactics=tuple(
            replace(one, owner=ALIAS, backup="", channel="in_person", accepted_on=None)
            for one in made.tactics
        ),
        kpis=tuple(replace(one, reporter=ALIAS, main="yes") for one in made.kpis),
        actions=tuple(replace(one, owner=ALIAS) for one in made.actions),
    )
    review = {"cause": "原因", "next_action": "次", "decision": "可否", "owner": ALIAS}
    reviews = (Review(id="R01", kpi="K02", **review), Review(id="R02", kpi="K03", **review))  # type: ignore[arg-type]
    made = changed(replace(made, reviews=reviews), "K02", actual=(1.0,) * 5 + (None,) * 7)
    return changed(made, "A002", status="not_started", percent=None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_names_people_by_their_names(language: str) -> None:
    document = compose(StatusInput(assess(plan(), DAY), language=language), details)
    for render in (terminal.render, markdown.render, html.render):
        said = "".join(render(document).split())
        assert "".join(NAME.split()) in said
        assert ALIAS not in said


@pytest.mark.parametrize("record_id", ["K02", "T01", "O01", "A002"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_explanation_names_people_by_their_names(language: str, record_id: str) -> None:
    said = terminal.render(explain_id(assess(plan(), DAY), record_id, language))
    assert NAME in said
    assert ALIAS not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_findings_and_letters_name_people_by_their_names(language: str) -> None:
    made = assess(plan(), DAY)
    told = [problems_text.message(item, language) for item in made.lint]
    told += [one.text for one in reminders(made, language=language)]
    assert any(NAME in one for one in told)
    assert not any(ALIAS in one for one in told)


@pytest.mark.parametrize("form", ["xlsx", "pptx"])
def test_files_name_people_by_their_names(form: str) -> None:
    if form == "pptx":
        pptx = pytest.importorskip("pptx", reason="python-pptx is the extra 'pptx'")
    data = api.report_file(api.Reading(plan(), (), "計画.xlsx"), form, as_of=DAY)
    if form == "xlsx":
        book = load_workbook(io.BytesIO(data))
        said = "\n".join(str(cell.value) for page in book for row in page for cell in row)
    else:
        shapes = [
            shape for one in pptx.Presentation(io.BytesIO(data)).slides for shape in one.shapes
        ]
        said = "\n".join(shape.text_frame.text for shape in shapes if shape.has_text_frame)
        tables = [shape.table for shape in shapes if shape.has_table]
        said += "\n".join(cell.text for table in tables for cell in table.iter_cells())
    assert NAME in said
    assert ALIAS not in said


def test_somebody_unknown_is_named_as_typed() -> None:
    """W565 told a name without its spaces."""
    made = small_plan()
    kpis = tuple(
        replace(made.kpis[0], id=f"K{at:02}", scope="", reporter="新 顔") for at in range(6)
    )
    found = assess(replace(made, kpis=tuple(replace(one, main="yes") for one in kpis)), DAY)
    (told,) = [item for item in found.lint if item.code == "W565"]
    assert told.details["name"] == "新 顔"
