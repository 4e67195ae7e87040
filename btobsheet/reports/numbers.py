"""How figures are shown to people: 1,234 · 95.0% · 1,200万円 · 10/5.

A figure that does not exist is ``-``. Money that stands together has one :data:`Scale`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from math import floor, log10
from typing import Literal
from unicodedata import normalize

from btobsheet.plan.calendar import Month
from btobsheet.plan.records import is_percent_unit
from btobsheet.plan.words import is_yen
from btobsheet.wording import text
from btobsheet.wording.forms import month_names

NONE = "-"
MAN = 10_000
# below this a sum of yen is shown to the last yen; above it the ten thousands are what people say
MILLION = 1_000_000
THOUSAND = 1_000
NOISE = 1e-9
"""Below this a figure is 0 (figures.md, head)."""
LEAST_PERCENT = 0.0005
"""The least share that one decimal of a percent does not show as 0."""

Scale = Literal["plain", "large", "mixed"]
"""In what yen are shown: to the last (``850,000円``), in the language's large unit (``1,200万円``,
``¥12.35M``), or in two units (``1億5,000万円``).
"""


def number(value: float | None, places: int = 1) -> str:
    """Show a number with thousands separated.

    Decimals only where there are any, at most ``places``.
    """
    if value is None:
        return NONE
    rounded = round(value, places) + 0.0  # + 0.0: no "-0"
    shown = f"{rounded:,.{places}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def fine(value: float | None) -> str:
    """Show a number with a decimal; one below 1 with two digits that count, so that it is not 0."""
    return number(value, places_of(value or 0.0))


def places_of(value: float) -> int:
    """Give the decimals that a number is shown with: of one below 1 as many as its first two digits
    take; what is 0 but for the noise of floating point has one.
    """
    size = abs(value)
    return 1 if size >= 1 or size < NOISE else max(1, 1 - floor(log10(size)))


def percent(fraction: float | None) -> str:
    """Show a fraction as percent with one decimal."""
    return NONE if fraction is None else f"{round(fraction * 100, 1) + 0.0:,.1f}%"


def points(fraction: float | None) -> str:
    """Show a difference of two fractions in points, always with its sign."""
    if fraction is None:
        return NONE
    rounded = round(fraction * 100, 1) + 0.0
    return f"{rounded:+,.1f}" if rounded else "±0.0"


def scale_of(amounts: Iterable[float | None], language: str) -> Scale:
    """Choose one scale for yen that stand together, such as a column of a table.

    The large unit from a million on, where it leaves the smallest two digits; 億 with 万 only where
    all reach them.
    """
    sizes = [abs(amount) for amount in amounts if amount is not None and round(amount)]
    unit, places = _large_unit(language)
    if not sizes or round(max(sizes)) < MILLION or min(sizes) * 10**places < 10 * unit:
        return "plain"
    return "mixed" if unit == MAN and round(min(sizes) / MAN, places) >= MAN else "large"


def _large_unit(language: str) -> tuple[int, int]:
    """Give a language's large unit of yen, and the decimals that it is shown with."""
    return (MILLION, 2) if text(language, "forms.money") == "millions" else (MAN, 1)


def money(yen: float | None, language: str, currency: str = "", scale: Scale | None = None) -> str:
    """Show yen: from a million on ``1,200万円``, ``1億5,000万円``; in English ``¥12.35M``.

    In another currency the number with its word. Beside others in the ``scale`` of them all.
    """
    if yen is None:
        return NONE
    if currency.strip() and not is_money(currency):
        return f"{number(yen, 0)}{text(language, 'forms.unit_gap')}{currency.strip()}"
    unit, places = _large_unit(language)
    how: Scale = (scale or scale_of((yen,), language)) if round(yen) else "plain"
    sign, size = "-" if yen < 0 and round(yen) else "", abs(yen)
    if unit == MILLION:
        shown = number(size, 0) if how == "plain" else number(size / MILLION, places) + "M"
        return f"{sign}¥{shown}"
    if how == "mixed":
        return f"{sign}{_in_two_units(size)}円"
    return f"{sign}{number(size, 0)}円" if how == "plain" else f"{sign}{_in_man(size)}円"


def _in_man(size: float) -> str:
    return f"{number(size / MAN, 1)}万"


def _in_two_units(size: float) -> str:
    oku, man = divmod(round(size / MAN), MAN)
    return f"{oku:,}億{f'{man:,}万' if man else ''}" if oku else _in_man(size)


def quantity(value: float | None, unit: str, language: str, scale: Scale | None = None) -> str:
    """Show a KPI's value with its unit: ``%`` is a fraction, 円 is money, others as typed.

    ``scale`` is that of the money beside it.
    """
    if value is None:
        return NONE
    if is_percent_unit(unit):
        tiny = NOISE <= abs(value) < LEAST_PERCENT
        return f"{fine(value * 100)}%" if tiny else percent(value)
    plain = normalize("NFKC", unit).strip()
    if is_money(unit):
        return money(value, language, scale=scale)
    gap = " " if plain[:1].isascii() and plain else ""
    return f"{fine(value)}{gap}{plain}"


def beside_unit(value: float | None, unit: str, language: str, scale: Scale | None = None) -> str:
    """Show a KPI's value where its unit stands beside it: only percent and yen bear theirs."""
    if value is None or is_percent_unit(unit) or is_money(unit):
        return quantity(value, unit, language, scale)
    return number(value, 0) if abs(value) >= THOUSAND else fine(value)


def is_money(unit: str) -> bool:
    """Tell whether a KPI's unit says that its values are yen."""
    return is_yen(unit)


def share(part: int, whole: int) -> str:
    """Show a count in a whole: ``2/7``."""
    return f"{part}/{whole}"


def day(value: dt.date | None, language: str, year: int) -> str:
    """Show a day: ``10/5`` or ``5 Oct``; of another calendar year than the reader's with it."""
    if value is None:
        return NONE
    return _day_in(language, "day" if value.year == year else "long_day", value)


def long_day(value: dt.date, language: str) -> str:
    """Show a day with its year: ``2026/10/5`` or ``5 Oct 2026``."""
    return _day_in(language, "long_day", value)


def _day_in(language: str, form: str, value: dt.date) -> str:
    name = month_names(language)[value.month - 1]
    parts = {"year": value.year, "month": value.month, "day": value.day, "name": name}
    return text(language, f"forms.{form}", **parts)


def month_name(value: Month, language: str) -> str:
    """Show a month by its name: ``9月`` or ``Sep``."""
    return month_names(language)[value.month - 1]
