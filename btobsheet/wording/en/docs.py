"""Texts: the reference pages in ``docs/`` that are made from the code."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "made": "This page is made by docs/make.py. Change the code or the wording it comes from, then run `python docs/make.py`.",
    "columns.title": "Tabs and columns of the planning workbook",
    "columns.intro": (
        "Row 1 of every input tab is hidden and holds the columns' keys, such as kpis.name. "
        "Cells are found by these keys, so columns may be moved, inserted or given other headers. Row {header} holds the headers, data begin in row {first}. "
        "A table without keys is read by its headers as far as they tell."
    ),
    "columns.version": "Layout version of the workbook: {version}",
    "columns.kind.input": "Typed by people.",
    "columns.kind.output": "Formulas only; never read.",
    "columns.kind.hidden": "Hidden.",
    "columns.rows": "`{table}`: {rows} rows with the spare ones (where a plan has more, its own and a third)",
    "columns.fixed": "`{table}`: {rows} rows",
    "columns.header": "Header",
    "columns.key": "Key",
    "columns.holds": "Holds",
    "columns.what": "What it is",
    "columns.computed": "computed: {kind}",
    "columns.months": "{name}.YYYY-MM",
    "columns.calendar": "{name}.YYYY-MM-DD",
    "columns.also": "other headers: {names}",
    "columns.helpers": "There are hidden columns for the computations besides; they are never read.",
    "columns.settings": "The settings",
    "columns.default": "Default",
    "kind.Text": "text",
    "kind.PersonName": "name of a person (offered from the people)",
    "kind.Department": "name of a department",
    "kind.TextList": "texts, separated by commas",
    "kind.Number": "number",
    "kind.Money": "amount (yen)",
    "kind.Percent": "share",
    "kind.KpiValue": "number in the KPI's unit",
    "kind.Date": "day",
    "kind.MonthKind": "month",
    "kind.Choice": "one of: {words}",
    "kind.Flag": "mark: {words}",
    "kind.Reference": "reference: {tabs}",
    "kind.Identifier": "id",
    "kind.Label": "fixed text",
    "kind.Setting": "as the setting wants",
    "kind.range": "{kind}, {low} to {high}",
    "kind.least": "{kind}, at least {low}",
    "problems.title": "Problem codes",
    "problems.intro": (
        "The codes that `btobsheet check` shows. The first letter is E for an error, W for a warning, N for a notice. "
        "Where … stands, the case's own value is shown. `btobsheet explain CODE` tells about a single one."
    ),
    "problems.family.0": "The file",
    "problems.family.1": "How the workbook is built",
    "problems.family.2": "Typed values",
    "problems.family.3": "References and ids",
    "problems.family.4": "Formulas and revisions",
    "problems.family.5": "The plan itself: gaps, overlaps, overload",
    "problems.family.6": "A plan as text (TOML), and what was asked of a command",
    "problems.family.7": "Merging, splitting and filling",
    "problems.hint": "What to do",
    "problems.why": "Why",
    "cli.title": "Commands",
    "cli.intro": "An output that exists is not replaced without `--force`. No command changes its input.",
    "cli.option": "Option",
    "cli.what": "Meaning",
    "cli.default": "default: {value}",
    "cli.exits": "Exit codes",
    "cli.exit.0": "Done, nothing wrong.",
    "cli.exit.1": "Done, but the workbook has errors (check; with --strict also warnings), or --fail-on was met (status).",
    "cli.exit.2": "Wrong usage, or the output exists.",
    "cli.exit.3": "A file cannot be read as a planning workbook (of several files the others are still reported).",
}
