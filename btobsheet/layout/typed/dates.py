"""Days and months as people type them: ``4/1``, ``2026年4月1日``, ``R8.4.1``, ``4月上旬``,
``20260401``, a serial.

A missing year is that of the plan's twelve months. ``26/4/1`` is refused with a question, since
nobody can tell which number is the year.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from btobsheet.layout.typed.text import Raw, Typed, error_value, is_dash, is_error, narrowed
from btobsheet.plan.calendar import Month, plan_months
from btobsheet.quickclass import dataclass

FIRST_YEAR, LAST_YEAR = 1950, 2150
_FIRST, _LAST = dt.date(FIRST_YEAR, 1, 1).toordinal(), dt.date(LAST_YEAR, 12, 31).toordinal()
_EPOCH = dt.date(1899, 12, 30).toordinal()
_LATER_EPOCH = 1462
_LONGEST = 60
_ERAS = {
    "令和": 2018,
    "令": 2018,
    "r": 2018,
    "平成": 1988,
    "平": 1988,
    "h": 1988,
    "昭和": 1925,
    "昭": 1925,
    "s": 1925,
}
_PARTS = {
    **dict.fromkeys(("上旬", "初旬", "early"), (1, 10)),
    **dict.fromkeys(("中旬", "mid", "middle of"), (11, 20)),
    **dict.fromkeys(("下旬", "late"), (21, 31)),
    "前半": (1, 15),
    "後半": (16, 31),
    **dict.fromkeys(("初", "頭", "初日", "beginning of", "start of"), (1, 1)),
    **dict.fromkeys(("末", "末日", "月末", "end of"), (31, 31)),
    **dict.fromkeys(("", "中", "内", "度", "分"), (1, 31)),
}
_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# Compiled on first use (re keeps them): most days stand in their cells as serials.
_WEEKDAY = (
    r"\s*\((?:[日月火水木金土祝休振・曜]{1,5}|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)\)\s*"
    r"|(?<=日)[日月火水木金土]曜日?|^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+"
)
_TIME = (
    r"(?:(?<=[0-9])t|\s+|(?<=日))(?:午前|午後|am|pm)?\s*"
    r"(?:[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\.[0-9]+)?|[0-9]{1,2}時(?:[0-9]{1,2}分(?:[0-9]{1,"
    r"2}秒)?)?)\s*(?:am|pm|z|[+-][0-9]{2}:?[0-9]{2})?$"
)
# a time that says how far its clock is from UTC may be another day where the reader is
_CLOCK = r"[0-9]:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[zZ]|[+-][0-9]{2}:?[0-9]{2})$"
_DAY = (
    r"(?:(?:(?P<year>[0-9]{4})|(?P<era>令和?|平成?|昭和?|r|h|s)(?P<era_year>元|[0-9]{1,"
    r"2}))[年/.\-])?"
    r"(?P<month>[0-9]{1,2})(?:(?P<mark>[月/.\-])(?P<day>[0-9]{1,2})日?|(?P<bare>"
    r"月)?(?P<part>上旬|初旬|中旬|下旬|前半|後半|初日|初|頭|月末|末日|末|中|内|度|分)?)"
)
_NAMED = (
    r"(?:(?P<part>early|mid|middle of|late|beginning of|start of|end "
    r"of)[\s\-]+)?(?:(?P<first>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-]+)?"
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|"
    r"aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
    r"(?:[\s\-]*(?P<second>[0-9]{1,2})(?:st|nd|rd|th)?)?(?:[\s,\-]+(?P<year>[0-9]{4}))?"
)
# the plan's own quarters and halves, of its own year where one is named; 上期 is the first half
_QUARTER = (
    r"(?:(?P<year>[0-9]{4})年度)?(?:第?(?P<quarter>[1-4一二三四])四半期|(?P<before>"
    r"[1-4])q|q(?P<after>[1-4])"
    r"|(?P<half>[上下])(?:半)?期|(?P<whole>年度))(?P<end>末)?"
)
_LIMIT = r"(?:まで(?:に)?|迄(?:に)?)$"
_FROM = r"(?:から|より)$"
# 4/1水 without brackets; not 4/6月, which may be a month
_BARE_WEEKDAY = r"((?:[0-9]{4}/)?[0-9]{1,2}/[0-9]{1,2})[火水木金土](?:曜日?)?"
_NAME_AND_YEAR = r"[a-z]{3,9}\.?-[0-9]{2}"  # Apr-26: the 26th, or 2026?
_YEAR_AND_MONTH = r"[0-9]{2}[/.\-][0-9]{1,2}"
_UNCLEAR = (
    r"([0-9]{1,2})[/.\-年]([0-9]{1,2})[/.\-月]([0-9]{1,2})日?|[0-9]{1,2}[/.\-][0-9]{1,"
    r"2}[/.\-][0-9]{4}|[0-9]{2}年[0-9]{1,2}月"
)

_NO_DATE, _NO_DAY, _UNCLEAR_YEAR, _TOO_FAR, _NO_MONTH = (
    Typed(None, code) for code in ("E211", "E212", "E213", "E214", "E215")
)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a typed day says: no year (0) is the plan's, no day (0) is the part of the month, or all
    of it.
    """

    month: int
    year: int = 0
    day: int = 0
    part: str = ""


