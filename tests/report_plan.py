"""A plan of a plainly invented company, half a year in, with a story for every part of a report."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TypeVar

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Identity, Plan, Settings
from btobsheet.plan.records import Action, Kpi, Months, Operation, Person, Record, Review, Tactic
from btobsheet.problems import Origin, Place, Problem, problem

Item = TypeVar("Item", bound=Record)
AS_OF = dt.date(2026, 10, 5)
START = Month(2026, 4)
FILE = "計画.xlsx"


def months(*values: float | None) -> Months:
    """Fill up to twelve months with blanks."""
    return (*values, *([None] * (12 - len(values))))


def settings() -> Settings:
    return Settings(
        title="2026年度 マーケティング計画",
        company="架空精機株式会社",
        policy="デジタル化へのチャレンジ",
        stages=("リードジェネレーション", "リードナーチャリング", "受注"),
    )


def operations() -> tuple[Operation, ...]:
    return (
        Operation(
            id="O01",
            name="リードジェネレーション",
            mission="見込客と出会う",
            stage=("リードジェネレーション",),
            department="マーケティング部",
            owner="見本 花子",
        ),
        Operation(
            id="O02",
            name="リードナーチャリング",
            mission="関心を育てる",
            stage=("リードナーチャリング",),
            department="マーケティング部",
            owner="見本 花子",
        ),
        Operation(id="O03", name="受注", stage=("受注",), department="営業部", owner="例田 一郎"),
    )


def tactics() -> tuple[Tactic, ...]:
    return (
        Tactic(
            id="T01",
            operation="O01",
            name="技術コラムの連載",
            channel="digital",
            decision="adopted",
            department="マーケティング部",
            owner="見本 花子",
            intent="検索から来る設計者が、最も商談になりやすいから",
            accepted_on=dt.date(2026, 4, 1),
            budget=1_800_000,
            spent=900_000,
        ),
        Tactic(
            id="T02",
            operation="O01",
            name="展示会",
            channel="in_person",
            decision="adopted",
            department="営業部",
            owner="例田 一郎",
            intent="名刺の数より、課題のある人との会話が受注を生むから",
            budget=4_200_000,
            spent=4_500_000,
        ),
        Tactic(
            id="T03",
            operation="O02",
            name="メール配信",
            channel="digital",
            decision="adopted",
            owner="見本 花子",
            intent="半年以内に検討する人を見逃さないため",
            budget=600_000,
            spent=210_000,
        ),
        Tactic(
            id="T04",
            operation="O03",
            name="オンライン商談",
            channel="both",
            owner="例田 一郎",
            budget=900_000,
        ),
        Tactic(
            id="T05",
            operation="O02",
            name="製品セミナー",
            channel="both",
            decision="candidate",
            owner="架空 次郎",
        ),
    )


def kpis() -> tuple[Kpi, ...]:
    return (
        Kpi(
            id="K01",
            scope="KGI",
            name="受注金額",
            unit="円",
            main="yes",
            aggregation="sum",
            direction="up",
            annual_target=120_000_000,
            actual=months(9_500_000, 7_200_000, 9_800_000, 8_900_000, 9_400_000, 7_100_000),
        ),
        Kpi(
            id="K02",
            scope="T01",
            name="コラム経由の問い合わせ",
            unit="件",
            main="yes",
            aggregation="sum",
            direction="up",
            annual_target=240,
            actual=months(18, 22, 21, 24, 15, 26),
            parent="K01",
            parent_rate=80_000,
            baseline=10,
            outlook=250,
        ),
        Kpi(
            id="K03",
            scope="T02",
            name="名刺獲得数",
            unit="枚",
            aggregation="sum",
            direction="up",
            target=months(0, 0, 300, 0, 0, 0, 0, 300),
            actual=months(0, 0, 640, 0, 0, 0),
        ),
        Kpi(
            id="K04",
            scope="T02",
            name="有効リード数",
            unit="件",
            main="yes",
            aggregation="sum",
            direction="up",
            annual_target=180,
            actual=months(16, 14, 13, 11, 8, 6),
            parent="K01",
            parent_rate=350_000,
        ),
        Kpi(
            id="K05",
            scope="T02",
            name="有効リード率",
            unit="%",
            main="yes",
            aggregation="ratio",
            direction="up",
            numerator="K04",
            denominator="K03",
            annual_target=0.25,
        ),
        Kpi(
            id="K06",
            scope="T03",
            name="開封率",
            unit="%",
            aggregation="mean",
            direction="up",
            annual_target=0.22,
            actual=months(0.24, 0.23, 0.225, 0.21, 0.20, 0.19),
            reporter="見本 花子",
        ),
        Kpi(
            id="K07",
            scope="T03",
            name="配信停止率",
            unit="%",
            aggregation="mean",
            direction="down",
            annual_target=0.01,
            warn_line=0.012,
            alarm_line=0.02,
            actual=months(0.008, 0.009, None, 0.011, 0.010, 0.013),
        ),
        Kpi(
            id="K08",
            scope="T04",
            name="商談数",
            unit="件",
            aggregation="sum",
            direction="up",
            annual_target=96,
            actual=months(8, 7, 9),
        ),
        Kpi(id="K09", scope="O03", name="受注率", unit="%", aggregation="latest", direction="up"),
        Kpi(
            id="K10", scope="T05", name="参加者数", unit="人", aggregation="sum", annual_target=100
        ),
    )


def actions() -> tuple[Action, ...]:
    day = dt.date
    return (
        Action(
            id="A001",
            tactic="T01",
            task="年間の題材を決める",
            owner="見本 花子",
            start=day(2026, 4, 1),
            end=day(2026, 4, 17),
            status="done",
            percent=1,
            phase="P",
        ),
        Action(
            id="A002",
            tactic="T01",
            task="コラムを月2本公開する",
            owner="見本 花子",
            start=day(2026, 5, 1),
            end=day(2027, 3, 31),
            status="in_progress",
            percent=0.4,
            effort=20,
            phase="D",
        ),
        Action(
            id="A003",
            tactic="T01",
            task="効果検証",
            owner="見本 花子",
            start=day(2026, 9, 28),
            end=day(2026, 10, 9),
            status="not_started",
            phase="C",
        ),
        Action(
            id="A004",
            tactic="T02",
            task="秋の展示会の申込",
            owner="例田 一郎",
            start=day(2026, 8, 3),
            end=day(2026, 9, 11),
            status="in_progress",
            percent=0.5,
            phase="P",
        ),
        Action(
            id="A005",
            tactic="T02",
            task="来場者への聞き取り項目を見直す",
            owner="例田 一郎",
            start=day(2026, 10, 5),
            end=day(2026, 10, 16),
            phase="A",
        ),
        Action(
            id="A006",
            tactic="T03",
            task="配信リストの整理",
            owner="架空 次郎",
            start=day(2026, 7, 1),
            end=day(2026, 12, 18),
            status="in_progress",
            percent=0.3,
        ),
        Action(
            id="A007",
            tactic="T04",
            task="提案資料の共通化",
            owner="",
            start=day(2026, 6, 1),
            end=day(2026, 8, 31),
            status="cancelled",
        ),
        Action(
            id="A008",
            tactic="T04",
            task="商談録画の振り返り会",
            owner="例田 一郎",
            status="not_started",
        ),
    )


def reviews() -> tuple[Review, ...]:
    return (
        Review(
            id="R001",
            month=Month(2026, 9),
            tactic="T02",
            kpi="K04",
            result="春の展示会以降、有効リードが減り続けている",
            cause="名刺の数を目標にしたため、課題の聞き取りが短くなった",
            next_action="聞き取り項目を3つに絞り、当日中に温度感を付ける",
            decision="秋の展示会の説明員を2名増やしてよいか",
            owner="例田 一郎",
            due=dt.date(2026, 10, 2),
            state="open",
        ),
        Review(
            id="R002",
            month=Month(2026, 8),
            kpi="K02",
            result="夏季休業で減少",
            cause="更新が止まった",
            next_action="予約投稿",
            owner="見本 花子",
            state="done",
        ),
    )


def people() -> tuple[Person, ...]:
    return (
        Person(
            id="P01",
            name="見本 花子",
            department="マーケティング部",
            agreed_on=dt.date(2026, 4, 3),
            days_per_month=12,
        ),
        Person(id="P02", name="例田 一郎", department="営業部", agreed_on=dt.date(2026, 4, 3)),
        Person(id="P03", name="架空 次郎", department="開発部"),
    )


def _placed(records: tuple[Item, ...], sheet: str, fields: tuple[str, ...]) -> tuple[Item, ...]:
    columns = {field: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[index] for index, field in enumerate(fields)}
    return tuple(
        replace(record, origin=Origin(sheet, row, columns))
        for row, record in enumerate(records, start=5)
    )


def plan() -> Plan:
    """Make the plan as if it had been read from a workbook."""
    monthly = tuple(f"actual.{START.plus(k)}" for k in range(12))
    return Plan(
        start=START,
        settings=settings(),
        operations=operations(),
        tactics=tactics(),
        kpis=_placed(kpis(), "③KPI目標・実績", ("id", "scope", "name", "annual_target", *monthly)),
        actions=_placed(
            actions(),
            "④年間アクションプラン",
            ("id", "tactic", "task", "owner", "start", "end", "status", "percent"),
        ),
        reviews=reviews(),
        people=people(),
        identity=Identity(plan_id="plan-0001", revision=3),
    )


def problems() -> tuple[Problem, ...]:
    """Seven of a kind at cells, one without a place."""
    cells = tuple(
        problem("E690", Place("④年間アクションプラン", f"B{row}"), f"T{row}", close="T01")
        for row in range(20, 27)
    )
    return (*cells, problem("E691", None, "約50件", close="E690"))


CHANGES = (
    "K02 コラム経由の問い合わせ: 年間目標 300 → 240",
    "A004 秋の展示会の申込: 終了 8/28 → 9/11",
)
