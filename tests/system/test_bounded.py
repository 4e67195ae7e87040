from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from btobsheet.system.bounded import InputError, read_bytes


@pytest.mark.parametrize(
    ("size", "most", "read"), [(0, 4, 0), (3, 4, 3), (4, 4, 4), (5, 4, 5), (9, 4, 5)]
)
def test_one_more_byte_than_allowed_tells_that_a_file_is_too_large(
    tmp_path: Path, size: int, most: int, read: int
) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(b"x" * size)
    assert read_bytes(file, most) == b"x" * read


def test_a_small_file_asks_for_little_memory_whatever_is_allowed(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(b"x" * 1000)
    tracemalloc.start()
    read_bytes(file, 128 << 20)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 1 << 20


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="only Linux has /proc")
def test_a_file_that_does_not_tell_its_size_is_read_to_its_end() -> None:
    assert len(read_bytes("/proc/self/maps", 1 << 20)) > 1000


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    found = []
    for source in (tmp_path, tmp_path / "none.xlsx", os.devnull, "a\0b"):
        with pytest.raises(InputError) as error:
            read_bytes(source, 10)
        found.append(error.value.code)
    assert found == ["E016", "E001", "E023", "E002"]
