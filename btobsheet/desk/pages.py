"""What all pages share: the desk they belong to, the words, how a page is made and led on from."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, cast

from flask import (
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from btobsheet.desk.books import Book, Shelf
from btobsheet.desk.folder import Folder
from btobsheet.desk.jobs import Job, Jobs, Link, Work
from btobsheet.desk.security import Keys
from btobsheet.desk.told import graded, plain_document, told
from btobsheet.problems import Problem
from btobsheet.quickclass import dataclass
from btobsheet.reports.document import clean
from btobsheet.reports.problems import where
from btobsheet.reports.render.html import fragment
from btobsheet.wording import LANGUAGES, text

if TYPE_CHECKING:
    from btobsheet.plan.model import Language
    from btobsheet.reports.document import Document

LANGUAGE_COOKIE: Final = "language"
PAGES: Final = (
    ("plan", "plan.plan"),
    ("copies", "copies.copies"),
    ("conflicts", "merging.conflicts"),
    ("fill", "filling.filling"),
    ("close", "life.close"),
    ("approve", "life.approve"),
    ("handout", "handout.handout"),
    ("report", "plan.report"),
    ("history", "history.history"),
)
"""The pages of a plan, as they are led to from each other."""


@dataclass(frozen=True)
class Desk:
    """One desk: its folder, the workbooks as read, the work that is done, the keys to it."""

    folder: Folder
    shelf: Shelf
    jobs: Jobs
    keys: Keys
    language: str


def desk() -> Desk:
    """Give the desk of the page that is asked for."""
    return cast("Desk", current_app.extensions["desk"])


def language() -> Language:
    """Give the language of the page: as chosen, else the desk's."""
    return cast("Language", g.language)


def say(key: str, /, **details: object) -> str:
    """Word one of the desk's own texts in the language of the page."""
    names = {name: clean(one) if isinstance(one, str) else one for name, one in details.items()}
    return text(language(), f"desk.{key}", **names)


def choose_language() -> None:
    """Find the language of the page: chosen now, before, or the desk's."""
    wanted = (request.args.get("lang", ""), request.cookies.get(LANGUAGE_COOKIE, ""))
    g.language = next((one for one in wanted if one in LANGUAGES), desk().language)


def keep_language(response: Response) -> Response:
    """Keep the language that was chosen now."""
    wanted = request.args.get("lang", "")
    if wanted in LANGUAGES:
        path = request.script_root + "/"
        response.set_cookie(LANGUAGE_COOKIE, wanted, path=path, httponly=True, samesite="Strict")
    return response


def shown(document: Document) -> Any:
    """Give a document as a part of a page."""
    return fragment(plain_document(document))


def words() -> dict[str, Any]:
    """Give what every template may use."""
    speaks = language()

    def tell(found: Problem) -> str:
        return told(found, speaks)

    return {
        "say": say,
        "language": speaks,
        "others": [one for one in LANGUAGES if one != speaks],
        "told": tell,
        "graded": partial(graded, language=speaks),
        "where": where,
        "shown": shown,
        "folder": desk().folder.root.name,
        "room": _room_name,
        "static": lambda name: url_for("static", filename=name),
        "switched": _switched,
        "pages": PAGES,
    }


def _room_name(kind: str) -> str:
    return desk().folder.room(kind).name


def _switched(to: str) -> str:
    """Give the address of this page in another language."""
    if request.method != "GET" or request.endpoint is None:
        return url_for("home.home", lang=to)
    given = request.args.to_dict() | dict(request.view_args or {}) | {"lang": to}
    return url_for(request.endpoint, **given)


def page(template: str, /, status: int = 200, **values: object) -> Response:
    """Make a page."""
    return make_response(render_template(template, **values), status)


def led(endpoint: str, **values: Any) -> Response:
    """Lead on to another page, so that going back or reloading sends no form again."""
    return cast("Response", redirect(url_for(endpoint, **values), 303))


def book(name: str) -> Book:
    """Give a plan of the folder; raises its error where it cannot be read."""
    found = desk().shelf.book(name)
    if found.error:
        raise found.error
    return found


def work(title: str, plan: str, back: Link, do: Work) -> Response:
    """Do some work, and lead on to what is told of it."""
    made = desk().jobs.start(Job(title, plan, back), do)
    return led("work.show", key=made.id)


def download(data: bytes, name: str, kind: str = "application/octet-stream") -> Response:
    """Give a file to be saved; a browser never opens it here."""
    return send_file(BytesIO(data), kind, as_attachment=True, download_name=name)
