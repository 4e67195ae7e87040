"""Where the year ends, three ways, and what the tactics' money and hours brought."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Cell, Heading, Paragraph, Table
from btobsheet.reports.numbers import Scale, is_money
from btobsheet.reports.pictures import Gauge, Mark
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.figures import Figure
from btobsheet.status.landing import Landing, landings
from btobsheet.status.worth import Rivals, Worth, rivals, worth


def landing(voice: Voice) -> Iterable[Block]:
    """Show where the year ends: the KGI as a picture, the KPIs with an outlook in a table."""
    found = landings(voice.assessment)
    if not any(item.pace is not None or item.outlook is not None for item in found):
        return
    money = (one for one in found if is_money(one.item.kpi.unit))
    scale = voice.scale(value for one in money for value in (*_ends(one), _gap(one)))
    yield from (_gauge(voice, item, scale) for item in found[:1])
    gap = "col_result_gap" if voice.year_over else "col_pace_gap"
    keys = ("col_kpi", *_ends_of(voice), gap)
    rows = tuple(_landing_row(voice, item, scale) for item in found)
    yield Table(
        voice.say("landing_caption_over" if voice.year_over else "landing_caption"),
        columns_of(voice, keys, wide=("col_kpi",), right=keys[1:]),
        rows,
        "" if voice.year_over else voice.say("landing_note"),
    )


def _ends_of(voice: Voice) -> tuple[str, str, str]:
    """Name target, landing and outlook; of a year that is over the landing is what was reached."""
    return "col_now", "col_actual" if voice.year_over else "col_forecast", "col_outlook"


def _ends(item: Landing) -> tuple[Figure, Figure, Figure]:
    return item.current, item.pace, item.outlook


def _gap(item: Landing) -> Figure:
    if item.pace is None or item.current is None:
        return None
    return item.pace - item.current


def _landing_row(voice: Voice, item: Landing, scale: Scale) -> tuple[Cell, ...]:
    kpi, gap = item.item.kpi, _gap(item)
    amounts = (voice.amount_cell(value, kpi, scale) for value in _ends(item))
    shown = voice.difference(gap, kpi, scale)
    return (Cell(voice.name(kpi.id)), *amounts, Cell(shown, value=gap))


def _gauge(voice: Voice, found: Landing, scale: Scale) -> Gauge:
    item, (target, forecast, outlook) = found.item, _ends_of(voice)

    def mark(key: str, value: Figure) -> Mark:
        return Mark(voice.say(key), value, voice.quantity(value, item.kpi, scale))

    reached = mark("col_actual", found.pace if voice.year_over else item.actual_to_date)
    ahead = Mark("", None, "") if voice.year_over else mark(forecast, found.pace)
    ends = (reached, ahead, mark(outlook, found.outlook), mark(target, found.current))
    known = (f"{one.label} {one.text}" for one in ends if one.value is not None)
    title = voice.say("landing_title", kpi=item.kpi.name or item.kpi.id)
    return Gauge(title, voice.say("list_join").join(known), *ends, voice.status(item.status))


def worth_of(voice: Voice) -> Iterable[Block]:
    """Show each tactic's money and hours with what they brought, and the cheapest of a kind."""
    found = tuple(
        item
        for item in worth(voice.assessment, voice.lookup)
        if item.budget is not None or item.spent is not None
    )
    yield Heading(voice.say("worth"))
    if not any(item.cost is not None for item in found):
        yield Paragraph(voice.say("no_worth"))
        return
    for group in rivals(found, voice.lookup):
        yield Paragraph(_cheapest(voice, group))
    keys = (
        "col_tactic",
        "col_result_of",
        "col_budget",
        "col_spent",
        "col_used",
        "col_unit_cost",
        "col_hours",
        "col_unit_hours",
    )
    columns = columns_of(voice, keys, wide=("col_tactic", "col_result_of"), right=keys[2:])
    yield Table(
        voice.say("worth_caption"),
        columns,
        _worth_rows(voice, found),
        voice.say("worth_note"),
    )


def _cheapest(voice: Voice, group: Rivals) -> str:
    """Say which tactic brings a KPI's unit cheapest, and how much more the dearest takes.

    What brings money is told by its share, since a yen of orders costs no whole yen.
    """
    (cheap, least), (dear, most) = group.ranked[0], group.ranked[-1]
    money = is_money(group.parent.unit)
    low, high = map(numbers.percent, (least, most)) if money else voice.moneys(least, most)
    names = {"cheap": voice.name(cheap.tactic.id), "dear": voice.name(dear.tactic.id)}
    details = {
        "parent": group.parent.name or group.parent.id,
        "unit": group.parent.unit,
        "low": low,
        "high": high,
    }
    if low == high:
        return voice.say("worth_same_money" if money else "worth_same", **details)
    key = "worth_cheapest_money" if money else "worth_cheapest"
    said, times = voice.say(key, **names, **details), numbers.number(group.times)
    if times == "1":
        return said
    return said + voice.say("sentence_gap") + voice.say("worth_more", **names, times=times)


def _worth_rows(voice: Voice, found: Sequence[Worth]) -> tuple[tuple[Cell, ...], ...]:
    """Make the rows: what is spent, what a result costs and what the results are, each with one
    scale.
    """
    money = voice.scale(value for item in found for value in (item.budget, item.spent))
    each = voice.scale(item.cost for item in found if not _brings_money(item))
    results = voice.scale(item.result for item in found if _brings_money(item))
    return tuple(_worth_row(voice, item, money, each, results) for item in found)


def _worth_row(
    voice: Voice, item: Worth, money: Scale, each: Scale, results: Scale
) -> tuple[Cell, ...]:
    tactic = item.tactic
    used = item.spent / item.budget if item.budget and item.spent is not None else None
    result = (
        f"{voice.bare_name(item.kpi.kpi.id)} {voice.quantity(item.result, item.kpi.kpi, results)}"
        if item.kpi
        else numbers.NONE
    )
    return (
        Cell(voice.name(tactic.id)),
        Cell(result, value=item.result),
        voice.money_cell(item.budget, money),
        voice.money_cell(item.spent, money),
        Cell(numbers.percent(used), "bad" if used is not None and used > 1 else "", used),
        _cost(voice, item, each),
        Cell(_hours(voice, tactic.hours_spent), value=tactic.hours_spent),
        Cell(_hours(voice, None if _brings_money(item) else item.hours), value=item.hours),
    )


def _brings_money(item: Worth) -> bool:
    return item.kpi is not None and is_money(item.kpi.kpi.unit)


def _cost(voice: Voice, item: Worth, scale: Scale) -> Cell:
    """Show what one result cost."""
    if item.cost is None or item.kpi is None:
        return Cell(numbers.NONE)
    return Cell(voice.unit_cost(item.cost, item.kpi.kpi, scale), value=item.cost)


def _hours(voice: Voice, value: float | None) -> str:
    return numbers.NONE if value is None else voice.say("hours", count=numbers.number(value))
