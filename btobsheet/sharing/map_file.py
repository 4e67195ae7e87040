"""A MAP.toml as a file: of an export, or of a plan made by hand."""

from __future__ import annotations

import os

from btobsheet.problems import UnreadableError, problem
from btobsheet.system.bounded import InputError, read_text_bytes


def read_map_text(path: str | os.PathLike[str]) -> str:
    """Give a map's text. Raises UnreadableError (E001, E002, E016, E023, E024, E731)."""
    try:
        return read_text_bytes(path).decode("utf-8")
    except InputError as error:
        raise UnreadableError(problem(error.code), os.fspath(path)) from None
    except UnicodeDecodeError:
        raise UnreadableError(problem("E731", value="utf-8"), os.fspath(path)) from None
