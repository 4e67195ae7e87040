"""Texts: filling in KPI actuals and spending from exports."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "Actuals filled in",
    "subtitle": "{source} → {file}",
    "done": "{count} actuals were filled in ({same} stood there already).",
    "done_nothing": "There was nothing to fill in ({same} actuals stood there already).",
    "would": "{count} actuals would be filled in ({same} stand there already). Nothing was written: --dry-run.",
    "would_nothing": "There is nothing to fill in ({same} actuals stand there already).",
    "caption": "Actuals",
    "col_series": "KPI or cost item",
    "col_month": "Month",
    "col_before": "Before",
    "col_after": "After",
    "col_state": "What",
    "col_rows": "Rows of the data",
    "rows": "{rows} ({count} in all)",
    "state_new": "Filled in",
    "state_changed": "Replaced",
    "state_kept": "Left alone",
    "state_same": "Same",
    "blank": "blank",
    "told_error": "Not filled in ({count})",
    "told_warning": "To be looked at ({count})",
    "told_notice": "Good to know ({count})",
    "usage": "Give -o OUT.xlsx (not needed with --dry-run).",
    "option.map": "a TOML file that says how to read the data",
    "option.overwrite": "replace other values that are already typed",
    "option.dry_run": "only show what would change, write nothing",
    "map_help": "What MAP.toml may say (every key is optional):\n\n"
    "\b\n"
    '  sheet = "2026"            which tab, where the data is an Excel file\n'
    '  encoding = "cp932"        else found out\n'
    '  delimiter = ";"           else found out\n'
    "  header = 3                the row of the headings; else found out\n"
    '  day_order = "mdy"         9/3/2026 is 3 September (dmy: 9 March)\n'
    '  time_zone = "+09:00"      counts times in UTC (…Z) by this clock\n'
    "  count = true              each row is one record: count them\n"
    "  [columns]                 headings in the data\n"
    '  kpi = "Metric"\n'
    '  month = "Year month"      for daily data date = "Date"\n'
    '  value = "Total"\n'
    '  tactic = "Campaign"       of spending (tab 6): the columns of the tactic\n'
    '  item = "Account"          and of the cost item (either may do)\n'
    "  [kpi]                     what the data says = the KPI's No. or name\n"
    '  "Sessions" = "K06"        "" leaves that one out\n'
    "  [tactic]                  what the data says = the tactic's No. or name\n"
    '  "Fairs" = "T03"\n'
    "  [item]                    what the data says = the cost item on tab 6\n"
    '  "Advertising" = "Ads"\n'
    "  [where]                   only rows in which this column holds this\n"
    '  "Source" = ["Fair", "Webinar"]\n'
    "  [factor]                  the data in yen, the KPI in thousands\n"
    '  "K21" = 0.001\n'
    "  [[take]]                  one KPI out of a list of records (as many as needed)\n"
    '  kpi = "K14"               or tactic = "T03", item = "Stand"\n'
    '  date = "MQL date"\n'
    "  count = true\n"
    '  where = {{ "Stage" = "MQL" }}',
}
