"""A small, clean and complete plan of an invented company, for any test that wants one.

On ``DAY`` (six closed months) it is on track and the lint has nothing to say about it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan, Settings
from btobsheet.plan.records import (
    ID_LETTERS,
    KGI,
    Action,
    Cost,
    Holiday,
    Kpi,
    Months,
    Operation,
    Person,
    Record,
    Review,
    Tactic,
)

Edit = Callable[[Plan], Plan]

DAY = dt.date(2026, 10, 5)
START = Month(2026, 4)


def small_plan() -> Plan:
    """Give two operations with four tactics, a KPI tree of five, ten actions, and three people who
    have agreed.
    """
    return Plan(
        start=START,
        settings=Settings(
            title="試作計画",
            company="架空計測株式会社",
            policy="Webでの出会いに人と予算を集める",
            stages=("集客", "商談"),
        ),
        operations=_operations(),
        tactics=_tactics(),
        kpis=_kpis(),
        actions=_actions(),
        costs=(
            Cost(
                id="C01",
                tactic="T01",
                item="広告費",
                plan=(100_000,) * 12,
                actual=(240_000, 260_000) + (None,) * 10,
            ),
        ),
        reviews=(
            Review(
                id="R01",
                month=Month(2026, 9),
                kpi="K02",
                result="資料請求は目標どおり",
                next_action="事例を二つ足す",
                owner="甲野一郎",
                state="done",
            ),
        ),
        people=_people(),
        holidays=(
            Holiday(id="H01", date=dt.date(2026, 7, 20), name="海の日"),
            Holiday(id="H02", date=dt.date(2026, 9, 21), name="敬老の日"),
        ),
    )


def changed(plan: Plan, record_id: str, /, **fields: object) -> Plan:
    """Give the plan with other values in one record's fields."""
    table = _table(record_id)
    records = tuple(
        replace(record, **fields) if record.id == record_id else record
        for record in getattr(plan, table)
    )
    return replace(plan, **{table: records})


def added(plan: Plan, *records: Record) -> Plan:
    """Give the plan with records added at the end of their tables."""
    for record in records:
        table = _table(record.id)
        plan = replace(plan, **{table: (*getattr(plan, table), record)})
    return plan


def without(plan: Plan, *record_ids: str) -> Plan:
    """Give the plan without some records."""
    tables = {_table(record_id) for record_id in record_ids}
    return replace(
        plan,
        **{
            table: tuple(record for record in getattr(plan, table) if record.id not in record_ids)
            for table in tables
        },
    )


def both(*edits: Edit) -> Edit:
    """Make one edit of several, one after the other."""

    def change(plan: Plan) -> Plan:
        for one in edits:
            plan = one(plan)
        return plan

    return change


def set_up(plan: Plan, **settings: object) -> Plan:
    """Give the plan with other settings."""
    return replace(plan, settings=replace(plan.settings, **settings))  # type: ignore[arg-type]  # settings of many kinds pass through


def _table(record_id: str) -> str:
    return next(table for table, letter in ID_LETTERS.items() if letter == record_id[0])


def _operations() -> tuple[Operation, ...]:
    return (
        Operation(
            id="O01",
            name="見込み客に出会う",
            mission="相談の入口を増やす",
            stage=("集客",),
            department="マーケティング部",
            owner="甲野一郎",
        ),
        Operation(
            id="O02",
            name="相談を商談にする",
            mission="課題を聞き出す",
            stage=("商談",),
            department="営業部",
            owner="乙川二子",
        ),
    )


def _tactics() -> tuple[Tactic, ...]:
    agreed = dt.date(2026, 4, 3)
    return (
        Tactic(
            id="T01",
            operation="O01",
            name="導入事例の記事",
            channel="digital",
            decision="adopted",
            department="マーケティング部",
            owner="甲野一郎",
            intent="資料請求が増えると相談が増えるから",
            accepted_on=agreed,
            budget=1_200_000,
            spent=500_000,
        ),
        Tactic(
            id="T02",
            operation="O02",
            name="オンライン相談会",
            channel="digital",
            department="営業部",
            owner="乙川二子",
            intent="顔を合わせると課題が分かり、商談になるから",
            accepted_on=agreed,
            budget=600_000,
            spent=600_000,
        ),
        Tactic(
            id="T03",
            operation="O02",
            name="訪問での提案",
            channel="in_person",
            department="営業部",
            owner="乙川二子",
            backup="丙山三郎",
            intent="現場を見た提案は受注につながるから",
            accepted_on=agreed,
        ),
        Tactic(
            id="T04",
            operation="O01",
            name="展示会への出展",
            channel="in_person",
            decision="candidate",
        ),
    )


