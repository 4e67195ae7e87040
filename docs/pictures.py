"""Make the README's pictures of reports from the samples: python docs/pictures.py

Needs Chromium, LibreOffice Impress, poppler and Pillow; the pictures of tabs are those of
docs/gallery.py.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

HERE = Path(__file__).parent
PICTURES, SAMPLES = HERE / "pictures", HERE.parent / "samples"
PAGES = {"report": ("report.ja.html", "1200,1000"), "plans": ("plans.ja.html", "1200,1000")}
"""Pages and the browser's window, by picture."""
COLUMNS, GAP = 3, 8


def page(work: Path, name: str, size: str) -> Image.Image:
    """Take a picture of a page's beginning in a browser."""
    shot = work / "page.png"
    command = (
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        *(f"--window-size={size}", f"--screenshot={shot}", (SAMPLES / name).as_uri()),
    )
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with Image.open(shot) as picture:
        return picture.convert("RGB")


def slides(work: Path) -> Image.Image:
    """Draw all slides side by side."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    office = ("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(work))
    pdf = work / "report.ja.pdf"
    drawn = ("pdftoppm", "-r", "40", "-png", str(pdf), str(work / "slide"))
    for command in ((*office, str(SAMPLES / "report.ja.pptx")), drawn):
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    shown = [Image.open(one).convert("RGB") for one in sorted(work.glob("slide-*.png"))]
    width, height = shown[0].width + GAP, shown[0].height + GAP
    rows = -(-len(shown) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * width + GAP, rows * height + GAP), "#9aa3b0")
    for at, one in enumerate(shown):
        sheet.paste(one, (GAP + at % COLUMNS * width, GAP + at // COLUMNS * height))
    return sheet


def main() -> None:
    """Make the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        made = {name: page(work, *how) for name, how in PAGES.items()} | {"slides": slides(work)}
        for name, picture in made.items():
            picture.quantize(128).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
