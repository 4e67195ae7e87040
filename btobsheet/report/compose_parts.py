"""Sections of the report about the plan: headline, KGI, what got worse, what to fix first, operations, KPIs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from btobsheet.report import numbers
from btobsheet.report.document import Block, Callout, Cell, Column, Heading, KeyFigure, KeyFigures, Paragraph, Table, tone_of
from btobsheet.report.voice import Voice
from btobsheet.status.figures import KpiFigures, OperationFigures
from btobsheet.status.people import is_missing
from btobsheet.status.rules import SEVERITY, severity
from btobsheet.wording import text


def worst_first(items: Iterable[KpiFigures]) -> tuple[KpiFigures, ...]:
    """Sort KPIs by status, the worst first, else as they stand."""
    return tuple(sorted(items, key=lambda item: severity(item.status)))


def closing_line(voice: Voice, kpi: KpiFigures | None = None) -> str:
    """Say up to which month is judged, and for a KPI from how many of these months."""
    assessment = voice.assessment
    closed, plan = assessment.closed_months, assessment.plan
    if not closed:
        return voice.say("nothing_closed", day=voice.day(plan.start.last))
    month = plan.months[closed - 1]
    last = {"month": numbers.month_name(month, voice.language), "day": voice.day(month.last)}
    if kpi is None:
        return voice.say("closed", **last)
    return voice.say("closed_judged", **last, have=closed - kpi.missing_months, closed=closed)


def headline(voice: Voice) -> Iterable[Block]:
    """Say whether the plan is on course for the KGI, in one sentence, with the month it is judged by."""
    kgis = voice.kgis()
    main = worst_first(item for item in kgis if item.main == kgis[0].main)
    policy = voice.assessment.plan.settings.policy
    if policy:
        yield Paragraph(voice.say("policy", policy=policy))
    if not main:
        yield Callout(voice.say("headline_no_kgi"), (closing_line(voice),), "missing")
        return
    kgi = main[0]
    figures = voice.say("headline_figures", attainment=numbers.percent(kgi.attainment)) if kgi.attainment is not None else ""
    yield Callout(voice.say(f"headline_{kgi.status}", name=kgi.kpi.name or kgi.kpi.id, figures=figures), (closing_line(voice, kgi),), tone_of(kgi.status))


def kgi_figures(voice: Voice) -> Iterable[Block]:
    """Show the KGI's own figures and how many KPIs and actions stand how."""
    yield KeyFigures(tuple(_plan_figures(voice)))
    kgis = voice.kgis()
    if kgis:
        yield Heading(voice.say("kgi"))
        yield Table(voice.say("kgi_caption"), _kgi_columns(voice), tuple(_kgi_row(voice, item) for item in kgis))


def _plan_figures(voice: Voice) -> Iterable[KeyFigure]:
    roll = voice.assessment.summary.roll
    counts = roll.kpi_counts
    good, whole = counts.get("achieved", 0) + counts.get("on_track", 0), sum(counts.values())
    note = voice.say("list_join").join(f"{voice.word('kpi_status', code)} {counts[code]}" for code in SEVERITY if counts.get(code))
    yield KeyFigure(voice.say("kpis_fine"), numbers.share(good, whole), note)
    note = voice.say("planned_note", planned=numbers.percent(roll.planned)) if roll.planned is not None else ""
    yield KeyFigure(voice.say("progress"), numbers.percent(roll.progress), note)
    yield KeyFigure(voice.say("overdue"), voice.say("items", count=roll.overdue), "", "bad" if roll.overdue else "")
    days = voice.assessment.plan.settings.due_soon_days
    yield KeyFigure(voice.say("due_soon"), voice.say("items", count=roll.due_soon), voice.say("due_soon_note", days=days))
    missing = sum(1 for item in voice.assessment.kpis if item.counted and is_missing(item))
    yield KeyFigure(voice.say("kpis_missing"), voice.say("items", count=missing), "", "missing" if missing else "")


