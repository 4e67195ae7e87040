"""What the people of an invented company type into their plan in the year from April 2026, act by
act.

Nothing is computed here: a step says which cell gets which word or number
(``tests/e2e/colleague.py``). What must come of it is derived in ``test_played_year.py``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from e2e.test_colleague import step

from btobsheet.layout.kinds import serial
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.wording.words import label

Step = dict[str, object]
OCTOBER = "2026-10"
MONTHS = [str(Month(2026, 4).plus(number)) for number in range(12)]

MILLION = 1_000_000
YEAR_TARGET, NEW_TARGET = 200 * MILLION, 160 * MILLION
ORDERS = [value * MILLION for value in (10, 14, 12, 11, 13, 16)]
"""K01 from April to September: 76 million."""
DEALS = [3_200_000, 8_500_000, 1_150_000]
"""K01 of October, as the CRM exports it."""
WINTER = [value * MILLION for value in (9, 11, 10, 12, 13)]
"""K01 from November to March."""
MEETINGS = [8, 7, 6, 7, 7, 6]
"""K19 from April to September: 41 of 95 ÷ 2."""

DROPPED = ("T03", "T11", "T12")
TRIAL, STUDY, FAIR, REFERRAL, JOINT = "T14", "T15", "T16", "T17", "T18"
TRIAL_KPI, STUDY_KPI, FAIR_KPI, REFERRAL_KPI, JOINT_KPI = "K32", "K33", "K34", "K35", "K36"
STUDY_SPENT, STUDY_PEOPLE = 1_080_000, [20, 25, 25, 24, 24, 24]
FAIR_SPENT, FAIR_LEADS = 500_000, [8, 8, 7, 7, 8, 8]
FAIR_REASON = "来場者が見込み客と合わないため"
DELAY_REASON = "大口1件の延期"
STOPPED = dt.date(2026, 10, 6)
AGREED = dt.date(2026, 4, 6)
LEFT = dt.date(2026, 10, 15)
LEAVER, SUCCESSOR = "担当A", "担当B"
CHARGED = dt.date(2026, 10, 16)
"""The day on which the successor accepts."""
LAST_DAY = dt.date(2027, 4, 5)
"""The day on which the year is judged."""
LONG_TASK, SHORT_TASK = "架空の教材を作る", "架空の講師を探す"

PEOPLE = {
    "担当A": "マーケティング部",
    "担当B": "マーケティング部",
    "担当C": "サポート部",
    "担当D": "営業部",
    "担当E": "開発部",
    "担当F": "サポート部",
}
DAYS_OF_C = 10
OWNERS = {
    "T01": "担当E", "T02": "担当D", "T04": "担当A", "T05": "担当A", "T06": "担当B", "T07": "担当B", "T08": "担当D",
    "T09": "担当B", "T10": "担当D", "T13": "担当F", TRIAL: "担当E", STUDY: "担当C", FAIR: "担当F", REFERRAL: "担当F",
}  # fmt: skip
HEADS = {
    "O01": "担当E", "O02": "担当E", "O03": "担当B", "O04": "担当B", "O05": "担当D", "O06": "担当D", "O07": "担当C",
    "O08": "担当F",
}  # fmt: skip

STEADY = {
    "K03": 2, "K07": 142, "K08": 5500, "K09": 83, "K11": 60, "K13": 8400, "K14": 168, "K16": 32, "K18": 11,
    "K20": 160, "K21": 7, "K22": 4, "K25": 9, "K26": 3, "K31": 4.2, TRIAL_KPI: 1, REFERRAL_KPI: 2,
}  # fmt: skip
"""KPIs that come in alike each month, on target."""
COUNTED = {
    "K02": [0, 0, 120, 0, 0, 0, 0, 120, 0, 0, 0, 0],
    "K04": [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0],
    "K12": [3000 + 125 * number for number in range(1, 13)],
    "K19": [*MEETINGS, *[9] * 6],
    "K23": [1, 1, 1, 1, 0, 2, 1, 1, 1, 1, 2, 3],
    "K30": [0, 0, 60, 20, 0, 0, 40, 40, 0, 0, 0, 0],
    STUDY_KPI: [*STUDY_PEOPLE, *[24] * 6],
    FAIR_KPI: FAIR_LEADS,
    JOINT_KPI: [*[None] * 6, *[8] * 6],
}
CALLS, QUOTES, READERS = "K20", "K26", "K12"
BLANK = {(CALLS, "2026-08"), (QUOTES, "2027-01")}
"""What nobody ever types."""


def word(kind: str, code: str) -> str:
    return label(kind, code, "ja")


def typed(table: str, record_id: str, **fields: object) -> list[Step]:
    """Say what is typed into one row: days and numbers as such, all else as words."""
    return [
        step("number", table, record_id, name.removesuffix("_"), number)
        if (number := _number(value)) is not None
        else step("text", table, record_id, name.removesuffix("_"), value)
        for name, value in fields.items()
    ]


def _number(value: object) -> float | None:
    if isinstance(value, dt.date):
        return serial(value)
    return value if isinstance(value, int | float) else None


def each_month(kpi: str, field: str, values: Mapping[str, float | None]) -> list[Step]:
    return [
        step("number", "kpis", kpi, f"{field}.{month}", value)
        for month, value in values.items()
        if value is not None and (kpi, month) not in BLANK
    ]


def cleared(kpi: str, field: str) -> list[Step]:
    return [step("keys", "kpis", kpi, f"{field}.{month}", "") for month in MONTHS]


def actuals(months: Sequence[str], *, without: Iterable[str] = ()) -> list[Step]:
    """Say what the reporters type for some months, K01 apart."""
    steady = {kpi: [value] * 12 for kpi, value in STEADY.items()}
    return [
        one
        for kpi, values in {**steady, **COUNTED}.items()
        if kpi not in without
        for one in each_month(
            kpi,
            "actual",
            {month: value for month, value in zip(MONTHS, values, strict=False) if month in months},
        )
    ]


def done(plan: Plan, day: dt.date) -> list[Step]:
    """Say that each action that ends by a day is done."""
    return [
        step("text", "actions", one.id, "status", word("action_status", "done"))
        for one in plan.actions
        if one.end and one.end <= day and one.status != "done"
    ]


def april(plan: Plan) -> list[Step]:
    """Say how the template becomes the company's own plan."""
    gone = {
        "tactics": [number for number, one in enumerate(plan.tactics) if one.id in DROPPED],
        "kpis": [number for number, one in enumerate(plan.kpis) if one.scope in DROPPED],
        "actions": [number for number, one in enumerate(plan.actions) if one.tactic in DROPPED],
    }
    return [
        *(
            step("delete_row", table, getattr(plan, table)[first].id, "id", rows=rows)
            for table, numbers in gone.items()
            for first, rows in stretches(numbers)
        ),
        *_policy(),
        *_people(),
        *_owners(plan),
        *_own_tactics(),
        *typed("kpis", "K01", annual_target=YEAR_TARGET, reporter="担当D"),
        *cleared("K01", "target"),
        *_work_of_c(plan),
    ]  # fmt: skip


def stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Give the first and the length of each run of numbers that follow one another."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        first, length = runs[-1] if runs else (number, 0)
        if runs and number == first + length:
            runs[-1] = (first, length + 1)
        else:
            runs.append((number, 1))
    return runs


def _policy() -> list[Step]:
    return [
        *typed("settings", "title", value="架空計測の年間計画"),
        *typed("settings", "company", value="架空計測株式会社"),
        *typed("settings", "policy", value="Webでの出会いに人と予算を集める"),
    ]


def _people() -> list[Step]:
    return [
        one
        for number, (name, department) in enumerate(PEOPLE.items(), start=1)
        for one in typed(
            "people",
            f"P{number:02d}",
            name=name,
            department=department,
            days_per_month=DAYS_OF_C if name == "担当C" else 18,
            agreed_on=AGREED,
        )
    ]


def _owners(plan: Plan) -> list[Step]:
    return [
        *(one for tactic, name in OWNERS.items() for one in typed("tactics", tactic, owner=name, accepted_on=AGREED)),
        *(one for operation, name in HEADS.items() for one in typed("operations", operation, owner=name)),
        *(
            one
            for action in plan.actions
            if action.tactic in OWNERS
            for one in typed("actions", action.id, owner=OWNERS[action.tactic])
        ),
    ]  # fmt: skip


def _own_tactics() -> list[Step]:
    digital, in_person = word("channel", "digital"), word("channel", "in_person")
    return [
        *_tactic(TRIAL, "O02 売れる商品を作る", "架空の先行体験会", digital, budget=600_000),
        *_kpi(TRIAL_KPI, f"{TRIAL} 架空の先行体験会", "体験社数", "社", 12),
        *_tactic(STUDY, "O07 顧客維持", "架空の活用勉強会", digital, budget=2_000_000),
        *_kpi(STUDY_KPI, f"{STUDY} 架空の活用勉強会", "勉強会の参加者数", "人", 284),
        *_tactic(FAIR, "O03 リードジェネレーション", "架空の地域展示会", in_person, budget=800_000),
        *_kpi(FAIR_KPI, f"{FAIR} 架空の地域展示会", "展示会のリード数", "件", 90),
        *_tactic(REFERRAL, "O07 顧客維持", "架空の紹介制度", in_person, budget=300_000),
        *_kpi(REFERRAL_KPI, f"{REFERRAL} 架空の紹介制度", "紹介された会社の数", "社", 24),
    ]


