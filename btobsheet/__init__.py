"""Make BtoB marketing planning workbooks, read filled copies back, and report how the plan stands.

>>> import btobsheet
>>> reading = btobsheet.read("計画.xlsx")                      # doctest: +SKIP
>>> print(btobsheet.report(reading))                            # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for type checkers and editors; a test keeps it the same as _HOMES
    from btobsheet.api.adopting import adopt, propose_map
    from btobsheet.api.collecting import collect
    from btobsheet.api.copies import fill, mark, merge, resolve, returned, split, which
    from btobsheet.api.database import track, tracked
    from btobsheet.api.life import approve, close, goal, handover, roll, upgrade
    from btobsheet.api.plans import (
        Reading,
        assess,
        check,
        diff,
        generate,
        load_template,
        read,
        sample_plan,
    )
    from btobsheet.api.reports import explain, report, report_file, status_json
    from btobsheet.plan.diff import Change
    from btobsheet.plan.model import Plan
    from btobsheet.problems import BtobsheetError, Problem, UnreadableError, UsageError
    from btobsheet.status.figures import Assessment
    from btobsheet.tables.frames import frames

__version__ = "0.1.0"

# where each public name lives; imported on first use, so that ``import btobsheet`` costs nothing
_HOMES = {
    "Assessment": "btobsheet.status.figures",
    "BtobsheetError": "btobsheet.problems",
    "Change": "btobsheet.plan.diff",
    "Plan": "btobsheet.plan.model",
    "Problem": "btobsheet.problems",
    "Reading": "btobsheet.api.plans",
    "UnreadableError": "btobsheet.problems",
    "UsageError": "btobsheet.problems",
    "adopt": "btobsheet.api.adopting",
    "approve": "btobsheet.api.life",
    "close": "btobsheet.api.life",
    "collect": "btobsheet.api.collecting",
    "roll": "btobsheet.api.life",
    "assess": "btobsheet.api.plans",
    "check": "btobsheet.api.plans",
    "diff": "btobsheet.api.plans",
    "explain": "btobsheet.api.reports",
    "fill": "btobsheet.api.copies",
    "frames": "btobsheet.tables.frames",
    "generate": "btobsheet.api.plans",
    "goal": "btobsheet.api.life",
    "handover": "btobsheet.api.life",
    "load_template": "btobsheet.api.plans",
    "mark": "btobsheet.api.copies",
    "merge": "btobsheet.api.copies",
    "propose_map": "btobsheet.api.adopting",
    "read": "btobsheet.api.plans",
    "report": "btobsheet.api.reports",
    "report_file": "btobsheet.api.reports",
    "resolve": "btobsheet.api.copies",
    "returned": "btobsheet.api.copies",
    "sample_plan": "btobsheet.api.plans",
    "split": "btobsheet.api.copies",
    "status_json": "btobsheet.api.reports",
    "track": "btobsheet.api.database",
    "tracked": "btobsheet.api.database",
    "upgrade": "btobsheet.api.life",
    "which": "btobsheet.api.copies",
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
    "adopt",
    "approve",
    "assess",
    "check",
    "close",
    "collect",
    "diff",
    "explain",
    "fill",
    "frames",
    "generate",
    "goal",
    "handover",
    "load_template",
    "mark",
    "merge",
    "propose_map",
    "read",
    "report",
    "report_file",
    "resolve",
    "returned",
    "roll",
    "sample_plan",
    "split",
    "status_json",
    "track",
    "tracked",
    "upgrade",
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
