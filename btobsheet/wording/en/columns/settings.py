"""What people read of the columns of settings."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The setting's name. It marks the row however the rows are sorted, so please do not change it.",
    ),
    "name": Words("Setting", "What the setting is. Type into Value, to the right."),
    "value": Words("Value", "The setting's value. Select the cell to read what to type."),
    "policy": Words(
        "Policy",
        "In one sentence: what will you spend limited money, people and time on? E.g. Move from trade fairs to web and e-mail. It decides which tactics you choose and which you leave.",
    ),
    "title": Words(
        "Title of the plan",
        "The name of this plan, e.g. Marketing plan 2026. It heads prints and reports.",
        said="Title",
    ),
    "company": Words(
        "Company", "The name of the company or division, e.g. Bluesky Parts, measuring instruments."
    ),
    "as_of": Words(
        "As-of day (empty = today)",
        "The day to judge from, e.g. 2026/9/30. Leave it empty to use today. Fill it in to freeze the figures for a meeting.",
        said="As-of day",
    ),
    "stages": Words(
        "Stages (to check for gaps)",
        "The stages customers go through, in order, separated by commas, e.g. Needs, Reach, Nurture, Deal, Order. Used to find gaps and overlaps among the operations.",
        said="Stages",
    ),
    "buying_stages": Words(
        "Buying stages (of customers)",
        "The stages a buyer goes through, in order, separated by commas, e.g. Awareness, Research, Comparison, Decision. With these words in Buying stage on tab 2, a stage that no tactic serves is told.",
        said="Buying stages",
    ),
    "threshold.on_track": Words(
        "On track from (attainment)",
        "A KPI is On track from this attainment, e.g. 95%. Nearer to 100% is stricter.",
        said="On track from",
    ),
    "threshold.at_risk": Words(
        "At risk from (attainment)",
        "From this attainment up to On track a KPI is At risk; below it, Behind. E.g. 80%.",
        said="At risk from",
    ),
    "tolerance.trend": Words(
        "Change that makes a trend",
        "A level of the last two months that is lower by this much, and by more than the usual ups and downs, is Worsening (higher: Improving). E.g. 5%.",
    ),
    "tolerance.progress": Words(
        "Tolerance before behind",
        "An action that is further behind its plan than this is Behind. E.g. 10%.",
    ),
    "stale_months": Words(
        "Months until No data",
        "How many closed months may pass since the last actual before a KPI becomes No data, e.g. 2.",
    ),
    "due_soon_days": Words(
        "Days that are due soon",
        "Actions that end within this many days are reported as due soon, e.g. 14.",
    ),
    "currency": Words(
        "Currency (empty = yen)",
        "The word shown beside amounts of money, e.g. yen, USD. Empty means yen. No amount is converted.",
        said="Currency",
    ),
    "start": Words("First month"),
    "language": Words("Language"),
    "calendar": Words("Calendar unit"),
}
