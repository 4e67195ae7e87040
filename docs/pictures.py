"""Make the README's pictures from the sample: python docs/pictures.py

Needs LibreOffice, poppler's tools, Chromium and Pillow. The calendar tab is drawn as it prints, the
report as a browser shows it.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops

import btobsheet

PICTURES = Path(__file__).parent / "pictures"
TAB = "④年間アクションプラン"
DPI = 170
PART = 0.48
"""How much of the calendar's page is shown, from its top."""
WIDTH = 2000
BROWSER = "1200,1000"


def run(*command: str | Path) -> str:
    """Run a program and give what it says."""
    return subprocess.run(
        [str(one) for one in command], check=True, capture_output=True, timeout=300
    ).stdout.decode("utf-8")


def page_of(pdf: Path, tab: str) -> int:
    """Find the first page that shows a tab's rows."""
    pages = run("pdftotext", "-layout", pdf, "-").split("\f")
    return next(
        number
        for number, text in enumerate(pages, start=1)
        if tab in text and "A001" in text and "A002" in text
    )


def calendar(work: Path, workbook: Path) -> None:
    """Draw the calendar tab's first page and keep its upper part."""
    run(
        "soffice",
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        work,
        workbook,
    )
    pdf = workbook.with_suffix(".pdf")
    page = str(page_of(pdf, TAB))
    run(
        "pdftoppm",
        "-r",
        str(DPI),
        "-f",
        page,
        "-l",
        page,
        "-singlefile",
        "-png",
        pdf,
        work / "page",
    )
    with Image.open(work / "page.png") as picture:
        top = picture.convert("RGB").crop((0, 0, picture.width, int(picture.height * PART)))
        top = top.crop(ImageChops.invert(top).getbbox())
        top.resize((WIDTH, top.height * WIDTH // top.width), Image.Resampling.LANCZOS).quantize(
            128
        ).save(PICTURES / "actions.png", optimize=True)


def report(work: Path, workbook: Path) -> None:
    """Take a picture of the report's beginning in a browser."""
    page, shot = work / "report.html", work / "report.png"
    page.write_text(
        btobsheet.report(btobsheet.read(workbook, "plan.ja.xlsx"), "html"), encoding="utf-8"
    )
    run(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        f"--window-size={BROWSER}",
        f"--screenshot={shot}",
        page.as_uri(),
    )
    with Image.open(shot) as picture:
        picture.convert("RGB").quantize(128).save(PICTURES / "report.png", optimize=True)


def main() -> None:
    """Make both pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        workbook = work / "plan.xlsx"
        workbook.write_bytes(btobsheet.generate(btobsheet.sample_plan("ja"), plan_id="sample"))
        calendar(work, workbook)
        report(work, workbook)


if __name__ == "__main__":
    main()
