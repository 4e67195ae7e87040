"""Outputs that are workbooks: held while they are made; of an input patched, the name has to tell
the same kind of file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from btobsheet import api
from btobsheet.cli.options import check_output, say
from btobsheet.problems import UsageError, problem
from btobsheet.system.bounded import MAX_FILE, InputError, read_bytes
from btobsheet.system.files import exclusive, write_file
from btobsheet.system.inputs import SUFFIXES

if TYPE_CHECKING:
    from btobsheet.reports.document import Document

_READ_ONLY = (".ods", ".xlsb")
_MACROS = b"xl/vbaProject.bin"
"""What a workbook with macros holds; a package names its parts in plain bytes."""


@contextmanager
def held(out: Path, force: bool, source: Path, *others: Path) -> Iterator[None]:
    """Hold an output that is to be ``source`` patched, checked against that and all other inputs,
    while it is made.
    """
    check_output(out, force, source, *others)
    check_kind(out, source)
    with alone(out, force):
        yield


class Patched(Protocol):
    """What came of patching a workbook."""

    @property
    def data(self) -> bytes:
        """The bytes of the workbook, those given where nothing in it changed."""

    @property
    def changed(self) -> bool:
        """Tell whether anything in it is another."""


M = TypeVar("M", bound=Patched)


def put(make: Callable[[], M], out: Path | None, force: bool, source: Path, *others: Path) -> M:
    """Make what is to be ``source`` patched; where there is an output, hold it meanwhile, and write
    it where anything changed.
    """
    if out is None:
        return make()
    with held(out, force, source, *others):
        made = make()
        if made.changed:
            write_file(out, made.data, force=force)
    return made


def tell_put(made: Patched, out: Path | None, otherwise: str) -> None:
    """Say that an output was written, or ``otherwise``; nothing where there is none."""
    if out is not None:
        click.echo(say("written" if made.changed else otherwise, file=out), err=True)


@contextmanager
def alone(out: Path, force: bool) -> Iterator[None]:
    """Hold an output that was checked, while it is made."""
    with exclusive(out):
        # again: another command may have written it before this one could hold it
        check_output(out, force)
        yield


def tell_made(document: Document, out: Path) -> None:
    """Say what came of making a workbook, and where it is."""
    click.echo(api.render(document, "text", width=100), nl=False)
    click.echo(say("written", file=out), err=True)


def check_kind(out: Path, source: Path) -> None:
    """Refuse an input that cannot be patched (E050), and an output whose name tells another kind of
    file than the input is (E055).
    """
    check_patchable(source)
    suffix = suffix_of(source)
    if out.suffix.lower() != suffix:
        raise UsageError(problem("E055", value=out.name, suffix=suffix), str(out))


def suffix_of(source: Path) -> str:
    """Give the end of a name that tells what a workbook is: its own, else by what is in it, for one
    that a browser or mail program has named (``計画``, ``plan.xlsx (1)``).
    """
    own = source.suffix.lower()
    if own in SUFFIXES:
        return own
    try:
        data = read_bytes(source, MAX_FILE)
    except InputError:  # reading it will say so
        return SUFFIXES[0]
    return SUFFIXES[1] if _MACROS in data else SUFFIXES[0]


def check_patchable(source: Path) -> None:
    """Refuse an input of a kind that can be read only (E050): no name of an output would do."""
    if source.suffix.lower() in _READ_ONLY and source.is_file():
        raise UsageError(problem("E050"), str(source))
