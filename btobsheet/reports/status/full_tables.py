"""Every record of a plan as tables with figures behind the texts: for a workbook, where people
sort, filter and go on computing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from btobsheet.problems import Problem
from btobsheet.reports import numbers
from btobsheet.reports import problems as problems_text
from btobsheet.reports.document import Cell, Column, Table, tone_of
from btobsheet.reports.numbers import Scale
from btobsheet.reports.status.headline import worst_first
from btobsheet.reports.voice import Voice
from btobsheet.status.effect import MONTHS
from btobsheet.status.figures import (
    ActionFigures,
    Figure,
    KpiFigures,
    OperationFigures,
    PersonFigures,
    TacticFigures,
)
from btobsheet.status.landing import on_year
from btobsheet.wording import text, text_or


def full_table(
    voice: Voice, title: str, keys: str, rows: Iterable[tuple[Cell, ...]], wide: Sequence[str] = ()
) -> Table:
    """Make a table; a column stands right where its cells hold figures."""
    made, names = tuple(rows), keys.split()
    right = {key for at, key in enumerate(names) if any(row[at].value is not None for row in made)}
    columns = tuple(
        Column(_label(voice, key), "right" if key in right else "left", key in wide)
        for key in names
    )
    return Table(text(voice.language, f"reportbook.{title}"), columns, made)


def _label(voice: Voice, key: str) -> str:
    return text_or(voice.language, f"reportbook.{key}") or voice.say(key)


def kpi_table(voice: Voice) -> Table:
    """Give every counted KPI, the worst first."""
    keys = (
        "col_kpi col_scope col_status col_attainment col_actual col_expected col_trend col_streak"
    )
    keys += "" if voice.year_over else " col_forecast col_outlook"
    keys += " col_annual col_last_year col_on_year col_delay col_missing col_reporter"
    counted = worst_first(item for item in voice.assessment.kpis if item.counted)
    scale = voice.scale_of(
        counted, lambda item: (*_reached(item), *_landing(item), item.kpi.last_year)
    )
    rows = (_kpi(voice, item, scale) for item in counted)
    return _without_blanks(full_table(voice, "kpis", keys, rows, ("col_kpi",)))


def _reached(item: KpiFigures) -> tuple[Figure, ...]:
    return item.actual_to_date, item.expected_to_date


def _landing(item: KpiFigures) -> tuple[Figure, ...]:
    return item.forecast, item.kpi.outlook, item.annual


def _shown_landing(voice: Voice, item: KpiFigures) -> tuple[Figure, ...]:
    """Give what a year that is over still has of its landing: the target."""
    return (item.annual,) if voice.year_over else _landing(item)


def _without_blanks(table: Table) -> Table:
    """Leave out the columns in which no row has anything."""
    kept = [
        at
        for at in range(len(table.columns))
        if any(row[at].text != numbers.NONE for row in table.rows) or not table.rows
    ]
    return Table(
        table.caption,
        tuple(table.columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in table.rows),
    )


def _kpi(voice: Voice, item: KpiFigures, scale: Scale) -> tuple[Cell, ...]:
    kpi = item.kpi
    return (
        Cell(voice.name(kpi.id)),
        Cell(voice.name(kpi.scope)),
        voice.kpi_status(item),
        voice.share_cell(item.attainment),
        *(voice.amount_cell(value, kpi, scale) for value in _reached(item)),
        voice.status(item.trend, "trend"),
        voice.count_cell(item.worsening_streak),
        *(voice.amount_cell(value, kpi, scale) for value in _shown_landing(voice, item)),
        voice.amount_cell(kpi.last_year, kpi, scale),
        voice.share_cell(on_year(item)),
        voice.months_cell(item.delay_months),
        voice.count_cell(item.missing_months),
        Cell(voice.reporter(kpi)),
    )


def month_table(voice: Voice, kpis: Sequence[KpiFigures]) -> Table:
    """Give three rows a KPI in the order given: targets, actuals and attainments by month."""
    months = tuple(Column(voice.month(at), "right") for at in range(1, MONTHS + 1))
    columns = (
        Column(_label(voice, "col_kpi"), wide=True),
        Column(_label(voice, "col_row")),
        *months,
    )
    return Table(
        text(voice.language, "reportbook.months"),
        columns,
        tuple(row for item in kpis for row in _months(voice, item)),
    )


def _months(voice: Voice, item: KpiFigures) -> Iterable[tuple[Cell, ...]]:
    def row(
        key: str, values: Iterable[float | None], say: Callable[[float], str]
    ) -> tuple[Cell, ...]:
        return (
            Cell(voice.name(item.kpi.id)),
            Cell(_label(voice, key)),
            *(Cell("" if value is None else say(value), value=value) for value in values),
        )

    targets = [month.target for month in item.monthly]
    actuals = [month.actual for month in item.monthly]
    scale = voice.scale((*targets, *actuals))
    for key, values in (("col_target", targets), ("col_actual_month", actuals)):
        yield row(key, values, lambda value: voice.quantity(value, item.kpi, scale))
    yield row("col_attainment", (month.attainment for month in item.monthly), numbers.percent)


def operation_table(voice: Voice) -> Table:
    """Give every operation in the plan's order."""
    keys = (
        "col_operation col_status col_driver col_progress col_planned col_overdue "
        "col_due_soon col_tactics col_digital col_owner"
    )
    rows = (_operation(voice, item) for item in voice.assessment.operations)
    return full_table(voice, "operations", keys, rows, ("col_operation", "col_driver"))


