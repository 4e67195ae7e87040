"""Every kind of file that btobsheet makes or patches, in one language at a time."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from click.testing import CliRunner
from editing import Cells, typed
from parity.patching import places
from shown_plans import PLANS

import btobsheet
from btobsheet import api
from btobsheet.api import copies
from btobsheet.cli.group import group
from btobsheet.excel.patch.edits import Edits, Target, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.plan.calendar import Month
from btobsheet.plan.model import CalendarUnit, Language, Plan
from btobsheet.plan.records import NO_MONTHS
from btobsheet.plan.split import By
from btobsheet.status.tracking import Tracked, report_of
from btobsheet.wording import text

DAY = dt.date(2026, 10, 5)
START = Month(2026, 4)
SAMPLE = "sample"
TEMPLATES = ("marketing-cycle", "sales", "web", "digital-five-steps", "funnel", "blank")
CALENDARS: tuple[CalendarUnit, ...] = ("week", "day", "month")
Files = dict[str, bytes]

MISTAKES: Cells = {
    ("kpis", "K01", "actual.2026-09"): "約50件",
    ("actions", "A003", "start"): "26/4/1",
    ("actions", "A006", "owner"): "架空の人",
    ("actions", "A008", "tactic"): "T99",
}
MINE: Cells = {
    ("kpis", "K02", "actual.2026-10"): 47.0,
    ("actions", "A001", "note"): '約50件 <と> & "引用"',
    ("actions", "A003", "percent"): 0.4,
    ("actions", "A087", "task"): "会場を決める",
}
OTHERS: Cells = {
    ("kpis", "K02", "actual.2026-10"): 51.0,
    ("actions", "A001", "note"): "二行の\n覚え書き",
    ("actions", "A087", "task"): "展示を作る",
    ("actions", "A004", "end"): "2027年1月31日",
}


def new(name: str, language: Language, calendar: CalendarUnit, *, protect: bool = False) -> bytes:
    """Make the workbook of a template, or the sample."""
    plan = (
        api.load_sample(language, start=START, calendar=calendar)
        if name == SAMPLE
        else api.load_template(name, language=language, start=START, calendar=calendar)
    ).plan
    return api.generate(plan, as_of=DAY, plan_id="p-1", protect=protect)


def sample(language: Language) -> bytes:
    """Make the sample's workbook as a master to hand out."""
    return api.generate(btobsheet.sample_plan(language), as_of=DAY, plan_id="p-1")


def place(data: bytes, record_id: str, field: str) -> Target:
    """Find a cell of the actions."""
    return places(data)["actions", record_id, field]


def noted(data: bytes, notes: Mapping[tuple[str, str], str]) -> bytes:
    """Put notes on cells of the actions."""
    return patch(data, Edits(notes={place(data, *at): said for at, said in notes.items()}))


def parts(language: Language) -> Files:
    """Split the sample: some of its parts."""
    by: By = "owner" if language == "ja" else "department"
    made = copies.split(sample(language), by, due=dt.date(2026, 10, 20), today=DAY).files
    return {f"{by} {number}.xlsx": part.data for number, part in enumerate(made[:4])}


def marked(language: Language) -> Files:
    """Mark the problems of a workbook with some, once more, and in the other language."""
    data = typed(sample(language), MISTAKES)
    once = copies.mark(data, as_of=DAY)
    mended = typed(once, dict.fromkeys(MISTAKES))
    other = next(one for one in ("ja", "en") if one != language)
    return {
        "once.xlsx": once,
        "again.xlsx": copies.mark(mended, as_of=DAY),
        "other language.xlsx": copies.mark(once, as_of=DAY, language=other),
    }


