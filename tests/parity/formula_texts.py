"""Every formula text of a written workbook, and its tree, so that rules no program here can check
are checked on the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZipFile

from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

_ROW = re.compile(r"(?<=[A-Z])[0-9]+\b")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Text:
    """One formula without ``=``: the part it stands in, what it is (f, formula1, definedName …,
    drawn: what a sparkline or a bar looks at), and the own tab's name.
    """

    part: str
    kind: str
    text: str
    tab: str = ""


@dataclass
class Node:
    """A function (upper case), an operator expression (``""``), or an operand with its text."""

    name: str = ""
    operand: str = ""
    arguments: list[list[Node]] = field(default_factory=list)


def texts(source: bytes) -> list[Text]:
    """Give the formulas of cells, table columns, validations, conditional formats and own names,
    alike ones once.
    """
    found: dict[tuple[str, str, str], Text] = {}
    with ZipFile(BytesIO(source)) as package:
        tabs = tab_names(package)
        for part in package.namelist():
            if not part.startswith(("xl/worksheets/sheet", "xl/tables/", "xl/workbook.xml")):
                continue
            for kind, text in _formulas(package.read(part)):
                found.setdefault(
                    (part, kind, _ROW.sub("#", text)),
                    Text(part, kind, text.removeprefix("="), tabs.get(part, "")),
                )
    return list(found.values())


def tab_names(package: ZipFile) -> dict[str, str]:
    """Give each tab's name by its part."""
    sheets = etree.fromstring(package.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")
    return {
        f"xl/worksheets/sheet{number}.xml": sheet.get("name", "")
        for number, sheet in enumerate(sheets, start=1)
    }


def _formulas(xml: bytes) -> Iterator[tuple[str, str]]:
    for element in etree.fromstring(xml).iter():
        if (
            isinstance(element.tag, str)
            and element.text
            and not element.get("name", "").startswith("_xlnm")
        ):
            kind = etree.QName(element).localname
            if kind in (
                "f",
                "formula",
                "formula1",
                "formula2",
                "calculatedColumnFormula",
                "definedName",
            ):
                yield (
                    ("drawn" if kind == "f" and element.tag != f"{_MAIN}f" else kind),
                    element.text,
                )


def names(source: bytes) -> dict[str, str]:
    """Give the workbook's own defined names with what they mean."""
    with ZipFile(BytesIO(source)) as package:
        return {
            item.get("name", ""): item.text or ""
            for item in etree.fromstring(package.read("xl/workbook.xml")).iter(
                f"{_MAIN}definedName"
            )
        }


def tree(text: str) -> Node:
    """Parse a formula; an expression's parts stand in its one argument, operators left out."""
    root = Node(arguments=[[]])
    stack = [root]
    for token in Tokenizer(f"={text}").items:
        if token.type in (Token.FUNC, Token.PAREN) and token.subtype == Token.OPEN:
            made = Node(name=token.value.rstrip("(").upper().rpartition(":")[2], arguments=[[]])
            stack[-1].arguments[-1].append(made)
            stack.append(made)
        elif token.type in (Token.FUNC, Token.PAREN):
            stack.pop()
        elif token.type == Token.SEP:
            stack[-1].arguments.append([])
        elif token.type == Token.OPERAND:
            stack[-1].arguments[-1].append(Node(name=token.subtype, operand=token.value))
        elif token.type == Token.OP_IN:
            stack[-1].arguments[-1].append(Node(name="OPERATOR", operand=token.value))
    return root


def walk(node: Node, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Yield every node with those above it, outermost first."""
    yield node, above
    for argument in node.arguments:
        for part in argument:
            yield from walk(part, (*above, node))
