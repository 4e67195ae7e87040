"""Workbooks that came back: dropped in, looked through, marked to be sent back, set aside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, Response, request, url_for
from werkzeug.datastructures import FileStorage

from btobsheet.desk.books import Book
from btobsheet.desk.folder import MissingError, clean_name, digest
from btobsheet.desk.jobs import Job, Link, Outcome
from btobsheet.desk.pages import book, desk, download, language, led, page, say, work
from btobsheet.desk.rounds import awaited, one_returned, refusal, returned
from btobsheet.desk.routes.home import packed
from btobsheet.desk.routes.plan import mark, stem
from btobsheet.desk.told import told
from btobsheet.layout.look import Tone
from btobsheet.reports.document import Cell, Column, Document, Table
from btobsheet.system.bounded import MAX_FILE

blueprint = Blueprint("copies", __name__, url_prefix="/plan/<name>/copies")
Dropped = tuple[str, bytes]


@blueprint.get("")
def copies(name: str) -> Response:
    """Show what came back, and who is awaited."""
    master = book(name)
    here = returned(master)
    waiting = awaited(master, here)
    return page("copies.html", title=say("copies.title"), book=master, here=here, waiting=waiting)


@blueprint.post("")
def drop(name: str) -> Response:
    """Take workbooks in that can be read and are of this plan; say of each what became of it."""
    master = book(name)
    dropped = [_read(one) for one in request.files.getlist("files") if one.filename]
    if not dropped:
        return led("copies.copies", name=name)
    return work(say("copies.taking"), name, _back(name), partial(_take, master, dropped))


def _back(name: str) -> Link:
    return Link(url_for("copies.copies", name=name), say("copies.back"))


def _read(file: FileStorage) -> Dropped:
    """Read one file that was sent, no more of it than shows that it is too large."""
    data = file.stream.read(MAX_FILE + 1)
    return clean_name(file.filename or "", say("copies.unnamed")), data


def _take(master: Book, dropped: Sequence[Dropped], job: Job) -> Outcome:
    """Look each over, and put those that may be merged into their room."""
    folder = desk().folder
    known = {digest(folder.read(one, "returned")) for one in folder.files("returned")}
    rows: list[tuple[Cell, ...]] = []
    taken = 0
    for name, data in dropped:
        job.step(say("copies.step_take", file=name), len(dropped))
        why = _why_not(master, name, data)
        if not why and digest(data) not in known:
            name, taken = folder.put("returned", name, data), taken + 1
            rows.append(_became(name, say("copies.is_taken"), "good"))
        else:
            rows.append(_became(name, why or say("copies.is_here"), "bad" if why else "quiet"))
        known.add(digest(data))
    heads = (Column(say(f"copies.column_{one}"), wide=True) for one in ("file", "became"))
    table = Table(say("copies.taken_caption"), tuple(heads), tuple(rows))
    tone = "good" if taken == len(dropped) else "warn"
    said = say("copies.taken", count=taken, all=len(dropped))
    return Outcome(said, Document(job.title, "", language(), (table,)), (job.back,), tone)


def _became(name: str, said: str, tone: Tone) -> tuple[Cell, ...]:
    return Cell(name), Cell(said, tone)


def _why_not(master: Book, name: str, data: bytes) -> str:
    """Say why a file is not taken in; nothing where it is. Nothing of it has been written yet."""
    found = refusal(Book(name, "returned", data), master)
    return told(found, language()) if found else ""


@blueprint.get("/<file>")
def copy(name: str, file: str) -> Response:
    """Show what is wrong in one of them."""
    master = book(name)
    found = one_returned(desk().shelf.book(file, "returned"), master)
    title = say("copies.one_title", file=file)
    return page("copy.html", title=title, book=master, found=found, file=file)


@blueprint.get("/<file>/marked")
def marked(name: str, file: str) -> Response:
    """Give a copy of one of them with what is wrong marked, to be sent back."""
    found = desk().shelf.book(file, "returned")
    if found.error:
        raise found.error
    return download(mark(found), _marked_name(file))


def _marked_name(file: str) -> str:
    return say("findings.file", stem=stem(file)) + ".xlsx"


@blueprint.post("/<file>/aside")
def aside(name: str, file: str) -> Response:
    """Move one of them out of the way: it is not merged, and not lost."""
    desk().folder.move(file, "returned", "aside")
    return led("copies.copies", name=name)


@blueprint.post("/marked")
def mark_all(name: str) -> Response:
    """Make marked copies of all in which something is wrong, in a room of their own."""
    return work(say("copies.marking"), name, _back(name), partial(_mark_all, book(name)))


def _mark_all(master: Book, job: Job) -> Outcome:
    found = [one for one in returned(master) if one.may_mark and one.book.problems]
    for one in found:
        job.step(say("copies.step_mark", file=one.book.name), len(found))
        desk().folder.write("back", _marked_name(one.book.name), mark(one.book))
    if not found:
        return Outcome(say("copies.none_marked"), None, (job.back,))
    link = Link(url_for("copies.all_marked", name=master.name), say("copies.take_marked"))
    return Outcome(say("copies.marked", count=len(found)), None, (link, job.back), "good")


@blueprint.get("/marked.zip")
def all_marked(name: str) -> Response:
    """Give all marked copies as one file."""
    if not desk().folder.files("back"):
        raise MissingError(name)
    return packed(("back",), f"{desk().folder.room('back').name}.zip")
