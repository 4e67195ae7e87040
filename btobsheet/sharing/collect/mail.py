"""A mail as a draft: an ``.eml`` that mail programs open ready to be sent.

Written as mail programs write it and so as they read it, not as ``email.policy`` would: names and
subjects are encoded words (RFC 2047); an attachment's name stands twice, as RFC 2231 in
Content-Disposition, which is what the standard asks for, and as an encoded word in Content-Type,
which is what older Outlooks look at. Thunderbird writes it the same way.

A draft has no sender: the mail program fills in whose it is when it is sent, and one that we made
up would be sent on behalf of somebody.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime
from hashlib import sha256
from io import BytesIO
from typing import Final
from urllib.parse import quote

from btobsheet.quickclass import dataclass
from btobsheet.reports.document import one_line, shown_bytes

_ADDRESS: Final = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
)
_PLAIN: Final = re.compile(r"[A-Za-z0-9 ._-]*")
_POLICY: Final = compat32.clone(linesep="\r\n", max_line_length=0)
_PIECE: Final = 54
"""Letters of a percent-encoded name on one line, which is to have 78 at most."""
_TYPES: Final = {
    "xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
    "xlsb": "vnd.ms-excel.sheet.binary.macroEnabled.12",
    "ods": "vnd.oasis.opendocument.spreadsheet",
}


@dataclass(frozen=True)
class Attached:
    """A workbook to go along."""

    name: str
    data: bytes


def is_address(text: str) -> bool:
    """Tell whether a text is one plain mail address."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def draft(
    name: str,
    address: str,
    subject: str,
    body: str,
    attached: Sequence[Attached],
    day: dt.date,
) -> bytes:
    """Give a draft to one person; without a recipient where the address is none.

    The same arguments give the same bytes.
    """
    message = MIMEMultipart("mixed", policy=_POLICY)
    message["Subject"] = _words(subject, "Subject")
    if is_address(address):
        message["To"] = _mailbox(name, address)
    message["Date"] = format_datetime(dt.datetime.combine(day, dt.time(9)))
    message["X-Unsent"] = "1"
    message.attach(MIMEText(body.replace("\n", "\r\n"), "plain", "utf-8", policy=_POLICY))
    for one in attached:
        message.attach(_part(one))
    message.set_boundary(_boundary(subject, body, attached))
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, policy=_POLICY).flatten(message)
    return out.getvalue()


def _boundary(subject: str, body: str, attached: Sequence[Attached]) -> str:
    """Give a line that no part holds: all parts are base64, which has no ``=_``."""
    made = sha256(subject.encode("utf-8", "replace") + body.encode("utf-8", "replace"))
    for one in attached:
        made.update(one.data)
    return f"=_{made.hexdigest()[:32]}"


def _words(text: str, field: str) -> str:
    """Give a header's text, folded; encoded where it is not plain."""
    line = one_line(text)
    if _PLAIN.fullmatch(line) and len(line) < _PIECE:
        return line
    return Header(line, "utf-8", header_name=field, maxlinelen=76).encode(linesep="\r\n")


def _mailbox(name: str, address: str) -> str:
    line = one_line(name)
    if not line:
        return address
    shown = f'"{line}"' if _PLAIN.fullmatch(line) else _words(line, "To")
    return (
        f"{shown}\r\n <{address}>" if len(shown) + len(address) > _PIECE else f"{shown} <{address}>"
    )


def _part(one: Attached) -> MIMEBase:
    name = one_line(shown_bytes(one.name)).replace('"', "_").replace("\\", "_")
    kind = _TYPES.get(name.rpartition(".")[2].lower(), "octet-stream")
    part = MIMEBase("application", kind, policy=_POLICY)
    del part["Content-Type"]
    part["Content-Type"] = f'application/{kind};\r\n name="{_words(name, " name=")}"'
    part["Content-Disposition"] = "attachment;" + "".join(_file_name(name))
    part.set_payload(one.data)
    encode_base64(part)
    return part


def _file_name(name: str) -> Sequence[str]:
    """Give a file's name as RFC 2231 wants it, in numbered pieces where one line is too short."""
    if _PLAIN.fullmatch(name) and len(name) < _PIECE:
        return (f'\r\n filename="{name}"',)
    pieces = [""]
    for char in name:
        coded = quote(char, safe="", errors="replace")
        if len(pieces[-1]) + len(coded) > _PIECE:
            pieces.append("")
        pieces[-1] += coded
    if len(pieces) == 1:
        return (f"\r\n filename*=UTF-8''{pieces[0]}",)
    lines = [f" filename*{at}*={piece}" for at, piece in enumerate(pieces)]
    lines[0] = lines[0].replace("=", "=UTF-8''", 1)
    return ("\r\n", ";\r\n".join(lines))
