"""Measure what the README states about speed, and print it as a table: ``python
tests/bench/run.py``.

All figures are ratios of CPU time measured side by side, so they hold on a slow machine as on a
fast one: the median of at least seven rounds, each a ratio of its own, with the least and the most.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

import plain  # noqa: E402 - after the path
from timing import RUNS, Seconds, against, cpu_of_calls, cpu_of_processes  # noqa: E402

import btobsheet  # noqa: E402
from btobsheet.excel.patch.edits import Edits, patch  # noqa: E402
from btobsheet.layout.address import parse_a1  # noqa: E402
from btobsheet.plan.model import Plan  # noqa: E402

START = "from btobsheet.cli import main; main()"


@dataclass(frozen=True)
class Ratio:
    """One line of the table: what is measured against what, the limit, and what each round gave."""

    ja: str
    en: str
    limit: float
    rounds: tuple[float, ...]

    @property
    def measured(self) -> float:
        """The median."""
        return median(self.rounds)

    @property
    def holds(self) -> bool:
        """Tell whether it is within its limit."""
        return self.measured <= self.limit


def processes(folder: Path, runs: int = 11) -> Iterator[Ratio]:
    """Measure whole processes: the start, a status report, a page, a new workbook."""
    sample, new = folder / "sample.xlsx", folder / "new.xlsx"
    sample.write_bytes(btobsheet.generate(btobsheet.sample_plan("ja"), plan_id="bench"))
    new.write_bytes(
        btobsheet.generate(btobsheet.load_template("marketing-cycle").plan, plan_id="bench")
    )
    (folder / "loop.py").write_text(plain.writing_loop(new), encoding="utf-8")
    out = str(folder / "out.xlsx")
    cpu = cpu_of_processes(
        {
            "python": ["-c", "pass"],
            "help": ["-c", START, "--help"],
            "status": ["-c", START, "status", str(sample)],
            "pandas": ["-W", "ignore", "-c", plain.PANDAS, str(sample)],
            "html": ["-c", START, "status", str(sample), "--format", "html"],
            "new": ["-c", START, "new", out, "--force"],
            "loop": [str(folder / "loop.py"), out],
        },
        runs,
    )
    yield Ratio(
        "`btobsheet --help` ÷ 空の `python -c pass`",
        "`btobsheet --help` ÷ a bare `python -c pass`",
        6,
        against(cpu["help"], cpu["python"]),
    )
    yield Ratio(
        "見本の `btobsheet status` ÷ 同じファイルの `pandas.read_excel(sheet_name=None)`",
        "`btobsheet status` of the sample ÷ `pandas.read_excel(sheet_name=None)` of the same file",
        1 / 6,
        against(cpu["status"], cpu["pandas"]),
    )
    yield Ratio(
        "見本の `btobsheet status --format html` ÷ 文字の `btobsheet status`",
        "`btobsheet status --format html` of the sample ÷ `btobsheet status` as text",
        2,
        against(cpu["html"], cpu["status"]),
    )
    yield Ratio(
        "`btobsheet new` ÷ 同じ数のセルを書くだけの xlsxwriter",
        "`btobsheet new` ÷ a bare xlsxwriter loop that writes as many cells",
        2,
        against(cpu["new"], cpu["loop"]),
    )


def reading(folder: Path, runs: int = 15) -> Iterator[Ratio]:
    """Measure reading all input of a workbook into a plan."""
    path = folder / "sample.xlsx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        cpu = cpu_of_calls(
            {
                "ours": lambda: btobsheet.read(path),
                "calamine": lambda: plain.calamine_reads(path),
                "openpyxl": lambda: plain.openpyxl_reads(path),
            },
            runs,
        )
    yield Ratio(
        "全入力の読み込み ÷ python-calamine で全シートを読むだけ",
        "reading all input ÷ python-calamine's bare read of all sheets",
        5,
        against(cpu["ours"], cpu["calamine"]),
    )
    yield Ratio(
        "全入力の読み込み ÷ openpyxl(read_only)で全シートを読むだけ",
        "reading all input ÷ openpyxl's bare read-only read of all sheets",
        1 / 3,
        against(cpu["ours"], cpu["openpyxl"]),
    )


MANY = 48
"""Three chunks of files for each of two processes, or so: what starting them costs is a small part.
"""


def portfolio(folder: Path, runs: int = RUNS) -> Iterator[Ratio]:
    """Measure a portfolio, all its processes together: a quarter of the CPU time on two processors
    is eight times the speed.
    """
    files = [folder / f"plan{number:02}.xlsx" for number in range(MANY)]
    for file in files:
        file.write_bytes((folder / "sample.xlsx").read_bytes())
    named = [str(file) for file in files]
    commands = {
        "portfolio": ["-c", START, "status", *named, "--format", "csv"],
        "pandas": ["-W", "ignore", "-c", plain.PANDAS_LOOP, *named],
    }
    cpu = cpu_of_processes(commands, runs)
    yield Ratio(
        f"{MANY}個のブックの `btobsheet status` ÷ `pandas.read_excel(sheet_name=None)` の繰り返し",
        f"`btobsheet status` of {MANY} workbooks ÷ a loop of `pandas.read_excel(sheet_name=None)`",
        1 / 4,
        against(cpu["portfolio"], cpu["pandas"]),
    )


COPIES = 8


def merging(runs: int = RUNS) -> Iterator[Ratio]:
    """Measure merging copies that each changed something, against reading all the workbooks."""
    sample = btobsheet.sample_plan("ja")
    master = btobsheet.generate(sample, plan_id="bench")
    place = next(
        action for action in btobsheet.read(master).plan.actions if action.id == "A004"
    ).place("note")
    assert place is not None
    row, column = parse_a1(place.cell)
    made = [
        patch(master, Edits(values={(place.sheet, row + at, column): f"{at}人目のメモ"}))
        for at in range(COPIES)
    ]
    cpu = cpu_of_calls(
        {
            "merge": lambda: btobsheet.merge(master, made),
            "read": lambda: [btobsheet.read(one) for one in (master, *made)],
        },
        runs,
    )
    yield Ratio(
        f"コピー{COPIES}個の取り込み ÷ マスターとコピーの読み込み",
        f"merging {COPIES} copies ÷ reading master and copies",
        4,
        against(cpu["merge"], cpu["read"]),
    )


def grown(plan: Plan, count: int) -> Plan:
    """Give the plan with as many actions, made from its own."""
    own = plan.actions
    return replace(
        plan, actions=tuple(replace(own[at % len(own)], id=f"A{at + 1:02}") for at in range(count))
    )


SIZES = (200, 2_000, 20_000)
STEPS = (
    *(
        ("generate", "書き出し", "writing"),
        ("read", "読み込み", "reading"),
        ("assess", "判定", "judging"),
    ),
    *(("report", "報告", "reporting"), ("diff", "比較", "comparing")),
)


def growth(runs: int = RUNS) -> Iterator[Ratio]:
    """Measure what one more action costs: between 2,000 and 20,000 actions, against between 200 and
    2,000.
    """
    small, middle, large = (_steps(size, runs) for size in SIZES)
    for name, ja, en in STEPS:
        rounds = zip(small[name], middle[name], large[name], strict=True)
        yield Ratio(
            f"行動1件あたりの{ja}: 2万件まで ÷ 2千件まで",
            f"{en}, cost of one more action: up to 20,000 ÷ up to 2,000",
            2,
            tuple(
                (most - more) / (SIZES[2] - SIZES[1]) / ((more - few) / (SIZES[1] - SIZES[0]))
                for few, more, most in rounds
            ),
        )


def _steps(size: int, runs: int) -> Seconds:
    """Measure all steps on a plan of so many actions."""
    plan = grown(btobsheet.sample_plan("ja"), size)
    changed = replace(plan, actions=tuple(replace(one, note="x") for one in plan.actions))
    data = btobsheet.generate(plan, plan_id="bench")
    read = btobsheet.read(data)
    assert len(read.plan.actions) == size
    return cpu_of_calls(
        {
            "generate": lambda: btobsheet.generate(plan, plan_id="bench"),
            "read": lambda: btobsheet.read(data),
            "assess": lambda: btobsheet.assess(plan),
            "report": lambda: btobsheet.report(read),
            "diff": lambda: btobsheet.diff(changed, read.plan),
        },
        runs,
    )


def measure() -> tuple[Ratio, ...]:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return (*processes(folder), *reading(folder), *portfolio(folder), *merging(), *growth())


def table(ratios: tuple[Ratio, ...], language: str) -> str:
    """Give the table in Markdown."""
    heads = (
        ("CPU時間の比", "上限", "中央値", "範囲")
        if language == "ja"
        else ("ratio of CPU times", "limit", "median", "range")
    )
    lines = [f"| {' | '.join(heads)} |", "|---|---:|---:|---:|"]
    for item in ratios:
        figures = (item.limit, item.measured, min(item.rounds), max(item.rounds))
        limit, middle, least, most = (f"{figure:.3g}" for figure in figures)
        name = item.ja if language == "ja" else item.en
        lines.append(f"| {name} | {limit} | {middle} | {least}–{most} |")
    return "\n".join(lines)


if __name__ == "__main__":
    found = measure()
    print(table(found, "ja"), table(found, "en"), sep="\n\n")
    sys.exit(0 if all(item.holds for item in found) else 1)
