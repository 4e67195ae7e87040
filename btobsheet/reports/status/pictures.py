"""The report's pictures as data: cycle of operations, KPI tree, months of what gets worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Heading, Paragraph
from btobsheet.reports.numbers import Scale, is_money
from btobsheet.reports.pictures import (
    Cycle,
    CycleNode,
    CycleTactic,
    MonthChart,
    MonthCharts,
    Stack,
    Stacks,
    Tree,
    TreeNode,
)
from btobsheet.reports.status.headline import main_kgi
from btobsheet.reports.status.next import alternatives, falling_kpis, last_months
from btobsheet.reports.voice import Voice
from btobsheet.status.branches import Branch, branches, worst_way
from btobsheet.status.figures import Figure, KpiFigures, OperationFigures, TacticFigures
from btobsheet.status.rules import COUNTED
from btobsheet.wording.words import CHOICES

MOST_CHARTS = 6
"""Two rows of three: more would begin a page of their own when printed."""


def cycle(voice: Voice) -> Iterable[Block]:
    """Draw the operations as a cycle around the KGI."""
    operations = voice.assessment.operations
    if not operations:
        return
    kgi = main_kgi(voice)
    counts = Counter(item.roll.status or "" for item in operations)
    named = [
        (voice.word("kpi_status", code) if code else voice.say("no_status_count"), counts[code])
        for code in (*COUNTED, "")
        if counts[code]
    ]
    yield Heading(voice.say("overview"))
    yield Cycle(
        title=voice.say("cycle_title"),
        summary=voice.say("cycle_summary", count=len(operations), counts=_pairs(voice, named)),
        nodes=tuple(_cycle_node(voice, item) for item in operations),
        kgi=(kgi.kpi.name or kgi.kpi.id) if kgi else voice.assessment.plan.settings.policy,
        kgi_status=voice.status(
            kgi.status, extra=numbers.percent(kgi.attainment) if kgi.attainment is not None else ""
        )
        if kgi
        else Cell(""),
        kgi_note=_kgi_note(voice, kgi) if kgi else "",
        progress_word=voice.say("progress_short"),
        planned_word=voice.say("planned_short"),
    )


def _pairs(voice: Voice, named: Iterable[tuple[str, int]]) -> str:
    return voice.say("list_join").join(
        voice.say("pair", name=name, count=count) for name, count in named
    )


def _kgi_note(voice: Voice, kgi: KpiFigures) -> str:
    if kgi.actual_to_date is None:
        return f"{voice.say('col_annual')} {voice.quantity(kgi.annual, kgi.kpi)}"
    return " / ".join(voice.quantities(kgi.kpi, kgi.actual_to_date, kgi.expected_to_date))


def _cycle_node(voice: Voice, item: OperationFigures) -> CycleNode:
    roll = item.roll
    return CycleNode(
        id=item.operation.id,
        name=item.operation.name or item.operation.id,
        status=voice.rolled_status(roll) if roll.status else _no_status(voice),
        progress=roll.progress,
        planned=roll.planned,
        driver=voice.say("driver_of", kpi=voice.bare_name(roll.driver)) if roll.driver else "",
        tactics=tuple(
            _cycle_tactic(voice, one)
            for one in voice.assessment.tactics
            if one.counted and one.tactic.operation == item.operation.id
        ),
    )


def _cycle_tactic(voice: Voice, item: TacticFigures) -> CycleTactic:
    tactic, roll = item.tactic, item.roll
    driver = voice.kpis.get(roll.driver)
    return CycleTactic(
        id=tactic.id,
        name=tactic.name or tactic.id,
        kpi=voice.bare_name(roll.driver) if roll.driver else "",
        attainment=driver.attainment if driver else None,
        status=voice.status(roll.status) if roll.status else _no_status(voice),
        owner=voice.owner(tactic.owner),
    )


def _no_status(voice: Voice) -> Cell:
    return Cell(voice.say("no_status_count"), "quiet")


def falling(voice: Voice) -> Iterable[Block]:
    """Draw the months of the KPIs that get worse."""
    items = falling_kpis(voice)
    if not items:
        return
    yield MonthCharts(
        title=voice.say("charts_title"),
        summary=voice.say("charts_summary", count=len(items)),
        charts=tuple(_chart(voice, item) for item in items[:MOST_CHARTS]),
        target_word=voice.say("target_word"),
        actual_word=voice.say("actual_word"),
        note=voice.say("charts_more", count=len(items) - MOST_CHARTS)
        if len(items) > MOST_CHARTS
        else "",
    )


def _chart(voice: Voice, item: KpiFigures) -> MonthChart:
    rates = " → ".join(map(numbers.percent, last_months(voice, item)))
    return MonthChart(
        title=voice.name(item.kpi.id),
        place=voice.name(item.kpi.scope),
        note=voice.say("chart_note", months=rates, streak=item.worsening_streak),
        unit=item.kpi.unit,
        status=voice.kpi_status(item),
        months=tuple(voice.month(index) for index in range(1, len(item.monthly) + 1)),
        targets=tuple(month.target for month in item.monthly),
        actuals=tuple(month.actual for month in item.monthly),
        texts=tuple(_month_texts(voice, item)),
        closed=voice.assessment.closed_months,
    )


def _month_texts(voice: Voice, item: KpiFigures) -> Iterable[str]:
    """Say the months' values short enough for their bars: without unit, but money and percent as
    ever.
    """
    values = [month.actual for month in item.monthly]
    with_unit = item.kpi.is_percent or is_money(item.kpi.unit)
    shown = voice.quantities(item.kpi, *values) if with_unit else map(numbers.fine, values)
    return ("" if value is None else said for value, said in zip(values, shown, strict=True))


def tree(voice: Voice) -> Iterable[Block]:
    """Draw the KPI tree with the way from the KGI to what costs it most."""
    rows = branches(voice.assessment)
    if not rows:
        return
    way = worst_way(voice.assessment, voice.lookup)
    said = [voice.say("tree_summary", count=len(rows))]
    if way:
        said.append(f"{voice.say('tree_way')}: {' → '.join(map(voice.bare_name, way))}")
    yield Heading(voice.say("tree"))
    yield Tree(
        title=voice.say("tree_title"),
        summary=voice.say("sentence_join").join(said),
        nodes=_tree_nodes(voice, rows, way),
        heads=(
            voice.say("col_kpi"),
            voice.say("col_attainment"),
            voice.say("col_actual_expected"),
            voice.say("col_status"),
            voice.say("col_trend"),
        ),
    )
    yield from _apart(voice, rows)


def _tree_nodes(voice: Voice, rows: Sequence[Branch], way: Sequence[str]) -> tuple[TreeNode, ...]:
    scale = voice.scale_of((row.item for row in rows), _reached)
    return tuple(_tree_node(voice, row, row.item.kpi.id in way, scale) for row in rows)


def _reached(item: KpiFigures) -> tuple[Figure, Figure]:
    return item.actual_to_date, item.expected_to_date


def _tree_node(voice: Voice, row: Branch, on_path: bool, scale: Scale) -> TreeNode:
    item = row.item
    return TreeNode(
        id=item.kpi.id,
        name=item.kpi.name or item.kpi.id,
        depth=row.depth,
        parent=row.parent,
        status=voice.kpi_status(item),
        attainment=item.attainment,
        figures=" / ".join(voice.quantity(value, item.kpi, scale) for value in _reached(item)),
        trend=voice.status(item.trend, "trend"),
        on_path=on_path,
    )


def _apart(voice: Voice, rows: Sequence[Branch]) -> Iterable[Block]:
    """Name the KPIs that hang on nothing, so that nobody takes the tree for the whole."""
    shown = {row.item.kpi.id for row in rows}
    apart = [item for item in voice.assessment.kpis if item.counted and item.kpi.id not in shown]
    if apart:
        names = (
            f"{voice.name(item.kpi.id)} ({voice.word('kpi_status', item.status)})" for item in apart
        )
        yield Paragraph(voice.say("tree_apart", kpis=voice.say("list_join").join(names)))


def channels(voice: Voice) -> Iterable[Block]:
    """Draw how many tactics of each operation are digital and in person.

    Name digital ones for what people do alone.
    """
    codes = (*(word.code for word in CHOICES["channel"]), "")
    rows, totals = [], Counter[str]()
    for item in voice.assessment.operations:
        counts = Counter(
            tactic.channel for tactic in voice.lookup.counted_tactics(item.operation.id)
        )
        totals += counts
        rows.append(
            Stack(voice.name(item.operation.id), tuple(float(counts[code]) for code in codes))
        )
    names = tuple(
        voice.word("channel", code) if code else voice.say("no_channel") for code in codes
    )
    if totals:
        named = [
            (name, totals[code]) for name, code in zip(names, codes, strict=True) if totals[code]
        ]
        yield Stacks(
            voice.say("channels_title"),
            voice.say("channels_summary", counts=_pairs(voice, named)),
            names,
            tuple(rows),
        )
    yield from (Paragraph(line) for line in alternatives(voice))
