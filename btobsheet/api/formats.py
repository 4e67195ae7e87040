"""The formats of reports, each one entry: what makes it, loaded when it is asked for.

Command line, library and their refusals read this list; a new format is a renderer and its entry.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final, Literal

from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass

Depth = Literal["minute", "folded", "plain", "full"]
"""How much a report shows: what is read in one minute, the same with all the rest folded behind it,
all of it in words and tables, all of it with pictures and further tables.
"""


@dataclass(frozen=True)
class Format:
    """One format, and by what it is made: functions as ``module:name``, empty where there is none.

    ``document`` writes any document as text: ``(document)``, and on a ``terminal`` ``(document,
    width, colour)``; ``depth`` tells how much of a plan's report it shows (:data:`Depth`).
    ``plan`` makes a plan's report: ``(PlanReport) -> str | bytes``; else its document is written.
    ``portfolio`` makes that of many plans as a file: ``(Portfolio, language) -> bytes``. ``file``:
    bytes, that no terminal shows.
    """

    name: str
    document: str = ""
    plan: str = ""
    portfolio: str = ""
    terminal: bool = False
    depth: Depth = "full"
    file: bool = False


_RENDER = "btobsheet.reports.render"
_MAKE = "btobsheet.api.makers"
FORMATS: Final = (
    Format("text", document=f"{_RENDER}.text:render", terminal=True, depth="minute"),
    Format("md", document=f"{_RENDER}.markdown:render", depth="folded"),
    Format("html", document=f"{_RENDER}.html:render"),
    Format("json", plan=f"{_MAKE}:plan_json"),
    Format("xlsx", plan=f"{_MAKE}:plan_xlsx", portfolio=f"{_MAKE}:portfolio_xlsx", file=True),
    Format("pptx", plan=f"{_MAKE}:plan_pptx", file=True),
    Format("csv", plan=f"{_MAKE}:plan_csv", portfolio=f"{_MAKE}:portfolio_csv", file=True),
)
DOCUMENT_FORMATS: Final = tuple(one.name for one in FORMATS if one.document)
TEXT_FORMATS: Final = tuple(one.name for one in FORMATS if not one.file)
FILE_FORMATS: Final = tuple(one.name for one in FORMATS if one.file)
STATUS_FORMATS: Final = tuple(one.name for one in FORMATS)
MANY_FORMATS: Final = tuple(one.name for one in FORMATS if one.document or one.portfolio)
"""The formats that are made of a portfolio's summaries."""
PORTFOLIO_FORMATS: Final = tuple(one for one in STATUS_FORMATS if one in (*MANY_FORMATS, "json"))
"""Those of ``status`` of several files, where JSON comes plan by plan."""


def format_of(name: str, offered: tuple[str, ...] = STATUS_FORMATS) -> Format:
    """Find a format; UsageError E046 where it is none of those ``offered``."""
    found = next((one for one in FORMATS if one.name == name and name in offered), None)
    if found is None:
        raise UsageError(problem("E046", value=name, formats=", ".join(offered)))
    return found


def load(function: str) -> Any:
    """Import a function named as ``module:name``."""
    module, _, name = function.partition(":")
    return getattr(import_module(module), name)
