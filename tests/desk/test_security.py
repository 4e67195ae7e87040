"""Nobody but the browser that was sent here is let in, and nothing leads outside the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import bare_book, sample
from desk.deskside import PORT, Browser, app_of, said

from btobsheet.desk import security
from btobsheet.desk.security import COOKIE, Keys

OWN = {"Host": f"127.0.0.1:{PORT}"}
EVERY_PAGE = ("/", "/files", "/new", "/new?template=web", "/plan/plan.xlsx/", "/nowhere")


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample()))
    return Browser(app_of(tmp_path))


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": f"localhost:{PORT}"},
        {"Host": f"127.0.0.1:{PORT + 1}"},
        {"Host": "127.0.0.1"},
        {"Host": f"evil.127.0.0.1:{PORT}"},
        {**OWN, "Sec-Fetch-Site": "cross-site"},
        {**OWN, "Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_page_of_another_name_or_site_is_refused(
    browser: Browser, headers: dict[str, str]
) -> None:
    """DNS that points another name here, and links from other pages, lead nowhere."""
    refused = browser.ask("/", "GET", headers=headers)
    assert refused.status_code == 403
    assert browser.keys.token not in refused.text
    assert "Set-Cookie" not in refused.headers


@pytest.mark.parametrize("path", ["/", "/x/", "/static/desk.css", "/start/", "//", "/é/"])
def test_without_the_token_nothing_is_shown(browser: Browser, path: str) -> None:
    found = browser.client.get(path, base_url=browser.keys.origin)
    assert found.status_code in (403, 410)
    assert browser.keys.token not in found.text


@pytest.mark.parametrize(
    "origin", [None, "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:1"]
)
def test_a_form_of_another_page_is_refused(browser: Browser, origin: str | None) -> None:
    given = {"Origin": origin} if origin else {}
    assert browser.ask("/new/sample", "POST", headers=given).status_code == 403
    assert len(browser.desk.folder.plans()) == 1


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_other_methods_are_refused(browser: Browser, method: str) -> None:
    given = {"Origin": browser.keys.origin}
    assert browser.ask("/", method, headers=given).status_code == 405


def test_without_the_cookie_a_page_leads_to_the_first_and_a_form_nowhere(browser: Browser) -> None:
    browser.client.delete_cookie(COOKIE, path=f"/{browser.keys.token}/", domain="127.0.0.1")
    form = browser.ask("/new/sample", "POST", headers={"Origin": browser.keys.origin})
    assert form.status_code == 403
    led = browser.get("/files")
    assert (led.status_code, led.headers["Location"]) == (303, f"/{browser.keys.token}/")


def test_the_cookie_is_for_this_path_alone_and_no_script_reads_it(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    keys = app.extensions["desk"].keys
    cookie = app.test_client().get(f"/{keys.token}/", base_url=keys.origin).headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", f"Path=/{keys.token}/"):
        assert part in cookie
    assert keys.token not in cookie.partition(";")[0]


@pytest.mark.parametrize("forged", ["", "x", "desk", 'a"b', "é"])
def test_a_forged_cookie_is_none(browser: Browser, forged: str) -> None:
    given = {"Origin": browser.keys.origin, "Cookie": f"{COOKIE}={forged}"}
    browser.client.delete_cookie(COOKIE, path=f"/{browser.keys.token}/", domain="127.0.0.1")
    assert browser.ask("/new/sample", "POST", headers=given).status_code == 403


def test_the_address_a_browser_is_started_with_opens_once(tmp_path: Path) -> None:
    """The list of processes shows it to every user of the machine."""
    app = app_of(tmp_path)
    keys, client = app.extensions["desk"].keys, app.test_client()
    assert keys.token not in keys.opening and keys.session not in keys.opening
    led = client.get(keys.opening)
    assert (led.status_code, led.headers["Location"]) == (303, f"/{keys.token}/")
    assert client.get(keys.opening).status_code == 410
    assert client.post(keys.opening).status_code == 410


def test_the_address_does_not_open_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = Keys(PORT)
    monkeypatch.setattr(security, "monotonic", lambda: float("inf"))
    assert not keys.take(keys.ticket)


@pytest.mark.parametrize("path", EVERY_PAGE)
def test_every_page_forbids_what_it_does_not_need(browser: Browser, path: str) -> None:
    found = browser.get(path)
    policy = dict(
        part.strip().split(" ", 1)
        for part in found.headers["Content-Security-Policy"].split(";")
        if part.strip()
    )
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert found.headers["Referrer-Policy"] == "same-origin"
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    for forbidden in ("<script>", "javascript:", " style=", " onclick", "http://", "https://"):
        assert forbidden not in found.text.replace("http://www.w3.org", "")


def test_a_refusal_is_guarded_as_well(browser: Browser) -> None:
    found = browser.client.get("/", base_url=browser.keys.origin)
    assert "frame-ancestors 'none'" in found.headers["Content-Security-Policy"]


@pytest.mark.few(4)
@pytest.mark.parametrize(
    "name",
    [
        *("..", "../secret.xlsx", "..%2Fsecret.xlsx", "%2e%2e%2fsecret.xlsx", "/etc/passwd"),
        *("out.xlsx", "room/x.xlsx", ".hidden.xlsx", "~$plan.xlsx", "plan.xlsx%00", "plan.xlsx."),
        "%00",
    ],
)
def test_no_name_leads_outside(browser: Browser, tmp_path: Path, name: str) -> None:
    (tmp_path.parent / "secret.xlsx").write_bytes(bare_book(sample()))
    (tmp_path / ".hidden.xlsx").write_bytes(bare_book(sample()))
    (tmp_path / "out.xlsx").symlink_to(tmp_path.parent / "secret.xlsx")
    for path in (f"/plan/{name}/", f"/files/-/{name}", f"/files/returned/{name}"):
        assert browser.get(path).status_code in (404, 308), path
    assert browser.desk.folder.plans() == ["plan.xlsx"]
    (tmp_path.parent / "secret.xlsx").unlink()


def test_a_room_that_leads_outside_is_none(browser: Browser, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "x.xlsx").write_bytes(b"secret")
    (tmp_path / "返ってきた").symlink_to(outside)
    assert browser.get("/files/returned/x.xlsx").status_code == 404


def test_a_page_that_lies_in_the_folder_can_do_nothing(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "記録").mkdir()
    (tmp_path / "記録" / "x.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    policy = browser.get("/records/x.html").headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'") and "script-src" not in policy
    (tmp_path / "x.html").write_text("<script>alert(1)</script>", encoding="utf-8")
    saved = browser.get("/files/-/x.html")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert browser.get("/records/plan.xlsx").status_code == 404


def test_a_name_of_a_file_is_text_on_every_page(browser: Browser, tmp_path: Path) -> None:
    name = "<img src=x onerror=alert(1)>.xlsx"
    (tmp_path / name).write_bytes(b"no workbook")
    for path in ("/", "/files"):
        page = browser.get(path)
        assert "<img" not in page.text and name in said(page)


def test_too_much_is_refused_before_it_is_read(tmp_path: Path) -> None:
    app = app_of(tmp_path)
    app.config["MAX_CONTENT_LENGTH"] = 1000
    browser = Browser(app)
    found = browser.post("/new", template="web", company="x" * 2000)
    assert found.status_code == 413 and "256MB" in said(found)
