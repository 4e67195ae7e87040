"""An ordinary zip file is read as ``zipfile`` reads it, and whatever is unusual is left to that."""

from __future__ import annotations

import io
import zipfile

import pytest
from books import sample_book
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.excel.raw import zips

SIZES = (7, 100, 1 << 20)


def made(
    parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        package.comment = comment
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, method)
    return out.getvalue()


def read(archive: zips.Archive) -> dict[str, bytes | str]:
    """Give every part, or that it is broken."""
    found: dict[str, bytes | str] = {}
    for entry in archive.entries:
        try:
            pieces = list(archive.chunks(entry, SIZES))
        except zips.BadZipError:
            found[entry.name] = "broken"
            continue
        assert all(len(piece) <= size for piece, size in zip(pieces, SIZES, strict=True))
        found[entry.name] = b"".join(pieces)
    return found


PARTS = {"xl/a.xml": b"<a/>" * 50, "empty": b"", "b": bytes(range(256)) * 3}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_ordinary_file_is_read_without_the_library(method: int) -> None:
    ordinary = zips._Ordinary.of(made(PARTS, method))
    assert ordinary is not None
    assert read(ordinary) == PARTS


def test_our_workbooks_are_ordinary() -> None:
    assert zips._Ordinary.of(sample_book()) is not None


@pytest.mark.parametrize(
    "data",
    [
        made(PARTS, comment=b"made by somebody"),
        made({"名前": b"x"}),
        made(PARTS, zipfile.ZIP_BZIP2),
        b"before" + made(PARTS),
        made(PARTS).replace(b"PK\1\2", b"PK\1\3", 1),
        made(PARTS)[:-30],
        b"",
    ],
)
def test_what_is_unusual_is_left_to_the_library(data: bytes) -> None:
    assert zips._Ordinary.of(data) is None


@given(st.data())
def test_a_file_with_a_wrong_byte_is_read_as_the_library_reads_it(data: st.DataObject) -> None:
    method = data.draw(st.sampled_from((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)))
    xml = bytearray(made(PARTS, method))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(xml) - 1))
        xml[at] = data.draw(st.integers(0, 255))
    ordinary = zips._Ordinary.of(bytes(xml))
    if ordinary is not None:
        assert read(ordinary) == read(zips._Library(bytes(xml)))


def test_no_part_is_unpacked_beyond_its_stated_size() -> None:
    data = made({"a": b"x" * 100_000})
    size = (100_000).to_bytes(4, "little")
    lied = data.replace(size, (50).to_bytes(4, "little"))
    (entry,) = zips.open_zip(lied).entries
    pieces: list[bytes] = []
    with pytest.raises(zips.BadZipError):
        pieces.extend(zips.open_zip(lied).chunks(entry, (10, 1000)))
    assert entry.size == 50
