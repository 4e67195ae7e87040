"""Work that is being done, and what came of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify

from btobsheet.desk.folder import MissingError, StaleError
from btobsheet.desk.jobs import Job
from btobsheet.desk.pages import desk, language, page, say
from btobsheet.desk.told import told
from btobsheet.problems import BtobsheetError

blueprint = Blueprint("work", __name__, url_prefix="/work")


@blueprint.get("/<key>")
def show(key: str) -> Response:
    """Show how far some work is, or what came of it."""
    job = desk().jobs.get(key)
    if job is None:  # of an earlier run of the server: its files are there, or nothing was changed
        said = say("work.unknown")
        return page("problem.html", 404, title=say("work.unknown_title"), said=said, file="")
    status = 200 if job.error is None else 409 if isinstance(job.error, StaleError) else 422
    return page("work.html", status, title=job.title, job=job, error=_said(job))


@blueprint.get("/<key>/state")
def state(key: str) -> Response:
    """Give how far it is, for the page's script."""
    job = desk().jobs.get(key)
    found: dict[str, Any] = {"over": job is None or job.over.is_set()}
    if job is not None:
        found |= {"done": job.done, "total": job.total, "said": job.said}
    return jsonify(found)


def _said(job: Job) -> str:
    """Say what stopped it."""
    error = job.error
    if error is None:
        return ""
    if isinstance(error, BtobsheetError):
        return told(error.problem, language())
    if isinstance(error, StaleError | MissingError):
        key = "stale" if isinstance(error, StaleError) else "missing"
        return say(f"problem.{key}", file=str(error))
    return say("problem.defect", file="")
