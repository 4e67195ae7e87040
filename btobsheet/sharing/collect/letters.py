"""Letters to those who are still to answer, mend or catch up: a text, and a draft with the
person's own part attached.

A letter speaks of the very workbook that it brings: its cells are those of the attached file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from btobsheet.plan.lookup import Lookup, name_key
from btobsheet.plan.model import Plan
from btobsheet.plan.returned import Answer
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import base_name, clean, one_line
from btobsheet.reports.numbers import day as day_text
from btobsheet.reports.reminders import DAYS_TO_ANSWER, Reminder, answer_by
from btobsheet.wording import text

_SILENT: Final = ("absent", "untouched")
"""How an answer stands where nothing came, or nothing was filled in."""


@dataclass(frozen=True)
class Attachment:
    """The workbook a letter brings: its name, its bytes, what tells them again, and how many
    errors are marked in it.
    """

    name: str
    data: bytes
    key: str
    errors: int = 0


@dataclass(frozen=True)
class Written:
    """A letter in words: whom it is for, the subject, and the text below that."""

    name: str
    address: str
    subject: str
    body: str

    def file(self, language: str) -> bytes:
        """Give it as a text file: as reminders are written, for Notepad and to be pasted."""
        first = text(language, "collect.text_subject", subject=self.subject)
        said = f"{first}\n\n{self.body}"
        return b"\xef\xbb\xbf" + said.replace("\n", "\r\n").encode("utf-8", "replace")


def write_letter(
    plan: Plan,
    people: Sequence[str],
    answer: Answer | None,
    attachment: Attachment,
    reminders: Iterable[Reminder],
    day: dt.date,
    language: str,
    unread: str = "",
) -> Written | None:
    """Write to those a part is for, the first one of them being addressed; None where nothing is
    wanted of them. ``answer`` is None where no parts were handed out; ``unread`` is a file of
    theirs that cannot be opened.
    """
    wanted = {name_key(name): name for name in people}
    asked = [one for one in reminders if one.owner and name_key(one.owner) in wanted]
    lead = [*_lead(answer, attachment, plan, day, language, unread)] if answer else []
    if not asked and not _is_pressing(answer, attachment):
        return None
    person = Lookup.of(plan).person(people[0]) if people else None
    name = person.name if person else people[0] if people else ""
    title = _title(plan, language)
    lines = [text(language, "report.remind_dear", name=one_line(name)), "", *lead]
    if asked:
        by = answer.due if answer and answer.due and answer.due >= day else None
        lines += [_intro(attachment, plan, day, by, language), "", *_asked(asked, language)]
    lines += [text(language, "report.remind_how"), ""]
    subject = text(language, "collect.subject", title=title)
    address = person.email.strip() if person else ""
    return Written(name, address, one_line(subject), clean("\n".join(lines)))


def _is_pressing(answer: Answer | None, attachment: Attachment) -> bool:
    if answer is None:
        return False
    return attachment.errors > 0 or answer.state in _SILENT


def _lead(
    answer: Answer,
    attachment: Attachment,
    plan: Plan,
    day: dt.date,
    language: str,
    unread: str,
) -> Iterator[str]:
    """Say how it stands with the part."""
    title = _title(plan, language)
    details = {"title": title, "file": one_line(base_name(attachment.name))}
    details["sent"] = one_line(base_name(unread))
    state = "unread" if unread and answer.state == "absent" else answer.state
    yield text(language, f"collect.lead_{state}", **details)
    if answer.state in _SILENT and answer.due:
        due = day_text(answer.due, language, day.year)
        yield text(language, "collect.lead_late" if answer.late else "collect.lead_due", due=due)
    if attachment.errors:
        yield text(
            language, "collect.lead_errors", count=attachment.errors, tab=text(language, "mark.tab")
        )
    yield ""


def _title(plan: Plan, language: str) -> str:
    return one_line(plan.settings.title) or text(language, "report.untitled")


def _intro(
    attachment: Attachment, plan: Plan, day: dt.date, due: dt.date | None, language: str
) -> str:
    """Say from when and of which file all is, and by when it is wanted: by the due date, else
    within some days.
    """
    by = day_text(due or answer_by(day, plan.free_days), language, day.year)
    details = {"file": one_line(base_name(attachment.name)), "days": DAYS_TO_ANSWER}
    key = "collect.intro_due" if due else "report.remind_intro"
    return text(language, key, day=day_text(day, language, day.year), by=by, **details)


def _asked(asked: Sequence[Reminder], language: str) -> Iterator[str]:
    """Say what is asked for, person by person where there are several."""
    for one in asked:
        if len(asked) > 1:
            yield text(language, "collect.of_person", name=one_line(one.owner))
        for heading, said in one.parts:
            yield from (heading, *said, "")
