"""The Open XML SDK finds nothing to say about files that commands make of a workbook, and it does
find what is wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from judges.breaking import broken
from judges.kinds import KINDS, sample
from judges.validator import findings, judged, needs_validator

from btobsheet.plan.model import Language
from btobsheet.wording import LANGUAGES


@needs_validator
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_file_of_every_kind_is_valid(kind: str, language: Language, tmp_path: Path) -> None:
    assert judged(tmp_path, KINDS[kind](language)) == {}


@needs_validator
@pytest.mark.parametrize(
    ("part", "old", "new", "told"),
    [
        ("xl/workbook.xml", "<sheets>", '<sheets><sheet name="x"/>', "sheetId"),
        ("xl/worksheets/sheet1.xml", "<sheetData>", "<sheetDate/><sheetData>", "sheetDate"),
        ("xl/worksheets/sheet2.xml", ' t="s"', ' t="text"', "text"),
    ],
    ids=["attribute", "element", "value"],
)
def test_what_is_wrong_is_found(part: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(broken(sample("ja"), part, old, new))
    found = findings(path)
    assert any(part in line and told in line for line in found), found
