"""What is told of a proposed map, and of a plan that was taken over, as documents for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from btobsheet.plan.calendar import Month
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Action, Cost, Kpi, Months, Record
from btobsheet.plan.words import amount, day_text, record_name
from btobsheet.problems import Problem
from btobsheet.reports.document import (
    Block,
    Bullets,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    one_line,
)
from btobsheet.reports.numbers import month_name
from btobsheet.reports.problems import problem_lines
from btobsheet.sharing.adopt.adopting import Adopted, ProposedMap
from btobsheet.sharing.adopt.asked import questions
from btobsheet.sharing.adopt.fields import OPEN
from btobsheet.sharing.adopt.map import columns_text
from btobsheet.sharing.adopt.places import cells_text, field_text, table_name, taken_field
from btobsheet.sharing.adopt.rows import Taken, Where
from btobsheet.sharing.adopt.seen.found import Line, TableProposal
from btobsheet.sharing.adopt.taking.take import LeftCell
from btobsheet.sharing.split import typed_name
from btobsheet.wording import text
from btobsheet.wording.words import label as word_of

_SHOWN: Final = 3
_WORDS: Final = 3
_LETTERS: Final = 24
_LINES: Final = 30
_TABLES: Final = ("actions", "kpis", "costs", "tactics", "reviews")


def compose_proposal(made: ProposedMap, out: str, language: str) -> Document:
    """Compose what was recognised, how sure, what is asked, and the first rows in words."""

    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.{key}", **details)

    found = made.proposal
    blocks: list[Block] = [Paragraph(say("found", tables=len(found.tables)))]
    if found.how.start:
        why = say(f"why_{found.year}")
        blocks.append(Paragraph(say("start", start=found.how.start, why=why)))
    if found.how.title:
        blocks.append(Paragraph(say("plan_title", title=found.how.title)))
    for one in found.tables:
        blocks += _table(one, language)
    asked = questions(found, language)
    blocks.append(Heading(say("questions", count=len(asked)) if asked else say("no_questions")))
    blocks += [Bullets(tuple(map(one_line, asked)))] if asked else []
    blocks.append(Heading(say("preview")))
    if made.preview is None:
        blocks.append(Paragraph(say("preview_none")))
    else:
        lines = tuple(_preview(made.preview.plan, language))
        blocks += [Bullets(lines)] if lines else []
        blocks += _left(made.preview.left, "left_proposal", language)
        blocks += _told(made.preview.problems, language)
    blocks.append(Heading(say("next")))
    names = {"file": typed_name(made.file), "out": typed_name(out or "MAP.toml")}
    blocks.append(Bullets((say("next_map"), say("next_adopt", **names))))
    return Document(say("title_proposal"), made.file, language, tuple(blocks))


def _table(one: TableProposal, language: str) -> Iterator[Block]:
    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.{key}", **details)

    how = one.how
    kind = say("kind_open") if how.kind == OPEN else table_name(how.kind, language)
    yield Heading(
        say("table", sheet=how.sheet, rows=_rows(how.rows), header=_rows(how.header), kind=kind)
    )
    columns = tuple(
        Column(say(f"col_{key}")) for key in ("column", "head", "field", "sure", "sample")
    )
    yield Table("", columns, tuple(_row(line, how.kind, language) for line in one.lines))
    if how.sections and how.sections != OPEN:
        yield Paragraph(say("sections", what=say(f"field_{how.sections}")))
    if how.unit:
        yield Paragraph(say("unit", unit=how.unit))


def _rows(rows: tuple[int, int]) -> str:
    return str(rows[0]) if rows[0] == rows[1] else f"{rows[0]}–{rows[1]}"


def _row(line: Line, kind: str, language: str) -> tuple[Cell, ...]:
    sure = text(language, f"adopt.sure_{'open' if line.field == OPEN else line.sure}")
    said = field_text(kind if kind != OPEN else "kpis", line.field, language)
    texts = (
        columns_text(line.columns),
        _short(line.head),
        said,
        sure if line.field else "",
        _short(line.sample),
    )
    cells = [Cell(one) for one in texts]
    if line.field == OPEN:
        cells[3] = Cell(sure, "warn")
    return tuple(cells)


def _short(said: str) -> str:
    line = one_line(said)
    return line if len(line) <= _LETTERS else line[: _LETTERS - 1] + "…"


def _preview(plan: Plan, language: str) -> Iterator[str]:
    """Say the first rows of each table in words."""
    for table in _TABLES:
        for record in getattr(plan, table)[:_SHOWN]:
            yield one_line(_said(plan, table, record, language))


def _said(plan: Plan, table: str, record: Record, language: str) -> str:
    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.said_{key}", **details)

    place = record.place()
    where = f"{place.sheet}!{place.cell}" if place else ""
    names = {one.id: record_name(one) for _, one in plan.records()}
    if isinstance(record, Action):
        start, end = (day and day_text(day) for day in (record.start, record.end))
        days = "days" if start and end else "start" if start else "end" if end else ""
        return say(
            "actions",
            where=where,
            tactic=say("tactic", name=names[record.tactic]) if record.tactic else "",
            task=record.task,
            owner=say("owner", name=record.owner) if record.owner else "",
            days=say(days, start=start, end=end) if days else "",
            status=say("status", status=word_of("action_status", record.status, language))
            if record.status
            else "",
        )
    if isinstance(record, Kpi | Cost):
        first = record.target if isinstance(record, Kpi) else record.plan
        owner = record.scope if isinstance(record, Kpi) else record.tactic
        unit = record.unit if isinstance(record, Kpi) else plan.money_unit
        return say(
            table,
            where=where,
            name=record_name(record),
            scope=say("scope", name=names.get(owner, owner)) if owner else "",
            target=_months("target", plan, first, unit, language),
            actual=_months("actual", plan, record.actual, unit, language),
        )
    return say("other", where=where, table=table_name(table, language), name=record_name(record))


def _months(key: str, plan: Plan, values: Months, unit: str, language: str) -> str:
    found: list[tuple[Month, float]] = [
        (month, value)
        for month, value in zip(plan.months, values, strict=True)
        if value is not None
    ]
    if not found:
        return ""
    month, value = found[0]
    said = f"{month_name(month, language)} {amount(value, unit)}"
    return text(language, f"adopt.said_{key}", months=len(found), value=said)


def _left(left: Sequence[LeftCell], key: str, language: str) -> Iterator[Block]:
    """Name what was left, by tab and reason; neighbours together."""

    def say(name: str, **details: object) -> str:
        return text(language, f"adopt.{name}", **details)

    if not left:
        yield Heading(say("left_none"))
        return
    yield Heading(say(key, count=len(left)))
    tabs = list(dict.fromkeys(one.at[0] for one in left))
    ordered = sorted(left, key=lambda one: (tabs.index(one.at[0]), one.why, one.at[2], one.at[1]))
    lines: list[str] = []
    shown = 0
    for (_, why, _), group in groupby(ordered, key=lambda one: (one.at[0], one.why, one.at[2])):
        found = list(group)
        if len(lines) == _LINES:
            break
        words = [_short(one.text) for one in found if one.text][:_WORDS]
        more = " …" if len(found) > _WORDS else ""
        cells = cells_text(one.at for one in found)
        said = say(
            "left_line", cells=cells, why=say(f"reason_{why}"), words=" / ".join(words) + more
        )
        lines.append(one_line(said))
        shown += len(found)
    if shown < len(left):
        lines.append(say("left_rest", count=len(left) - shown))
    yield Bullets(tuple(lines))


def _told(problems: Iterable[Problem], language: str) -> Iterator[Block]:
    found = tuple(problems)
    if found:
        yield Heading(text(language, "adopt.told", count=len(found)))
        yield Bullets(tuple(problem_lines(found, "", language)))


def compose_adopted(made: Adopted, out: str, language: str) -> Document:
    """Compose what was taken over, from where, and what was left, each with its cells."""

    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.{key}", **details)

    tables = ("operations", "tactics", "kpis", "actions", "costs", "people")
    counts = {table: len(getattr(made.plan, table)) for table in tables}
    cells = len({one.at for one in made.taken})
    blocks: list[Block] = [
        Paragraph(say("done", file=made.file, cells=cells)),
        Paragraph(say("counts", **counts)),
        Heading(say("taken")),
        Bullets(tuple(_taken(made.taken, language))),
        *_left(made.left, "left", language),
        *_told(made.problems, language),
        Heading(say("next")),
        Bullets((say("next_look", tab=say("tab")), say("next_check", out=typed_name(out)))),
    ]
    return Document(say("title"), made.file, language, tuple(blocks))


def _taken(taken: Sequence[Taken], language: str) -> Iterator[str]:
    """Say by field of the new plan which cells of the old one went there."""
    groups: dict[tuple[str, str, str], set[Where]] = {}
    for one in taken:
        field = one.id if one.table == "settings" else one.field.partition(".")[0]
        groups.setdefault((one.at[0], one.table, field), set()).add(one.at)
    for (_, table, field), found in groups.items():
        cells = sorted(found)
        yield one_line(
            text(
                language,
                "adopt.taken_line",
                cells=cells_text(cells),
                table=table_name(table, language),
                field=taken_field(table, field, language),
                count=len(cells),
            )
        )
