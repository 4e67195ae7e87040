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
    "usage": "Give -o OUT.xlsx (not needed with --dry-run or --draft-map).",
    "usage_draft": "{options} cannot be used with --draft-map.",
    "option.map": "How to read the data: a TOML file, or the name of a map that comes along",
    "option.month": "Fill this month only; data that says no month is read as this one's",
    "option.keep_map": "Keep the map in the workbook (the next data with these headings needs no --map)",
    "option.draft_map": "Look at the headings and draft a map into this file (nothing is filled in)",
    "option.overwrite": "replace other values that are already typed",
    "option.dry_run": "only show what would change, write nothing",
    "draft_head": "Draft of a map (--map of btobsheet fill) for {source}",
    "draft_open": 'Places that need an answer: {count}. Take away the # and write the number between the ""',
    "draft_whole": "It can be used as it is",
    "draft_named": "Made from the map {name}, which comes along",
    "draft_near": "similar: {near}",
    "draft_which": "which one is it? To leave it out, only take away the #",
    "draft_left": "not in tab 6; to use it, write the cost item there",
    "draft_which_kpi": 'Which KPI is "{name}"?',
    "draft_records": "The headings alone do not tell which column is which KPI. Write one of these",
    "draft_numbers": "If columns of numbers are values of KPIs, write the KPIs' numbers",
    "draft_list": "If each row is one record, write which KPI it counts (or adds up) for",
    "draft_dates": "columns of dates: {heads}",
    "draft_value": "in place of count = true, to add up",
    "draft_where": "To count some rows only (leave the words that count)",
    "draft_kpis": "The KPIs of this plan:",
    "draft_tactics": "The tactics of this plan:",
    "draft_title": "Draft of a map",
    "draft_is_named": "The headings are those of the map {name}, which comes along.",
    "draft_caption": "Headings of the data",
    "draft_col_heading": "Heading",
    "draft_col_role": "Read as",
    "draft_col_meant": "In the plan",
    "draft_col_sample": "For example",
    "draft_preview": "What this draft reads ({count} values)",
    "draft_row": "Row {row} → {label} {month}: {value}",
    "draft_told": "Please check",
    "draft_next_open": "Places that need an answer: {count}. Open {file}, write them, and name it in --map of btobsheet fill.",
    "draft_next_whole": "{file} can be used in --map of btobsheet fill as it is. With --keep-map it stays in the workbook and is not needed again.",
    "role_kpi": "name of the KPI",
    "role_tactic": "name of the tactic",
    "role_item": "name of the cost item",
    "role_date": "date",
    "role_month": "month",
    "role_year": "year",
    "role_value": "value",
    "role_where": "tells which rows count",
    "role_measure": "values of a KPI",
    "role_months": "values of a month",
    "role_number": "numbers (which KPI is not known)",
    "role_left": "not used",
    "map_help": "Maps that come along (name one in --map):\n\n"
    "\b\n"
    "  hubspot-contacts          New leads, MQLs, SQLs\n"
    "  hubspot-deals             Meetings arranged, Orders won, Order value\n"
    "  salesforce-leads          New leads, Meetings arranged\n"
    "  salesforce-opportunities  Meetings arranged, Orders won, Order value\n"
    "  ga4-traffic               Sessions, Organic search sessions, Conversions\n"
    "  search-console            Search clicks, Search impressions\n"
    "  freee-deals               amounts spent (tab 6), by account\n"
    "  moneyforward-journal      amounts spent (tab 6), by account debited\n\n"
    "A figure goes to the plan's only KPI of that name. Where it has another name, draft a map with --draft-map and write the KPI's No. there.\n\n"
    "What MAP.toml may say (every key is optional):\n\n"
    "\b\n"
    '  sheet = "2026"            which tab, where the data is an Excel file\n'
    '  encoding = "cp932"        else found out\n'
    '  delimiter = ";"           else found out\n'
    "  header = 3                the row of the headings; else found out\n"
    '  day_order = "mdy"         9/3/2026 is 3 September (dmy: 9 March)\n'
    '  time_zone = "+09:00"      counts times in UTC (…Z) by this clock\n'
    "  count = true              each row is one record: count them\n"
    '  filled = ["Channel"]      leaves out rows in which it is blank (totals)\n'
    '  down = ["Type"]           a blank cell says what the row above says\n'
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
