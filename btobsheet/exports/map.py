"""MAP.toml: which column of an export holds what, which KPI is meant, and which rows count.

The form, every key optional::

    sheet = "2026年度"          # the tab of a workbook; else its first visible one
    encoding = "cp932"          # of a text file; else found out
    delimiter = ";"             # of a text file; else found out
    header = 3                  # the row of the headings; else found out
    day_order = "mdy"           # 9/3/2026 is the 3rd of September; "dmy": the 9th of March
    time_zone = "+09:00"        # whose days 2026-09-30T15:30Z counts for; else as it is written
    count = true                # each row is one record: count rows

    [columns]                   # headings in the data
    kpi = "指標"
    month = "年月"
    date = "作成日"
    value = "件数"
    tactic = "施策"             # spending: of which tactic, for which item of ⑥
    item = "勘定科目"

    [kpi]                       # what the data calls it = id or name of the KPI; "" leaves it out
    "Sessions" = "K06"

    [tactic]                    # what the data calls it = id or name of the tactic
    "展示会費" = "T03"

    [item]                      # what the data calls it = the item in ⑥
    "広告宣伝費" = "会場費"

    [where]                     # only the rows in which a column holds one of these
    "流入元" = ["展示会", "セミナー"]

    [factor]                    # data in yen, the KPI in thousands of yen
    "K21" = 0.001

    filled = ["チャネル"]        # a row in which one of these is blank is no row (a total)
    down = ["収支区分"]          # a blank one of these says what the row above says

    [[take]]                    # all rows are about one KPI; may be several
    kpi = "K14"                 # kpi (or tactic, item), date, month, value, count, factor, where
    date = "MQL日"
    count = true
    where = { "ステージ" = "MQL" }
"""

from __future__ import annotations

import codecs
import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import field, replace
from difflib import get_close_matches
from typing import Any, Final

from btobsheet.layout.typed.text import match_key
from btobsheet.plan.calendar import Month
from btobsheet.problems import Place, UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.system.toml import parse_toml

ROWS: Final = ("kpi", "tactic", "item")
"""The roles of columns that say which row of the plan is meant."""
ROLES: Final = (*ROWS, "month", "date", "year", "value")
_TEXTS: Final = ("sheet", "encoding", "delimiter", "day_order", "time_zone")
_LISTS: Final = ("filled", "down")
_TOP: Final = (*_TEXTS, "header", "count", "columns", *ROWS, "where", *_LISTS, "factor", "take")
_TAKE: Final = (*ROWS, "date", "month", "year", "value", "count", "factor", "where", *_LISTS)
_ORDERS: Final = ("", "mdy", "dmy")
_NO_DELIMITERS: Final = ("", '"', "\n", "\r", "\0")
_LARGEST: Final = 1e15
_ENCODINGS: Final = ("utf", "cp", "shift_jis", "euc_", "iso", "mac", "gb", "big5", "koi8", "ascii")
"""How the names of the encodings begin that files are written in; Python knows stranger ones."""
_OFFSET: Final = re.compile(r"(?P<sign>[+-])(?P<hours>[01]?[0-9]):?(?P<minutes>[0-5][0-9])?")

Where = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, kw_only=True)
class Take:
    """What to take from the data: ``about`` is what all rows are about, by role (none where a
    column or heading says it), ``columns`` are headings by role.

    ``filled`` are headings whose cells no row leaves blank but that of a total, ``down`` those
    whose blank cells say what the row above says.
    """

    about: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    where: Where = ()
    filled: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    count: bool = False
    factor: float | None = None


