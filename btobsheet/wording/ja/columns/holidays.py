"""What people read of the columns of holidays."""

from __future__ import annotations

from typing import Final

from btobsheet.wording.columns import Words

COLUMNS: Final[dict[str, Words]] = {
    "id": Words("No.", "行の番号です。消したり書き換えたりしないでください。"),
    "date": Words(
        "休日",
        "会社が休みの日を年から入れます。例: 2026/8/13。営業日数の計算から除きます。土日は入れなくて構いません。",
    ),
    "name": Words("名称", "休みの名前を入れます。例: 夏季休業。なくても構いません。"),
}
