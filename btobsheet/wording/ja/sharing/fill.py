"""Texts: filling in KPI actuals and spending from exports."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "実績の転記",
    "subtitle": "{source} → {file}",
    "done": "{count}か所の実績を書き込みました(同じ値がすでに入っていたところ: {same}か所)。",
    "done_nothing": "書き込む実績はありませんでした(同じ値がすでに入っていたところ: {same}か所)。",
    "would": "{count}か所の実績を書き込みます(同じ値がすでに入っているところ: {same}か所)。--dry-run のため、まだ書き込んでいません。",
    "would_nothing": "書き込む実績はありません(同じ値がすでに入っているところ: {same}か所)。",
    "caption": "実績",
    "col_series": "KPI・費目",
    "col_month": "月",
    "col_before": "前",
    "col_after": "後",
    "col_state": "扱い",
    "col_rows": "データの行",
    "rows": "{rows}(計{count}行)",
    "state_new": "記入",
    "state_changed": "書き換え",
    "state_kept": "そのまま",
    "state_same": "同じ",
    "blank": "空欄",
    "told_error": "書き込めなかったもの({count}件)",
    "told_warning": "確かめてください({count}件)",
    "told_notice": "お知らせ({count}件)",
    "usage": "-o OUT.xlsx を指定してください(--dry-run のときは要りません)。",
    "option.map": "データの読み方を書いたTOMLファイル",
    "option.overwrite": "すでに入っている別の値も、データの値に書き換える",
    "option.dry_run": "何が変わるかを示すだけで、書き込まない",
    "map_help": "MAP.toml に書けること(どれも省けます):\n\n"
    "\b\n"
    '  sheet = "2026年度"        データがExcelのとき、読むシート\n'
    '  encoding = "cp932"        文字コード(書かなければ自動)\n'
    '  delimiter = ";"           区切り文字(書かなければ自動)\n'
    "  header = 3                見出しの行(書かなければ自動)\n"
    '  day_order = "mdy"         9/3/2026 を9月3日と読む(dmy なら3月9日)\n'
    '  time_zone = "+09:00"      UTCの時刻(…Z)を、この時計の日で数える\n'
    "  count = true              1行を1件として数える\n"
    "  [columns]                 データの見出し\n"
    '  kpi = "指標"\n'
    '  month = "年月"            日ごとのデータは date = "日付"\n'
    '  value = "件数"\n'
    '  tactic = "施策"           使ったお金(⑥の実費)のデータなら、戦術と\n'
    '  item = "勘定科目"         費目の列(どちらか1つでもよい)\n'
    "  [kpi]                     データでの呼び名 = KPIの番号か名前\n"
    '  "Sessions" = "K06"        "" にすると、その呼び名は使いません\n'
    "  [tactic]                  データでの呼び名 = 戦術の番号か名前\n"
    '  "展示会費" = "T03"\n'
    "  [item]                    データでの呼び名 = ⑥の費目\n"
    '  "広告宣伝費" = "広告費"\n'
    "  [where]                   この列がこの値の行だけを使う\n"
    '  "流入元" = ["展示会", "セミナー"]\n'
    "  [factor]                  データが円、KPIが千円のとき\n"
    '  "K21" = 0.001\n'
    "  [[take]]                  1つの一覧から、KPIを1つずつ取り出す(いくつでも)\n"
    '  kpi = "K14"               または tactic = "T03"、item = "会場費"\n'
    '  date = "MQL日"\n'
    "  count = true\n"
    '  where = {{ "ステージ" = "MQL" }}',
}