def _kgi_columns(voice: Voice) -> tuple[Column, ...]:
    keys = ("col_kgi", "col_status", "col_attainment", "col_actual", "col_expected", "col_forecast", "col_annual", "col_trend")
    return columns_of(voice, keys, wide=("col_kgi",), right=keys[2:7])


def _kgi_row(voice: Voice, item: KpiFigures) -> tuple[Cell, ...]:
    return (
        Cell(item.kpi.name or item.kpi.id),
        voice.status(item.status),
        Cell(numbers.percent(item.attainment)),
        Cell(voice.quantity(item.actual_to_date, item.kpi)),
        Cell(voice.quantity(item.expected_to_date, item.kpi)),
        Cell(voice.quantity(item.forecast, item.kpi)),
        Cell(voice.quantity(item.annual, item.kpi)),
        voice.status(item.trend, "trend"),
    )


def worse(voice: Voice, changes: int) -> Iterable[Block]:
    """Show the KPIs that get worse, month by month; say how much changed since the copy compared with."""
    yield Heading(voice.say("worse"))
    falling = worst_first(item for item in voice.assessment.kpis if item.counted and item.trend == "worsening")
    if falling:
        keys = ("col_kpi", "col_status", "col_last_three", "col_streak", "col_reporter")
        rows = tuple(_falling_row(voice, item) for item in falling)
        yield Table(voice.say("worse_caption"), columns_of(voice, keys, wide=("col_kpi",), right=("col_streak",)), rows)
    else:
        yield Paragraph(voice.say("nothing_worse"))
    if changes:
        yield Paragraph(voice.say("changes_below", count=changes))


def _falling_row(voice: Voice, item: KpiFigures) -> tuple[Cell, ...]:
    months = [month.attainment for month in item.monthly[: voice.assessment.closed_months] if month.attainment is not None][-3:]
    return (
        Cell(voice.name(item.kpi.id)),
        voice.status(item.status),
        Cell(" → ".join(map(numbers.percent, months))),
        Cell(voice.say("times", count=item.worsening_streak)),
        Cell(voice.reporter(item.kpi)),
    )


def first_fix(voice: Voice) -> Iterable[Block]:
    """Name the one tactic to fix first: by which KPI, at what cost, whose it is and why it was chosen."""
    yield Heading(voice.say("first_fix"))
    found = voice.assessment.summary.bottleneck
    if found is None:
        yield Paragraph(voice.say("nothing_to_fix"))
        return
    tactic, kpi = voice.lookup.tactics.get(found.tactic), voice.kpis[found.kpi]
    lines = [bottleneck_why(voice), voice.say("fix_owner", owner=voice.owner(tactic.owner if tactic else ""))]
    if tactic and tactic.intent:
        lines.append(voice.say("fix_intent", intent=tactic.intent))
    yield Callout(voice.name(found.tactic), tuple(lines), tone_of(kpi.status))


def bottleneck_why(voice: Voice) -> str:
    """Say why the bottleneck is the one to fix first, with its figures; nothing where there is none."""
    found = voice.assessment.summary.bottleneck
    if found is None:
        return ""
    item, given = voice.kpis[found.kpi], found.details
    return text(
        voice.language,
        found.why,
        kpi=voice.name(found.kpi),
        status=voice.word("kpi_status", item.status),
        attainment=numbers.percent(item.attainment),
        actual=voice.quantity(item.actual_to_date, item.kpi),
        shortfall=voice.quantity(_detail(given, "shortfall"), item.kpi),
        cost=numbers.quantity(found.cost, found.unit, voice.language),
        kgi=given.get("kgi", ""),
        streak=item.worsening_streak,
        change=numbers.points(item.last_change),
    )


def _detail(details: Mapping[str, str | float], name: str) -> float | None:
    value = details.get(name)
    return None if isinstance(value, str) else value


