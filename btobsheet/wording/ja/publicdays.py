"""Names of holidays; a public holiday's key is the name the law gives it."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "closed": "年末年始休業",
    "substitute": "{name}の振替休日",
    "元日": "元日",
    "成人の日": "成人の日",
    "建国記念の日": "建国記念の日",
    "天皇誕生日": "天皇誕生日",
    "春分の日": "春分の日",
    "昭和の日": "昭和の日",
    "憲法記念日": "憲法記念日",
    "みどりの日": "みどりの日",
    "こどもの日": "こどもの日",
    "海の日": "海の日",
    "山の日": "山の日",
    "敬老の日": "敬老の日",
    "秋分の日": "秋分の日",
    "スポーツの日": "スポーツの日",
    "体育の日": "体育の日",
    "文化の日": "文化の日",
    "勤労感謝の日": "勤労感謝の日",
    "国民の休日": "国民の休日",
}
