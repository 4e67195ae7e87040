"""Texts: parts of a workbook handed out, and who has answered."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "guide.for": "The part of {to}. {due}",
    "guide.person": "{name}",
    "guide.due": "Please fill it in by {month} {day}, {year} and send this very file back.",
    "guide.covers": "Of actions and reviews, only those that concern {to} are here. "
    "KPI statuses, the overview and the KPI tree are those of the whole plan, but the progress of operations and of the plan covers the actions here only. "
    "On tabs 2 and 3 the rows of others are hidden (select rows and unhide to see them).",
    "title": "Workbooks to hand out",
    "subtitle": "{title} ({by})",
    "by_owner": "by owner",
    "by_department": "by department",
    "by_operation": "by operation",
    "done": "{count} workbooks were made in {folder}.",
    "caption": "Workbooks",
    "col_for": "For",
    "col_file": "File",
    "col_tactics": "Tactics",
    "col_kpis": "KPIs",
    "col_actions": "Actions",
    "next": "When they come back, collect them in one folder, look with btobsheet returned MASTER FOLDER, and take them in with btobsheet merge MASTER FOLDER/*.xlsx -o MERGED.xlsx.",
    "option.by": "how to split",
    "option.out": "the folder to write to",
    "option.due": "the day by which they are wanted back (shown on the tab Guide)",
    "option.returned_due": "the day by which they are wanted back (default: the one in the workbooks)",
    "returned_title": "What has come back",
    "returned_subtitle": "Master: {master}",
    "answered": "{count} of {all} are filled in. ",
    "late": "{count} are past the due date without anything filled in.",
    "col_state": "State",
    "col_changed": "Changes",
    "col_missing": "Still missing",
    "col_saved": "Last saved",
    "state_answered": "Filled in",
    "state_untouched": "Untouched",
    "state_unknown": "Not known",
    "state_absent": "No file",
    "state_older": "Older file",
    "state_late": "{state} (due {due})",
    "missing_kpis": "actuals {ids} ({count})",
    "missing_tactics": "acceptance {ids} ({count})",
    "missing_actions": "overdue actions {ids} ({count})",
    "saved": "{day} {by}",
    "whole": "(a whole workbook)",
    "separator": ", ",
    "others": "Files that do not belong here",
    "stranger": "{file}: a workbook of another plan ({title}).",
    "failure": "{file}: {message} {hint}",
}
