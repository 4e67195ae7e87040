"""The desk served on this machine alone, until it is stopped."""

from __future__ import annotations

import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Final

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from btobsheet.desk.pages import Desk
from btobsheet.desk.security import HOST
from btobsheet.problems import UsageError, problem

_SILENT: Final = 60
"""A connection that says nothing for so many seconds is closed."""
_ENDING: Final = 120.0


class _Handler(WSGIRequestHandler):
    """Writes no log, which would hold the token of every address, and names no versions."""

    server_version, sys_version = "btobsheet", ""
    timeout = _SILENT

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing of a request."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Say nothing of a connection either."""


def bound(port: int) -> socket.socket:
    """Bind a port of this machine, 0 for a free one; UsageError E141 where it is taken."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((HOST, port))
    except OSError:
        made.close()
        raise UsageError(problem("E141", value=port)) from None
    made.listen(128)
    return made


def server(app: Flask, listening: socket.socket) -> BaseWSGIServer:
    """Make the server: a thread a request."""
    port = int(listening.getsockname()[1])
    return make_server(
        HOST, port, app, threaded=True, request_handler=_Handler, fd=listening.fileno()
    )


def serve(
    app: Flask, listening: socket.socket, *, browse: bool, say: Callable[[str], None]
) -> None:
    """Serve until Ctrl+C; work that is being done then is finished first.

    ``say`` is told when a browser could not be opened, and when work is waited for.
    """
    desk: Desk = app.extensions["desk"]
    serving = server(app, listening)
    if browse:
        Thread(target=_browse, args=(desk.keys.opening, say), daemon=True).start()
    with suppress(KeyboardInterrupt):
        serving.serve_forever()
    if not desk.jobs.finish(0):
        say("ending")
        with suppress(KeyboardInterrupt):  # asked twice: what is written is whole anyhow
            desk.jobs.finish(_ENDING)
    serving.server_close()


def _browse(address: str, say: Callable[[str], None]) -> None:
    if not webbrowser.open(address):
        say("not_opened")
