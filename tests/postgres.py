"""A PostgreSQL server of the test's own, on a socket in a folder of its own: it ends with the block.

The server refuses to run as root: there it is started as Debian's user ``postgres``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from office import POSTGRES

LOCKED, PASSWORD = "locked", "geheim"
"""A user who needs a password."""
_USER = "postgres"
_RULES = f"local all {LOCKED} scram-sha-256\nlocal all all trust\n"


@contextmanager
def server() -> Iterator[Path]:
    """Start a server and give the folder of its socket."""
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # a socket's path has to be short
    data = home / "data"
    try:
        if os.getuid() == 0:
            shutil.chown(home, _USER)
        _run("initdb", "-D", data, "-U", _USER, "-E", "UTF8", "--no-sync", "--auth=trust")
        (data / "pg_hba.conf").write_text(_RULES, encoding="utf-8")
        options = f"-c listen_addresses='' -c unix_socket_directories={home} -c fsync=off"
        log = home / "log"
        _run("pg_ctl", "-D", data, "-w", "-t", "60", "-l", log, "-o", options, "start")
        try:
            yield home
        finally:
            _run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _run(program: str, *words: str | Path) -> None:
    assert POSTGRES is not None
    command = [str(Path(POSTGRES).with_name(program)), *map(str, words)]
    if os.getuid() == 0:
        command = ["runuser", "-u", _USER, "--", *command]
    done = subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, check=False, timeout=120)
    assert done.returncode == 0, program


def url(socket: Path, database: str = "plans", user: str = _USER) -> str:
    """Give the URL of a database."""
    return f"postgresql://{user}@/{database}?host={quote(str(socket))}"
