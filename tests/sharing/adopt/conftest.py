"""Old plans are read by openpyxl in this process: the one that is started for each, bounded, is
asked in ``test_bad_input.py``, by the command, and in ``tests/excel/raw``.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from btobsheet.excel.raw import child_main, details


@cache
def _answer(data: bytes) -> str:
    return json.dumps(child_main.details(data))


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer as the child process does, without starting one."""

    def ask_child(task: str, data: bytes) -> Any:
        assert task == "details"
        return json.loads(_answer(data))

    monkeypatch.setattr(details, "ask_child", ask_child)
