"""``python -m btobsheet``: the command line."""

from __future__ import annotations

from btobsheet.cli import main

if __name__ == "__main__":
    main()
