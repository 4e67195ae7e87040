"""Entries -> iCalendar (RFC 5545): content lines, escaped and folded.

Deterministic: the stamp of every entry is the day the plan was judged on, no clock is asked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from btobsheet.agenda.entries import Agenda, Entry
from btobsheet.reports.document import clean

LINE_OCTETS = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_ONE_DAY = dt.timedelta(days=1)


def ics_text(agenda: Agenda) -> str:
    """Write an agenda as the text of an ``.ics`` file, lines ended by CRLF."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(agenda))


def escaped(text: str) -> str:
    """Give a text as a value: without control characters, line ends as ``\\n``."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\\n".join(clean(line).translate(_ESCAPES) for line in lines)


def folded(line: str) -> str:
    """Break a line into pieces of at most 75 octets, never within a character."""
    data = line.encode("utf-8")
    pieces, start, room = [], 0, LINE_OCTETS
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # within a character
            end -= 1
        pieces.append(data[start:end])
        start, room = end, LINE_OCTETS - 1  # each further piece begins with a space
    return b"\r\n ".join((*pieces, data[start:])).decode("utf-8")


def _lines(agenda: Agenda) -> Iterator[str]:
    yield from (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//btobsheet//btobsheet//{agenda.language.upper()}",
        "CALSCALE:GREGORIAN",
        f"NAME:{escaped(agenda.title)}",
        f"X-WR-CALNAME:{escaped(agenda.title)}",
    )
    stamp = f"{_day(agenda.as_of)}T000000Z"
    for entry in agenda.entries:
        yield from _event(entry, stamp, agenda.sequence)
    yield "END:VCALENDAR"


def _event(entry: Entry, stamp: str, sequence: int) -> Iterator[str]:
    """Write an all-day event; its end is the day after its last, and nobody is busy by it."""
    yield from (
        "BEGIN:VEVENT",
        f"UID:{escaped(entry.uid)}",
        f"DTSTAMP:{stamp}",
        f"SEQUENCE:{sequence}",
        f"DTSTART;VALUE=DATE:{_day(entry.first)}",
        f"DTEND;VALUE=DATE:{_day(entry.last + _ONE_DAY)}",
        f"SUMMARY:{escaped(entry.summary)}",
    )
    if entry.description:
        yield f"DESCRIPTION:{escaped(entry.description)}"
    if entry.category:
        yield f"CATEGORIES:{escaped(entry.category)}"
    yield from (f"STATUS:{entry.status}", "TRANSP:TRANSPARENT")
    for alarm in entry.alarms:
        yield from (
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escaped(entry.summary)}",
            f"TRIGGER;RELATED=END:{_before(entry, alarm)}",
            "END:VALARM",
        )
    yield "END:VEVENT"


def _before(entry: Entry, alarm: dt.datetime) -> str:
    """Give how long before the end of the last day an alarm calls: ``-P1DT15H``."""
    gap = dt.datetime.combine(entry.last + _ONE_DAY, dt.time()) - alarm
    hours = gap.seconds // 3600
    return f"-P{gap.days}D" + (f"T{hours}H" if hours else "")


def _day(day: dt.date) -> str:
    return day.isoformat().replace("-", "")
