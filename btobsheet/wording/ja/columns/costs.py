"""What people read of the columns of ⑥予算・実費."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "行の番号です。写しを集めるときにこの番号で行を見分けるので、消したり書き換えたりしないでください。",
    ),
    "tactic": Words("戦術", "どの戦術の費用かを一覧から選びます。例: T05 展示会。"),
    "item": Words(
        "費目", "何の費用かを書きます。例: 出展料、検索広告。会計の費目と合わせると、取り込めます。"
    ),
    "plan_sum": Words("年間予算", "この行の12か月の予算の合計です。"),
    "due": Words("ここまでの予算", "締め終わった月までの予算の合計です。実費の計と比べます。"),
    "actual_sum": Words(
        "実費の計", "この行に入れた実費の合計です。年間予算を超えると赤くなります。"
    ),
    "plan": Words(
        "予算",
        "この月に使う予定の金額を入れます。例: 300000。この戦術の行に1つでも予算があれば、②の予算の代わりに合計を使います。",
        said="月別予算",
    ),
    "actual": Words(
        "実費",
        "この月に使った金額を入れます。例: 285000。この戦術の行に1つでも実費があれば、②の使用額の代わりに合計を使います。",
        said="月別実費",
    ),
    "note": Words("メモ", "金額の背景を書きます。例: 早期申込の割引あり。"),
    "used": Words("_使用"),
    "num": Words("_番号"),
    "examples": Words("_例"),
}
