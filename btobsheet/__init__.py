"""Make BtoB marketing planning workbooks, read filled copies back, and report how the plan stands.

>>> import btobsheet
>>> reading = btobsheet.read("計画.xlsx")                      # doctest: +SKIP
>>> print(btobsheet.report(reading))                            # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# where each public name lives; imported on first use, so that ``import btobsheet`` costs nothing
_HOMES = {
    "Assessment": "btobsheet.status.figures",
    "BtobsheetError": "btobsheet.problems",
    "Change": "btobsheet.plan.diff",
    "Plan": "btobsheet.plan.model",
    "Problem": "btobsheet.problems",
    "Reading": "btobsheet.api",
    "UnreadableError": "btobsheet.problems",
    "UsageError": "btobsheet.problems",
    "assess": "btobsheet.api",
    "check": "btobsheet.api",
    "diff": "btobsheet.api",
    "explain": "btobsheet.api",
    "frames": "btobsheet.frames",
    "generate": "btobsheet.api",
    "load_template": "btobsheet.api",
    "read": "btobsheet.api",
    "report": "btobsheet.api",
    "sample_plan": "btobsheet.api",
    "status_json": "btobsheet.api",
}

__all__ = [
    "Assessment",
    "BtobsheetError",
    "Change",
    "Plan",
    "Problem",
    "Reading",
    "UnreadableError",
    "UsageError",
    "assess",
    "check",
    "diff",
    "explain",
    "frames",
    "generate",
    "load_template",
    "read",
    "report",
    "sample_plan",
    "status_json",
]


def __getattr__(name: str) -> Any:
    """Import a public name's home on first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'btobsheet' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
