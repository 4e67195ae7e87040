"""Texts of the entries of a calendar."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "untitled": "マーケティング計画",
    "title_of": "{title}({owner})",
    "by": "{task}({owner})",
    "done": "【済】{task}",
    "operation": "作戦: {name}",
    "tactic": "戦術: {name}",
    "owner": "担当: {name}",
    "state": "進み具合: {state}({day}現在)",
    "so_far": "{state} {percent}",
    "phase": "PDCA: {phase}",
    "times": "回数: {planned}回中{done}回",
    "note": "メモ: {note}",
    "from": "「{title}」の {id}",
}
