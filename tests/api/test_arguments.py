"""A library call with a wrong type or word says so in words, at once, and not deep inside."""

from __future__ import annotations

import datetime as dt
import inspect
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from books import bare_book
from plans import small_plan

import btobsheet
from btobsheet import api
from btobsheet.plan.model import Plan
from btobsheet.problems import BtobsheetError

PLAN = small_plan()
DATA = bare_book(PLAN)
READING = btobsheet.read(DATA, "計画.xlsx")
DAY = dt.date(2026, 10, 5)
ANY: Any = object()

WRONG: dict[str, tuple[Callable[..., object], str, type[Exception]]] = {
    "read nothing": (lambda: btobsheet.read(ANY), "source", TypeError),
    "read a number, which Python takes for an open file": (
        lambda: btobsheet.read(0),
        "source", TypeError,
    ),
    "read a stream": (lambda: btobsheet.read(io.BytesIO(DATA)), "source", TypeError),
    "assess a reading": (lambda: btobsheet.assess(READING), "plan", TypeError),
    "assess on a text": (lambda: btobsheet.assess(PLAN, "2026-10-05"), "as_of", TypeError),
    "assess at a moment": (lambda: btobsheet.assess(PLAN, dt.datetime.now()), "as_of", TypeError),
    "report on a path": (lambda: btobsheet.report("計画.xlsx"), "source", TypeError),
    "report in another language": (lambda: btobsheet.report(PLAN, language="xx"), "language", ValueError),
    "report file of a plan": (lambda: btobsheet.report_file(PLAN, "csv"), "reading", TypeError),
    "status of nothing": (lambda: btobsheet.status_json(ANY), "source", TypeError),
    "explain by number": (lambda: btobsheet.explain(PLAN, 4), "record_id", TypeError),
    "generate a reading": (lambda: btobsheet.generate(READING), "plan", TypeError),
    "generate with a name as revision": (lambda: btobsheet.generate(PLAN, revision="2"), "revision", TypeError),
    "template from a text": (lambda: btobsheet.load_template(start="2026-04"), "start", TypeError),
    "template by hours": (lambda: btobsheet.load_template(calendar="hour"), "calendar", ValueError),
    "sample in another language": (lambda: btobsheet.sample_plan("fr"), "language", ValueError),
    "diff of files": (lambda: btobsheet.diff("a.xlsx", "b.xlsx"), "old", TypeError),
    "merge one copy": (lambda: btobsheet.merge(DATA, DATA), "copies", TypeError),
    "merge nothing": (lambda: btobsheet.merge(DATA, [ANY]), "copies", TypeError),
    "merge in favour of nobody": (lambda: btobsheet.merge(DATA, [DATA], prefer="mine"), "prefer", ValueError),
    "which of one file": (lambda: btobsheet.which("計画.xlsx"), "files", TypeError),
    "fill from a list": (lambda: btobsheet.fill(DATA, [["K02", 12]]), "data", TypeError),
    "fill with a map as text": (lambda: btobsheet.fill(DATA, b"", mapping={}), "mapping", TypeError),
    "split by letter": (lambda: btobsheet.split(DATA, "letter"), "by", ValueError),
    "returned by text": (lambda: btobsheet.returned("a", "b", due="10/5"), "due", TypeError),
    "handover by a person": (lambda: btobsheet.handover(DATA, PLAN.people[0], "乙川"), "leaver", TypeError),
    "frames of a reading": (lambda: btobsheet.frames(READING), "source", TypeError),
    "export a path": (lambda: api.export("計画.xlsx", "toml"), "plan", TypeError),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_argument_is_named(case: str) -> None:
    call, name, kind = WRONG[case]
    with pytest.raises(kind, match=rf"\b{name} must be ") as caught:
        call()
    assert type(caught.value) is kind


@pytest.mark.parametrize("name", [one for one in btobsheet.__all__ if one.islower()])
def test_every_public_function_looks_at_its_first_argument(name: str) -> None:
    function = getattr(btobsheet, name)
    first = next(iter(inspect.signature(function).parameters.values()))
    with pytest.raises((TypeError, ValueError), match=first.name) as caught:
        function(**{first.name: 3.5, **others(function)})
    assert not isinstance(caught.value, BtobsheetError)


def others(function: Callable[..., object]) -> dict[str, object]:
    """Give something for the arguments behind the first that a call must have."""
    known = {
        "new": PLAN,
        "copies": [],
        "mapping": {},
        "data": b"",
        "folder": ".",
        "out": "out",
        "format": "csv",
        "record_id": "K02",
        "month": "2026-04",
        "leaver": "甲野",
        "successor": "乙川",
    }
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return {one.name: known[one.name] for one in parameters if one.default is one.empty}


def test_right_arguments_pass_in_any_form(tmp_path: Path) -> None:
    path = tmp_path / "計画.xlsx"
    path.write_bytes(DATA)
    assert btobsheet.read(path).plan == btobsheet.read(str(path)).plan == READING.plan
    assert isinstance(btobsheet.read(source=DATA, name="x.xlsx").plan, Plan)
    assert btobsheet.report(READING, as_of=DAY, language="en") != btobsheet.report(
        READING.plan, as_of=DAY
    )
    assert btobsheet.merge(DATA, (one for one in [DATA])).merged.conflicts == ()
