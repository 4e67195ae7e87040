"""Draw every tab of the sample as it prints, in both languages, into docs/gallery: python
docs/gallery.py

Needs LibreOffice, poppler's tools and Pillow. Each picture is the first page of its tab; the action
plan is drawn with a calendar of weeks, of days and of months.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from btobsheet import api
from btobsheet.layout.book import BOOK
from btobsheet.plan.model import CalendarUnit, Language

GALLERY = Path(__file__).parent / "gallery"
DPI = 80
COLOURS = 64


def run(*command: str | Path) -> str:
    """Run a program and give what it says."""
    return subprocess.run(
        [str(one) for one in command], check=True, capture_output=True, timeout=300
    ).stdout.decode("utf-8")


def first_pages(pdf: Path, titles: dict[str, str]) -> dict[str, int]:
    """Find the first page of each tab by its name in the page's foot."""
    found: dict[str, int] = {}
    for number, text in enumerate(run("pdftotext", "-layout", pdf, "-").split("\f"), start=1):
        foot = next((line for line in reversed(text.splitlines()) if line.strip()), "")
        for key, title in titles.items():
            if title in foot:
                found.setdefault(key, number)
    return found


def draw(language: Language, unit: CalendarUnit, wanted: tuple[str, ...], suffix: str) -> None:
    """Draw the wanted tabs of the sample with one calendar."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        book = work / "plan.xlsx"
        plan = api.load_sample(language, calendar=unit).plan
        book.write_bytes(api.generate(plan, plan_id="sample"))
        run(
            "soffice",
            f"-env:UserInstallation={(work / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            work,
            book,
        )
        pdf = book.with_suffix(".pdf")
        pages = first_pages(pdf, {key: BOOK.sheet(key).title(language) for key in wanted})
        for key, page in pages.items():
            run(
                "pdftoppm",
                "-r",
                str(DPI),
                "-f",
                str(page),
                "-l",
                str(page),
                "-singlefile",
                "-png",
                pdf,
                work / "page",
            )
            with Image.open(work / "page.png") as picture:
                picture.convert("RGB").quantize(COLOURS).save(
                    GALLERY / f"{language}-{key}{suffix}.png", optimize=True
                )


def main() -> None:
    """Draw all."""
    GALLERY.mkdir(exist_ok=True)
    tabs = tuple(sheet.key for sheet in BOOK.sheets if sheet.kind != "hidden")
    for language in ("ja", "en"):
        draw(language, "week", tabs, "")
        for unit in ("day", "month"):
            draw(language, unit, ("actions",), f"-{unit}")


if __name__ == "__main__":
    main()
