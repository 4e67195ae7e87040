"""What people read of the columns of 2 Tactics & KPIs."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "The row's number. KPIs and actions point to the tactic by it, so please do not clear or change it.",
    ),
    "operation": Words(
        "Operation",
        "Choose the operation it belongs to. Without one the tactic is missing from the operation's status and from the strategy overview. Example: O03 Lead generation.",
    ),
    "name": Words(
        "Tactic", "A concrete way to carry out the operation, e.g. Monthly webinar.", said="Name"
    ),
    "status": Words(
        "Status",
        "The worst status among its main KPIs (all its KPIs if none is marked). Empty without a KPI.",
    ),
    "driver": Words(
        "Deciding KPI", "The worst main KPI, which decides the status. Look at this one first."
    ),
    "attainment": Words(
        "Attainment",
        "Attainment of the deciding KPI: the actual of the closed months against the target of the same months.",
    ),
    "attain_within": Words(
        "To target",
        "How far the deciding KPI has come: the thick line on the right is its target.",
    ),
    "attain_above": Words(
        "+",
        "What is above the target, up to 20%.",
    ),
    "trend": Words(
        "Trend",
        "Trend of the deciding KPI: Worsening when it falls by more than its usual ups and downs.",
    ),
    "progress": Words(
        "Progress",
        "How far its actions have come: % done averaged by effort (an empty effort counts 1), cancelled actions left out.",
    ),
    "planned": Words(
        "Planned",
        "How far they should have come by now if all went to plan. Compare it with Progress.",
    ),
    "overdue": Words("Overdue", "Actions that are past their end date and not done."),
    "kpi_link": Words("To KPIs", "How many KPIs the tactic has. Click to go to the first of them."),
    "channel": Words(
        "Channel",
        "Digital, In person (people do it) or Both. What depends on people is slow to improve, so think of a digital way first. Example: webinars are digital, fairs in person.",
    ),
    "decision": Words(
        "Decision",
        "Adopted, Candidate, Declined or Ended. Empty means Adopted. Candidates and declined tactics stay out of every figure. For one you stop, choose Ended and fill in the day. Example: Adopted.",
    ),
    "stopped_on": Words(
        "Ended on",
        "The day a tactic marked Ended was stopped, e.g. 2026/10/6. Its money and results until then stay in the totals; its later actions no longer count.",
    ),
    "segment": Words(
        "Product or business",
        "Which product or business the tactic is for, e.g. Meters. Tactics with the same name are added up in the report. Leave empty if you do not divide.",
    ),
    "buying_stage": Words(
        "Buying stage",
        "Where in the customer's buying process it works, e.g. Research, Comparison, Approval.",
    ),
    "fit_efficiency": Words(
        "Efficient",
        "How much it achieves for little effort and money, from 1 (little) to 5 (much). E.g. 4.",
    ),
    "fit_measurable": Words(
        "Measurable", "How well its effect can be measured, from 1 (hardly) to 5 (easily). E.g. 5."
    ),
    "fit_independent": Words(
        "Independent of persons",
        "How well it goes on without a particular person, from 1 (not at all) to 5 (anyone can do it). E.g. 3.",
    ),
    "fit_impact": Words(
        "Impact", "How much it brings if it works, from 1 (little) to 5 (much), e.g. 4."
    ),
    "score": Words(
        "Score",
        "The three marks Efficient, Measurable and Independent of persons added up (3 to 15), once all are there. Compare tactics by it.",
    ),
    "reason": Words(
        "Reason for the choice",
        "Why this one and not another, or why not; of one that was stopped, why (reports show it), e.g. Six of ten customers read a case study before they ordered.",
    ),
    "department": Words(
        "Department",
        "The department that carries it out, e.g. Sales. Spell it as in the people table.",
    ),
    "owner": Words(
        "Owner",
        "Choose the one person responsible for the tactic and its KPIs. Not in the list? Add the person to the people table on Policy & settings. Example: Ann Example.",
    ),
    "backup": Words(
        "Backup",
        "Choose who can carry on when the owner is away. Most important where people do the work. Example: Ben Example.",
    ),
    "intent": Words(
        "Why this KPI",
        "Why must this KPI be reached? E.g. Because most deals come from webinar guests, more guests bring more orders half a year later. The most important cell: it is why people act.",
        also=("Intent",),
    ),
    "accepted_on": Words(
        "Accepted on",
        "The day the owner heard the KPI and its reason and took it on, e.g. 2026/4/3. Leave it empty until then.",
    ),
    "priority": Words(
        "Priority",
        "High, Medium or Low: what goes first when people or money are short. Example: High for what is nearest to orders.",
    ),
    "budget": Words(
        "Budget",
        "The year's budget in yen, as a plain number, e.g. 1200000. Where tab 6 has its months, their sum is used.",
        also=("Budget (yen)",),
    ),
    "hours_planned": Words("Hours planned", "The hours planned for the year, e.g. 120."),
    "spent": Words(
        "Spent",
        "The total spent so far in yen, e.g. 350000. Update it every month. The cost per unit is worked out from it.",
        also=("Spent (yen)",),
    ),
    "hours_spent": Words(
        "Hours spent", "The total hours spent so far, e.g. 45. Update it every month."
    ),
    "note": Words(
        "Note", "Anything worth noting. No figure uses it. Example: agency chosen in June."
    ),
    "used": Words("_used"),
    "num": Words("_number"),
    "key": Words("_key"),
    "ord": Words("_order"),
    "label": Words("_label"),
    "counted": Words("_counted"),
    "op_row": Words("_operation row"),
    "op_id": Words("_operation id"),
    "place": Words("_place"),
    "digital": Words("_digital"),
    "worst": Words("_worst"),
    "kpi_row": Words("_KPI row"),
    "sum_weight": Words("_weight"),
    "sum_done": Words("_done"),
    "sum_planned": Words("_planned"),
    "overdue_count": Words("_overdue count"),
    "examples": Words("_examples"),
}
