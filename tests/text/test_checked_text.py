"""A plan as text is checked as its workbook is: the same findings, told by line and key, and the
same exit codes.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from books import bare_book, edited, generated
from checkout import ROOT
from commands import run
from plans import DAY, changed, set_up, small_plan, without

from btobsheet import api
from btobsheet.layout.rows.drafts import FORMULA_CODES
from btobsheet.plan.model import Plan
from btobsheet.problems import Problem, UnreadableError
from btobsheet.reports.problems import problem_json, problem_line, problem_lines
from btobsheet.text.read import dump

Typed = tuple[str, str, str, str]
"""A table, an id, a field, and what is typed there."""


def typed_text(plan: Plan, *cells: Typed) -> str:
    """Give a plan as text with other words in some cells."""
    text = dump(plan)
    for table, record, field, word in cells:
        typed = json.dumps(word, ensure_ascii=False)
        if table == "settings":
            found = re.search(rf'^"?{re.escape(record)}"? = .*\n', text, re.MULTILINE)
            made = f'"{record}" = {typed}\n'
        else:
            found = re.search(rf'\[\[{table}\]\]\nid = "{record}"\n(?:.+\n)*', text)
            rest = re.sub(rf"^{field} = .*\n", "", found[0] if found else "", flags=re.MULTILINE)
            made = f"{rest}{field} = {typed}\n"
        assert found, (table, record, field)
        text = text[: found.start()] + made + text[found.end() :]
    return text


def findings(problems: tuple[Problem, ...]) -> list[tuple[str, str, dict[str, Any]]]:
    """Give what was found, wherever it stands; what formulas alone make of a cell is left out."""
    return sorted(
        (
            (one.code, one.value, dict(one.details))
            for one in problems
            if one.code not in FORMULA_CODES
        ),
        key=str,
    )


SAME: list[Any] = [
    pytest.param(small_plan(), (), id="clean"),
    pytest.param(small_plan(), (("kpis", "K02", "annual_target", "約50件"),), id="number"),
    pytest.param(small_plan(), (("kpis", "K02", "scope", "T09"),), id="reference"),
    pytest.param(small_plan(), (("kpis", "K04", "numerator", "K99"),), id="part of a ratio"),
    pytest.param(small_plan(), (("kpis", "K02", "aggregation", "たす"),), id="word"),
    pytest.param(small_plan(), (("actions", "A005", "end", "4/31"),), id="day"),
    pytest.param(small_plan(), (("actions", "A005", "owner", "知らない人"),), id="stranger"),
    pytest.param(small_plan(), (("actions", "A005", "status", "×"), ("actions", "A004", "percent", "150%")), id="two"),
    pytest.param(small_plan(), (("people", "P01", "days_per_month", "40"),), id="bound"),
    pytest.param(small_plan(), (("settings", "threshold.on_track", "value", "高め"),), id="setting"),
    pytest.param(changed(small_plan(), "T01", owner="", intent=""), (), id="gaps"),
    pytest.param(set_up(small_plan(), policy=""), (), id="no policy"),
    pytest.param(without(small_plan(), "A005", "A006", "A007", "R01"), (), id="method"),
    pytest.param(changed(small_plan(), "A004", start=None, end=None), (), id="undated"),
]  # fmt: skip


@pytest.mark.parametrize(("plan", "cells"), SAME)
def test_the_findings_are_those_of_the_workbook(
    plan: Plan, cells: tuple[Typed, ...], tmp_path: Path
) -> None:
    book = edited(bare_book(plan), **{"__".join(one[:3]): one[3] for one in cells})
    file = tmp_path / "計画.toml"
    file.write_text(typed_text(plan, *cells), encoding="utf-8")
    of_book = api.check(book, as_of=DAY)[1]
    of_text = api.check(file, as_of=DAY)[1]
    assert findings(of_text) == findings(of_book)
    assert bool(cells) <= any(one.severity == "error" or one.code[0] == "W" for one in of_text)


@pytest.mark.parametrize(("plan", "cells"), SAME[1:])
def test_every_finding_in_a_record_tells_line_and_key(
    plan: Plan, cells: tuple[Typed, ...], tmp_path: Path
) -> None:
    file = tmp_path / "計画.toml"
    file.write_text(typed_text(plan, *cells), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").split("\n")
    told = {one.place.key: one for one in api.check(file, as_of=DAY)[1] if one.place}
    assert told or not cells
    for table, record, field, word in cells:
        key = f"settings.{record}" if table == "settings" else f"{table}.{record}.{field}"
        found = told[key]
        assert json.dumps(word, ensure_ascii=False) in lines[found.place.line - 1]
        assert problem_line(found, "計画.toml", "ja").startswith(
            f"計画.toml:{found.place.line}:{key}: "
        )
        made = problem_json(found, "ja")
        assert (made["line"], made["key"], made["sheet"], made["cell"]) == (
            found.place.line,
            key,
            None,
            None,
        )


KEYS = [
    pytest.param('[[kpis]]\nname = "x"\nunti = "件"', "5:kpis[1].unti", id="no id"),
    pytest.param('[[kpis]]\nid = "K01"\n[[kpis]]\nid = "K07"\nname = "x"\nunit = ["件"]', "8:kpis.K07.unit", id="id"),
    pytest.param('[[kpis]]\nid = 3\nname = "x"\nunit = ["件"]', "4:kpis[1]", id="id is no text"),
    pytest.param('[[oprations]]\nname = "x"', "3:oprations[1]", id="unknown table"),
    pytest.param("[settings]\nthreshold.ontrack = 1", "4:settings.threshold.ontrack", id="setting"),
    pytest.param('calender = "week"', "3:plan.calender", id="head"),
    pytest.param("[[kpis]]\nid = 'K01'\nname = 'x'\n[kpis.target]\n2026-04 = 1\n2026-4 = 2", "8:kpis.K01.target.2026-4", id="month"),
    pytest.param("[settings]\nstages = ['a']\n[[catalogue]]\nname = 'x'\nstage = 'b'", "7:catalogue[1].stage", id="catalogue"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "place"), KEYS)
def test_a_mistake_of_form_tells_its_key(rest: str, place: str, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text('[plan]\nstart = "2026-04"\n' + rest, encoding="utf-8")
    _, problems = api.check(file, as_of=DAY)
    lines = [problem_line(one, "own.toml", "en") for one in problems]
    assert any(line.startswith(f"own.toml:{place}: ") for line in lines), lines


def test_many_of_a_kind_are_counted_by_table(tmp_path: Path) -> None:
    rows = "".join(
        f'[[kpis]]\nid = "K{n:02d}"\nname = "x{n}"\nbaseline = "約{n}"\n' for n in range(1, 9)
    )
    file = tmp_path / "own.toml"
    file.write_text('[plan]\nstart = "2026-04"\n' + rows, encoding="utf-8")
    lines = problem_lines(api.check(file, as_of=DAY)[1], "own.toml", "en")
    assert sum("E201" in line for line in lines) == 6
    assert [
        line
        for line in lines
        if line.startswith("own.toml:kpis: ") and "E201" in line and "3" in line
    ]


def test_a_template_that_floats_is_judged_on_its_first_day(tmp_path: Path) -> None:
    """Its year is nobody's: no action of it is late, whatever today is."""
    text = '[plan]\nstart = "2020-04"\nfloating = true\n[[actions]]\ntask = "x"\nstart = 2020-05-01\nend = 2020-05-29\nowner = "甲"\n'
    floating, dated = tmp_path / "floating.toml", tmp_path / "dated.toml"
    floating.write_text(text, encoding="utf-8")
    dated.write_text(text.replace("floating = true\n", ""), encoding="utf-8")
    asked = {name: {one.code for one in api.check(name)[1]} for name in (floating, dated)}
    assert asked[dated] - asked[floating]
    assert {one.code for one in api.check(floating, as_of=DAY)[1]} == {
        one.code for one in api.check(dated, as_of=DAY)[1]
    }


