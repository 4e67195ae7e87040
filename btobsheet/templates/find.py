"""Templates: plans as text that ship with the package, and a planner's own.

From their names to plans.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from btobsheet.layout.typed.text import clean
from btobsheet.plan.calendar import Month, fiscal_year_start
from btobsheet.plan.catalogue import CatalogueTactic
from btobsheet.plan.model import CalendarUnit, Language
from btobsheet.problems import UnreadableError, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.system.bounded import InputError, read_text_bytes
from btobsheet.templates.holidays import japan
from btobsheet.templates.lived import unlived
from btobsheet.templates.move import moved, without_examples
from btobsheet.templates.offered import offered
from btobsheet.text.catalogue import CATALOGUE, digital_names
from btobsheet.text.read import Loaded, load_text, parse
from btobsheet.text.shape import Data

DEFAULT = "marketing-cycle"
BLANK = "blank"
SUFFIX = ".toml"
TEMPLATES = "sheet_templates"
SAMPLES = "samples"
_TOLD = ("E001", "E023", "E024")


@dataclass(frozen=True)
class TemplateInfo:
    """A built-in template in a list: its name, what it is for, and how much it holds."""

    name: str
    summary: str
    operations: int
    tactics: int
    kpis: int
    catalogue: int


def load(
    name_or_path: str,
    *,
    language: Language = "ja",
    start: Month | None = None,
    calendar: CalendarUnit | None = None,
    today: dt.date,
    examples: bool = True,
    title: str = "",
) -> Loaded:
    """Give the plan of a built-in template (in ``language``) or of a planner's own TOML file.

    It begins with ``start``, else (where the template floats) with April of today's fiscal year,
    else as written; ``calendar`` is the step of the action plan's calendar where it is not the
    template's own. A built-in template gets Japan's holidays where it has none. UsageError E610 for
    an unknown name, else as :func:`read_text` and :func:`btobsheet.text.read.load_text`.

    A plan that has been lived in (an export) leaves its actuals, statuses, spending, consents and
    reviews behind where it is moved to another year or asked for without examples: N614 tells it.
    """
    built_in = name_or_path in names()
    loaded = (
        _shipped(name_or_path, language)
        if built_in
        else load_text(_text(name_or_path, language), name_or_path)
    )
    plan = loaded.plan
    if built_in and not plan.holidays:
        plan = replace(plan, holidays=japan(plan.start, plan.language))
    begin = start or (fiscal_year_start(today) if loaded.floating else plan.start)
    told = loaded.problems
    if begin != plan.start or not examples:
        plan, left_out = unlived(plan)
        told += left_out
    plan = moved(plan, begin, calendar)
    if not examples:
        plan = without_examples(plan)
    if title:
        plan = replace(plan, settings=replace(plan.settings, title=clean(title).strip()))
    return replace(loaded, plan=plan, problems=told)


@cache
def _shipped(name: str, language: Language) -> Loaded:
    """Give a built-in template as written: its plan and its catalogue are both asked for."""
    return load_text(_text(name, language), name)


def offers(template: str, language: Language) -> tuple[CatalogueTactic, ...]:
    """Give the tactics that a built-in template offers to choose from.

    Nothing for any other name, as for :func:`alternatives`, nor in a language it does not speak.
    """
    return offered(_shipped(template, language)) if _speaks(template, language) else ()


def _speaks(template: str, language: Language) -> bool:
    return template in names() and _folder().joinpath(f"{template}.{language}{SUFFIX}").is_file()


def names() -> tuple[str, ...]:
    """Give the built-in templates' names: the default first, the blank one last."""
    found = {item.name.split(".")[0] for item in _folder().iterdir() if item.name.endswith(SUFFIX)}
    return tuple(sorted(found, key=lambda name: (name != DEFAULT, name == BLANK, name)))


def available(language: Language = "ja") -> tuple[TemplateInfo, ...]:
    """List the built-in templates in a language."""
    return tuple(_info(name, parse(_text(name, language), name)) for name in names())


