from __future__ import annotations

import re
import subprocess
import sys
from pkgutil import walk_packages

import pytest
import report_plan
from hostile import HOSTILE, document
from lxml import html as reader

from btobsheet import reports
from btobsheet.reports.document import Cell, Column, Document, Table, clean
from btobsheet.reports.numbers import percent
from btobsheet.reports.render import html
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.status.assess import assess
from btobsheet.wording import text

LARGEST = 150_000
PARTS = ("first", "why", "strategy", "doing", "figures")


def page(language: str = "ja") -> str:
    made = assess(report_plan.plan(), report_plan.AS_OF)
    return html.render(
        compose(
            StatusInput(
                made, report_plan.problems(), report_plan.CHANGES, report_plan.FILE, language
            ),
            details,
        )
    )


def shape(made: str) -> list[str]:
    return [
        element.tag for element in reader.fromstring(made).iter() if isinstance(element.tag, str)
    ]


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_no_text_becomes_an_element_or_an_attribute(text: str) -> None:
    made = html.render(document(text))
    assert shape(made) == shape(html.render(document("甲")))
    assert {name for element in reader.fromstring(made).iter() for name in element.attrib} <= {
        "lang", "charset", "name", "content", "http-equiv", "class", "scope", "data-label", "data-sort", "aria-hidden", "id", "hidden", "type", "value",
        "autocomplete", "href", "role", "tabindex", "aria-label", "aria-labelledby", "viewbox", "stroke-width",
        *("x", "y", "r", "rx", "cx", "cy", "d", "width", "height", "text-anchor"),
    }  # fmt: skip


@pytest.mark.parametrize("text", [text for text in HOSTILE if text])
def test_a_text_is_shown_as_it_was_typed(text: str) -> None:
    (heading,) = reader.fromstring(html.render(document(text))).findall(".//h2")
    assert heading.text_content() == clean(text)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_asks_for_nothing_from_anywhere(language: str) -> None:
    made = page(language)
    root = reader.fromstring(made)
    assert not re.search(r"(src|action|srcset)\s*=|url\(|@import|<link|<iframe|https?:", made)
    assert all(
        link.get("href").startswith("#")
        and root.find(f".//*[@id='{link.get('href')[1:]}']") is not None
        for link in root.findall(".//a")
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_page_is_light_and_says_its_language(language: str) -> None:
    made = page(language)
    assert len(made.encode()) <= LARGEST
    assert reader.fromstring(made).get("lang") == language


def test_tables_have_captions_and_headings_for_readers_who_listen() -> None:
    root = reader.fromstring(page())
    tables = root.findall(".//table")
    assert len(root.findall(".//h1")) == 1
    assert tables
    for table in tables:
        assert table.find("caption").text_content()
        heads = table.findall("thead/tr/th")
        assert all(head.get("scope") == "col" for head in heads)
        assert {len(row) for row in table.findall("tbody/tr")} == {len(heads)}


def test_a_column_with_a_long_text_may_wrap_so_that_the_paper_holds_it() -> None:
    columns = (Column("計画"), Column("ファイル"))
    made = html.render(
        Document(
            "t",
            "",
            "ja",
            (Table("c", columns, ((Cell("短い"), Cell("とても/長い/道/" * 9 + "計画.xlsx")),)),),
        )
    )
    assert [cell.get("class") for cell in reader.fromstring(made).find(".//tbody/tr")] == [
        None,
        "wide",
    ]


def test_a_status_is_word_and_shape_and_colour() -> None:
    root = reader.fromstring(page())
    tones = root.findall(".//span[@class='tone bad']")
    assert tones
    assert all(tone.text_content().strip("× ") and tone[0].text == "×" for tone in tones)


def test_only_the_html_module_imports_jinja2() -> None:
    names = [
        one.name
        for one in walk_packages(reports.__path__, "btobsheet.reports.")
        if not one.name.endswith((".html", ".compiled", ".pptx")) and ".pptx." not in one.name
    ]
    assert len(names) > 20
    code = f"import sys, {', '.join(names)}; print('jinja2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_overview_names_each_tactic_with_its_kpi_its_figure_and_its_owner(
    language: str,
) -> None:
    made = assess(report_plan.plan(), report_plan.AS_OF)
    root = reader.fromstring(page(language))
    shown = [item.text_content() for item in root.find_class("cycle")[0].findall(".//ol/li//li")]
    counted = [item for item in made.tactics if item.counted]
    assert len(shown) == len(counted)
    attained = {item.kpi.id: item.attainment for item in made.kpis}
    for item in counted:
        (line,) = [one for one in shown if item.tactic.name in one]
        assert item.tactic.owner in line
        assert not item.roll.driver or percent(attained[item.roll.driver]) in line


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_links_stand_in_five_parts_and_each_leads_to_its_section(language: str) -> None:
    root = reader.fromstring(page(language))
    parts = [one.text_content() for one in root.findall(".//nav//summary")]
    assert parts == [text(language, f"report.part_{one}") for one in PARTS]
    heads = [
        (one.getparent().get("id"), one.text_content()) for one in root.findall(".//section/h2")
    ]
    links = [(one.get("href")[1:], one.text_content()) for one in root.findall(".//nav//a")]
    assert links == heads
    assert len(root.find_class("part")) == len(PARTS) - 1  # printed, each but the first on a page


def test_each_kpi_that_was_judged_has_its_months_beside_its_trend() -> None:
    made = assess(report_plan.plan(), report_plan.AS_OF)
    root = reader.fromstring(page())
    judged = [
        item
        for item in made.kpis
        if item.counted
        and any(one.attainment is not None for one in item.monthly[: made.closed_months])
    ]
    assert len(root.find_class("spark")) == len(judged) > 3


def test_every_row_of_a_table_is_headed_by_its_first_cell() -> None:
    rows = reader.fromstring(page()).findall(".//tbody/tr")
    assert len(rows) > 30
    named = [row[0] for row in rows if row[0].text_content()]
    assert len(named) > 30
    assert all(one.tag == "th" and one.get("scope") == "row" for one in named)
