"""Make what comes out of the sample plan: python samples/make.py [FOLDER]

From ``plan.ja.toml`` and ``plan.en.toml``: the workbook, and its report as page, Markdown, text and
data. The day is the plan's own (5 October 2026) and the plan's id is fixed, so the same code makes
the same files; a test compares them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import btobsheet
from btobsheet.plan.model import Language

HERE = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("ja", "en")
PLAN_ID = "sample"
FORMATS = {"html": "html", "md": "md", "txt": "text", "json": "json"}


def outputs(language: Language) -> dict[str, bytes]:
    """Give the files of one language: name, content."""
    workbook = btobsheet.generate(btobsheet.sample_plan(language), plan_id=PLAN_ID)
    reading = btobsheet.read(workbook, f"plan.{language}.xlsx")
    reports = {
        f"report.{language}.{suffix}": btobsheet.report(reading, format).encode("utf-8")
        for suffix, format in FORMATS.items()
    }
    return {f"plan.{language}.xlsx": workbook, **reports}


def main(arguments: list[str]) -> None:
    """Write all files into a folder, by default beside the plans."""
    folder = Path(arguments[0]) if arguments else HERE
    for language in LANGUAGES:
        for name, content in outputs(language).items():
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
