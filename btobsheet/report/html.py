"""A document as one HTML file: no request to anywhere, light and dark, and it prints on A4.

The only module of the report that imports jinja2, so only who writes HTML pays for it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from btobsheet.quickclass import dataclass
from btobsheet.report.document import Block, Document, Heading, clean, mark
from btobsheet.wording import text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the blocks that follow it; the first section may have none."""

    heading: str
    blocks: tuple[Block, ...]


def render(document: Document) -> str:
    """Give the document as a whole HTML page."""
    made = _template().render(document=document, sections=_sections(document), foot=text(document.language, "report.foot"))
    return made + "\n"


def _sections(document: Document) -> tuple[Section, ...]:
    found: list[tuple[str, list[Block]]] = [("", [])]
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            found.append((block.text, []))
        else:
            found[-1][1].append(block)
    return tuple(Section(heading, tuple(blocks)) for heading, blocks in found if heading or blocks)


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters["clean"] = clean
    environment.filters["mark"] = mark
    environment.filters["kind"] = lambda block: type(block).__name__
    source = files("btobsheet.report").joinpath("template.html").read_text(encoding="utf-8")
    return environment.from_string(source)
