"""Take over a plan that was made by hand: a proposed map first, then the workbook.

Another of the doors where heavy parts are imported on call.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING

from btobsheet.api.arguments import checked
from btobsheet.api.plans import Source, generate

if TYPE_CHECKING:
    from btobsheet.plan.model import Language
    from btobsheet.sharing.adopt.adopting import Adopted, ProposedMap


@checked
def propose_map(source: Source, *, language: Language = "ja", name: str = "") -> ProposedMap:
    """Look at a workbook made by hand, and propose how to take it over.

    Gives a ``ProposedMap``: ``text``, the MAP.toml to look through and mend; ``proposal``, each
    table that was found, with how sure each column is; ``preview``, what the map as it stands would
    take. Questions stand in the map as ``?``. ``language`` is that of the workbook to make. Raises
    UnreadableError: as :func:`btobsheet.read` for a file that is no workbook, E800 and E802 to E804
    where it holds nothing of a plan; UsageError E801 for a planning workbook of btobsheet.
    """
    from btobsheet.sharing.adopt.adopting import propose_map_of

    return propose_map_of(source, language, name)


@checked
def adopt(
    source: Source,
    mapping: str | os.PathLike[str],
    *,
    as_of: dt.date | None = None,
    plan_id: str = "",
    name: str = "",
) -> Adopted:
    """Take a plan made by hand over into a new workbook, by a MAP.toml.

    Gives an ``Adopted``: ``data``, the new workbook's bytes, whose last tab lists every cell of the
    old plan; ``plan``; ``taken``, where each cell went; ``left``, every other with the reason;
    ``problems`` and ``incomplete``. ``mapping`` is the path of the map. Raises UnreadableError and
    UsageError as :func:`propose_map`; UsageError E805 a map without the first month, E806 one that
    takes nothing, E732 a tab that is not there, E750 to E752 a map that is not right.
    """
    from btobsheet.sharing.adopt.adopting import Adopted, adopt_by, read_map_of
    from btobsheet.sharing.adopt.listed import with_list

    how = read_map_of(mapping)
    made, old = adopt_by(source, how, (name, os.fspath(mapping)))
    book = generate(made.plan, as_of=as_of, plan_id=plan_id)
    texts = {(tab.name, *at): old.shown(tab, at) for tab in old.tabs for at in tab.cells()}
    data = with_list(book, made, texts, os.path.basename(old.file))  # noqa: PTH119 - 24 ms
    return Adopted(data, old.file, made.plan, made.taken, made.left, made.problems)
