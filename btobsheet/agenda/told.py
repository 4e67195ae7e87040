"""What an entry of the calendar says about its action, in one language."""

from __future__ import annotations

from collections.abc import Iterator

from btobsheet.plan.lookup import Lookup
from btobsheet.plan.records import Action
from btobsheet.plan.words import labelled, number_text
from btobsheet.reports import numbers
from btobsheet.reports.document import clean, one_line
from btobsheet.status.figures import ActionFigures, Assessment
from btobsheet.wording import text
from btobsheet.wording.words import label


class Words:
    """Words entries; ``personal`` where all are one person's, whose name need not be said."""

    def __init__(self, assessment: Assessment, language: str, personal: bool) -> None:
        self._assessment = assessment
        self._lookup = Lookup.of(assessment.plan)
        self._language = language
        self._personal = personal

    def _say(self, key: str, **details: object) -> str:
        return text(self._language, f"agenda.{key}", **details)

    def title(self, owner: str) -> str:
        """Name the calendar."""
        title = one_line(self._assessment.plan.settings.title) or self._say("untitled")
        return self._say("title_of", title=title, owner=one_line(owner)) if owner else title

    def task(self, action: Action) -> str:
        """Say what is to be done."""
        return one_line(action.task) or self.tactic(action) or action.id

    def tactic(self, action: Action) -> str:
        """Name the action's tactic."""
        found = self._lookup.tactics.get(action.tactic)
        return one_line(found.name) if found else ""

    def summary(self, item: ActionFigures) -> str:
        """Say what is to be done, by whom where that is not clear, and whether it is."""
        action = item.action
        owner = "" if self._personal else one_line(self._lookup.known_as(action.owner))
        said = self.task(action)
        said = self._say("by", task=said, owner=owner) if owner else said
        return self._say("done", task=said) if item.state == "done" else said

    def description(self, item: ActionFigures) -> str:
        """Say all else, a line each."""
        return "\n".join(self._lines(item))

    def _lines(self, item: ActionFigures) -> Iterator[str]:
        action, lookup = item.action, self._lookup
        tactic = lookup.tactics.get(action.tactic)
        operation = lookup.operations.get(tactic.operation) if tactic else None
        if operation:
            yield self._say("operation", name=one_line(labelled(operation.id, operation.name)))
        if tactic:
            yield self._say("tactic", name=one_line(labelled(tactic.id, tactic.name)))
        if action.owner:
            yield self._say("owner", name=one_line(lookup.known_as(action.owner)))
        state = label("action_state", item.state, self._language)
        if 0 < item.percent < 1:
            state = self._say("so_far", state=state, percent=numbers.percent(item.percent))
        day = numbers.long_day(self._assessment.as_of, self._language)
        yield self._say("state", state=state, day=day)
        if action.phase:
            yield self._say("phase", phase=label("phase", action.phase, self._language))
        if action.times_planned:
            done, planned = (number_text(n or 0) for n in (action.times_done, action.times_planned))
            yield self._say("times", done=done, planned=planned)
        if action.note:
            yield self._say("note", note=clean(action.note).strip())
        yield self._say("from", id=action.id, title=self.title(""))
