"""A reminder a person, ready to be sent: what to type into which cells, what is late, what is
wanted, and by when.

Texts are UTF-8 with a byte-order mark and CRLF line ends: Windows' Notepad shows them right in
every version, and they can be pasted into any mail program.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from unicodedata import normalize

from btobsheet.plan.calendar import working_days
from btobsheet.plan.lookup import name_key
from btobsheet.plan.records import Record, Review
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.reports import numbers
from btobsheet.reports import problems as problems_text
from btobsheet.reports.document import base_name, clean, one_line
from btobsheet.reports.explain.cells import cell_of
from btobsheet.reports.status.people import LATE
from btobsheet.reports.voice import Voice
from btobsheet.status.actions import due_soon
from btobsheet.status.asked import has_left, is_unexplained
from btobsheet.status.figures import ActionFigures, Assessment, KpiFigures
from btobsheet.status.people import is_missing

DAYS_TO_ANSWER = 5
"""Working days people have to answer."""
LONGEST_NAME = 60
FORBIDDEN = '\\/:*?"<>|'
RESERVED = (
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)),
)
"""Names that Windows keeps for itself, whatever their ending."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One person's reminder.

    ``owner`` is blank for what nobody owns; ``file_name`` is safe everywhere; ``email`` as planned.
    ``parts`` are what the letter asks for: a heading with its lines each.
    """

    owner: str
    email: str
    file_name: str
    text: str
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def data(self) -> bytes:
        """Give the text as it is written to a file."""
        return b"\xef\xbb\xbf" + self.text.replace("\n", "\r\n").encode("utf-8")


def reminders(
    assessment: Assessment, problems: Sequence[Problem] = (), file: str = "", language: str = ""
) -> tuple[Reminder, ...]:
    """Give a reminder for everybody who has something to type, mend, catch up with or explain, in
    the order of the plan's people.
    """
    voice = Voice(assessment, language or assessment.plan.language)
    asked = [_Asked(voice, name, tuple(problems)) for name in _names(voice)]
    made: list[Reminder] = []
    for one in asked:
        parts = tuple(one.parts())
        if parts:
            taken = {item.file_name.casefold() for item in made}
            made.append(
                Reminder(
                    one.name,
                    one.email,
                    free_name(one.name or voice.say("no_owner"), taken),
                    _letter(one, parts, file),
                    parts,
                )
            )
    return tuple(made)


def answer_by(as_of: dt.date, free: frozenset[dt.date]) -> dt.date:
    """Give the fifth working day after a day."""
    day = as_of
    while working_days(as_of, day, free) - working_days(as_of, as_of, free) < DAYS_TO_ANSWER:
        day += dt.timedelta(days=1)
    return day


def free_name(owner: str, taken: Iterable[str]) -> str:
    """Give a person's file name that every file system bears and none here has (without case)."""
    plain = "".join(
        "_" if char in FORBIDDEN or not char.isprintable() else char
        for char in normalize("NFC", one_line(owner))
    )
    stem = plain[:LONGEST_NAME].strip(" .") or "_"
    if stem.partition(".")[0].strip().casefold() in RESERVED:
        stem = f"_{stem}"
    name, number = f"{stem}.txt", 2
    while name.casefold() in set(taken):
        name, number = f"{stem} ({number}).txt", number + 1
    return name


def _names(voice: Voice) -> tuple[str, ...]:
    """Give everybody the plan names who has not left, and a blank for what nobody owns."""
    day = voice.assessment.as_of
    here = (item for item in voice.assessment.people if not has_left(item.person, day))
    return (*(item.name for item in here if item.name), "")


