"""Texts of a plan's life: approvals."""

from __future__ import annotations

from typing import Final

TEXTS: Final[dict[str, str]] = {
    "approved": "The plan is approved",
    "replanned": "Since the last approval {count} things have changed.",
    "with_errors": "It was approved with {count} places that need mending.",
}
