"""Outputs: written beside the target and moved into place, so the target is the old file or the new, whole."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from btobsheet.problems import UsageError, problem


def check_free(target: Path, force: bool) -> None:
    """Refuse an output that exists (E040), before any work is done."""
    if os.path.isdir(target):  # noqa: PTH112 - unlike Path's, it bears folders that may not be looked into
        raise UsageError(problem("E045", value=target.name), str(target))
    if not force and os.path.lexists(target):
        raise UsageError(problem("E040", value=target.name), str(target))


def make_folder(folder: Path) -> None:
    """Make an output folder with its parents; UsageError E049 where a file is in its place, E041 where that is not permitted."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(problem("E049", value=str(folder)), str(folder)) from None
    except OSError:
        raise UsageError(problem("E041", value=str(folder)), str(folder)) from None


def write_file(target: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file atomically; an existing one only with ``force``, keeping its mode, through a symlink.

    Raises UsageError: E040 exists, E041 the folder is missing or not writable, E042 not permitted
    (often open in Excel), E043 no space left or another error of the disk.
    """
    check_free(target, force)
    real = Path(os.path.realpath(target))
    temporary = real.with_name(f".{os.urandom(6).hex()}.tmp")
    there = os.path.exists(real)  # noqa: PTH110 - as above
    try:
        _write_whole(temporary, data, real.stat().st_mode & 0o7777 if there else None)
        _move(temporary, real, force)
    except FileExistsError:
        raise UsageError(problem("E040", value=target.name), str(target)) from None
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(problem("E041", value=str(real.parent)), str(target)) from None
    except PermissionError:
        raise UsageError(problem("E042", value=target.name) if there else problem("E041", value=str(real.parent)), str(target)) from None
    except OSError as error:
        raise UsageError(problem("E043", value=target.name, reason=error.strerror or str(error)), str(target)) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


def _write_whole(path: Path, data: bytes, mode: int | None) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    if mode is not None:
        path.chmod(mode)


def _move(temporary: Path, target: Path, force: bool) -> None:
    """Move into place; without ``force`` a file that has appeared meanwhile wins."""
    if force:
        temporary.replace(target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if target.exists():
            raise FileExistsError(target) from None
        temporary.replace(target)
