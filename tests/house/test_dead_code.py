"""Nothing is unused but what ``vulture_allowed.py`` names with its reason, and all it names is."""

from __future__ import annotations

import pytest
from checkout import ROOT
from house.vulture_allowed import names

vulture = pytest.importorskip("vulture", reason="vulture is of the extra 'dev'")
MADE = ["*/compiled.py", "*/quickshapes.py"]
"""What programs made: of the page, of our classes."""
CODE = ("btobsheet", "sheet_templates", "samples", "docs")


class Asked:
    """Gives every attribute's own name."""

    def __getattribute__(self, name: str) -> str:
        return name


@pytest.mark.slow
def test_the_list_names_what_seems_unused_and_nothing_else() -> None:
    found = vulture.Vulture()
    found.scavenge([ROOT / folder for folder in CODE], exclude=MADE)
    assert sorted(names(Asked())) == sorted({item.name for item in found.get_unused_code(60)})