def _tactic(tactic: str, operation: str, name: str, channel: str, **fields: object) -> list[Step]:
    intent = "数が増えると相談が増えるから"
    return typed("tactics", tactic, operation=operation, name=name, channel=channel, intent=intent, **fields)  # fmt: skip


def _kpi(kpi: str, scope: str, name: str, unit: str, target: float, **fields: object) -> list[Step]:
    kinds = {"aggregation": word("aggregation", "sum"), "direction": word("direction", "up")}
    return typed("kpis", kpi, scope=scope, name=name, unit=unit, definition="月末に数える", annual_target=target, **kinds, **fields)  # fmt: skip


def _work_of_c(plan: Plan) -> list[Step]:
    """Give 担当C two long actions: 78 and 52 working days, of which October holds 21 and 19."""
    free = max(int(one.id[1:]) for one in plan.actions) + 1
    rows = [
        (LONG_TASK, dt.date(2026, 9, 1), dt.date(2026, 12, 25), 30, "D"),
        (SHORT_TASK, dt.date(2026, 10, 5), dt.date(2026, 12, 18), 8, "D"),
        ("参加者の声を振り返る", dt.date(2027, 1, 18), dt.date(2027, 1, 29), 2, "C"),
    ]
    return [
        one
        for number, (task, start, end, effort, phase) in enumerate(rows, start=free)
        for one in typed(
            "actions", f"A{number:03d}", tactic=STUDY, task=task, owner="担当C", start=start, end=end,
            effort=effort, phase=phase,
        )
    ]  # fmt: skip


def to_september(plan: Plan) -> list[Step]:
    """Say what is typed from May to the first days of October: actuals, and which actions are done."""
    return [
        *each_month("K01", "actual", dict(zip(MONTHS, ORDERS, strict=False))),
        *actuals(MONTHS[:6]),
        *done(plan, dt.date(2026, 9, 30)),
        *typed("tactics", STUDY, spent=STUDY_SPENT),
        *typed("tactics", FAIR, spent=FAIR_SPENT),
    ]


def replan() -> list[Step]:
    """Say what the re-plan of 6 October changes: the KGI, a tactic given up, one begun, and who will
    leave on the 15th.
    """
    return [
        *typed("people", "P01", left_on=LEFT),
        *typed("kpis", "K01", annual_target=NEW_TARGET, note=DELAY_REASON),
        *typed("tactics", FAIR, decision=word("decision", "ended"), stopped_on=STOPPED, reason=FAIR_REASON),
        *_tactic(JOINT, "O03 リードジェネレーション", "架空の共催セミナー", word("channel", "digital"), owner="担当F", budget=400_000),
        *_kpi(JOINT_KPI, f"{JOINT} 架空の共催セミナー", "共催セミナーの申込数", "件", 90, from_=dt.date(2026, 10, 1)),
    ]  # fmt: skip


def winter(plan: Plan) -> list[Step]:
    """Say what is typed from November to the first days of April: all but two cells."""
    return [
        *each_month("K01", "actual", dict(zip(MONTHS[7:], WINTER, strict=True))),
        *actuals(MONTHS[7:]),
        *done(plan, dt.date(2027, 3, 31)),
        *typed("settings", "as_of", value=LAST_DAY),
    ]


def in_october() -> list[Step]:
    """Say what the owners type of October, K01 apart."""
    return actuals([OCTOBER])


def of_b() -> list[Step]:
    """Say what 担当B types and sorts: the KPIs that come in alike, and that T04 and T05 are accepted."""
    return [
        *actuals([OCTOBER], without=COUNTED),
        *(one for tactic in ("T04", "T05") for one in typed("tactics", tactic, accepted_on=CHARGED)),
        step("sort", "kpis", "K07", "name"),
        step("sort", "actions", "A025", "task"),
    ]  # fmt: skip


def of_d(remark: str) -> list[Step]:
    """Say what 担当D types: the KPIs that are counted."""
    counted = actuals([OCTOBER], without=[*STEADY, READERS])
    return [*counted, *typed("actions", "A052", note=remark)]


def of_f(task: str, margin: str) -> list[Step]:
    """Say what 担当F types: a KPI, that there was nothing to count at the fair, a task below the
    table, a note in the margin.
    """
    return [
        *actuals([OCTOBER], without=[*STEADY, *(kpi for kpi in COUNTED if kpi != READERS)]),
        step("text", "kpis", FAIR_KPI, f"actual.{OCTOBER}", "－"),
        step("below", "actions", "A001", "task", task),
        step("margin", "tactics", "T01", "name", margin),
    ]
