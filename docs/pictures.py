"""Make the README's picture of the report from the sample: python docs/pictures.py

Needs Chromium and Pillow; its pictures of tabs are those of docs/gallery.py.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image

import btobsheet

PICTURES = Path(__file__).parent / "pictures"
BROWSER = "1200,1000"


def report(work: Path, workbook: Path) -> None:
    """Take a picture of the report's beginning in a browser."""
    page, shot = work / "report.html", work / "report.png"
    page.write_text(
        btobsheet.report(btobsheet.read(workbook, "plan.ja.xlsx"), "html"), encoding="utf-8"
    )
    command = (
        *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        *(f"--window-size={BROWSER}", f"--screenshot={shot}", page.as_uri()),
    )
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    with Image.open(shot) as picture:
        picture.convert("RGB").quantize(128).save(PICTURES / "report.png", optimize=True)


def main() -> None:
    """Make the picture."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        workbook = work / "plan.xlsx"
        workbook.write_bytes(btobsheet.generate(btobsheet.sample_plan("ja"), plan_id="sample"))
        report(work, workbook)


if __name__ == "__main__":
    main()
