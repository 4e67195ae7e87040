"""A new plan: a template chosen, the questions of ``new --ask`` as a form, a file in the folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, request

from btobsheet import api
from btobsheet.desk.folder import clean_name
from btobsheet.desk.pages import desk, language, led, page, say
from btobsheet.desk.told import told
from btobsheet.plan.model import Plan
from btobsheet.problems import UsageError
from btobsheet.templates.answers import answers_text
from btobsheet.templates.applied import answered
from btobsheet.templates.asked import Answer, questions, understood
from btobsheet.templates.find import available, names
from btobsheet.templates.move import without_examples
from btobsheet.wording import text, text_or

blueprint = Blueprint("new", __name__, url_prefix="/new")
_CALENDARS: Final = ("week", "month", "day")
_OWN: Final = ("title", "file")
Typed = dict[str, str | list[str]]


@blueprint.get("")
def new() -> Response:
    """Let a template be chosen, then ask its questions."""
    chosen = request.args.get("template", "")
    if chosen not in names():
        offered = available(language())
        return page("templates.html", title=say("new.title"), templates=offered)
    plan = _template(chosen)
    typed: Typed = {one.key: one.default for one in questions(plan)}
    typed |= {"tactics": [one.id for one in plan.tactics if one.is_adopted]}
    typed |= {"title": "", "file": "", "calendar": plan.calendar, "examples": "yes"}
    return _form(chosen, plan, typed, {})


@blueprint.post("")
def make() -> Response:
    """Make the plan that the answers tell; say beside a field what cannot be understood."""
    chosen = request.form.get("template", "")
    if chosen not in names():
        return led("new.new")
    plan = _template(chosen)
    typed = _typed(plan)
    answers, wrong = _understood(plan, typed)
    file = _file(typed)
    if file in desk().folder.plans():
        wrong["file"] = say("new.taken", file=file)
    if wrong:
        return _form(chosen, plan, typed, wrong, 422)
    made = _answered(chosen, typed, answers)
    desk().folder.new(file, api.generate(made))
    kept = {key: value for key, value in typed.items() if key in answers}
    stem = file.removesuffix(".xlsx")
    desk().folder.write("", f"{stem}.answers.toml", answers_text(kept).encode())
    return led("plan.plan", name=file, done="new")


@blueprint.post("/sample")
def sample() -> Response:
    """Lay the shipped sample into the folder, to be tried on."""
    plan = api.sample_plan(language())
    file = f"{say('new.sample_file')}.xlsx"
    if file not in desk().folder.plans():
        desk().folder.new(file, api.generate(plan))
    return led("plan.plan", name=file, done="new")


def _template(name: str) -> Plan:
    return api.load_template(name, language=language()).plan


def _form(
    chosen: str, plan: Plan, typed: Typed, wrong: Mapping[str, str], status: int = 200
) -> Response:
    asked = [(one, _label(one.key, one.details)) for one in questions(plan)]
    values = {"template": chosen, "asked": asked, "tactics": plan.tactics, "typed": typed}
    return page(
        "new.html", status, title=say("new.title"), wrong=wrong, calendars=_CALENDARS, **values
    )


def _label(key: str, details: Mapping[str, str]) -> str:
    own = text_or(language(), f"desk.ask.{key}")
    return own or text(language(), f"cli.ask.{key}", **details)


def _typed(plan: Plan) -> Typed:
    """Give what the form holds; a field that is not in it counts as its default."""
    form = request.form
    typed: Typed = {one.key: form.get(one.key, one.default) for one in questions(plan)}
    if plan.tactics:
        known = {one.id for one in plan.tactics}
        typed["tactics"] = [one for one in form.getlist("tactics") if one in known]
    typed |= {key: form.get(key, "").strip() for key in (*_OWN, "examples")}
    calendar = form.get("calendar", "")
    return typed | {"calendar": calendar if calendar in _CALENDARS else plan.calendar}


def _understood(plan: Plan, typed: Typed) -> tuple[dict[str, Answer], dict[str, str]]:
    """Give the answers, and by field what is wrong; what is as it was asked is no answer."""
    answers: dict[str, Answer] = {}
    wrong: dict[str, str] = {}
    for one in questions(plan):
        if typed[one.key] == one.default and one.key != "tactics":
            continue
        try:
            answers[one.key] = understood(plan, one.key, typed[one.key])
        except UsageError as error:
            wrong[one.key] = told(error.problem, language())
    return answers, wrong


def _file(typed: Typed) -> str:
    """Give the name of the file: as typed, else by the plan's or the company's name."""
    found = next(filter(None, (typed["file"], typed["title"], typed["company"])), "")
    name = str(found).removesuffix(".xlsx") or say("new.file_default")
    return clean_name(f"{name.replace('.', ' ')}.xlsx", say("new.file_default"))


def _answered(chosen: str, typed: Typed, answers: Mapping[str, Answer]) -> Plan:
    start = answers.get("start")
    loaded = api.load_template(
        chosen,
        language=language(),
        start=start,  # type: ignore[arg-type]  # a month, as it is understood
        calendar=typed["calendar"],  # type: ignore[arg-type]  # one of them
        title=str(typed["title"]),
    )
    made = answered(loaded.plan, answers)
    return made if typed["examples"] else without_examples(made)
