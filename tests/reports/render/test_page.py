"""The page as a whole: readable by everybody, safe, the same without its script, and alive with it."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import shutil
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
import report_plan
from judges.axe import findings
from lxml import etree
from lxml import html as reader
from office import NO_SKIP, browse, needs_chromium

from btobsheet import report, sample_plan
from btobsheet.layout.look import TONES
from btobsheet.plan.model import Plan
from btobsheet.reports.render import html
from btobsheet.reports.status.compose import StatusInput, compose
from btobsheet.reports.status.details import details
from btobsheet.status.assess import assess
from btobsheet.status.since import since

STYLE = files("btobsheet.reports.render").joinpath("report.css").read_text(encoding="utf-8")
SCRIPT = files("btobsheet.reports.render").joinpath("report.js").read_text(encoding="utf-8")
LARGEST = 200_000


@cache
def page(language: str = "ja") -> str:
    made = assess(report_plan.plan(), report_plan.AS_OF)
    before = assess(report_plan.plan(), report_plan.START.plus(3).last)
    return html.render(
        compose(
            StatusInput(
                made,
                report_plan.problems(),
                report_plan.CHANGES,
                report_plan.FILE,
                language,
                since(before, made),
            ),
            details,
        )
    )


@cache
def sample(language: str) -> str:
    return report(sample_plan(language), "html")  # type: ignore[arg-type]  # the two languages


def root(language: str = "ja") -> etree._Element:
    return reader.fromstring(page(language))


# --- size and safety


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_sample_is_light(language: str) -> None:
    assert len(sample(language).encode()) <= LARGEST


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_policy_admits_this_style_sheet_and_this_script_and_nothing_else(language: str) -> None:
    found = root(language)
    policy = found.find(".//meta[@http-equiv='Content-Security-Policy']").get("content")
    given = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert given["default-src"] == "'none'"
    for name, element in (("style-src", "style"), ("script-src", "script")):
        (one,) = found.findall(f".//{element}")
        digest = base64.b64encode(hashlib.sha256(one.text.encode("utf-8")).digest()).decode()
        assert given[name] == f"'sha256-{digest}'"


def test_nothing_on_the_page_needs_what_the_policy_forbids() -> None:
    assert not [
        element
        for element in root().iter()
        if isinstance(element.tag, str)
        and any(name.startswith("on") or name == "style" for name in element.attrib)
    ]
    assert not re.search(
        (
            r"\b(eval|Function|setTimeout|setInterval|innerHTML|outerHTML|fetch|"
            r"XMLHttpRequest|import)\b|document\.write"
        ),
        SCRIPT,
    )


# --- for everybody


def colours(scheme: str) -> dict[str, str]:
    light, dark = (
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", part))
        for part in STYLE.split("prefers-color-scheme: dark", 1)
    )
    return (
        light
        if scheme == "light"
        else {**light, **{name: value for name, value in dark.items() if name in light}}
    )


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


TEXTS = (
    *(("ink", ground) for ground in ("paper", "band", "pale")),
    *(("soft", ground) for ground in ("paper", "band")),
    ("head", "paper"),
    ("accent", "paper"),
    *((f"{tone}-ink", f"{tone}-chip") for tone in TONES),
    *((tone, "band") for tone in TONES),
    ("bad", "paper"),
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_texts_stand_out_from_their_ground(scheme: str, text: str, ground: str) -> None:
    made = colours(scheme)
    assert contrast(made[text], made[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", ["accent", "ink", "soft", *TONES])
def test_bars_and_lines_stand_out_from_the_page(scheme: str, shape: str) -> None:
    made = colours(scheme)
    assert contrast(made[shape], made["paper"]) >= 3


@pytest.mark.parametrize("language", ["ja", "en"])
def test_headings_go_down_one_step_at_a_time_from_one_title(language: str) -> None:
    levels = [
        int(element.tag[1])
        for element in root(language).iter()
        if isinstance(element.tag, str) and re.fullmatch("h[1-6]", element.tag)
    ]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_everything_has_a_name_and_every_id_is_one_of_its_kind(language: str) -> None:
    found = root(language)
    ids = [element.get("id") for element in found.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    for picture in found.findall(".//svg"):
        if picture.get("aria-hidden") == "true":  # words beside it say the same
            assert picture.getparent().text_content().strip()
            continue
        assert picture.get("role") == "img"
        assert all(
            found.find(f".//*[@id='{name}']").text.strip()
            for name in picture.get("aria-labelledby").split()
        )
    assert all(region.get("aria-label").strip() for region in found.findall(".//*[@role='region']"))
    assert all(
        control.getparent().tag == "label"
        for control in (*found.findall(".//select"), *found.findall(".//input"))
    )
    assert all(figure.getparent().tag == "section" for figure in found.findall(".//figure"))


def test_every_class_the_pictures_use_has_a_look() -> None:
    used = {
        name
        for element in root().iter()
        if element.get("class") and element.xpath("ancestor::svg")
        for name in element.get("class").split()
    }
    used |= {"p-0", "p-1", "p-2", "p-3"}
    assert {name for name in used if f".{name}" not in STYLE} == set()


def test_sections_are_reached_from_the_contents() -> None:
    found = root()
    links = [link.get("href")[1:] for link in found.findall(".//nav//a")]
    assert links == [
        section.get("id") for section in found.findall(".//section") if section.get("id")
    ]


def test_a_short_page_has_no_contents_and_no_filters() -> None:
    made = reader.fromstring(report(Plan(start=report_plan.START), "html", as_of=report_plan.AS_OF))
    assert made.findall(".//nav")
    document = compose(StatusInput(assess(report_plan.plan(), report_plan.AS_OF)))
    short = type(document)(document.title, document.subtitle, "ja", document.blocks[:2])
    assert not reader.fromstring(html.render(short)).findall(".//nav")


# --- as a browser shows it


PROBE = """
const rows = (table) => Array.from(table.tBodies[0].rows).filter((row) => !row.hidden);
const table = Array.from(document.querySelectorAll("table.long")).find((one) => one.querySelectorAll("th")[3].textContent === "達成率");
const head = table.querySelectorAll("th")[3].querySelector("[role=button]");
head.click();
const up = rows(table).map((row) => row.cells[3].textContent);
head.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
const down = rows(table).map((row) => row.cells[3].textContent);
const person = document.querySelector("select");
person.value = person.options[1].value;
person.dispatchEvent(new Event("change"));
const shown = Array.from(document.querySelectorAll("tbody tr")).filter((row) => !row.hidden);
const left = shown.flatMap((row) => Array.from(row.querySelectorAll(".who"))).map((cell) => cell.textContent);
document.title = JSON.stringify({ up, down, person: person.value, left });
"""


@needs_chromium
def test_the_script_runs_under_the_page_s_own_policy(tmp_path: Path) -> None:
    made = reader.fromstring(browse(sample("ja"), tmp_path, "--dump-dom").stdout.decode("utf-8"))
    (tools,) = made.findall(".//div[@class='tools']")
    assert tools.get("hidden") is None
    assert made.findall(".//th/span[@role='button']")


@needs_chromium
def test_tables_are_sorted_by_value_and_filtered_by_person(tmp_path: Path) -> None:
    import json

    open_page = re.sub(
        r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", sample("ja")
    ).replace("</body>", f"<script>{PROBE}</script></body>")
    made = reader.fromstring(browse(open_page, tmp_path, "--dump-dom").stdout.decode("utf-8"))
    told = json.loads(made.findtext(".//title"))
    shares = [float(text.rstrip("%")) for text in told["up"] if text != "-"]
    assert shares == sorted(shares)
    assert [float(text.rstrip("%")) for text in told["down"] if text != "-"] == sorted(
        shares, reverse=True
    )
    assert told["person"]
    assert set(told["left"]) == {told["person"]}


@needs_chromium
@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_its_window(tmp_path: Path, width: int) -> None:
    probe = (
        "<script>document.title = String(document.documentElement.scrollWidth - "
        "document.documentElement.clientWidth)</script></body>"
    )
    open_page = re.sub(
        r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", sample("ja")
    ).replace("</body>", probe)
    made = browse(open_page, tmp_path, "--dump-dom", f"--window-size={width},900").stdout.decode(
        "utf-8"
    )
    assert reader.fromstring(made).findtext(".//title") == "0"


@needs_chromium
@pytest.mark.skipif(
    shutil.which("pdftotext") is None and not NO_SKIP, reason="poppler's tools are not installed"
)
def test_it_prints_on_a4_landscape_with_the_headings_of_a_long_table_on_every_page(
    tmp_path: Path,
) -> None:
    target = tmp_path / "page.pdf"
    browse(sample("ja"), tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={target}")
    size = re.search(
        r"Page size: +([\d.]+) x ([\d.]+)",
        subprocess.run(["pdfinfo", target], check=True, capture_output=True, text=True).stdout,
    )
    assert size is not None
    assert [round(float(part)) for part in size.groups()] == [842, 595]
    pages = subprocess.run(
        ["pdftotext", "-layout", target, "-"], check=True, capture_output=True, text=True
    ).stdout.split("\f")
    broken = [
        text
        for text in pages
        if re.search(r"^ *K\d\d \S.*%", text, re.MULTILINE)
        and "○" in text
        and "見積リードタイム" not in text
    ]
    assert all("達成率" in text for text in broken)
    assert 8 <= len(pages) <= 16


@needs_chromium
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_nobody_is_kept_from_reading_it(language: str, width: int, tmp_path: Path) -> None:
    def shown(content: str) -> str:
        options = ("--dump-dom", f"--window-size={width},2000", "--virtual-time-budget=60000")
        return browse(content, tmp_path, *options).stdout.decode("utf-8")

    assert findings(sample(language), shown) == []
