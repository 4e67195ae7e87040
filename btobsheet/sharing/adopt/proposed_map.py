"""A proposed map as the TOML people look through: each line says what it is from, and how sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from btobsheet.sharing.adopt.fields import OPEN, fields_of
from btobsheet.sharing.adopt.map import columns_text
from btobsheet.sharing.adopt.seen.found import Line, TableProposal
from btobsheet.sharing.adopt.seen.propose import Proposal
from btobsheet.text.write import toml_text
from btobsheet.wording import text, text_or

_WIDTH: Final = 34
_SAMPLE: Final = 24


def map_text(proposal: Proposal, file: str, language: str) -> str:
    """Write a proposed map with its reasons as comments."""
    return "\n".join((*_lines(proposal, file, language), ""))


def _lines(proposal: Proposal, file: str, language: str) -> Iterator[str]:
    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.{key}", **details)

    how = proposal.how
    yield from (_comment(say(key, file=file)) for key in ("toml_head", "toml_use", "toml_signs"))
    why = text_or(language, f"adopt.why_{proposal.year}")
    yield ""
    start = str(how.start) if how.start else OPEN
    yield _line("start", start, f"{say('toml_start')} {f'({why})' if why else ''}".strip())
    yield _line("language", how.language)
    yield _line("calendar", how.calendar, say("toml_calendar"))
    yield _line("title", how.title)
    yield f"{'holidays = true':{_WIDTH}}# {say('toml_holidays')}"
    for table in proposal.tables:
        yield from _table(table, language)


def _table(one: TableProposal, language: str) -> Iterator[str]:
    def say(key: str, **details: object) -> str:
        return text(language, f"adopt.{key}", **details)

    how = one.how
    yield from (
        "",
        "[[table]]",
        _line("sheet", how.sheet),
        _line("kind", how.kind, say("toml_kind")),
    )
    yield from (_line("header", _rows(how.header)), _line("rows", _rows(how.rows)))
    if how.sections:
        yield _line("sections", how.sections, say("toml_sections"))
    if how.unit:
        yield _line("unit", how.unit, say("toml_unit"))
    known = _known(how.kind if how.kind != OPEN else "kpis")
    yield from ("", _comment(say("toml_columns", known=known)), "[table.columns]")
    for line in one.lines:
        yield _line(columns_text(line.columns), line.field, _reason(line, language), quote=True)
    for name in ("words", "colours", "marks", "lines"):
        answers: Mapping[str, str] = getattr(how, name)
        if answers:
            yield from ("", _comment(say(f"toml_{name}")), f"[table.{name}]")
            yield from (_line(key, value, quote=True) for key, value in answers.items())


def _known(kind: str) -> str:
    """Name what a column may be; of other tables' columns two, for an example."""
    fields = fields_of(kind)
    beside = [one for one in fields if "." in one]
    named = [one for one in beside if one in ("tactic.budget", "tactic.intent", "kpi.name")]
    return ", ".join((*(one for one in fields if "." not in one), *named, *("…" if beside else "")))


def _rows(rows: tuple[int, int]) -> str:
    return f"{rows[0]}:{rows[1]}"


def _reason(line: Line, language: str) -> str:
    """Say a column's heading, an example, how sure its meaning is, and why."""
    sure = "open" if line.field == OPEN else str(line.sure)
    said = text(language, f"adopt.sure_{sure}") if line.field else ""
    sample = line.sample[:_SAMPLE]
    parts = (
        line.head,
        text(language, "adopt.toml_sample", text=sample) if sample else "",
        said,
        text_or(language, f"adopt.why_{line.why}") if line.why else "",
    )
    return " | ".join(part for part in parts if part)


def _line(key: str, value: str, comment: str = "", *, quote: bool = False) -> str:
    said = f"{toml_text(key) if quote else key} = {toml_text(value)}"
    return f"{said:{_WIDTH}}{_comment(comment)}" if comment else said


def _comment(said: str) -> str:
    """Write a comment: on one line, without what TOML allows in none."""
    clean = "".join(one if one.isprintable() else " " for one in said)
    return f"# {clean}"
