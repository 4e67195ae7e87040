"""Texts of taking a workbook on to today's form."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "The workbook has today's form",
    "done": "A workbook of form {old} was made anew in today's form {new}. {cells} entries and {notes} cells with notes (comments) stand under the same No. and column. What could not be read stands as it was typed.",
    "done_same": "A workbook of form {new} without the sheet for approvals was made anew in today's shape. {cells} entries and {notes} cells with notes (comments) stand under the same No. and column. What could not be read stands as it was typed.",
    "same": "Plan id, revision, numbers and what was handed out are as they were.",
    "left": "Not taken along",
    "left_note": "These are in the old workbook only (places are those of the old one). Copy what you need into the new one.",
    "left_none": "Nothing.",
    "next": "What comes next",
    "next_look": "Open {out} in Excel, look it over, and use it from now on. The old workbook was not changed.",
    "next_merge": "Copies handed out in the form before can still be merged: btobsheet merge {out} COPY.xlsx -o MERGED.xlsx",
    "next_approve": "The plan can be approved now: btobsheet approve {out} -o approved.xlsx",
    "words": "{tab}!{cells} {words} ({kind})",
    "place": "{tab}!{cells} ({kind})",
    "tab": "{tab} ({kind})",
    "whole_tab": "{tab}: the whole tab, {count} filled cells ({words})",
    "rest": "{tab}: {count} more ({kind})",
    "kind_output": "typed on a tab of formulas",
    "kind_margin": "beside the tables, or a column of your own",
    "kind_setting": "a setting that is not known",
    "kind_no_column": "no column for it, such as a month of another year",
    "kind_formula": "a formula in an input cell; its value was taken along",
    "kind_colour": "colours of cells or letters",
    "kind_width": "width of a column",
    "kind_hidden_column": "a hidden column",
    "kind_hidden_row": "a hidden row",
    "kind_merged": "merged cells; each has the value now",
    "kind_filter": "a filter",
    "kind_order": "the order of the rows; now they stand by their No.",
    "kind_picture": "pictures or shapes",
}
