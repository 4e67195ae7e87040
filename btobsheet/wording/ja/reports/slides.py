"""Texts: the report as slides."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "kgi": "KGI「{name}」の月別の目標と実績",
    "kgis": "KGIの月別の目標と実績(判定のもとは「{name}」)",
    "kgi_lands": "「{name}」: {said}",
    "kgi_chart": "{name}({unit})",
    "kgi_chart_plain": "{name}",
    "fix": "{rank}. {tactic}: {kpi} が{status}",
    "fix_attainment": "{rank}. {tactic}: {kpi} が{status}(達成率 {attainment})",
    "fix_order": "順番: KGIへの影響が大きい順。影響を計算できないものはその後、件数の差が偶然の範囲のものは最後です。",
    "why": "なぜ先に直すか・次の一手",
    "actions": "期限を過ぎた行動が{overdue}件、遅れている行動が{late}件、まもなく期限の行動が{soon}件あります。",
    "decisions": "決めてほしいことが{count}件あります。",
    "memory": "承認した計画と締めた月、そのあとの変更",
    "col_memory": "内容",
    "unknown": "まだ分からないことが{count}件あります。",
    "unknown_more": "まだ分からないことが{count}件以上あります。",
    "more": "ほか {count}件は、計画書と報告書(HTML・Excel)にあります。",
    "target": "目標",
    "actual": "実績",
    "col_number": "No.",
    "col_decision": "決めてほしいこと",
    "progress": "{progress_word} {progress} / {planned_word} {planned}",
    "no_progress": "行動なし",
}
