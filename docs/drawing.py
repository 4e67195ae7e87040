"""Draw workbooks in LibreOffice as Excel would lay them out: /usr/bin/python3 docs/drawing.py JOBS,
or --tabs FILE to be told the names of the tabs that are shown, in JSON.

Runs under the Python that has LibreOffice's uno, on its own. JOBS is a JSON file, a list of
workbooks: {"book": FILE, "pdf": FILE or nothing, "screens": [[TAB, "1920x1080", FILE.png], …]}.
"pdf" is all tabs as printed (its outline tells the first page of each), "screens" are first screens
at 100 %; those need Xvfb and ImageMagick.

What differs from a plain run of LibreOffice: columns get the pixels Excel gives them (the width in
the file counts the digits of the Normal style's font, and that font is mostly not here), Noto Sans
CJK JP stands in for Meiryo UI, and the window leaves as many rows as Excel's below its ribbon.
"""

from __future__ import annotations

import json
import os
import posixpath
import subprocess
import sys
import tempfile
import time
import uuid
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DIGITS = {("Verdana", 10.0): 8, ("Meiryo UI", 10.0): 6, ("Calibri", 11.0): 7}
"""Pixels of the widest digit, by the Normal style's font; of others 7 is taken."""
LOWER = 160
"""How much lower LibreOffice's window is than the screen. On Windows the task bar takes 48 pixels,
Excel's title, ribbon, formula bar and heads 204, its tabs and status bar 46: 782 of 1080 are left
for rows, 470 of 768. LibreOffice without its tool bars takes 138.
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <match target="pattern">
    <test name="family" qual="any"><string>Meiryo UI</string></test>
    <edit name="family" mode="prepend" binding="strong"><string>Noto Sans CJK JP</string></edit>
  </match>
</fontconfig>
"""
OPTIONS = (
    ("Calc/Formula/Load", "OOXMLRecalcMode", "0"),
    ("Calc/Input", "UsePrinterMetrics", "true"),
    ("Common/Misc", "FirstRun", "false"),
    ("Common/Misc", "ShowTipOfTheDay", "false"),
    ("Common/Save/Document", "WarnAlienFormat", "false"),
)
"""Recalculate what is loaded; draw columns as wide as printed; ask and tell nothing."""


def profile(folder: Path) -> None:
    """Write a profile of these options."""
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in OPTIONS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items'
        ' xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        f' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )


def shown_tabs(book: Path) -> list[str]:
    """Give the names of the tabs that are not hidden."""
    with zipfile.ZipFile(book) as parts:
        sheets = ET.fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        return [one.get("name") for one in sheets if one.get("state", "visible") == "visible"]


def excel_widths(book: Path) -> dict[str, list[tuple[int, int, int]]]:
    """Give the pixels Excel gives to columns: by tab the first and last (from 0), and pixels."""
    with zipfile.ZipFile(book) as parts:
        styles = ET.fromstring(parts.read("xl/styles.xml"))
        used = styles.find(f"{MAIN}cellStyleXfs/{MAIN}xf").get("fontId")
        font = styles.find(f"{MAIN}fonts")[int(used)]
        named = font.find(f"{MAIN}name").get("val"), float(font.find(f"{MAIN}sz").get("val"))
        rels = ET.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        targets = {one.get("Id"): posixpath.join("/xl", one.get("Target"))[1:] for one in rels}
        sheets = ET.fromstring(parts.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
        found = {}
        for sheet in sheets:
            root = ET.fromstring(parts.read(targets[sheet.get(RELATED)]))
            found[sheet.get("name")] = [
                (
                    int(one.get("min")) - 1,
                    int(one.get("max")) - 1,
                    int(float(one.get("width")) * DIGITS.get(named, 7) + 0.5),
                )
                for one in root.iter(f"{MAIN}col")
                if one.get("width") and one.get("hidden") != "1"
            ]
    return found


@contextmanager
def display(size: str) -> Iterator[dict[str, str]]:
    """Start a screen of this size; give the variables that lead programs to it."""
    # the server itself chooses a number that is free: several may start at the same time
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-dpi", "96", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        try:
            yield {"DISPLAY": ":" + server.stdout.readline().decode().strip()}
        finally:
            server.terminate()


@contextmanager
def office(work: Path, variables: dict[str, str]) -> Iterator[Any]:
    """Start LibreOffice; give its desktop."""
    import uno  # only the system's Python has it, and the rest is of use without

    fonts = work / "fonts.conf"
    fonts.write_text(FONTS, encoding="utf-8")
    settings = {**os.environ, "FONTCONFIG_FILE": str(fonts), **variables}
    pipe = f"draw{uuid.uuid4().hex[:12]}"
    home = work / f"profile-{pipe}"
    profile(home)
    command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--norestore", "--nologo",
               "--nodefault", f"--accept=pipe,name={pipe};urp;"]  # fmt: skip
    command += [] if variables else ["--headless"]
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command, env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    program, desktop = start(), None
    try:
        for _ in range(480):
            try:
                there = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:  # uno's own exceptions are made at run time: not there yet
                time.sleep(0.25)
            if program.poll() is not None:  # the screen was not ready
                program = start()
        else:
            raise SystemExit("LibreOffice does not answer")
        desktop = there.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", there
        )
        yield desktop
    finally:
        if desktop is not None:
            try:
                desktop.terminate()
                program.wait(20)
            except Exception:  # it ends while it answers
                pass
        program.kill()