def _operation(voice: Voice, item: OperationFigures) -> tuple[Cell, ...]:
    roll = item.roll
    return (
        Cell(voice.name(item.operation.id)),
        voice.rolled_status(roll),
        Cell(voice.name(roll.driver) if roll.driver else numbers.NONE),
        voice.share_cell(roll.progress),
        voice.share_cell(roll.planned),
        *map(voice.count_cell, (roll.overdue, roll.due_soon, item.tactic_count)),
        voice.share_cell(item.digital_share),
        Cell(voice.owner(item.operation.owner)),
    )


def tactic_table(voice: Voice) -> Table:
    """Give every counted tactic in the plan's order, with its money."""
    keys = (
        "col_tactic col_operation col_channel col_status col_driver col_progress col_planned "
        "col_overdue col_due_soon"
    )
    keys += " col_budget col_spent col_used col_owner"
    counted = [item for item in voice.assessment.tactics if item.counted]
    scale = voice.scale(value for item in counted for value in (item.budget, item.spent))
    rows = (_tactic(voice, item, scale) for item in counted)
    return full_table(voice, "tactics", keys, rows, ("col_tactic", "col_operation", "col_driver"))


def _tactic(voice: Voice, item: TacticFigures, scale: Scale) -> tuple[Cell, ...]:
    tactic, roll = item.tactic, item.roll
    used = item.spent / item.budget if item.budget and item.spent is not None else None
    return (
        Cell(voice.name(tactic.id)),
        Cell(voice.name(tactic.operation) or numbers.NONE),
        Cell(voice.word("channel", tactic.channel) or numbers.NONE),
        voice.rolled_status(roll),
        Cell(voice.name(roll.driver) if roll.driver else numbers.NONE),
        voice.share_cell(roll.progress),
        voice.share_cell(roll.planned),
        *map(voice.count_cell, (roll.overdue, roll.due_soon)),
        voice.money_cell(item.budget, scale),
        voice.money_cell(item.spent, scale),
        Cell(numbers.percent(used), "bad" if used is not None and used > 1 else "", used),
        Cell(voice.owner(tactic.owner)),
    )


def action_table(voice: Voice) -> Table:
    """Give every counted action in the plan's order."""
    keys = "col_action col_tactic col_owner col_state col_start col_end col_percent col_planned"
    rows = (_action(voice, item) for item in voice.assessment.actions if item.counted)
    return full_table(voice, "actions", keys, rows, ("col_action", "col_tactic"))


def _action(voice: Voice, item: ActionFigures) -> tuple[Cell, ...]:
    action = item.action
    return (
        Cell(voice.task(action)),
        Cell(voice.name(action.tactic) or numbers.NONE),
        Cell(voice.owner(action.owner)),
        voice.status(item.state, "action_state"),
        voice.day_cell(action.start),
        voice.day_cell(action.end),
        voice.share_cell(item.percent),
        voice.share_cell(item.planned),
    )


def people_table(voice: Voice) -> Table:
    """Give everybody who answers for something."""
    keys = (
        "col_person col_department col_kpis col_actions col_overdue col_due_soon col_missing "
        "col_not_typed"
    )
    busy = (
        item for item in voice.assessment.people if item.kpis or sum(item.action_counts.values())
    )
    return full_table(
        voice, "people", keys, (_person(voice, item) for item in busy), ("col_not_typed",)
    )


def _person(voice: Voice, item: PersonFigures) -> tuple[Cell, ...]:
    missing = voice.say("list_join").join(map(voice.name, item.missing))
    counts = (
        len(item.kpis),
        sum(item.action_counts.values()),
        item.overdue,
        item.due_soon,
        len(item.missing),
    )
    return (
        Cell(voice.owner(item.name)),
        Cell(item.department or numbers.NONE),
        *map(voice.count_cell, counts),
        Cell(missing or numbers.NONE),
    )


def finding_table(voice: Voice, problems: Iterable[Problem]) -> Table:
    """Give what is wrong with the file, then with the plan: where, what, what to do."""
    keys = "col_severity col_place col_message col_hint col_code"
    rows = (_finding(voice, item) for item in (*problems, *voice.assessment.lint))
    return full_table(voice, "findings", keys, rows, ("col_message", "col_hint"))


def _finding(voice: Voice, item: Problem) -> tuple[Cell, ...]:
    language = voice.language
    return (
        Cell(problems_text.severity_word(item, language), tone_of(item.severity)),
        Cell(problems_text.where(item) or numbers.NONE),
        Cell(problems_text.message(item, language)),
        Cell(problems_text.hint(item, language) or numbers.NONE),
        Cell(item.code),
    )
