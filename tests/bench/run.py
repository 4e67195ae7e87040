"""Measure what the README states about speed, in one run, and print it as a table: ``python
tests/bench/run.py [ROUNDS]``.

All figures are ratios of CPU time measured side by side, so they hold on a slow machine as on a
fast one.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).resolve().parents[2])]

import plain  # noqa: E402 - after the path
from timing import cpu_of_calls, cpu_of_processes  # noqa: E402

import btobsheet  # noqa: E402
from btobsheet.excel.patch.edits import Edits, patch  # noqa: E402
from btobsheet.layout.address import parse_a1  # noqa: E402
from btobsheet.plan.model import Plan  # noqa: E402

ROUNDS = 7
START = "from btobsheet.cli import main; main()"


@dataclass(frozen=True)
class Ratio:
    """One line of the table: what is measured against what, the limit, and what came out."""

    ja: str
    en: str
    limit: float
    rounds: tuple[float, ...]

    @property
    def measured(self) -> float:
        """The median of the rounds' ratios."""
        return statistics.median(self.rounds)

    @property
    def holds(self) -> bool:
        """Tell whether it is within its limit."""
        return self.measured <= self.limit

    @property
    def shown(self) -> str:
        """The median with the least and the greatest of the rounds."""
        return f"{self.measured:.3g} ({min(self.rounds):.3g}–{max(self.rounds):.3g})"


def ratios(cpu: Mapping[str, Sequence[float]], one: str, other: str) -> tuple[float, ...]:
    """Divide what two things took, round by round: in one round they ran right after each other."""
    return tuple(a / b for a, b in zip(cpu[one], cpu[other], strict=True))


def processes(folder: Path, rounds: int) -> Iterator[Ratio]:
    """Measure whole processes: the start, a status report, a new workbook."""
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
            "new": ["-c", START, "new", out, "--force"],
            "loop": [str(folder / "loop.py"), out],
        },
        rounds,
    )
    yield Ratio(
        "`btobsheet --help` ÷ 空の `python -c pass`",
        "`btobsheet --help` ÷ a bare `python -c pass`",
        6,
        ratios(cpu, "help", "python"),
    )
    yield Ratio(
        "見本の `btobsheet status` ÷ 同じファイルの `pandas.read_excel(sheet_name=None)`",
        "`btobsheet status` of the sample ÷ `pandas.read_excel(sheet_name=None)` of the same file",
        1 / 6,
        ratios(cpu, "status", "pandas"),
    )
    yield Ratio(
        "`btobsheet new` ÷ 同じ数のセルを書くだけの xlsxwriter",
        "`btobsheet new` ÷ a bare xlsxwriter loop that writes as many cells",
        2,
        ratios(cpu, "new", "loop"),
    )


def reading(folder: Path, rounds: int) -> Iterator[Ratio]:
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
            rounds,
        )
    yield Ratio(
        "全入力の読み込み ÷ python-calamine で全シートを読むだけ",
        "reading all input ÷ python-calamine's bare read of all sheets",
        5,
        ratios(cpu, "ours", "calamine"),
    )
    yield Ratio(
        "全入力の読み込み ÷ openpyxl(read_only)で全シートを読むだけ",
        "reading all input ÷ openpyxl's bare read-only read of all sheets",
        1 / 3,
        ratios(cpu, "ours", "openpyxl"),
    )


MANY = 48
"""Three chunks of files for each of two processes, or so: what starting them costs is a small part.
"""


def portfolio(folder: Path, rounds: int) -> Iterator[Ratio]:
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
    cpu = cpu_of_processes(commands, rounds)
    yield Ratio(
        f"{MANY}個のブックの `btobsheet status` ÷ `pandas.read_excel(sheet_name=None)` の繰り返し",
        f"`btobsheet status` of {MANY} workbooks ÷ a loop of `pandas.read_excel(sheet_name=None)`",
        1 / 4,
        ratios(cpu, "portfolio", "pandas"),
    )


COPIES = 8


def merging(rounds: int) -> Iterator[Ratio]:
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
        rounds,
    )
    yield Ratio(
        f"コピー{COPIES}個の取り込み ÷ マスターとコピーの読み込み",
        f"merging {COPIES} copies ÷ reading master and copies",
        4,
        ratios(cpu, "merge", "read"),
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


def growth(rounds: int) -> Iterator[Ratio]:
    """Measure what one more action costs: between 2,000 and 20,000 actions, against between 200 and
    2,000.
    """
    cost: dict[str, list[list[float]]] = {name: [] for name, _, _ in STEPS}
    sample = btobsheet.sample_plan("ja")
    for size in SIZES:
        plan = grown(sample, size)
        data = btobsheet.generate(plan, plan_id="bench")
        read = btobsheet.read(data)
        assert len(read.plan.actions) == size
        calls = {
            "generate": lambda plan=plan: btobsheet.generate(plan, plan_id="bench"),
            "read": lambda data=data: btobsheet.read(data),
            "assess": lambda plan=plan: btobsheet.assess(plan),
            "report": lambda read=read: btobsheet.report(read),
            "diff": lambda plan=plan, read=read: btobsheet.diff(
                replace(plan, actions=tuple(replace(one, note="x") for one in plan.actions)),
                read.plan,
            ),
        }
        for name, seconds in cpu_of_calls(calls, rounds).items():
            cost[name].append(seconds)
    for name, ja, en in STEPS:
        steps = zip(*cost[name], strict=True)
        yield Ratio(
            f"行動1件あたりの{ja}: 2万件まで ÷ 2千件まで",
            f"{en}, cost of one more action: up to 20,000 ÷ up to 2,000",
            2,
            tuple(_one_more(*step) for step in steps),
        )


def _one_more(small: float, middle: float, large: float) -> float:
    """Give what one more action costs up to the last size, against up to the one before."""
    late = (large - middle) / (SIZES[2] - SIZES[1])
    return late / ((middle - small) / (SIZES[1] - SIZES[0]))


def measure(rounds: int = ROUNDS) -> tuple[Ratio, ...]:
    """Measure everything, in so many rounds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return (
            *processes(folder, rounds),
            *reading(folder, rounds),
            *portfolio(folder, rounds),
            *merging(rounds),
            *growth(rounds),
        )


def table(ratios: tuple[Ratio, ...], language: str) -> str:
    """Give the table in Markdown."""
    heads = (
        ("CPU時間の比", "上限", "実測の中央値(最小–最大)")
        if language == "ja"
        else ("ratio of CPU times", "limit", "measured: median (least–greatest)")
    )
    lines = [f"| {' | '.join(heads)} |", "|---|---:|---:|"]
    return "\n".join(
        [
            *lines,
            *(
                (
                    f"| {item.ja if language == 'ja' else item.en} | {item.limit:.3g} | "
                    f"{item.shown} |"
                )
                for item in ratios
            ),
        ]
    )


if __name__ == "__main__":
    found = measure(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    print(table(found, "ja"), table(found, "en"), sep="\n\n")
    sys.exit(0 if all(item.holds for item in found) else 1)
