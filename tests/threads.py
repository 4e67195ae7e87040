"""Conversations of Excel 365 (threaded comments) put into a workbook, as Excel writes them."""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.excel.patch.parts.package import Parts

_SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.microsoft.com/office/2017/10/relationships"
_NOTE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.ms-excel"
_NOTE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
PLACEHOLDER = (
    "[Threaded comment]\n\nYour version of Excel allows you to read this\n\nComment:\n    "
)


def threaded(
    data: bytes, part: str, cell: str, said: Sequence[str], who: str = "見本花子"
) -> bytes:
    """Put a thread on a cell of a worksheet part: a comment, and the replies to it."""
    parts = Parts(data)
    people = (
        f'<personList xmlns="{_SPACE}"><person displayName="{who}" id="{{P}}" userId="x" '
        'providerId="AD"/></personList>'
    )
    made = "".join(
        f'<threadedComment ref="{cell}" dT="2026-06-01T01:02:03.00" personId="{{P}}" '
        f'id="{{{number}}}"{" parentId=" + chr(34) + "{0}" + chr(34) if number else ""}>'
        f"<text>{word}</text></threadedComment>"
        for number, word in enumerate(said)
    )
    note = (
        f'<comments xmlns="{_MAIN}"><authors><author>tc={{0}}</author></authors><commentList>'
        f'<comment ref="{cell}" authorId="0"><text><t>{PLACEHOLDER}{said[0]}</t></text>'
        "</comment></commentList></comments>"
    )
    thread = f'<ThreadedComments xmlns="{_SPACE}">{made}</ThreadedComments>'
    parts.add("xl/persons/person.xml", people.encode(), f"{_TYPE}.person+xml")
    parts.relate("xl/workbook.xml", f"{_RELATION}/person", "xl/persons/person.xml")
    name = "xl/threadedComments/threadedComment1.xml"
    parts.add(name, thread.encode(), f"{_TYPE}.threadedcomments+xml")
    parts.relate(part, f"{_RELATION}/threadedComment", name)
    parts.add("xl/comments1.xml", note.encode(), _NOTE_TYPE)
    parts.relate(part, _NOTE, "xl/comments1.xml")
    return parts.result()
