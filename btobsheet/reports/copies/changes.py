"""Changes between two copies of a plan, in words people use and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from btobsheet.layout.rows.memory import memory_parts
from btobsheet.plan.calendar import Month, shift_day
from btobsheet.plan.diff import Change, Value
from btobsheet.plan.model import Plan
from btobsheet.plan.records import TABLES
from btobsheet.plan.words import number_text
from btobsheet.problems import Place
from btobsheet.reports.copies.change_in import ChangeIn, shortened
from btobsheet.reports.copies.unread import Unread, newly_unread
from btobsheet.reports.document import Block, Bullets, Document, Heading, Paragraph
from btobsheet.wording import text

Json = dict[str, object]

NOTHING_UNREAD: Final[tuple[Unread, Unread]] = ({}, {})
ORDER: Final = ("settings", *TABLES)
KIND_ORDER: Final = ("added", "removed", "changed")


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
    """Say one change in a sentence on one line.

    E.g. ``A012 ウェビナー告知: 終了 6/30 → 7/31(1か月遅らせた)``.

    ``unread`` are values of either workbook that could not be read: shown as typed, not as blanks.
    """
    old = ChangeIn(change, plan_old, language, unread[0])
    new = ChangeIn(change, plan_new, language, unread[1])
    what = new.what()
    if change.kind != "changed":
        return text(language, f"changes.{change.kind}", what=what)
    by = _by_how_much(old, new)
    form = ("setting" if change.table == "settings" else "changed") + ("_by" if by else "")
    said = text(
        language,
        f"changes.{form}",
        what=what,
        field=new.field(),
        before=old.shown(change.before),
        after=new.shown(change.after),
        by=by,
    )
    return said + _restated(change, language) if old.is_closed or new.is_restated else said


def _restated(change: Change, language: str) -> str:
    """Say that a value of a closed month was changed, with its cell."""
    place = change.place
    where = f"{place.sheet}!{place.cell}" if place and place.cell else ""
    return text(language, "changes.restated_at" if where else "changes.restated", where=where)


def word_field(change: Change, plan: Plan, language: str) -> str:
    """Name the value a change is about: ``A012 ウェビナー告知 終了``."""
    side = ChangeIn(change, plan, language, {})
    what = side.what() if change.table != "settings" else ""
    field = side.field() if change.field else ""
    return " ".join(part for part in (what, field) if part)


def word_value(change: Change, plan: Plan, language: str, unread: Unread) -> str:
    """Word the new value of a change; what could not be read stands as typed."""
    return ChangeIn(change, plan, language, unread).shown(change.after)


def _by_how_much(old: ChangeIn, new: ChangeIn) -> str:
    """Say by how much a date was put off or a target lowered; nothing where nobody would say so."""
    before, after = new.change.before, new.change.after
    if isinstance(before, dt.date) and isinstance(after, dt.date) and new.is_planned:
        return _moved(before, after, new.language)
    if isinstance(before, (int, float)) and isinstance(after, (int, float)):
        said = new.is_planned and old.is_fraction == new.is_fraction
        return _raised(before, after, new) if said else ""
    return ""


def _moved(before: dt.date, after: dt.date, language: str) -> str:
    months = Month.of(after).minus(Month.of(before))
    both_last = before == Month.of(before).last and after == Month.of(after).last
    whole = months != 0 and (both_last or shift_day(before, months) == after)
    count = abs(months if whole else (after - before).days)
    way = "later" if after > before else "earlier"
    unit = ("month" if whole else "day") + ("" if count == 1 else "s")
    return text(language, f"changes.{way}_{unit}", count=count)


def _raised(before: float, after: float, side: ChangeIn) -> str:
    size = abs(after - before)
    said = number_text(size * 100 if side.is_fraction else size)
    if said == "0":
        return ""
    if side.is_fraction:
        said = text(side.language, "changes.points", amount=said)
    return text(side.language, f"changes.{'higher' if after > before else 'lower'}", amount=said)


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
    rows = any(change.kind != "changed" for change in changes)
    key = "changes.count_rows" if rows else "changes.count" if changes else "changes.none"
    blocks.append(Paragraph(text(language, key, count=len(changes))))
    if old.history != new.history:
        blocks.append(Paragraph(_memory(old, new, language)))
    for table, items in group_changes(changes):
        said = (word_change(change, old, new, language, unread) for change in items)
        blocks += [Heading(group_title(table, language)), Bullets(tuple(said))]
    left = newly_unread(unread, (old, new), changes)
    if left:
        said = (_unread_item(*one, language) for one in left)
        blocks += [Heading(text(language, "changes.unread_title")), Bullets(tuple(said))]
    subtitle = text(language, "changes.files", old=files[0], new=files[1])
    return Document(text(language, "changes.title"), subtitle, language, tuple(blocks))


def _memory(old: Plan, new: Plan, language: str) -> str:
    """Say in what approvals and closed months differ; all of them where the words do not."""
    lines = [memory_parts(one.history, language, one.start) for one in (old, new)]
    apart = [[part for part in one if part not in other] for one, other in (lines, lines[::-1])]
    shown = [" / ".join(parts) for parts in (apart if any(apart) else lines)]
    none = text(language, "changes.no_memory")
    return text(language, "changes.memory", old=shown[0] or none, new=shown[1] or none)


def _unread_item(place: Place, value: str, what: str, language: str) -> str:
    where = f"{place.sheet}!{place.cell}"
    key = "changes.unread_named" if what else "changes.unread_item"
    return text(language, key, where=where, value=shortened(value), what=what)


def _other_plan(old: Plan, new: Plan, language: str) -> str:
    """Say so where the two workbooks are of different plans."""
    ids = old.identity.plan_id, new.identity.plan_id
    return (
        text(language, "changes.other_plan", old=ids[0], new=ids[1])
        if all(ids) and ids[0] != ids[1]
        else ""
    )
