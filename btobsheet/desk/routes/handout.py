"""A plan handed out in parts, one workbook for each."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from flask import Blueprint, Response, request, url_for

from btobsheet.api import copies
from btobsheet.desk.changes import record
from btobsheet.desk.folder import MissingError, StaleError, digest
from btobsheet.desk.jobs import Job, Link, Outcome
from btobsheet.desk.pages import book, desk, language, page, say, work
from btobsheet.desk.routes.home import packed
from btobsheet.desk.routes.life import back, day, to_plan
from btobsheet.plan.split import WAYS, By
from btobsheet.problems import UsageError, problem
from btobsheet.sharing.split import Parts, compose_split, filled_in

blueprint = Blueprint("handout", __name__, url_prefix="/plan/<name>/handout")


@blueprint.get("")
def handout(name: str) -> Response:
    """Ask by what to split, and show what was handed out last."""
    files = desk().folder.files("handed")
    typed = {key: request.args.get(key, "") for key in ("by", "due")}
    values: dict[str, Any] = {"files": files, "ways": WAYS, "typed": typed}
    return page("handout.html", title=say("handout.title"), book=book(name), **values)


@blueprint.post("")
def hand_out(name: str) -> Response:
    """Make the workbooks to hand out."""
    by, due = request.form.get("by", ""), request.form.get("due", "")
    way = by if by in WAYS else WAYS[0]
    form = back("handout.handout", name, by=way, due=due)
    do = partial(_hand_out, name, request.form.get("seen", ""), way, day(due))
    return work(say("handout.title"), name, form, do)


def _hand_out(name: str, seen: str, by: By, due: dt.date | None, job: Job) -> Outcome:
    folder = desk().folder
    data = folder.read(name)
    if digest(data) != seen:
        raise StaleError(name)
    job.step(say("handout.step_make"), 2)
    made = copies.split(data, by, due=due, today=folder.day(), name=name)
    _write(made, job)
    document = compose_split(made, folder.room("handed").name, language(), name)
    record(job.title, document)
    every = Link(url_for("handout.all_handed", name=name), say("handout.take_all"))
    said = say("handout.done", count=len(made.files), room=folder.room("handed").name)
    return Outcome(said, document, (every, to_plan(name)), "good")


def _write(made: Parts, job: Job) -> None:
    """Write the parts; those of an earlier round are kept. UsageError E770 where one of them was
    filled in since, and nothing is written.
    """
    folder = desk().folder
    there = set(folder.files("handed")) & {one.name for one in made.files}
    kept = filled_in((str(folder.path(one, "handed")) for one in sorted(there)), made.plan)
    if kept:
        files = ", ".join(one for one in sorted(there) if any(file.endswith(one) for file in kept))
        raise UsageError(problem("E770", files=files), folder.room("handed").name)
    for at, one in enumerate(made.files):
        job.step(say("handout.step_write", file=one.name), 0 if at else len(made.files) + 2)
        if one.name in there:
            folder.keep(one.name, folder.read(one.name, "handed"))
        folder.write("handed", one.name, one.data)


@blueprint.get("/all.zip")
def all_handed(name: str) -> Response:
    """Give all workbooks to hand out as one file."""
    if not desk().folder.files("handed"):
        raise MissingError(name)
    return packed(("handed",), f"{desk().folder.room('handed').name}.zip")
