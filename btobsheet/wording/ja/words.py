"""The fixed words of this language: each code's word, and other spellings that are understood."""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "aggregation": {
        "sum": (
            "累計",
            "合計",
            "積上",
            "積み上げ",
        ),
        "latest": (
            "最新",
            "最新値",
            "残高",
            "ストック",
        ),
        "mean": (
            "平均",
            "平均値",
        ),
        "ratio": (
            "比率",
            "率",
            "割合",
        ),
    },
    "direction": {
        "up": (
            "上げる",
            "上",
            "増やす",
            "↑",
            "高いほど良い",
        ),
        "down": (
            "下げる",
            "下",
            "減らす",
            "↓",
            "低いほど良い",
        ),
        "keep": (
            "保つ",
            "維持",
            "合わせる",
        ),
    },
    "channel": {
        "digital": (
            "デジタル",
            "デ",
            "オンライン",
        ),
        "in_person": (
            "リアル",
            "リ",
            "人",
            "対面",
            "オフライン",
        ),
        "both": (
            "併用",
            "両方",
            "ハイブリッド",
        ),
    },
    "decision": {
        "adopted": (
            "採用",
            "決定",
            "実施",
        ),
        "candidate": (
            "候補",
            "検討中",
            "検討",
        ),
        "declined": (
            "見送り",
            "見送",
            "不採用",
            "却下",
        ),
        "ended": (
            "終了",
            "打ち切り",
            "打切",
            "中止",
        ),
    },
    "priority": {
        "high": (
            "高",
            "大",
        ),
        "medium": ("中",),
        "low": (
            "低",
            "小",
        ),
    },
    "main": {
        "yes": (
            "○",
            "〇",
            "◯",
            "◎",
            "主",
            "✓",
            "✔",
            "レ",
        ),
        "reference": (
            "参考",
            "参考値",
        ),
    },
    "action_status": {
        "not_started": (
            "未着手",
            "未",
            "未実施",
            "－",
            "―",
        ),
        "in_progress": (
            "進行中",
            "着手",
            "着手済",
            "着手済み",
            "実施中",
            "対応中",
            "作業中",
            "△",
        ),
        "done": (
            "完了",
            "済",
            "済み",
            "完",
            "完了済",
            "完了済み",
            "実施済",
            "実施済み",
            "終了",
            "○",
            "〇",
            "◯",
            "✓",
            "✔",
            "☑",
        ),
        "on_hold": (
            "保留",
            "保留中",
            "延期",
            "ペンディング",
        ),
        "cancelled": (
            "中止",
            "取消",
            "取りやめ",
            "取り止め",
            "キャンセル",
        ),
    },
    "phase": {
        "P": (
            "P",
            "計画",
        ),
        "D": (
            "D",
            "実行",
        ),
        "C": (
            "C",
            "検証",
            "評価",
            "効果検証",
        ),
        "A": (
            "A",
            "改善",
        ),
    },
    "review_state": {
        "open": (
            "対応中",
            "未対応",
            "未完了",
            "未着手",
            "進行中",
            "オープン",
        ),
        "done": (
            "完了",
            "済",
            "済み",
            "対応済",
            "対応済み",
            "解決",
            "クローズ",
        ),
    },
    "kpi_status": {
        "missed": ("未達",),
        "behind": ("遅れ",),
        "no_data": ("未入力",),
        "at_risk": ("注意",),
        "on_track": ("順調",),
        "achieved": ("達成",),
        "not_due": ("判定前",),
        "no_target": ("目標未設定",),
        "reference": ("参考",),
    },
    "action_state": {
        "cancelled": ("中止",),
        "on_hold": ("保留",),
        "done": ("完了",),
        "undated": ("日付なし",),
        "overdue": ("期限超過",),
        "late_start": ("着手遅れ",),
        "behind": ("進行遅れ",),
        "not_started": ("未着手",),
        "on_track": ("順調",),
    },
    "within_chance": {
        "yes": ("偶然の範囲",),
    },
    "trend": {
        "improving": ("改善",),
        "worsening": ("悪化",),
        "flat": ("横ばい",),
    },
    "goal_state": {
        "short": ("足りない",),
        "near": ("ほぼ足りる",),
        "covered": ("足りる",),
        "in_hand": ("手持ちで足りる",),
        "leaf": ("入口",),
        "no_target": ("目標未設定",),
        "no_rate": ("率が未記入",),
        "zero_rate": ("率が0",),
        "no_flow": ("年内に届かない",),
        "no_child_rate": ("子の率が未記入",),
        "no_child_target": ("子の目標が未設定",),
        "above": ("上が未定",),
        "uncounted": ("数えない",),
        "unjudged": ("判定しない",),
    },
}
