"""The summary of a round as a document: who has answered, what to do next, and links to all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

from btobsheet.layout.look import Tone
from btobsheet.plan.returned import Answer
from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Lines,
    Paragraph,
    Table,
    base_name,
    one_line,
)
from btobsheet.reports.numbers import long_day
from btobsheet.reports.problems import message
from btobsheet.sharing.collect.results import Left, Letter, Round
from btobsheet.sharing.returned_report import (
    answer_columns,
    answer_row,
    counted,
    failure_line,
)
from btobsheet.wording import text

MOST_PASSED: Final = 20


def compose_page(made: Round, *, links: bool = True) -> Document:
    """Say how the round stands; without ``links`` for who reads it beside the output folder: the
    letters are counted, not listed.
    """
    page = _Page(made, links)
    day = long_day(made.returned.day, made.language)
    folder = one_line(base_name(made.folder.rstrip("/\\")) or made.folder)
    subtitle = page.say("subtitle", day=day, master=_base(made.returned.master), folder=folder)
    title = one_line(made.title) or text(made.language, "report.untitled")
    return Document(page.say("title", title=title), subtitle, made.language, tuple(page.blocks()))


class _Page:
    def __init__(self, made: Round, links: bool) -> None:
        self.made = made
        self.links = links

    def say(self, key: str, /, **details: object) -> str:
        return text(self.made.language, f"collect.{key}", **details)

    def blocks(self) -> Iterator[Block]:
        yield from self._first()
        yield Heading(self.say("open"))
        yield Lines(tuple(self._outputs()))
        yield Heading(self.say("answers"))
        yield Paragraph(counted(self.made.returned, self.made.language))
        if self.made.returned.answers:
            yield self._answers()
        if self.made.letters and self.links:
            yield Heading(self.say("letters"))
            yield Paragraph(self.say("letters_how"))
            yield self._letters()
        for key, lines in self._told():
            if lines:
                yield Heading(self.say(key))
                yield Bullets(tuple(lines))

    def _first(self) -> Iterator[Block]:
        """Say what is to be done first, then the figures."""
        made, joined = self.made, self.made.joined
        todo = list(self._todo())
        tone: Tone = "bad" if made.returned.failures else "warn" if todo else "good"
        lead = self.say("todo", count=len(todo)) if todo else self.say("nothing_todo")
        yield Callout(lead, tuple(todo), tone)
        newest = [one for one in made.returned.answers if not one.older]
        # a whole copy beside the parts is nobody's answer
        current = [one for one in newest if one.to] or newest
        came = sum(one.state in ("answered", "unknown") for one in current)
        late = sum(one.late for one in current)
        figures: Sequence[tuple[str, str, Tone]] = (
            ("answered", f"{came} / {len(current)}", ""),
            ("late", str(late), "bad" if late else ""),
            ("errors", str(len(made.marked)), "warn" if made.marked else ""),
            ("changes", str(joined.changes), ""),
            ("conflicts", str(joined.conflicts), "warn" if joined.conflicts else ""),
        )
        yield KeyFigures(
            tuple(
                KeyFigure(self.say(f"figure_{key}"), value, "", tone)
                for key, value, tone in figures
            )
        )

    def _todo(self) -> Iterator[str]:
        made, joined = self.made, self.made.joined
        if made.returned.failures:
            yield self.say("todo_failures", count=len(made.returned.failures))
        if joined.conflicts:
            tab = text(made.returned.plan.language, "merge.tab")
            details = {"count": joined.conflicts, "file": made.merged, "tab": tab}
            yield self.say("todo_conflicts", **details)
        if joined.carried:
            yield self.say("todo_carried", count=joined.carried, file=made.merged)
        if joined.unplaced:
            yield self.say("todo_unplaced", count=joined.unplaced, file=made.merge_page)
        refused = sum(one.refused is not None for one in joined.left)
        if refused:
            yield self.say("todo_refused", count=refused)
        if made.returned.strangers:
            yield self.say("todo_strangers", count=len(made.returned.strangers))
        if made.marked:
            yield self.say("todo_marked", count=len(made.marked))
        drafts = sum(bool(one.draft) for one in made.letters)
        if drafts:
            yield self.say("todo_letters", count=drafts)

    def _outputs(self) -> Iterator[Cell]:
        made = self.made
        for key, path in (
            ("merged", made.merged),
            ("report", made.report),
            ("merge_page", made.merge_page),
        ):
            shown = self.say(f"output_{key}", file=path, copies=made.joined.copies)
            yield Cell(shown, link=self._link(path))

    def _answers(self) -> Table:
        made, returned = self.made, self.made.returned
        columns = (*answer_columns(made.language), self._column("marked"))
        rows = tuple((*self._row(one), self._marked(one)) for one in returned.answers)
        note = text(made.language, "split.changed_note")
        return Table(text(made.language, f"split.by_{returned.by}"), columns, rows, note)

    def _row(self, one: Answer) -> tuple[Cell, ...]:
        *cells, file = answer_row(one, self.made.returned.day.year, self.made.language)
        return (*cells, Cell(file.text, link=self._link_to_copy(one.file)))

    def _marked(self, one: Answer) -> Cell:
        found = None if one.older else self.made.marked_of(one.file)
        if found is None:
            return Cell("-")
        key = "marked" if found.path else "unmarked"
        shown = self.say(key, count=found.errors)
        return Cell(shown, "warn", link=self._link(found.path))

    def _letters(self) -> Table:
        columns = tuple(self._column(one) for one in ("letter_for", "address", "draft", "text"))
        rows = tuple(self._letter(one) for one in self.made.letters)
        return Table(self.say("letters_caption"), columns, rows)

    def _letter(self, one: Letter) -> tuple[Cell, ...]:
        no_address = Cell(self.say("no_address"), "warn") if one.draft else Cell("-")
        return (
            Cell(one.title),
            Cell(one.address) if one.address else no_address,
            self._file(one.draft),
            self._file(one.text),
        )

    def _file(self, path: str) -> Cell:
        return Cell(base_name(path) or "-", link=self._link(path))

    def _column(self, key: str) -> Column:
        return Column(self.say(f"col_{key}"), wide=key == "marked")

    def _told(self) -> Iterator[tuple[str, list[str]]]:
        made = self.made
        returned = made.returned
        language = made.language
        yield "failures", [failure_line(one, language) for one in returned.failures]
        yield "versions", [*map(self._left, made.joined.left), *self._apart()]
        yield (
            "strangers",
            [
                text(language, "split.stranger", file=_base(file), title=one_line(title) or "-")
                for file, title in returned.strangers
            ],
        )
        yield "passed", [*self._passed()]
        yield "edited", [self.say("edited_line", file=one) for one in made.edited]

    def _left(self, one: Left) -> str:
        if one.refused:
            said = message(one.refused, self.made.language)
            return self.say("left_refused", file=_base(one.file), message=said)
        return self.say("left_older", file=_base(one.file), newer=_base(one.newer))

    def _apart(self) -> Iterator[str]:
        """Name the older files that were merged all the same."""
        out = {one.file for one in self.made.joined.left}
        for one in self.made.returned.answers:
            if one.older and one.file not in out:
                yield self.say("apart", file=_base(one.file))

    def _passed(self) -> Iterator[str]:
        passed = self.made.passed
        for one in passed[:MOST_PASSED]:
            yield self.say(f"passed_{one.kind}", file=one_line(one.name))
        if len(passed) > MOST_PASSED:
            yield self.say("passed_more", count=len(passed) - MOST_PASSED)

    def _link(self, path: str) -> str:
        return quote(os.fsencode(path)) if path and self.links else ""

    def _link_to_copy(self, file: str) -> str:
        """Give the way from the page to a copy; nothing where there is none (another drive)."""
        if not file or not self.links:
            return ""
        try:
            way = os.path.relpath(os.path.realpath(file), os.path.realpath(self.made.out))
        except ValueError:
            return ""
        return quote(os.fsencode(way.replace(os.sep, "/")))


def _base(file: str) -> str:
    return one_line(base_name(file))