def _flat(closed: float, monthly: float | None) -> tuple[Months, Months]:
    """Give twelve equal targets (or none), and six months of actuals."""
    return (monthly,) * 12, (closed,) * 6 + (None,) * 6


def _kpis() -> tuple[Kpi, ...]:
    kgi, leads, meetings = _flat(10_000_000, 10_000_000), _flat(52, 50), _flat(10, 10)
    rate, visits = _flat(0.21, None), _flat(8, 8)
    return (
        Kpi(
            id="K01", scope=KGI, name="新規受注額", definition="注文書の日付の月", unit="円", main="yes", aggregation="sum", direction="up",
            annual_target=120_000_000, target=kgi[0], actual=kgi[1], reporter="乙川二子",
        ),
        Kpi(
            id="K02", scope="T01", name="資料請求数", definition="フォームの送信(重複を除く)", unit="件", main="yes", aggregation="sum", direction="up",
            annual_target=600, parent="K03", parent_rate=0.2, target=leads[0], actual=leads[1],
        ),
        Kpi(
            id="K03", scope="T02", name="商談数", definition="商談として登録した日", unit="件", main="yes", aggregation="sum", direction="up",
            annual_target=120, parent="K01", parent_rate=1_000_000, target=meetings[0], actual=meetings[1],
        ),
        Kpi(
            id="K04", scope="T02", name="商談化率", definition="商談数÷資料請求数", unit="%", aggregation="ratio", direction="up",
            numerator="K03", denominator="K02", annual_target=0.19, target=rate[0],
        ),
        Kpi(
            id="K05", scope="T03", name="提案書の提出数", definition="提出した日", unit="件", main="yes", aggregation="sum", direction="up",
            annual_target=96, target=visits[0], actual=visits[1],
        ),
    )  # fmt: skip


def _actions() -> tuple[Action, ...]:
    closed = [
        Action(id=f"A{number:03d}", tactic=tactic, task=task, owner=owner, start=dt.date(2026, 4, 6), end=dt.date(2026, 5, 29),
               status="done", percent=1, effort=10, phase=phase, done_on=dt.date(2026, 5, 28))
        for number, tactic, task, owner, phase in (
            (1, "T01", "取材先を決める", "甲野一郎", "P"),
            (2, "T02", "相談会の台本を作る", "乙川二子", "P"),
            (3, "T03", "提案書のひな形を作る", "丙山三郎", "P"),
        )
    ]  # fmt: skip
    coming = [
        Action(id=f"A{number:03d}", tactic=tactic, task=task, owner=owner, start=dt.date(2026, 10, 12), end=dt.date(2027, 3, 12),
               status="not_started", effort=6, phase=phase, times_planned=6 if phase == "D" else None)
        for number, tactic, task, owner, phase in (
            (4, "T01", "記事を公開する", "甲野一郎", "D"),
            (5, "T01", "資料請求への効果を検証する", "甲野一郎", "C"),
            (6, "T02", "相談会を開く", "乙川二子", "D"),
            (7, "T02", "相談会の効果を検証する", "乙川二子", "C"),
            (8, "T03", "訪問して提案する", "丙山三郎", "D"),
            (9, "T03", "受注と失注の理由を検証する", "丙山三郎", "C"),
            (10, "T03", "提案の型を改める", "乙川二子", "A"),
        )
    ]  # fmt: skip
    return (*closed, *coming)


def _people() -> tuple[Person, ...]:
    agreed = dt.date(2026, 4, 10)
    return (
        Person(
            id="P01",
            name="甲野一郎",
            aliases=("甲野",),
            department="マーケティング部",
            role="計画の責任者",
            days_per_month=10,
            agreed_on=agreed,
        ),
        Person(
            id="P02",
            name="乙川二子",
            aliases=("乙川",),
            department="営業部",
            days_per_month=8,
            agreed_on=agreed,
        ),
        Person(
            id="P03",
            name="丙山三郎",
            aliases=("丙山",),
            department="営業部",
            days_per_month=8,
            agreed_on=agreed,
        ),
    )
