"""Texts: the reference pages in ``docs/`` that are made from the code."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "made": "このページは docs/make.py が作ります。手で直さず、もとのコードか文言を直してから `python docs/make.py` を実行してください。",
    "columns.title": "計画ブックのタブと列",
    "columns.intro": (
        "どの入力タブも1行目は隠れていて、列のキー(例: kpis.name)が入っています。"
        "読み取りはキーで行うため、列の移動・挿入・見出しの変更をしても読み取れます。{header}行目が見出し、{first}行目からがデータです。"
        "キーがない表も、見出しから分かる範囲で読み取ります。"
    ),
    "columns.version": "ブックの形式: 第{version}版",
    "columns.kind.input": "入力するタブです。",
    "columns.kind.output": "数式だけのタブです。読み取りません。",
    "columns.kind.hidden": "隠れたタブです。",
    "columns.rows": "`{table}`: 空き行を含めて{rows}行(計画の行がこれより多いときは、その3分の1増しまで)",
    "columns.fixed": "`{table}`: {rows}行",
    "columns.header": "見出し",
    "columns.key": "キー",
    "columns.holds": "入るもの",
    "columns.what": "説明",
    "columns.computed": "自動計算: {kind}",
    "columns.months": "{name}.YYYY-MM",
    "columns.calendar": "{name}.YYYY-MM-DD",
    "columns.also": "別の見出し: {names}",
    "columns.helpers": "ほかに、計算のための隠れた列があります。読み取りません。",
    "columns.settings": "設定の一覧",
    "columns.default": "既定値",
    "kind.Text": "文字",
    "kind.PersonName": "人の名前(関係者の一覧から)",
    "kind.Department": "部門の名前",
    "kind.TextList": "文字(「、」区切りで複数)",
    "kind.Number": "数",
    "kind.Money": "金額(円)",
    "kind.Percent": "割合",
    "kind.KpiValue": "数(KPIの単位)",
    "kind.Date": "日付",
    "kind.MonthKind": "月",
    "kind.Choice": "選択: {words}",
    "kind.Flag": "印: {words}",
    "kind.Reference": "参照: {tabs}",
    "kind.Identifier": "番号",
    "kind.Label": "固定の文字",
    "kind.Setting": "設定による",
    "kind.range": "{kind}、{low}から{high}まで",
    "kind.least": "{kind}、{low}以上",
    "problems.title": "問題コードの一覧",
    "problems.intro": (
        "`btobsheet check` が示す問題のコードです。先頭の E はエラー、W は警告、N はお知らせです。"
        "「…」には、そのときの値が入ります。1つずつの説明は `btobsheet explain コード` でも読めます。"
    ),
    "problems.family.0": "ファイル",
    "problems.family.1": "ブックの作り",
    "problems.family.2": "入力された値",
    "problems.family.3": "参照と番号",
    "problems.family.4": "数式と版",
    "problems.family.5": "計画の抜け・重なり・無理",
    "problems.family.6": "テキスト(TOML)の計画、コマンドの指定",
    "problems.family.7": "コピーの取り込み・切り分け・実績の流し込み",
    "problems.hint": "直し方",
    "problems.why": "理由",
    "cli.title": "コマンドの一覧",
    "cli.intro": "出力先がすでにあるときは `--force` を付けない限り書きません。入力ファイルを書き換えるコマンドはありません。",
    "cli.option": "指定",
    "cli.what": "内容",
    "cli.default": "既定: {value}",
    "cli.exits": "終了コード",
    "cli.exit.0": "済みました。問題はありません。",
    "cli.exit.1": "済みましたが、ブックにエラーがあります(check。--strict なら警告も)。または --fail-on の条件に当てはまりました(status)。",
    "cli.exit.2": "指定の誤り、または出力先がすでにあります。",
    "cli.exit.3": "計画ブックとして読み取れないファイルがありました(複数のとき、残りの報告は出します)。",
}
