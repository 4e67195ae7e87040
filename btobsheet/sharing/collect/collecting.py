"""One round: what lies in the folder -> who has answered, marked copies, one merged workbook, the
report, letters, and a page that links them all.

It has no opinion of its own about a copy: ``returned`` says who has answered and which file is the
older one, ``check`` what is wrong in it, ``merge`` what it brings. Nothing in the folder is
changed, and what has not changed since the last round is not made again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from btobsheet.excel.raw.grid import loaded
from btobsheet.plan.copies import Copy
from btobsheet.problems import UnreadableError, UsageError, count_errors, problem
from btobsheet.reports.document import base_name
from btobsheet.sharing.collect.again import run_key, told_again
from btobsheet.sharing.collect.data import collect_json
from btobsheet.sharing.collect.doors import Call, Doors
from btobsheet.sharing.collect.folder import Dropped, Seen, look
from btobsheet.sharing.collect.joining import (
    join,
    joined,
    kept,
    known,
    open_conflicts,
    superseded,
    with_answers,
)
from btobsheet.sharing.collect.names import INDEX, inside, merged_name, output_name
from btobsheet.sharing.collect.page import compose_page
from btobsheet.sharing.collect.results import Collected, Joined, Left, Marked, Round
from btobsheet.sharing.collect.sending import Sending
from btobsheet.sharing.collect.shelf import Output, Shelf
from btobsheet.sharing.collect.state import (
    State,
    digest_of,
    key_of,
    load_state,
    refuse_foreign,
    save_state,
)
from btobsheet.sharing.opened import refuse_part
from btobsheet.sharing.returned import Returned, answers_to
from btobsheet.sharing.which import read_copy
from btobsheet.system.files import exclusive, make_folder
from btobsheet.system.inputs import SUFFIXES, same_file

_STEPS: Final = 4


def collect_round(call: Call, doors: Doors) -> Collected:
    """Do a round.

    Raises UnreadableError for the master; UsageError: E764 no such folder, E720 an output folder
    that is the folder of copies itself, E040 a file of others where one of ours would stand, E703
    where another round is at work, E760 a master without a plan id, E112 one that is a part; and
    what merging says of a master that it cannot be done with.
    """
    out = Path(call.out)
    if same_file(out, call.folder):
        raise UsageError(problem("E720", value=call.out), call.out)
    seen = look(call.folder, call.master, call.out)
    master = loaded(call.master)
    make_folder(out)
    refuse_foreign(out)
    with exclusive(out / INDEX):
        state = load_state(out)
        shelf = Shelf(out, state, force=call.force)
        run = run_key(call, master, seen)
        if state.run == run and state.told and shelf.intact():
            return told_again(state, call)
        return _Working(call, doors, seen, master, state, shelf).result(run)


class _Working:
    """A round at work."""

    def __init__(
        self,
        call: Call,
        doors: Doors,
        seen: Seen,
        master: bytes,
        state: State,
        shelf: Shelf,
    ) -> None:
        self.call = call
        self.doors = doors
        self.seen = seen
        self.master = master
        self.state = state
        self.shelf = shelf
        self.kept = read_copy(call.master, master)
        plan = self.kept.plan
        if not plan.identity.plan_id:
            raise UsageError(problem("E760"), call.master)
        refuse_part(plan, call.master)
        self.language = call.language or plan.language
        self.day = call.as_of or plan.settings.as_of or call.real_day
        # what an output is made of beside its file: the day only where somebody asked for one,
        # since else every day would make all copies anew
        self.how = key_of(call.version, self.language, call.as_of)
        self.master_key = digest_of(master)
        self.done = 0

    def _step(self, count: int = 1) -> None:
        """Say how far it is: each file is read, checked, merged and written about."""
        self.done += count
        self.doors.watch(self.done, _STEPS * len(self.seen.files))

    def result(self, run: str) -> Collected:
        """Do it, and give what it tells."""
        self.shelf.place(self._fixed(), self.call.master)
        returned, copies = self._returned()
        marked = self._marked(returned, copies)
        made = self._joined(returned, copies)
        report = self._report()
        self._step(len(self.seen.files))
        sending = Sending(
            self.call, self.doors, self.shelf, self.kept.plan, self.language, self.day, self.how
        )
        letters = sending.send(
            returned,
            {one.path: one for one in self.seen.files},
            {one.file: one for one in marked},
            (self.call.master, self.master, self.master_key),
            self.shelf.data(self._merged_name()),
        )
        told = Round(
            title=self.kept.plan.settings.title,
            language=self.language,
            folder=self.call.folder,
            out=self.call.out,
            returned=returned,
            passed=self.seen.passed,
            marked=marked,
            joined=made,
            letters=letters,
            merged=self.shelf.path(self._merged_name()),
            merge_page=self.shelf.path(output_name(self.language, "merge")),
            report=report,
        )
        return self._ended(told, run)

    def _ended(self, told: Round, run: str) -> Collected:
        """Write the page, take away what is over, and keep what the next round needs."""
        self.shelf.clear(coming=INDEX)
        told = replace(told, edited=tuple(sorted(set(self.shelf.edited))))
        page = self.doors.show(compose_page(told)).encode("utf-8", "backslashreplace")
        self.shelf.put(Output(INDEX, digest_of(page), lambda: page))
        said = self.doors.say(compose_page(told, links=False))
        data = collect_json(told)
        digests = {one.digest for one in self.seen.files}
        checked = {one: count for one, count in self.state.checked.items() if one[:64] in digests}
        kept_told = {
            "text": said,
            "data": data,
            "exit_code": told.exit_code,
            "language": self.language,
        }
        save_state(
            self.shelf.out,
            State(dict(self.shelf.placed), checked, self.state.merged, run, kept_told),
        )
        written, removed = tuple(self.shelf.written), tuple(self.shelf.removed)
        data = {**data, "written": list(written), "removed": list(removed)}
        page_path = str(self.shelf.out / self.shelf.path(INDEX))
        return Collected(said, data, told.exit_code, page_path, self.language, written, removed)

    def _fixed(self) -> Sequence[Output]:
        """Give the outputs whose names are known beforehand."""
        names = (
            INDEX,
            self._merged_name(),
            *(output_name(self.language, one) for one in ("report", "merge")),
        )
        return [Output(name, "", bytes) for name in names]

    def _merged_name(self) -> str:
        return merged_name(self.language, self.call.master)

    def _returned(self) -> tuple[Returned, Mapping[str, Copy]]:
        copies: list[Copy] = []
        failures = list(self.seen.failures)
        for one in self.seen.files:
            self._step()
            try:
                copies.append(read_copy(one.path, one.data))
            except UnreadableError as error:
                failures.append(error)

        judge = self.doors.judge
        made = answers_to(self.kept, copies, failures, judge, self.day, due=self.call.due)
        return made, {copy.file: copy for copy in copies}

    def _marked(self, returned: Returned, copies: Mapping[str, Copy]) -> tuple[Marked, ...]:
        """Make a marked copy of each copy with errors; of an older file of a part none."""
        found: list[Marked] = []
        taken: list[str] = []
        folder = output_name(self.language, "marked")
        for answer in returned.answers:
            one = self.seen.file(answer.file)
            self._step(1 if one else 0)
            if one is None or answer.older:
                continue
            errors = self._errors(one)
            if not errors:
                continue
            path = ""
            if one.name.lower().endswith(SUFFIXES):
                name = inside(folder, one.name, taken)
                taken.append(name)
                output = Output(name, key_of(self.how, one.digest), self._marking(one))
                with suppress(UsageError):  # a workbook in which nothing can be written
                    path = self.shelf.put(output)
            found.append(Marked(one.path, errors, path))
        return tuple(found)

    def _marking(self, one: Dropped) -> Callable[[], bytes]:
        return lambda: self.doors.mark(one.data)

    def _errors(self, one: Dropped) -> int:
        """Count a copy's errors; each content is checked once for all rounds."""
        key = f"{one.digest}:{self.how}"
        if key not in self.state.checked:
            self.state.checked[key] = count_errors(self.doors.check(one.data))
        return self.state.checked[key]

    def _joined(self, returned: Returned, copies: Mapping[str, Copy]) -> Joined:
        """Merge what came back, unless the very same was merged before."""
        left = superseded(returned.answers, copies)
        out = {one.file for one in left}
        own = {one.file for one in returned.answers if one.file}
        usable = [one for one in self.seen.files if one.path in own - out]
        name, page = self._merged_name(), output_name(self.language, "merge")
        key = key_of(self.how, self.master_key, [(one.name, one.digest) for one in usable])
        state, shelf = self.state, self.shelf
        if state.merged.get("key") == key and shelf.is_kept(name, key) and shelf.is_kept(page, key):
            for one in (name, page):
                shelf.put(Output(one, key, bytes))
            made = known(state.merged, left)
            if shelf.path(name) in shelf.edited:
                made = replace(made, conflicts=open_conflicts(shelf.data(name)))
            return made
        return self._merge(usable, left, key)

    def _merge(self, usable: Sequence[Dropped], left: tuple[Left, ...], key: str) -> Joined:
        name, page = self._merged_name(), output_name(self.language, "merge")
        outcome, refused = join(self.doors, (self.call.master, self.master), usable)
        outcome, carried = with_answers(outcome, self.shelf.standing(name), name)
        path = self.shelf.put(Output(name, key, lambda: outcome.data))
        told = self.doors.merge_page(outcome, base_name(path)).encode("utf-8", "backslashreplace")
        self.shelf.put(Output(page, key, lambda: told))
        made = joined(outcome, refused, carried)
        self.state.merged = {"key": key, **kept(made)}
        return replace(made, left=(*left, *refused))

    def _report(self) -> str:
        """Report on the merged workbook, on the day."""
        name = output_name(self.language, "report")
        data = self.shelf.data(self._merged_name())
        key = key_of(self.how, self.day, digest_of(data))
        file = base_name(self.shelf.path(self._merged_name()))
        return self.shelf.put(
            Output(
                name,
                key,
                lambda: self.doors.report(data, file, self.day).encode("utf-8", "backslashreplace"),
            )
        )
