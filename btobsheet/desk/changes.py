"""What is done to a plan: made of the one that was seen, written, told and kept as a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from btobsheet import api
from btobsheet.desk.folder import clean_name
from btobsheet.desk.jobs import Job
from btobsheet.desk.pages import desk, say
from btobsheet.desk.told import plain_document
from btobsheet.reports.document import Document


class Made(Protocol):
    """What the library gives where it changes a workbook."""

    @property
    def data(self) -> bytes:
        """Give the workbook's bytes."""


M = TypeVar("M", bound=Made)


def changed(
    job: Job, name: str, seen: str, make: Callable[[bytes], M], tell: Callable[[M], Document]
) -> tuple[M, Document]:
    """Change a plan that is still the one ``seen``; give what was made, and what is told of it,
    which is kept as a page. Raises as :meth:`btobsheet.desk.folder.Folder.change`.
    """
    made: list[M] = []

    def work(data: bytes) -> bytes:
        made.append(make(data))
        job.step(say("work.step_write"))
        return made[0].data

    job.is_written = desk().folder.change(name, seen, work)
    document = tell(made[0])
    job.step(say("work.step_record"))
    record(job.title, document)
    return made[0], document


def record(what: str, document: Document) -> str:
    """Keep what came of some work as a page; give its name."""
    name = clean_name(f"{desk().folder.stamp()} {what}", what)
    page = api.render(plain_document(document), "html")
    return desk().folder.put("records", f"{name}.html", page.encode("utf-8"))
