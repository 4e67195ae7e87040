"""The README's statements on speed, asserted on CPU time.

``python -m pytest tests/bench -m bench -s -n 0`` shows the table.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from run import START, measure, table

import btobsheet


@pytest.mark.bench
def test_every_ratio_is_within_its_limit() -> None:
    found = measure()
    print("", table(found, "en"), sep="\n")
    assert [f"{item.en}: {item.measured:.2f}" for item in found if not item.holds] == []


_PEAK = f"""
import re, resource, sys
from pathlib import Path
try:
    {START}
except SystemExit as ended:
    assert not ended.code, ended.code
own = re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())
print(own[1], resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
"""


@pytest.mark.bench
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
@pytest.mark.parametrize("format", ["json", "csv"])
def test_five_times_the_plans_take_no_more_memory(tmp_path: Path, format: str) -> None:
    """Peak memory of the command and of its largest process; a plan's own JSON is some 150 kB."""
    data = btobsheet.generate(btobsheet.sample_plan("ja"), plan_id="bench")
    peaks = []
    for count in (32, 160):
        home = tmp_path / str(count)
        home.mkdir()
        for number in range(count):
            (home / f"{number:03}.xlsx").write_bytes(data)
        command = [
            sys.executable,
            "-c",
            _PEAK,
            "status",
            str(home),
            "--format",
            format,
            "-o",
            str(tmp_path / f"{count}.{format}"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        peaks.append([int(number) for number in done.stderr.split()[-2:]])
    print("", format, peaks)
    assert all(large <= small * 1.25 for small, large in zip(*peaks, strict=True))
