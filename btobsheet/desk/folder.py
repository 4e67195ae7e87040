"""The folder on the desk: plans lie in it, all else in rooms (folders) of their own.

Names come from the browser and are never trusted: a file is one that lies here by its real path, so
no name and no link leads outside. Whatever replaces a plan keeps the former one, dated.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from btobsheet.problems import UnreadableError, UsageError, problem
from btobsheet.reports.document import clean
from btobsheet.system.bounded import MAX_FILE, InputError, read_bytes
from btobsheet.system.files import exclusive, make_folder, write_file
from btobsheet.system.inputs import LOCK, SUFFIXES
from btobsheet.system.names import safe_name
from btobsheet.wording import LANGUAGES, text

ROOMS: Final = ("returned", "merged", "aside", "back", "handed", "earlier", "records", "data")
"""The folders in the folder, by what lies in them."""
DATABASE: Final = "btobsheet.sqlite"
"""What the command line takes as well where it is started in the folder."""
MOST_FILES: Final = 2_000
"""So many entries of a folder are looked at."""
MOST_PACKED: Final = 1 << 30
"""So many bytes are packed into one download."""


class MissingError(Exception):
    """Tell that there is no such file in the folder."""


class StaleError(Exception):
    """Tell that a plan was changed since the page that wants to change it was shown."""


def digest(data: bytes) -> str:
    """Give what tells a file's content from any other."""
    return sha256(data).hexdigest()[:32]


