"""Texts as they stand in XML, escaped, and back."""

from __future__ import annotations

import re

from btobsheet.excel.raw.escape import escape

_REFERENCE = re.compile(r"&(#x[0-9A-Fa-f]+|#[0-9]+|lt|gt|amp|quot|apos);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def quoted(value: str) -> str:
    """Give an attribute's value in quotation marks."""
    return (
        '"'
        + escape(_cleaned(value), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})
        + '"'
    )


def text_xml(value: str) -> str:
    """Give a text as XML of a cell; what XML cannot hold is ``_xHHHH_``, half characters U+FFFD."""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return escape(_ILLEGAL.sub(lambda found: f"_x{ord(found[0]):04X}_", whole))


def formula_xml(formula: str) -> str:
    """Give a formula's text as XML."""
    return escape(_cleaned(formula))


def plain_text(data: bytes) -> str:
    """Give the text that escaped XML stands for."""
    text = data.decode("utf-8", "replace")
    return _REFERENCE.sub(lambda found: _character(found[1]), text) if "&" in text else text


def _character(name: str) -> str:
    if not name.startswith("#"):
        return _NAMED[name]
    number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(number) if number < 0x110000 else "\ufffd"


def _cleaned(value: str) -> str:
    """Leave out what XML cannot hold."""
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", whole)
