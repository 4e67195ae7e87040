"""Texts that tabs of formulas held in earlier forms of the workbook: no word of a person's."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "guide.money": "②戦術・KPIの使用額と実績工数を、今の合計に書き換えます。",
    "guide.missed": "12か月が終わり、目標に届かなかった",
    "tree.parent": "親への換算率",
}
