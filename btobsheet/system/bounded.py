"""Inputs read within bounds: a device, a pipe or an endless file is refused, not read."""

from __future__ import annotations

import os
import stat
from typing import Final

MAX_FILE: Final = 128 << 20
"""So many bytes of a workbook or an export are read; what is larger is refused."""
MAX_TEXT: Final = 8 << 20
"""So many bytes a text may have that a person wrote: a plan, a template, a map."""


class InputError(Exception):
    """Say by a problem's code why a file cannot be read; who reads it makes the problem of it."""

    def __init__(self, code: str) -> None:
        """Take the code."""
        super().__init__(code)
        self.code = code


def read_bytes(source: str | os.PathLike[str], most: int) -> bytes:
    """Give a file's bytes, one more than ``most`` where it has more.

    InputError E001 it is not there, E002 it cannot be opened, E016 it is a folder, E023 it is a
    device or a pipe.
    """
    try:
        found = os.stat(source)  # noqa: PTH116 - pathlib costs 24 ms
        if stat.S_ISDIR(found.st_mode):
            raise InputError("E016")
        if not stat.S_ISREG(found.st_mode):
            raise InputError("E023")
        with open(source, "rb") as stream:  # noqa: PTH123 - pathlib costs 24 ms
            # as much memory as the file has is asked for, not as much as it may have
            data = stream.read(min(found.st_size, most) + 1)
            if len(data) <= found.st_size:
                return data
            return data + stream.read(most + 1 - len(data))  # it grew, or its size is not told
    except (FileNotFoundError, NotADirectoryError):
        raise InputError("E001") from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise InputError("E002") from None


def read_text_bytes(source: str | os.PathLike[str]) -> bytes:
    """Give the bytes of a text that a person wrote: as :func:`read_bytes`, E024 where it is too
    large for one.
    """
    data = read_bytes(source, MAX_TEXT)
    if len(data) > MAX_TEXT:
        raise InputError("E024")
    return data
