"""Texts: the report as slides."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "kgis": "KGIの月別の目標と実績(判定のもとは「{name}」)",
    "kgi_lands": "「{name}」: {said}",
    "kgi_chart": "{name}({unit})",
    "kgi_chart_plain": "{name}",
    "fix": "{rank}. {tactic}: {kpi} が{status}",
    "fix_attainment": "{rank}. {tactic}: {kpi} が{status}(達成率 {attainment})",
    "fix_order": "順番: KGIへの影響が大きい順。影響を計算できないものはその後、件数の差が偶然の範囲のものは最後です。",
    "why": "なぜ先に直すか・次の一手",
    "actions": "行動: 期限を過ぎた{overdue}件、遅れ{late}件、まもなく期限{soon}件",
    "decisions": "決めてほしいことが{count}件あります。",
    "memory": "承認と締め、そのあとの変更",
    "unknown": "まだ分からないこと {count}件",
    "unknown_more": "まだ分からないこと {count}件以上",
    "more": "ほか {count}件は、計画書と報告書(HTML・Excel)にあります。",
    "no_progress": "行動なし",
    "worse": "ふだんの揺れより大きく悪くなっているKPIが{count}件あります。",
    "worse_since": "前回より悪くなったもの",
    "sparks": "締まった月の目標との差",
    "cycle_back": "{operation} へ戻る",
    "more_tactics": "ほか 戦術{count}件",
    "tree": "KGI「{kgi}」の遅れのもと: {kpi}(KPI {count}件)",
    "money": "予算と使用額",
    "money_chart": "月別の予算と使用額({unit})",
    "further": "やめた戦術・製品と事業・前年比",
    "panels": " / ",
}
