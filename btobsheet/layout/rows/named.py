"""Names of people in rows: what the library understands and the workbook's formulas do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from btobsheet.layout.book import BOOK
from btobsheet.layout.kinds import PersonName
from btobsheet.layout.typed.text import Typed
from btobsheet.plan.lookup import name_key, people_by_name
from btobsheet.plan.naming import Names
from btobsheet.plan.records import TABLES, Person

if TYPE_CHECKING:
    from btobsheet.layout.rows.drafts import Draft


def tell_names(drafts: Mapping[str, Sequence[Draft]]) -> None:
    """Tell every name that only the library understands (N304): 甲野様, ｺｳﾉ."""
    people = tuple(
        Person(
            id=draft.id,
            name=draft.values.get("name", ""),
            aliases=draft.values.get("aliases", ()),
        )
        for draft in drafts["people"]
    )
    known, names = people_by_name(people), Names.of(people)

    @cache
    def missed(typed: str) -> str:
        person = known.get(name_key(typed))
        return person.name if person and names.known(typed) != person.name else ""

    for table in TABLES:
        for column in filter(columns_named(table).__contains__, formula_inputs(table)):
            for draft in drafts[table]:
                raw = draft.row.cells.get(column)
                if not isinstance(raw, str) or column not in draft.values:
                    continue
                if not draft.said[column].code and (read := missed(raw)):
                    draft.tell(Typed(read, "N304", {"read": read}), column, raw)


@cache
def columns_named(table: str) -> frozenset[str]:
    """Give a table's columns that hold a person's name."""
    kinds = ((column.name, column.kind) for column in BOOK.table(table).inputs)
    return frozenset(name for name, kind in kinds if isinstance(kind, PersonName))


@cache
def formula_inputs(table: str) -> frozenset[str]:
    """Give a table's input columns that its formulas read by name."""
    found = BOOK.table(table)
    formulas = " ".join(column.formula for column in found.columns)
    return frozenset(column.name for column in found.inputs if f"[{column.name}]" in formulas)
