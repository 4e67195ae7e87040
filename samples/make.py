"""Make what comes out of the sample plan: python samples/make.py [FOLDER]

From ``plan.ja.toml`` and ``plan.en.toml``: the workbook, and its report as page, Markdown, text,
data, slides and workbook; and the page of several plans, the sample beside two made from it. The
day is the plan's own (5 October 2026) and the plan's id is fixed, so the same code makes the same
files; a test compares them. Slides need the extra ``pptx``.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import btobsheet
from btobsheet import api
from btobsheet.plan.model import Language, Plan
from btobsheet.reports.portfolio.summary import Portfolio, summarize

HERE = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("ja", "en")
PLAN_ID = "sample"
TEXTS = {"html": "html", "md": "md", "txt": "text", "json": "json"}
FILES = ("xlsx", "pptx")
OTHERS = {
    "ja": (("東日本営業所の計画(架空)", 1.12), ("代理店の計画(架空)", 0.86)),
    "en": (
        ("Eastern office (invented)", 1.12),
        ("Resellers (invented)", 0.86),
    ),
}
"""Plans beside the sample: title, and its actuals as a share of the sample's."""


def outputs(language: Language) -> dict[str, bytes]:
    """Give the files of one language: name, content."""
    plan = btobsheet.sample_plan(language)
    workbook = btobsheet.generate(plan, plan_id=PLAN_ID)
    reading = btobsheet.read(workbook, f"plan.{language}.xlsx")
    texts = {
        f"report.{language}.{suffix}": btobsheet.report(reading, format).encode("utf-8")
        for suffix, format in TEXTS.items()
    }
    files = {
        f"report.{language}.{format}": btobsheet.report_file(reading, format) for format in FILES
    }
    together = api.portfolio_report(several(plan), "html", language=language)
    return {
        f"plan.{language}.xlsx": workbook,
        **texts,
        **files,
        f"plans.{language}.html": str(together).encode("utf-8"),
    }


def several(plan: Plan) -> Portfolio:
    """Give the sample beside two plans made from it."""
    plans = [plan, *(_like(plan, *other) for other in OTHERS[plan.language])]
    files = (f"{name}.xlsx" for name in "abc")
    found = (summarize(api.assess(one), file=file) for one, file in zip(plans, files, strict=True))
    return Portfolio(tuple(found))


def _like(plan: Plan, title: str, share: float) -> Plan:
    """Give a plan of another title whose actuals are a share of this one's."""
    kpis = tuple(
        replace(
            kpi,
            actual=tuple(round(one * share) if one and one > 2 else one for one in kpi.actual),
        )
        for kpi in plan.kpis
    )
    settings = replace(plan.settings, title=title)
    return replace(plan, settings=settings, kpis=kpis, history=type(plan.history)())


def slides(data: bytes) -> Mapping[str, bytes]:
    """Give the parts of a show but for the workbooks in it, which say when they were made."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return {name: parts.read(name) for name in parts.namelist() if "embeddings" not in name}


def main(arguments: list[str]) -> None:
    """Write all files into a folder, by default beside the plans."""
    folder = Path(arguments[0]) if arguments else HERE
    for language in LANGUAGES:
        for name, content in outputs(language).items():
            path = folder / name
            kept = path.read_bytes() if path.exists() and name.endswith(".pptx") else b""
            if not kept or slides(kept) != slides(content):
                path.write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
