"""A bullet graph in two cells of a table: a bar up to the target, and beyond it a short one."""

from __future__ import annotations

from btobsheet.layout.kinds import Number
from btobsheet.layout.spec import Column

MOST_ABOVE = 0.2
"""So much above the target is drawn."""


def columns(name: str, value: str, known: str) -> tuple[Column, Column]:
    """Give the two columns that draw a share where ``known`` holds: up to 1, and above it."""
    within = f"MAX(0,MIN(1,{value}))"
    above = f"MAX(0,MIN({MOST_ABOVE},{value}-1))"
    return (
        Column(
            name=f"{name}_within",
            since=2,
            kind=Number(),
            width=82,
            band="live",
            formula=f'IF({known},{within},"")',
        ),
        Column(
            name=f"{name}_above",
            since=2,
            kind=Number(),
            width=20,
            band="live",
            formula=f'IF({known},{above},"")',
        ),
    )
