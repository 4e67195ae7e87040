"""The letters of a round, as files: each a text and a draft, with the part that goes along."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from typing import Final

from btobsheet.excel.read.reader import read_workbook
from btobsheet.plan.lookup import name_key, people_by_name
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Person
from btobsheet.plan.returned import Answer
from btobsheet.plan.split import By, Part
from btobsheet.plan.split import split as split_plan
from btobsheet.reports.document import base_name
from btobsheet.sharing.collect.doors import Call, Doors
from btobsheet.sharing.collect.folder import Dropped
from btobsheet.sharing.collect.letters import Attachment, Written, write_letter
from btobsheet.sharing.collect.mail import Attached, draft, is_address
from btobsheet.sharing.collect.names import inside, output_name
from btobsheet.sharing.collect.results import Letter, Marked
from btobsheet.sharing.collect.shelf import Output, Shelf
from btobsheet.sharing.collect.state import digest_of, key_of
from btobsheet.sharing.returned import Returned, to_key
from btobsheet.sharing.split import Handed, split_book
from btobsheet.status.asked import has_left
from btobsheet.wording import text

Master = tuple[str, bytes, str]
"""A workbook to make parts of: its name, its bytes, and what tells them again."""
_NOBODY: Final = "nobody"


class Sending:
    """Who is written to, with what."""

    def __init__(
        self,
        call: Call,
        doors: Doors,
        shelf: Shelf,
        plan: Plan,
        language: str,
        day: dt.date,
        how: str,
    ) -> None:
        """Take what all letters share; ``how`` tells the call again, but for its day."""
        self.call = call
        self.doors = doors
        self.shelf = shelf
        self.plan = plan
        self.language = language
        self.day = day
        self.how = how
        self.taken: list[str] = []
        self.due = call.due

    def send(
        self,
        returned: Returned,
        files: Mapping[str, Dropped],
        marked: Mapping[str, Marked],
        master: Master,
        merged: bytes,
    ) -> tuple[Letter, ...]:
        """Write all letters; without parts handed out, a part of the merged workbook goes along."""
        answers = [one for one in returned.answers if one.to and not one.older]
        letters: list[Letter] = []
        if answers:
            parts = {to_key(one.to): one for one in split_plan(self.plan, returned.by)[0]}
            absent = [one for one in answers if not one.file]
            self.due = next((one.due for one in absent if one.due), self.call.due)
            wanted = {to_key(one.to) for one in absent}
            fresh = self._parts(
                master, returned.by, [one for key, one in parts.items() if key in wanted]
            )
            for answer in answers:
                attachment = self._attachment(answer, files, marked, fresh)
                people = _people(answer, parts.get(to_key(answer.to)))
                unread = _unread(answer, returned)
                letters += self._letter(
                    answer.title, to_key(answer.to), people, answer, attachment, unread
                )
        else:
            source = self.call.master, merged, digest_of(merged)
            whole = split_plan(read_workbook(merged, self.call.master).plan, "owner")[0]
            parts = {to_key(one.to): one for one in whole}
            for key, attachment in self._parts(source, "owner", whole).items():
                letters += self._letter(parts[key].title, key, parts[key].people, None, attachment)
        return (*letters, *self._nobody(merged))

    def _parts(self, source: Master, by: By, parts: Sequence[Part]) -> Mapping[str, Attachment]:
        """Make parts of a workbook, by their keys, and write them; those that stand are not made
        again.
        """
        made: dict[str, Handed] = {}
        wanted = {to_key(one.to) for one in parts}

        def part(key: str) -> bytes:
            if not made:
                made.update(self._split(source, by, wanted))
            return made[key].data

        found: dict[str, Attachment] = {}
        folder = output_name(self.language, "parts")
        for one in parts:
            key = to_key(one.to)
            name = inside(folder, f"{self.plan.settings.title}_{one.title}.xlsx", self.taken)
            self.taken.append(name)
            # the day of handing out stands in it too, but is no reason to make it again
            tells = key_of(self.how, source[2], by, one.to, self.due)
            path = self.shelf.put(Output(name, tells, partial(part, key)))
            found[key] = Attachment(path.rpartition("/")[2], self.shelf.data(name), tells)
        return found

    def _split(self, source: Master, by: By, wanted: set[str]) -> Mapping[str, Handed]:
        made = split_book(
            source[1],
            by,
            lambda plan: self.doors.judge(plan, self.day),
            self.call.real_day,
            due=self.due,
            name=source[0],
            wanted=lambda to: to_key(to) in wanted,
        )
        return {to_key(one.part.to): one for one in made.files}

    def _attachment(
        self,
        answer: Answer,
        files: Mapping[str, Dropped],
        marked: Mapping[str, Marked],
        fresh: Mapping[str, Attachment],
    ) -> Attachment | None:
        """Give the person's own part: what they sent, marked where there are errors, or a new one
        where nothing came.
        """
        if not answer.file:
            return fresh.get(to_key(answer.to))
        one, wrong = files[answer.file], marked.get(answer.file)
        if wrong and wrong.path:
            data = (self.shelf.out / wrong.path).read_bytes()
            return Attachment(one.name, data, digest_of(data), wrong.errors)
        return Attachment(one.name, one.data, one.digest, wrong.errors if wrong else 0)

    def _letter(
        self,
        title: str,
        key: str,
        people: Sequence[str],
        answer: Answer | None,
        attachment: Attachment | None,
        unread: str = "",
    ) -> Sequence[Letter]:
        people = [one for one in people if not self._is_gone(one)]
        if attachment is None or not people:  # who has left is asked for nothing
            return ()
        reminders = self.doors.reminders(attachment.data, attachment.name, self.day)
        made = write_letter(
            self.plan, people, answer, attachment, reminders, self.day, self.language, unread
        )
        if made is None:
            return ()
        said = self._put(title, "txt", digest_of(made.file(self.language)), made.file)
        tells = key_of(self.call.version, made.name, made.address, made.subject, made.body)
        path = self._put(
            title,
            "eml",
            key_of(tells, attachment.key, attachment.name, self.day),
            lambda _: _drafted(made, attachment, self.day),
        )
        address = made.address if is_address(made.address) else ""
        return (Letter(title, key, made.name, address, path, said),)

    @cached_property
    def _known(self) -> Mapping[str, Person]:
        return people_by_name(self.plan.people)

    def _is_gone(self, name: str) -> bool:
        return has_left(self._known.get(name_key(name)), self.day)

    def _nobody(self, merged: bytes) -> Sequence[Letter]:
        """Write down what nobody owns: a text for the planner alone."""
        made = self.doors.reminders(merged, self.call.master, self.day)
        found = next((one for one in made if not one.owner), None)
        if found is None:
            return ()
        title = text(self.language, "report.no_owner")
        path = self._put(title, "txt", key_of(found.text), lambda _: found.data)
        return (Letter(title, _NOBODY, "", "", "", path),)

    def _put(self, title: str, suffix: str, key: str, make: Callable[[str], bytes]) -> str:
        folder = output_name(self.language, "letters")
        name = inside(folder, f"{title}.{suffix}", self.taken)
        self.taken.append(name)
        return self.shelf.put(Output(name, key, lambda: make(self.language)))


def _unread(answer: Answer, returned: Returned) -> str:
    """Find a file that cannot be opened and bears the title of a part nothing came for."""
    title = name_key(answer.title)
    files = (error.file for error in returned.failures)
    return next((one for one in files if title and title in name_key(base_name(one))), "")


def _people(answer: Answer, part: Part | None) -> Sequence[str]:
    return part.people if part and part.people else (answer.to,)


def _drafted(made: Written, attachment: Attachment, day: dt.date) -> bytes:
    part = Attached(attachment.name, attachment.data)
    return draft(made.name, made.address, made.subject, made.body, (part,), day)
