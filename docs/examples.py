"""The examples of ``docs/api.md``: each is run by ``docs/make.py`` in a folder of its own.

The page shows an example's lines, and under them what they print. ``prepare`` puts the files into
the folder that the examples speak of; ``DAY`` and ``LANGUAGE`` stand on the page before all others.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import inspect
import io
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import btobsheet
from btobsheet import api
from btobsheet.excel.patch.edits import Edits, Target, patch
from btobsheet.excel.raw.grid import read_grid
from btobsheet.layout.rows.identity import SHORT_KEYS
from btobsheet.plan.calendar import Month
from btobsheet.plan.history import NO_HISTORY
from btobsheet.sharing.opened import open_book, places
from btobsheet.wording import text

DAY = dt.date(2026, 10, 5)
LANGUAGE = "ja"
PLAN_ID = "0123456789ab"
FILES = ("plan.xlsx", "monday.xlsx", "friday.xlsx", "decided.xlsx", "crm.csv")
"""What ``prepare`` makes; the page says of each what it holds."""


def _load_template() -> None:
    loaded = btobsheet.load_template("web", language=LANGUAGE, start=Month(2027, 4), today=DAY)
    plan = loaded.plan
    print(plan.start, len(plan.operations), len(plan.tactics), len(plan.kpis), loaded.problems)


def _sample_plan() -> None:
    plan = btobsheet.sample_plan(LANGUAGE)
    print(plan.settings.title)
    print(plan.months[0], plan.months[-1], len(plan.kpis), len(plan.actions))


def _generate() -> None:
    plan = btobsheet.sample_plan(LANGUAGE)
    data = btobsheet.generate(plan, as_of=DAY, plan_id="0123456789ab")
    Path("made.xlsx").write_bytes(data)
    print(btobsheet.read("made.xlsx").plan == plan)


def _read() -> None:
    reading = btobsheet.read("plan.xlsx")
    print(reading.file, reading.plan.identity.plan_id, len(reading.problems))
    try:
        btobsheet.read("crm.csv")
    except btobsheet.UnreadableError as error:
        print(error.problem.code, error.file)


def _check() -> None:
    reading, problems = btobsheet.check("plan.xlsx", as_of=DAY)
    print(len(reading.problems), len(problems))
    for problem in problems:
        if problem.place:
            print(problem.code, problem.severity, problem.place.sheet, problem.place.cell)


def _assess() -> None:
    plan = btobsheet.read("plan.xlsx").plan
    assessment = btobsheet.assess(plan, DAY)
    kpi = assessment.kpi("K17")
    print(assessment.closed_months, kpi.status, round(kpi.attainment, 3), kpi.worsening_streak)
    late = [item.action.id for item in assessment.actions if item.state == "overdue"]
    print(late)


def _report() -> None:
    reading = btobsheet.read("plan.xlsx")
    print(btobsheet.report(reading, "md", as_of=DAY).splitlines()[0])
    Path("report.html").write_text(btobsheet.report(reading, "html", as_of=DAY), "utf-8")


def _report_file() -> None:
    reading = btobsheet.read("plan.xlsx")
    Path("report.xlsx").write_bytes(btobsheet.report_file(reading, "xlsx", as_of=DAY))
    table = btobsheet.report_file(reading, "csv", as_of=DAY).decode("utf-8-sig")
    print(table.splitlines()[0][:60])
    try:
        btobsheet.report_file(reading, "pdf")
    except btobsheet.UsageError as error:
        print(error.problem.code, error.problem.details["formats"])


def _status_json() -> None:
    status = btobsheet.status_json(btobsheet.read("plan.xlsx"), as_of=DAY)
    print(status["schema"], list(status))
    print(status["summary"]["kpi_counts"])


def _explain() -> None:
    document = btobsheet.explain(btobsheet.read("plan.xlsx"), "K17", as_of=DAY)
    print("\n".join(api.render(document, "text").splitlines()[:9]))


def _frames() -> None:
    assessment = btobsheet.assess(btobsheet.read("plan.xlsx").plan, DAY)
    tables = btobsheet.frames(assessment)
    print({name: len(frame) for name, frame in tables.items()})
    kpis = tables["kpis"]
    print(list(kpis[kpis["status"] == "behind"].index))


def _diff() -> None:
    old, new = btobsheet.read("plan.xlsx").plan, btobsheet.read("monday.xlsx").plan
    for change in btobsheet.diff(old, new):
        print(change.table, change.id, change.field, change.key, change.before, change.after)


def _which() -> None:
    told = btobsheet.which(["plan.xlsx", "monday.xlsx", "friday.xlsx"], language=LANGUAGE)
    for copy in told.copies:
        print(copy.file, copy.plan.identity.revision, copy.changed)
    print(told.data()["schema"], len(told.failures))


def _merge() -> None:
    outcome = btobsheet.merge("plan.xlsx", ["monday.xlsx", "friday.xlsx"], as_of=DAY)
    Path("merged.xlsx").write_bytes(outcome.data)
    for change in outcome.merged.changes:
        print("changed", change.id, change.field, change.files)
    for conflict in outcome.merged.conflicts:
        print("conflict", conflict.id, conflict.field, [one.file for one in conflict.candidates])


def _resolve() -> None:
    outcome = btobsheet.resolve("decided.xlsx", as_of=DAY)
    print(outcome.decided, outcome.merged.conflicts)
    plan = btobsheet.read(outcome.data).plan
    print(next(kpi.actual[5] for kpi in plan.kpis if kpi.id == "K17"))


def _split() -> None:
    due = dt.date(2026, 10, 20)
    parts = btobsheet.split("plan.xlsx", "department", due=due, as_of=DAY, today=DAY)
    Path("parts").mkdir()
    for file in parts.files:
        Path("parts", file.name).write_bytes(file.data)
        print(file.name, len(file.part.mine["actions"]))


def _returned() -> None:
    told = btobsheet.returned("plan.xlsx", "parts", as_of=DAY, today=DAY)
    for answer in told.answers:
        print(answer.to, answer.state, answer.due, len(answer.missing.kpis))


def _collect() -> None:
    made = btobsheet.collect("plan.xlsx", "parts", "round", as_of=DAY, today=DAY)
    print(made.exit_code, made.page, len(made.written))
    again = btobsheet.collect("plan.xlsx", "parts", "round", as_of=DAY, today=DAY)
    print(again.exit_code, again.written)


def _propose_map() -> None:
    made = btobsheet.propose_map("hand.xlsx", language=LANGUAGE)
    Path("map.toml").write_text(made.text, encoding="utf-8")
    for table in made.proposal.tables:
        print(table.how.sheet, table.how.kind, [line.field for line in table.lines])


def _adopt() -> None:
    made = btobsheet.adopt("hand.xlsx", "map.toml", as_of=DAY)
    Path("adopted.xlsx").write_bytes(made.data)
    for action in made.plan.actions:
        print(action.id, action.task, action.owner, action.start, action.end)
    print(len(made.taken), [(one.at, one.text, one.why) for one in made.left], made.incomplete)


def _fill() -> None:
    filled = btobsheet.fill("plan.xlsx", "crm.csv", overwrite=True, as_of=DAY)
    Path("filled.xlsx").write_bytes(filled.data)
    for cell in filled.cells:
        print(cell.series.id, cell.month, cell.before, cell.after, cell.state)
    print(filled.incomplete, [problem.code for problem in filled.problems])


def _close() -> None:
    made = btobsheet.close("plan.xlsx", "2026-09", as_of=dt.date(2026, 10, 5))
    Path("closed.xlsx").write_bytes(made.data)
    print([str(month) for month in made.months], made.blank)


def _approve() -> None:
    made = btobsheet.approve("plan.xlsx", note="期首計画", on=dt.date(2026, 4, 6))
    Path("approved.xlsx").write_bytes(made.data)
    print(made.approval.number, made.approval.on, made.approval.note, len(made.changes))


def _goal() -> None:
    made = btobsheet.goal("plan.xlsx", kgi=150_000_000, propose=True, as_of=DAY)
    Path("proposed.xlsx").write_bytes(made.data)
    broken = made.goal.broken
    if broken:
        print(broken.item.kpi.id, broken.need, broken.supply, f"{broken.coverage:.0%}")
    for one in made.proposals[:3]:
        print(one.kpi.id, one.field, one.before, one.after)


def _handover() -> None:
    old, new = (person.name for person in btobsheet.read("plan.xlsx").plan.people[:2])
    made = btobsheet.handover("plan.xlsx", old, new, on=dt.date(2026, 10, 15))
    Path("handed_over.xlsx").write_bytes(made.data)
    print(len(made.moves), [problem.code for problem in made.problems])
    for move in made.moves[-2:]:
        print(move.table, move.id, move.field, move.before, move.after)


def _roll() -> None:
    made = btobsheet.roll("plan.xlsx", drop=["T06"], as_of=DAY)
    Path("next.xlsx").write_bytes(made.data)
    print(made.plan.start, made.plan.settings.title)
    for one in made.year.left[:3]:
        print(one.table, one.id, one.why)


def _mark() -> None:
    data = btobsheet.mark("plan.xlsx", as_of=DAY)
    Path("marked.xlsx").write_bytes(data)
    print(btobsheet.read(data).plan == btobsheet.read("plan.xlsx").plan)


def _track() -> None:
    for day in (dt.date(2026, 9, 1), DAY):
        (kept,) = btobsheet.track(["plan.xlsx"], db="reports.sqlite", as_of=day)
        print(kept.report.as_of, kept.report.revision, kept.report.edition, kept.new)
    (known,) = btobsheet.track(["plan.xlsx"], db="reports.sqlite", as_of=DAY)
    print(known.new)


def _tracked() -> None:
    tracked = btobsheet.tracked("reports.sqlite")
    kpis = btobsheet.frames(tracked)["kpis"]
    kgi = kpis[kpis["id"] == "K01"].round({"attainment": 3})
    print(kgi[["as_of", "attainment", "forecast"]].to_string())
    told = btobsheet.report(btobsheet.read("plan.xlsx"), tracked=tracked, as_of=DAY)
    print(text(LANGUAGE, "course.heading") in told)


def _upgrade() -> None:
    made = btobsheet.upgrade("old.xlsx", as_of=DAY)
    Path("new.xlsx").write_bytes(made.data)
    print(made.layout, made.newest, made.cells, made.notes, len(made.left))


EXAMPLES: dict[str, Callable[[], None]] = {
    "load_template": _load_template,
    "sample_plan": _sample_plan,
    "generate": _generate,
    "read": _read,
    "check": _check,
    "assess": _assess,
    "report": _report,
    "report_file": _report_file,
    "status_json": _status_json,
    "explain": _explain,
    "frames": _frames,
    "diff": _diff,
    "which": _which,
    "merge": _merge,
    "resolve": _resolve,
    "split": _split,
    "returned": _returned,
    "collect": _collect,
    "fill": _fill,
    "propose_map": _propose_map,
    "adopt": _adopt,
    "approve": _approve,
    "close": _close,
    "roll": _roll,
    "mark": _mark,
    "track": _track,
    "tracked": _tracked,
    "upgrade": _upgrade,
    "handover": _handover,
    "goal": _goal,
}
"""The examples by the public names they show, in the order in which they are run."""


def prepare(folder: Path) -> None:
    """Put into a folder the files that the examples speak of: the sample before its approval."""
    plan = replace(btobsheet.sample_plan(LANGUAGE), history=NO_HISTORY)
    book = btobsheet.generate(plan, as_of=DAY, plan_id=PLAN_ID, revision=1)
    where = places(open_book(book), {})
    actual = where.target("kpis", "K17", "actual.2026-09")
    note = where.target("actions", "A049", "note")
    assert actual
    assert note
    layout = "_btobsheet", SHORT_KEYS.index("layout_version") + 1, 2
    (folder / "old.xlsx").write_bytes(patch(book, Edits(values={layout: "1"})))
    monday = patch(book, Edits(values={actual: 6, note: "OK"}))
    friday = patch(book, Edits(values={actual: 7}))
    names = ("plan.xlsx", "monday.xlsx", "friday.xlsx")
    merged = btobsheet.merge(book, [monday, friday], as_of=DAY, names=names).data
    made = (book, monday, friday, patch(merged, Edits(values={choice(merged): "friday.xlsx"})))
    for name, data in zip(FILES, made, strict=False):
        (folder / name).write_bytes(data)
    by_hand(folder / "hand.xlsx")
    (folder / "crm.csv").write_text("KPI,month,value\nK17,2026-09,8\nK18,2026-09,2\n", "utf-8")


def by_hand(path: Path) -> None:
    """Lay down a plan as people make it by hand."""
    from openpyxl import Workbook

    tab = Workbook().create_sheet("WBS")
    tab.append(["No.", "Task", "Owner", "Start", "End"])
    tab.append([1, "Book a stand", "Sato", dt.date(2026, 4, 6), dt.date(2026, 4, 17)])
    tab.append([2, "Send the invitations", "Suzuki", dt.date(2026, 5, 11), dt.date(2026, 5, 15)])
    tab.parent.remove(tab.parent.worksheets[0])
    tab.parent.save(path)


def choice(merged: bytes) -> Target:
    """Find the cell in which the first conflict is decided."""
    name, head = text(LANGUAGE, "merge.tab"), text(LANGUAGE, "merge.tab.choice")
    return next(
        (name, row + 1, column)
        for sheet in read_grid(merged).sheets
        if sheet.name == name
        for row, cells in sheet.rows.items()
        for column, cell in cells.items()
        if cell.value == head
    )


def lines_of(example: Callable[[], None]) -> str:
    """Give the lines of an example as they stand on the page."""
    return textwrap.dedent(inspect.getsource(example).partition("\n")[2]).rstrip()


def run_all(language: str, folder: Path) -> Iterator[tuple[str, str, str]]:
    """Run every example in a folder: its name, its lines and what they print."""
    globals()["LANGUAGE"] = language
    prepare(folder)
    with contextlib.chdir(folder):
        for name, example in EXAMPLES.items():
            said = io.StringIO()
            with contextlib.redirect_stdout(said):
                example()
            yield name, lines_of(example), said.getvalue().rstrip()