def operations(voice: Voice) -> Iterable[Block]:
    """Show how each operation stands, and the KPI that makes it so."""
    if not voice.assessment.operations:
        return
    yield Heading(voice.say("operations"))
    keys = ("col_operation", "col_status", "col_driver", "col_progress", "col_planned", "col_gap", "col_overdue", "col_tactics", "col_digital")
    columns = columns_of(voice, keys, wide=("col_operation", "col_driver"), right=keys[3:])
    yield Table(voice.say("operations_caption"), columns, tuple(_operation_row(voice, item) for item in voice.assessment.operations))


def _operation_row(voice: Voice, item: OperationFigures) -> tuple[Cell, ...]:
    roll = item.roll
    gap = roll.progress - roll.planned if roll.progress is not None and roll.planned is not None else None
    return (
        Cell(voice.name(item.operation.id)),
        voice.rolled_status(roll),
        Cell(voice.bare_name(roll.driver) if roll.driver else numbers.NONE),
        Cell(numbers.percent(roll.progress)),
        Cell(numbers.percent(roll.planned)),
        Cell(numbers.points(gap)),
        Cell(numbers.number(roll.overdue)),
        Cell(numbers.number(item.tactic_count)),
        Cell(numbers.percent(item.digital_share)),
    )


def kpis(voice: Voice) -> Iterable[Block]:
    """Show every counted KPI, the worst first."""
    counted = worst_first(item for item in voice.assessment.kpis if item.counted)
    if not counted:
        return
    yield Heading(voice.say("kpis"))
    keys = ("col_kpi", "col_scope", "col_status", "col_attainment", "col_actual_expected", "col_trend", "col_forecast", "col_missing")
    wide, right = ("col_kpi", "col_scope", "col_actual_expected"), ("col_attainment", "col_actual_expected", "col_forecast", "col_missing")
    columns = columns_of(voice, keys, wide=wide, right=right)
    yield Table(voice.say("kpis_caption"), columns, tuple(_kpi_row(voice, item) for item in counted))
    yield from _beside(voice, counted)


def _beside(voice: Voice, counted: Sequence[KpiFigures]) -> Iterable[Block]:
    """Say what only some KPIs have: how far they are from where they began, and what their owners expect."""
    gained = [(item, item.against_baseline) for item in counted if item.against_baseline is not None]
    if gained:
        shown = (f"{voice.name(item.kpi.id)} {'+' if value > 0 else ''}{voice.quantity(value, item.kpi)}" for item, value in gained)
        yield Paragraph(voice.say("baselines", kpis=voice.say("list_join").join(shown)))
    expected = [item for item in counted if item.kpi.outlook is not None]
    if expected:
        shown = (f"{voice.name(item.kpi.id)} {voice.quantity(item.kpi.outlook, item.kpi)}" for item in expected)
        yield Paragraph(voice.say("outlooks", kpis=voice.say("list_join").join(shown)))


def _kpi_row(voice: Voice, item: KpiFigures) -> tuple[Cell, ...]:
    return (
        Cell(voice.name(item.kpi.id)),
        Cell(voice.bare_name(item.kpi.scope)),
        voice.status(item.status),
        Cell(numbers.percent(item.attainment)),
        Cell(f"{voice.quantity(item.actual_to_date, item.kpi)} / {voice.quantity(item.expected_to_date, item.kpi)}"),
        voice.status(item.trend, "trend"),
        Cell(voice.quantity(item.forecast, item.kpi)),
        Cell(voice.say("missing_count", count=item.missing_months) if item.missing_months else numbers.NONE),
    )


def columns_of(voice: Voice, keys: Sequence[str], wide: Sequence[str] = (), right: Sequence[str] = ()) -> tuple[Column, ...]:
    """Make columns of their wording keys; the wide ones hold sentences, the right ones figures."""
    return tuple(Column(voice.say(key), "right" if key in right else "left", key in wide) for key in keys)
