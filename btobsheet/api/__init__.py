"""The library's doors: paths or bytes in, values out.

Each name is imported on first use, heavy parts on call.

:mod:`~btobsheet.api.plans` makes and reads plans, :mod:`~btobsheet.api.reports` tells how one
stands, :mod:`~btobsheet.api.portfolios` many, :mod:`~btobsheet.api.copies` serves many hands on one
plan, :mod:`~btobsheet.api.database` keeps reports.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # for type checkers and editors; a test keeps it the same as HOMES
    from btobsheet.api.adopting import adopt, propose_map
    from btobsheet.api.collecting import collect
    from btobsheet.api.copies import (
        diff_marked,
        fill,
        mark,
        merge,
        merge_report,
        questions,
        resolve,
        returned,
        split,
        which,
    )
    from btobsheet.api.database import DEFAULT_DB, database_name, track, tracked, untracked
    from btobsheet.api.formats import FILE_FORMATS, PORTFOLIO_FORMATS, STATUS_FORMATS
    from btobsheet.api.life import approve, close, goal, handover, roll, upgrade
    from btobsheet.api.plans import (
        Reading,
        agenda,
        as_of_day,
        assess,
        check,
        diff,
        export,
        export_csv,
        generate,
        load_sample,
        load_template,
        new_plan_id,
        read,
        sample_plan,
    )
    from btobsheet.api.portfolios import json_parts, portfolio_report, survey
    from btobsheet.api.reports import (
        diff_report,
        explain,
        explain_code,
        reminders,
        render,
        report,
        report_file,
        status_document,
        status_json,
    )

HOMES = {
    "DEFAULT_DB": "btobsheet.api.database",
    "FILE_FORMATS": "btobsheet.api.formats",
    "PORTFOLIO_FORMATS": "btobsheet.api.formats",
    "Reading": "btobsheet.api.plans",
    "STATUS_FORMATS": "btobsheet.api.formats",
    "approve": "btobsheet.api.life",
    "close": "btobsheet.api.life",
    "collect": "btobsheet.api.collecting",
    "roll": "btobsheet.api.life",
    "agenda": "btobsheet.api.plans",
    "as_of_day": "btobsheet.api.plans",
    "assess": "btobsheet.api.plans",
    "check": "btobsheet.api.plans",
    "database_name": "btobsheet.api.database",
    "diff": "btobsheet.api.plans",
    "diff_marked": "btobsheet.api.copies",
    "diff_report": "btobsheet.api.reports",
    "explain": "btobsheet.api.reports",
    "explain_code": "btobsheet.api.reports",
    "export": "btobsheet.api.plans",
    "export_csv": "btobsheet.api.plans",
    "fill": "btobsheet.api.copies",
    "generate": "btobsheet.api.plans",
    "goal": "btobsheet.api.life",
    "handover": "btobsheet.api.life",
    "json_parts": "btobsheet.api.portfolios",
    "load_sample": "btobsheet.api.plans",
    "load_template": "btobsheet.api.plans",
    "mark": "btobsheet.api.copies",
    "merge": "btobsheet.api.copies",
    "merge_report": "btobsheet.api.copies",
    "new_plan_id": "btobsheet.api.plans",
    "portfolio_report": "btobsheet.api.portfolios",
    "questions": "btobsheet.api.copies",
    "read": "btobsheet.api.plans",
    "reminders": "btobsheet.api.reports",
    "render": "btobsheet.api.reports",
    "report": "btobsheet.api.reports",
    "report_file": "btobsheet.api.reports",
    "resolve": "btobsheet.api.copies",
    "returned": "btobsheet.api.copies",
    "sample_plan": "btobsheet.api.plans",
    "split": "btobsheet.api.copies",
    "status_document": "btobsheet.api.reports",
    "status_json": "btobsheet.api.reports",
    "survey": "btobsheet.api.portfolios",
    "track": "btobsheet.api.database",
    "tracked": "btobsheet.api.database",
    "untracked": "btobsheet.api.database",
    "adopt": "btobsheet.api.adopting",
    "propose_map": "btobsheet.api.adopting",
    "upgrade": "btobsheet.api.life",
    "which": "btobsheet.api.copies",
}

__all__ = [
    "DEFAULT_DB",
    "FILE_FORMATS",
    "PORTFOLIO_FORMATS",
    "STATUS_FORMATS",
    "Reading",
    "adopt",
    "agenda",
    "approve",
    "as_of_day",
    "assess",
    "check",
    "close",
    "collect",
    "database_name",
    "diff",
    "diff_marked",
    "diff_report",
    "explain",
    "explain_code",
    "export",
    "export_csv",
    "fill",
    "generate",
    "goal",
    "handover",
    "json_parts",
    "load_sample",
    "load_template",
    "mark",
    "merge",
    "merge_report",
    "new_plan_id",
    "portfolio_report",
    "propose_map",
    "questions",
    "read",
    "reminders",
    "render",
    "report",
    "report_file",
    "resolve",
    "returned",
    "roll",
    "sample_plan",
    "split",
    "status_document",
    "status_json",
    "survey",
    "track",
    "tracked",
    "untracked",
    "upgrade",
    "which",
]


def __getattr__(name: str) -> Any:
    """Import a name's home on first use (PEP 562)."""
    if name not in HOMES:
        raise AttributeError(f"module 'btobsheet.api' has no attribute {name!r}")
    return getattr(import_module(HOMES[name]), name)
