"""Texts: 目標逆算 as a report, and the targets it proposes."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "目標逆算: {plan}",
    "subtitle": "{day}時点 / {file}",
    "what_if": "KGIの目標を{kgi}にした場合の計算です(いまの年間目標は{now})。",
    "actual_rates": "親への換算率は、実績で分かるものは実績の率を使っています。",
    "caption": "KGIから下へ(必要 = 上の必要から手持ちの分を引き、率で割り、年内に間に合う月に直したもの)",
    "col_level": "段",
    "col_kpi": "KPI",
    "col_need": "必要",
    "col_planned": "計画",
    "col_coverage": "充足率",
    "col_rate": "率→実際",
    "col_time": "リードタイム・手持ち",
    "col_effort": "人日",
    "col_budget": "予算",
    "col_state": "判定",
    "lag": "{count}か月",
    "opening": "手持ち{opening}",
    "people": "人の日数(1年分。中止を除く行動の工数と、月の日数の12か月分)",
    "col_name": "名前",
    "col_asked": "求められる人日",
    "col_days": "ある日数",
    "col_load": "割合",
    "people_total": "人の日数: 行動が求めるのは{asked}人日、全員で{days}日あります。",
    "money": "予算: KGIにつながる戦術は合わせて{budget}です。",
    "money_wanted": "予算: KGIにつながる戦術は合わせて{budget}です。必要な数をいまの単価で満たすと{wanted}になります。",
    "unlinked": "KGIにつながらないKPI {count}件(親KPIがないか、たどるとKGIに届かない、または元に戻る): {ids}",
    "proposals": "提案する目標(KPI {kpis}件、{count}セル)",
    "col_annual": "年間目標",
    "col_before": "いま",
    "col_months": "月別",
    "unset": "(空)",
    "months_kept": "そのまま",
    "would": "まだ何も書いていません。書き込むには: {command}",
    "done": "KPI {kpis}件の目標({count}セル)を、提案として書き込みました。「例」の印は、値を打ち直すと消えます。",
    "nothing": "書き込む提案はありません。求められた必要数は、どれもいまの目標で足り、変えるところがありません。",
    "told": "お知らせ({count}件)",
}
