"""The Open XML SDK finds nothing new in a workbook that LibreOffice saved and we patched: what it
says of LibreOffice's own file is not ours.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from judges.excel_rules import broken_rules
from judges.kinds import DAY, MINE, MISTAKES, OTHERS, merged_with, noted, sample, told, typed
from judges.validator import findings, needs_validator
from office import convert, needs_libreoffice

from btobsheet.api import copies
from btobsheet.plan.model import Language
from btobsheet.wording import LANGUAGES


@needs_validator
@needs_libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_patched_workbook_is_as_valid_as_libreoffice_left_it(
    language: Language, tmp_path: Path
) -> None:
    made = sample(language)
    own = tmp_path / "own.xlsx"
    own.write_bytes(made)
    (path,) = convert([own], tmp_path / "saved")
    saved = path.read_bytes()
    patched = {
        "mark": copies.mark(typed(saved, MISTAKES), as_of=DAY),
        "diff": told({"a.xlsx": made, "b.xlsx": typed(saved, MINE)}, "diff"),
        "merge": merged_with(saved, typed(made, MINE), typed(saved, OTHERS)),
        "notes": merged_with(saved, noted(saved, {("A002", "end"): "確認中 <&>"})),
        "fill": copies.fill(saved, b"KPI,2026-12\nK01,40\nK02,52\n", as_of=DAY, name="a.xlsx").data,
    }
    before = Counter([*findings(path), *broken_rules(saved)])
    for kind, data in patched.items():
        assert data != saved, kind
        path = tmp_path / f"{kind}.xlsx"
        path.write_bytes(data)
        assert Counter([*findings(path), *broken_rules(data)]) - before == Counter(), kind
