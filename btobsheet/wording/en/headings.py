"""What stands over the columns of plans that people make by hand, by what it means."""

from __future__ import annotations

from typing import Final

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "task": (
        *("task", "tasks", "task name", "task title", "task description", "activity", "activities"),
        *("activity name", "action", "actions", "action item", "action items", "action step"),
        *("action steps", "to do", "to-do", "todo", "work item", "step", "steps", "milestone"),
        *("subtask", "sub-task", "work package", "deliverable / task", "marketing activity"),
    ),
    "tactic": (
        *("tactic", "tactics", "tactic name", "campaign", "campaign name", "initiative"),
        *("initiatives", "initiative name", "program", "programme", "marketing tactic"),
        *("marketing initiative", "key initiative", "campaign / initiative", "campaign title"),
    ),
    "operation": ("operation", "strategy", "strategies", "strategic pillar", "pillar"),
    "level1": ("level 1", "main category", "main task", "work stream", "workstream"),
    "level2": ("level 2", "subcategory", "sub-category", "sub category"),
    "level3": ("level 3", "detail task"),
    "group": (
        *("category", "phase", "type", "group", "stage", "area", "theme", "project", "section"),
        *("project name", "activity type", "bucket", "phase name", "project phase"),
    ),
    "name": ("item", "name", "title", "subject", "element"),
    "no": (
        *("no", "no.", "#", "id", "wbs", "wbs no.", "wbs number", "task id", "activity id", "ref"),
        *("campaign id", "number", "task no.", "s.no", "sr no", "item no."),
    ),
    "owner": (
        *("owner", "assigned to", "assignee", "responsible", "responsible person", "task owner"),
        *("lead", "task lead", "person responsible", "who", "resource", "resources", "pic"),
        *("project lead", "responsibility", "assigned", "campaign owner", "resource name", "dri"),
        *("resource names", "point person", "accountable"),
    ),
    "backup": ("backup", "deputy", "second owner", "support"),
    "department": ("department", "team", "function", "dept", "dept.", "business unit"),
    "start": (
        *("start", "start date", "begin", "begin date", "from", "planned start", "launch date"),
        *("plan start", "planned start date", "kick-off", "kickoff date", "commence", "starts"),
        *("scheduled start", "date start", "go-live date"),
    ),
    "end": (
        *("end", "end date", "finish", "finish date", "due", "due date", "deadline", "to"),
        *("planned end", "planned finish", "plan end", "planned end date", "target date"),
        *("completion date", "target completion", "scheduled finish", "by when", "ends"),
        *("planned completion", "target end date", "date due", "closure date"),
    ),
    "actual_start": ("actual start", "actual start date", "started on", "started"),
    "done_on": (
        *("actual end", "actual finish", "actual end date", "completed on", "date completed"),
        *("done on", "actual completion", "finished on", "completed date", "actual finish date"),
    ),
    "period": (
        "period",
        "timing",
        "timeframe",
        "time frame",
        "when",
        "schedule",
        "timeline",
        "dates",
    ),
    "days": ("days", "duration", "duration (days)", "no. of days", "work days", "plan duration"),
    "status": ("status", "state", "task status", "progress status", "current status", "rag status"),
    "percent": (
        *("% complete", "percent complete", "progress", "% done", "complete", "completion"),
        *("pct complete", "progress %", "completion %", "% completed", "percentage complete"),
        *("task % complete", "pct of task complete", "% progress"),
    ),
    "effort": (
        "effort",
        "effort (days)",
        "person days",
        "man-days",
        "estimated effort",
        "workload",
    ),
    "phase": ("pdca",),
    "priority": ("priority", "importance", "urgency"),
    "channel": ("digital / in person", "online / offline"),
    "note": ("note", "notes", "comment", "comments", "remarks", "remark", "additional notes"),
    "budget": (
        *("budget", "budgeted", "planned budget", "budget amount", "budget allocation"),
        *("budgeted amount", "budgeted cost", "estimated budget", "planned budget amount"),
    ),
    "spent": (
        *("spent", "actual spend", "actual cost", "spend to date", "amount spent", "actual amount"),
        *("actual spending", "actual costs"),
    ),
    "cost": ("cost", "amount", "expense", "costs", "estimated cost", "projected cost", "spend"),
    "intent": ("objective", "goal", "purpose", "aim", "objectives", "goals", "why", "intent"),
    "segment": ("target audience", "audience", "segment", "product", "persona", "market"),
    "reason": ("reason", "rationale", "background"),
    "description": ("description", "details", "detail", "tactic description", "summary"),
    "mission": ("mission",),
    "kpi": (
        *("kpi", "kpis", "kpi name", "metric", "metrics", "metric name", "measure", "indicator"),
        *("key performance indicator", "key performance indicator (kpi)", "success metric"),
        *("measure of success", "key metric"),
    ),
    "annual_target": (
        *("target", "annual target", "yearly target", "target value", "kpi target", "goal value"),
        *("full-year target", "fy target", "annual goal"),
    ),
    "actual": ("actual", "actuals", "actual value", "current value", "current"),
    "unit": ("unit", "units", "unit of measure", "uom"),
    "definition": ("definition", "how measured", "formula", "calculation", "measurement"),
    "baseline": ("baseline", "starting value", "starting point", "baseline value"),
    "last_year": ("last year", "prior year", "previous year", "ly actual", "last year actual"),
    "source": ("source", "data source", "source of data"),
    "parent": ("parent kpi", "parent metric"),
    "line": (
        "plan / actual",
        "plan/actual",
        "target / actual",
        "planned / actual",
        "budget / actual",
    ),
    "item": (
        *("cost item", "budget item", "expense item", "expense category", "account", "line item"),
        *("budget category", "budget line", "cost category", "expense type"),
    ),
    "month": ("month", "year month", "reporting month"),
    "date": ("date", "day"),
    "holiday": ("holiday", "holidays", "holiday name", "bank holiday"),
    "person": ("person", "member", "team member", "full name", "contact", "employee"),
    "role": ("role", "job title", "position"),
    "email": ("email", "e-mail", "mail", "email address"),
    "result": ("result", "results", "outcome", "what happened", "findings"),
    "cause": ("cause", "root cause", "issue", "issues", "why it happened"),
    "next_action": (
        "next action",
        "next step",
        "next steps",
        "countermeasure",
        "corrective action",
    ),
    "decision": ("decision", "decision needed", "decisions"),
    "rate": (
        *("attainment", "variance", "% of target", "difference", "achievement", "total", "ytd"),
        *("variance %", "variance ($)", "% variance", "roi", "roi (%)", "growth", "sum", "average"),
        *("% of total", "annual total", "fy total", "q1 total", "year to date", "days left"),
        *("days remaining", "remaining", "grand total", "full year", "delta"),
    ),
    "depends": (
        "predecessor",
        "predecessors",
        "dependency",
        "dependencies",
        "depends on",
        "related",
    ),
    "deliverable": (
        "deliverable",
        "deliverables",
        "output",
        "location",
        "venue",
        "channel",
        "medium",
    ),
}
"""By role: the same roles in every language."""
SAYS: Final[dict[str, tuple[str, ...]]] = {
    "plan": ("plan", "planned", "target", "budget", "forecast", "goal", "baseline", "budgeted"),
    "actual": ("actual", "actuals", "result", "real", "spent"),
    "last_year": ("last year", "prior year", "previous year"),
    "rate": ("attainment", "variance", "%", "achievement", "difference", "ytd", "% of target"),
    "week": ("week {n}", "w{n}", "wk{n}", "wk {n}", "{n}w", "week{n}"),
    "first_third": ("early",),
    "middle_third": ("mid",),
    "last_third": ("late",),
    "first_half": ("first half", "1h"),
    "second_half": ("second half", "2h"),
    "weekdays": (
        *("mon", "tue", "wed", "thu", "fri", "sat", "sun", "m", "t", "w", "t", "f", "s", "s"),
        *("mo", "tu", "we", "th", "fr", "sa", "su"),
    ),
}
"""What a piece of a heading, or of a line, says."""
ABOUT: Final[dict[str, tuple[str, ...]]] = {
    "costs": ("budget", "cost", "expense", "spend"),
    "kpis": ("kpi", "metric", "target", "scorecard", "performance"),
    "target": ("target", "plan", "goal", "budget"),
    "actual": ("actual", "result"),
    "holidays": ("holiday",),
    "people": ("team", "people", "member", "contacts", "stakeholder"),
    "year": ("fy{year}", "fy {year}", "{year} plan"),
}
"""What the name of a tab or a title says of the table."""
UNITS: Final[tuple[str, ...]] = (
    *("%", "#", "leads", "count", "usd", "$", "eur", "jpy", "yen", "hours", "days", "visits"),
    *("people", "companies", "units", "pts", "points", "million", "k", "no."),
)
"""What may stand in brackets behind a KPI's name and is its unit."""
KGI: Final[tuple[str, ...]] = ("KGI", "north star", "key goal indicator")
MONEY: Final[dict[str, tuple[str, ...]]] = {
    "円": ("JPY", "yen"),
    "千円": (
        *("JPY 000", "JPY 000s", "JPY thousand", "JPY thousands", "JPY k", "kJPY", "thousand yen"),
        *("¥000", "¥000s", "¥ thousand", "¥k", "yen thousand", "yen thousands", "thousands of yen"),
        *("000 JPY", "000 yen", "thousand JPY", "thousands JPY"),
    ),
    "百万円": (
        *("JPY million", "JPY millions", "JPY mn", "JPY m", "mJPY", "million yen", "yen million"),
        *("¥ million", "¥m", "¥mn", "millions of yen", "million JPY", "JPY mm"),
    ),
    "千": (
        *("000", "000s", "thousand", "thousands", "$000", "$000s", "$k", "$ thousand", "k$"),
        *("USD 000", "USD thousand", "USD k", "EUR 000", "EUR thousand", "EUR k", "€000", "€k"),
    ),
    "百万": ("million", "millions", "$m", "$ million", "USD million", "EUR million", "€m", "USD m"),
}
"""Units of money as they are read, and other spellings of them in brackets or above a table."""
AMOUNTS: Final[tuple[str, ...]] = (
    *("revenue", "sales amount", "sales value", "turnover", "profit", "margin amount", "cost"),
    *("spend", "budget", "expense", "income", "pipeline value", "order value", "deal size"),
)
"""Pieces of names of KPIs that are amounts of money."""
RATES: Final[tuple[str, ...]] = ("rate", "ratio", "percentage", "share", "CVR", "CTR")
"""What names of rates end with."""
SEPARATORS: Final = ",/&;\n"
"""What stands between several people in one cell."""
