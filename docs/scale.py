"""Judge many workbooks by engines that exist: python docs/scale.py [COUNT [PROCESSES]]

Makes COUNT workbooks (10,000 unless told) in a folder of its own, one in a hundred of them damaged,
and judges them with concurrent.futures, then with Dask on this machine (``pip install dask``).
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import btobsheet

Answer = tuple[str, str, float | None]
CHUNK = 50


def judged(file: str) -> Answer | btobsheet.BtobsheetError:
    """Give a plan's title, and status and attainment of its first KGI; an error as a value."""
    try:
        reading = btobsheet.read(file)
    except btobsheet.BtobsheetError as error:
        return error
    kgi = next(one for one in btobsheet.assess(reading.plan).kpis if one.kpi.scope == "KGI")
    return reading.plan.settings.title, kgi.status or "", kgi.attainment


def workbooks(folder: Path, count: int) -> list[str]:
    """Lay down workbooks of ten plans, and some that cannot be read."""
    sample = btobsheet.sample_plan("ja")
    made = [
        btobsheet.generate(
            replace(sample, settings=replace(sample.settings, title=f"計画 {number}(架空)")),
            plan_id=f"plan-{number}",
        )
        for number in range(10)
    ]
    files = []
    for number in range(count):
        data = made[number % len(made)]
        file = folder / f"{number:06}.xlsx"
        file.write_bytes(data[: len(data) // 2] if number % 100 == 99 else data)
        files.append(str(file))
    return files


def with_futures(files: list[str], processes: int) -> Iterable[object]:
    """Judge them in a pool of processes."""
    with ProcessPoolExecutor(processes) as pool:
        return list(pool.map(judged, files, chunksize=CHUNK))


def with_dask(files: list[str], processes: int) -> Iterable[object]:
    """Judge them by Dask; on a cluster only the scheduler is another one."""
    from dask import bag, config

    with config.set(scheduler="processes", num_workers=processes):
        return list(bag.from_sequence(files, partition_size=CHUNK).map(judged).compute())


def told(
    name: str,
    judge: Callable[[list[str], int], Iterable[object]],
    files: list[str],
    processes: int,
) -> None:
    """Say how long an engine took and what came of it."""
    begun = time.perf_counter()
    answers = list(judge(files, processes))
    seconds = time.perf_counter() - begun
    errors = [one for one in answers if isinstance(one, btobsheet.BtobsheetError)]
    codes = ", ".join(sorted({one.problem.code for one in errors}))
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{name}: {len(files):,} workbooks, {processes} processes: {seconds:.0f} s,"
        f" {len(files) / seconds:.0f} a second; {len(errors)} errors as values"
        f"{f' ({codes})' if codes else ''}; largest process {largest:.0f} MB"
    )


def main(arguments: list[str]) -> None:
    """Make the workbooks, and judge them twice."""
    count = int(arguments[0]) if arguments else 10_000
    processes = int(arguments[1]) if len(arguments) > 1 else os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        files = workbooks(Path(folder), count)
        told("concurrent.futures", with_futures, files, processes)
        if find_spec("dask"):
            told("Dask", with_dask, files, processes)
        else:
            print("Dask: not installed (pip install dask)")


if __name__ == "__main__":
    main(sys.argv[1:])
