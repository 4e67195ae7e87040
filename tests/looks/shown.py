"""What a cell shows of its value: number formats, as far as workbooks of ours use them.

A format that is not understood shows the value as it is, rounded to ten digits.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache

PIECES = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|_(?P<space>.)|\*(?P<fill>.)'
    r"|(?P<date>yyyy|yy|mmmm|mmm|mm|m|dd|d|aaaa|aaa|ddd)|(?P<number>[#0?][#0?,]*(?:\.[#0?]+)?,*)"
    r"|(?P<general>General)|(?P<text>@)|(?P<other>.)",
    re.IGNORECASE,
)
COLOURS = {
    "red": "FF0000",
    "blue": "0000FF",
    "green": "00FF00",
    "black": "000000",
    "white": "FFFFFF",
}
TESTS = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "=": lambda a, b: a == b,
    ">": lambda a, b: a > b, ">=": lambda a, b: a >= b, "<>": lambda a, b: a != b,
}  # fmt: skip
STRFTIME = {
    "yyyy": "%Y",
    "yy": "%y",
    "mmmm": "%B",
    "mmm": "%b",
    "mm": "%m",
    "dd": "%d",
    "ddd": "%a",
}
WEEKDAYS = "月火水木金土日"


@lru_cache(maxsize=50_000)
def shown(kind: str, value: str, code: str) -> str:
    """Give what a cell of this kind (n, s, b, e) shows of its value by the format's code."""
    sections = _sections(code)
    if kind == "s":
        if len(sections) > 3 or (len(sections) == 1 and "@" in code):
            return _filled(sections[-1], None, value)
        return value
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    if kind != "n" or not value:
        return value
    number = float(value)
    section, tested = _section(sections, number)
    if section is None:
        return ""
    return _filled(section, abs(number) if tested else number, value)


def colours(code: str) -> list[str]:
    """Give the colours a format brings itself: of negative numbers mostly."""
    found = re.findall(r"\[([A-Za-z]+)\]", code)
    return [COLOURS[one.lower()] for one in found if one.lower() in COLOURS]


def is_date(code: str) -> bool:
    """Tell whether a number format shows a date."""
    return any(piece.lastgroup == "date" for piece in PIECES.finditer(code))


@cache
def _sections(code: str) -> list[str]:
    """Split a format at its semicolons, not at those in quotes."""
    return re.findall(r'((?:"[^"]*"|\\.|[^;"\\])*)(?:;|$)', code)[: code.count(";") + 1]


def _section(sections: list[str], number: float) -> tuple[str | None, bool]:
    """Choose the section of a number, and whether the section itself writes the sign."""
    for at, section in enumerate(sections):
        test = re.search(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]", section)
        if test and TESTS[test[1]](number, float(test[2])):
            return section, at > 0
        if test and at == len(sections) - 1:
            return None, False
    if any(re.search(r"\[[<>=]", section) for section in sections):
        return next(one for one in sections if not re.search(r"\[[<>=]", one)), False
    if len(sections) > 2 and number == 0:
        return sections[2] or None, True
    if len(sections) > 1 and number < 0:
        return sections[1] or None, True
    return (sections[0] or None) if len(sections) > 1 else sections[0], False


def _filled(section: str, number: float | None, value: str) -> str:
    percent = "%" in re.sub(r'"[^"]*"', "", section)
    day = dt.datetime(1899, 12, 30) + dt.timedelta(days=number) if number is not None and (
        is_date(section) and -1 < number < 2958466) else None  # fmt: skip
    out = []
    for piece in PIECES.finditer(section):
        name, text = piece.lastgroup or "", piece[0]
        if name in ("quoted", "escaped"):
            out.append(piece[name])
        elif name == "space":
            out.append(" ")
        elif name == "text":
            out.append(value)
        elif name == "date" and day is not None:
            out.append(_of_date(text.lower(), day))
        elif name in ("number", "general") and number is not None:
            out.append(_number("General" if name == "general" else text, number, percent))
        elif name in ("other", "date"):
            out.append(text)
    return "".join(out)


def _of_date(letters: str, day: dt.datetime) -> str:
    if letters in ("aaa", "aaaa"):
        return WEEKDAYS[day.weekday()] + ("曜日" if letters == "aaaa" else "")
    if letters in ("m", "d"):
        return str(day.month if letters == "m" else day.day)
    return day.strftime(STRFTIME[letters])


def _number(code: str, number: float, percent: bool) -> str:
    if code == "General":
        return f"{number:.10g}"
    number = number * 100 if percent else number
    whole, _, part = code.partition(".")
    part = part.rstrip(",")
    thousands = len(code) - len(code.rstrip(","))
    number /= 1000**thousands
    text = f"{number:{',' if ',' in whole.rstrip(',') else ''}.{len(part)}f}"
    while part.endswith("#") and text.endswith("0"):
        text, part = text[:-1], part[:-1]
    if not float(text.replace(",", "")) and "0" not in code:
        return ""
    return text.rstrip(".") if not part else text
