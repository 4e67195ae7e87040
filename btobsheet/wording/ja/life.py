"""Texts of a plan's life: approvals."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "approved": "計画を承認しました",
    "replanned": "前回の承認から、次の{count}件が変わっています。",
    "with_errors": "直す必要のあるところが{count}か所あるまま承認しました。",
}
