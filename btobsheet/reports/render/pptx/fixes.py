"""The slide of what to fix first and why: the first tactic with its months, the next two beside
it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from btobsheet.reports import numbers
from btobsheet.reports.document import Callout, marked, tone_of
from btobsheet.reports.render.pptx.deck import (
    BAND,
    BOTTOM,
    GREY,
    INKS,
    LEFT,
    NAVY,
    POINTS,
    ROOM,
    TOP,
    Box,
    Deck,
    Slide,
    Type,
)
from btobsheet.reports.render.pptx.fit import height_of
from btobsheet.reports.render.pptx.panels import months
from btobsheet.reports.status.fix import first_fix, way_line
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import Bottleneck, KpiFigures
from btobsheet.status.tree import fixes
from btobsheet.wording import text

WORST = 3
_LEFT_SHARE = 0.56
_CHART = 2.2
_BODY = (16, 15, 14, 13, 12, 11, 10)
_HEAD = 0.62
_GOOD = 12
"""A type that is read well: for it what says least may be left out."""


def fix_slide(deck: Deck, voice: Voice) -> None:
    """Show the tactics to fix in their order; nothing where there is none."""
    found = list(islice(fixes(voice.assessment.kpis, voice.lookup), WORST))
    if not found:
        return
    first = found[0]
    item = voice.kpis[first.kpi]
    key = "slides.fix" if item.attainment is None else "slides.fix_attainment"
    tactic, kpi = voice.name(first.tactic), voice.bare_name(first.kpi)
    message = text(
        deck.language,
        key,
        rank=1,
        tactic=tactic,
        kpi=kpi,
        status=voice.word("kpi_status", item.status),
        attainment=numbers.percent(item.attainment),
    )
    slide = deck.slide(message, (tactic, kpi))
    bottom = BOTTOM - 0.25
    wide = ROOM * (_LEFT_SHARE if len(found) > 1 else 1.0)
    _first(slide, voice, first, Box(LEFT, TOP + 0.1, wide, bottom - TOP - 0.1))
    x, height = LEFT + wide + 0.3, (bottom - TOP - 0.1) / max(1, len(found) - 1)
    for rank, one in enumerate(found[1:], start=2):
        y = TOP + 0.1 + (rank - 2) * height
        _next(slide, voice, rank, one, Box(x, y, LEFT + ROOM - x, height - 0.12))
    foot = Box(LEFT, BOTTOM - 0.2, ROOM, 0.26)
    slide.text(foot, (text(deck.language, "slides.fix_order"),), Type((10, 9), GREY))


def _first(slide: Slide, voice: Voice, found: Bottleneck, box: Box) -> None:
    item = voice.kpis[found.kpi]
    y = box.y
    if item.has_months:
        months(slide, voice, item, Box(box.x, y, box.width, _CHART))
        y += _CHART + 0.1
    below = Box(box.x, y, box.width, box.y + box.height - y)
    slide.band(below, tone_of(item.status))
    head = Type((14,), NAVY, bold=True, anchor="middle", margin=0.12)
    why = text(slide.deck.language, "slides.why")
    slide.text(Box(below.x + BAND, y, below.width - BAND, 0.34), (why,), head)
    inner = Box(below.x + BAND, y + 0.36, below.width - BAND, below.height - 0.36)
    how = Type(_BODY, gap=3, margin=0.12)
    slide.text(inner, _fitting(_why(voice, found), inner, how), how)


def _next(slide: Slide, voice: Voice, rank: int, found: Bottleneck, box: Box) -> None:
    item = voice.kpis[found.kpi]
    tone = tone_of(item.status)
    slide.band(box, tone)
    x, width = box.x + BAND, box.width - BAND
    name = f"{rank}. {voice.name(found.tactic)}"
    head = Type((15, 14, 13, 12), NAVY, bold=True, anchor="middle", margin=0.12)
    slide.text(Box(x, box.y, width, 0.34), (name,), head)
    said = f"{voice.bare_name(found.kpi)}  {_standing(voice, item)}"
    how = Type((13, 12, 11), INKS[tone], bold=True, anchor="middle", margin=0.12)
    slide.text(Box(x, box.y + 0.32, width, 0.3), (said,), how)
    below = Box(x, box.y + _HEAD, width, box.height - _HEAD)
    how = Type((13, 12, 11, 10), gap=2, margin=0.12)
    slide.text(below, _fitting(_why(voice, found), below, how), how)


def _fitting(lines: Sequence[str], box: Box, how: Type) -> Sequence[str]:
    """Leave out of the last two lines what would take a small type, or be cut."""
    for count in range(len(lines), max(1, len(lines) - 2), -1):
        width, height = (box.width - 2 * how.margin) * POINTS, (box.height - 0.04) * POINTS
        if height_of(lines[:count], _GOOD, width, how.gap) <= height:
            return lines[:count]
    return lines[: max(1, len(lines) - 2)]


def _standing(voice: Voice, item: KpiFigures) -> str:
    cell = voice.kpi_status(item)
    share = "" if item.attainment is None else f" {numbers.percent(item.attainment)}"
    return marked(cell.text, cell.tone) + share


def _why(voice: Voice, found: Bottleneck) -> Sequence[str]:
    """Say why a tactic is to be fixed, by whom, and the next move, as of the plan's bottleneck; at
    the end what may be cut: how the KPI leads to the KGI, and why it was chosen.
    """
    assessment = voice.assessment
    summary = replace(assessment.summary, bottleneck=found)
    own = Voice(replace(assessment, summary=summary), voice.language)
    blocks = first_fix(own)
    lines = next((block.lines for block in blocks if isinstance(block, Callout)), ())
    item = own.kpis[found.kpi]
    tactic = own.lookup.tactics.get(item.kpi.scope)
    last = (
        own.say("fix_intent", intent=tactic.intent) if tactic else "",
        way_line(own, item),
    )
    return sorted(lines, key=lambda line: last.index(line) if line in last else -1)
