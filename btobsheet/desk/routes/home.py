"""The first page: what lies in the folder and what to do next; every file to be taken away."""

from __future__ import annotations

from tempfile import SpooledTemporaryFile
from typing import IO, cast

from flask import Blueprint, Response, send_file

from btobsheet.desk.books import Book
from btobsheet.desk.folder import ROOMS, MissingError
from btobsheet.desk.pages import desk, download, page, say
from btobsheet.desk.security import LOCKED, UNFRAMED
from btobsheet.desk.steps import steps

blueprint = Blueprint("home", __name__)
_IN_MEMORY = 32 << 20
HERE = "-"
"""Stands for the folder itself where an address names a room."""


@blueprint.get("/")
def home() -> Response:
    """Show the plans, each with what to do next."""
    books = [desk().shelf.book(name) for name in desk().folder.plans()]
    plans = [(one, _next(one)) for one in books if one.is_master]
    others = [one for one in books if not one.is_master]
    return page("home.html", title=say("home.title"), plans=plans, others_here=others)


def _next(book: Book) -> object:
    """Give the first step that is to be done."""
    return next((one for one in steps(book) if not one.done), None)


@blueprint.get("/files")
def files() -> Response:
    """List every file of the folder."""
    found = list(desk().folder.all_files())
    return page("files.html", title=say("files.title"), files=found, here=HERE)


@blueprint.get("/files/everything.zip")
def everything() -> Response:
    """Give all files as one."""
    return packed(("", *ROOMS), f"{desk().folder.root.name}.zip")


def packed(kinds: tuple[str, ...], name: str) -> Response:
    """Give the files of some rooms as one."""
    stream = cast("IO[bytes]", SpooledTemporaryFile(_IN_MEMORY))  # noqa: SIM115 - the answer closes it
    desk().folder.pack(stream, kinds)
    stream.seek(0)
    return send_file(stream, "application/zip", as_attachment=True, download_name=name)


@blueprint.get("/files/<kind>/<name>")
def file(kind: str, name: str) -> Response:
    """Give one file to be saved."""
    if kind not in (HERE, *ROOMS):
        raise MissingError(name)
    return download(desk().folder.read(name, "" if kind == HERE else kind), name)


@blueprint.get("/records/<name>")
def record(name: str) -> Response:
    """Show a page that was kept, where it can do nothing."""
    if not name.endswith(".html"):
        raise MissingError(name)
    response = Response(desk().folder.read(name, "records"), mimetype="text/html")
    response.headers["Content-Security-Policy"] = LOCKED + UNFRAMED
    return response
