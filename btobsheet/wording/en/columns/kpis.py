"""What people read of the columns of 3 KPI targets & actuals."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The row's number. Other KPIs and reviews point to the KPI by it, so please do not clear or change it.",
    ),
    "scope": Words(
        "Of (KGI, operation, tactic)",
        "Choose what it measures: KGI for the goal of the whole plan, otherwise an operation or a tactic, e.g. T03 Trade fair.",
        said="Belongs to",
    ),
    "name": Words("KPI", "A name that tells what is counted, e.g. Qualified leads.", said="Name"),
    "status": Words(
        "Status",
        "By attainment of closed months: On track from 95%, At risk from 80%, else Behind (see settings); a line, if set, decides. No data: none for 2 months. Year over: Achieved or Missed.",
    ),
    "attainment": Words(
        "Attainment",
        "Actual ÷ target over the closed months. For Down: 2 - actual ÷ target, which is 100% on target.",
    ),
    "so_far": Words(
        "Actual / target",
        "The actual of the closed months and the target of the same months, until the first actual the year's target, large numbers rounded to K or M. The exact ones are in the folded columns on the right.",
    ),
    "course": Words(
        "By month",
        "How far each closed month was above or below its target, one bar a month. A red bar downwards is a month that missed its target.",
    ),
    "actual_to_date": Words(
        "Actual to date",
        "Over the closed months that have an actual: their total (Sum), the last (Latest), their mean (Mean), total numerator ÷ total denominator (Ratio).",
    ),
    "expected_to_date": Words(
        "Expected to date",
        "The target over the same months. A month without an actual is left out of both sides.",
    ),
    "trend": Words(
        "Trend",
        "Worsening if the last two months lie below those before by 5 points and by more than its usual ups and downs; Improving the other way; else Flat. Counts need 3 months, others 5.",
    ),
    "last_change": Words(
        "Last change",
        "How the monthly attainment changed from the month before. Minus means that it fell.",
    ),
    "forecast": Words(
        "Forecast",
        "Where the year ends if things go on like this: annual target × actual ÷ target.",
    ),
    "months_evaluated": Words(
        "Judged up to month",
        "The last month that was judged, counted from the plan's first: 6 is September if the plan starts in April. 0: not judged yet.",
    ),
    "missing_months": Words(
        "Months missing", "Closed months without an actual. Fill them in until this is 0."
    ),
    "first_target": Words(
        "First target",
        "The annual target of the plan as first approved (number 0). It comes with btobsheet approve, and stays when targets change.",
    ),
    "attainment_first": Words(
        "vs first target",
        "Attainment to date against the targets of the plan as first approved (number 0). It stays with them when targets change.",
    ),
    "need": Words(
        "Need",
        "What the KGI asks of this KPI in the year: what its parent needs, less what is in hand, by the units of parent, by the months that are in time. See the tab Goal backwards.",
    ),
    "coverage": Words(
        "Coverage",
        "Which share of what is needed the planned targets of the child KPIs give. Below 100 % the plan runs short here.",
    ),
    "unit_cost": Words(
        "Unit cost",
        "The cost of one: what the tactic spent ÷ the total so far. Only for a tactic's KPIs that are summed.",
        also=("Unit cost (yen)",),
    ),
    "tactic_link": Words("To tactic", "Goes to the row of this KPI's tactic."),
    "definition": Words(
        "Definition (how it is counted)",
        "What counts as one, and when, e.g. An inquiry with company and phone number, on the day it came in. It keeps people from counting differently.",
        said="Counting rule",
        also=("Definition",),
    ),
    "unit": Words(
        "Unit",
        "The unit, e.g. leads, companies, yen, %. With % type targets and actuals with the sign, e.g. 12.5%.",
    ),
    "main": Words(
        "Main",
        "Mark the KPIs that matter with ○. Only marked KPIs decide the status of a tactic or operation; if none is marked, all do. Reference is shown and never judged. Example: ○ for meetings held.",
        said="Main KPI",
    ),
    "aggregation": Words(
        "Aggregation",
        "Sum for what adds up (also when empty), Latest for a balance, e.g. contacts, Mean for scores, Ratio for one KPI divided by another.",
    ),
    "direction": Words(
        "Direction",
        "Up if more is better (also when empty), Down if less is better, e.g. a churn rate; Keep for a value to be met, e.g. a budget to be spent.",
    ),
    "numerator": Words(
        "Numerator KPI",
        "Only for Ratio: choose the KPI that is divided, e.g. Clicks for a click rate.",
        said="Numerator",
    ),
    "denominator": Words(
        "Denominator KPI",
        "Only for Ratio: choose the KPI it is divided by, e.g. Mails sent for a click rate.",
        said="Denominator",
    ),
    "source": Words(
        "Source",
        "Where the number comes from, e.g. The list of deals in the CRM, final on the third working day. So anyone gets the same number.",
    ),
    "reporter": Words(
        "Reporter",
        "Choose who types the actuals. Empty means the tactic's owner. Example: Cleo Example.",
    ),
    "parent": Words(
        "Parent KPI",
        "Choose the KPI that grows when this one does, e.g. Orders for Deals. It shapes the KPI tree and tells what to fix first.",
    ),
    "parent_rate": Words(
        "Units of parent per unit",
        "How much the parent grows when this KPI grows by one. Example: 0.2 if 20% of deals become orders, 2000000 if an order brings 2 million yen. Empty if no rate tells it; note the reason.",
        said="Rate to the parent",
    ),
    "lag": Words(
        "Lead time (months)",
        "Months until a unit of this KPI shows in its parent, e.g. 3 if an order takes three months. Empty means none. It tells what can still count this year.",
        said="Lead time",
    ),
    "opening": Words(
        "In hand at the start",
        "How many you already have on the plan's first day, e.g. 12 deals under way. Leave empty for none.",
    ),
    "baseline": Words(
        "Baseline",
        "The value before the plan began, e.g. 850 contacts at the end of last year. Improvement is measured from here.",
    ),
    "from": Words(
        "First month",
        "The month in which you begin to count, e.g. 2026/10. Empty means the plan's first month. Months before it have no target and are never missing.",
    ),
    "to": Words(
        "Last month",
        "The last month in which you count, e.g. 2026/12. Empty means the plan's last month.",
    ),
    "last_year": Words(
        "Last year",
        "Last year's figure of the same KPI, e.g. 980. The report compares the forecast with it.",
    ),
    "annual_target": Words(
        "Annual target",
        "The year's target: the total for Sum, the value at the year's end for Latest, the value over the year for Mean and Ratio. E.g. 1200.",
    ),
    "warn_line": Words(
        "Warning line",
        "The value beyond which the KPI is At risk. If set, the line decides instead of the attainment. E.g. a churn rate of 2%. May stay empty.",
    ),
    "alarm_line": Words(
        "Alarm line",
        "The value beyond which the KPI is Behind; it lies beyond the warning line. E.g. a churn rate of 3%. May stay empty.",
    ),
    "target": Words(
        "target",
        "The target of this month, e.g. 100. Empty months are filled in from the annual target, so type only those that differ. Type 0 for a month with a target of none.",
        said="Monthly target",
    ),
    "actual": Words(
        "actual",
        "When the month is over, type its one actual. Empty while unknown (0 means none at all), - where there was nothing to count. A Ratio is worked out for you: type nothing. Example: 120.",
        said="Monthly actual",
    ),
    "outlook": Words(
        "Owner's outlook",
        "Where the owner expects to be at the year's end, e.g. 1100. If it differs from Forecast, say why in the note.",
    ),
    "note": Words(
        "Note",
        "What lies behind the numbers, e.g. No calls in August, summer closing. It helps to find causes later.",
    ),
    "within_chance": Words(
        "Chance",
        "Counts vary from month to month. It says Within chance where a shortfall like this often comes by chance alone. The status keeps its colour.",
    ),
    "examples": Words("_examples"),
}
