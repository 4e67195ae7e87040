"""Draw every tab of the sample into docs/gallery, as printed and as first screen: python
docs/gallery.py [--lang ja|en] [--only TAB] [--from FILE.xlsx] [--out FOLDER]

Needs LibreOffice with python3-uno, Xvfb, ImageMagick, poppler's tools, Pillow and the fonts Noto
Sans CJK and Carlito. Kept are:

- LANGUAGE-TAB.png: the first page of each tab as printed, in colour (④ also with a calendar of days
  and one of months)
- ja-TAB-screen.png: what Excel's window shows first at 1920 x 1080, 100 %
- LANGUAGE-grey.png: each tab's first page as a printer without colours prints it, small
- LANGUAGE-screens.png: the first screens at 1366 x 768, small

A picture has at most 150 kB (a sheet of many 250 kB), the folder some 4 MB. With
--from every page and screen of that workbook is drawn large, in colour and grey, into --out; --only
takes a tab's key or a part of its name.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, ImageDraw

from btobsheet import api
from btobsheet.layout.book import BOOK
from btobsheet.plan.model import CalendarUnit, Language
from btobsheet.wording import LANGUAGES

GALLERY = Path(__file__).parent / "gallery"
DRAWING = Path(__file__).parent / "drawing.py"
SYSTEM_PYTHON = "/usr/bin/python3"
"""The Python that has LibreOffice's ``uno``."""
DPI = 80
LARGE = 110
MOST, MOST_OF_SHEET = 150_000, 250_000
"""Bytes of a picture that is kept, and of a sheet of many."""
CLOSE = 8
"""Colours nearer than this are one."""
LARGE_SCREEN, SMALL_SCREEN = "1920x1080", "1366x768"
THUMB = 660
"""Pixels a picture is wide on a sheet of many."""


@dataclass
class Drawn:
    """A workbook's pictures: by tab its printed pages, and by tab and size its first screens."""

    pages: dict[str, list[Path]] = field(default_factory=dict)
    screens: dict[tuple[str, str], Path] = field(default_factory=dict)


def run(*command: str | Path) -> str:
    """Run a program and give what it says."""
    return subprocess.run(
        [str(one) for one in command], check=True, capture_output=True, timeout=900
    ).stdout.decode("utf-8")


def pages_of(pdf: Path) -> dict[str, range]:
    """Find the pages of each tab: LibreOffice writes an outline with the first of each."""
    root = ET.fromstring(run("pdftohtml", "-xml", "-i", "-stdout", pdf))
    firsts = [(one.text or "", int(one.get("page", "1"))) for one in root.iter("item")]
    ends = [first for _, first in firsts[1:]] + [len(root.findall("page")) + 1]
    return {tab: range(first, end) for (tab, first), end in zip(firsts, ends, strict=True)}


def shown_tabs(book: Path) -> list[str]:
    """Give the names of a workbook's tabs that are not hidden."""
    names = run(SYSTEM_PYTHON, DRAWING, "--tabs", book)
    return list(json.loads(names))


def draw(
    work: Path, book: Path, wanted: Callable[[str], bool], sizes: Iterable[str], dpi: int
) -> Drawn:
    """Draw the wanted tabs of a workbook: each printed page, and its first screen of each size."""
    tabs = [tab for tab in shown_tabs(book) if wanted(tab)]
    drawn = Drawn(
        screens={
            (tab, size): work / f"{book.stem}-{number:02}-{size}.png"
            for size in sizes
            for number, tab in enumerate(tabs)
        }
    )
    pdf, jobs = work / f"{book.stem}.pdf", work / "jobs.json"
    screens = [[tab, size, str(file)] for (tab, size), file in drawn.screens.items()]
    jobs.write_text(
        json.dumps([{"book": str(book), "pdf": str(pdf), "screens": screens}]), encoding="utf-8"
    )
    run(SYSTEM_PYTHON, DRAWING, jobs)
    for tab, pages in pages_of(pdf).items():
        if wanted(tab):
            drawn.pages[tab] = [page(pdf, number, work, dpi) for number in pages]
    return drawn


def page(pdf: Path, number: int, work: Path, dpi: int) -> Path:
    """Draw one page of a PDF."""
    out = work / f"{pdf.stem}-page-{number:03}"
    run("pdftoppm", "-r", str(dpi), "-f", str(number), "-l", str(number), "-singlefile", "-png",
        pdf, out)  # fmt: skip
    return out.with_suffix(".png")


def keep(picture: Path, out: Path, most: int = MOST) -> None:
    """Keep a picture with as many colours as its bytes allow, smaller where that is too few."""
    with Image.open(picture) as opened:
        drawn = opened.convert("RGB")
    while True:
        for colours in (96, 64, 32, 16):
            few_colours(drawn, colours).save(out, optimize=True)
            if out.stat().st_size <= most:
                return
        size = (drawn.width * 9 // 10, drawn.height * 9 // 10)
        drawn = drawn.resize(size, Image.Resampling.LANCZOS)


def few_colours(picture: Image.Image, colours: int) -> Image.Image:
    """Keep half of the colours for what is used most (fills), half for the rest (red letters); of a
    grey picture even steps.
    """
    if picture.convert("L").convert("RGB") == picture:
        steps = [round(255 * at / (colours - 1)) for at in range(colours)]
        return _with(picture, [(step, step, step) for step in steps])
    used = sorted(picture.getcolors(picture.width * picture.height), reverse=True)
    rare = picture.quantize(colours - colours // 2, Image.Quantize.MAXCOVERAGE).getpalette()
    kept: list[tuple[int, ...]] = []
    for _, colour in used[:2000]:
        if len(kept) < colours // 2 and all(apart(colour, other) >= CLOSE for other in kept):
            kept.append(colour)
    rest = [tuple(rare[at : at + 3]) for at in range(0, len(rare), 3)]
    kept += [one for one in rest if all(apart(one, other) >= CLOSE for other in kept)]
    return _with(picture, kept)


def _with(picture: Image.Image, colours: Iterable[tuple[int, ...]]) -> Image.Image:
    """Give each point the nearest of the colours."""
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in colours for part in colour])
    return picture.quantize(palette=palette, dither=Image.Dither.NONE)


