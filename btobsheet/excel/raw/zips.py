"""The parts of a zip file, whole or in pieces.

An ordinary zip file, as all office programs write it, is read by its directory: ``zipfile`` alone
takes as long to import as such a file to be opened ten times. Whatever is unusual in the least (a
comment, ZIP64, encryption, names that are no ASCII, parts that overlap) is left to ``zipfile``.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from struct import Struct
from typing import Any, Protocol

from btobsheet.quickclass import dataclass

STORED, DEFLATED = 0, 8

_END, _END_SIZE = Struct("<4s4H2LH"), 22
_ENTRY, _ENTRY_SIZE = Struct("<4s6H3L5H2L"), 46
_LOCAL, _LOCAL_SIZE = Struct("<26x2H"), 30
_NEEDED = 20
"""The version of the format that knows compression and folders."""
_NOTHING = {STORED: b"", DEFLATED: b"\3\0"}
"""How a part without content is packed."""
_USUAL_FLAGS = 0x80E
"""How hard it was compressed, sizes behind the part, a name in UTF-8."""


class BadZipError(Exception):
    """The file is no zip file, or a part of it is broken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One part as the directory has it: its method of compression, its size unpacked in bytes."""

    name: str
    method: int
    encrypted: bool
    size: int
    place: Any
    """Where the archive finds it."""


class Archive(Protocol):
    """A zip file that is open."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Give its parts in the directory's order."""

    def chunks(self, entry: Entry, sizes: Iterable[int]) -> Iterator[bytes]:
        """Give a part in pieces of so many bytes at most; BadZipError where it is broken."""


def open_zip(data: bytes) -> Archive:
    """Open a zip file; BadZipError where it is none."""
    return _Ordinary.of(data) or _Library(data)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an ordinary part lies, packed, and its checksum."""

    first: int
    last: int
    crc: int


class _Ordinary:
    def __init__(self, data: bytes, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self._data = data

    @classmethod
    def of(cls, data: bytes) -> _Ordinary | None:
        """Open an ordinary zip file; None for any other."""
        end = len(data) - _END_SIZE
        if end < 0:
            return None
        sign, *disks, count, size, start, comment = _END.unpack_from(data, end)
        if sign != b"PK\5\6" or disks != [0, 0, count] or comment or start + size != end:
            return None
        entries, at = [], start
        for _ in range(count):
            if at + _ENTRY_SIZE > end:
                return None
            found = _entry(data, at, start)
            if found is None:
                return None
            at, entry = found
            entries.append(entry)
        places = sorted((entry.place.first, entry.place.last) for entry in entries)
        apart = all(one[1] < two[0] for one, two in pairwise(places))
        return cls(data, entries) if at == end and apart else None

    def chunks(self, entry: Entry, sizes: Iterable[int]) -> Iterator[bytes]:
        place: _Place = entry.place
        packed: memoryview | bytes = memoryview(self._data)[place.first : place.last]
        unpack = zlib.decompressobj(-zlib.MAX_WBITS)
        left, crc = entry.size, 0
        for size in sizes:
            most = min(size, left)
            if entry.method == STORED:
                chunk, packed = bytes(packed[:most]), packed[most:]
            elif most and not unpack.eof:  # 0 would mean without limit
                try:
                    chunk = unpack.decompress(packed, most)
                except zlib.error:
                    raise BadZipError from None
                packed = unpack.unconsumed_tail
            else:
                chunk = b""
            left -= len(chunk)
            crc = zlib.crc32(chunk, crc)
            if unpack.eof:
                left = 0  # a part may end before its stated size, as zipfile has it
            if (len(chunk) < most and left) or (not left and crc != place.crc):
                raise BadZipError
            yield chunk


def _entry(data: bytes, at: int, start: int) -> tuple[int, Entry] | None:
    """Read one entry of the directory, which begins at ``start``; give what follows it, too."""
    (sign, _, needed, flags, method, _, _, crc, packed, size, *lengths, disk, _, _, local) = (
        _ENTRY.unpack_from(data, at)
    )
    name_end = at + _ENTRY_SIZE + lengths[0]
    name = data[at + _ENTRY_SIZE : name_end]
    unusual = needed > _NEEDED or flags & ~_USUAL_FLAGS or disk or method not in (STORED, DEFLATED)
    if sign != b"PK\1\2" or unusual or not name.isascii() or b"\0" in name:
        return None
    if local + _LOCAL_SIZE > start or data[local : local + 4] != b"PK\3\4":
        return None
    name_length, extra_length = _LOCAL.unpack_from(data, local)
    named = local + _LOCAL_SIZE + name_length
    first = named + extra_length
    if data[local + _LOCAL_SIZE : named] != name or first + packed > start:
        return None
    if method == STORED and packed != size:
        return None
    if not size and data[first : first + packed] != _NOTHING[method]:
        return None
    place = _Place(first, first + packed, crc)
    return name_end + sum(lengths[1:]), Entry(name.decode(), method, False, size, place)


class _Library:
    def __init__(self, data: bytes) -> None:
        import zipfile  # lazy door: hardly a workbook needs it
        from io import BytesIO

        self._errors = (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
            RuntimeError,
            LookupError,
        )
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except self._errors:
            raise BadZipError from None
        self.entries = [
            Entry(one.filename, one.compress_type, bool(one.flag_bits & 1), one.file_size, one)
            for one in self._zip.infolist()
        ]

    def chunks(self, entry: Entry, sizes: Iterable[int]) -> Iterator[bytes]:
        try:
            with self._zip.open(entry.place) as stream:
                for size in sizes:
                    chunk = stream.read(size)
                    yield chunk
        except self._errors:
            raise BadZipError from None
