"""How the outputs of a round are called, in the plan's language; every system bears the names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from btobsheet.reports.document import shown_bytes
from btobsheet.system.names import safe_name
from btobsheet.wording import text

INDEX = "index.html"


def output_name(language: str, what: str) -> str:
    """Give the name of an output or a folder of them."""
    return text(language, f"collect.file.{what}")


def merged_name(language: str, master: str) -> str:
    """Give the merged workbook's name, which tells the same kind of file as its master's."""
    suffix = PurePath(master).suffix.lower()
    return output_name(language, "merged") + (suffix if suffix == ".xlsm" else ".xlsx")


def inside(folder: str, name: str, taken: Iterable[str]) -> str:
    """Give a file a name in a folder of ours that none of those taken has, case aside."""
    stem, dot, suffix = shown_bytes(name).rpartition(".")
    stem = safe_name(stem if dot else suffix) or "_"
    end = f".{safe_name(suffix)}" if dot else ""
    known = {one.casefold() for one in taken}
    made, number = f"{folder}/{stem}{end}", 2
    while made.casefold() in known:
        made, number = f"{folder}/{stem}_{number}{end}", number + 1
    return made
