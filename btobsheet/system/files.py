"""Outputs: written beside the target and moved into place, so the target is the old file or the
new, whole.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time
from typing import BinaryIO, Final
from zlib import crc32

from btobsheet.problems import UsageError, problem

_TEMPORARY: Final = ".tmp"
_MOVES_CLOSED: Final = sys.platform == "win32"
"""Whether a file must be closed before it can be moved, so that no lock holds it up to there."""
_LEFT_AFTER: Final = 3600


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
    temporary = real.with_name(f"{_mark(real)}{os.urandom(6).hex()}{_TEMPORARY}")
    there = os.path.exists(real)  # noqa: PTH110 - as above
    _clear_left(real)
    try:
        with _held(temporary) as stream:
            _write_whole(stream, data)
            if there:
                temporary.chmod(real.stat().st_mode & 0o7777)
            if not _MOVES_CLOSED:
                _move(temporary, real, force)
        if _MOVES_CLOSED:
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


def _lock(descriptor: int, path: Path, *, otherwise: bool = True) -> bool:
    """Lock an open file without waiting.

    False where another holds it, or has just let it go and taken it away; ``otherwise`` where the
    file system has no locks.
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
    except OSError:
        return otherwise


@contextmanager
def _held(path: Path) -> Iterator[BinaryIO]:
    """Open a new file to write, held with a lock: another run must not take it for one left
    behind.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as stream:
        if not _MOVES_CLOSED:
            _lock(stream.fileno(), path)
        yield stream


def _write_whole(stream: BinaryIO, data: bytes | Iterable[bytes]) -> None:
    stream.writelines([data] if isinstance(data, bytes) else data)
    stream.flush()
    os.fsync(stream.fileno())


def _mark(target: Path) -> str:
    """Give how the temporary files for an output begin: short, however long its name is."""
    return f".{crc32(os.fsencode(target.name)):08x}-"


def _clear_left(target: Path) -> None:
    """Take away what a run that was killed left of the same output: nobody holds it any more."""
    mark = _mark(target)
    with suppress(OSError), os.scandir(target.parent) as entries:
        for entry in entries:
            if entry.name.startswith(mark) and entry.name.endswith(_TEMPORARY):
                with suppress(OSError):
                    _clear(target.parent / entry.name)


def _clear(path: Path) -> None:
    if _MOVES_CLOSED:  # no lock tells whether it is being written; after an hour it is not
        if time() - path.stat().st_mtime > _LEFT_AFTER:
            path.unlink()
        return
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        if _lock(descriptor, path, otherwise=False):
            path.unlink()
    finally:
        os.close(descriptor)


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
