"""How copies of a workbook are named and told of, in one language."""

from __future__ import annotations

import os
from collections.abc import Sequence

from btobsheet.plan.copies import Copy
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import one_line
from btobsheet.wording import text


@dataclass(frozen=True)
class WhichVoice:
    """Words copies in one language, each file by its shortest clear name."""

    language: str
    names: dict[str, str]
    layout_version: int

    def word(self, key: str, **details: object) -> str:
        """Word one text of this report."""
        return text(self.language, f"which.{key}", **details)

    def file(self, copy: Copy) -> str:
        """Name a copy."""
        return one_line(self.names[copy.file])

    def saved(self, copy: Copy) -> str:
        """Say when and by whom a copy was saved, else when its file was."""
        when = copy.saved_at or copy.file_time
        if when is None:
            return self.word("saved_unknown")
        parts = {name: getattr(when, name) for name in ("year", "month", "day", "hour", "minute")}
        shown = self.word("when", **parts)
        if copy.saved_at:
            return self.word("saved", when=shown, by=one_line(copy.saved_by)).strip()
        return self.word("saved_file_time", when=shown)

    def revision(self, copy: Copy) -> str:
        """Say which revision a copy is of."""
        number = copy.plan.identity.revision
        return self.word("revision", revision=number) if number else self.word("no_revision")

    def what(self, copy: Copy) -> str:
        """Say of which revision a copy is, whether it was changed, and when it was saved."""
        changed = "what_changed" if copy.changed else "what_untouched"
        key = "what_unknown" if copy.changed is None else changed
        return self.word(
            "what",
            revision=self.revision(copy),
            changed=self.word(key, count=copy.changed),
            saved=self.saved(copy),
        )


def short_names(files: Sequence[str]) -> dict[str, str]:
    """Give each file's name without its folder where that is enough to tell it apart."""
    short_names = [os.path.basename(file) for file in files]  # noqa: PTH119 - texts, not files
    return {
        file: name if short_names.count(name) == 1 else file
        for file, name in zip(files, short_names, strict=True)
    }
