"""How a plan has moved: the figures kept in the folder's database, and its earlier versions."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from btobsheet import api
from btobsheet.desk.folder import MissingError
from btobsheet.desk.jobs import Job, Outcome
from btobsheet.desk.pages import book, desk, led, page, say, work
from btobsheet.desk.routes.life import back, to_plan
from btobsheet.desk.routes.plan import kept, stem
from btobsheet.status.rules import FINE
from btobsheet.status.tracking import TrackedReport

blueprint = Blueprint("history", __name__, url_prefix="/plan/<name>/history")


@blueprint.get("")
def history(name: str) -> Response:
    """Show the reports that were kept, and the earlier versions of the plan."""
    found = book(name)
    tracked = kept(name)
    reports = sorted(tracked.reports, key=_age, reverse=True) if tracked else []
    earlier = sorted(_earlier(name), reverse=True)
    records = sorted(desk().folder.files("records", (".html",)), reverse=True)
    values: dict[str, Any] = {
        "reports": reports,
        "earlier": earlier,
        "records": records,
        "on_track": _on_track,
    }
    return page("history.html", title=say("history.title"), book=found, **values)


def _age(report: TrackedReport) -> tuple[object, ...]:
    return report.as_of, report.revision, report.edition


def _on_track(report: TrackedReport) -> str:
    """Say how many of the KPIs that count are on track."""
    counted = [one for one in report.kpis if one.counted and not one.reference]
    good = sum(one.status in FINE for one in counted)
    return say("history.of", count=good, all=len(counted))


def _earlier(name: str) -> list[str]:
    """Give the earlier versions of a plan: their names begin as its own."""
    return [one for one in desk().folder.files("earlier") if one.startswith(f"{stem(name)} ")]


@blueprint.post("/keep")
def keep(name: str) -> Response:
    """Keep the figures of today's report."""
    return work(say("history.keeping"), name, back("history.history", name), partial(_keep, name))


def _keep(name: str, job: Job) -> Outcome:
    found = book(name)
    assert found.reading is not None
    job.step(say("history.step"))
    (made,) = api.track([found.reading], db=desk().folder.database())
    key = "history.kept" if made.new else "history.known"
    said = say(key, day=made.report.as_of.isoformat())
    return Outcome(said, None, (job.back, to_plan(name)), "good")


@blueprint.post("/restore")
def restore(name: str) -> Response:
    """Put an earlier version in the plan's place; the present one becomes an earlier one."""
    wanted, seen = request.form.get("file", ""), request.form.get("seen", "")
    if wanted not in _earlier(name):
        raise MissingError(wanted)
    data = desk().folder.read(wanted, "earlier")
    desk().folder.change(name, seen, lambda _: data)
    return led("plan.plan", name=name, done="restored")
