"""Outputs: written beside the target and moved into place, so the target is the old file or the
new, whole.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from btobsheet.problems import UsageError, problem


def check_free(target: Path, force: bool) -> None:
    """Refuse an output that exists (E040), before any work is done."""
    if os.path.isdir(target):  # noqa: PTH112 - unlike Path's, it bears folders that may not be looked into
        raise UsageError(problem("E045", value=target.name), str(target))
    if os.path.exists(target) and not os.path.isfile(target):  # noqa: PTH110, PTH113 - as above
        raise UsageError(problem("E056", value=target.name), str(target))
    if not force and os.path.lexists(target):
        raise UsageError(problem("E040", value=target.name), str(target))


def make_folder(folder: Path) -> None:
    """Make an output folder with its parents.

    UsageError E049 where a file is in its place, E041 where that is not permitted.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(problem("E049", value=str(folder)), str(folder)) from None
    except OSError:
        raise UsageError(problem("E041", value=str(folder)), str(folder)) from None


def write_file(target: Path, data: bytes | Iterable[bytes], *, force: bool = False) -> None:
    """Write a file atomically.

    An existing one only with ``force``, keeping its mode, through a symlink; ``data`` may come in
    parts.

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
        raise UsageError(
            problem("E042", value=target.name)
            if there
            else problem("E041", value=str(real.parent)),
            str(target),
        ) from None
    except OSError as error:
        raise UsageError(
            problem("E043", value=target.name, reason=error.strerror or str(error)), str(target)
        ) from None
    finally:
        with suppress(OSError):
            temporary.unlink()


@contextmanager
def exclusive(target: Path) -> Iterator[None]:
    """Hold an output while a command reads, works and writes.

    UsageError E703 where another process holds it.

    The lock is the system's own, on a file ``.name.lock`` beside it: it ends with the process,
    however that ends.
    """
    real = Path(os.path.realpath(target))
    path = real.with_name(f".{real.name}.lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError:  # no such folder, or not writable: writing will say so
        yield
        return
    try:
        if not _lock(descriptor, path):
            raise UsageError(problem("E703", value=target.name), str(target))
        try:
            yield
        finally:
            with suppress(OSError):
                path.unlink()
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path) -> bool:
    """Lock an open file without waiting.

    False where another holds it, or has just let it go and taken it away.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except (BlockingIOError, PermissionError, FileNotFoundError):
        return False
    except OSError:  # a file system without locks
        return True


def _write_whole(path: Path, data: bytes | Iterable[bytes], mode: int | None) -> None:
    descriptor = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666
    )
    with os.fdopen(descriptor, "wb") as stream:
        stream.writelines([data] if isinstance(data, bytes) else data)
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
