"""The pages of the desk: one module for each thing people come to do."""

from __future__ import annotations

from typing import Final

from btobsheet.desk.routes import (
    copies,
    filling,
    handout,
    history,
    home,
    life,
    looks,
    merging,
    new,
    plan,
    work,
)

ROUTES: Final = tuple(
    one.blueprint
    for one in (home, looks, new, plan, copies, merging, filling, life, handout, history, work)
)