@dataclass(frozen=True, kw_only=True)
class FillMap:
    """How an export is to be read.

    ``kpis``, ``tactics`` and ``items`` are what the data calls them (as compared), ``factors`` go
    by id or name.
    ``time_zone`` is how far the clock of the days to count is from UTC, where that is said.
    ``month`` is the one asked for: of data that says none, and the only one filled.
    """

    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    day_order: str = ""
    time_zone: dt.timedelta | None = None
    header: int = 0
    month: Month | None = None
    kpis: Mapping[str, str] = field(default_factory=dict)
    tactics: Mapping[str, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    factors: Mapping[str, float] = field(default_factory=dict)
    takes: tuple[Take, ...] = (Take(),)


def read_map(text: str, file: str = "") -> FillMap:
    """Read a MAP.toml.

    Raises UsageError: E750 no TOML, E751 an unknown key, E752 a value of the wrong kind.
    """
    return _Reader(file).read(parse_toml(text, "E750", file))


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file

    def read(self, data: Mapping[str, Any]) -> FillMap:
        self.known("", data, _TOP)
        texts = {key: self.text(key, data.get(key, "")) for key in _TEXTS}
        columns = self.table("columns", data.get("columns", {}))
        self.known("columns", columns, ROLES)
        base = Take(
            columns={
                role: self.text(f"columns.{role}", heading) for role, heading in columns.items()
            },
            where=self.where("where", data.get("where", {})),
            filled=self.headings("filled", data.get("filled", [])),
            down=self.headings("down", data.get("down", [])),
            count=self.flag("count", data.get("count", False)),
        )
        if texts["day_order"] not in _ORDERS:
            self.refuse("day_order", '"mdy" / "dmy"')
        if texts["encoding"] and not _is_encoding(texts["encoding"]):
            self.refuse("encoding", '"utf-8" / "cp932" / "euc-jp"')
        if len(texts["delimiter"]) > 1 or texts["delimiter"] in _NO_DELIMITERS[1:]:
            self.refuse("delimiter", '"," / ";" / "\\t"')
        clock = texts["time_zone"]
        zone = _offset(clock)
        if clock and zone is None:
            self.refuse("time_zone", '"+09:00" / "Z"')
        header = data.get("header", 0)
        if not isinstance(header, int) or isinstance(header, bool) or header < 0:
            self.refuse("header", "3")
        takes = data.get("take", [])
        if not isinstance(takes, list):
            self.refuse("take", "[[take]]")
        factors = {
            name: self.number(f"factor.{name}", value)
            for name, value in self.table("factor", data.get("factor", {})).items()
        }
        made = tuple(self.take(self.table("take", one), base) for one in takes)
        return FillMap(
            sheet=texts["sheet"],
            encoding=texts["encoding"],
            delimiter=texts["delimiter"],
            day_order=texts["day_order"],
            header=header,
            time_zone=zone,
            kpis=self.names("kpi", data),
            tactics=self.names("tactic", data),
            items=self.names("item", data),
            factors=factors,
            takes=made or (base,),
        )

    def take(self, data: Mapping[str, Any], base: Take) -> Take:
        """Read one ``[[take]]``; what it does not say is as for all rows."""
        self.known("take", data, _TAKE)
        columns = {
            role: self.text(f"take.{role}", data[role])
            for role in ROLES
            if role in data and role not in ROWS
        }
        return replace(
            base,
            about={role: self.text(f"take.{role}", data[role]) for role in ROWS if data.get(role)},
            columns={**base.columns, **columns},
            where=(*base.where, *self.where("take.where", data.get("where", {}))),
            filled=self.headings("take.filled", data.get("filled", list(base.filled))),
            down=self.headings("take.down", data.get("down", list(base.down))),
            count=self.flag("take.count", data.get("count", base.count and "value" not in columns)),
            factor=self.number("take.factor", data["factor"]) if "factor" in data else None,
        )

    def names(self, role: str, data: Mapping[str, Any]) -> dict[str, str]:
        """Read what the data calls the rows of a role."""
        given = self.table(role, data.get(role, {}))
        return {match_key(name): self.text(f"{role}.{name}", to) for name, to in given.items()}

    def known(self, table: str, data: Mapping[str, Any], keys: tuple[str, ...]) -> None:
        for key in data:
            if key not in keys:
                near = get_close_matches(key, keys, 1)
                raise UsageError(
                    problem(
                        "E751",
                        Place(),
                        key,
                        table=f"[{table}]" if table else "MAP",
                        known=", ".join(near or keys),
                    ),
                    self.file,
                )

    def table(self, key: str, value: object) -> Mapping[str, Any]:
        return value if isinstance(value, dict) else self.refuse(key, f"[{key}]")

    def text(self, key: str, value: object) -> str:
        return value if isinstance(value, str) else self.refuse(key, '"…"')

    def flag(self, key: str, value: object) -> bool:
        return value if isinstance(value, bool) else self.refuse(key, "true / false")

    def number(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return float(self.refuse(key, "0.001"))
        return value if 0 < abs(value) <= _LARGEST else float(self.refuse(key, "0.001"))

    def where(self, key: str, value: object) -> Where:
        made = []
        for heading, wanted in self.table(key, value).items():
            items = wanted if isinstance(wanted, list) else [wanted]
            if not items or not all(isinstance(item, str | int | float) for item in items):
                self.refuse(f"{key}.{heading}", '"…" / ["…", "…"]')
            made.append((heading, tuple(map(str, items))))
        return tuple(made)

    def headings(self, key: str, value: object) -> tuple[str, ...]:
        """Read a heading, or several."""
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str) for item in items):
            self.refuse(key, '"…" / ["…", "…"]')
        return tuple(items)

    def refuse(self, key: str, wanted: str) -> Any:
        raise UsageError(problem("E752", None, key, wanted=wanted), self.file)


def _is_encoding(name: str) -> bool:
    """Tell whether a name is that of an encoding of texts."""
    try:
        return codecs.lookup(name).name.startswith(_ENCODINGS)
    except (LookupError, ValueError):  # ValueError: a NUL in it
        return False


def _offset(text: str) -> dt.timedelta | None:
    """Give how far a clock is from UTC (``+09:00``, ``Z``); None for no such text."""
    found = _OFFSET.fullmatch(text)
    if not found:
        return dt.timedelta() if text in ("Z", "UTC") else None
    size = dt.timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return -size if found["sign"] == "-" else size
