"""Texts: reports that were tracked, and how their figures moved."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # what came of tracking
    "kept": "{title}: the report as of {day} is kept (revision {revision}).",
    "kept_again": "{title}: the figures of the report as of {day} (revision {revision}) are others than those kept. The new ones are kept as edition {edition}, which counts from now on.",
    "known": "{title}: the report as of {day} (revision {revision}) is kept already with the same figures. Nothing was added.",
    "database": "Database: {name}",
    "nothing": "No report was kept.",
    "untitled": "A plan without a name",
    # the section
    "heading": "How the forecast has moved",
    "none": "No report of this plan from before {day} is kept yet. Keep one with btobsheet track, and the next report shows here how it moved.",
    "moved_down": "The forecast of the KGI “{name}” went down from {first} on {first_day} to {last} on {last_day}",
    "moved_up": "The forecast of the KGI “{name}” went up from {first} on {first_day} to {last} on {last_day}",
    "moved_not": "The forecast of the KGI “{name}” has stayed at {last} from {first_day} to {last_day}",
    "annual": " (target of the year {annual}).",
    "annual_moved": " (the target of the year was changed from {before} to {annual}).",
    "caption": "How forecasts and attainments have moved ({count} earlier reports and this one)",
    "col_attainments": "Attainment so far",
    "col_first": "Forecast {day}",
    "col_last": "Last time {day}",
    "col_now": "Now",
    "col_day": "As of",
    "col_forecast": "Forecast",
    "more": "{count} more",
    "overdue": "Actions that ran over their date since the last report (as of {day})",
    "overdue_more": "{count} more",
    "overdue_none": "No action ran over its date since the last report (as of {day}).",
    "chart_title": "How the forecast has moved",
    "chart_summary": "Forecast and target of the year of the KGI and main KPIs ({count}), by the day of the report",
    "chart_note": "Attainment {attainments}",
    "chart_forecast": "Forecast",
    "chart_target": "Target of the year",
    "sheet": "How forecasts and attainments have moved (by day of the report)",
    "sheet_chart": "{name}: forecast and target of the year",
    "sheet_chart_unit": "{name}: forecast and target of the year ({unit})",
}
