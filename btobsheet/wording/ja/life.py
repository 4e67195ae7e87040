"""Texts of a plan's life: approvals, closed months."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "approved": "計画を承認しました",
    "replanned": "前回の承認から、次の{count}件が変わっています。",
    "with_examples": "テンプレートの例のままの値も、自社の値として承認しました(KPI {kpis}件、予算 {budgets}件)。",
    "open_warnings": "警告が{count}件残っています。どれかは btobsheet check に出ます。",
    "with_errors": "直す必要のあるところが{count}か所あるまま承認しました。",
    "closed": "{months}を締めました",
    "reopened": "{months}を開きました",
    "closed_through": "これで{month}まで締めてあります。報告した目標・実績・判定を残しました。",
    "none_closed": "締めた月は、いまありません。",
    "blank": "次の実績は空欄のまま締めました。あとで入れると、遡及修正として報告されます。",
    "blank_line": "{label}: {months}",
    "unreadable": "次の実績は読み取れないので、値がないまま締めました。あとで直すと、遡及修正として報告されます。",
    "unreadable_line": "{label} {month}: 「{value}」({place})",
    "counts": "判定: {counts}",
    "unapproved": "承認されていない目標のまま締めました({count}件)。目標は、この値で固定されます。",
    "still_closed": "{month}までは、締めたままです。",
}
