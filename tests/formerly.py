"""Workbooks of an earlier form, as that form's own writer made them.

``former/layout1.tar.xz`` holds the parts of a workbook of layout version 1, made in November 2026
by ``btobsheet new --template digital-five-steps --start 2026-04 --calendar month --lang ja``: packed
so, since the parts alone take a third of what the .xlsx takes.
"""

from __future__ import annotations

import io
import tarfile
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from books import bare_book
from plans import small_plan

_FORMER = Path(__file__).parent / "former"


@cache
def layout_1() -> bytes:
    """Give the workbook of layout version 1."""
    out = io.BytesIO()
    with tarfile.open(_FORMER / "layout1.tar.xz") as parts, ZipFile(out, "w", ZIP_DEFLATED) as made:
        for part in parts:
            content = parts.extractfile(part)
            assert content
            made.writestr(part.name, content.read())
    return out.getvalue()


@cache
def without_memory() -> bytes:
    """Give a workbook of today's layout from before it had a tab for approvals."""
    book = openpyxl.load_workbook(io.BytesIO(bare_book(small_plan())))
    del book["_history"]
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    """Give a workbook of openpyxl as it is saved."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
