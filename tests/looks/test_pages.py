"""Each tab on paper, as LibreOffice prints it: how many pages, and none that is nearly empty."""

from __future__ import annotations

import json
import re
import subprocess
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from books import sample
from office import SYSTEM_PYTHON, needs_libreoffice
from PIL import Image

from btobsheet import api
from btobsheet.layout.book import BOOK
from btobsheet.plan.model import Plan
from btobsheet.wording import LANGUAGES

pytestmark = needs_libreoffice
DRAWING = Path(__file__).parents[2] / "docs" / "drawing.py"
ACTIONS = 40
PAGES = {
    "guide": 1,
    "overview": 1,
    "goal": 1,
    "tree": 1,
    "dashboard": 2,
    "tactics": 1,
    "kpis": 1,
    "actions": 1,
}
"""By tab: the most pages of the sample (28 KPIs) with 40 actions. On the dashboard's second stands
who has how much to do.
"""
PENDING: dict[str, set[str]] = {
    "actions": {"pages"},
}
"""By tab: what it does not keep yet, ``pages`` or ``empty``; it only shrinks."""
DPI = 30
FEWEST_LETTERS, ENOUGH_LETTERS = 20, 150
LEAST_INKED = 0.3
"""A page is nearly empty with fewer letters than the first, or filled less far down than this with
fewer letters than the second: the rest of a table is no fault.
"""


@dataclass(frozen=True)
class Page:
    """A printed page: its own lines (not those that every page of the tab repeats, nor the foot), and
    how far down it is inked, 1 = all.
    """

    lines: tuple[str, ...]
    inked: float


Printed = dict[str, list[Page]]
"""The pages of each tab, by its name."""
TABS = [one.key for one in BOOK.sheets if one.kind != "hidden"]


def plan_of(language: str) -> Plan:
    """Give the sample with 40 actions."""
    plan = sample(language)
    return replace(plan, actions=plan.actions[:ACTIONS])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory, uno: None) -> dict[str, Printed]:
    """Give the pages of the sample's tabs, by language."""
    made = {language: plan_of(language) for language in LANGUAGES}
    return drawn(made, tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory, uno: None) -> dict[str, Printed]:
    """Give the pages of a new plan's tabs, by language."""
    made = {
        language: api.load_template("marketing-cycle", language=language).plan
        for language in LANGUAGES
    }
    return drawn(made, tmp_path_factory.mktemp("pages"))


def drawn(plans: dict[str, Plan], folder: Path) -> dict[str, Printed]:
    jobs = []
    for language, plan in plans.items():
        book = folder / f"{language}.xlsx"
        book.write_bytes(api.generate(plan, plan_id="sample"))
        jobs.append({"book": str(book), "pdf": str(book.with_suffix(".pdf"))})
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    run(SYSTEM_PYTHON, DRAWING, folder / "jobs.json")
    return {language: pages_of(folder / f"{language}.pdf") for language in plans}


def run(*command: str | Path) -> str:
    return subprocess.run(
        [str(one) for one in command], check=True, capture_output=True, timeout=600
    ).stdout.decode("utf-8")


def pages_of(pdf: Path) -> dict[str, list[Page]]:
    """Give the pages of each tab; LibreOffice writes an outline with the first of each."""
    root = ET.fromstring(run("pdftohtml", "-xml", "-i", "-stdout", pdf))
    firsts = [(one.text or "", int(one.get("page", "1"))) for one in root.iter("item")]
    ends = [first for _, first in firsts[1:]] + [len(root.findall("page")) + 1]
    run("pdftoppm", "-r", str(DPI), "-gray", "-png", pdf, pdf.with_suffix(""))
    inked = [inked_part(file) for file in sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))]
    texts = [page.splitlines() for page in run("pdftotext", "-layout", pdf, "-").split("\f")]
    found = {}
    for (tab, first), end in zip(firsts, ends, strict=True):
        own = own_lines(texts[first - 1 : end - 1])
        found[tab] = [Page(own[at], inked[first - 1 + at]) for at in range(end - first)]
    return found


def own_lines(pages: list[list[str]]) -> list[tuple[str, ...]]:
    """Leave out the foot, and the lines that stand on every page of a tab with several."""
    cut = [[" ".join(line.split()) for line in page if line.strip()][:-1] for page in pages]
    counts = Counter(line for page in cut for line in set(page))
    many = len(cut) > 1
    return [tuple(line for line in page if not (many and counts[line] == len(cut))) for page in cut]


def inked_part(file: Path) -> float:
    """Give how far down a page is inked, without the foot in its last tenth."""
    with Image.open(file) as opened:
        page = opened.convert("L")
    body = page.crop((0, 0, page.width, page.height * 9 // 10)).point(
        lambda grey: 255 * (grey < 200)
    )
    box = body.getbbox()
    return box[3] / body.height if box else 0.0


def faults(key: str, pages: list[Page]) -> dict[str, list[str]]:
    """Say what a tab does not keep."""
    many = [f"{key}: {len(pages)} pages"] if len(pages) > PAGES.get(key, len(pages)) else []
    empty = [
        f"{key}: page {number} of {len(pages)} has {letters} letters of its own down to {page.inked:.0%}"
        for number, page in enumerate(pages, start=1)
        if (letters := len(re.findall(r"\w", " ".join(page.lines)))) < FEWEST_LETTERS
        or (page.inked < LEAST_INKED and letters < ENOUGH_LETTERS)
    ]
    return {"pages": many, "empty": empty}


@pytest.mark.parametrize("key", TABS)
def test_a_tab_is_printed_on_few_full_pages(key: str, printed: dict[str, Printed]) -> None:
    each = [
        faults(key, pages[BOOK.sheet(key).title(language)]) for language, pages in printed.items()
    ]
    pending = PENDING.get(key, set())
    found = {name: [one for told in each for one in told[name]] for name in each[0]}
    news = [one for name, told in found.items() if name not in pending for one in told]
    assert not news, "\n".join(news)
    kept = {name for name in pending if not found[name]}
    assert not kept, f"take {sorted(kept)} of {key} out of PENDING: they are kept now"


@pytest.mark.parametrize("key", TABS)
def test_a_new_plan_s_tab_has_no_page_of_spare_rows(key: str, begun: dict[str, Printed]) -> None:
    for language, pages in begun.items():
        assert not faults(key, pages[BOOK.sheet(key).title(language)])["empty"]


def test_a_new_plan_s_strategy_is_one_page(begun: dict[str, Printed]) -> None:
    for language, pages in begun.items():
        assert len(pages[BOOK.sheet("overview").title(language)]) == 1
