"""Actuals from an export: dropped in, its map drafted and corrected, tried, then written."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, request, url_for

from btobsheet.api import copies
from btobsheet.desk.changes import changed
from btobsheet.desk.folder import Folder, clean_name
from btobsheet.desk.jobs import Job, Link, Outcome
from btobsheet.desk.mapform import LEFT, TAKES, answered, asked, together
from btobsheet.desk.mapform import given as answers_of
from btobsheet.desk.pages import book, desk, language, led, page, say, work
from btobsheet.desk.routes.life import to_plan
from btobsheet.desk.told import told
from btobsheet.exports.map import ROLES
from btobsheet.plan.calendar import Month
from btobsheet.problems import BtobsheetError
from btobsheet.sharing.fill import Filled
from btobsheet.sharing.fill_draft import Drafted
from btobsheet.sharing.fill_report import compose_fill
from btobsheet.system.bounded import MAX_FILE, MAX_TEXT
from btobsheet.wording import text as wording

blueprint = Blueprint("filling", __name__, url_prefix="/plan/<name>/fill")
_MAP = ".map.toml"
_KEPT = "N797"
"""Says that a map which the workbook holds was used."""


@blueprint.get("")
def filling(name: str) -> Response:
    """Show the exports that are here, and take another."""
    files = [one for one in desk().folder.files("data") if not one.endswith(_MAP)]
    return page("filling.html", title=say("filling.title"), book=book(name), files=files)


@blueprint.post("")
def take(name: str) -> Response:
    """Take an export in that is a table, with the map that is drafted for it."""
    sent = request.files.get("data")
    if sent is None or not sent.filename:
        return led("filling.filling", name=name)
    book(name)
    called = clean_name(sent.filename, say("filling.unnamed"))
    data, master = sent.stream.read(MAX_FILE + 1), desk().folder.read(name)
    drafted = copies.draft_map(master, data, name=name, data_name=called)
    file = desk().folder.put("data", called, data)
    if not _is_known(master, data, name):
        desk().folder.write("data", file + _MAP, drafted.text.encode("utf-8"))
    return led("filling.shown", name=name, file=file)


def _is_known(master: bytes, data: bytes, name: str) -> bool:
    """Tell whether the plan holds a map for such data."""
    try:
        found = copies.fill(master, data, name=name)
    except BtobsheetError:
        return False
    return any(one.code == _KEPT for one in found.problems)


def _month(text: str) -> Month | None:
    try:
        return Month.parse(text)
    except ValueError:
        return None


def _filled(name: str, file: str, master: bytes, given: dict[str, str]) -> Filled:
    """Fill an export into a workbook's bytes, by the map that lies beside it."""
    folder = desk().folder
    mapping = file + _MAP
    return copies.fill(
        master,
        folder.read(file, "data"),
        mapping=folder.path(mapping, "data") if _has_map(folder, file) else None,
        month=_month(given.get("month", "")),
        overwrite=bool(given.get("overwrite")),
        keep_map=bool(given.get("keep")),
        name=name,
        data_name=file,
    )


def _map_text(folder: Folder, file: str) -> str:
    """Give the map that lies beside an export; nothing where there is none."""
    found = folder.read(file + _MAP, "data") if _has_map(folder, file) else b""
    return found.decode("utf-8", "replace")


def _has_map(folder: Folder, file: str) -> bool:
    return file + _MAP in folder.files("data")


@blueprint.get("/<file>")
def shown(name: str, file: str) -> Response:
    """Show how an export is understood, what is asked, and what would be written."""
    folder, found = desk().folder, book(name)
    master, data = folder.read(name), folder.read(file, "data")
    given = {key: request.args.get(key, "") for key in ("month", "overwrite", "keep")}
    drafted = copies.draft_map(
        master, data, month=_month(given["month"]), name=name, data_name=file
    )
    text = _map_text(folder, file)
    trial, why = _tried(name, file, master, given)
    values: dict[str, Any] = {
        "file": file,
        "drafted": drafted,
        "asked": [] if drafted.draft.records else list(asked(drafted)),
        "text": text,
        "trial": trial,
        "why": why,
        "given": given,
        "answers": answers_of(drafted, text),
        "months": found.plan.months,
        "kpis": found.plan.kpis,
        "left": LEFT,
        "roles": ROLES,
        "takes": range(TAKES),
        "role_word": _role_word,
    }
    title = say("filling.one_title", file=file)
    return page("map.html", title=title, book=found, **values)


def _role_word(role: str) -> str:
    """Say what a column is taken for."""
    return wording(language(), f"fill.role_{role}")


def _tried(name: str, file: str, master: bytes, given: dict[str, str]) -> tuple[Any, str]:
    """Give what would be written as a document, or why nothing could be."""
    try:
        filled = _filled(name, file, master, given)
    except BtobsheetError as error:
        return None, told(error.problem, language())
    return compose_fill(filled, "", language(), dry_run=True), ""


@blueprint.post("/<file>")
def answer(name: str, file: str) -> Response:
    """Keep the answers in the map beside the export and show it anew, or write into the plan."""
    form, folder = request.form, desk().folder
    what = form.get("do", "")
    given = {key: form.get(key, "") for key in ("month", "overwrite", "keep")}
    if what == "fill":
        back = Link(url_for("filling.shown", name=name, file=file, **given), say("work.back"))  # type: ignore[arg-type]  # texts alone
        do = partial(_fill, name, file, form.get("seen", ""), given)
        return work(say("filling.title"), name, back, do)
    if what == "text":
        text = form.get("text", "")[:MAX_TEXT].replace("\r\n", "\n")
    else:
        drafted = _drafted(name, file, given)
        before = answers_of(drafted, _map_text(folder, file))
        text = answered(drafted, together(before, form.to_dict(flat=False)))
    folder.path(file, "data")
    folder.write("data", file + _MAP, text.encode("utf-8"))
    return led("filling.shown", name=name, file=file, **{k: v for k, v in given.items() if v})


def _drafted(name: str, file: str, given: dict[str, str]) -> Drafted:
    folder, month = desk().folder, _month(given["month"])
    master, data = folder.read(name), folder.read(file, "data")
    return copies.draft_map(master, data, month=month, name=name, data_name=file)


def _fill(name: str, file: str, seen: str, given: dict[str, str], job: Job) -> Outcome:
    speaks = language()
    job.step(say("filling.step"), 3)
    filled, document = changed(
        job,
        name,
        seen,
        lambda data: _filled(name, file, data, given),
        lambda made: compose_fill(made, name, speaks),
    )
    count = sum(one.state in ("new", "changed") for one in filled.cells)
    said = say("filling.done" if count else "filling.nothing", count=count)
    links = (to_plan(name), job.back) if filled.incomplete else (to_plan(name),)
    return Outcome(said, document, links, "warn" if filled.incomplete else "good")
