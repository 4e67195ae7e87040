"""Whom a typed name means in the workbook's own formulas: by name or by another spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from btobsheet.plan.records import Person
from btobsheet.plan.spelling import LONGEST, person_key, squeezed, trimmed
from btobsheet.quickclass import dataclass


@dataclass(frozen=True)
class Names:
    """The people table's names by name and other spelling, looked up as the formulas do.

    Without spaces and case; not by width, nor by what stands behind a name (様), as the library
    does.
    """

    names: Mapping[str, str]
    aliases: Mapping[str, str]

    @classmethod
    def of(cls, people: Iterable[Person]) -> Names:
        """Collect the names; the first person with a spelling has it."""
        names: dict[str, str] = {}
        aliases: dict[str, str] = {}
        for person in people:
            if key := person_key(person.name):
                names.setdefault(key, person.name)
                for alias in person.aliases:
                    aliases.setdefault(person_key(alias), person.name)
        return cls(names, aliases)

    def known(self, typed: str) -> str:
        """Give the name a typed one stands for, an empty text for none."""
        key = person_key(typed) if len(typed) <= LONGEST else ""
        return self.names.get(key) or self.aliases.get(key) or "" if key else ""

    def name(self, typed: str) -> str:
        """Give the name a typed one stands for, itself where it stands for none."""
        return self.known(typed) or trimmed(typed)


def alias_text(one: Person) -> str:
    """Give all spellings of a person in one text, the name first: ``、甲野一郎、甲野、``."""
    name = squeezed(one.name).replace("、", "")
    return f"、{'、'.join((name, *filter(None, map(squeezed, one.aliases))))}、" if name else ""
