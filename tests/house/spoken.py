"""Run as a program: a language that is only a folder of words speaks everywhere."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import btobsheet.wording


def speak(folder: Path) -> None:
    """Add the language ``xx``: English, its words marked, in a folder of its own."""
    english = Path(btobsheet.wording.__file__).parent / "en"
    shutil.copytree(english, folder / "xx")
    for path in (folder / "xx").rglob("*.py"):
        text = path.read_text(encoding="utf-8").replace(
            "btobsheet.wording.en", "btobsheet.wording.xx"
        )
        if path.parent.name == "columns":
            text = text.replace('Words("', 'Words("xx ').replace(
                'Words(\n        "', 'Words(\n        "xx '
            )
        if path.name in ("tabs.py", "words.py"):
            text = text.replace(': "', ': "xx ').replace('": ("', '": ("xx ')
        path.write_text(text, encoding="utf-8")
    btobsheet.wording.__path__.append(str(folder))
    btobsheet.wording.LANGUAGES = ("ja", "en", "xx")


def check() -> None:
    """Write a plan in it, read it back, and report."""
    from dataclasses import replace

    import btobsheet

    plan = replace(btobsheet.sample_plan("en"), language="xx")
    data = btobsheet.generate(plan, plan_id="p-1")
    read = btobsheet.read(data, thorough=True)
    assert read.plan == plan
    assert [item.code for item in read.problems if item.code[0] == "E"] == []
    from btobsheet.excel.raw.grid import read_grid

    tabs = [sheet.name for sheet in read_grid(data).sheets]
    assert "xx 2 Tactics & KPIs" in tabs, tabs
    for format in ("text", "md", "html", "json"):
        assert btobsheet.report(read, format)
    assert "xx On track" in btobsheet.report(read, "md")


if __name__ == "__main__":
    speak(Path(sys.argv[1]))
    check()
    print("spoken")
