"""One plan: how it stands and what to do next, what is wrong in it, its report."""

from __future__ import annotations

import datetime as dt

from flask import Blueprint, Response, request

from btobsheet import api
from btobsheet.desk.books import Book
from btobsheet.desk.folder import DATABASE, MissingError
from btobsheet.desk.pages import book, desk, download, language, page, say
from btobsheet.desk.security import FRAMED
from btobsheet.desk.steps import steps
from btobsheet.problems import BtobsheetError
from btobsheet.reports.render.html import page_policy
from btobsheet.status.tracking import Tracked
from btobsheet.system.names import safe_name

blueprint = Blueprint("plan", __name__, url_prefix="/plan/<name>")
_KINDS = {"md": "text/markdown", "json": "application/json", "html": "text/html"}


@blueprint.get("/")
def plan(name: str) -> Response:
    """Show how a plan stands, and the steps of its month."""
    found = book(name)
    assert found.reading is not None
    minute = api.status_document(
        found.reading, found.assessment(), language=language(), depth="minute"
    )
    return page("plan.html", title=title_of(found), book=found, steps=steps(found), minute=minute)


def title_of(found: Book) -> str:
    """Give what a plan is called."""
    return found.plan.settings.title or found.name


@blueprint.get("/findings")
def findings(name: str) -> Response:
    """Show what is wrong in the plan itself."""
    return page("findings.html", title=say("findings.title"), book=book(name), kind="")


@blueprint.get("/marked")
def marked(name: str) -> Response:
    """Give a copy of the plan with what is wrong marked."""
    return download(mark(book(name)), say("findings.file", stem=stem(name)) + ".xlsx")


def mark(found: Book) -> bytes:
    """Give a workbook with what is wrong marked in it."""
    assert found.reading is not None
    data = desk().folder.read(found.name, found.kind)
    return api.mark(data, language=found.plan.language, checked=(found.reading, found.problems))


def stem(name: str) -> str:
    """Give a file's name without its end."""
    return name.rpartition(".")[0] or name


@blueprint.get("/report")
def report(name: str) -> Response:
    """Show the report, with the ways to take it along."""
    found, on = book(name), _day()
    shown_on = on or found.assessment().as_of
    formats = [one for one in api.STATUS_FORMATS if one not in ("text", "json")]
    return page(
        "report.html", title=say("report.title"), book=found, on=on, day=shown_on, formats=formats
    )


@blueprint.get("/report/page")
def report_page(name: str) -> Response:
    """Give the report as the page it is everywhere, to be shown within ours."""
    made = api.report(_reading(name), "html", as_of=_day(), tracked=kept(name), language=language())
    response = Response(made, mimetype="text/html")
    response.headers["Content-Security-Policy"] = f"{page_policy()}; {FRAMED}"
    return response


@blueprint.get("/report/<format>")
def report_file(name: str, format: str) -> Response:
    """Give the report as a file."""
    given = {"as_of": _day(), "tracked": kept(name), "language": language()}
    reading = _reading(name)
    if format in api.FILE_FORMATS:
        data = api.report_file(reading, format, **given)  # type: ignore[arg-type]  # as named
    else:
        data = api.report(reading, format, **given).encode()  # type: ignore[arg-type]  # as named
    day = _day() or api.as_of_day(reading.plan)
    called = safe_name(reading.plan.settings.title) or stem(name)
    file = f"{called}_{day.isoformat()}.{format}"
    return download(data, file, _KINDS.get(format, "application/octet-stream"))


def _reading(name: str) -> api.Reading:
    found = book(name).reading
    assert found is not None
    return found


def kept(name: str) -> Tracked | None:
    """Give what the folder's database has kept of a plan; None where nothing is, or can be read."""
    try:
        database = desk().folder.path(DATABASE)
        return api.tracked(database, book(name).plan.identity.plan_id)
    except (MissingError, BtobsheetError):
        return None


def _day() -> dt.date | None:
    """Give the day the report is asked for; none where that is no day."""
    try:
        return dt.date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return None
