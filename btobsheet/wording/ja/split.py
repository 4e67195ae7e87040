"""Texts: parts of a workbook handed out, and who has answered."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "guide.for": "{to}の分です。{due}",
    "guide.person": "{name}さん",
    "guide.due": "{year}年{month}{day}日までに記入して、このファイルのまま送り返してください。",
    "guide.covers": "行動と振り返りは、{to}に関わる分だけが入っています。"
    "KPIの判定・戦略俯瞰図・KPIツリーは計画全体のものですが、作戦や全体の進捗は、ここにある行動だけの値です。"
    "②③のほかの担当の行は隠してあります(行を選び「再表示」で見られます)。",
    "title": "ブックの配布",
    "subtitle": "{title}({by})",
    "by_owner": "担当者ごと",
    "by_department": "部門ごと",
    "by_operation": "作戦ごと",
    "done": "{count}個のブックを {folder} に作りました。",
    "caption": "配布するブック",
    "col_for": "だれの分",
    "col_file": "ファイル",
    "col_tactics": "戦術",
    "col_kpis": "KPI",
    "col_actions": "行動",
    "next": "戻ってきたら1つのフォルダーに集め、btobsheet returned マスター フォルダー で確かめ、btobsheet merge マスター フォルダー/*.xlsx -o まとめ.xlsx で取り込んでください。",
    "option.by": "分け方(owner: 担当者、department: 部門、operation: 作戦)",
    "option.out": "書き出すフォルダー",
    "option.due": "提出期限(「はじめに」に書かれます)",
    "option.returned_due": "提出期限(既定: 配ったブックに書かれた期限)",
    "returned_title": "回収の状況",
    "returned_subtitle": "マスター: {master}",
    "answered": "{all}件のうち{count}件に記入があります。",
    "late": "期限を過ぎて記入のないものが{count}件あります。",
    "col_state": "状況",
    "col_changed": "変更",
    "col_missing": "まだのもの",
    "col_saved": "最後の保存",
    "state_answered": "記入あり",
    "state_untouched": "記入なし",
    "state_unknown": "不明",
    "state_absent": "ファイルなし",
    "state_older": "古いほう",
    "state_late": "{state}(期限{due})",
    "missing_kpis": "実績 {ids}({count})",
    "missing_tactics": "了解 {ids}({count})",
    "missing_actions": "期限超過の行動 {ids}({count})",
    "saved": "{day} {by}",
    "whole": "(計画全体のブック)",
    "separator": "、",
    "others": "ここに入れるものではないファイル",
    "stranger": "{file}: 別の計画({title})のブックです。",
    "failure": "{file}: {message} 直し方: {hint}",
}
