"""On a Python that matches possessive quantifiers wrongly, the short cuts take the same."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from test_plainrows import FIRST, ODD, OPEN, PLAIN

from btobsheet.excel.raw.plainrows import ROWS
from btobsheet.excel.raw.possessive import possessive
from btobsheet.excel.raw.thinning import SHOWN

SAMPLE = Path(__file__).parents[3] / "samples" / "plan.ja.xlsx"
PATTERNS = {"rows": ROWS, "shown": SHOWN}


def spans(pattern: re.Pattern[bytes], xml: bytes) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(xml)]


def texts() -> list[bytes]:
    """Give real sheets, whole and cut, and rows in every odd form."""
    with ZipFile(SAMPLE) as book:
        sheets = [book.read(name) for name in book.namelist() if "/sheet" in name]
    cut = [sheet[: len(sheet) * part // 7] for sheet in sheets for part in range(1, 7)]
    return sheets + cut + [(OPEN + FIRST + PLAIN + odd + PLAIN).encode() for odd in ODD]


@pytest.mark.skipif(sys.version_info < (3, 11, 5), reason="this Python has the fault itself")
@pytest.mark.parametrize("name", PATTERNS)
def test_both_forms_match_the_same(name: str) -> None:
    found = 0
    for xml in texts():
        both = [spans(possessive(PATTERNS[name], right), xml) for right in (True, False)]
        assert both[0] == both[1]
        found += len(both[0])
    assert found > 100


@pytest.mark.parametrize("name", PATTERNS)
def test_the_plain_form_has_no_possessive_quantifier(name: str) -> None:
    plain = possessive(PATTERNS[name], is_right=False).pattern
    assert not re.search(rb"[*+?}]\+", plain)
    assert len(re.findall(rb"[*+?}]\+", PATTERNS[name])) == len(PATTERNS[name]) - len(plain)