def words(**named: Any) -> tuple[Any, ...]:
    """Make uno's property values."""
    from com.sun.star.beans import PropertyValue

    made = []
    for name, value in named.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


@contextmanager
def loaded(desktop: Any, book: Path, hidden: bool) -> Iterator[Any]:
    """Load a workbook and give its columns Excel's pixels."""
    document = desktop.loadComponentFromURL(
        book.resolve().as_uri(), "_blank", 0, words(Hidden=hidden, ReadOnly=False)
    )
    try:
        document.addActionLock()
        for name, spans in excel_widths(book).items():
            sheet = document.Sheets.getByName(name)
            for first, last, pixels in spans:
                span = sheet.getCellRangeByPosition(first, 0, last, 0)
                span.Columns.Width = round(pixels * 2540 / 96)
        document.removeActionLock()
        yield document
    finally:
        document.close(True)


def screens(desktop: Any, book: Path, wanted: list[list[str]], variables: dict[str, str]) -> None:
    """Draw first screens, all of one size."""
    with loaded(desktop, book, hidden=False) as document:
        controller = document.CurrentController
        frame = controller.Frame
        for bar in ("standardbar", "formatobjectbar"):
            frame.LayoutManager.hideElement(f"private:resource/toolbar/{bar}")
        _hide_sidebar(frame)
        controller.ShowPageBreaks = False
        for tab, size, out in wanted:
            width, height = map(int, size.split("x"))
            frame.ContainerWindow.setPosSize(0, 0, width, height - LOWER, 15)
            controller.setActiveSheet(document.Sheets.getByName(tab))
            time.sleep(1.5)  # it draws charts a moment later, and says nothing when it has
            subprocess.run(
                ["import", "-window", "root", "-crop", f"{width}x{height - LOWER}+0+0", "+repage",
                 out],
                check=True, env={**os.environ, **variables},
            )  # fmt: skip


def _hide_sidebar(frame: Any) -> None:
    """Close the side bar, which Excel does not have."""
    import uno

    here = uno.getComponentContext()
    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete = ".uno:Sidebar"
    transformer = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.util.URLTransformer", here
    )
    url = transformer.parseStrict(url)[1]
    frame.queryDispatch(url, "", 0).dispatch(url, words(Sidebar=False))


def main() -> None:
    """Do the jobs of the file named, or tell a workbook's tabs."""
    if sys.argv[1] == "--tabs":
        print(json.dumps(shown_tabs(Path(sys.argv[2]))))
        return
    jobs = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        with office(work, {}) as desktop:
            for job in jobs:
                if job.get("pdf"):
                    with loaded(desktop, Path(job["book"]), hidden=True) as document:
                        out = Path(job["pdf"]).resolve().as_uri()
                        document.storeToURL(out, words(FilterName="calc_pdf_Export"))
        for size in sorted({one[1] for job in jobs for one in job.get("screens", ())}):
            with display(size) as variables, office(work, variables) as desktop:
                for job in jobs:
                    wanted = [one for one in job.get("screens", ()) if one[1] == size]
                    if wanted:
                        screens(desktop, Path(job["book"]), wanted, variables)


if __name__ == "__main__":
    main()
