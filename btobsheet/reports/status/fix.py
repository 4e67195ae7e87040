"""The section of the report about the one tactic to fix first, and why it is that one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Callout, Heading, Paragraph, tone_of
from btobsheet.reports.status.headline import pace_line
from btobsheet.reports.status.next import alternatives, moves, noise_words
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Bottleneck, KpiFigures
from btobsheet.status.rules import JUDGED
from btobsheet.status.tree import path_to_kgi, stands_out
from btobsheet.wording import text

SUPERLATIVE = ("report.bottleneck_cost", "report.bottleneck_attainment")
"""The reasons that are a size, so that one of them may be the largest."""


def first_fix(voice: Voice) -> Iterable[Block]:
    """Name the one tactic to fix first: its KPI, its cost, what it takes, its owner, the next."""
    yield Heading(voice.say("first_fix"))
    found = voice.assessment.summary.bottleneck
    if found is None:
        yield Paragraph(_nothing_to_fix(voice))
        return
    tactic, kpi = voice.lookup.tactics.get(found.tactic), voice.kpis[found.kpi]
    lines = [
        bottleneck_why(voice),
        _other_driver(voice, found),
        _among_known(voice),
        way_line(voice, kpi),
        pace_line(voice, kpi),
        voice.say("fix_owner", owner=voice.owner(tactic.owner if tactic else "")),
    ]
    lines += [voice.say("fix_intent", intent=tactic.intent)] if tactic and tactic.intent else []
    lines += [
        *moves(voice, kpi),
        *(alternatives(voice, tactic.operation) if tactic and tactic.operation else ()),
    ]
    figures = voice.assessment.tactic(found.tactic)
    tone = tone_of(figures.roll.status if figures else kpi.status)
    yield Callout(voice.name(found.tactic), tuple(line for line in lines if line), tone)


def _nothing_to_fix(voice: Voice) -> str:
    """Say that no tactic needs fixing, as far as the KPIs are known."""
    known, missing, whole = _known(voice)
    if not known and not missing:
        return voice.say("nothing_to_fix_not_due")
    if not known or missing > known:
        return voice.say("nothing_to_fix_missing", missing=missing, whole=whole)
    key = "nothing_to_fix_some" if missing else "nothing_to_fix"
    return voice.say(key, known=known, missing=missing)


def _among_known(voice: Voice) -> str:
    """Say from how few KPIs the tactic was chosen, where the actuals of more are missing."""
    known, missing, _ = _known(voice)
    return voice.say("fix_among_known", known=known, missing=missing) if missing > known else ""


def _known(voice: Voice) -> tuple[int, int, int]:
    """Count the KPIs with a verdict, those without for want of actuals, and all that are judged."""
    found = [item.status for item in voice.assessment.kpis if item.judged]
    missing = found.count("no_data")
    return sum(status in JUDGED for status in found) - missing, missing, len(found)


def _other_driver(voice: Voice, found: Bottleneck) -> str:
    """Say what the tactic's status is, where another KPI makes it than the one to mend first."""
    figures = voice.assessment.tactic(found.tactic)
    if figures is None or figures.roll.driver in ("", found.kpi):
        return ""
    status = voice.word("kpi_status", figures.roll.status)
    return voice.say("fix_driver", status=status, kpi=voice.name(figures.roll.driver))


def bottleneck_why(voice: Voice) -> str:
    """Say why the bottleneck is the one to fix first, with its figures.

    Nothing where there is none.
    """
    found = voice.assessment.summary.bottleneck
    if found is None:
        return ""
    item, given = voice.kpis[found.kpi], found.details
    after = [voice.say("next_year")] if given.get("next_year") else []
    after += [voice.say("after_others")] if item.within_chance else []
    return text(
        voice.language,
        _reason(voice, found),
        kpi=voice.name(found.kpi),
        status=voice.word("kpi_status", item.status),
        attainment=numbers.percent(item.attainment),
        actual=voice.quantity(item.actual_to_date, item.kpi),
        shortfall=voice.quantity(_detail(given, "shortfall"), item.kpi),
        cost=numbers.quantity(found.cost, found.unit, voice.language),
        kgi=given.get("kgi", ""),
        noise=noise_words(voice, item),
    ) + "".join(after)


def _reason(voice: Voice, found: Bottleneck) -> str:
    """Choose the sentence: that it is the most of all is said of one tactic only, and of none that
    comes after the others since chance may have made its gap.
    """
    if found.why not in SUPERLATIVE or voice.kpis[found.kpi].within_chance:
        return found.why
    most = stands_out(found, voice.assessment.kpis, voice.lookup)
    return f"{found.why}_most" if most else found.why


def _detail(details: Mapping[str, str | float], name: str) -> float | None:
    value = details.get(name)
    return None if isinstance(value, str) else value


def way_line(voice: Voice, item: KpiFigures) -> str:
    """Say how a KPI leads up to the KGI, step by step; nothing where it doesn't, or is one."""
    path = path_to_kgi(item.kpi, voice.lookup)
    return (
        voice.say("way", way=" → ".join(voice.bare_name(kpi.id) for kpi in path))
        if len(path) > 1
        else ""
    )
