"""The fixed words people choose from and read: code, Japanese, English, and what else is understood.

One row a code: ``(code, ja, en, variants)``; variants are matched after NFKC, without case and
spaces, in both languages. Source: "Words in the workbook" of the product's figures.
"""

from __future__ import annotations

from typing import NamedTuple


class Word(NamedTuple):
    """One fixed word in both languages, with other spellings that are understood."""

    code: str
    ja: str
    en: str
    variants: tuple[str, ...] = ()

    def label(self, language: str) -> str:
        """Give the word as people see it."""
        return self.ja if language == "ja" else self.en


CHOICES: dict[str, tuple[Word, ...]] = {
    "aggregation": (
        Word("sum", "累計", "Sum", ("合計", "積上", "積み上げ", "total")),
        Word("latest", "最新", "Latest", ("最新値", "残高", "ストック", "last")),
        Word("mean", "平均", "Mean", ("平均値", "average", "avg")),
        Word("ratio", "比率", "Ratio", ("率", "割合", "rate")),
    ),
    "direction": (
        Word("up", "上げる", "Up", ("上", "増やす", "↑", "高いほど良い", "higher")),
        Word("down", "下げる", "Down", ("下", "減らす", "↓", "低いほど良い", "lower")),
    ),
    "channel": (
        Word("digital", "デジタル", "Digital", ("デ", "オンライン", "online", "web")),
        Word(
            "in_person",
            "リアル",
            "In person",
            ("リ", "人", "対面", "オフライン", "real", "inperson", "offline"),
        ),
        Word("both", "併用", "Both", ("両方", "ハイブリッド", "hybrid")),
    ),
    "decision": (
        Word("adopted", "採用", "Adopted", ("決定", "実施", "adopt")),
        Word("candidate", "候補", "Candidate", ("検討中", "検討")),
        Word("declined", "見送り", "Declined", ("見送", "不採用", "却下", "decline")),
    ),
    "priority": (
        Word("high", "高", "High", ("大", "a")),
        Word("medium", "中", "Medium", ("mid", "b")),
        Word("low", "低", "Low", ("小", "c")),
    ),
    "main": (
        Word("yes", "○", "○", ("〇", "◯", "◎", "主", "yes", "y", "true", "1", "✓", "✔", "レ")),
    ),
    "action_status": (
        Word("not_started", "未着手", "Not started", ("未", "未実施", "todo", "－", "-", "―")),
        Word(
            "in_progress",
            "進行中",
            "In progress",
            ("着手", "着手済", "着手済み", "実施中", "対応中", "作業中", "doing", "△"),
        ),
        Word(
            "done",
            "完了",
            "Done",
            (
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
                "completed",
                "complete",
                "finished",
            ),
        ),
        Word("on_hold", "保留", "On hold", ("保留中", "延期", "ペンディング", "pending", "hold")),
        Word(
            "cancelled",
            "中止",
            "Cancelled",
            ("取消", "取りやめ", "取り止め", "キャンセル", "canceled", "cancel"),
        ),
    ),
    "phase": (
        Word("P", "P", "P", ("plan", "計画")),
        Word("D", "D", "D", ("do", "実行")),
        Word("C", "C", "C", ("check", "検証", "評価", "効果検証")),
        Word("A", "A", "A", ("act", "action", "改善")),
    ),
    "review_state": (
        Word(
            "open", "対応中", "Open", ("未対応", "未完了", "未着手", "進行中", "オープン", "todo")
        ),
        Word(
            "done",
            "完了",
            "Done",
            ("済", "済み", "対応済", "対応済み", "解決", "クローズ", "closed", "close"),
        ),
    ),
}

SHOWN: dict[str, tuple[Word, ...]] = {
    # worst first: the order of figures.md, and its rank in every roll-up
    "kpi_status": (
        Word("missed", "未達", "Missed"),
        Word("behind", "遅れ", "Behind"),
        Word("no_data", "未入力", "No data"),
        Word("at_risk", "注意", "At risk"),
        Word("on_track", "順調", "On track"),
        Word("achieved", "達成", "Achieved"),
        Word("not_due", "判定前", "Not due"),
        Word("no_target", "目標未設定", "No target"),
    ),
    "action_state": (
        Word("cancelled", "中止", "Cancelled"),
        Word("on_hold", "保留", "On hold"),
        Word("done", "完了", "Done"),
        Word("undated", "日付なし", "Undated"),
        Word("overdue", "期限超過", "Overdue"),
        Word("late_start", "着手遅れ", "Late start"),
        Word("behind", "進行遅れ", "Behind"),
        Word("not_started", "未着手", "Not started"),
        Word("on_track", "順調", "On track"),
    ),
    "trend": (
        Word("improving", "改善", "Improving"),
        Word("worsening", "悪化", "Worsening"),
        Word("flat", "横ばい", "Flat"),
    ),
}


def label(group: str, code: str | None, language: str) -> str:
    """Give the word for a code, or an empty text for none."""
    for word in CHOICES.get(group) or SHOWN[group]:
        if word.code == code:
            return word.label(language)
    return ""
