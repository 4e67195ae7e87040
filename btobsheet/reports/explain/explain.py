"""Explain how a KPI's, action's, tactic's or operation's figures came about, and problem codes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from unicodedata import normalize

from btobsheet.plan.model import Plan
from btobsheet.plan.records import KGI
from btobsheet.problems import SEVERITIES, Problem, UsageError, problem
from btobsheet.reports import numbers
from btobsheet.reports import problems as problems_text
from btobsheet.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.explain.action import explain_action
from btobsheet.reports.explain.kpi import explain_kpi
from btobsheet.reports.explain.scope import explain_operation, explain_tactic
from btobsheet.reports.numbers import long_day
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Assessment, KpiFigures
from btobsheet.wording import text, texts

MOST_MATCHES = 5


def explain_id(assessment: Assessment, record_id: str, language: str) -> Document:
    """Explain one record by its id; UsageError E690 with close matches where no record bears it."""
    voice = Voice(assessment, language)
    wanted = _as_id(record_id)
    name, blocks = _record(voice, wanted)
    if blocks is None:
        raise UsageError(
            problem(
                "E690",
                None,
                record_id.strip(),
                close=_close(wanted, _ids(assessment.plan), language),
            )
        )
    subtitle = voice.say("as_of", day=long_day(assessment.as_of, language))
    return Document(name, subtitle, language, tuple(blocks))


def _record(voice: Voice, wanted: str) -> tuple[str, Iterable[Block] | None]:
    assessment = voice.assessment
    if wanted == KGI and (kgis := voice.kgis()):
        if len(kgis) > 1:
            return KGI, _all_kgis(voice, kgis)
        wanted = kgis[0].kpi.id
    if kpi := assessment.kpi(wanted):
        return voice.name(wanted), explain_kpi(voice, kpi)
    if action := next((item for item in assessment.actions if item.action.id == wanted), None):
        return f"{wanted} {action.action.task}".strip(), explain_action(voice, action)
    if tactic := assessment.tactic(wanted):
        return voice.name(wanted), explain_tactic(voice, tactic)
    if operation := assessment.operation(wanted):
        return voice.name(wanted), explain_operation(voice, operation)
    return wanted, None


def _all_kgis(voice: Voice, kgis: Sequence[KpiFigures]) -> Iterable[Block]:
    """Explain every KGI below its own heading, which the others' headings stand under."""
    for item in kgis:
        yield Heading(voice.name(item.kpi.id))
        for block in explain_kpi(voice, item):
            yield Heading(block.text, 2) if isinstance(block, Heading) else block


def is_code(typed: str, language: str) -> bool:
    """Tell whether a text is the code of a problem."""
    return _as_id(typed) in _codes(language)


def explain_code(code: str, language: str, found: Sequence[Problem] | None = None) -> Document:
    """Explain a problem code: what is wrong, what to do, why it matters.

    UsageError E691 for an unknown one.

    With ``found``, the problems of a workbook, also where in it the code stands.
    """
    wanted, known = _as_id(code), _codes(language)
    if wanted not in known:
        raise UsageError(problem("E691", None, code.strip(), close=_close(wanted, known, language)))
    severity = dict(SEVERITIES)[wanted[0]]
    word = text(language, f"report.severity_{severity}")
    figures = KeyFigures(
        (
            KeyFigure(
                text(language, "report.col_severity"),
                word,
                text(language, f"report.means_{severity}"),
                tone_of(severity),
            ),
        )
    )
    return Document(
        wanted,
        _raw(language, wanted).removeprefix("…: "),
        language,
        (figures, *_code_sections(wanted, language), *_code_places(wanted, language, found)),
    )


def _code_sections(code: str, language: str) -> Iterable[Block]:
    for part in ("hint", "why"):
        said = _raw(language, f"{code}.{part}")
        if said:
            yield Heading(text(language, f"report.code_{part}"))
            yield Paragraph(said)


def _code_places(code: str, language: str, found: Sequence[Problem] | None) -> Iterable[Block]:
    """Show every place of a workbook where the code stands, or say that it stands nowhere."""
    if found is None:
        return
    yield Heading(text(language, "report.code_places"))
    here = [item for item in found if item.code == code]
    if not here:
        yield Paragraph(text(language, "report.code_nowhere"))
        return
    columns = tuple(
        Column(text(language, f"report.{key}"), wide=key != "col_place")
        for key in ("col_place", "col_message", "col_hint")
    )
    rows = (
        (
            problems_text.where(item) or numbers.NONE,
            problems_text.message(item, language),
            problems_text.hint(item, language),
        )
        for item in here
    )
    yield Table(
        text(language, "report.code_places_caption", count=len(here)),
        columns,
        tuple(tuple(map(Cell, row)) for row in rows),
    )


class _Blanks(dict[str, str]):
    """Shows any placeholder as …: a code alone is no particular case."""

    def __missing__(self, key: str) -> str:
        return "…"


def _raw(language: str, name: str) -> str:
    return texts(language, "problems").get(name, "").format_map(_Blanks())


def _as_id(typed: str) -> str:
    return normalize("NFKC", typed).strip().upper()


def _ids(plan: Plan) -> tuple[str, ...]:
    return tuple(
        record.id
        for table in (plan.kpis, plan.actions, plan.tactics, plan.operations)
        for record in table
    )


def _codes(language: str) -> tuple[str, ...]:
    return tuple(sorted(key for key in texts(language, "problems") if "." not in key))


def _close(wanted: str, known: Sequence[str], language: str) -> str:
    """Name what may have been meant, else the first few there are."""
    found = get_close_matches(wanted, known, n=MOST_MATCHES, cutoff=0.5) or list(
        known[:MOST_MATCHES]
    )
    return text(language, "report.list_join").join(found) or "-"
