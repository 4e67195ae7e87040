"""What a file is, and what it may cost, is settled before it is read."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from effort import examples
from hypothesis import given
from hypothesis import strategies as st
from zipped import book, parts, zipped

from btobsheet.excel.raw import preflight
from btobsheet.excel.raw.grid import Grid, read_grid
from btobsheet.excel.raw.preflight import Package
from btobsheet.problems import UnreadableError
from btobsheet.wording import LANGUAGES, text

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
GOOD = book('<row r="1"><c r="A1"><v>1</v></c></row>')
XML_2003 = (
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    b"</Workbook>"
)


def code_of(source: object, name: str = "") -> str:
    try:
        read_grid(source, name)  # type: ignore[arg-type]
    except UnreadableError as error:
        for language in LANGUAGES:  # each has its words, and says what to do
            assert text(language, f"problems.{error.problem.code}", **error.problem.details)
            assert text(language, f"problems.{error.problem.code}.hint", **error.problem.details)
        assert error.file == (name or (source if isinstance(source, str) else ""))
        return error.problem.code
    return ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E009"),
        (GOOD, ""),
        (b"HTTP/1.1 200 OK\r\n\r\n" + GOOD, ""),  # junk in front, as broken downloads leave it
        (GOOD[:-30], "E006"),
        (GOOD[:40], "E006"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "E004"),
        (OLE + "Workbook".encode("utf-16-le"), "E005"),
        (OLE + "Book".encode("utf-16-le"), "E005"),
        (OLE + "WordDocument".encode("utf-16-le"), "E003"),
        (OLE + "Workbook".encode("utf-16-le") + GOOD, "E005"),  # a workbook embedded in an old one
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "E005"),
        (b"%PDF-1.7\n", "E017"),
        ("施策,担当\n展示会,山田\n".encode(), "E007"),
        ("施策,担当\n展示会,山田\n".encode("cp932"), "E007"),
        ("施策\t担当".encode("utf-16"), "E007"),
        (b"\xef\xbb\xbfa,b\n", "E007"),
        ("あ".encode() * 3000, "E007"),  # cut in the middle of a character
        (b"<!DOCTYPE html><p>Sign in", "E008"),
        (b"\n <html><body>", "E008"),
        (b'<meta charset="utf-8"><table>', "E008"),
        (XML_2003, "E018"),
        (b"\xef\xbb\xbf" + XML_2003, "E018"),
        (
            b'<?xml version="1.0"?>\n<!-- c -->\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>',
            "E018",
        ),
        (b"<?xml version='1.0'?><note/>", "E008"),
        (b"<style>td{}</style><table>", "E008"),
        (b"<!-- x -->\n<table>", "E008"),
        (b"<head><meta></head><body></body>", "E008"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', "E008"),
        (b'<rss version="2.0"><channel>', "E008"),
        (b"<report><row>1</row></report>", "E008"),
        (b"<KPI>,2026-09\nK02,52\n", "E003"),
        (b"<3,2026-09\n", "E003"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "E003"),
        (zipped({"word/document.xml": "<w/>"}), "E003"),
        (zipped({"Index/Document.iwa": "x"}), "E003"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "E003"),
        (zipped({}), "E003"),
        (
            zipped(
                {
                    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                    "META-INF/manifest.xml": "<encryption-data/>",
                }
            ),
            "E004",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_is_named_for_what_it_is(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_a_path_is_checked_before_it_is_read(tmp_path: Path) -> None:
    good, lock = tmp_path / "計画.xlsx", tmp_path / "~$計画.xlsx"
    good.write_bytes(GOOD)
    lock.write_bytes(b"\x06owner")
    assert code_of(str(good)) == ""
    assert code_of(str(lock)) == "E010"
    assert code_of(str(tmp_path / "none.xlsx")) == "E001"
    assert code_of(str(good / "below")) == "E001"
    assert code_of(str(tmp_path)) == "E016"
    assert code_of(str(tmp_path / "a\0b.xlsx")) == "E002"
    assert code_of(GOOD, "~$計画.xlsx") == "E010"


@pytest.mark.skipif(os.name == "nt", reason="no named pipes")
def test_what_is_no_ordinary_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert code_of(str(tmp_path / "pipe")) == "E003"


def test_a_file_that_may_not_be_opened_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "open.xlsx"
    path.write_bytes(GOOD)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("builtins.open", refuse)
    assert code_of(str(path)) == "E002"


def encrypted_entry() -> bytes:
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def with_parts(**changed: str | bytes) -> bytes:
    return zipped(
        parts()
        | {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in changed.items()}
    )


DOCTYPE = '<!DOCTYPE a [<!ENTITY b "c">]>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted_entry(), "E004"),
        (zipped([*parts().items(), ("xl/worksheets/sheet1.xml", "<worksheet/>")]), "E011"),
        (zipped([*parts().items(), ("XL/Worksheets/SHEET1.xml", "<worksheet/>")]), "E011"),
        (zipped(parts(), zipfile.ZIP_BZIP2), "E012"),
        (with_parts(xl__workbook_xml=DOCTYPE + "<workbook/>"), "E011"),
        (with_parts(xl__sharedStrings_xml=DOCTYPE + "<sst/>"), "E011"),
        (with_parts(xl__worksheets__sheet1_xml=DOCTYPE + "<worksheet/>"), "E011"),
        (with_parts(docProps__custom_xml=DOCTYPE + "<Properties/>"), "E011"),
        (with_parts(docProps__core_xml=DOCTYPE + "<core/>"), ""),  # never read
        (with_parts(xl__worksheets__sheet1_xml=b""), "E012"),
        (with_parts(xl__worksheets__sheet1_xml="<worksheet>"), "E012"),
        (with_parts(xl__workbook_xml="<workbook"), "E012"),
        (with_parts(xl__workbook_xml="<workbook/>"), "E013"),
        (with_parts(docProps__custom_xml="<Properties"), ""),  # optional: a broken one is none
        (book("<row>" + "<c>" * 100 + "</c>" * 100 + "</row>"), "E011"),
        (book(strings="<si>" + "<x>" * 100 + "</x>" * 100 + "</si>"), "E011"),
        (book(f'<row><c a="{"x" * (3 << 20)}"/></row>'), "E011"),
        (book(f'<row><c t="str"><v>{"x" * (3 << 20)}</v></c></row>'), "E011"),
    ],
)
def test_what_no_honest_program_writes_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize(
    ("limit", "value", "data"),
    [
        ("MAX_FILE", 100, GOOD),
        ("MAX_PART", 1000, book("<row/>" * 400)),
        ("MAX_BYTES", 2000, book("<row/>" * 400)),
        ("MAX_TAGS", 300, book("<row/>" * 400)),
        ("MAX_TAGS", 300, book('<row><c t="str"><v>' + "_x000D_" * 400 + "</v></c></row>")),
        ("MAX_CELLS", 1000, book("<row>" + "<c><v>1</v></c>" * 1000 + "</row>")),
        ("MAX_CELLS", 1000, book("<row><c><v>1</v></c></row>" * 400)),  # a row costs, too
        (
            "MAX_MERGES",
            10,
            book(after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 11 + "</mergeCells>"),
        ),
        ("MAX_OTHERS", 100, book(after="<x>" * 101 + "</x>" * 101)),
        ("MAX_OTHERS", 300, book(properties="<x/>" * 101)),
        ("MAX_ENTRIES", 20, zipped(parts() | {f"media/{n}": "x" for n in range(20)})),
    ],
)
def test_every_limit_stops_reading(
    limit: str, value: int, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert code_of(data) == ""
    monkeypatch.setattr(preflight, limit, value)
    monkeypatch.setattr("btobsheet.excel.raw.grid." + limit, value, raising=False)
    assert code_of(data) == "E011"


def test_a_part_that_unpacks_to_more_than_it_says_is_refused() -> None:
    data = bytearray(book("<row/>" * 1000))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (50).to_bytes(4, "little")
    assert code_of(bytes(data)) == "E012"


def test_part_names_have_no_case_and_either_slash() -> None:
    package = Package(zipped({"XL\\Worksheets/Sheet1.XML": "x"}))
    assert "xl/worksheets/sheet1.xml" in package
    assert package.read("/xl/worksheets/sheet1.xml") == b"x"


@given(st.binary(max_size=300))
def test_any_bytes_end_in_one_error(data: bytes) -> None:
    assert code_of(data).startswith("E0")


@examples(60, 400)
@given(st.data())
def test_a_damaged_workbook_reads_or_ends_in_one_error(data: st.DataObject) -> None:
    damaged = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert isinstance(read_grid(bytes(damaged)), Grid)
    except UnreadableError as error:
        assert error.problem.code in {
            "E003",
            "E004",
            "E006",
            "E007",
            "E011",
            "E012",
            "E013",
            "E014",
        }
