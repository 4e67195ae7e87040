"""Texts: the tab of a marked copy that lists what to mend."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "tab": "要修正",
    "title": "要修正: 直していただきたいところ",
    "none": "直すところは見つかりませんでした。",
    "how": "黄色に赤枠のセルを直し、上書き保存して送り返してください。直したら「済」を選べます。「場所」を押すと、そのセルへ移ります。",
    "how_unmarked": "下の一覧を確かめてください。「場所」を押すと、そのセルへ移ります。",
    "keep": "このシートは btobsheet check が付けました。計画の集計には使いません。",
    "counts": "{counts}({day} 時点)",
    "number": "番号",
    "severity": "区分",
    "where": "場所",
    "row": "対象",
    "value": "入力値",
    "message": "内容",
    "hint": "直し方",
    "done": "済",
    "tick": "済",
    "code": "コード",
    "everywhere": "ブック全体",
    "whole_sheet": "{sheet}",
    "more": "ほか {count} 件は、この一覧に載せきれませんでした。上の問題を直してから、もう一度 check を実行してください。",
}
