"""A zip file in the making that takes over entries as they are compressed already."""

from __future__ import annotations

import struct
import zipfile
import zlib

from btobsheet.excel.raw.preflight import RefusalError

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_UTF8 = 0x800
_MEMORY = 8
"""zlib's own."""
Moment = tuple[int, int, int, int, int, int]


class ZipWriter:
    """A zip file in the making: zipfile's own cannot take bytes that are compressed already."""

    def __init__(self) -> None:
        """Begin an empty file."""
        self._pieces: list[bytes] = []
        self._central: list[bytes] = []
        self._size = 0

    def add(
        self, name: str, data: bytes, moment: Moment, level: int = 4, memory: int = _MEMORY
    ) -> None:
        """Add an entry from its plain bytes; less ``memory`` begins new codes sooner."""
        press = zlib.compressobj(level, zlib.DEFLATED, -15, memory)
        raw = press.compress(data) + press.flush()
        info = zipfile.ZipInfo(name, moment)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        info.CRC, info.file_size = zlib.crc32(data), len(data)
        self.copy(info, raw)

    def copy(self, entry: zipfile.ZipInfo, raw: bytes) -> None:
        """Add an entry from its compressed bytes."""
        name, flags = _encoded(entry.orig_filename, entry.flag_bits)
        year, month, day, hour, minute, second = entry.date_time
        date = (max(year - 1980, 0) << 9) | (month << 5) | day
        time = (hour << 11) | (minute << 5) | (second // 2)
        sizes = (len(raw), entry.file_size, len(name), 0)
        about = (flags, entry.compress_type, time, date, entry.CRC, *sizes)
        local = _LOCAL.pack(b"PK\x03\x04", 20, *about) + name
        where = (0, 0, entry.internal_attr, entry.external_attr, self._size)
        central = _CENTRAL.pack(b"PK\x01\x02", 20, 20, *about, *where)
        self._central.append(central + name)
        self._pieces += (local, raw)
        self._size += len(local) + len(raw)

    def result(self) -> bytes:
        """Give the file."""
        central = b"".join(self._central)
        count = len(self._central)
        end = _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), self._size, 0)
        return b"".join((*self._pieces, central, end))


def raw_entry(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Give an entry's bytes as they are compressed in the file; RefusalError E006 if cut short."""
    at = entry.header_offset
    head = data[at : at + _LOCAL.size]
    if len(head) < _LOCAL.size or not head.startswith(b"PK\x03\x04"):
        raise RefusalError("E006")
    *_, name_size, extra_size = _LOCAL.unpack(head)
    start = at + _LOCAL.size + name_size + extra_size
    raw = data[start : start + entry.compress_size]
    if len(raw) != entry.compress_size:
        raise RefusalError("E006")
    return raw


def _encoded(name: str, flags: int) -> tuple[bytes, int]:
    """Give a name's bytes and the entry's flags without what belongs to a streamed file."""
    flags &= ~0x8
    try:
        return (name.encode("utf-8"), flags) if flags & _UTF8 else (name.encode("cp437"), flags)
    except UnicodeEncodeError:
        return name.encode("utf-8"), flags | _UTF8