def parse_date(raw: Raw, *, start: Month, edge: str, date1904: bool) -> Typed:
    """Read a day.

    Where only a part of a month is named, its first day for the edge ``start``, its last for
    ``end`` (N204). A day with a clock's distance from UTC is taken as it is written (N204).
    """
    if raw.__class__ is int and _FIRST <= (ordinal := raw + _EPOCH) <= _LAST and not date1904:
        return Typed(dt.date.fromordinal(ordinal))  # nearly every cell
    found = _found(raw, date1904, _LIMIT if edge == "end" else _FROM)
    if isinstance(found, str):
        quarter = _quarter(found, start)
        return quarter[0 if edge == "start" else 1] if quarter else _NO_DATE
    if found is None or isinstance(found, Typed):
        return found or Typed(None)
    days = _days(found, start)
    if isinstance(days, Typed):
        return days
    day = days[0 if edge == "start" else 1]
    sure = days[0] == days[1] and not (isinstance(raw, str) and re.search(_CLOCK, narrowed(raw)))
    return Typed(day) if sure else Typed(day, "N204", {"read": day.isoformat()})


def parse_month(raw: Raw, *, start: Month, date1904: bool) -> Typed:
    """Read a month: ``2026-04``, ``4月``, ``202604``, or any day in it.

    A bare 1 … 12 is a guess (N204).
    """
    number = _bare_number(raw)
    if number is not None and 1 <= number <= 12:
        month = _month_of(_Parts(number), start)
        return Typed(month, "N204", {"read": str(month)})
    if number is not None and FIRST_YEAR * 100 < number <= LAST_YEAR * 100 + 12:
        found: _Parts | Typed | str | None = _Parts(number % 100, number // 100)
    else:
        found = _found(raw, date1904)
    if found is None:
        return Typed(None)
    if isinstance(found, Typed):
        return found if found.code != "E211" else _NO_MONTH
    if isinstance(found, str):
        return _NO_MONTH
    days = _days(found, start)
    if isinstance(days, Typed):
        return (
            _UNCLEAR_YEAR
            if days is _NO_DAY
            and isinstance(raw, str)
            and re.fullmatch(_YEAR_AND_MONTH, narrowed(raw))
            else days
        )
    return Typed(Month.of(days[0]))


def serial_day(value: float, date1904: bool = False) -> dt.date | None:
    """Give the day of a serial number (its time cut off), or None outside 1950 … 2150."""
    if not math.isfinite(value):
        return None
    ordinal = math.floor(value) + _EPOCH + (_LATER_EPOCH if date1904 else 0)
    return dt.date.fromordinal(ordinal) if _FIRST <= ordinal <= _LAST else None


def _found(raw: Raw, date1904: bool, beside: str = "$^") -> _Parts | Typed | str | None:
    """Take a cell apart: the parts of a day, a refusal, nothing, or the text where no form fits.

    What matches ``beside`` is left out.
    """
    if raw is None:
        return None
    if isinstance(raw, bool):
        return _NO_DATE
    if isinstance(raw, int | float):
        return _from_number(raw, date1904)
    if is_error(raw):
        return error_value(raw)
    text = narrowed(raw).casefold()
    if not text or is_dash(text):
        return None
    if len(text) > _LONGEST:
        return _NO_DATE
    if re.fullmatch(r"[0-9]{5}(?:\.[0-9]+)?|[0-9]{8}", text):
        return _from_number(float(text), date1904)
    return _from_text(re.sub(beside, "", text))


def _from_number(value: float, date1904: bool) -> _Parts | Typed:
    if isinstance(value, int) and abs(value) > 10**9:
        return _TOO_FAR
    if FIRST_YEAR * 10_000 <= value <= LAST_YEAR * 10_000 + 1231 and value == int(value):
        whole = int(value)
        return _Parts(whole // 100 % 100, whole // 10_000, whole % 100 or 99)
    day = serial_day(value, date1904)
    return _TOO_FAR if day is None else _Parts(day.month, day.year, day.day)


def _from_text(text: str) -> _Parts | Typed | str:
    text = re.sub(_TIME, "", re.sub(_WEEKDAY, " ", text).strip()).strip()
    named = re.fullmatch(_NAMED, text)
    if named is not None:
        return _UNCLEAR_YEAR if re.fullmatch(_NAME_AND_YEAR, text) else _from_names(named)
    if re.search(r"[0-9]\s+[0-9]", text):
        return _NO_DATE
    text = re.sub(r"/末$", "月末", "".join(text.split()))
    bare = re.fullmatch(_BARE_WEEKDAY, text)
    text = bare[1] if bare else text
    found = re.fullmatch(_DAY, text)
    if found is None:
        return _UNCLEAR_YEAR if re.fullmatch(_UNCLEAR, text) else text
    year = int(found["year"] or 0)
    if found["era"]:
        year = _ERAS[found["era"]] + (1 if found["era_year"] == "元" else int(found["era_year"]))
    if not year and (found["mark"] == "." or not (found["day"] or found["bare"] or found["part"])):
        return _UNCLEAR_YEAR if found["mark"] else _NO_DATE
    # a typed day 0 is no day, but must not pass for none
    return _Parts(
        int(found["month"]),
        year,
        int(found["day"]) or 99 if found["day"] else 0,
        found["part"] or "",
    )


def _from_names(found: re.Match[str]) -> _Parts | Typed:
    typed = found["first"] or found["second"]
    if (found["first"] and found["second"]) or (typed and found["part"]):
        return _NO_DATE
    month = _MONTH_NAMES.index(found["name"][:3]) + 1
    return _Parts(
        month, int(found["year"] or 0), int(typed) or 99 if typed else 0, found["part"] or ""
    )


def _days(parts: _Parts, start: Month) -> tuple[dt.date, dt.date] | Typed:
    """Give the first and last day the parts mean, or a refusal."""
    if not 1 <= parts.month <= 12:
        return _NO_DAY
    month = _month_of(parts, start)
    if not FIRST_YEAR <= month.year <= LAST_YEAR:
        return _TOO_FAR
    length = month.last.day
    if parts.day > length:
        return _NO_DAY
    first, last = (parts.day, parts.day) if parts.day else _PARTS[parts.part]
    return dt.date(month.year, month.month, min(first, length)), dt.date(
        month.year, month.month, min(last, length)
    )


def _month_of(parts: _Parts, start: Month) -> Month:
    if parts.year:
        return Month(parts.year, parts.month)
    return next(month for month in plan_months(start) if month.month == parts.month)


def _quarter(text: str, start: Month) -> tuple[Typed, Typed] | None:
    """Give the first and last day of a quarter or half of the plan; its last day twice for 末."""
    found = re.fullmatch(_QUARTER, text)
    if (
        found is None
        or (found["year"] and int(found["year"]) != start.year)
        or (found["whole"] and not found["end"])
    ):
        return None
    number = found["quarter"] or found["before"] or found["after"] or ""
    if number:
        at = ("1234".find(number) if number in "1234" else "一二三四".find(number)) * 3
        months = plan_months(start)[at : at + 3]
    else:
        months = plan_months(start)[slice(0, 6) if found["half"] == "上" else slice(6, 12)]
    first, last = months[0].first, months[-1].last
    begin = last if found["end"] else first
    return Typed(begin, "N204", {"read": begin.isoformat()}), Typed(
        last, "N204", {"read": last.isoformat()}
    )


def _bare_number(raw: Raw) -> int | None:
    """Give a whole number below a million, typed as number or as digits."""
    if isinstance(raw, bool) or raw is None:
        return None
    if isinstance(raw, str):
        text = narrowed(raw)
        return int(text) if re.fullmatch("[0-9]{1,6}", text) else None
    return int(raw) if -1e6 < raw < 1e6 and raw == int(raw) else None
