"""What a patched cell holds, as XML: a value by its type, a formula with its cached value."""

from __future__ import annotations

import datetime as dt
import math

from btobsheet.excel.patch.parts.escape import formula_xml, text_xml
from btobsheet.excel.patch.parts.xml import Xml
from btobsheet.excel.raw.cells import CellError
from btobsheet.excel.raw.values import serial
from btobsheet.problems import UsageError, problem

Value = str | float | int | bool | dt.date | None
MAX_TEXT = 32_767


def is_blank(value: Value) -> bool:
    """Tell whether a value leaves its cell empty."""
    return value is None or value == ""


def constant(xml: Xml, value: Value, date1904: bool) -> tuple[str | None, bytes]:
    """Give a constant cell's type (``t``) and what stands between its tags."""
    if is_blank(value):
        return None, b""
    if isinstance(value, str) and not isinstance(value, CellError):
        return "inlineStr", xml.opening("is", {}) + text_element(xml, checked(value)) + xml.closing(
            "is"
        )
    kind, text = stored(value, date1904)
    return kind, xml.opening("v", {}) + text + xml.closing("v")


def cached(xml: Xml, value: Value, date1904: bool) -> tuple[str | None, bytes]:
    """Give a formula cell's type and its cached value's XML; None is a value never computed."""
    if value is None:
        return None, b""
    kind, text = stored(value, date1904)
    return kind, xml.opening("v", {}) + text + xml.closing("v")


def formula(xml: Xml, text: str) -> bytes:
    """Give a cell's own formula as XML."""
    return xml.opening("f", {}) + formula_xml(text).encode() + xml.closing("f")


def text_element(xml: Xml, text: str) -> bytes:
    """Give a text as a ``t`` element; spaces at its ends are kept."""
    kept = {"xml:space": "preserve"} if text != text.strip() else {}
    return xml.opening("t", kept) + text_xml(text).encode() + xml.closing("t")


def stored(value: Value, date1904: bool) -> tuple[str | None, bytes]:
    """Give a value's cell type and its stored text."""
    if isinstance(value, CellError):
        return "e", text_xml(value).encode()
    if isinstance(value, str):
        return "str", text_xml(checked(value)).encode()
    if isinstance(value, bool):
        return "b", b"1" if value else b"0"
    return None, number_text(number_of(value, date1904)).encode()


def number_of(value: Value, date1904: bool) -> float | int:
    """Give a number, or a day's serial number in the workbook's epoch."""
    if isinstance(value, dt.datetime):
        return serial(value.replace(tzinfo=None), date1904)
    if isinstance(value, dt.date):
        return serial(dt.datetime(value.year, value.month, value.day), date1904)
    assert isinstance(value, int | float)
    if not math.isfinite(value):
        raise ValueError(f"no number a cell can hold: {value}")
    return value


def number_text(value: float | int) -> str:
    """Give a number as it is stored: the shortest form that reads back equal."""
    return (
        str(int(value)) if abs(value) < 10**15 and float(value).is_integer() else repr(float(value))
    )


def fits(text: str) -> bool:
    """Tell whether a cell can hold a text."""
    return len(text) * 2 <= MAX_TEXT or len(text.encode("utf-16-le", "surrogatepass")) <= (
        2 * MAX_TEXT
    )


def checked(text: str) -> str:
    """Refuse a text that is longer than a cell can hold (E053)."""
    if not fits(text):
        raise UsageError(problem("E053", None, text[:60], length=len(text), limit=MAX_TEXT))
    return text
