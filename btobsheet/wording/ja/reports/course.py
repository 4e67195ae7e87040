"""Texts: reports that were tracked, and how their figures moved."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    # what came of tracking
    "kept": "{title}: {day} 時点の報告を残しました(第{revision}版)。",
    "kept_again": "{title}: {day} 時点の報告(第{revision}版)は、残してあるものと数字が変わっています。新しい数字を第{edition}稿として残しました。これからは、こちらを使います。",
    "known": "{title}: {day} 時点の報告(第{revision}版)は、同じ数字で残してあります。何も増やしていません。",
    "database": "データベース: {name}",
    "nothing": "残した報告はありません。",
    "untitled": "名前のない計画",
    # the section
    "heading": "着地見込はこう動いてきた",
    "none": "この計画の、{day} より前の報告は、まだ残っていません。btobsheet track で残すと、次からここに動きが出ます。",
    "moved_down": "KGI「{name}」の着地見込は、{first_day} の {first} から {last_day} の {last} へ下がりました",
    "moved_up": "KGI「{name}」の着地見込は、{first_day} の {first} から {last_day} の {last} へ上がりました",
    "moved_not": "KGI「{name}」の着地見込は、{first_day} から {last_day} まで {last} のままです",
    "annual": "(年間目標 {annual})。",
    "annual_moved": "(年間目標は {before} から {annual} に変わっています)。",
    "caption": "着地見込と達成率の動き({count}回の報告と今回)",
    "col_attainments": "達成率の動き",
    "col_first": "着地見込 {day}",
    "col_last": "前回 {day}",
    "col_now": "今回",
    "col_day": "基準日",
    "col_forecast": "着地見込",
    "more": "ほか {count} 件",
    "overdue": "前回の報告({day} 時点)のあとに期限を過ぎた行動",
    "overdue_more": "ほか {count} 件",
    "overdue_none": "前回の報告({day} 時点)のあとに期限を過ぎた行動はありません。",
    "chart_title": "着地見込の動き",
    "chart_summary": "KGIと主なKPI {count}件の着地見込と年間目標を、報告した日の順に示します",
    "chart_note": "達成率 {attainments}",
    "chart_forecast": "着地見込",
    "chart_target": "年間目標",
    "sheet": "着地見込と達成率の動き(報告した日ごと)",
    "sheet_chart": "{name} の着地見込と年間目標",
    "sheet_chart_unit": "{name} の着地見込と年間目標({unit})",
}
