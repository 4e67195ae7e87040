"""A database opened for one transaction, with every error of it told in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from btobsheet.problems import BtobsheetError, UnreadableError, UsageError, problem
from btobsheet.store.place import Place

PATIENCE = 60
"""Seconds that one writer waits for another."""
_LOCK = 0x62746F62
"""The number that writers of one PostgreSQL database agree on: ``btob``."""
_CANNOT = tuple(
    f"SQLITE_{word}"
    for word in ("CANTOPEN", "READONLY", "PERM", "AUTH", "BUSY", "LOCKED", "FULL", "IOERR")
)
_DENIED = "42501"
_OTHERS = ("22", "42")
"""Classes of PostgreSQL's errors that tell of tables or values that are not ours."""


@contextmanager
def writing(place: Place) -> Iterator[Connection]:
    """Open a database in a transaction that no other writer shares; a new file where there is
    none. What was written stands when the block ends, and nothing of it where it fails.

    UsageError E115, E119 where it cannot be opened or written, UnreadableError E116 where it is
    damaged.
    """
    with _told(place), _engine(place, "rwc").begin() as connection:
        if not place.path:
            connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE}s'"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        yield connection


@contextmanager
def reading(place: Place) -> Iterator[Connection]:
    """Open a database that is there; nothing done in the block is kept. Errors as in
    :func:`writing`.
    """
    with _told(place), _engine(place, "rw").connect() as connection:
        if not place.path:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin() as transaction:
            yield connection
            transaction.rollback()


def _engine(place: Place, mode: str) -> Engine:
    if place.url is not None:
        waiting = {} if "connect_timeout" in place.url.query else {"connect_timeout": 10}
        return create_engine(
            place.url, poolclass=NullPool, hide_parameters=True, connect_args=waiting
        )
    made = create_engine(
        "sqlite://", creator=_file(place, mode), poolclass=NullPool, hide_parameters=True
    )
    # Python's own handling would begin a transaction late, and end it before a table is made
    begin = "BEGIN IMMEDIATE" if mode == "rwc" else "BEGIN"
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql(begin))
    return made


def _file(place: Place, mode: str) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        # a file that is read only is opened for reading; a killed writer's journal is undone
        return sqlite3.connect(
            f"{place.uri}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None
        )

    return connect


@contextmanager
def _told(place: Place) -> Iterator[None]:
    """Tell errors of the database as problems; the original ones, which may name a password, are
    not carried along.
    """
    try:
        yield
    except BtobsheetError:
        raise
    except ImportError as error:  # without a name: psycopg found no library of PostgreSQL's
        if (error.name or "psycopg").partition(".")[0] != "psycopg":
            raise
        raise UsageError(problem("E104", value="psycopg")) from None
    except DBAPIError as error:
        raise _problem(place, error.orig) from None
    except (SQLAlchemyError, ValueError, TypeError, KeyError, OSError):
        raise UnreadableError(problem("E116", value=place.name)) from None


def _problem(place: Place, error: Any) -> BtobsheetError:
    if place.path:
        cannot = str(getattr(error, "sqlite_errorname", "")).startswith(_CANNOT)
        return (
            UsageError(problem("E115", value=place.name))
            if cannot
            else UnreadableError(problem("E116", value=place.name))
        )
    state = str(getattr(error, "sqlstate", "") or "")
    if state.startswith(_OTHERS) and state != _DENIED:
        return UnreadableError(problem("E116", value=place.name))
    return UsageError(problem("E119", value=place.name))
