"""Which database a call means: an SQLite file by its path, or a server by its URL.

What is told of a server is its host and database, never user or password.
"""

from __future__ import annotations

import os
from urllib.parse import quote

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass

POSTGRESQL = ("postgresql", "postgres")
DRIVER = "postgresql+psycopg"


@dataclass(frozen=True)
class Place:
    """A database: ``url`` of a server, else the ``path`` of an SQLite file.

    ``name`` is how people are told of it.
    """

    name: str
    path: str = ""
    url: URL | None = None

    @property
    def uri(self) -> str:
        """Give the file as SQLite's own URI, without its query."""
        path = os.path.abspath(self.path).replace(os.sep, "/")  # noqa: PTH100 - bytes of a name that are no UTF-8 stay
        return "file:" + quote(os.fsencode(path if path[0] == "/" else f"/{path}"))


def place_of(db: str | os.PathLike[str]) -> Place:
    """Understand a path or a URL; UsageError E118 where it is neither."""
    text = os.fspath(db).strip()
    if not text:
        raise UsageError(problem("E118", value=text))
    if "://" not in text:
        return Place(text, path=text)
    scheme = text.partition("://")[0]
    kind = scheme.partition("+")[0].lower()
    try:
        url = make_url(text.replace(scheme, kind, 1).replace("postgres:", "postgresql:", 1))
    except (ArgumentError, ValueError):
        raise UsageError(problem("E118", value=f"{scheme}://…")) from None
    if kind == "sqlite" and url.database and url.database != ":memory:" and not url.host:
        return Place(url.database, path=url.database)
    if kind in POSTGRESQL and url.database:
        return Place(_told(url), url=url.set(drivername=DRIVER))
    raise UsageError(problem("E118", value=f"{scheme}://…"))


def _told(url: URL) -> str:
    """Name a server's database without user and password."""
    host = url.host or str(url.query.get("host", ""))
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{host}{port}/{url.database}"
