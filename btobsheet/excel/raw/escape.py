"""Texts as XML holds them.

The standard library's own function comes with a web client (``xml.sax.saxutils`` imports
``urllib.request``), which costs every command that writes a workbook 25 ms.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_NO_MORE: Mapping[str, str] = MappingProxyType({})


def escape(text: str, more: Mapping[str, str] = _NO_MORE) -> str:
    """Write ``&``, ``<`` and ``>`` of a text as XML wants them, ``more`` characters as given."""
    text = text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")
    for sign, written in more.items():
        text = text.replace(sign, written)
    return text
