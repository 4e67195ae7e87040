"""What a colleague reads when a cell is selected (at most 200 characters), and what a computed column tells; by ``table.field``, settings by their id."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # settings
    "settings.id": "The setting's name. It marks the row however the rows are sorted, so please do not change it.",
    "settings.name": "What the setting is. Type into Value, to the right.",
    "settings.value": "The setting's value. Select the cell to read what to type.",
    "settings.policy": (
        "In one sentence: what will you spend limited money, people and time on? "
        "E.g. Move from trade fairs to web and e-mail. It decides which tactics you choose and which you leave."
    ),
    "settings.title": "The name of this plan, e.g. Marketing plan 2026. It heads prints and reports.",
    "settings.company": "The name of the company or division, e.g. Bluesky Parts, measuring instruments.",
    "settings.as_of": "The day to judge from, e.g. 2026/9/30. Leave it empty to use today. Fill it in to freeze the figures for a meeting.",
    "settings.stages": (
        "The stages customers go through, in order, separated by commas, e.g. Needs, Reach, Nurture, Deal, Order. "
        "Used to find gaps and overlaps among the operations."
    ),
    "settings.threshold.on_track": "A KPI is On track from this attainment, e.g. 95%. Nearer to 100% is stricter.",
    "settings.threshold.at_risk": "From this attainment up to On track a KPI is At risk; below it, Behind. E.g. 80%.",
    "settings.tolerance.trend": (
        "Monthly attainment that falls twice running, by this much in all, is Worsening (rises: Improving). E.g. 5%. It keeps small swings from raising alarms."
    ),
    "settings.tolerance.progress": "An action that is further behind its plan than this is Behind. E.g. 10%.",
    "settings.stale_months": "How many closed months may pass since the last actual before a KPI becomes No data, e.g. 2.",
    "settings.due_soon_days": "Actions that end within this many days are reported as due soon, e.g. 14.",
    # operations
    "operations.id": "The row's number. Other tabs know the operation by it, so please do not clear or change it.",
    "operations.name": "One part of the strategy, e.g. Lead generation. Four to eight parts, with no gaps and no overlaps, work well.",
    "operations.description": "What this operation does, in a sentence or two, e.g. Be found by companies that do not know us, and get their contact details.",
    "operations.mission": "The job this operation has to do, e.g. Hand sales 100 leads worth a call each month.",
    "operations.stage": (
        "The stages it covers, separated by commas, in the words of Stages on Policy & settings. You are told about stages that no operation covers."
    ),
    "operations.department": "The department in charge, e.g. Marketing. Spell it as in the people table.",
    "operations.owner": "Choose the one person responsible for the whole operation. Not in the list? Add the person to the people table on Policy & settings.",
    "operations.note": "Anything worth noting. No figure uses it.",
    "operations.status": (
        "The worst status among the main KPIs of the operation and its tactics; never an average. "
        "Worst first: Missed, Behind, No data, At risk, On track, Achieved, Not due, No target."
    ),
    "operations.counts": "How many of its main KPIs have that status, out of how many. Behind 2/7 means that 2 of 7 are behind.",
    "operations.driver": "The worst main KPI, which decides the status. Look at this one first.",
    "operations.progress": "How far its actions have come: % done averaged by effort (an empty effort counts 1), cancelled actions left out.",
    "operations.planned": "How far they should have come by now if all went to plan. Compare it with Progress.",
    "operations.overdue": "Actions that are past their end date and not done.",
    "operations.tactic_count": "Its tactics whose decision is Adopted or empty.",
    "operations.digital_share": "The share of digital among its tactics with a channel. Both counts half.",
    # tactics
    "tactics.id": "The row's number. KPIs and actions point to the tactic by it, so please do not clear or change it.",
    "tactics.operation": "Choose the operation it belongs to. Without one the tactic is missing from the operation's status and from the strategy overview.",
    "tactics.name": "A concrete way to carry out the operation, e.g. Monthly webinar.",
    "tactics.channel": "Digital, In person (people do it) or Both. What depends on people is slow to improve, so think of a digital way first.",
    "tactics.decision": "Adopted, Candidate or Declined. Empty means Adopted. Candidates and declined tactics stay out of every figure.",
    "tactics.buying_stage": "Where in the customer's buying process it works, e.g. Research, Comparison, Approval.",
    "tactics.fit_efficiency": "How much it achieves for little effort and money, from 1 (little) to 5 (much). E.g. 4.",
    "tactics.fit_measurable": "How well its effect can be measured, from 1 (hardly) to 5 (easily). E.g. 5.",
    "tactics.fit_independent": "How well it goes on without a particular person, from 1 (not at all) to 5 (anyone can do it). E.g. 3.",
    "tactics.reason": "Why this one and not another, or why not, e.g. Six of ten customers read a case study before they ordered.",
    "tactics.department": "The department that carries it out, e.g. Sales. Spell it as in the people table.",
    "tactics.owner": "Choose the one person responsible for the tactic and its KPIs. Not in the list? Add the person to the people table on Policy & settings.",
    "tactics.backup": "Choose who can carry on when the owner is away. Most important where people do the work.",
    "tactics.intent": (
        "Why must this KPI be reached? E.g. Most deals come from webinar guests; "
        "fewer guests mean fewer orders six months later. The most important cell: it is why people act."
    ),
    "tactics.accepted_on": "The day the owner heard the KPI and its reason and took it on, e.g. 2026/4/3. Leave it empty until then.",
    "tactics.priority": "High, Medium or Low: what goes first when people or money are short.",
    "tactics.budget": "The year's budget in yen, as a plain number, e.g. 1200000.",
    "tactics.hours_planned": "The hours planned for the year, e.g. 120.",
    "tactics.spent": "The total spent so far in yen, e.g. 350000. Update it every month. The cost per unit is worked out from it.",
    "tactics.hours_spent": "The total hours spent so far, e.g. 45. Update it every month.",
    "tactics.note": "Anything worth noting. No figure uses it.",
    "tactics.status": "The worst status among its main KPIs (all its KPIs if none is marked). Empty without a KPI.",
    "tactics.driver": "The worst main KPI, which decides the status. Look at this one first.",
    "tactics.attainment": "Attainment of the deciding KPI: the actual of the closed months against the target of the same months.",
    "tactics.trend": "Trend of the deciding KPI: Worsening when its monthly attainment keeps falling.",
    "tactics.progress": "How far its actions have come: % done averaged by effort (an empty effort counts 1), cancelled actions left out.",
    "tactics.planned": "How far they should have come by now if all went to plan. Compare it with Progress.",
    "tactics.overdue": "Actions that are past their end date and not done.",
    "tactics.kpi_link": "How many KPIs the tactic has. Click to go to the first of them.",
    "tactics.score": "The three marks Efficient, Measurable and Independent of persons added up (3 to 15), once all are there. Compare tactics by it.",
    # kpis
    "kpis.id": "The row's number. Other KPIs and reviews point to the KPI by it, so please do not clear or change it.",
    "kpis.scope": "Choose what it measures: KGI for the goal of the whole plan, otherwise an operation or a tactic, e.g. T03 Trade fair.",
    "kpis.name": "A name that tells what is counted, e.g. Qualified leads.",
    "kpis.definition": (
        "What counts as one, and when, e.g. An inquiry with company and phone number, on the day it came in. It keeps people from counting differently."
    ),
    "kpis.unit": "The unit, e.g. leads, companies, yen, %. With % type targets and actuals with the sign, e.g. 12.5%.",
    "kpis.main": "Mark the KPIs that matter with ○. Only marked KPIs decide the status of a tactic or operation; if none is marked, all do.",
    "kpis.aggregation": "Sum for what adds up (also when empty), Latest for a balance such as contacts, Mean for scores, Ratio for one KPI divided by another.",
    "kpis.direction": "Up if more is better (also when empty), Down if less is better, e.g. a churn rate or a cost.",
    "kpis.numerator": "Only for Ratio: choose the KPI that is divided, e.g. Clicks for a click rate.",
    "kpis.denominator": "Only for Ratio: choose the KPI it is divided by, e.g. Mails sent for a click rate.",
    "kpis.source": "Where the number comes from, e.g. The list of deals in the CRM, final on the third working day. So anyone gets the same number.",
    "kpis.reporter": "Choose who types the actuals. Empty means the tactic's owner.",
    "kpis.parent": "Choose the KPI that grows when this one does, e.g. Orders for Deals. It shapes the KPI tree and tells what to fix first.",
    "kpis.parent_rate": "How much the parent grows when this KPI grows by one: 0.2 if 20% of deals become orders, 2000000 if an order brings 2 million yen.",
    "kpis.baseline": "The value before the plan began, e.g. 850 contacts at the end of last year. Improvement is measured from here.",
    "kpis.annual_target": (
        "The year's target: the total for Sum, the value at the year's end for Latest, the value over the year for Mean and Ratio. E.g. 1200."
    ),
    "kpis.warn_line": "The value beyond which the KPI is At risk. If set, the line decides instead of the attainment. E.g. a churn rate of 2%. May stay empty.",
    "kpis.alarm_line": "The value beyond which the KPI is Behind; it lies beyond the warning line. E.g. a churn rate of 3%. May stay empty.",
    "kpis.target": (
        "The target of this month, e.g. 100. Empty months are filled in from the annual target, so type only those that differ. "
        "Type 0 for a month with a target of none."
    ),
    "kpis.actual": (
        "When the month is over, type its one actual. Leave it empty while it is unknown (0 means none at all). A Ratio is worked out for you: type nothing."
    ),
    "kpis.outlook": "Where the owner expects to be at the year's end, e.g. 1100. If it differs from Forecast, say why in the note.",
    "kpis.note": "What lies behind the numbers, e.g. No calls in August, summer closing. It helps to find causes later.",
    "kpis.status": (
        "By attainment of closed months: On track from 95%, At risk from 80%, else Behind (see settings); "
        "a line, if set, decides. No data: none for 2 months. Year over: Achieved or Missed."
    ),
    "kpis.attainment": "Actual ÷ target over the closed months. For Down: 2 - actual ÷ target, which is 100% on target.",
    "kpis.actual_to_date": (
        "Over the closed months that have an actual: their total (Sum), the last (Latest), their mean (Mean), total numerator ÷ total denominator (Ratio)."
    ),
    "kpis.expected_to_date": "The target over the same months. A month without an actual is left out of both sides.",
    "kpis.trend": (
        "Worsening if the monthly attainment fell twice running, by 5 points or more in all (see settings); "
        "Improving the other way; else Flat. It needs three months."
    ),
    "kpis.last_change": "How the monthly attainment changed from the month before. Minus means that it fell.",
    "kpis.forecast": "Where the year ends if things go on like this: annual target × actual ÷ target.",
    "kpis.months_evaluated": "The last month that was judged, counted from the plan's first: 6 is September if the plan starts in April. 0: not judged yet.",
    "kpis.missing_months": "Closed months without an actual. Fill them in until this is 0.",
    "kpis.unit_cost": "The cost of one: what the tactic spent ÷ the total so far. Only for a tactic's KPIs that are summed.",
    # actions
    "actions.id": "The row's number. Returned copies are matched by it, so please do not clear or change it.",
    "actions.tactic": "Choose the tactic it serves. Without one it does not count in the tactic's progress.",
    "actions.task": "What to do, in words that show when it is done, e.g. Write the invitation and have it approved. Include actions that check results.",
    "actions.owner": "Choose the one person who does it. Not in the list? Add the person to the people table on Policy & settings.",
    "actions.start": "The first day, with the year, e.g. 2026/4/6. With start and end a bar appears in the calendar on the right.",
    "actions.end": "The last day, with the year, e.g. 2026/4/24. Past this day an unfinished action is Overdue.",
    "actions.status": "Not started (also when empty), In progress, Done, On hold or Cancelled. Look at it every week. Cancelled actions leave the progress.",
    "actions.percent": "How much is done, from 0% to 100%, e.g. 50%. Empty counts 0%; with status Done it counts 100% anyway.",
    "actions.effort": "The effort in person-days, e.g. 0.5 for half a day. Empty counts 1. It weighs the progress and shows who has too much to do.",
    "actions.phase": "P (plan), D (do), C (check) or A (act). Give every tactic a C from the start: an action that checks its effect.",
    "actions.done_on": "The day it was done, with the year, e.g. 2026/4/22. Empty until then.",
    "actions.note": "Why it is late or changed, e.g. Put off a week because of the venue.",
    "actions.calendar": "Free for marks, e.g. ●, ★, Fair. The bar is drawn from start and end, so nothing needs typing here.",
    "actions.state": (
        "From dates, status and % done. Overdue: past its end. Late start: past its start, nothing done. Behind: more than 10 points below plan (see settings)."
    ),
    "actions.planned": "How much should be done by now: working days from the start to yesterday ÷ all its working days.",
    "actions.working_days": "Working days from start to end, without weekends and the holidays of Policy & settings (at least 1).",
    # reviews
    "reviews.id": "The row's number. Returned copies are matched by it, so please do not clear or change it.",
    "reviews.month": "The month you look back on, e.g. 2026/9.",
    "reviews.tactic": "Choose the tactic. Leave it empty for a review of a KPI alone.",
    "reviews.kpi": "Choose the KPI. Write a line for every KPI that is Behind, Missed or keeps worsening.",
    "reviews.result": "What happened, in numbers, e.g. 62 leads (target 100). Opens held, clicks halved.",
    "reviews.cause": "Why, down to something you can change, e.g. The mail was written for customers and did not suit new contacts.",
    "reviews.next_action": "What you will do next, e.g. Write three versions by industry and compare them in October. Then add it to the action plan too.",
    "reviews.decision": "What managers or the meeting must decide, e.g. May we spend 100,000 yen more a month? It appears on the dashboard.",
    "reviews.owner": "Choose the one person who makes the next move.",
    "reviews.due": "By when, with the year, e.g. 2026/10/31.",
    "reviews.state": "Open or Done. What is done leaves the meeting's list.",
    # people
    "people.id": "The row's number. Returned copies are matched by it, so please do not clear or change it.",
    "people.name": "One person a row, e.g. Hana Yamano. These names are offered wherever an owner is chosen.",
    "people.aliases": "Other spellings of the same name, separated by commas, e.g. Yamano, H. Yamano. All of them count as the same person.",
    "people.department": "The department, e.g. Sales. Always spell it the same way.",
    "people.role": "The person's part in this plan, e.g. Runs the webinars.",
    "people.email": "An e-mail address, e.g. hana@example.com. May stay empty.",
    "people.days_per_month": "The days a month this person has for the plan, e.g. 8. Compared with the effort of their actions to tell who has too much to do.",
    "people.agreed_on": "The day you went through the plan together and agreed, e.g. 2026/4/10. A plan moves when every department has agreed.",
    # holidays
    "holidays.id": "The row's number. Please do not clear or change it.",
    "holidays.date": "A day the company is closed, with the year, e.g. 2026/8/13. It is no working day. Weekends need not be listed.",
    "holidays.name": "What the day is called, e.g. Summer closing. May stay empty.",
    "actions.tactic_kpi": "The KPI that decides the status of this action's tactic.",
    "actions.tactic_status": "The KPI status of this action's tactic now.",
    "kpis.r": "Attainment of that month alone. Look for closed months that fall one after another.",
    "kpis.tactic_link": "Goes to the row of this KPI's tactic.",
}
