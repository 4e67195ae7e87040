"""What people type oddly into cells of every kind, and a plan with a row for each of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from parity.patching import Typed
from plans import DAY, added, changed, set_up, small_plan

from btobsheet.layout.typed.text import CellError
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Cost, Holiday, Operation, Person, Review, Tactic, make_id

Key = tuple[str, str, str]
Changes = dict[Key, Typed]
ROWS = {
    "operations": range(3, 13),
    "tactics": range(5, 57),
    "kpis": range(6, 58),
    "actions": range(11, 71),
    "reviews": range(2, 50),
    "people": range(4, 20),
    "costs": range(2, 30),
    "holidays": range(3, 30),
}
"""The numbers of the rows that are there to be typed into, by table."""
LIMIT = 120
LONG = ("人" * LIMIT, "人" * (LIMIT + 1), "人" * 255, "人" * 256, "*" * 255)


def wide_plan() -> Plan:
    """Give the small plan with many more rows, each alike to one of its own."""
    plan = small_plan()
    kpi, action = plan.kpis[1], plan.actions[3]
    records = [
        *(Operation(id=make_id("operations", n), name=f"作戦{n}") for n in ROWS["operations"]),
        *(
            Tactic(id=make_id("tactics", n), operation="O01", name=f"戦術{n}", owner="乙川二子")
            for n in ROWS["tactics"]
        ),
        *(
            replace(kpi, id=make_id("kpis", n), scope=f"T{n % 40:02d}", name=f"指標{n}", parent="")
            for n in ROWS["kpis"]
        ),
        *(replace(action, id=make_id("actions", n), task=f"仕事{n}") for n in ROWS["actions"]),
        *(
            Review(id=make_id("reviews", n), result=f"結果{n}", next_action="次", decision="予算")
            for n in ROWS["reviews"]
        ),
        *(Person(id=make_id("people", n), name=f"同僚{n}") for n in ROWS["people"]),
        *(
            Cost(id=make_id("costs", n), tactic="T02", item=f"費目{n}", plan=(1000.0,) * 12)
            for n in ROWS["costs"]
        ),
        *(Holiday(id=make_id("holidays", n), date=DAY.replace(day=n)) for n in ROWS["holidays"]),
    ]
    plan = changed(added(plan, *records), "P01", left_on=DAY, successor="同僚*~ 5")
    return set_up(plan, as_of=DAY)


def spaced(word: str) -> list[str]:
    """Give a word with spaces of all kinds around and in it."""
    around = [f" {word}", f"{word} ", f"{word}　", f"　{word}", f"{word}\u00a0", f"{word}\n"]
    return [
        *around,
        f"\t{word}",
        f"\u200b{word}",
        f"\u3164{word}\u2064",
        f"{word[0]} {word[1:]}",
        f"{word[0]}　{word[1:]}",
    ]


def _reference(label: str, *more: Typed) -> list[Typed]:
    record_id, _, name = label.partition(" ")
    spelled = [record_id, record_id.lower(), f"{record_id}　{name}", f"{record_id}:{name}"]
    odd = ["*", "?", f"{record_id[:2]}?", f"<{record_id}", f"={record_id}", f'"{record_id}"', "~"]
    long = [f"{record_id} {text}" for text in LONG]
    return [*spaced(label), *spaced(name), *spelled, *odd, *LONG, *long, 1, 0, "-", "－", *more]


_PERSON: Sequence[Typed] = (
    *spaced("甲野一郎"),
    *(
        "甲野",
        "甲 野",
        "甲野様",
        "甲野さん",
        "甲\u2064野",
        "甲\u034f野",
        "ｺｳﾉ",
        "ANN EXAMPLE",
        "ann  example",
        "Ａnn",
        "Strasse",
    ),
    *(
        "*",
        "?野",
        "~",
        ">甲野",
        "=甲野",
        '"甲野"',
        "甲野、乙川",
        "甲野/乙川",
        "甲野、",
        "知らない　人 ",
    ),
    *(5, 0, "-", "－", *LONG),
)
_NAME: Sequence[Typed] = (
    *(
        " 名",
        "名　",
        "名　札",
        "名\n札",
        "\t名",
        "*",
        "~*",
        "?",
        ">名",
        "=1+1",
        'a"b',
        "T02",
        "KGI",
        "-",
    ),
    *(5, *LONG, "あ" * 1000),
)
_SERIAL = 46204  # 1 July 2026
_DATE: Sequence[Typed] = (
    *(_SERIAL, _SERIAL + 0.5, 20260701, 202607, 2026, 0, 1, -1, 0.5, 999999, 5000000, 18262, 18264),
    *(
        "2026/7/1",
        "2026/7/1 10:00",
        "7/1",
        "7月上旬",
        "26/7/1",
        "46204",
        "令和8年7月1日",
        True,
        "-",
    ),
)
_MONTH: Sequence[Typed] = (*_DATE, 7, 13, "7月", "2026-07", "2026/7", "202607", "July")
_NUMBER: Sequence[Typed] = (
    *(0, 0.5, -5, 5, 46204, "52", "52件", " 52", "５２", "1,200", "2億円", "50%", True, False),
    *("多数", "-", "－", "―", "ー", "─", "—", "対象外", " 対象外　", "n/a", "Ｎ/Ａ", " － ", " "),
)
_SHARE: Sequence[Typed] = (0.5, 50, 1, 2, 100, 101, -0.2, 1.5, 0, "50%", "50", "半分", True, "-")
ODD: Mapping[tuple[str, str], Sequence[Typed]] = {
    ("actions", "status"): [
        *spaced("完了"),
        "済",
        "DONE",
        "done ",
        "In  progress",
        "*",
        "－",
        True,
    ],
    ("actions", "phase"): ["C ", "Ｃ", "c", "*", "?"],
    ("actions", "tactic"): _reference("T01 導入事例の記事", "O01", "KGI", "T1", "Ｔ０１", "T99"),
    ("actions", "owner"): _PERSON,
    ("actions", "start"): _DATE,
    ("actions", "end"): _DATE,
    ("actions", "done_on"): _DATE,
    ("actions", "percent"): _SHARE,
    ("actions", "effort"): _NUMBER,
    ("actions", "times_planned"): _NUMBER,
    ("actions", "times_done"): _NUMBER,
    ("tactics", "name"): _NAME,
    ("tactics", "decision"): [*spaced("終了"), *spaced("見送り"), "ADOPTED ", "*", "~", "－"],
    ("tactics", "channel"): [*spaced("リアル"), "ﾘｱﾙ", "In  person", "digital*", "?"],
    ("tactics", "operation"): _reference("O02 相談を商談にする", "O99"),
    ("tactics", "owner"): _PERSON,
    ("tactics", "intent"): [" ", "　", "-", "\u200b"],
    ("tactics", "stopped_on"): _DATE,
    ("tactics", "budget"): _NUMBER,
    ("tactics", "spent"): _NUMBER,
    **{("tactics", f"fit_{one}"): _NUMBER for one in ("efficiency", "measurable", "independent")},
    ("kpis", "name"): _NAME,
    ("kpis", "scope"): _reference(
        "T01 導入事例の記事", "kgi", " KGI", "ＫＧＩ", "KGI　全体", "O02"
    ),
    ("kpis", "aggregation"): [*spaced("最新"), "latest", "平均*", "？？", "-"],
    ("kpis", "direction"): [*spaced("下げる"), "down ", "*"],
    ("kpis", "main"): [*spaced("参考"), "○ ", "　○", "〇", "×", "*", True, False, 1, 0, "yes"],
    ("kpis", "unit"): [
        " %",
        "　％",
        "%\u00a0",
        "\t%",
        "　円",
        "円\n",
        "H",
        "ｈ",
        "*",
        "?",
        5,
        "percent",
    ],
    ("kpis", "reporter"): _PERSON,
    ("kpis", "parent"): _reference("K03 商談数", "K02"),
    ("kpis", "numerator"): _reference("K03 商談数"),
    ("kpis", "from"): _MONTH,
    ("kpis", "to"): _MONTH,
    **{
        ("kpis", field): _NUMBER
        for field in (
            *("parent_rate", "lag", "opening", "last_year", "baseline", "annual_target"),
            *("warn_line", "alarm_line", "outlook", "target.2026-05", "actual.2026-05"),
        )
    },
    ("operations", "name"): _NAME[:9],
    ("operations", "owner"): _PERSON[:10],
    ("reviews", "state"): [*spaced("完了"), "済", "*", "?", "－"],
    ("reviews", "tactic"): _reference("T01 導入事例の記事"),
    ("reviews", "kpi"): _reference("K02 資料請求数"),
    ("reviews", "due"): _DATE,
    ("reviews", "month"): _MONTH,
    ("reviews", "next_action"): [" ", "　", "-", 0],
    ("reviews", "decision"): [" ", "　", "-", 0],
    ("people", "name"): [
        "　甲",
        "乙 ",
        "丙　丁",
        "戊\n己",
        "\t庚",
        "*",
        "Smith, Ann",
        "辛、壬",
        5,
        *LONG[:3],
    ],
    ("people", "aliases"): [
        *(
            "A,B",
            "C, D",
            "E、F",
            "G，H",
            "I;J",
            "K；L",
            "M\nN",
            "O､P",
            "Q　、　R",
            " S ",
            "、、T、、U",
        ),
        *("V/W", "甲*,~", LONG[3]),
    ],
    ("people", "agreed_on"): _DATE[:16],
    ("people", "left_on"): _DATE[:16],
    ("people", "successor"): _PERSON[:16],
    ("costs", "tactic"): _reference("T01 導入事例の記事")[:28],
    ("costs", "plan.2026-05"): _NUMBER,
    ("costs", "actual.2026-05"): _NUMBER,
    ("holidays", "date"): _DATE,
}
SETTINGS: Mapping[str, Sequence[Typed]] = {
    **dict.fromkeys(
        ("threshold.on_track", "threshold.at_risk"),
        (95, 0.95, 1, 0, 0.5, 100, "95%", "0.95", -1, 1.5, 101, "多め", True),
    ),
    **dict.fromkeys(
        ("tolerance.trend", "tolerance.progress"), (5, 0.07, 1, 0, 100, "5%", -1, "少し")
    ),
    "stale_months": (1, 1.5, 2.9, 0, 12, 12.5, "2か月", -1),
    "due_soon_days": (14.5, 0.5, 0, 366, 367, "14日", -1),
    "as_of": (_SERIAL, _SERIAL + 0.75, 20260701, "2026/7/1", 0, "あす"),
    "currency": (" 件", "件　", "件\n", "\u00a0件", "*", 5, "\t件"),
    "policy": (" 方針 ", 0, " ", "-", "=1"),
    "company": (" 会社　", 5, "　"),
}
ERRORS = tuple(map(CellError, ("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?")))


def odd_cells() -> Changes:
    """Put every odd value into a row of its own; columns begin at different rows."""
    found: Changes = {}
    for at, ((table, field), values) in enumerate(ODD.items()):
        rows = ROWS[table]
        assert len(values) <= len(rows), (table, field, len(values))
        for number, value in enumerate(values):
            row = rows[(number + 7 * at) % len(rows)]
            found[table, make_id(table, row), field] = value
    return found


def odd_settings() -> Iterator[Changes]:
    """Give the settings' odd values, one of each at a time."""
    for at in range(max(map(len, SETTINGS.values()))):
        yield {
            ("settings", name, "value"): values[at]
            for name, values in SETTINGS.items()
            if at < len(values)
        }
