"""What was done to a plan, told and kept as a page in a room of its own."""

from __future__ import annotations

from btobsheet import api
from btobsheet.desk.folder import clean_name
from btobsheet.desk.pages import desk
from btobsheet.desk.told import plain_document
from btobsheet.reports.document import Document


def record(what: str, document: Document) -> str:
    """Keep what came of some work as a page; give its name."""
    name = clean_name(f"{desk().folder.stamp()} {what}", what)
    page = api.render(plain_document(document), "html")
    return desk().folder.put("records", f"{name}.html", page.encode("utf-8"))