def alternatives(
    template: str, language: Language = "ja"
) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Give the look-up of a built-in template's digital tactics by stages.

    The file is read when it is first asked.

    Nothing is found for any other name: it comes from a workbook, which must not make us open a
    file of its choice.
    """

    def digital(stages: tuple[str, ...]) -> tuple[str, ...]:
        return digital_names(_catalogue(template, language), stages)

    return digital


@cache
def _catalogue(template: str, language: Language) -> tuple[Data, ...]:
    """Give a built-in template's catalogue as parsed, with what its plan says of a tactic.

    A report asks for every operation, so it is kept.
    """
    data = parse(_text(template, language), template) if template in names() else {}
    found, planned = (_rows_of(data, table) for table in (CATALOGUE, "tactics"))
    own = {item.get("name"): item for item in planned}
    return tuple({**own.get(item.get("name"), {}), **item} for item in found)


def _rows_of(data: Data, table: str) -> list[Data]:
    found = data.get(table)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []


def read_text(path: Path) -> str:
    """Read a planner's TOML file.

    UnreadableError E001 where there is none, E023 for a device or a pipe, E024 where it is too
    large, E613 where it is no text in UTF-8.
    """
    try:
        return read_text_bytes(path).decode("utf-8-sig")
    except InputError as error:
        code = error.code if error.code in _TOLD else "E613"
        raise UnreadableError(problem(code), str(path)) from None
    except ValueError:  # not UTF-8
        raise UnreadableError(problem("E613"), str(path)) from None


def _text(name_or_path: str, language: str) -> str:
    """Give the text of a built-in template or of a file; what looks like no file is a name
    unknown.
    """
    known = names()
    if name_or_path in known:
        return _folder().joinpath(f"{name_or_path}.{language}{SUFFIX}").read_text("utf-8")
    path = Path(name_or_path)
    if path.suffix.lower() == SUFFIX or len(path.parts) > 1 or os.path.isfile(path):  # noqa: PTH113 - unlike Path's, it bears what no system has
        return read_text(path)
    close = get_close_matches(name_or_path.lower(), known, n=1)
    raise UsageError(problem("E610", None, name_or_path, known=", ".join(close or known)))


def load_sample(
    language: Language = "ja",
    *,
    start: Month | None = None,
    calendar: CalendarUnit | None = None,
    title: str = "",
) -> Loaded:
    """Give the shipped sample, moved to another start or calendar where asked."""
    loaded = load_text(sample_text(language), "sample")
    plan = moved(loaded.plan, start or loaded.plan.start, calendar)
    if start:
        plan = replace(plan, settings=replace(plan.settings, as_of=None))
    if title:
        plan = replace(plan, settings=replace(plan.settings, title=clean(title).strip()))
    return replace(loaded, plan=plan)


def sample_text(language: str) -> str:
    """Give the text of the shipped sample plan."""
    return _folder(SAMPLES).joinpath(f"plan.{language}{SUFFIX}").read_text("utf-8")


def agreed_text() -> str:
    """Give the text of what the sample's company agreed on."""
    return _folder(SAMPLES).joinpath(f"agreed{SUFFIX}").read_text("utf-8")


def _folder(name: str = TEMPLATES) -> Traversable:
    """Find a shipped folder: the package of an installed btobsheet, else the one beside it in a
    bare checkout.
    """
    try:
        return files(f"btobsheet.{name}")
    except ModuleNotFoundError:
        return Path(__file__).resolve().parents[2] / name


def _info(name: str, data: Data) -> TemplateInfo:
    head = data.get("plan")
    tables = {
        table: found if isinstance(found := data.get(table), list) else []
        for table in ("operations", "tactics", "kpis", CATALOGUE)
    }
    listed = {one["name"] for one in tables[CATALOGUE]}
    only_planned = [one for one in tables["tactics"] if one["name"] not in listed]
    counts = {table: len(found) for table, found in tables.items()}
    counts[CATALOGUE] += len(only_planned)
    summary = str(head.get("summary", "")) if isinstance(head, dict) else ""
    return TemplateInfo(name=name, summary=summary, **counts)
