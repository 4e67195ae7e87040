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
from collections.abc import Sequence
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
    Part,
    Picture,
    Table,
    clean,
    mark,
)
from btobsheet.reports.numbers import percent
from btobsheet.reports.pictures import (
    Bullet,
    Courses,
    Cycle,
    CycleNode,
    MonthCharts,
    PlanRows,
)
from btobsheet.reports.render.svg import bullets as svg_bullets
from btobsheet.reports.render.svg import draw as svg_draw
from btobsheet.reports.render.svg import sparks as svg_sparks
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


SPARK = (60.0, 16.0)
"""How wide and high the small picture in a cell is drawn, in pixels."""
TRACK = (100.0, 6.0)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks that follow it; the first section may have none.

    ``begins`` is the name of the part of the report that it is the first one of, if it is.
    """

    heading: str
    blocks: tuple[Block, ...]
    begins: str
    number: int


@dataclass(frozen=True, slots=True)
class Links:
    """A part of the report: its name, and its sections that have a heading."""

    name: str
    sections: tuple[Section, ...]


def render(document: Document) -> str:
    """Give the document as a whole HTML page."""
    style, script = _file("report.css"), _file("report.js")
    sections = _sections(document)
    made = _template().render(
        document=document,
        sections=sections,
        parts=_parts(sections, text(document.language, "report.part_first")),
        words={name: text(document.language, f"report.{name}") for name in PAGE_WORDS},
        style=Markup(style),
        script=Markup(script),
        policy=page_policy(),
        pictures=_pictures(document),
    )
    return made + "\n"


def page_policy() -> str:
    """Give the policy of every page, for a server that says it with the page."""
    style, script = map(_hash, map(_file, ("report.css", "report.js")))
    return (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src "
        f"{style}; script-src {script}"
    )


def fragment(document: Document) -> Markup:
    """Give what stands below the document's title, for a page that has the style sheet already.

    No text of a document's can be taken for the page's own tags: all of it is escaped.
    """
    page = render(document)
    begin = page.index(">", page.index("<main")) + 1
    return Markup(page[begin : page.rindex("</main>")])


def _sections(document: Document) -> tuple[Section, ...]:
    found: list[tuple[str, list[Block], str]] = [("", [], "")]
    begins = ""
    for block in document.blocks:
        if isinstance(block, Part):
            begins = block.name
        elif isinstance(block, Heading) and block.level == 1:
            found.append((block.text, [], begins))
            begins = ""
        else:
            found[-1][1].append(block)
    kept = [one for one in found if one[0] or one[1]]
    return tuple(
        Section(heading, tuple(blocks), begins, number)
        for number, (heading, blocks, begins) in enumerate(kept, start=1)
    )


def _parts(sections: Sequence[Section], first: str) -> tuple[Links, ...]:
    """Give the parts of the report with their sections, the first one's name being ``first``; one
    without a name for a report of none.
    """
    found: list[tuple[str, list[Section]]] = [
        (first if any(one.begins for one in sections) else "", [])
    ]
    for section in sections:
        if section.begins:
            found.append((section.begins, []))
        if section.heading:
            found[-1][1].append(section)
    return tuple(Links(name, tuple(those)) for name, those in found if those)


def _pictures(document: Document) -> dict[int, list[list[Markup]]]:
    """Draw the pictures, by the identity of their blocks, in parts that a page of paper holds.

    The cycle of operations is none: it is written as text, so that it fits any screen.

    The drawing modules escape every text.
    """
    found = [
        block
        for block in document.blocks
        if isinstance(block, Picture) and not isinstance(block, Cycle)
    ]
    drawn = {
        id(block): [Markup(made) for made in svg_draw.draw(block, f"p{index}-")]
        for index, block in enumerate(found)
    }
    return {
        id(block): [drawn[id(block)]]
        if isinstance(block, MonthCharts | Courses | PlanRows)
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


def _spark(cell: Cell) -> Markup:
    """Draw how far a KPI's months were from their targets; nothing where none was judged."""
    if all(value is None for value in cell.months):
        return Markup("")
    return _small(svg_sparks.departures(cell.months, 0, 0, *SPARK), SPARK, "spark")


def _track(node: CycleNode) -> Markup:
    """Draw an operation's progress against what was planned."""
    one = Bullet(node.progress, node.planned)
    return _small(svg_bullets.bullet(one, 0, 3, *TRACK, highest=1.0), (TRACK[0], 12), "track-of")


def _small(drawn: str, size: tuple[float, float], name: str) -> Markup:
    """Frame a small picture beside the words that say the same."""
    wide, high = (f"{one:g}" for one in size)
    return Markup(
        f'<svg class="{name}" viewBox="0 0 {wide} {high}" aria-hidden="true">{drawn}</svg>'
    )


def _file(name: str) -> str:
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
    return environment.from_string(_file("template.html"))


def compiled_source() -> str:
    """Give the text of the module ``compiled``: what jinja2 makes of the template."""
    made = _environment().compile(_file("template.html"), raw=True, defer_init=True)
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
    environment.filters["spark"] = _spark
    environment.filters["track"] = _track
    environment.filters["percent"] = percent
    return environment
