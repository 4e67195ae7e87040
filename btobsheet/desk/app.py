"""The desk as a Flask application behind its guard."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask import Flask, Response
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException

from btobsheet.desk.books import Shelf
from btobsheet.desk.folder import Folder, MissingError, StaleError
from btobsheet.desk.jobs import Jobs
from btobsheet.desk.pages import (
    Desk,
    choose_language,
    keep_language,
    language,
    page,
    say,
    words,
)
from btobsheet.desk.routes import ROUTES
from btobsheet.desk.security import Guard, Keys
from btobsheet.desk.told import told
from btobsheet.problems import BtobsheetError
from btobsheet.reports.document import clean, mark
from btobsheet.reports.numbers import percent
from btobsheet.wording import text

MOST_SENT: Final = 256 << 20
"""So many bytes one form may bring, files and all."""
MOST_TYPED: Final = 4 << 20
MOST_FIELDS: Final = 20_000


def make_app(root: Path, speaks: str, port: int, clock: Callable[[], dt.datetime]) -> Flask:
    """Make the desk of a folder, to be served on a port of 127.0.0.1.

    It ``speaks`` a language until another is chosen; ``clock`` tells the time, for the names of
    what is kept. Raises UsageError E041 and E049 where there can be no such folder.
    """
    folder = Folder(root, speaks, clock)
    desk = Desk(folder, Shelf(folder), Jobs(), Keys(port), speaks)
    app = Flask("btobsheet.desk")
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_SENT,
        MAX_FORM_MEMORY_SIZE=MOST_TYPED,
        MAX_FORM_PARTS=MOST_FIELDS,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.extensions["desk"] = desk
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.filters.update(clean=clean, mark=mark, percent=percent)
    app.before_request(choose_language)
    app.after_request(keep_language)
    app.context_processor(words)
    for blueprint in ROUTES:
        app.register_blueprint(blueprint)
    _add_errors(app)
    app.wsgi_app = Guard(  # type: ignore[assignment,method-assign]  # as Flask says it is put in
        app.wsgi_app, desk.keys, lambda key: text(speaks, f"desk.guard.{key}")
    )
    return app


def _add_errors(app: Flask) -> None:
    """Say on a page what stopped a request; nothing of the plan has changed then."""

    def foreseen(error: BtobsheetError) -> Response:
        said = told(error.problem, language())
        return page("problem.html", 422, title=say("problem.title"), said=said, file=error.file)

    def missing(error: MissingError) -> Response:
        return _told("missing", 404, str(error))

    def stale(error: StaleError) -> Response:
        return _told("stale", 409, str(error))

    def refused(error: HTTPException) -> Response:
        code = error.code or 500
        key = {404: "nowhere", 413: "large"}.get(code, "refused" if code < 500 else "defect")
        return _told(key, code)

    app.register_error_handler(BtobsheetError, foreseen)
    app.register_error_handler(MissingError, missing)
    app.register_error_handler(StaleError, stale)
    app.register_error_handler(HTTPException, refused)


def _told(key: str, status: int, file: str = "") -> Response:
    said = say(f"problem.{key}", file=file)
    return page("problem.html", status, title=say("problem.title"), said=said, file="")
