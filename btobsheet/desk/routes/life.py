"""A plan's life: months closed and reopened, the plan approved and re-planned."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from flask import Blueprint, Response, request, url_for

from btobsheet import api
from btobsheet.desk.changes import changed
from btobsheet.desk.jobs import Job, Link, Outcome
from btobsheet.desk.pages import book, desk, language, page, say, work
from btobsheet.life.report import compose_approved, compose_closed
from btobsheet.plan.calendar import Month
from btobsheet.problems import UsageError, problem

blueprint = Blueprint("life", __name__, url_prefix="/plan/<name>")


def back(endpoint: str, name: str, **typed: Any) -> Link:
    """Give the way back to a form, with what was typed in it."""
    return Link(url_for(endpoint, name=name, **typed), say("work.back"))


def to_plan(name: str) -> Link:
    """Give the way on to the plan."""
    return Link(url_for("plan.plan", name=name), say("work.to_plan"))


def day(text: str) -> dt.date | None:
    """Read a day as a form sends it; none for anything else."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def month_name(month: Month) -> str:
    """Give a month with its year."""
    return say("close.month", year=month.year, month=month.month)


@blueprint.get("/close")
def close(name: str) -> Response:
    """Ask which month to close, or to reopen."""
    found = book(name)
    closed = found.plan.months[: len(found.plan.history.closings)]
    names = say("close.separator").join(map(month_name, closed))
    values: dict[str, Any] = {"closed": closed, "names": names, "month_name": month_name}
    values["open"] = found.open_months()
    return page("close.html", title=say("close.title"), book=found, **values)


@blueprint.post("/close")
def close_month(name: str) -> Response:
    """Close the plan's months up to one, or reopen from one on."""
    form = request.form
    reopen = bool(form.get("reopen"))
    try:
        month = Month.parse(form.get("month", ""))
    except ValueError:
        raise UsageError(problem("E096", None, "", **_span(name))) from None
    title = say("close.reopening" if reopen else "close.title")
    do = partial(_close, name, form.get("seen", ""), month, reopen)
    return work(title, name, back("life.close", name), do)


def _span(name: str) -> dict[str, str]:
    months = book(name).plan.months
    return {"month": "-", "first": str(months[0]), "last": str(months[-1])}


def _close(name: str, seen: str, month: Month, reopen: bool, job: Job) -> Outcome:
    speaks = language()
    job.step(say("close.step"), 3)
    _, document = changed(
        job,
        name,
        seen,
        lambda data: api.close(data, month, reopen=reopen, name=name),
        lambda made: compose_closed(made, speaks, api.as_of_day(made.plan)),
    )
    said = say("close.reopened" if reopen else "close.done", month=month_name(month))
    report = Link(url_for("plan.report", name=name), say("step.report"))
    history = Link(url_for("history.history", name=name), say("step.history"))
    return Outcome(said, document, (report, history, to_plan(name)), "good")


@blueprint.get("/approve")
def approve(name: str) -> Response:
    """Ask what is to be kept with the approval."""
    found = book(name)
    typed = {key: request.args.get(key, "") for key in ("note", "by")}
    on = day(request.args.get("on", "")) or desk().folder.day()
    return page(
        "approve.html", title=say("approve.title"), book=found, typed=typed, on=on.isoformat()
    )


@blueprint.post("/approve")
def approve_plan(name: str) -> Response:
    """Approve the plan as it stands, or the re-plan with its reason."""
    typed = {key: request.form.get(key, "").strip() for key in ("note", "by", "on")}
    force = bool(request.form.get("force"))
    do = partial(_approve, name, request.form.get("seen", ""), typed, force)
    return work(say("approve.title"), name, back("life.approve", name, **typed), do)


def _approve(name: str, seen: str, typed: dict[str, str], force: bool, job: Job) -> Outcome:
    speaks, on = language(), day(typed["on"])
    about = {"note": typed["note"], "by": typed["by"], "on": on, "force": force, "name": name}
    job.step(say("approve.step"), 3)
    made, document = changed(
        job,
        name,
        seen,
        lambda data: api.approve(data, **about),  # type: ignore[arg-type]  # as named
        lambda made: compose_approved(made, speaks, api.as_of_day(made.plan)),
    )
    said = say("approve.done", number=made.approval.number)
    hand = Link(url_for("handout.handout", name=name), say("step.handout"))
    return Outcome(said, document, (hand, to_plan(name)), "good")
