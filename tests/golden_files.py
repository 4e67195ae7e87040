"""Compare with a file in ``tests/golden``.

BTOBSHEET_UPDATE_GOLDEN=1 writes it anew, to be read before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def check_golden(name: str, made: str) -> None:
    """Fail where the text differs from the golden file of that name."""
    path = GOLDEN / name
    if os.environ.get("BTOBSHEET_UPDATE_GOLDEN"):
        path.write_text(made, encoding="utf-8", newline="\n")
    assert made == path.read_text(encoding="utf-8"), (
        f"{name} differs; if that is meant, run with BTOBSHEET_UPDATE_GOLDEN=1 and read "
        f"the difference"
    )
