"""A workbook is mailed many times a month: the default one stays small."""

from __future__ import annotations

import pytest

from btobsheet import api
from btobsheet.plan.model import Language

LARGEST = 300_000
"""Bytes : what every mail system carries, and what the product promises."""


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_default_workbook_is_small(language: Language) -> None:
    assert len(api.generate(api.load_template(language=language).plan)) <= LARGEST
