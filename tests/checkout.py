"""A fresh copy of the project for tests that install it: what git has or would add, so that nothing
built or ignored helps.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
"""What lies beside some checkouts: files of other programs and schemas.

Tests that need it skip where it is missing.
"""
CORPUS = Path(os.environ.get("BTOBSHEET_CORPUS") or SHARED / "corpus")


def copy_checkout(target: Path) -> Path:
    """Copy the files under version control, as they are now."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout
    for name in filter(None, listed.decode("utf-8").split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
    return target