@pytest.mark.parametrize(
    "path", sorted((ROOT / "sheet_templates").glob("*.toml")), ids=lambda path: path.name
)
def test_no_template_has_an_error(path: Path) -> None:
    reading, problems = api.check(path)
    assert not [one for one in problems if one.severity == "error"]
    assert reading.file == str(path)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'[plan]\nstart = "2026-04\n', "E601"),
        (b"[plan]\nlanguage = 'ja'\n", "E605"),
        (b"", "E605"),
        ('[plan]\ntitle = "計画"'.encode("cp932"), "E613"),
        (b"PK\x03\x04\xff", "E613"),
        (b"[" * 100_000, "E601"),
        (None, "E001"),
    ],
)
def test_what_is_no_plan_as_text_ends_with_3(
    content: bytes | None, code: str, tmp_path: Path
) -> None:
    file = tmp_path / "own.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(UnreadableError) as caught:
        api.check(file)
    assert (caught.value.problem.code, caught.value.file) == (code, str(file))
    ended = run("check", file)
    assert ended.code == 3
    assert f"{file}" in ended.err
    assert code in ended.err


EXITS = [
    pytest.param(small_plan(), (), (), 0, id="clean"),
    pytest.param(small_plan(), (("kpis", "K02", "annual_target", "約50件"),), (), 1, id="error"),
    pytest.param(changed(small_plan(), "T01", owner=""), (), (), 0, id="warning"),
    pytest.param(changed(small_plan(), "T01", owner=""), (), ("--strict",), 1, id="strict"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("plan", "cells", "options", "code"), EXITS)
def test_the_command_ends_as_for_the_workbook(
    plan: Plan, cells: tuple[Typed, ...], options: tuple[str, ...], code: int, tmp_path: Path
) -> None:
    text, book = tmp_path / "計画.TOML", tmp_path / "計画.xlsx"
    text.write_text(typed_text(plan, *cells), encoding="utf-8")
    book.write_bytes(
        edited(generated(plan, as_of=DAY), **{"__".join(one[:3]): one[3] for one in cells})
    )
    for file in (text, book):
        ended = run("check", file, "--as-of", DAY.isoformat(), *options)
        assert ended.code == code, ended


def test_text_and_workbook_are_checked_together(tmp_path: Path) -> None:
    text, book, lost = tmp_path / "a.toml", tmp_path / "b.xlsx", tmp_path / "c.toml"
    text.write_text(
        typed_text(small_plan(), ("kpis", "K02", "annual_target", "約50件")), encoding="utf-8"
    )
    book.write_bytes(generated(small_plan(), as_of=DAY))
    ended = run("check", text, book, lost, "--as-of", DAY.isoformat(), "--format", "json")
    made = json.loads(ended.out)
    assert [len(one["problems"]) > 0 for one in made["files"]] == [True, False]
    assert [one["code"] for one in made["failures"]] == ["E001"]
    assert ended.code == 3


def test_no_marked_copy_is_made_of_a_text(tmp_path: Path) -> None:
    text = tmp_path / "a.toml"
    text.write_text(dump(small_plan()), encoding="utf-8")
    for name in ("out.xlsx", "out.toml"):
        ended = run("check", text, "--mark", tmp_path / name)
        assert ended.code == 2
        assert "E058" in ended.err
    assert [one.name for one in tmp_path.iterdir()] == ["a.toml"]
