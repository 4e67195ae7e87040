"""Where a workbook's はじめに has the cell in which a person picks a name."""

from __future__ import annotations

from btobsheet.excel.raw.cells import SheetGrid
from btobsheet.layout.twin.personal import FORMER_LABEL, FORMER_PICK, PICK
from btobsheet.wording import LANGUAGES, text


def pick_of(guide: SheetGrid) -> tuple[int, int]:
    """Give that cell (row, column); one of an earlier form has it elsewhere."""
    row, column = FORMER_LABEL
    label = guide.rows.get(row, {}).get(column)
    former = {text(language, "former.guide.card") for language in LANGUAGES}
    return FORMER_PICK if label and label.value in former else PICK
