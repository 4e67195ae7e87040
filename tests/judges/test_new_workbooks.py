"""The Open XML SDK finds nothing to say about new workbooks: every template and the sample in both
languages, with every calendar, free and protected in one of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from judges.kinds import CALENDARS, SAMPLE, TEMPLATES, new
from judges.validator import judged, needs_validator

from btobsheet.plan.model import Language
from btobsheet.wording import LANGUAGES


@needs_validator
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [SAMPLE, *TEMPLATES])
def test_a_new_workbook_is_valid(name: str, language: Language, tmp_path: Path) -> None:
    calendars = CALENDARS if language == LANGUAGES[0] else CALENDARS[:1]
    files = {f"{calendar}.xlsx": new(name, language, calendar) for calendar in calendars}
    if language != LANGUAGES[0]:
        files["protected.xlsx"] = new(name, language, "week", protect=True)
    assert judged(tmp_path, files) == {}
