"""Make the reference pages of ``docs/`` from the code: python docs/make.py [FOLDER [PAGE...]]

They come out in Japanese (``columns.md problems.md cli.md api.md``) and English (``columns.en.md``
…), and beside them ``plan.schema.json``; a test tells when the committed ones differ.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

LANGUAGES = ("ja", "en")
SCHEMA = "plan.schema.json"


def problems_page(language: str) -> Iterator[str]:
    """Write the problem codes, by family."""
    from btobsheet.wording import text, texts

    known = {
        key: re.sub(r"\{[^}]*\}", "…", said) for key, said in texts(language, "problems").items()
    }
    codes = sorted((key for key in known if "." not in key), key=lambda code: (code[1], code[1:]))
    yield from (
        f"# {text(language, 'docs.problems.title')}",
        "",
        f"<!-- {text(language, 'docs.made')} -->",
        "",
        text(language, "docs.problems.intro"),
    )
    for family, members in groupby(codes, key=lambda code: code[1]):
        yield from ("", f"## {text(language, f'docs.problems.family.{family}')}")
        for code in members:
            yield from ("", f"**{code}** {known[code]}")
            for part in ("hint", "why"):
                if said := known.get(f"{code}.{part}"):
                    yield from ("", f"- {text(language, f'docs.problems.{part}')}: {said}")
    yield ""


def cli_page(language: str) -> Iterator[str]:
    """Write the commands with their options.

    Their texts are worded when they are imported, by BTOBSHEET_LANG.
    """
    import click

    from btobsheet.cli.group import COMMANDS, group
    from btobsheet.layout.describe import markdown_table
    from btobsheet.wording import text

    def say(key: str, **details: object) -> str:
        return text(language, f"docs.cli.{key}", **details)

    yield from (
        f"# {say('title')}",
        "",
        f"<!-- {text(language, 'docs.made')} -->",
        "",
        say("intro"),
    )
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        options = [one for one in command.params if isinstance(one, click.Option)]
        arguments = [
            one.make_metavar(context) for one in command.params if isinstance(one, click.Argument)
        ]
        yield from (
            "",
            f"## {name}",
            "",
            f"`{' '.join(['btobsheet', name, *arguments, '[OPTIONS]'])}`",
            "",
            str(command.help),
            "",
        )
        yield from markdown_table(
            (say("option"), say("what")), [_option(one, context, say) for one in options]
        )
    yield from ("", f"## {say('exits')}", "")
    yield from (f"- **{code}** {say(f'exit.{code}')}" for code in range(4))
    yield ""


def _option(
    option: click.Option, context: click.Context, say: Callable[..., str]
) -> tuple[str, str]:
    takes = "" if option.is_flag else f" {option.make_metavar(context)}"
    shown = ", ".join(f"`{name}{takes}`" for name in sorted(option.opts, key=len))
    what = str(option.help)
    return (
        shown,
        f"{what} ({say('default', value=option.default)})" if option.show_default else what,
    )


def write(language: str, folder: Path, wanted: Sequence[str]) -> None:
    """Write the ``wanted`` pages of one language; that of the API runs its examples."""
    from api_page import api_page

    from btobsheet.layout.book import BOOK
    from btobsheet.layout.describe import describe

    suffix = "" if language == "ja" else f".{language}"
    makers: dict[str, Callable[[], str]] = {
        "columns": lambda: describe(BOOK, language),
        "problems": lambda: "\n".join(problems_page(language)),
        "cli": lambda: "\n".join(cli_page(language)),
        "api": lambda: "\n".join(api_page(language)),
    }
    if language == LANGUAGES[0] and SCHEMA in (wanted or [SCHEMA]):
        write_schema(folder / SCHEMA)
    for name in [name for name in wanted if name != SCHEMA] if wanted else makers:
        page = makers[name]()
        (folder / f"{name}{suffix}.md").write_text(page, encoding="utf-8", newline="\n")


def write_schema(path: Path) -> None:
    """Write the JSON Schema of a plan as text, which speaks all languages."""
    from btobsheet.text.schema import plan_schema

    made = json.dumps(plan_schema(), ensure_ascii=False, indent=1)
    path.write_text(f"{made}\n", encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> None:
    """Write all pages.

    Each language in a process of its own, since help texts are worded on import; all at once.
    """
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    language = os.environ.get("BTOBSHEET_DOCS_LANG")
    if language:
        write(language, folder, arguments[1:])
        return
    made = [
        subprocess.Popen(
            [sys.executable, __file__, str(folder), *arguments[1:]],
            env={**os.environ, "BTOBSHEET_DOCS_LANG": language, "BTOBSHEET_LANG": language},
        )
        for language in LANGUAGES
    ]
    if sum(one.wait() != 0 for one in made):
        raise SystemExit("a page could not be made")


if __name__ == "__main__":
    main(sys.argv[1:])
