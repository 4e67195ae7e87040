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
    "usage": "-o OUT.xlsx を指定してください(--dry-run と --draft-map のときは要りません)。",
    "usage_draft": "--draft-map のときは、{options} は使えません。",
    "option.map": "データの読み方。TOMLファイルか、付属の読み方の名前",
    "option.month": "この月だけを書き込む。年月のないデータは、この月のものとして読む",
    "option.keep_map": "使った読み方をブックに残す(次から、同じ見出しのデータは --map なしで読めます)",
    "option.draft_map": "見出しを調べ、読み方の下書きをこのファイルに作る(ブックには書き込まない)",
    "option.overwrite": "すでに入っている別の値も、データの値に書き換える",
    "option.dry_run": "何が変わるかを示すだけで、書き込まない",
    "draft_head": "{source} の読み方(btobsheet fill の --map)の下書き",
    "draft_open": '答えの要るところ: {count}か所。行頭の # を外し、"" の中に番号を書いてください',
    "draft_whole": "このまま使えます",
    "draft_named": "付属の読み方 {name} から作りました",
    "draft_near": "似た名前: {near}",
    "draft_which": "どれのことですか。使わないなら、行頭の # だけを外してください",
    "draft_left": "⑥にない科目。使うなら、⑥の費目を書いてください",
    "draft_which_kpi": "「{name}」にあたるKPIはどれですか",
    "draft_records": "どの列がどのKPIかを、見出しだけでは決められません。次のどちらかを書いてください",
    "draft_numbers": "数の列がKPIの値なら、KPIの番号を書いてください",
    "draft_list": "1行が1件の一覧なら、どのKPIの件数(または合計)かを書いてください",
    "draft_dates": "日付の列: {heads}",
    "draft_value": "合計するときは count = true の代わりに",
    "draft_where": "数える行を絞るとき(使う語だけを残す)",
    "draft_kpis": "この計画のKPI:",
    "draft_tactics": "この計画の戦術:",
    "draft_title": "データの読み方の下書き",
    "draft_is_named": "見出しは、付属の読み方 {name} と合います。",
    "draft_caption": "データの見出し",
    "draft_col_heading": "見出し",
    "draft_col_role": "読み方",
    "draft_col_meant": "計画では",
    "draft_col_sample": "例",
    "draft_preview": "この下書きで読めるもの({count}件)",
    "draft_row": "{row}行目 → {label} {month}: {value}",
    "draft_told": "確かめてください",
    "draft_next_open": "答えの要るところが{count}か所あります。{file} を開いて書き、btobsheet fill の --map に指定してください。",
    "draft_next_whole": "{file} はこのまま btobsheet fill の --map に使えます。--keep-map を付けると、ブックに残り、次から要りません。",
    "role_kpi": "KPIの名前",
    "role_tactic": "戦術の名前",
    "role_item": "費目の名前",
    "role_date": "日付",
    "role_month": "年月",
    "role_year": "年",
    "role_value": "値",
    "role_where": "使う行を決める列",
    "role_measure": "KPIの値",
    "role_months": "月の値",
    "role_number": "数(どのKPIか分かりません)",
    "role_left": "使いません",
    "map_help": "付属の読み方(--map に名前を書きます):\n\n"
    "\b\n"
    "  hubspot-contacts          新規リード数、MQL数、SQL数\n"
    "  hubspot-deals             商談化数、受注件数、受注金額\n"
    "  salesforce-leads          新規リード数、商談化数\n"
    "  salesforce-opportunities  商談化数、受注件数、受注金額\n"
    "  ga4-traffic               セッション数、自然検索セッション数、CV数\n"
    "  search-console            検索クリック数、検索表示回数\n"
    "  freee-deals               ⑥の実費(勘定科目ごと)\n"
    "  moneyforward-journal      ⑥の実費(借方勘定科目ごと)\n\n"
    "計画に同じ名前のKPIが1つだけあれば、そこへ入れます。名前が違うときは、--draft-map で下書きを作り、KPIの番号を書きます。\n\n"
    "MAP.toml に書けること(どれも省けます):\n\n"
    "\b\n"
    '  sheet = "2026年度"        データがExcelのとき、読むシート\n'
    '  encoding = "cp932"        文字コード(書かなければ自動)\n'
    '  delimiter = ";"           区切り文字(書かなければ自動)\n'
    "  header = 3                見出しの行(書かなければ自動)\n"
    '  day_order = "mdy"         9/3/2026 を9月3日と読む(dmy なら3月9日)\n'
    '  time_zone = "+09:00"      UTCの時刻(…Z)を、この時計の日で数える\n'
    "  count = true              1行を1件として数える\n"
    '  filled = ["チャネル"]     この列が空欄の行(総計など)は使わない\n'
    '  down = ["収支区分"]       空欄は、上の行と同じと読む\n'
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
