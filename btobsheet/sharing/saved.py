"""Who saved a workbook last, and when: what the program that saved it noted."""

from __future__ import annotations

import datetime as dt

from btobsheet.excel.raw.preflight import Package, RefusalError, kind_of
from btobsheet.excel.raw.xmlparts import elements, local_name, unescape
from btobsheet.quickclass import dataclass

_CORE = "docProps/core.xml"


@dataclass(frozen=True)
class LastSaved:
    """What the program that saved a workbook noted: by whom and when (UTC).

    Nothing where it noted nothing.
    """

    by: str = ""
    at: dt.datetime | None = None


def last_saved(data: bytes) -> LastSaved:
    """Give who last saved a workbook and when, of an .xlsx file.

    Nothing where it was not saved since it was made.

    A workbook of ours bears one fixed moment as made and saved: that says nothing.
    """
    try:
        package = Package(data)
        if kind_of(package) != "xlsx" or _CORE not in package:
            return LastSaved()
        found = {
            local_name(tag): unescape(text).strip()
            for tag, _, text in elements(_CORE, package.read(_CORE), package.allowance)
        }
    except RefusalError:
        return LastSaved()
    saved = _moment(found.get("modified", ""))
    by = found.get("lastModifiedBy", "")
    return LastSaved(
        by, None if saved is None or saved == _moment(found.get("created", "")) else saved
    )


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
