"""The page that links all: readable by everybody, whatever files and people are called."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from judges.axe import findings
from lxml import etree
from lxml import html as reader
from office import browse, needs_chromium
from plans import small_plan

from btobsheet.plan.returned import Answer, Missing
from btobsheet.problems import UnreadableError, problem
from btobsheet.reports.render import html
from btobsheet.reports.render.text import render as as_text
from btobsheet.sharing.collect.data import collect_json
from btobsheet.sharing.collect.folder import Passed
from btobsheet.sharing.collect.page import compose_page
from btobsheet.sharing.collect.results import Joined, Left, Letter, Marked, Round
from btobsheet.sharing.returned import Returned, to_key
from btobsheet.wording import LANGUAGES

DAY, DUE = dt.date(2026, 10, 5), dt.date(2026, 10, 1)
EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\r\n"


def made(language: str = "ja", name: str = "甲野一郎", *, empty: bool = False) -> Round:
    """Make a round in which everything happened, or nothing."""
    there = f"in/計画 {name}.xlsx"
    older, other = f"in/計画 {name} (1).xlsx", "in/a#b?c%20d;.xlsx"
    answers = (
        Answer(to=name, title=name, file=there, state="answered", changed=3, saved_by=name),
        Answer(to=name, title=name, file=older, state="answered", changed=2, older=True),
        Answer(to="乙", title="乙", file=other, state="untouched", changed=0, due=DUE, late=True),
        Answer(to="丙", title="丙", due=DUE, late=True, missing=Missing(kpis=("K01",))),
    )
    failures = (UnreadableError(problem("E009"), f"in/{name}"),)
    refused = Left(f"in/{name}.xlsx", refused=problem("E701", value=name, master="m.xlsx"))
    letters = (
        Letter(name, to_key(name), name, "kono@example.com", f"お願い/{name}.eml", "お願い/x.txt"),
        Letter("乙", to_key("乙"), "乙", "", "お願い/乙.eml", "お願い/乙.txt"),
        Letter("(担当なし)", "", "", "", "", "お願い/(担当なし).txt"),
    )
    returned = Returned(
        small_plan(),
        DAY,
        "計画.xlsx",
        "owner",
        () if empty else answers,
        () if empty else (("in/別.xlsx", name),),
        () if empty else failures,
    )
    return Round(
        title=name,
        language=language,
        folder="in/",
        out="out",
        returned=returned,
        passed=()
        if empty
        else tuple(
            Passed(f"{kind} {name}", kind)  # type: ignore[arg-type]  # the kinds there are
            for kind in ("open", "syncing", "folder", "link", *["other"] * 20)
        ),
        marked=()
        if empty
        else (Marked(there, 2, f"直して/計画 {name}.xlsx"), Marked(other, 1, "")),
        joined=Joined(0, 0, 0, 0, ())
        if empty
        else Joined(5, 2, 1, 3, (Left(older, there), refused)),
        letters=() if empty else letters,
        merged="まとめ.xlsx",
        merge_page="取り込みの記録.html",
        report="報告.html",
        edited=() if empty else (f"お願い/{name}.txt",),
    )


@cache
def page(language: str = "ja", name: str = "甲野一郎", *, empty: bool = False) -> str:
    return html.render(compose_page(made(language, name, empty=empty)))


def root(content: str) -> etree._Element:
    return reader.fromstring(content)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("empty", [False, True])
def test_landmarks_headings_and_tables_are_as_readers_want_them(language: str, empty: bool) -> None:
    found = root(page(language, empty=empty))
    assert found.get("lang") == language
    assert [len(found.findall(f".//{one}")) for one in ("header", "main", "footer", "h1")] == [
        1
    ] * 4
    levels = [int(one.tag[1]) for one in found.iter("h1", "h2", "h3")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    for table in found.iter("table"):
        assert table.findtext("caption")
        assert {one.get("scope") for one in table.findall("thead/tr/th")} == {"col"}
        assert all(row[0].get("scope") == "row" for row in table.findall("tbody/tr"))
    ids = [one.get("id") for one in found.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert "None" not in found.text_content() and "{" not in found.find(".//main").text_content()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_becomes_markup(language: str) -> None:
    found, usual = root(page(language, EVIL)), root(page(language))
    for tag in ("script", "img", "style", "iframe"):
        assert len(found.findall(f".//{tag}")) == len(usual.findall(f".//{tag}"))
    assert not [one for one in found.iter() if any(name.startswith("on") for name in one.attrib)]
    assert "\u202e" not in page(language, EVIL)
    assert "<script>alert(1)</script>" in found.text_content()


def test_links_lead_to_the_files_and_nowhere_else() -> None:
    links = [one.get("href") for one in root(page()).iter("a")]
    files = [one for one in links if not one.startswith("#")]
    assert not [one for one in files if re.match(r"[a-z]+:|//", one)]
    told = {unquote(one) for one in files}
    assert told >= {
        *("まとめ.xlsx", "報告.html", "取り込みの記録.html"),
        *("お願い/甲野一郎.eml", "お願い/x.txt", "お願い/乙.txt", "直して/計画 甲野一郎.xlsx"),
        *("../in/計画 甲野一郎.xlsx", "../in/a#b?c%20d;.xlsx"),
    }
    assert not [one for one in files if set(one) & set("#?\"'<> ")]
    evil = [one.get("href") for one in root(page(name="javascript:alert(1)//")).iter("a")]
    assert not [one for one in evil if one.lower().startswith("javascript")]


def test_a_name_that_is_no_utf_8_is_shown_and_linked(tmp_path: Path) -> None:
    content = page(name="\udcff\udcfe")
    assert "\\xff\\xfe" in content
    assert "../in/%E8%A8%88%E7%94%BB%20%FF%FE.xlsx" in content
    content.encode("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_is_to_be_done(language: str) -> None:
    todo = root(page(language)).find(".//div[@class='callout bad']")
    assert len(todo.findall("p")) == 8
    nothing = root(page(language, empty=True)).find(".//div[@class='callout good']")
    assert len(nothing.findall("p")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_as_text_and_as_data_it_says_the_same(language: str) -> None:
    said = as_text(compose_page(made(language), links=False), width=120)
    assert "まとめ.xlsx" in said and "お願い/甲野一郎.eml" not in said
    data = collect_json(made(language))
    assert data["schema"] == "btobsheet.collect/1"
    first, older, untouched, absent = data["answers"]
    assert (first["errors"], first["marked"]) == (2, "直して/計画 甲野一郎.xlsx")
    assert first["draft"] == "お願い/甲野一郎.eml"
    assert (older["marked"], older["draft"]) == (None, None)
    assert (untouched["errors"], untouched["marked"]) == (1, None)
    assert absent["file"] is None
    assert [one["newer"] for one in data["merged"]["left_out"]] == ["in/計画 甲野一郎.xlsx", None]


@pytest.mark.parametrize(
    ("rounds", "code"),
    [
        (made(empty=True), 0),
        (made(), 3),
    ],
)
def test_exit_codes(rounds: Round, code: int) -> None:
    assert rounds.exit_code == code


# --- as a browser shows it


@needs_chromium
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_kept_from_reading_it(language: str, width: int, tmp_path: Path) -> None:
    def shown(content: str) -> str:
        options = ("--dump-dom", f"--window-size={width},2000", "--virtual-time-budget=60000")
        return browse(content, tmp_path, *options).stdout.decode("utf-8")

    assert findings(page(language), shown) == []


@needs_chromium
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_not_wider_than_its_window(tmp_path: Path, width: int) -> None:
    probe = (
        "<script>document.title = String(document.documentElement.scrollWidth - "
        "document.documentElement.clientWidth)</script></body>"
    )
    opened = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page("en"))
    shown = browse(
        opened.replace("</body>", probe), tmp_path, "--dump-dom", f"--window-size={width},900"
    ).stdout.decode("utf-8")
    assert reader.fromstring(shown).findtext(".//title") == "0"
