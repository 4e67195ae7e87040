"""The names of the tabs."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "guide": "はじめに",
    "settings": "方針・設定",
    "overview": "戦略俯瞰図",
    "operations": "①作戦",
    "tactics": "②戦術・KPI",
    "kpis": "③KPI目標・実績",
    "actions": "④年間アクションプラン",
    "reviews": "⑤振り返り",
    "costs": "⑥予算・実費",
    "goal": "目標逆算",
    "catalogue": "戦術カタログ",
    "tree": "KPIツリー",
    "dashboard": "ダッシュボード",
    "_lists": "_lists",
    "_history": "_history",
    "_btobsheet": "_btobsheet",
}
