"""Make BtoB marketing planning workbooks, read filled copies back, and report how the plan stands.

>>> import btobsheet
>>> reading = btobsheet.read("計画.xlsx")                      # doctest: +SKIP
>>> print(btobsheet.reports(reading))                            # doctest: +SKIP
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for type checkers and editors; a test keeps it the same as _HOMES
    from btobsheet.api import Reading, assess, check, diff, explain, generate, load_template, read, report, sample_plan, status_json
    from btobsheet.copies import fill, mark, merge, resolve, returned, split, which
    from btobsheet.frames import frames
    from btobsheet.plan.diff import Change
    from btobsheet.plan.model import Plan
    from btobsheet.problems import BtobsheetError, Problem, UnreadableError, UsageError
    from btobsheet.publish import report_file
    from btobsheet.status.figures import Assessment

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
    "fill": "btobsheet.copies",
    "frames": "btobsheet.frames",
    "generate": "btobsheet.api",
    "load_template": "btobsheet.api",
    "mark": "btobsheet.copies",
    "merge": "btobsheet.copies",
    "read": "btobsheet.api",
    "report": "btobsheet.api",
    "report_file": "btobsheet.publish",
    "resolve": "btobsheet.copies",
    "returned": "btobsheet.copies",
    "sample_plan": "btobsheet.api",
    "split": "btobsheet.copies",
    "status_json": "btobsheet.api",
    "which": "btobsheet.copies",
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
    "fill",
    "frames",
    "generate",
    "load_template",
    "mark",
    "merge",
    "read",
    "report",
    "report_file",
    "resolve",
    "returned",
    "sample_plan",
    "split",
    "status_json",
    "which",
]


def __getattr__(name: str) -> Any:
    """Import a public name's home on first use (PEP 562)."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'btobsheet' has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])


class _Package(ModuleType):
    """This package: its functions ``report`` and ``frames`` stay callable when the modules of those names are imported."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
