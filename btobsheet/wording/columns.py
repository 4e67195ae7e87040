"""What people read of a column, a language at a time: one place for its header, its help and its name
in a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from typing import Final, NamedTuple, cast


class Words(NamedTuple):
    """The words of one column in one language.

    ``header`` stands over it (of a repeated column: its common part), ``help`` is shown when a cell
    is selected (at most 200 characters), ``said`` names it in a sentence where the header does not
    do. ``also`` are former headers, understood when reading. A setting has its label as header.
    """

    header: str
    help: str = ""
    said: str = ""
    also: tuple[str, ...] = ()


_TABLES: Final = (
    "settings",
    "operations",
    "tactics",
    "kpis",
    "actions",
    "reviews",
    "costs",
    "people",
    "holidays",
)


@lru_cache(maxsize=64)
def table_words(language: str, table: str) -> Mapping[str, Words]:
    """Give the words of a table's columns by their names, of the settings also by their ids."""
    module = import_module(f"btobsheet.wording.{language}.columns.{table}")
    return cast("Mapping[str, Words]", module.COLUMNS)


def column_words(language: str, table: str, name: str) -> Words:
    """Give the words of one column; a hidden one that has none shows its name."""
    return table_words(language, table).get(name) or Words(f"_{name}")


def field_name(language: str, table: str, field: str, default: str = "") -> str:
    """Give what a field of the model is called in a sentence; of a month or a mark the column's."""
    return field_names(language).get(f"{table}.{field.partition('.')[0]}", default)


@lru_cache(maxsize=8)
def help_texts(language: str) -> Mapping[str, str]:
    """Give all help by ``table.column``, of settings by ``settings.id``."""
    return {
        f"{table}.{name}": words.help
        for table in _TABLES
        for name, words in table_words(language, table).items()
        if words.help
    }


@lru_cache(maxsize=8)
def field_names(language: str) -> Mapping[str, str]:
    """Give what each column is called in a sentence, by ``table.field`` of the model."""
    return {
        f"{table}.{name.rpartition('.')[2]}": words.said or words.header
        for table in _TABLES
        for name, words in table_words(language, table).items()
    }
