"""What people read of the columns of ⑤振り返り."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "行の番号です。写しを集めるときにこの番号で行を見分けるので、消したり書き換えたりしないでください。",
    ),
    "month": Words("対象月", "何月分の振り返りかを入れます。例: 2026/9。"),
    "tactic": Words(
        "戦術",
        "振り返る戦術を一覧から選びます。KPIだけの振り返りなら空欄で構いません。例: T03 展示会。",
    ),
    "kpi": Words(
        "KPI",
        "振り返るKPIを一覧から選びます。遅れ・未達や、悪化の続くKPIは、必ず1行書いてください。例: K10 名刺獲得数。",
    ),
    "result": Words(
        "結果",
        "何が起きたかを数字で書きます。例: 有効リード 62件(目標100件)。開封率は保てたが、クリックが半減した。",
    ),
    "cause": Words(
        "原因",
        "なぜそうなったかを、直せることまで掘り下げて書きます。例: 案内が既存客向けの内容で、新しい宛先に合わなかった。",
    ),
    "next_action": Words(
        "次の一手",
        "次に何をするかを書きます。例: 業種別に案内文を3種類作り、10月の配信で比べる。決まったら④年間アクションプランにも1行足します。",
    ),
    "decision": Words(
        "決めてほしいこと",
        "上司や会議で決めてほしいことがあれば書きます。例: 広告費を月10万円増やしてよいか。ダッシュボードの会議用の一覧に出ます。",
    ),
    "owner": Words(
        "担当", "次の一手を進める人を1人、一覧から選びます。例: 甲野一郎。", also=("担当者",)
    ),
    "due": Words("期限", "いつまでに行うかを年から入れます。例: 2026/10/31。"),
    "state": Words(
        "状態",
        "対応中か完了を選びます。完了にすると、会議用の一覧から外れます。例: 次の一手が終われば完了。",
    ),
    "num": Words("_番号"),
    "used": Words("_使用"),
    "open": Words("_未完了"),
    "kpi_row": Words("_KPI行"),
    "open_kpi": Words("_KPI"),
    "tactic_row": Words("_戦術行"),
    "open_tactic": Words("_戦術"),
    "homework": Words("_宿題順"),
    "wanted": Words("_決定待ち"),
    "examples": Words("_例"),
}
