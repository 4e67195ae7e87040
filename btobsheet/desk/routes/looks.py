"""The report's style sheet, which the desk's pages use as it is."""

from __future__ import annotations

from importlib.resources import files

from flask import Blueprint, Response

blueprint = Blueprint("looks", __name__, url_prefix="/looks")


@blueprint.get("/report.css")
def report() -> Response:
    """Give the style sheet of the report."""
    found = files("btobsheet.reports.render").joinpath("report.css")
    return Response(found.read_bytes(), mimetype="text/css")
