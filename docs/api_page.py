"""The page of the Python API: every public name, what it says of itself, an example and its output.

Made from the names themselves and from ``docs/examples.py`` by ``docs/make.py``.
"""

from __future__ import annotations

import ast
import inspect
import re
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import examples

import btobsheet
from btobsheet.layout.describe import markdown_table
from btobsheet.wording import text

GROUPS = {
    "make": (
        *("load_template", "sample_plan", "generate", "propose_map", "adopt"),
        *("read", "check"),
    ),
    "judge": ("assess", "report", "report_file", "status_json", "explain", "frames", "diff"),
    "keep": ("track", "tracked"),
    "life": ("goal", "approve", "close", "handover", "roll", "upgrade"),
    "hands": ("which", "split", "returned", "merge", "resolve", "collect", "fill", "mark"),
    "values": (
        *("Plan", "Reading", "Assessment", "Change", "Problem"),
        *("BtobsheetError", "UnreadableError", "UsageError"),
    ),
}
"""Every name of ``btobsheet.__all__``, once."""
WIDTH = 88
START = """import datetime as dt
from pathlib import Path

import btobsheet
from btobsheet import api
from btobsheet.plan.calendar import Month

DAY = dt.date(2026, 10, 5)
LANGUAGE = "{language}"
"""
_ROLE = re.compile(r":\w+:`~?([^`]+)`")
Say = Callable[..., str]


def api_page(language: str) -> Iterator[str]:
    """Write the page; the examples are run."""

    def say(key: str, **details: object) -> str:
        return text(language, f"docs.api.{key}", **details)

    missing = sorted({name for group in GROUPS.values() for name in group} ^ {*btobsheet.__all__})
    assert not missing, f"docs/api_page.py: put each public name into one group: {missing}"
    shown = {name: (code, said) for name, code, said in _run(language)}
    yield from (f"# {say('title')}", "", f"<!-- {text(language, 'docs.made')} -->")
    for key in ("intro", "source", "units", "help"):
        yield from ("", say(key))
    yield from _start(language, say)
    for group, names in GROUPS.items():
        yield from ("", f"## {say(f'group.{group}')}", "", say(f"group.{group}.intro"))
        for name in names:
            yield from _entry(name, say)
            if name in shown:
                yield from _example(*shown[name], say)
    yield ""


def _run(language: str) -> Iterator[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        yield from examples.run_all(language, Path(folder))


def _start(language: str, say: Say) -> Iterator[str]:
    yield from ("", f"## {say('start')}", "", say("start.intro"), "")
    yield from _fenced("python", START.format(language=language).rstrip())
    yield from ("", say("start.files"), "")
    for name in examples.FILES:
        told = say(f"file.{name.partition('.')[0]}", plan_id=examples.PLAN_ID)
        yield f"- `{name}`: {told}"


def _entry(name: str, say: Say) -> Iterator[str]:
    public = getattr(btobsheet, name)
    yield from ("", f"### {name}", "", say(f"say.{name}"), "")
    yield from _fenced("python", _class(public) if isinstance(public, type) else _called(public))
    yield from ("", _told(public))
    if is_dataclass(public):
        rows = [(f"`{one.name}`", f"`{one.type}`") for one in fields(public)]
        yield from ("", *markdown_table((say("field"), say("type")), rows))
    own = vars(public) if isinstance(public, type) else {}
    methods = [
        f"- `{_method(key, value)}`: {_told(value)}"
        for key, value in own.items()
        if key[0] != "_" and (inspect.isfunction(value) or isinstance(value, property))
    ]
    if methods:
        yield from ("", f"{say('method')}:", "", *methods)


def _example(code: str, said: str, say: Say) -> Iterator[str]:
    yield from ("", f"{say('example')}:", "", *_fenced("python", code))
    yield from ("", f"{say('prints')}:", "", *_fenced("text", said))


def _fenced(kind: str, lines: str) -> Iterator[str]:
    yield from (f"```{kind}", lines, "```")


def _told(public: object) -> str:
    """Give a docstring as Markdown, one line a paragraph."""
    paragraphs = (inspect.getdoc(public) or "").replace("``", "`").split("\n\n")
    return "\n\n".join(_ROLE.sub(r"`\1`", " ".join(one.split())) for one in paragraphs)


def _class(public: type) -> str:
    base = public.__base__
    return f"class {public.__name__}" + (f"({base.__name__})" if base not in (None, object) else "")


def _method(name: str, value: object) -> str:
    return name if isinstance(value, property) else _called(value)


def _called(function: object) -> str:
    """Give a function's signature as it is written, a line an argument where it is long."""
    source = inspect.getsource(function)  # type: ignore[arg-type]  # a function
    (node,) = ast.parse(textwrap.dedent(source)).body
    assert isinstance(node, ast.FunctionDef)
    node.args.args = [one for one in node.args.args if one.arg != "self"]
    parts = [part.replace("'", '"') for part in _parts(node.args)]
    returned = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{node.name}({', '.join(parts)}){returned}"
    if len(line) <= WIDTH:
        return line
    return "".join((f"{node.name}(\n", *(f"    {part},\n" for part in parts), f"){returned}"))


def _parts(arguments: ast.arguments) -> Iterator[str]:
    """Give each argument with its default."""
    bare = len(arguments.args) - len(arguments.defaults)
    for one, default in zip(arguments.args, [*[None] * bare, *arguments.defaults], strict=True):
        yield _argument(one, default)
    if arguments.kwonlyargs:
        yield "*"
    for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        yield _argument(one, default)


def _argument(one: ast.arg, default: ast.expr | None) -> str:
    return ast.unparse(one) + (f" = {ast.unparse(default)}" if default else "")
