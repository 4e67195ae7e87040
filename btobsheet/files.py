"""Outputs: written beside the target and moved into place, so the target is the old file or the new, whole."""

from __future__ import annotations

import os
from pathlib import Path

from btobsheet.problems import UsageError, problem


def check_free(target: Path, force: bool) -> None:
    """Refuse an output that exists (E040), before any work is done."""
    if target.is_dir():
        raise UsageError(problem("E045", value=target.name), str(target))
    if not force and (target.exists() or target.is_symlink()):
        raise UsageError(problem("E040", value=target.name), str(target))


def write_file(target: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file atomically; an existing one only with ``force``, keeping its mode, through a symlink.

    Raises UsageError: E040 exists, E041 the folder is missing or not writable, E042 not permitted
    (often open in Excel), E043 no space left or another error of the disk.
    """
    check_free(target, force)
    real = Path(os.path.realpath(target))
    temporary = real.with_name(f".{real.name}.{os.getpid()}.tmp")
    try:
        _write_whole(temporary, data, real.stat().st_mode & 0o7777 if real.exists() else None)
        _move(temporary, real, force)
    except FileExistsError:
        raise UsageError(problem("E040", value=target.name), str(target)) from None
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(problem("E041", value=str(real.parent)), str(target)) from None
    except PermissionError:
        raise UsageError(problem("E042" if real.exists() else "E041", value=target.name if real.exists() else str(real.parent)), str(target)) from None
    except OSError as error:
        raise UsageError(problem("E043", value=target.name, reason=error.strerror or str(error)), str(target)) from None
    finally:
        temporary.unlink(missing_ok=True)


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
