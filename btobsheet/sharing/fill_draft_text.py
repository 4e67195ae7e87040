"""The text of a proposed MAP.toml: what is sure as it counts, what is not as a question in a
comment, with the plan's own rows to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from btobsheet.exports.bind import Unbound
from btobsheet.exports.draft import Draft, DraftName
from btobsheet.exports.map import ROWS, Take
from btobsheet.plan.model import Plan
from btobsheet.plan.words import label
from btobsheet.reports.document import one_line
from btobsheet.text.write import toml_text
from btobsheet.wording import text

_SHOWN = 80
_WORDS = 12


def draft_text(draft: Draft, plan: Plan, source: str) -> str:
    """Give the text of the map, in the plan's language."""
    writer = _Writer(plan)
    blocks = [
        writer.head(draft, source),
        writer.tab(draft),
        writer.columns(draft),
        *(writer.names(draft, role) for role in ROWS),
        writer.bound(draft),
        writer.records(draft),
        writer.rows(draft),
    ]
    return "\n\n".join("\n".join(lines) for block in blocks if (lines := list(block))) + "\n"


class _Writer:
    """Writes the parts of a map."""

    def __init__(self, plan: Plan) -> None:
        """Take the plan whose rows are meant, in whose language is asked."""
        self.plan = plan
        self.labels = {kpi.id: label(kpi) for kpi in plan.kpis}

    def say(self, key: str, **details: object) -> str:
        """Word a comment, on one line."""
        return "# " + one_line(text(self.plan.language, f"fill.draft_{key}", **details))

    def head(self, draft: Draft, source: str) -> Iterator[str]:
        """Say what this is, and how many questions there are."""
        yield self.say("head", source=source)
        yield self.say("open" if draft.questions else "whole", count=draft.questions)
        if draft.named:
            yield self.say("named", name=draft.named)

    def tab(self, draft: Draft) -> Iterator[str]:
        """Name the tab of a workbook."""
        if draft.sheet:
            yield f"sheet = {toml_text(draft.sheet)}"

    def columns(self, draft: Draft) -> Iterator[str]:
        """Name the headings that are sure."""
        takes = draft.bound.how.takes if draft.bound else ()
        own = {role: head for take in takes for role, head in take.columns.items() if role in ROWS}
        heads = {**own, **draft.heads}
        if heads:
            yield "[columns]"
            yield from (f"{role} = {toml_text(head)}" for role, head in heads.items())

    def names(self, draft: Draft, role: str) -> Iterator[str]:
        """Say what the data's words mean; ask where that is not sure."""
        found = [one for one in draft.names if one.role == role]
        if found:
            yield f"[{role}]"
            yield from map(self._name, found)

    def _name(self, one: DraftName) -> str:
        if one.id:
            return f"{toml_text(one.text)} = {toml_text(one.id)}  # {one_line(one.label)}"
        asked = self.say("near" if one.near else "which", near=one.near)
        return f'# {toml_text(one.text)} = ""  {asked}'

    def bound(self, draft: Draft) -> Iterator[str]:
        """Give the takes of a named map; those without a KPI as questions."""
        if draft.bound is None:
            return
        items = draft.bound.how.items
        left = [f'{toml_text(text)} = ""  {self.say("left")}' for text in items]
        blocks = [
            *([["[item]", *left]] if left else []),
            *(list(self._take(take)) for take in draft.bound.how.takes),
            *(list(self._unbound(one)) for one in draft.bound.unbound),
        ]
        yield "\n\n".join("\n".join(block) for block in blocks)

    def _take(self, take: Take) -> Iterator[str]:
        yield "[[take]]"
        kpi = take.about.get("kpi", "")
        if kpi:
            yield f"kpi = {toml_text(kpi)}  # {one_line(self.labels.get(kpi, ''))}"
        yield from _rest(take)

    def _unbound(self, one: Unbound) -> Iterator[str]:
        yield self.say("which_kpi", name=one.name)
        yield from (f"# {line}" for line in ("[[take]]", 'kpi = ""', *_rest(one.take)))

    def records(self, draft: Draft) -> Iterator[str]:
        """Ask which KPI the rows of a list count for."""
        if not draft.records:
            return
        yield self.say("records")
        if draft.numbers:
            yield self.say("numbers")
            yield "# [kpi]"
            yield from (f'# {toml_text(head)} = ""' for head in draft.numbers)
        yield self.say("list")
        yield "# [[take]]"
        yield '# kpi = ""'
        yield f"# date = {toml_text(draft.dates[0] if draft.dates else '')}  " + self.say(
            "dates", heads=" / ".join(draft.dates) or "-"
        )
        yield "# count = true"
        if draft.numbers:
            yield f"# value = {toml_text(draft.numbers[0])}  {self.say('value')}"
        if draft.choices:
            yield self.say("where")
        for one in draft.choices:
            words = ", ".join(map(toml_text, one.words[:_WORDS]))
            yield f"# where = {{ {toml_text(one.heading)} = [{words}] }}"

    def rows(self, draft: Draft) -> Iterator[str]:
        """List the plan's rows to choose from, where anything is asked."""
        if not draft.questions:
            return
        yield self.say("kpis")
        yield from _listed(f"{kpi.id} {kpi.name}" for kpi in self.plan.kpis)
        if any(one.role != "kpi" for one in draft.names):
            yield self.say("tactics")
            yield from _listed(map(label, self.plan.tactics))


def _rest(take: Take) -> Iterator[str]:
    """Give the lines of a take but that of its KPI."""
    own = {role: heading for role, heading in take.columns.items() if role not in ROWS}
    yield from (f"{role} = {toml_text(heading)}" for role, heading in own.items())
    if take.count:
        yield "count = true"
    for heading, words in take.where:
        yield f"where = {{ {toml_text(heading)} = [{', '.join(map(toml_text, words))}] }}"
    for key, headings in (("filled", take.filled), ("down", take.down)):
        if headings:
            yield f"{key} = [{', '.join(map(toml_text, headings))}]"


def _listed(names: Iterable[str]) -> Iterator[str]:
    found = [one_line(name) for name in names]
    yield from (f"#   {name}" for name in found[:_SHOWN])
    if len(found) > _SHOWN:
        yield "#   …"
