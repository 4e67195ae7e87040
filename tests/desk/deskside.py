"""A desk as its browser sees it: requests with the right address, cookie and origin."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import html as reader
from werkzeug.test import TestResponse

from btobsheet.desk.app import make_app
from btobsheet.desk.pages import Desk

PORT = 50_000
NOW = dt.datetime(2026, 10, 5, 9, 30)
FORM = "multipart/form-data"


def app_of(folder: Path, language: str = "ja") -> Flask:
    return make_app(folder, language, PORT, lambda: NOW)


class Browser:
    """One browser that has opened a desk."""

    def __init__(self, app: Flask) -> None:
        self.desk = cast("Desk", app.extensions["desk"])
        self.keys = self.desk.keys
        self.client: FlaskClient = app.test_client()
        assert self.client.get(self.keys.opening).status_code == 303

    def get(self, path: str) -> TestResponse:
        return self.ask(path, "GET")

    def ask(self, path: str, method: str, **given: Any) -> TestResponse:
        whole = path if path.startswith(f"/{self.keys.token}/") else f"/{self.keys.token}{path}"
        found = self.client.open(whole, method=method, base_url=self.keys.origin, **given)
        for _, said_in_header in found.headers:
            said_in_header.encode("latin-1")  # as a server has to send it
        return found

    def post(self, path: str, /, **fields: Any) -> TestResponse:
        """Send a form; a list of ``(bytes, name)`` stands for files."""
        data = {
            name: [(BytesIO(one[0]), one[1]) if isinstance(one, tuple) else one for one in value]
            if isinstance(value, list)
            else value
            for name, value in fields.items()
        }
        headers = {"Origin": self.keys.origin}
        return self.ask(path, "POST", data=data, headers=headers, content_type=FORM)

    def done(self, path: str, /, **fields: Any) -> TestResponse:
        """Send a form whose work takes a while, and give the page of what came of it."""
        led = self.post(path, **fields)
        assert led.status_code == 303, led.text
        at = led.headers["Location"]
        if "/work/" in at:
            job = self.desk.jobs.get(at.rpartition("/")[2])
            assert job is not None and job.over.wait(120)
        return self.get(at)

    def seen(self, path: str) -> str:
        """Give what a page's form tells of the plan it saw."""
        found = re.search(r'name="seen" value="(\w+)"', self.get(path).text)
        assert found is not None, path
        return found[1]


def said(response: TestResponse) -> str:
    """Give a page's text, on one line."""
    return " ".join(reader.fromstring(response.text).find(".//main").text_content().split())


def links(response: TestResponse) -> list[str]:
    found = reader.fromstring(response.text)
    return [urlsplit(str(one)).path for one in found.xpath("//a/@href")]