def apart(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Give how far two colours are apart, 0 to 255."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def grey(picture: Path) -> Path:
    """Make the grey picture of a coloured one, as a printer without colours does."""
    out = picture.with_name(f"{picture.stem}-grey.png")
    run("convert", picture, "-colorspace", "Gray", out)
    return out


def sheet_of(pictures: list[Path], out: Path, across: int = 3) -> Path:
    """Put pictures side by side on one sheet, small, each in a frame."""
    small = []
    for one in pictures:
        with Image.open(one) as opened:
            picture = opened.convert("RGB")
        height = round(picture.height * THUMB / picture.width)
        small.append(picture.resize((THUMB, height), Image.Resampling.LANCZOS))
    rows = [small[at : at + across] for at in range(0, len(small), across)]
    heights = [max(one.height for one in row) + 8 for row in rows]
    sheet = Image.new("RGB", (across * (THUMB + 8), sum(heights)), "#9A9A9A")
    for at, row in enumerate(rows):
        for column, one in enumerate(row):
            sheet.paste(one, (column * (THUMB + 8) + 4, sum(heights[:at]) + 4))
    ImageDraw.Draw(sheet).rectangle((0, 0, sheet.width - 1, sheet.height - 1), outline="#606060")
    sheet.save(out)
    return out


def key_of(tab: str, language: Language) -> str:
    """Give a tab's key by its name."""
    return next((one.key for one in BOOK.sheets if one.title(language) == tab), tab)


def keep_sample(language: Language, only: str, out: Path) -> None:
    """Draw the sample in one language and keep its pictures."""
    full = language == LANGUAGES[0]
    sizes = (LARGE_SCREEN, SMALL_SCREEN) if full else (SMALL_SCREEN,)

    def wanted(tab: str) -> bool:
        return only in tab or only == key_of(tab, language)

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        drawn = draw(work, _sample(work, language, "week"), wanted, sizes, DPI)
        for tab, pages in drawn.pages.items():
            keep(pages[0], out / f"{language}-{key_of(tab, language)}.png")
        if full:
            for tab in drawn.pages:
                name = f"{language}-{key_of(tab, language)}-screen.png"
                keep(drawn.screens[tab, LARGE_SCREEN], out / name)
        if not only:
            firsts = [grey(pages[0]) for pages in drawn.pages.values()]
            small = [file for (_, size), file in drawn.screens.items() if size == SMALL_SCREEN]
            for name, pictures in (("grey", firsts), ("screens", small)):
                sheet = sheet_of(pictures, work / f"{name}.png")
                keep(sheet, out / f"{language}-{name}.png", MOST_OF_SHEET)
        for unit in ("day", "month"):
            _keep_calendar(work, language, unit, wanted, out)


def _keep_calendar(
    work: Path, language: Language, unit: CalendarUnit, wanted: Callable[[str], bool], out: Path
) -> None:
    """Keep the first page of the action plan with another calendar."""
    actions = BOOK.sheet("actions").title(language)
    if wanted(actions):
        book = _sample(work, language, unit)
        drawn = draw(work, book, lambda tab: tab == actions, (), DPI)
        keep(drawn.pages[actions][0], out / f"{language}-actions-{unit}.png")


def _sample(work: Path, language: Language, unit: CalendarUnit) -> Path:
    """Write the sample as a workbook."""
    book = work / f"{language}-{unit}.xlsx"
    plan = api.load_sample(language, calendar=unit).plan
    book.write_bytes(api.generate(plan, plan_id="sample"))
    return book


def look_at(book: Path, only: str, out: Path) -> None:
    """Draw every page and first screen of one workbook, in colour and grey."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        drawn = draw(
            work, book.resolve(), lambda tab: only in tab, (LARGE_SCREEN, SMALL_SCREEN), LARGE
        )
        named = {
            f"{tab}-{number}": one
            for tab, pages in drawn.pages.items()
            for number, one in enumerate(pages, start=1)
        } | {f"{tab}-{size}": one for (tab, size), one in drawn.screens.items()}
        for name, one in named.items():
            one.replace(out / f"{name}.png")
            grey(out / f"{name}.png")
            print(out / f"{name}.png")


def main() -> None:
    """Draw what is asked for."""
    asked = argparse.ArgumentParser(description="Draw the tabs of the sample, or of a workbook.")
    asked.add_argument("--lang", choices=LANGUAGES)
    asked.add_argument("--only", default="", help="a tab's key, or a part of its name")
    asked.add_argument("--from", dest="book", type=Path, help="a workbook, in place of the sample")
    asked.add_argument("--out", type=Path)
    said = asked.parse_args()
    if said.book:
        look_at(said.book, said.only, said.out or Path(f"{said.book.stem}-looks"))
        return
    out = said.out or GALLERY
    out.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        if said.lang in (None, language):
            keep_sample(language, said.only, out)


if __name__ == "__main__":
    main()
