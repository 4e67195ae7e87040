"""Texts: the tab of a marked copy that lists what changed between two workbooks."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "usage": "--format xlsx のときは、-o OUT.xlsx を指定してください。",
    "tab": "変更点",
    "title": "変更点 {count}件",
    "none": "変更はありません",
    "how": "変わったセルに色を付け、変更前の値をメモに入れました。「場所」を押すと、そのセルへ移ります。このシートは btobsheet diff が付けたもので、計画の集計には使いません。",
    "keep": "このシートは btobsheet diff が付けたもので、計画の集計には使いません。",
    "note": "変更前: {before}({file})",
    "col_number": "番号",
    "col_table": "表",
    "col_kind": "種類",
    "col_where": "場所",
    "col_what": "変更点",
    "col_before": "前",
    "col_after": "後",
    "added": "追加",
    "removed": "削除",
    "changed": "変更",
    "unread": "読めない値",
    "unread_what": "読み取れないため、変更として数えていません。",
    "gone": "(なくなった行)",
    "everywhere": "ブック全体",
}
