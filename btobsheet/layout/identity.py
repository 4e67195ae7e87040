"""Which workbook this is: what the hidden tab and the custom properties hold.

Hidden tab ``_btobsheet``: two columns, key and value, both text. Keys: ``plan_id revision
layout_version template language start calendar``, ``base_sha256`` and the base snapshot in pieces
``base.1 base.2 …`` (JSON of every row's input cells as written; at most 30,000 characters a piece,
which every program keeps). Custom properties repeat the short ones under ``btobsheet_<key>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from btobsheet.plan.model import Identity

PIECE = 30_000
PROPERTY_PREFIX = "btobsheet_"
SHORT_KEYS: tuple[str, ...] = ("plan_id", "revision", "layout_version", "template", "language", "start", "calendar")

Rows = Mapping[str, Sequence[Mapping[str, str | float | int | bool | None]]]


def base_text(rows: Rows) -> str:
    """Give the base snapshot: compact JSON of the input cells by table and row, blanks left out."""
    import json  # only for writing: reading a report's workbook need not pay for it

    slim = {table: [{name: value for name, value in row.items() if value not in (None, "")} for row in table_rows] for table, table_rows in rows.items()}
    return json.dumps(slim, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def checksum(text: str) -> str:
    """Give the SHA-256 of the base snapshot."""
    import hashlib  # 4 ms, and most reading does without

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def pack(short: Mapping[str, str], base: str) -> list[tuple[str, str]]:
    """Give the hidden tab's rows."""
    pieces = [base[at : at + PIECE] for at in range(0, len(base), PIECE)]
    return [
        *((key, short.get(key, "")) for key in SHORT_KEYS),
        ("base_sha256", checksum(base)),
        *((f"base.{number}", piece) for number, piece in enumerate(pieces, start=1)),
    ]


def unpack(stored: Mapping[str, str], *, verify: bool = True) -> Identity:
    """Read the hidden tab's rows (or the custom properties' short keys) back; a wrong checksum is told, not raised.

    Without ``verify`` the snapshot is taken as it is.
    """
    pieces: list[str] = []
    while (piece := stored.get(f"base.{len(pieces) + 1}")) is not None:
        pieces.append(piece)
    base = "".join(pieces)
    return Identity(
        plan_id=stored.get("plan_id", ""),
        revision=_whole(stored.get("revision", "")),
        layout_version=_whole(stored.get("layout_version", "")),
        base=base,
        checksum_ok=not (verify and base) or checksum(base) == stored.get("base_sha256", ""),
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
