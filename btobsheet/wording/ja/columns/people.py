"""What people read of the columns of people."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words(
        "No.",
        "行の番号です。写しを集めるときにこの番号で行を見分けるので、消したり書き換えたりしないでください。",
    ),
    "name": Words(
        "氏名",
        "計画に関わる人の名前を1行に1人入れます。例: 山野 花子。ここに入れた名前が、担当の一覧に出ます。",
    ),
    "aliases": Words(
        "別の書き方",
        "同じ人の別の書き方を「、」で区切って入れます。例: 山野、やまの。どの書き方で入力されても、同じ人として数えます。",
        also=("別名",),
    ),
    "department": Words(
        "部門", "所属する部門を入れます。例: 営業部。同じ部門は、いつも同じ書き方にしてください。"
    ),
    "role": Words("役割", "この計画での役目を入れます。例: ウェビナー責任者。"),
    "email": Words(
        "メール",
        "連絡先のメールアドレスを入れます。例: hanako@example.com。なければ空欄で構いません。",
    ),
    "days_per_month": Words(
        "使える日数/月",
        "この計画に1か月で使える日数を入れます。例: 8。担当する行動の工数と比べて、持ちすぎをお知らせします。",
        said="使える日数(月)",
    ),
    "agreed_on": Words(
        "共有確認日",
        "計画を一緒に見て、進めることを確認した日を入れます。例: 2026/4/10。部門をまたいで全員分がそろうと、計画が動きやすくなります。",
    ),
    "left_on": Words(
        "離任日",
        "担当を離れた日を入れます。例: 2026/10/15。それより後は、この人に入力や確認をお願いしません。",
    ),
    "successor": Words("後任", "引き継いだ人の名前です。離れた人のカードに出ます。例: 乙川次郎。"),
    "used": Words("_使用"),
    "num": Words("_番号"),
    "ord": Words("_順"),
    "examples": Words("_例"),
}
