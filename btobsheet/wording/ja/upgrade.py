"""Texts of taking a workbook on to today's form."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "ブックを新しい形式にしました",
    "done": "形式{old}のブックを、いまの形式{new}で作り直しました。記入{cells}か所とメモ(コメント){notes}か所を、同じNo.・同じ列に移しました。読み取れない記入も、書かれたとおりに残しています。",
    "done_same": "承認を残すシートのない形式{new}のブックを、いまの形に作り直しました。記入{cells}か所とメモ(コメント){notes}か所を、同じNo.・同じ列に移しました。読み取れない記入も、書かれたとおりに残しています。",
    "same": "計画ID、版、No.、配ったときの内容は、そのままです。",
    "left": "移していないもの",
    "left_note": "次のものは、元のブックだけにあります(場所は元のブックのもの)。要るものは、新しいブックに写してください。",
    "left_none": "ありません。",
    "next": "次にすること",
    "next_look": "{out} をExcelで開いて確かめ、これからはこちらを使ってください。元のブックは変えていません。",
    "next_merge": "前の形式のまま配ったコピーも、btobsheet merge {out} コピー.xlsx -o 取り込み後.xlsx で取り込めます。",
    "next_approve": "計画の承認は、btobsheet approve {out} -o 承認済み.xlsx で残せます。",
    "words": "{tab}!{cells} {words}({kind})",
    "place": "{tab}!{cells}({kind})",
    "tab": "{tab}({kind})",
    "whole_tab": "{tab}: シート全体、記入{count}か所({words})",
    "rest": "{tab}: ほか{count}か所({kind})",
    "kind_output": "数式だけのシートへの書き込み",
    "kind_margin": "表の外への書き込み、自分で足した列",
    "kind_setting": "知らない設定",
    "kind_no_column": "計画の年ではない月など、置く列がない",
    "kind_formula": "入力欄の数式。計算された値を移した",
    "kind_colour": "セルや文字の色",
    "kind_width": "列の幅",
    "kind_hidden_column": "隠した列",
    "kind_hidden_row": "隠した行",
    "kind_merged": "結合したセル。値はそれぞれのセルに入れた",
    "kind_filter": "絞り込み",
    "kind_order": "行の並び。新しいブックではNo.の順",
    "kind_picture": "画像や図形",
}
