"""Drafts of mails: what programs read in them, and that no name or text can break out of its place."""

from __future__ import annotations

import datetime as dt
import email
import re
from email import policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.reports.document import one_line, shown_bytes
from btobsheet.sharing.collect.mail import Attached, draft, is_address

DAY = dt.date(2026, 10, 5)
BOOK = bytes(range(256)) * 400


def read(data: bytes) -> EmailMessage:
    return cast("EmailMessage", email.message_from_bytes(data, policy=policy.default))


def made(
    name: str = "見本花子",
    subject: str = "【お願い】計画の入力と確認",
    body: str = "見本花子 さん\n\nお願いします。\n",
    file: str = "2026年度 マーケティング計画(架空の会社のサンプル)_見本花子.xlsx",
    address: str = "mihon@example.com",
) -> bytes:
    return draft(name, address, subject, body, (Attached(file, BOOK),), DAY)


def attachment(message: EmailMessage) -> EmailMessage:
    (found,) = message.iter_attachments()
    return found


def test_a_draft_says_whom_it_is_for_and_brings_the_very_bytes() -> None:
    message = read(made())
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "【お願い】計画の入力と確認"
    (to,) = message["To"].addresses
    assert (to.display_name, to.addr_spec) == ("見本花子", "mihon@example.com")
    body = message.get_body()
    assert body is not None
    assert body.get_content() == "見本花子 さん\r\n\r\nお願いします。\r\n"
    book = attachment(message)
    assert book.get_content() == BOOK
    assert book.get_filename() == "2026年度 マーケティング計画(架空の会社のサンプル)_見本花子.xlsx"
    assert book.get_content_type().endswith("spreadsheetml.sheet")
    assert [one.defects for one in message.walk()] == [[]] * 3
    assert message["From"] is None  # filled in by the program that sends it
    assert message["Date"].datetime.date() == DAY


def test_a_name_stands_for_newer_and_for_older_programs() -> None:
    """RFC 2231 in the disposition, an encoded word in the type: as Thunderbird writes it."""
    raw = made().decode("ascii")
    assert "filename*0*=UTF-8''2026%E5%B9%B4" in raw
    name = re.search(r'name="((?:=\?utf-8\?b\?[^"]+))"', raw)
    assert name is not None
    told = str(make_header(decode_header(name[1].replace("\r\n", ""))))
    assert told == "2026年度 マーケティング計画(架空の会社のサンプル)_見本花子.xlsx"


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("plan.xlsx", 'filename="plan.xlsx"'),
        ("計画.xlsx", "filename*=UTF-8''%E8%A8%88%E7%94%BB.xlsx"),
        ("a;b.xlsx", "filename*=UTF-8''a%3Bb.xlsx"),
        ("it's.xlsm", "filename*=UTF-8''it%27s.xlsm"),
    ],
)
def test_names_of_each_kind(file: str, written: str) -> None:
    data = made(file=file)
    assert written in data.decode("ascii")
    assert attachment(read(data)).get_filename() == file


def test_lines_are_as_long_as_mail_allows_and_end_as_mail_wants() -> None:
    data = made(subject="長い題名" * 40, name="名前" * 40, file="長い名前" * 40 + ".xlsx")
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    head, _, _ = data.partition(b"\r\n\r\n")
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert max(map(len, head.split(b"\r\n"))) <= 100
    message = read(data)
    assert message["Subject"] == "長い題名" * 40
    assert attachment(message).get_filename() == "長い名前" * 40 + ".xlsx"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a@example.com", True),
        ("a.b+c@sub.example.co.jp", True),
        ("", False),
        ("a@localhost", False),
        ("a@example.com, b@example.com", False),
        ("a@example.com\r\nBcc: x@example.com", False),
        ("A <a@example.com>", False),
        ("花子@例え.jp", False),
        ("mailto:a@example.com", False),
        ("a@example.com ", False),
    ],
)
def test_what_is_an_address(text: str, right: bool) -> None:
    assert is_address(text) is right
    assert (read(made(address=text))["To"] is not None) is right


@pytest.mark.parametrize("field", ["name", "subject", "file"])
def test_no_text_begins_a_header_of_its_own(field: str) -> None:
    evil = 'x"\r\nBcc: evil@example.com\r\n\r\n<b>'
    message = read(made(**{field: evil}))
    assert message["Bcc"] is None
    assert set(message.keys()) <= {
        *("Content-Type", "MIME-Version", "Subject", "To", "Date", "X-Unsent")
    }
    assert attachment(message).get_content() == BOOK


TEXT = st.text(st.characters(codec="utf-8"), max_size=60)


@given(name=TEXT, subject=TEXT, file=TEXT, body=TEXT)
def test_any_text_is_read_back(name: str, subject: str, file: str, body: str) -> None:
    message = read(made(name, subject, body, f"{file}.xlsx"))
    assert one_line(str(message["Subject"])) == one_line(subject)
    (to,) = message["To"].addresses
    assert to.addr_spec == "mihon@example.com"
    book = attachment(message)
    assert book.get_content() == BOOK
    shown = one_line(shown_bytes(f"{file}.xlsx")).replace('"', "_").replace("\\", "_")
    assert book.get_filename() == shown
    assert set(message.keys()) <= {
        *("Content-Type", "MIME-Version", "Subject", "To", "Date", "X-Unsent")
    }


def test_the_same_gives_the_same_bytes() -> None:
    assert made() == made()