def told(files: Files, command: str, *options: str, code: int = 0) -> bytes:
    """Run a command on some files by the command line, and give the workbook it makes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, data in files.items():
            (folder / file).write_bytes(data)
        out = folder / "out.xlsx"
        words = [*(str(folder / file) for file in files), "--format", "xlsx", "-o", str(out)]
        made = CliRunner().invoke(group, [command, *words, *options])
        assert made.exit_code == code, made.output
        return out.read_bytes()


def compared(language: Language) -> Files:
    """List and colour what changed between two workbooks."""
    old = sample(language)
    return {
        "changed.xlsx": told({"a.xlsx": old, "b.xlsx": typed(old, MINE)}, "diff"),
        "same.xlsx": told({"a.xlsx": old, "b.xlsx": old}, "diff"),
    }


def merged_with(master: bytes, *made: bytes) -> bytes:
    """Merge copies into a master."""
    names = ["master.xlsx", *(f"{number}.xlsx" for number in range(len(made)))]
    return copies.merge(master, made, as_of=DAY, names=names).data


def answered(data: bytes, language: Language) -> bytes:
    """Choose the master's value for one conflict, a copy's for the others, and resolve."""
    tab = text(language, "merge.tab")
    rows = next(sheet.rows for sheet in read_grid(data).sheets if sheet.name == tab)
    heads = {
        cell.value: (row, column) for row, cells in rows.items() for column, cell in cells.items()
    }
    head, number = heads[text(language, "merge.tab.number")]
    choice = heads[text(language, "merge.tab.choice")][1]
    asked = [
        row
        for row, cells in rows.items()
        if row > head and number in cells and isinstance(cells[number].value, int | float)
    ]
    assert len(asked) > 1
    answers = {(tab, row, choice): "1.xlsx" for row in asked}
    answers[tab, asked[0], choice] = text(language, "merge.master")
    outcome = copies.resolve(patch(data, Edits(values=answers)), as_of=DAY)
    assert outcome.decided == len(asked)
    return outcome.data


def merged(language: Language) -> Files:
    """Merge copies that agree, that do not, and decide the conflicts."""
    master = sample(language)
    mine, others = typed(master, MINE), typed(master, OTHERS)
    disputed = merged_with(master, mine, others)
    return {
        "agreed.xlsx": merged_with(master, mine),
        "disputed.xlsx": disputed,
        "resolved.xlsx": answered(disputed, language),
        "merged again.xlsx": merged_with(
            disputed, typed(master, {("actions", "A002", "note"): "x"})
        ),
        "marked after.xlsx": copies.mark(disputed, as_of=DAY),
    }


def with_notes(language: Language) -> Files:
    """Carry notes over: to a master without any, and to one with some on the same cells."""
    bare = sample(language)
    first = noted(bare, {("A002", "end"): "主催に確認中 <&>", ("A003", "task"): "要相談\n二行"})
    second = noted(bare, {("A002", "end"): "7月に延びそう"})
    own = noted(bare, {("A002", "end"): "前からの注"})
    return {
        "first notes.xlsx": merged_with(bare, first, second),
        "more notes.xlsx": merged_with(own, first, second),
        "notes and marks.xlsx": copies.mark(merged_with(own, typed(first, MISTAKES)), as_of=DAY),
    }


def filled(language: Language) -> Files:
    """Fill actuals from an export into a workbook whose actuals are empty."""
    plan = btobsheet.sample_plan(language)
    empty = replace(plan, kpis=tuple(replace(kpi, actual=NO_MONTHS) for kpi in plan.kpis))
    book = api.generate(empty, as_of=DAY, plan_id="p-1")
    rows = ["KPI,2026-08,2026-09", *(f"{kpi.id},40,52" for kpi in plan.kpis)]
    made = copies.fill(book, "\n".join(rows).encode(), as_of=DAY, name="plan.xlsx")
    assert made.data != book
    return {"filled.xlsx": made.data}


def reports(language: Language, form: str) -> Files:
    """Make the report of plans in every state as xlsx or pptx, for pptx with the workbooks that lie
    in its charts.
    """
    full, other = btobsheet.sample_plan(language), "en" if language == "ja" else "ja"
    blank = api.load_template("blank", language=language, start=START).plan
    early = api.load_template("marketing-cycle", language=language, start=START).plan
    earlier = replace(full, actions=full.actions[:-3])

    def made(plan: Plan, **options: object) -> bytes:
        reading = api.Reading(plan, (), "plan.xlsx")
        return api.report_file(reading, form, as_of=DAY, **options)  # type: ignore[arg-type]  # options of all kinds

    files = {
        f"sample.{form}": made(full),
        f"since.{form}": made(full, since=earlier),
        f"tracked.{form}": made(full, tracked=kept(full)),
        f"blank.{form}": made(blank),
        f"template.{form}": made(early),
        f"other language.{form}": made(full, language=other),
        **{f"{name}.{form}": in_state(name, language, form) for name in STATES},
    }
    return {**files, **{name: data for one in files.values() for name, data in inside(one).items()}}


STATES = ("finished", "remembered", "many", "long names")
"""What else reports are made of."""


def in_state(name: str, language: Language, form: str) -> bytes:
    """Make the report of a plan in some state, on the plan's own day."""
    return api.report_file(api.Reading(PLANS[name](language), (), "plan.xlsx"), form)


def kept(plan: Plan) -> Tracked:
    """Give a plan's reports of five months, as if they had been tracked."""
    days = (dt.date(2026, month, 1) for month in range(5, 10))
    return Tracked(tuple(report_of(api.assess(plan, day)) for day in days))


def inside(data: bytes) -> Files:
    """Give the workbooks that lie in a file."""
    with ZipFile(io.BytesIO(data)) as package:
        return {
            Path(name).name: package.read(name)
            for name in package.namelist()
            if name.endswith(".xlsx")
        }


def portfolio(language: Language) -> Files:
    """Make the report on two plans and a file that is none."""
    books = {
        "sample.xlsx": sample(language),
        "new.xlsx": new("sales", language, "week"),
        "none.xlsx": b"no workbook",
    }
    day = str(DAY)
    return {"portfolio.xlsx": told(books, "status", "--lang", language, "--as-of", day, code=3)}


KINDS: dict[str, Callable[[Language], Files]] = {
    "split": parts,
    "check --mark": marked,
    "diff": compared,
    "merge": merged,
    "notes": with_notes,
    "fill": filled,
    "status xlsx": lambda language: reports(language, "xlsx"),
    "status pptx": lambda language: reports(language, "pptx"),
    "portfolio": portfolio,
}
