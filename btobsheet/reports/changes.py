"""Changes between two copies of a plan, in words people use and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from btobsheet.plan.calendar import Month, shift_day
from btobsheet.plan.diff import Change, Value
from btobsheet.plan.model import TABLES, Plan, is_percent_unit
from btobsheet.plan.words import amount, number_text
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import Block, Bullets, Document, Heading, Paragraph, one_line
from btobsheet.reports.numbers import day, month_name
from btobsheet.reports.unread import Unread, newly_unread, place_of
from btobsheet.wording import text
from btobsheet.wording.words import label

Json = dict[str, object]

TEXT_WIDTH: Final = 40
NOTHING_UNREAD: Final[tuple[Unread, Unread]] = ({}, {})
ORDER: Final = ("settings", *TABLES)
KIND_ORDER: Final = ("added", "removed", "changed")
# where a choice's words stand, by table.field
CHOICES: Final = {
    "tactics.channel": "channel",
    "tactics.decision": "decision",
    "tactics.priority": "priority",
    "kpis.main": "main",
    "kpis.aggregation": "aggregation",
    "kpis.direction": "direction",
    "actions.status": "action_status",
    "actions.phase": "phase",
    "reviews.state": "review_state",
}
REFERENCES: Final = (
    "tactics.operation",
    "kpis.scope",
    "kpis.numerator",
    "kpis.denominator",
    "kpis.parent",
    "actions.tactic",
    "reviews.tactic",
    "reviews.kpi",
)
PLAN_WORDS: Final = {"settings.language": "language", "settings.calendar": "unit"}
FRACTIONS: Final = (
    "actions.percent",
    "settings.on_track",
    "settings.at_risk",
    "settings.trend",
    "settings.progress",
)
IN_UNIT: Final = (
    "baseline",
    "annual_target",
    "warn_line",
    "alarm_line",
    "outlook",
    "target",
    "actual",
)
# only of these dates people say that they were put off
MOVING: Final = ("actions.start", "actions.end", "reviews.due")
# an actual or a spent sum is not "raised": it is what came out
SET_BY_PEOPLE: Final = (
    "tactics.budget",
    "tactics.hours_planned",
    "kpis.annual_target",
    "kpis.target",
    "kpis.warn_line",
    "kpis.alarm_line",
    "kpis.outlook",
    "actions.effort",
    "people.days_per_month",
    *FRACTIONS[1:],
)


def group_changes(changes: Iterable[Change]) -> tuple[tuple[str, tuple[Change, ...]], ...]:
    """Group changes by table in the order of the method (settings first).

    In each: added, removed, changed.
    """
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.table, []).append(change)
    return tuple(
        (table, tuple(sorted(groups[table], key=lambda item: KIND_ORDER.index(item.kind))))
        for table in ORDER
        if table in groups
    )


def group_title(table: str, language: str) -> str:
    """Name a table as a heading over its changes."""
    return text(language, f"changes.table.{table}")


def change_json(change: Change) -> Json:
    """Give the JSON form: codes and ids as stored, dates ISO, months ``2026-09``, absent null."""
    place = change.place
    return {
        "kind": change.kind,
        "table": change.table,
        "id": change.id,
        "name": change.name or None,
        "field": change.field or None,
        "key": change.key or None,
        "before": _json_value(change.before),
        "after": _json_value(change.after),
        "sheet": place.sheet or None if place else None,
        "cell": place.cell or None if place else None,
    }


def _json_value(value: Value) -> object:
    if isinstance(value, Month):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value


def word_change(
    change: Change,
    plan_old: Plan,
    plan_new: Plan,
    language: str,
    unread: tuple[Unread, Unread] = NOTHING_UNREAD,
) -> str:
    """Say one change in a sentence on one line, e.g.

    ``A012 ウェビナー告知: 終了 6/30 → 7/31(1か月遅らせた)``.

    ``unread`` are values of either workbook that could not be read: shown as typed, not as blanks.
    """
    old, new = (
        _Side(change, plan_old, language, unread[0]),
        _Side(change, plan_new, language, unread[1]),
    )
    what = new.what()
    if change.kind != "changed":
        return text(language, f"changes.{change.kind}", what=what)
    by = _by_how_much(old, new)
    form = ("setting" if change.table == "settings" else "changed") + ("_by" if by else "")
    return text(
        language,
        f"changes.{form}",
        what=what,
        field=new.field(),
        before=old.shown(change.before),
        after=new.shown(change.after),
        by=by,
    )


def word_field(change: Change, plan: Plan, language: str) -> str:
    """Name the value a change is about: ``A012 ウェビナー告知 終了``."""
    side = _Side(change, plan, language, {})
    return " ".join(
        part
        for part in (
            side.what() if change.table != "settings" else "",
            side.field() if change.field else "",
        )
        if part
    )


def word_value(change: Change, plan: Plan, language: str, unread: Unread) -> str:
    """Word the new value of a change; what could not be read stands as typed."""
    return _Side(change, plan, language, unread).shown(change.after)


@dataclass(frozen=True)
class _Side:
    """One of the two plans, with what is needed to word a value of the change as it stood there."""

    change: Change
    plan: Plan
    language: str
    unread: Unread

    @property
    def path(self) -> str:
        """Give the field with its table."""
        return f"{self.change.table}.{self.change.field}"

    @property
    def unit(self) -> str:
        """Give the unit of the KPI whose value it is."""
        if self.change.table != "kpis" or self.change.field not in IN_UNIT:
            return ""
        return next((kpi.unit for kpi in self.plan.kpis if kpi.id == self.change.id), "")

    @property
    def is_fraction(self) -> bool:
        """Tell whether the value is a fraction shown as percent."""
        return self.path in FRACTIONS or is_percent_unit(self.unit)

    def what(self) -> str:
        """Name the record: id and name."""
        return f"{self.change.id} {_short(self.change.name)}".strip()

    def field(self) -> str:
        """Name the field; of a month with its month, of a calendar mark with its day."""
        if self.change.field in ("target", "actual") and self.change.key:
            return text(
                self.language,
                f"changes.month_{self.change.field}",
                month=self.month(Month.parse(self.change.key)),
            )
        if self.path == "actions.calendar":
            return text(self.language, "changes.calendar_mark", key=self.calendar_key())
        return text(self.language, f"fields.{self.path}")

    def calendar_key(self) -> str:
        key = self.change.key
        if key.count("-") == 2:
            return self.day(dt.date.fromisoformat(key))
        return self.month(Month.parse(key))

    def day(self, value: dt.date) -> str:
        return day(value, self.language, self.plan.start)

    def month(self, value: Month) -> str:
        name = month_name(value, self.language)
        return (
            name
            if value in self.plan.months
            else text(self.language, "changes.month_of_year", year=value.year, month=name)
        )

    def shown(self, value: Value) -> str:
        """Word a value as people see it in the workbook."""
        if value is None or value is False or value in ("", ()):
            place = place_of(self.change, self.plan) if self.unread else None
            typed = self.unread.get(place, "") if place else ""
            return (
                text(self.language, "changes.unread", value=_short(typed))
                if typed
                else text(self.language, "changes.blank")
            )
        if isinstance(value, Month):
            return text(
                self.language,
                "changes.month_of_year",
                year=value.year,
                month=month_name(value, self.language),
            )
        if isinstance(value, dt.date):
            return self.day(value)
        if isinstance(value, tuple):
            return _short(text(self.language, "changes.separator").join(map(str, value)))
        if isinstance(value, bool):
            return label(CHOICES[self.path], "yes", self.language)
        return self.number(value) if isinstance(value, (int, float)) else self.words(value)

    def number(self, value: float) -> str:
        return amount(value, "%") if self.is_fraction else number_text(value)

    def words(self, value: str) -> str:
        """Word a text: a choice by its word, a reference with its name, any other shortened."""
        if self.path in CHOICES:
            return label(CHOICES[self.path], value, self.language) or value
        if self.path in REFERENCES:
            return self.reference(value)
        if self.path in PLAN_WORDS:
            return text(self.language, f"changes.{PLAN_WORDS[self.path]}.{value}")
        return _short(value)

    def reference(self, record_id: str) -> str:
        """Give a reference as the drop-downs show it: id and name."""
        tables = (self.plan.operations, self.plan.tactics, self.plan.kpis)
        name = next(
            (record.name for table in tables for record in table if record.id == record_id), ""
        )
        return f"{record_id} {_short(name)}".strip()


def _by_how_much(old: _Side, new: _Side) -> str:
    """Say by how much a date was put off or a target lowered; nothing where nobody would say so."""
    before, after = new.change.before, new.change.after
    if isinstance(before, dt.date) and isinstance(after, dt.date) and new.path in MOVING:
        return _moved(before, after, new.language)
    if (
        isinstance(before, (int, float))
        and isinstance(after, (int, float))
        and new.path in SET_BY_PEOPLE
        and old.is_fraction == new.is_fraction
    ):
        return _raised(before, after, new)
    return ""


def _moved(before: dt.date, after: dt.date, language: str) -> str:
    months = Month.of(after).minus(Month.of(before))
    both_last = before == Month.of(before).last and after == Month.of(after).last
    whole = months != 0 and (both_last or shift_day(before, months) == after)
    count = abs(months if whole else (after - before).days)
    way = "later" if after > before else "earlier"
    unit = ("month" if whole else "day") + ("" if count == 1 else "s")
    return text(language, f"changes.{way}_{unit}", count=count)


def _raised(before: float, after: float, side: _Side) -> str:
    size = abs(after - before)
    said = (
        text(side.language, "changes.points", amount=number_text(size * 100))
        if side.is_fraction
        else number_text(size)
    )
    return text(side.language, f"changes.{'higher' if after > before else 'lower'}", amount=said)


def _short(value: str) -> str:
    """Put a text on one line and cut it where a sentence could not hold it."""
    line = one_line(value)
    return line if len(line) <= TEXT_WIDTH else line[: TEXT_WIDTH - 1] + "…"


def compose_changes(
    changes: tuple[Change, ...],
    old: Plan,
    new: Plan,
    files: tuple[str, str],
    language: str,
    unread: tuple[Unread, Unread] = NOTHING_UNREAD,
) -> Document:
    """Compose the changes between two copies, grouped by table.

    Values that could not be read come last, as typed.
    """
    blocks: list[Block] = [Paragraph(other)] if (other := _other_plan(old, new, language)) else []
    blocks.append(
        Paragraph(
            text(language, "changes.count", count=len(changes))
            if changes
            else text(language, "changes.none")
        )
    )
    for table, items in group_changes(changes):
        blocks.append(Heading(group_title(table, language)))
        blocks.append(
            Bullets(tuple(word_change(change, old, new, language, unread) for change in items))
        )
    left = newly_unread(*unread, changes)
    if left:
        blocks.append(Heading(text(language, "changes.unread_title")))
        blocks.append(
            Bullets(
                tuple(
                    text(
                        language,
                        "changes.unread_item",
                        where=f"{place.sheet}!{place.cell}",
                        value=_short(value),
                    )
                    for place, value in left
                )
            )
        )
    subtitle = text(language, "changes.files", old=files[0], new=files[1])
    return Document(text(language, "changes.title"), subtitle, language, tuple(blocks))


def _other_plan(old: Plan, new: Plan, language: str) -> str:
    ids = old.identity.plan_id, new.identity.plan_id
    return (
        text(language, "changes.other_plan", old=ids[0], new=ids[1])
        if all(ids) and ids[0] != ids[1]
        else ""
    )
