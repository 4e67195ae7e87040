"""What came of rolling a plan into the next year, as a document for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from btobsheet.life.roll import Rolled
from btobsheet.life.rolling.told import Emptied, Left, YearFigure
from btobsheet.plan.lookup import grouped
from btobsheet.plan.records import Review
from btobsheet.plan.words import label
from btobsheet.reports import numbers
from btobsheet.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    one_line,
)
from btobsheet.reports.problems import hint, message, where
from btobsheet.reports.voice import Voice
from btobsheet.sharing.merge.words import Words
from btobsheet.wording import text
from btobsheet.wording.columns import field_name

_MOST: Final = 8
"""So many records are named in one line."""
_LONGEST: Final = 30
"""So many letters of each."""
_COUNTED: Final = ("kpis", "actions", "costs", "reviews")
_MANY: Final = ("cancelled", "closed", "gone", "own")
_MEANT: Final = ("left_out", "gone")
"""Why a field was emptied, where what stood in it was a record or a person."""


def compose_rolled(made: Rolled, language: str) -> Document:
    """Compose what is told: what went on, what was left out and why, what is to be looked at."""
    return _Told(made, language).document()


class _Told:
    """Words one result in one language."""

    def __init__(self, made: Rolled, language: str) -> None:
        self.made, self.language = made, language
        self.year, self.plan = made.year, made.plan
        self.voice = Voice(made.old, language)

    def say(self, key: str, **details: object) -> str:
        return text(self.language, f"roll.{key}", **details)

    def listed(self, words: Sequence[str]) -> str:
        """Name some, and say how many more there are."""
        shown = list(map(one_line, words[:_MOST]))
        if len(words) > _MOST:
            shown.append(self.say("more", count=len(words) - _MOST))
        return self.say("joined").join(shown)

    def document(self) -> Document:
        months = self.plan.months
        subtitle = self.say(
            "subtitle",
            first=months[0],
            last=months[-1],
            file=self.made.file or self.say("file_unnamed"),
            day=numbers.long_day(self.made.old.as_of, self.language),
        )
        blocks = (
            *self._taken(),
            *self._unread(),
            *self._left(),
            *self._emptied(),
            *self._kpis(),
            *self._actions(),
            *self._reviews(),
            *self._rest(),
        )
        return Document(self.say("title"), subtitle, self.language, blocks)

    def _taken(self) -> Iterator[Block]:
        tables = ("operations", "tactics", "kpis", "actions", "costs", "reviews", "people")
        counts = {table: len(getattr(self.plan, table)) for table in tables}
        yield Paragraph(self.say("taken", **counts))
        yield Paragraph(self.say("blank"))
        before, after = self.year.titles
        if before != after:
            yield Paragraph(self.say("titled", before=before, after=after))
        if not self.voice.year_over:
            title = self.say("not_over", closed=self.made.old.closed_months)
            yield Callout(title, (self.say("not_over_said"),), "warn")

    def _unread(self) -> Iterator[Block]:
        if self.made.errors:
            lines = tuple(
                " ".join(
                    part
                    for part in (where(one), message(one, self.language), hint(one, self.language))
                    if part
                )
                for one in self.made.errors
            )
            yield Callout(self.say("unread"), lines, "bad")

    def _left(self) -> Iterator[Block]:
        yield Heading(self.say("left"))
        lines = list(self._left_lines(self.year.left))
        yield Bullets(tuple(lines)) if lines else Paragraph(self.say("left_none"))

    def _left_lines(self, left: Sequence[Left]) -> Iterator[str]:
        along = grouped((one for one in left if one.via), lambda one: one.via)
        for one in left:
            if one.why not in (*_MANY, "with"):
                counts = Counter(other.table for other in along.get(one.id, ()))
                shown = [
                    self.say("left_count", table=self.say(f"table_{table}"), count=counts[table])
                    for table in _COUNTED
                    if counts[table]
                ]
                why = self.say(f"why_{one.why}")
                key = "left_with" if shown else "left_one"
                counted = self.say("joined").join(shown)
                yield one_line(self.say(key, label=one.label, why=why, counts=counted))
        for why in _MANY:
            found = [one for one in left if one.why == why]
            if found:
                words = [_named(one) for one in found]
                what, labels = self.say(f"what_{why}"), self.listed(words)
                yield self.say("left_many", what=what, count=len(found), labels=labels)

    def _emptied(self) -> Iterator[Block]:
        emptied = self.year.emptied
        heirs = tuple(one for one in emptied if one.after)
        blank = tuple(one for one in emptied if not one.after)
        for heading, found in ((self.say("heirs"), heirs), (self.say("emptied"), blank)):
            if found:
                yield Heading(heading)
                groups = grouped(found, self._group)
                yield Bullets(tuple(map(self._emptied_line, groups.values())))
        lost = dict.fromkeys(
            one.label for one in emptied if one.field in ("numerator", "denominator")
        )
        if lost:
            yield Paragraph(self.say("ratio_lost", labels=self.listed(tuple(lost))))

    def _group(self, one: Emptied) -> str:
        meant = f"{one.before}\n{one.after}" if one.why in _MEANT else ""
        return "\n".join((one.why, field_name(self.language, one.table, one.field), meant))

    def _emptied_line(self, group: Sequence[Emptied]) -> str:
        first = group[0]
        words = [
            _brief(one.label)
            if one.why in _MEANT
            else self.say("labelled", label=_brief(one.label), before=one.before)
            for one in group
        ]
        return self.say(
            "emptied_heir" if first.after else f"emptied_{first.why}",
            field=field_name(self.language, first.table, first.field),
            before=one_line(first.before),
            after=one_line(first.after),
            labels=self.listed(words),
        )

    def _kpis(self) -> Iterator[Block]:
        if not self.year.figures:
            return
        yield Heading(self.say("kpis"))
        heads = ("col_kpi", "col_last_year", "col_baseline", "col_shape", "col_note")
        columns = tuple(
            Column(
                self.say(head),
                align="right" if head in ("col_last_year", "col_baseline") else "left",
                wide=head in ("col_kpi", "col_note"),
            )
            for head in heads
        )
        rows = tuple(map(self._kpi_row, self.year.figures))
        yield Table(self.say("kpis_caption"), columns, rows)
        yield Paragraph(self.say("targets"))
        if self.year.seasons:
            labels = self.listed([self.voice.name(one) for one in self.year.seasons])
            yield Paragraph(self.say("seasons", labels=labels))

    def _kpi_row(self, one: YearFigure) -> tuple[Cell, ...]:
        kpi = one.kpi
        known = [
            Cell(self.voice.quantity(value, kpi), value=value)
            for value in (one.last_year, one.baseline)
        ]
        shape = self.say(f"shape_{one.shape}") if one.shape else numbers.NONE
        note = self.say("note_join").join(self._notes(one)) or numbers.NONE
        return Cell(label(kpi)), *known, Cell(shape), Cell(note)

    def _notes(self, one: YearFigure) -> Iterator[str]:
        if one.state == "open":
            reached, forecast = self.voice.quantities(one.kpi, one.reached, one.forecast)
            yield self.say("state_open", reached=reached, forecast=forecast)
        elif one.state == "missing":
            yield self.say("state_missing", months=self.voice.months(one.missing))
        elif one.state != "known":
            yield self.say(f"state_{one.state}")
        elif one.months < len(self.plan.months):
            yield self.say("state_months", months=one.months)
        if one.baseline is not None and one.aggregation == "latest" and one.state != "known":
            yield self.say("level_at", month=self.voice.month(one.evaluated))

    def _actions(self) -> Iterator[Block]:
        yield Heading(self.say("actions"))
        year, count = self.year, len(self.plan.actions) - len(self.year.carried)
        lines = [self.say("actions_moved", count=count)]
        lines += self._action_lines()
        lines.append(self.say("money"))
        public = len(self.plan.holidays) - len(year.kept_days)
        lines.append(self.say("holidays", count=public) if public else self.say("holidays_none"))
        if year.kept_days:
            lines.append(self.say("holidays_kept", count=len(year.kept_days)))
        yield Bullets(tuple(lines))

    def _action_lines(self) -> Iterator[str]:
        year = self.year
        names = {one.id: label(one) for one in self.plan.actions}
        if year.carried:
            words = [
                self.say("carried_one", id=one.id, of=one.of, name=_brief(one.name))
                for one in year.carried
            ]
            yield self.say("carried", count=len(words), labels=self.listed(words))
        elif year.unfinished:
            day = numbers.long_day(self.made.old.as_of, self.language)
            yield self._about("unfinished", year.unfinished, names, day=day)
        if year.continued:
            yield self._about("continued", year.continued, names)
        if year.fitted:
            yield self._about("fitted", year.fitted, names)

    def _about(self, key: str, ids: Sequence[str], names: dict[str, str], **more: object) -> str:
        labels = self.listed([_brief(names[one]) for one in ids])
        return self.say(key, count=len(ids), labels=labels, **more)

    def _reviews(self) -> Iterator[Block]:
        reviews = self.plan.reviews
        if reviews:
            yield Heading(self.say("reviews", count=len(reviews)))
            yield Bullets(tuple(map(self._review, reviews)))

    def _review(self, one: Review) -> str:
        due = numbers.long_day(one.due, self.language) if one.due else ""
        parts = [part for part in (one.owner, due) if part]
        more = self.say("review_more", parts=self.say("joined").join(parts)) if parts else ""
        what = one.next_action.strip() or one.decision.strip()
        return one_line(self.say("review", label=f"{one.id} {what}", more=more))

    def _rest(self) -> Iterator[Block]:
        lines = [self.say("not_along")]
        words = Words(self.language, {})
        tabs = dict.fromkeys(one.tab for one in self.made.unsaid if one.kind == "own_tab")
        if tabs:
            lines.append(self.say("own_tabs", tabs=self.listed(tuple(tabs))))
        lines += [words.unsaid(one) for one in self.made.unsaid if one.kind != "own_tab"]
        yield Heading(self.say("not_taken"))
        yield Bullets(tuple(lines))
        yield Paragraph(self.say("next"))


def _named(one: Left) -> str:
    """Name a record among many: a review by its id, a person and a day by the name."""
    if one.why == "closed":
        return one.id
    return _brief(one.label if one.why == "cancelled" else one.name)


def _brief(words: str) -> str:
    """Put words on one line, cut where they are too long for a list."""
    line = one_line(words)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
