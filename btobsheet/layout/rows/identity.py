"""Which workbook this is: what the hidden tab and the custom properties hold.

Hidden tab ``_btobsheet``: two columns, key and value, both text. Keys: ``plan_id revision
layout_version template language start calendar``, ``base_sha256`` and the base snapshot in pieces
``base.1 base.2 …`` (JSON of every row's input cells as written; at most 8,000 characters a piece:
from its second save on LibreOffice puts a line break into a text after the 16,366th letter; breaks
in the longer pieces of older workbooks are read over). Custom properties repeat the short ones
under ``btobsheet_<key>``. A part of a plan that was handed out also has ``issued_to issued_by
issued_title issued_person issued_on issued_due`` (days ISO), one rolled from the year before's
``previous_plan previous_revision previous_start previous_file``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from btobsheet.plan.model import Identity, Issue, Previous

PIECE = 8_000
_BREAKS = str.maketrans("", "", "\r\n")
PROPERTY_PREFIX = "btobsheet_"
IDENTITY_SHEET, HISTORY_SHEET = "_btobsheet", "_history"
HISTORY = "history"
"""What stands in the first cell of the tab ``_history``; beside it how many approvals there are."""
LOOKED_UP = 4
"""The first of that tab's columns that formulas alone look up."""
SHORT_KEYS: tuple[str, ...] = (
    "plan_id",
    "revision",
    "layout_version",
    "template",
    "language",
    "start",
    "calendar",
)

ISSUE_KEYS: tuple[str, ...] = (
    "issued_to",
    "issued_by",
    "issued_title",
    "issued_person",
    "issued_on",
    "issued_due",
)

PREVIOUS_KEYS: tuple[str, ...] = (
    "previous_plan",
    "previous_revision",
    "previous_start",
    "previous_file",
)


def checksum(text: str) -> str:
    """Give the SHA-256 of the base snapshot."""
    import hashlib  # 4 ms, and most reading does without

    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def pack(short: Mapping[str, str], base: str) -> list[tuple[str, str]]:
    """Give the hidden tab's rows."""
    return [
        *((key, short.get(key, "")) for key in SHORT_KEYS),
        *((key, short[key]) for key in (*ISSUE_KEYS, *PREVIOUS_KEYS) if short.get(key)),
        ("base_sha256", checksum(base)),
        *numbered("base", base),
    ]


def unpack(stored: Mapping[str, str], *, verify: bool = True) -> Identity:
    """Read the hidden tab's rows (or the custom properties' short keys) back.

    A wrong checksum is told, not raised.

    Without ``verify`` the snapshot is taken as it is.
    """
    base = joined(stored, "base")
    return Identity(
        plan_id=stored.get("plan_id", ""),
        revision=_whole(stored.get("revision", "")),
        layout_version=_whole(stored.get("layout_version", "")),
        base=base,
        checksum_ok=not (verify and base) or checksum(base) == stored.get("base_sha256", ""),
        issue=_issue(stored),
        previous=_previous(stored),
    )


def numbered(key: str, text: str) -> list[tuple[str, str]]:
    """Cut a long text for cells, under ``key.1 key.2 …``."""
    return [(f"{key}.{number}", piece) for number, piece in enumerate(pieces_of(text), start=1)]


def joined(stored: Mapping[str, str], key: str) -> str:
    """Put a long text together that stands under ``key.1 key.2 …``, without breaks of programs."""
    pieces: list[str] = []
    while (piece := stored.get(f"{key}.{len(pieces) + 1}")) is not None:
        pieces.append(piece)
    return unbroken("".join(pieces))


def unbroken(text: str) -> str:
    """Give compact JSON without line breaks: it has none of its own, so a program put them in."""
    return text.translate(_BREAKS) if "\n" in text or "\r" in text else text


def issue_texts(issue: Issue) -> dict[str, str]:
    """Give what a handed-out part stores about its issue; nothing for a whole workbook."""
    days = (issue.on.isoformat() if issue.on else "", issue.due.isoformat() if issue.due else "")
    return (
        dict(zip(ISSUE_KEYS, (issue.to, issue.by, issue.title, issue.person, *days), strict=True))
        if issue.to
        else {}
    )


def previous_texts(previous: Previous) -> dict[str, str]:
    """Give what a plan stores about the workbook it was rolled from; nothing for any other."""
    known = (previous.plan_id, str(previous.revision), previous.start, previous.file)
    return dict(zip(PREVIOUS_KEYS, known, strict=True)) if previous.start else {}


def _previous(stored: Mapping[str, str]) -> Previous:
    plan_id, revision, start, file = (stored.get(key, "") for key in PREVIOUS_KEYS)
    return Previous(plan_id=plan_id, revision=_whole(revision), start=start, file=file)


def _issue(stored: Mapping[str, str]) -> Issue:
    to, by, title, person, on, due = (stored.get(key, "") for key in ISSUE_KEYS)
    return (
        Issue(to=to, by=by, title=title, person=person, on=_day(on), due=_day(due))
        if to
        else Issue()
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0


def pieces_of(text: str) -> list[str]:
    """Cut a long text for cells; no piece begins or ends with a blank, which programs take away."""
    made, at = [], 0
    while at < len(text):
        end = min(len(text), at + PIECE)
        while at + 1 < end < len(text) and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        made.append(text[at:end])
        at = end
    return made
