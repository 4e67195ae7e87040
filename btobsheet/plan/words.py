"""What the rules of the lint share: how a record is called, how amounts read, and which names are
the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from math import isclose
from typing import Final, TypeVar
from unicodedata import normalize

from btobsheet.plan.records import Record, is_percent_unit
from btobsheet.problems import Detail, Problem, problem

NEAR_RATIO: Final = 0.85
NEAR_LENGTH: Final = 4
# comparing every pair grows with the square; a plan by hand has some forty tactics, and beyond this
# only equal names count
NEAR_LIMIT: Final = 200
YEN_UNITS: Final = ("円", "¥", "yen", "jpy")
NAME_FIELDS: Final = ("name", "task", "item", "result", "next_action", "cause")

Row = TypeVar("Row", bound=Record)


def record_name(record: Record) -> str:
    """Give what people call a record: its name or task; of a review, what it says first. One
    line.
    """
    found = next((value for field in NAME_FIELDS if (value := getattr(record, field, ""))), "")
    return " ".join(found.split())


def label(record: Record) -> str:
    """Give id and name, as the drop-downs show a reference: ``T03 展示会``."""
    return labelled(record.id, record_name(record))


def labelled(record_id: str, name: str) -> str:
    """Give an id with a name in the same way."""
    return f"{record_id} {name}".strip()


def found(
    code: str, record: Record, field: str, /, value: object = "", **details: Detail
) -> Problem:
    """Make a problem of one record at one of its fields."""
    return problem(
        code,
        record.place(field),
        value,
        id=record.id,
        name=record_name(record),
        label=label(record),
        **details,
    )


def number_text(value: float) -> str:
    """Write a number exactly enough to tell two apart: ``1,200``, ``0.125``."""
    shown = f"{round(value, 6) + 0.0:,.6f}"
    return shown.rstrip("0").rstrip(".")


def amount(value: float, unit: str) -> str:
    """Write a KPI's value with its unit as typed; a ``%`` KPI's fraction as percent."""
    if is_percent_unit(unit):
        return f"{number_text(value * 100)}%"
    plain = normalize("NFKC", unit).strip()
    return f"{number_text(value)}{' ' if plain[:1].isascii() and plain else ''}{plain}"


def is_yen(unit: str) -> bool:
    """Tell whether a unit says that values are yen."""
    return normalize("NFKC", unit).strip().lower() in YEN_UNITS


def told_apart(one: float, other: float, unit: str) -> tuple[str, str]:
    """Write two amounts that differ: of yen whole ones, where these differ too."""
    if is_yen(unit) and round(one) != round(other):
        one, other = round(one), round(other)
    return amount(one, unit), amount(other, unit)


def day_text(day: dt.date) -> str:
    """Write a day with its year: ``2026/6/30``."""
    return f"{day.year}/{day.month}/{day.day}"


def below(left: float, right: float) -> bool:
    """Tell whether left is below right by more than the noise of floating point (figures.md, head;
    large money too).
    """
    return round(left - right, 9) < 0 and not isclose(left, right, rel_tol=1e-9)


def plain(name: str) -> str:
    """Reduce a stage or department to what is compared: NFKC, trimmed."""
    return normalize("NFKC", name).strip()


def squeezed(name: str) -> str:
    """Reduce a name to its letters and digits: NFKC, without case, spaces and marks."""
    return "".join(sign for sign in normalize("NFKC", name).casefold() if sign.isalnum())


def near_pairs(records: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Yield each record that has (nearly) the name of an earlier one, with that one."""
    names = [(record, squeezed(getattr(record, "name", ""))) for record in records]
    seen: dict[str, Row] = {}
    for index, (record, name) in enumerate(names):
        if not name:
            continue
        earlier = seen.setdefault(name, record)
        if earlier is record:
            near = _nearest(name, names[:index]) if len(names) <= NEAR_LIMIT else None
            if near is None:
                continue
            earlier = near
        yield earlier, record


def _nearest(name: str, earlier: Sequence[tuple[Row, str]]) -> Row | None:
    """Find the first earlier name that differs by a letter or two, but not in its digits (第1回,
    第2回).
    """
    if len(name) < NEAR_LENGTH:
        return None
    digits = _digits(name)
    for record, other in earlier:
        if (
            len(other) >= NEAR_LENGTH
            and _most_alike(name, other) >= NEAR_RATIO
            and _digits(other) == digits
        ):
            from difflib import SequenceMatcher  # lazy door: hardly two names share their letters

            if SequenceMatcher(None, other, name, autojunk=False).ratio() >= NEAR_RATIO:
                return record
    return None


def _most_alike(one: str, other: str) -> float:
    """Give how alike two names are at most: as if their letters came in the same order."""
    both = len(one) + len(other)
    if 2 * min(len(one), len(other)) < NEAR_RATIO * both:
        return 0.0
    return 2 * sum(min(one.count(sign), other.count(sign)) for sign in set(one)) / both


def _digits(name: str) -> str:
    return "".join(sign for sign in name if sign.isdigit())
