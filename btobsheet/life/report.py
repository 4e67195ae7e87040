"""What came of an approval, as a document for people."""

from __future__ import annotations

import datetime as dt

from btobsheet.life.approve import Approved
from btobsheet.reports.document import Block, Bullets, Document, Paragraph
from btobsheet.reports.problems import worded
from btobsheet.reports.status.agreed import approval_line, difference_lines
from btobsheet.reports.voice import Voice
from btobsheet.status.assess import assess
from btobsheet.wording import text


def compose_approved(made: Approved, language: str, as_of: dt.date) -> Document:
    """Compose what is told: the approval, what it changes, and the errors it was approved with."""
    voice = Voice(assess(made.plan, as_of), language)
    blocks: list[Block] = [Paragraph(approval_line(voice, made.approval))]
    if made.changes:
        count = len(made.changes)
        blocks.append(Paragraph(text(language, "life.replanned", count=count)))
        blocks.append(Bullets(tuple(difference_lines(voice, made.changes))))
    if made.errors:
        blocks.append(Paragraph(text(language, "life.with_errors", count=len(made.errors))))
        blocks.append(Bullets(tuple(worded(item, language) for item in made.errors)))
    return Document(text(language, "life.approved"), made.file, language, tuple(blocks))
