"""A document as one HTML file: no request to anywhere, light and dark, and it prints on A4,
landscape.

The only module of the report that imports jinja2, so only who writes HTML pays for it. The page
works without its script, which adds sorting and filtering of tables; its policy allows exactly that
script and that style sheet.
"""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from jinja2.bccache import bc_version
from markupsafe import Markup

from btobsheet.quickclass import dataclass
from btobsheet.reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Picture,
    Table,
    clean,
    mark,
)
from btobsheet.reports.pictures import Courses, MonthCharts
from btobsheet.reports.render.svg import draw as svg_draw
from btobsheet.wording import text

LONG_CELL = 24
"""A column with a text longer than this may wrap, else the page would grow wider than the paper."""
LEAST_ROWS_TO_SORT = 4
MOST_ROWS_TOGETHER = 12
"""A table of more rows may be broken across printed pages."""
_PLAIN = re.compile(r"[-+±]?[\d,]+(\.\d+)?%?")
_NOTE = '''"""The page's template as jinja2 compiles it, from template.html.

Not to be edited: BTOBSHEET_UPDATE_GOLDEN=1 has tests/reports/render/test_compiled.py write it anew.
"""'''
PAGE_WORDS = ("contents", "filter_person", "filter_all", "filter_text", "sort_hint", "foot")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks that follow it; the first section may have none."""

    heading: str
    blocks: tuple[Block, ...]


def render(document: Document) -> str:
    """Give the document as a whole HTML page."""
    style, script = _part("report.css"), _part("report.js")
    made = _template().render(
        document=document,
        sections=_sections(document),
        words={name: text(document.language, f"report.{name}") for name in PAGE_WORDS},
        style=Markup(style),
        script=Markup(script),
        policy=(
            f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
            f"{_hash(style)}; script-src {_hash(script)}"
        ),
        pictures=_pictures(document),
    )
    return made + "\n"


def _sections(document: Document) -> tuple[Section, ...]:
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append((block.text, []))
        else:
            found[-1][1].append(block)
    return tuple(Section(heading, tuple(blocks)) for heading, blocks in found if heading or blocks)


def _pictures(document: Document) -> dict[int, list[list[Markup]]]:
    """Draw the pictures, by the identity of their blocks, in parts that a page of paper holds.

    The drawing modules escape every text.
    """
    found = [block for block in document.blocks if isinstance(block, Picture)]
    drawn = {
        id(block): [Markup(made) for made in svg_draw.draw(block, f"p{index}-")]
        for index, block in enumerate(found)
    }
    return {
        id(block): [drawn[id(block)]]
        if isinstance(block, MonthCharts | Courses)
        else [[made] for made in drawn[id(block)]]
        for block in found
    }


def _wraps(block: Table) -> list[bool]:
    """Tell for each column whether its cells may wrap."""
    return [
        column.wide
        or (column.align == "left" and any(len(row[index].text) > LONG_CELL for row in block.rows))
        for index, column in enumerate(block.columns)
    ]


def _sorts(block: Table) -> Markup:
    """Write the class attribute of a table: whether it can be sorted, and whether it is long."""
    given = (
        ("sort", len(block.rows) >= LEAST_ROWS_TO_SORT),
        ("long", len(block.rows) > MOST_ROWS_TOGETHER),
    )
    names = " ".join(name for name, fits in given if fits)
    return Markup(f' class="{names}"' if names else "")


def _classes(column: Column, wraps: bool) -> Markup:
    """Write the class attribute of a column's cells.

    The plain ones have none, to keep the page light.
    """
    names = " ".join(
        name
        for name, given in (
            ("right", column.align == "right"),
            ("wide", wraps),
            ("who", column.people),
        )
        if given
    )
    return Markup(f' class="{names}"' if names else "")


def _value(cell: Cell) -> str:
    """Give what a cell is sorted by where its text alone would not do (the script reads plain
    numbers and percents).
    """
    if isinstance(cell.value, dt.date):
        return cell.value.isoformat()
    return "" if cell.value is None or _PLAIN.fullmatch(cell.text) else f"{cell.value:.6g}"


def _part(name: str) -> str:
    return files("btobsheet.reports.render").joinpath(name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """Name a part of the page in its policy by its SHA-256."""
    return f"'sha256-{b64encode(sha256(content.encode('utf-8')).digest()).decode('ascii')}'"


@lru_cache(maxsize=1)
def _template() -> Template:
    """Give the page's template: as compiled beforehand, where this jinja2 can run that.

    Compiling it takes as long as drawing the page.
    """
    environment = _environment()
    try:
        from btobsheet.reports.render import compiled  # lazy door: another jinja2 may not run it

        if compiled.made_for == bc_version:
            return Template.from_module_dict(
                environment, vars(compiled), environment.make_globals(None)
            )
    except ImportError:  # from jinja2.runtime, of another version
        pass
    return environment.from_string(_part("template.html"))


def compiled_source() -> str:
    """Give the text of the module ``compiled``: what jinja2 makes of the template."""
    made = _environment().compile(_part("template.html"), raw=True, defer_init=True)
    return f"{_NOTE}\n\nmade_for = {bc_version}\n{made}\n"


def _environment() -> Environment:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters["clean"] = clean
    environment.filters["mark"] = mark
    environment.filters["kind"] = lambda block: type(block).__name__
    environment.filters["is_picture"] = lambda block: isinstance(block, Picture)
    environment.filters["key"] = id
    environment.filters["wraps"] = _wraps
    environment.filters["value"] = _value
    environment.filters["classes"] = _classes
    environment.filters["sorts"] = _sorts
    return environment