class Folder:
    """One folder: where things lie, and how they are put there."""

    def __init__(self, root: Path, language: str, clock: Callable[[], dt.datetime]) -> None:
        """Take the folder, made where it is missing, and what tells the time."""
        make_folder(root)
        self.root = Path(os.path.realpath(root))
        self.language = language
        self._clock = clock

    def plans(self) -> list[str]:
        """Give the names of the workbooks that lie in the folder itself."""
        return [one.name for one in self._files(self.root) if one.suffix.lower() in SUFFIXES]

    def room(self, kind: str, *, make: bool = False) -> Path:
        """Give a room: the one that is there, whatever language it was made in."""
        names = [text(language, f"desk.room.{kind}") for language in LANGUAGES]
        names.insert(0, text(self.language, f"desk.room.{kind}"))
        found = next((one for name in names if (one := self.root / name).is_dir()), None)
        room = found or self.root / names[0]
        if not self._is_inside(room):
            raise MissingError(room.name)
        if make:
            make_folder(room)
        return room

    def files(self, kind: str, suffixes: tuple[str, ...] = ()) -> list[str]:
        """Give the names of a room's files."""
        found = self._files(self.room(kind))
        return [one.name for one in found if not suffixes or one.suffix.lower() in suffixes]

    def path(self, name: str, kind: str = "") -> Path:
        """Give the file of a name in the folder or a room; MissingError for every other name."""
        room = self.room(kind) if kind else self.root
        if not _is_plain(name):
            raise MissingError(name)
        path = room / name
        if not (self._is_inside(path) and path.is_file()):
            raise MissingError(name)
        return path

    def read(self, name: str, kind: str = "") -> bytes:
        """Give a file's bytes; UnreadableError where it cannot be read or is too large."""
        path = self.path(name, kind)
        try:
            data = read_bytes(path, MAX_FILE)
        except InputError as error:
            raise UnreadableError(problem(error.code), name) from None
        if len(data) > MAX_FILE:
            raise UnreadableError(problem("E011"), name)
        return data

    def put(self, kind: str, name: str, data: bytes) -> str:
        """Put a new file into a room, under a name that is free; give that name."""
        room = self.room(kind, make=True)
        for number in count(1):
            free = _numbered(name, number)
            try:
                write_file(room / free, data)
            except UsageError as error:
                if error.problem.code != "E040":
                    raise
            else:
                return free
        raise AssertionError  # a free number is always found

    def write(self, kind: str, name: str, data: bytes) -> None:
        """Write a file of our own into a room (``""``: the folder itself), in place of an earlier
        one.
        """
        room = self.room(kind, make=True) if kind else self.root
        write_file(room / name, data, force=not (room / name).is_symlink())

    def new(self, name: str, data: bytes) -> None:
        """Lay a new plan into the folder; UsageError E040 where the name is taken."""
        write_file(self.root / name, data)

    def change(self, name: str, seen: str, work: Callable[[bytes], bytes]) -> bool:
        """Replace a plan by what ``work`` makes of it, and keep the former one.

        Tells whether anything changed. Raises StaleError where the plan is not the one that was
        ``seen`` (:func:`digest`), before or while the work was done; UsageError E703 where another
        program of ours holds it, and as writing does: then the plan is as it was.
        """
        path = self.path(name)
        with exclusive(path):
            data = self.read(name)
            if digest(data) != seen:
                raise StaleError(name)
            made = work(data)
            if made == data:
                return False
            self.keep(name, data)
            if digest(self.read(name)) != seen:  # Excel knows no locks of ours
                raise StaleError(name)
            write_file(path, made, force=True)
        return True

    def keep(self, name: str, data: bytes) -> str:
        """Keep a file as it is now among the earlier ones, under its name and the time."""
        stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
        return self.put("earlier", f"{stem} {self.stamp()}{suffix}", data)

    def put_on(self, name: str, kind: str) -> dt.date:
        """Give the day on which a file was last put or saved where it is."""
        return dt.datetime.fromtimestamp(self.path(name, kind).stat().st_mtime).date()

    def move(self, name: str, kind: str, to: str) -> str:
        """Move a file from one room to another, under a name that is free there."""
        path = self.path(name, kind)
        made = self.put(to, name, self.read(name, kind))
        path.unlink()
        return made

    def day(self) -> dt.date:
        """Give the day it is."""
        return self._clock().date()

    def database(self) -> Path:
        """Give the file that figures are kept in; MissingError where a link leads outside."""
        path = self.root / DATABASE
        if not self._is_inside(path):
            raise MissingError(DATABASE)
        return path

    def stamp(self) -> str:
        """Give the time as a part of a file's name."""
        return self._clock().strftime("%Y-%m-%d %H%M%S")

    def pack(self, stream: IO[bytes], kinds: tuple[str, ...] = ("", *ROOMS)) -> None:
        """Pack the files of rooms (``""``: of the folder itself) into a zip file.

        Raises UnreadableError E011 where they are more than one download may hold.
        """
        left = MOST_PACKED
        with ZipFile(stream, "w", ZIP_DEFLATED, strict_timestamps=False) as archive:
            for kind in kinds:
                for path in self._files(self.room(kind) if kind else self.root):
                    left -= path.stat().st_size
                    if left < 0:
                        raise UnreadableError(problem("E011"), self.root.name)
                    archive.write(path, f"{path.parent.name}/{path.name}" if kind else path.name)

    def all_files(self) -> Iterator[tuple[str, str, int]]:
        """Give every file there is: its room (``""``: none), name and size."""
        for kind in ("", *ROOMS):
            for path in self._files(self.room(kind) if kind else self.root):
                yield kind, path.name, path.stat().st_size

    def _files(self, folder: Path) -> list[Path]:
        """Give a folder's plain files by name: none that a link leads outside to, none hidden."""
        try:
            with os.scandir(folder) as entries:
                found = [
                    folder / one.name for one, _ in zip(entries, range(MOST_FILES), strict=False)
                ]
        except OSError:
            return []
        own = (one for one in found if _is_plain(one.name) and one.is_file())
        return sorted(one for one in own if self._is_inside(one))

    def _is_inside(self, path: Path) -> bool:
        try:
            return Path(os.path.realpath(path)).is_relative_to(self.root)
        except (OSError, ValueError):
            return False


def clean_name(name: str, otherwise: str) -> str:
    """Give a browser's name for a file as one that every system bears; its folders are dropped."""
    base = name.replace("\\", "/").rpartition("/")[2]
    stem, suffix = os.path.splitext(base)  # noqa: PTH122 - a name, not a path
    plain = safe_name(clean(stem).lstrip(".~$")) or otherwise
    kind = safe_name(suffix.lower().lstrip("."))[:5]
    return f"{plain}.{kind}" if kind else plain


def _is_plain(name: str) -> bool:
    """Tell whether a name is one of a file that people see."""
    hidden = name.startswith((".", LOCK)) or not name.strip() or name.endswith((".", " "))
    is_text = not any(sign in "/\\\0" or "\ud800" <= sign <= "\udfff" for sign in name)
    return is_text and not hidden


def _numbered(name: str, number: int) -> str:
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, not a path
    return name if number == 1 else f"{stem} ({number}){suffix}"
