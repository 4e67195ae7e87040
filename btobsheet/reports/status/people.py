"""Sections of the report about who does what: actions, people, resources, reviews, problems."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from btobsheet.plan.records import Person, Review
from btobsheet.problems import Problem
from btobsheet.reports import numbers
from btobsheet.reports import problems as problems_text
from btobsheet.reports.document import (
    Block,
    Bullets,
    Cell,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Table,
    tone_of,
)
from btobsheet.reports.voice import Voice, columns_of
from btobsheet.status.actions import due_soon
from btobsheet.status.asked import has_left
from btobsheet.status.figures import ActionFigures, PersonFigures

LATE = ("overdue", "late_start", "behind")
# a report is read, not searched: the rest stands in the workbook and in the JSON
MOST_ACTIONS = 60


def actions(voice: Voice) -> Iterable[Block]:
    """Show what is overdue, late, behind or due soon, by owner."""
    yield Heading(voice.say("actions"))
    found = sorted(
        (item for item in voice.assessment.actions if item.counted and _asks(voice, item)),
        key=_urgency,
    )
    if not found:
        yield Paragraph(voice.say("no_actions"))
        return
    keys = (
        "col_owner",
        "col_state",
        "col_action",
        "col_tactic",
        "col_start",
        "col_end",
        "col_percent",
    )
    columns = columns_of(
        voice, keys, wide=("col_action", "col_tactic"), right=keys[4:], people="col_owner"
    )
    note = voice.say("more", count=len(found) - MOST_ACTIONS) if len(found) > MOST_ACTIONS else ""
    shown = sorted(found[:MOST_ACTIONS], key=lambda item: _action_order(voice, item))
    yield Table(
        voice.say("actions_caption"),
        columns,
        tuple(_action_row(voice, item) for item in shown),
        note,
    )


def _asks(voice: Voice, item: ActionFigures) -> bool:
    return item.state in LATE or due_soon(
        item, voice.assessment.as_of, voice.assessment.plan.settings.due_soon_days
    )


def _urgency(item: ActionFigures) -> tuple[int, dt.date]:
    """Order actions by state, then by end: of too many the most urgent show, whoever owns them."""
    return LATE.index(item.state) if item.state in LATE else len(
        LATE
    ), item.action.end or dt.date.max


def _action_order(voice: Voice, item: ActionFigures) -> tuple[bool, str, tuple[int, dt.date]]:
    return not item.action.owner, voice.person(item.action.owner), _urgency(item)


def _action_row(voice: Voice, item: ActionFigures) -> tuple[Cell, ...]:
    action = item.action
    state = (
        voice.status(item.state, "action_state")
        if item.state in LATE
        else Cell(voice.say("due_soon_state"), "quiet")
    )
    return (
        Cell(voice.owner(action.owner)),
        state,
        Cell(voice.task(action)),
        Cell(voice.bare_name(action.tactic) or numbers.NONE),
        voice.day_cell(action.start),
        voice.day_cell(action.end),
        voice.share_cell(item.percent),
    )


def people(voice: Voice) -> Iterable[Block]:
    """Show who has not typed what, and how many of their actions wait."""
    yield Heading(voice.say("people"))
    asked = tuple(
        item for item in voice.assessment.people if item.missing or item.overdue or item.due_soon
    )
    if not asked:
        yield Paragraph(voice.say("no_people"))
        return
    keys = ("col_person", "col_department", "col_not_typed", "col_overdue", "col_due_soon")
    columns = columns_of(voice, keys, wide=("col_not_typed",), right=keys[3:], people="col_person")
    rows = tuple(_person_row(voice, item) for item in asked)
    note = " ".join(_taken_over(voice, item.person) for item in asked if item.person).strip()
    yield Table(voice.say("people_caption"), columns, rows, note)


def _taken_over(voice: Voice, person: Person) -> str:
    """Say of somebody who left and is still asked for something who has taken over."""
    if not person.successor or not has_left(person, voice.assessment.as_of):
        return ""
    successor = voice.person(person.successor)
    day = voice.day(person.left_on)
    return voice.say("taken_over", name=person.name, day=day, successor=successor)


def _person_row(voice: Voice, item: PersonFigures) -> tuple[Cell, ...]:
    missing = voice.say("list_join").join(_missing(voice, kpi_id) for kpi_id in item.missing)
    return (
        Cell(voice.owner(item.name)),
        Cell(item.department or numbers.NONE),
        Cell(missing or numbers.NONE),
        voice.count_cell(item.overdue),
        voice.count_cell(item.due_soon),
    )


def _missing(voice: Voice, kpi_id: str) -> str:
    found = voice.kpis.get(kpi_id)
    months = voice.months(found.missing) if found else ""
    return (
        voice.say("missing_of", kpi=voice.name(kpi_id), months=months)
        if months
        else voice.name(kpi_id)
    )


def resources(voice: Voice) -> Iterable[Block]:
    """Show the digital share, the budget and what of it is spent."""
    summary = voice.assessment.summary
    used = summary.spent / summary.budget if summary.budget and summary.spent is not None else None
    note = voice.say("spent_note", share=numbers.percent(used)) if used is not None else ""
    if summary.spent_elsewhere:
        elsewhere = voice.say("spent_elsewhere", amount=voice.money(summary.spent_elsewhere))
        note = voice.say("list_join").join(filter(None, (note, elsewhere)))
    budget, spent = voice.moneys(summary.budget, summary.spent)
    yield Heading(voice.say("resources"))
    yield KeyFigures(
        (
            KeyFigure(
                voice.say("digital_share"),
                numbers.percent(summary.digital_share),
                voice.say("digital_note", count=summary.tactic_count),
            ),
            KeyFigure(voice.say("budget"), budget),
            KeyFigure(
                voice.say("spent"),
                spent,
                note,
                "bad" if used is not None and used > 1 else "",
            ),
        )
    )


def decisions(voice: Voice) -> Iterable[Block]:
    """Show the decisions that are wanted; nothing where none is."""
    wanted = tuple(_decision(voice, item) for item in opened_reviews(voice) if item.decision)
    if wanted:
        yield Heading(voice.say("decisions"))
        yield Bullets(wanted)


def reviews(voice: Voice) -> Iterable[Block]:
    """Show the reviews still open, with their next moves."""
    opened = opened_reviews(voice)
    yield Heading(voice.say("reviews"))
    if not opened:
        yield Paragraph(voice.say("no_reviews"))
        return
    keys = ("col_about", "col_result", "col_cause", "col_next", "col_owner", "col_due")
    columns = columns_of(voice, keys, wide=keys[:4], right=("col_due",), people="col_owner")
    yield Table(
        voice.say("reviews_caption"), columns, tuple(_review_row(voice, item) for item in opened)
    )


def opened_reviews(voice: Voice) -> tuple[Review, ...]:
    """Give the reviews that are not done."""
    return tuple(item for item in voice.assessment.plan.reviews if item.state != "done")


def _about(voice: Voice, item: Review) -> str:
    subject = voice.name(item.kpi or item.tactic) or item.id
    return f"{subject} ({voice.dated_month(item.month)})" if item.month else subject


def _decision(voice: Voice, item: Review) -> str:
    return voice.say(
        "decision",
        about=_about(voice, item),
        decision=item.decision,
        owner=voice.owner(item.owner),
        due=voice.day(item.due),
    )


def _review_row(voice: Voice, item: Review) -> tuple[Cell, ...]:
    late = item.due is not None and item.due < voice.assessment.as_of
    texts = (item.result, item.cause, item.next_action)
    return (
        Cell(_about(voice, item)),
        *(Cell(said or numbers.NONE) for said in texts),
        Cell(voice.owner(item.owner)),
        voice.day_cell(item.due, "bad" if late else ""),
    )


def problem_section(kind: str, problems: Sequence[Problem], voice: Voice) -> Iterable[Block]:
    """Show problems in their groups, at most five of a kind.

    ``kind`` is ``lint`` (the plan) or ``problems`` (the file).
    """
    if not problems:
        return
    yield Heading(voice.say(kind))
    yield Paragraph(problems_text.count_line(problems, voice.language))
    rows = [
        row
        for shown, more in problems_text.capped(problems)
        for row in _problem_rows(voice, tuple(shown), more)
    ]
    keys = ("col_severity", "col_message", "col_place", "col_hint")
    yield Table(voice.say(f"{kind}_caption"), columns_of(voice, keys, wide=keys[1:]), tuple(rows))


def _problem_rows(
    voice: Voice, shown: tuple[Problem, ...], more: int
) -> Iterable[tuple[Cell, ...]]:
    for index, item in enumerate(shown):
        severity = problems_text.severity_word(item, voice.language)
        hint = problems_text.hint(item, voice.language)
        told = index and hint == problems_text.hint(shown[index - 1], voice.language)
        yield (
            Cell(f"{severity} {item.code}", tone_of(item.severity)),
            Cell(problems_text.message(item, voice.language)),
            Cell(problems_text.where(item) or numbers.NONE),
            Cell(voice.say("same_hint") if told else hint or numbers.NONE),
        )
    if more:
        yield (Cell(""), Cell(voice.say("more", count=more)), Cell(""), Cell(""))
