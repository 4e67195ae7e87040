"""The language of the first workbook that was read: who speaks to a person may follow it."""

from __future__ import annotations

from contextvars import ContextVar

_first: ContextVar[str] = ContextVar("first", default="")


def hear(language: str) -> None:
    """Note the language of a workbook that was read; the first one counts."""
    if not _first.get():
        _first.set(language)


def heard() -> str:
    """Give the language of the first workbook read since :func:`forget`, or nothing."""
    return _first.get()


def forget() -> None:
    """Begin anew: nothing has been read."""
    _first.set("")
