"""Stands here so that ``tests/`` is on the path: its helpers (``plans`` …) are imported by every
test below.
"""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("unhurried", settings(), deadline=None)  # a busy machine is no failure
settings.load_profile("unhurried")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a file's bytes by the argument: an archive holds the time, which differs by process."""
    return argname if isinstance(val, bytes) else None
