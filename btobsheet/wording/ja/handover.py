"""Texts: who hands over to whom."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "title": "引き継ぎ: {leaver} → {successor}({day})",
    "note": "{day}まで{name}",
    "note_backup": "{day}まで副担当は{name}",
    "done": "{count}件を{leaver}から{successor}へ引き継ぎました({day}付)。",
    "would": "{count}件を{leaver}から{successor}へ引き継ぎます({day}付)。まだ何も書いていません。",
    "nothing": "{leaver}には、{day}に引き継ぐものがありません。",
    "caption": "{table}({count}件)",
    "col_row": "行",
    "col_field": "項目",
    "col_before": "前",
    "col_after": "後",
    "blank": "(空)",
    "noted": "{count}行のメモへの書き足し: {line}",
    "follow": "入力担当が空のKPI {count}件は、行はそのままで、これからは担当の{successor}が入力します: {ids}",
    "stays": "完了・中止した行動、終了・見送りの戦術、済んだ振り返りなど、終わったものは{leaver}のままです。",
    "told": "お知らせ({count}件)",
    "near": "「{name}」に似た名前の人がいます: {close}。同じ人なら、その名前で指定し直してください。",
    "how": "書き込むには: {command}",
}
