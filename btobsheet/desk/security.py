"""Who may speak to the desk: a guard before everything else, and what every answer forbids.

The server is bound to 127.0.0.1, which every program and every web page on the machine can reach. A
request is let in where it names this host (a page of another name that points here does not), comes
from no other site, bears the token in its path and, but for the first page, the cookie that page
gave. A form must come from this very origin. The cookie is bound to the path with the token: other
servers on this machine, whose ports browsers do not tell apart, never see it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from http.cookies import CookieError, SimpleCookie
from threading import Lock
from time import monotonic
from typing import Any, Final

HOST: Final = "127.0.0.1"
"""The only address that is ever served."""
COOKIE: Final = "desk"
_TICKET_LASTS: Final = 120.0
_OPEN, _STALE, _REFUSED, _METHOD = "303 See Other", "410 Gone", "403 Forbidden", "405 Not Allowed"
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; "
)
FRAMED, UNFRAMED = "frame-ancestors 'self'", "frame-ancestors 'none'"
LOCKED: Final = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'; "
)
"""For a page that lies in the folder: it is shown, and can do nothing."""
HEADERS: Final = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
)
"""``same-origin``, not ``no-referrer``: with that a browser sends a form's origin as ``null``."""

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]


class Keys:
    """What is to be known: ``token`` stands in every address, ``session`` in the cookie.

    ``ticket`` opens the desk once, within two minutes: the address with which a browser is started
    can be read by every user of the machine in the list of processes.
    """

    def __init__(self, port: int) -> None:
        """Draw them anew for one run."""
        self.port = port
        self.token, self.session, self.ticket = (secrets.token_urlsafe(32) for _ in range(3))
        self._until = monotonic() + _TICKET_LASTS
        self._lock = Lock()

    @property
    def origin(self) -> str:
        """Give the one origin that is ours."""
        return f"http://{HOST}:{self.port}"

    @property
    def address(self) -> str:
        """Give the address of the first page."""
        return f"{self.origin}/{self.token}/"

    @property
    def opening(self) -> str:
        """Give the address that opens the desk once."""
        return f"{self.origin}/start/{self.ticket}"

    def take(self, ticket: str) -> bool:
        """Tell whether a ticket is good, and use it up."""
        with self._lock:
            good = bool(self.ticket) and monotonic() < self._until and _same(ticket, self.ticket)
            if good:
                self.ticket = ""
        return good


def _same(given: str, known: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), known.encode())


class Guard:
    """Stands before the pages, as WSGI has it; takes the token off the path they see."""

    def __init__(self, app: App, keys: Keys, words: Callable[[str], str]) -> None:
        """Take the pages, the keys, and what words a refusal (``refused``, ``used``)."""
        self._app, self._keys, self._words = app, keys, words

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer a request, or refuse it before anything of it is read."""
        path, method = str(environ.get("PATH_INFO", "")), str(environ.get("REQUEST_METHOD", ""))
        if not self._is_ours(environ):
            return self._say(start, _REFUSED, "refused")
        if path.startswith("/start/"):
            if method == "GET" and self._keys.take(path.removeprefix("/start/")):
                return self._open(start)
            return self._say(start, _STALE, "used")
        token, _, rest = path.removeprefix("/").partition("/")
        if not _same(token, self._keys.token):
            return self._say(start, _REFUSED, "refused")
        if method not in ("GET", "HEAD", "POST"):
            return self._say(start, _METHOD, "refused")
        if method == "POST" and environ.get("HTTP_ORIGIN") != self._keys.origin:
            return self._say(start, _REFUSED, "refused")
        known = _same(_cookie(environ), self._keys.session)
        if not known and (method == "POST" or rest):
            return self._say(start, _REFUSED, "refused") if method == "POST" else self._open(start)
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"/{token}", f"/{rest}"
        return self._app(environ, self._guarded(start, [] if known else [self._cookie()]))

    def _is_ours(self, environ: Environ) -> bool:
        """Tell whether a request means this host, and comes from no other site."""
        host = environ.get("HTTP_HOST") == f"{HOST}:{self._keys.port}"
        return host and environ.get("HTTP_SEC_FETCH_SITE", "none") in ("none", "same-origin")

    def _cookie(self) -> tuple[str, str]:
        path = f"/{self._keys.token}/"
        said = f"{COOKIE}={self._keys.session}; HttpOnly; SameSite=Strict; Path={path}"
        return "Set-Cookie", said

    def _open(self, start: Start) -> Iterable[bytes]:
        """Lead to the first page, with the cookie."""
        self._guarded(start, [self._cookie()])(_OPEN, [("Location", f"/{self._keys.token}/")])
        return []

    def _say(self, start: Start, status: str, key: str) -> Iterable[bytes]:
        said = self._words(key).encode("utf-8")
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(said))),
        ]
        self._guarded(start, [])(status, headers)
        return [said]

    def _guarded(self, start: Start, more: list[tuple[str, str]]) -> Start:
        """Give what begins an answer with our headers; a policy of the page's own stays."""

        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            given = {name.casefold() for name, _ in headers}
            own = [one for one in HEADERS if one[0].casefold() not in given]
            if "content-security-policy" not in given:
                own.append(("Content-Security-Policy", POLICY + UNFRAMED))
            if "cache-control" not in given:  # to be asked again, but kept for the back button
                own.append(("Cache-Control", "private, no-cache"))
            return start(status, [*headers, *own, *more], *rest)

        return begin


def _cookie(environ: Environ) -> str:
    """Give the cookie's value; of several of one name none is believed."""
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(str(environ.get("HTTP_COOKIE", "")))
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""
