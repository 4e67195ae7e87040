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
from btobsheet.reports.render import html
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.status.assess import assess

LARGEST = 150_000


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
        "autocomplete", "href", "role", "tabindex", "aria-label", "aria-labelledby", "viewbox",
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
        assert {len(row.findall("td")) for row in table.findall("tbody/tr")} == {len(heads)}


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
    assert [cell.get("class") for cell in reader.fromstring(made).findall(".//td")] == [
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
