"""Run as a program: a column that BOOK does not have is declared, and goes all the way.

Its entry in the layout, its field in the model, its words: nothing else is told of it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import btobsheet.plan.records as records
from btobsheet.quickclass import dataclass
from btobsheet.wording import LANGUAGES

FIELD, CHOSEN, POINTING = "risk", "mood", "rival"


def declare() -> None:
    """Add three columns to ②: a text with a plan's number beside it, a choice, and a reference."""
    own = {FIELD: "", "reserve": None, CHOSEN: "", POINTING: ""}
    body = {"__annotations__": dict.fromkeys(own, "object"), **own, "__module__": __name__}
    wider = type("Tactic", (records.Tactic,), body)
    records.Tactic = dataclass(frozen=True, kw_only=True)(wider)  # type: ignore[misc]
    records.RECORDS["tactics"] = records.Tactic

    from btobsheet.layout.kinds import Choice, Money, Reference, Text
    from btobsheet.layout.sheets import tactics
    from btobsheet.layout.spec import Column
    from btobsheet.wording.columns import Words, table_words

    columns = (
        Column(name=FIELD, kind=Text(), band="select"),
        Column(name="reserve", kind=Money(low=0), band="select", planned=True),
        Column(name=CHOSEN, kind=Choice(group="priority"), band="select"),
        Column(name=POINTING, kind=Reference(tables=("kpis",)), band="select"),
    )
    tactics.TACTICS = replace(tactics.TACTICS, columns=(*tactics.TACTICS.columns, *columns))
    tactics.SHEET = replace(tactics.SHEET, tables=(tactics.TACTICS,))
    for language in LANGUAGES:
        words = table_words(language, "tactics")
        for name in own:
            words[name] = Words(f"{language} {name}", f"Help on {name}.")  # type: ignore[index]


def check(folder: Path) -> None:
    """Write, read, compare, merge and explain a plan that holds these columns."""
    import btobsheet
    from btobsheet import api
    from btobsheet.layout.book import BOOK
    from btobsheet.layout.describe import describe
    from btobsheet.layout.rows.written import plan_rows
    from btobsheet.text.read import load_text
    from btobsheet.text.write import dump

    sample = btobsheet.sample_plan("ja")
    first, *others = sample.tactics
    filled = replace(first, risk="為替", reserve=50_000, mood="high", rival="K02")
    plan = replace(sample, tactics=(filled, *others))
    master = btobsheet.generate(plan, plan_id="p-1")
    assert btobsheet.read(master).plan == plan
    assert btobsheet.check(master)[0].problems == btobsheet.check(master)[0].problems
    assert load_text(dump(plan)).plan.tactics == plan.tactics
    edited = replace(filled, risk="競合", reserve=80_000, mood="low", rival="K03")
    copy = btobsheet.generate(replace(plan, tactics=(edited, *others)), plan_id="p-1")
    copy = with_base_of(master, copy)
    changes = btobsheet.diff(plan, btobsheet.read(copy).plan)
    assert [one.field for one in changes] == [FIELD, "reserve", CHOSEN, POINTING]
    (folder / "old.xlsx").write_bytes(master)
    (folder / "new.xlsx").write_bytes(copy)
    said = api.diff_report(folder / "old.xlsx", folder / "new.xlsx", "text")
    for word in ("ja risk 為替 → 競合", "ja reserve 50,000 → 80,000", "ja mood 高 → 低", "K03 "):
        assert word in said, said
    assert "30,000上げた" in said, said  # raised, since people decide it
    merged = btobsheet.merge(master, [copy])
    assert {one.field for one in merged.merged.changes} >= {FIELD, "reserve", CHOSEN, POINTING}
    assert btobsheet.read(merged.data).plan.tactics[0] == edited
    assert "tactics.reserve" in describe(BOOK, "en")
    assert plan_rows(plan)["tactics"][0][POINTING].startswith("K02")
    generated()


def with_base_of(master: bytes, copy: bytes) -> bytes:
    """Type the copy's new values into the master, as a colleague would."""
    from btobsheet.excel.patch.edits import Edits, patch
    from btobsheet.sharing.opened import open_book, places

    book, wanted = open_book(master), open_book(copy)
    where = places(book, {})
    values = {}
    for one in wanted.snapshot.changes(book.snapshot.tables):
        target = where.target(one.table, one.id, one.field)
        values[target] = one.after.cell if one.after else None
    return patch(master, Edits(values=values))  # type: ignore[arg-type]


def generated() -> None:
    """Find the new columns in what the tests' generator makes of a tactic."""
    import strategies
    from hypothesis import HealthCheck, find, settings

    from btobsheet.plan.calendar import Month
    from btobsheet.plan.model import Plan

    ids = {table: ["K02"] if table == "kpis" else [] for table in records.TABLES}
    tactics = strategies.record("tactics", "T01", ids, Plan(start=Month(2026, 4)))
    quick = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    for name in (FIELD, "reserve", CHOSEN, POINTING):
        assert getattr(
            find(tactics, lambda one, name=name: getattr(one, name), settings=quick), name
        )


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    declare()
    check(Path(sys.argv[1]))
    print("declared")
