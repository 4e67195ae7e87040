"""Returned workbooks merged into their plan, and the conflicts answered side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from flask import Blueprint, Response, request, url_for

from btobsheet import api
from btobsheet.api import copies
from btobsheet.desk.changes import changed
from btobsheet.desk.folder import digest
from btobsheet.desk.jobs import Job, Link, Outcome
from btobsheet.desk.pages import book, desk, language, led, page, say, work
from btobsheet.desk.routes.life import to_plan
from btobsheet.sharing.merge.answers import Clicked
from btobsheet.sharing.merge.asked import Question
from btobsheet.sharing.merge.report import compose_merge

blueprint = Blueprint("merging", __name__, url_prefix="/plan/<name>")


@blueprint.post("/merge")
def merge(name: str) -> Response:
    """Merge the chosen workbooks into the plan."""
    files = [one for one in request.form.getlist("file") if one]
    if not files:
        return led("copies.copies", name=name)
    seen = request.form.get("seen", "")
    back = Link(url_for("copies.copies", name=name), say("copies.back"))
    return work(say("merging.title"), name, back, partial(_merge, name, seen, files))


def _merge(name: str, seen: str, files: Sequence[str], job: Job) -> Outcome:
    """Merge, write, record, and only then move the copies: whoever is cut off merges once more, and
    nothing comes twice.
    """
    folder = desk().folder
    speaks = language()
    job.step(say("merging.step_merge", count=len(files)), 3)
    sources = [folder.path(one, "returned") for one in files]
    made, document = changed(
        job,
        name,
        seen,
        lambda data: copies.merge(data, sources, names=[name, *files]),
        lambda made: compose_merge(made, name, speaks),
    )
    for one in files:
        folder.move(one, "returned", "merged")
    left = len(made.merged.conflicts)
    plan = to_plan(name)
    if not left:
        return Outcome(say("merging.done", count=len(files)), document, (plan,), "good")
    answer = Link(url_for("merging.conflicts", name=name), say("merging.to_conflicts"))
    return Outcome(say("merging.left", count=left), document, (answer, plan), "warn")


@blueprint.get("/conflicts")
def conflicts(name: str) -> Response:
    """Ask about the conflicts that are open."""
    data = desk().folder.read(name)
    asked = api.questions(data, name=name)
    given = {field(one): one.chosen for one in asked}
    typed = {field(one): one.typed for one in asked}
    return _form(name, digest(data), asked, given, typed)


def field(question: Question) -> str:
    """Give the name of a question's field: by what it asks about, not by its place in a list that
    may have changed since.
    """
    return "/".join(question.key)


def _form(
    name: str,
    seen: str,
    asked: Sequence[Question],
    given: Mapping[str, str],
    typed: Mapping[str, str],
    stale: bool = False,
) -> Response:
    files = sorted({one.file for question in asked for one in question.proposals})
    return page(
        "conflicts.html",
        409 if stale else 200,
        title=say("conflicts.title"),
        book=book(name),
        seen=seen,
        asked=asked,
        files=files,
        given=given,
        typed=typed,
        stale=stale,
        field=field,
    )


@blueprint.post("/conflicts")
def answer(name: str) -> Response:
    """Apply the answers; what has none stays open. Answers to a plan that has changed meanwhile are
    shown again, not applied.
    """
    form, data = request.form, desk().folder.read(name)
    asked = api.questions(data, name=name)
    given = {field(one): form.get(f"c/{field(one)}", "") for one in asked}
    typed = {field(one): form.get(f"t/{field(one)}", "") for one in asked}
    if form.get("seen", "") != digest(data):
        return _form(name, digest(data), asked, given, typed, stale=True)
    clicked = {one.number: _click(given[field(one)], typed[field(one)]) for one in asked}
    answers = {number: click for number, click in clicked.items() if click}
    back = Link(url_for("merging.conflicts", name=name), say("conflicts.back"))
    do = partial(_answer, name, digest(data), answers)
    return work(say("conflicts.answering"), name, back, do)


def _click(choice: str, typed: str) -> Clicked | None:
    """Give what was clicked; a value that was typed with no choice made is meant."""
    if choice == "master":
        return Clicked("master")
    if choice.startswith("copy/"):
        return Clicked("copy", file=choice.removeprefix("copy/"))
    return Clicked("typed", typed=typed) if typed.strip() else None


def _answer(name: str, seen: str, answers: Mapping[int, Clicked], job: Job) -> Outcome:
    speaks = language()
    job.step(say("conflicts.step"), 3)
    made, document = changed(
        job,
        name,
        seen,
        lambda data: copies.resolve(data, name=name, answers=answers),
        lambda made: compose_merge(made, name, speaks, resolving=True),
    )
    left, plan = len(made.merged.conflicts), to_plan(name)
    said = say("conflicts.left" if left else "conflicts.done", count=left)
    links = (job.back, plan) if left else (plan,)
    return Outcome(said, document, links, "warn" if left else "good")