class _Asked:
    """What one person is asked for, as parts of a letter: a heading with its lines."""

    def __init__(self, voice: Voice, name: str, problems: tuple[Problem, ...]) -> None:
        self.voice = voice
        self.name = name
        self.problems = problems
        self._key = name_key(voice.person(name))

    @property
    def email(self) -> str:
        found = self.voice.lookup.person(self.name) if self.name else None
        return found.email if found else ""

    def parts(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        """Give the parts that have lines."""
        lookup, assessment = self.voice.lookup, self.voice.assessment
        kpis = [
            item
            for item in assessment.kpis
            if item.counted and self._is_mine(lookup.reporter(item.kpi))
        ]
        actions = [
            item for item in assessment.actions if item.counted and self._is_mine(item.action.owner)
        ]
        late = [item for item in actions if item.state in LATE]
        soon = [item for item in actions if item.state not in LATE and self._is_near(item)]
        groups: tuple[tuple[str, Iterable[str]], ...] = (
            ("type", (line for item in kpis if is_missing(item) for line in self._missing(item))),
            ("late", map(self._action, late)),
            ("soon", map(self._action, soon)),
            ("explain", map(self._red, filter(self._unexplained, kpis))),
            ("moves", map(self._move, filter(self._is_my_move, assessment.plan.reviews))),
            ("mend", map(self._problem, self._mine_to_mend(kpis, actions))),
        )
        for key, said in groups:
            if lines := tuple(said):
                yield self.voice.say(f"remind_{key}", count=len(lines)), lines

    def _is_my_move(self, item: Review) -> bool:
        return item.state != "done" and self._is_mine(item.owner)

    def _is_mine(self, name: str) -> bool:
        return name_key(self.voice.person(name)) == self._key

    def _is_near(self, item: ActionFigures) -> bool:
        assessment = self.voice.assessment
        return due_soon(item, assessment.as_of, assessment.plan.settings.due_soon_days)

    def _unexplained(self, item: KpiFigures) -> bool:
        return is_unexplained(item, self.voice.assessment, self.voice.lookup)

    def _missing(self, item: KpiFigures) -> Iterable[str]:
        kpi, say = item.kpi, self.voice.say
        yield say("remind_kpi", kpi=self.voice.name(kpi.id), unit=kpi.unit or "-")
        for index in item.missing:
            cell = cell_of(kpi, f"actual.{self.voice.assessment.plan.months[index - 1]}")
            yield say("remind_month", month=self.voice.month(index), cell=cell or "-")
        if kpi.definition:
            yield say("remind_definition", definition=one_line(kpi.definition))
        if kpi.source:
            yield say("remind_source", source=one_line(kpi.source))

    def _action(self, item: ActionFigures) -> str:
        action = item.action
        cell = cell_of(action, "status") or cell_of(action, "id")
        details = {
            "end": self.voice.day(action.end),
            "percent": numbers.percent(item.percent),
            "cell": cell or "-",
        }
        return self.voice.say(
            "remind_action",
            action=one_line(self.voice.task(action)),
            state=self.voice.word("action_state", item.state),
            **details,
        )

    def _red(self, item: KpiFigures) -> str:
        figures = numbers.percent(item.attainment)
        words = [self.voice.word("kpi_status", item.status)]
        words += [self.voice.word("trend", item.trend)] if item.trend == "worsening" else []
        status = self.voice.say("list_join").join(words)
        return self.voice.say(
            "remind_red", kpi=self.voice.name(item.kpi.id), status=status, attainment=figures
        )

    def _move(self, item: Review) -> str:
        about = self.voice.name(item.kpi or item.tactic) or item.id
        return self.voice.say(
            "remind_move",
            about=about,
            move=one_line(item.next_action or item.result) or "-",
            due=self.voice.day(item.due),
        )

    def _mine_to_mend(
        self, kpis: Sequence[KpiFigures], actions: Sequence[ActionFigures]
    ) -> Iterable[Problem]:
        """Give the errors in the rows of a person's KPIs and actions."""
        records: tuple[Record, ...] = (
            *(item.kpi for item in kpis),
            *(item.action for item in actions),
        )
        rows = {
            (record.origin.sheet, str(record.origin.row)) for record in records if record.origin
        }
        for problem in self.problems:
            place = problem.place
            if (
                problem.severity == "error"
                and place
                and (place.sheet, place.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) in rows
            ):
                yield problem

    def _problem(self, item: Problem) -> str:
        language = self.voice.language
        return self.voice.say(
            "remind_problem",
            cell=problems_text.where(item),
            message=problems_text.message(item, language),
            hint=problems_text.hint(item, language),
        )


def _letter(asked: _Asked, parts: Sequence[tuple[str, tuple[str, ...]]], file: str) -> str:
    voice = asked.voice
    plan = voice.assessment.plan
    title = plan.settings.title or voice.say("untitled")
    name = one_line(asked.name) or voice.say("no_owner")
    day = voice.day(voice.assessment.as_of)
    by = voice.day(answer_by(voice.assessment.as_of, plan.free_days))
    shown = one_line(base_name(file)) or title
    lines = [
        voice.say("remind_subject", title=one_line(title)),
        "",
        voice.say("remind_dear" if asked.name else "remind_nobody", name=name),
        "",
        voice.say("remind_intro", day=day, file=shown, by=by, days=DAYS_TO_ANSWER),
        "",
    ]
    for heading, said in parts:
        lines += [heading, *said, ""]
    return clean("\n".join([*lines, voice.say("remind_how"), ""]))
