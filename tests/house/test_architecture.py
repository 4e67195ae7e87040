"""The house keeps its shape (docs/design.md): who may import whom, how long things are, what a
command loads.

Every failure names the file to edit.
"""

from __future__ import annotations

import ast
import json
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest
from books import sample_book
from checkout import ROOT

from btobsheet.wording import LANGUAGES

PACKAGE = ROOT / "btobsheet"
MODULES = sorted(PACKAGE.rglob("*.py"))
MADE = (PACKAGE / "reports" / "render" / "compiled.py", PACKAGE / "quickshapes.py")
# the wording is data: one key a line, in the order of the areas it words; programs made the others
CODE = [path for path in MODULES if PACKAGE / "wording" not in path.parents and path not in MADE]
MODULE_LINES, FUNCTION_LINES, FUNCTION_P90 = 300, 60, 22
WORDS_SAID = 3
HEAVY = (
    "pandas",
    "numpy",
    "openpyxl",
    "xlsxwriter",
    "jinja2",
    "flask",
    "werkzeug",
    "lxml",
    "jpholiday",
    "python_calamine",
    "sqlalchemy",
    "psycopg",
)
LAZY = ("__init__.py", "__main__.py", "api", "tables", "cli")
PURE = ("plan", "status", "wording", "layout", "problems.py")
"""Parts that know the standard library only."""
QUICK = ("plan", "status", "wording", "problems.py")
"""Parts that every report loads: nothing slow even of the standard library."""
SLOW = (
    "pathlib",
    "zipfile",
    "decimal",
    "tomllib",
    "json",
    "subprocess",
    "logging",
    "importlib.resources",
    "tempfile",
    "shutil",
    "inspect",
    "asyncio",
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Give all nodes of a module: walking is what most of this file's time goes into."""
    return tuple(ast.walk(tree(path)))


def functions(path: Path) -> Iterator[tuple[str, int, int]]:
    """Give every function with its line and its own length: its docstring counts, a function inside
    it counts for itself.
    """
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, node.lineno, length(node) - sum(map(length, inner(node)))


def inner(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give the functions inside a node, but not those inside these."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield child
        else:
            yield from inner(child)


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_imports_run_down_only() -> None:
    """The contract stands in setup.cfg under [importlinter]."""
    pytest.importorskip("importlinter", reason="import-linter belongs to the extra 'dev'")
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    made = subprocess.run(
        command,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert made.returncode == 0, (
        f"setup.cfg [importlinter] is broken:\n{made.stdout[-3000:]}{made.stderr[-1000:]}"
    )


def test_every_part_has_its_layer() -> None:
    """A module that no layer holds would escape the contract."""
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    layers = set(
        re.findall(r"btobsheet\.(\w+)", text.partition("[importlinter:contract:layers]")[2])
    )
    parts = {
        path.stem if path.is_file() else path.name
        for path in PACKAGE.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    missing = parts - layers - {"__init__", "__main__"}
    assert missing == set(), (
        f"setup.cfg [importlinter:contract:layers] names no layer for {sorted(missing)}"
    )


def test_a_module_is_short() -> None:
    counted = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    long = [f"{path} has {lines} lines" for path, lines in counted.items() if lines > MODULE_LINES]
    assert long == [], f"more than {MODULE_LINES}: split it"


def test_functions_are_short() -> None:
    found = [
        (lines, f"{name(path)}:{line} {function}")
        for path in CODE
        for function, line, lines in functions(path)
    ]
    longest = sorted((one for one in found if one[0] > FUNCTION_LINES), reverse=True)
    assert longest == [], f"functions of more than {FUNCTION_LINES} lines"
    ninety = statistics.quantiles([lines for lines, _ in found], n=10)[-1]
    worst = "\n".join(f"{lines} {where}" for lines, where in sorted(found, reverse=True)[:15])
    assert ninety <= FUNCTION_P90, (
        f"nine functions of ten have at most {ninety} lines, allowed are {FUNCTION_P90}; "
        f"the longest:\n{worst}"
    )


def test_only_the_doors_ask_what_day_it_is() -> None:
    asking = {
        f"{name(path)}:{node.lineno}"
        for path in CODE
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow")
    }
    elsewhere = [
        place for place in asking if not place.startswith(("btobsheet/cli/", "btobsheet/api/"))
    ]
    assert elsewhere == [], "pass the day in as a parameter"
    assert asking, "this test no longer sees what it looks for"


def test_imports_hide_only_behind_the_doors() -> None:
    """A function may import where that keeps start-up quick: in the doors, or where its line says
    that it is a lazy door.
    """
    hidden = []
    for path in CODE:
        lines = path.read_text(encoding="utf-8").splitlines()
        if path.relative_to(PACKAGE).parts[0] in LAZY:
            continue
        for function in (node for node in nodes(path) if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(function):
                ours = isinstance(node, ast.Import | ast.ImportFrom) and _target(node).startswith(
                    "btobsheet"
                )
                if ours and "# lazy door" not in lines[node.lineno - 1]:
                    hidden.append(f"{name(path)}:{node.lineno}")
    assert hidden == [], "move these imports to the top of their modules"


def _target(node: ast.Import | ast.ImportFrom) -> str:
    return (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name


def imported(parts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give what the modules of some parts import on loading, with the place."""
    for path in MODULES:
        if path.relative_to(PACKAGE).parts[0] in parts:
            for node in tree(path).body:
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{name(path)}:{node.lineno}", _target(node)


def test_the_domain_and_the_layout_know_the_standard_library_only() -> None:
    known = (*sys.stdlib_module_names, "btobsheet")
    assert [
        (place, target) for place, target in imported(PURE) if target.partition(".")[0] not in known
    ] == []


def test_what_every_report_loads_is_quick_to_load() -> None:
    assert [(place, target) for place, target in imported(QUICK) if target.startswith(SLOW)] == []


LOADS: dict[tuple[str, ...], tuple[str, ...]] = {
    (): (
        "--help",
        "--version",
        "status plan.xlsx --format json",
        "status plan.xlsx",
        "status plan.xlsx --format md",
        "check plan.xlsx",
        "explain plan.xlsx K01",
        "diff plan.xlsx plan.xlsx",
        "export plan.xlsx --format toml",
    ),
    ("jinja2",): ("status plan.xlsx --format html",),
    ("jpholiday",): ("templates",),
    ("xlsxwriter", "jpholiday"): ("new made.xlsx",),
    ("sqlalchemy",): (
        "track plan.xlsx",
        "status plan.xlsx --db btobsheet.sqlite",
    ),
}
"""By the heavy libraries they may load: commands, which run one after the other in one process."""
LOADED = """
import json, sys
from btobsheet.cli import main
found = []
for command in sys.argv[1:]:
    code = 0
    try:
        main(command.split())
    except SystemExit as ended:
        code = ended.code or 0
    found.append([code, sorted({name.partition(".")[0] for name in sys.modules})])
print("\\n" + json.dumps(found))
"""


@pytest.mark.slow
@pytest.mark.parametrize("allowed", LOADS, ids=lambda allowed: " ".join(allowed) or "none")
def test_a_command_loads_no_heavy_library_it_does_not_need(
    tmp_path: Path, allowed: tuple[str, ...]
) -> None:
    (tmp_path / "plan.xlsx").write_bytes(sample_book())
    made = subprocess.run(
        [sys.executable, "-c", LOADED, *LOADS[allowed]],
        cwd=tmp_path,
        capture_output=True,
        timeout=120,
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    found = json.loads(made.stdout.decode("utf-8").splitlines()[-1])
    for command, (code, names) in zip(LOADS[allowed], found, strict=True):
        assert code in (0, 1), command
        heavy = set(names) & set(HEAVY)
        assert heavy <= set(allowed), (
            f"`btobsheet {command}` loads {sorted(heavy - set(allowed))}: import "
            f"it where it is needed (btobsheet/api/)"
        )


def test_one_part_alone_knows_the_database() -> None:
    elsewhere = [
        name(path)
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
        and _target(node).partition(".")[0] in ("sqlalchemy", "psycopg", "sqlite3")
        and PACKAGE / "store" not in path.parents
    ]
    assert elsewhere == [], "only btobsheet/store/ imports what reaches a database"


def test_importing_the_package_loads_nothing() -> None:
    code = (
        "import sys; before = set(sys.modules); import btobsheet; print(*sorted(one for one "
        "in set(sys.modules) - before if one.startswith('btobsheet')))"
    )
    assert subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split() == ["btobsheet"]


def test_no_code_asks_which_language_it_is() -> None:
    """What a language does otherwise stands in its folder of words (forms, columns, words)."""
    asking = [
        f"{name(path)}:{node.lineno}"
        for path in CODE
        for node in nodes(path)
        if isinstance(node, ast.Compare | ast.Dict)
        for one in (node.comparators if isinstance(node, ast.Compare) else node.keys)
        if isinstance(one, ast.Constant) and one.value in LANGUAGES
    ]
    assert asking == [], "put what differs into btobsheet/wording/<language>/"


@pytest.mark.slow
def test_tests_need_no_more_than_the_extra_test_installs() -> None:
    """The README's test line installs the extra ``test``.

    LibreOffice's own Python brings uno and com.
    """
    parser = ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    wanted = parser["options"]["install_requires"] + parser["options.extras_require"]["test"]
    installed = {re.split(r"[\[<>=]", line)[0].replace("-", "_") for line in wanted.split()}
    paths = list((ROOT / "tests").rglob("*.py"))
    ours = (
        {path.stem for path in paths}
        | {path.parent.name for path in paths}
        | {"btobsheet", "uno", "com", *sys.stdlib_module_names}
        | ({"PIL"} if "pillow" in installed else set())
    )
    imports = {
        (_target(node).partition(".")[0], name(path))
        for path in paths
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert [
        (module, path) for module, path in sorted(imports) if module not in ours | installed
    ] == [], "setup.cfg: add it to the extra 'test'"


def test_every_lint_exception_has_its_reason() -> None:
    bare = []
    for path in [
        *MODULES,
        *(ROOT / "docs").glob("*.py"),
        *(ROOT / "samples").glob("*.py"),
        *(ROOT / "sheet_templates").glob("*.py"),
    ]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if re.search(
                r"#\s*(?:noqa|type:\s*ignore|pragma)\b(?!.*(?:  ?#|\s-)\s*\S+\s\S+)", line
            ):
                bare.append(f"{name(path)}:{number}: {line.strip()}")
    assert bare == [], "say why, on the same line: # noqa: CODE - reason"


def test_every_rule_that_is_switched_off_has_its_reason() -> None:
    lines = (
        (ROOT / "pyproject.toml")
        .read_text(encoding="utf-8")
        .partition("ignore = [")[2]
        .splitlines()
    )
    bare = [line for line in lines if re.match(r'\s*"', line) and "# " not in line]
    assert bare == [], "pyproject.toml: write the reason behind each ignored rule"


def test_a_docstring_says_something() -> None:
    """A sentence of three words at least, and nothing that was to be filled in later."""
    thin = [
        f"{name(path)}:{getattr(node, 'lineno', 1)}"
        for path in MODULES
        for node in nodes(path)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and (said := ast.get_docstring(node)) is not None
        and (len(said.split()) < WORDS_SAID or said.lower().startswith("to be filled"))
    ]
    assert thin == [], "say what it gives or does"


def test_public_things_are_documented() -> None:
    """Ruff asks for docstrings in general.

    This holds for modules and public functions wherever it is switched off.
    """
    bare = [
        f"{name(path)}:{getattr(node, 'lineno', 1)}"
        for path in CODE
        for node in (tree(path), *tree(path).body)
        if (isinstance(node, ast.Module) or _is_public(node)) and not ast.get_docstring(node)
    ]
    assert bare == [], "no docstring"


def _is_public(node: ast.stmt) -> TypeGuard[ast.FunctionDef | ast.ClassDef]:
    return isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_"
