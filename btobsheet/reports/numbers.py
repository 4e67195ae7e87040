"""How figures are shown to people: 1,234 · 95.0% · 1,200万円 · 10/5.

A figure that does not exist is ``-``.
"""

from __future__ import annotations

import datetime as dt
from unicodedata import normalize

from btobsheet.plan.calendar import Month
from btobsheet.plan.records import is_percent_unit
from btobsheet.wording import text
from btobsheet.wording.forms import month_names

NONE = "-"
MAN = 10_000
OKU = 100_000_000
# below this a sum of yen is shown to the last yen; above it the ten thousands are what people say
MILLION = 1_000_000
YEN_UNITS = ("円", "¥", "yen", "jpy")


def number(value: float | None, places: int = 1) -> str:
    """Show a number with thousands separated.

    Decimals only where there are any, at most ``places``.
    """
    if value is None:
        return NONE
    rounded = round(value, places) + 0.0  # + 0.0: no "-0"
    shown = f"{rounded:,.{places}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def percent(fraction: float | None) -> str:
    """Show a fraction as percent with one decimal."""
    return NONE if fraction is None else f"{round(fraction * 100, 1) + 0.0:,.1f}%"


def points(fraction: float | None) -> str:
    """Show a difference of two fractions in points, always with its sign."""
    if fraction is None:
        return NONE
    rounded = round(fraction * 100, 1) + 0.0
    return f"{rounded:+,.1f}" if rounded else "±0.0"


def money(yen: float | None, language: str, currency: str = "") -> str:
    """Show yen: from a million on ``1,200万円``, ``1億5,000万円``; in English ``¥12.35M``.

    In another currency the number with its word.
    """
    if yen is not None and currency.strip() and not is_money(currency):
        return f"{number(yen, 0)}{text(language, 'forms.unit_gap')}{currency.strip()}"
    if yen is None:
        return NONE
    size = abs(yen)
    sign = "-" if yen < 0 else ""
    if text(language, "forms.money") == "millions":
        shown = number(size, 0) if round(size) < MILLION else number(size / MILLION, 2) + "M"
        return f"{sign if round(yen) else ''}¥{shown}"
    if size < MILLION:
        return f"{number(yen, 0)}円"
    if size < OKU:
        return _below_oku(sign, size)
    oku, man = divmod(round(size / MAN), MAN)
    return f"{sign}{oku:,}億{f'{man:,}万' if man else ''}円"


def _below_oku(sign: str, size: float) -> str:
    shown = number(size / MAN, 1)
    return f"{sign}1億円" if shown == "10,000" else f"{sign}{shown}万円"


def quantity(value: float | None, unit: str, language: str) -> str:
    """Show a KPI's value with its unit: ``%`` is a fraction, 円 is money, others as typed."""
    if value is None:
        return NONE
    if is_percent_unit(unit):
        return percent(value)
    plain = normalize("NFKC", unit).strip()
    if is_money(unit):
        return money(value, language)
    gap = " " if plain[:1].isascii() and plain else ""
    return f"{number(value)}{gap}{plain}"


def is_money(unit: str) -> bool:
    """Tell whether a KPI's unit says that its values are yen."""
    return normalize("NFKC", unit).strip().lower() in YEN_UNITS


def share(part: int, whole: int) -> str:
    """Show a count in a whole: ``2/7``."""
    return f"{part}/{whole}"


def day(value: dt.date | None, language: str, plan_start: Month | None = None) -> str:
    """Show a day: ``10/5`` or ``5 Oct``.

    Outside the plan's year (where its start is given) with the year.
    """
    if value is None:
        return NONE
    if plan_start is not None and not 0 <= Month.of(value).minus(plan_start) < 12:
        return long_day(value, language)
    return _day_in(language, "day", value)


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
