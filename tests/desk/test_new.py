"""A new plan by a form, its pages, its report, and the files to take away."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from books import bare_book, sample
from desk.deskside import Browser, app_of, links, said

from btobsheet import api
from btobsheet.templates.find import names

ANSWERS = {"template": "marketing-cycle", "company": "テスト商事", "start": "2027-04"}


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    return Browser(app_of(tmp_path))


def test_an_empty_folder_says_what_to_do(browser: Browser) -> None:
    page = browser.get("/")
    assert "まだ計画がありません" in said(page)
    assert f"/{browser.keys.token}/new" in links(page)


@pytest.mark.parametrize("template", names())
def test_every_template_asks(browser: Browser, template: str) -> None:
    assert browser.get(f"/new?template={template}").status_code == 200


def test_the_answers_make_the_plan(browser: Browser, tmp_path: Path) -> None:
    given = {"kgi": "5000万円", "people": "佐藤(営業部)\n鈴木", "tactics": ["T01", "T05"]}
    led = browser.post("/new", **ANSWERS, **given, calendar="month", examples="yes")
    assert led.status_code == 303
    assert "できました" in said(browser.get(led.headers["Location"]))
    plan = api.read(tmp_path / "テスト商事.xlsx").plan
    assert (str(plan.start), plan.settings.company, plan.calendar) == (
        *("2027-04", "テスト商事"),
        "month",
    )
    assert [(one.name, one.department) for one in plan.people] == [("佐藤", "営業部"), ("鈴木", "")]
    assert [one.id for one in plan.tactics if one.decision == "adopted"] == ["T01", "T05"]
    assert plan.kpis[0].annual_target == 50_000_000
    kept = tomllib.loads((tmp_path / "テスト商事.answers.toml").read_text(encoding="utf-8"))
    assert kept["tactics"] == ["T01", "T05"] and kept["kgi"] == "5000万円"


def test_what_cannot_be_read_is_said_beside_it_and_all_else_stays(
    browser: Browser, tmp_path: Path
) -> None:
    page = browser.post("/new", **ANSWERS, kgi="たくさん", rate_1="<b>", title="題")
    assert page.status_code == 422
    assert 'value="たくさん"' in page.text and 'value="題"' in page.text
    assert 'aria-describedby="kgi-wrong"' in page.text and 'id="kgi-wrong"' in page.text
    assert "2か所" in said(page) and "<b>" not in page.text
    assert list(tmp_path.iterdir()) == []


def test_a_plan_that_is_there_is_not_overwritten(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "テスト商事.xlsx").write_bytes(b"mine")
    page = browser.post("/new", **ANSWERS)
    assert page.status_code == 422 and "もうあります" in said(page)
    assert (tmp_path / "テスト商事.xlsx").read_bytes() == b"mine"


def test_the_sample_is_made_once(browser: Browser, tmp_path: Path) -> None:
    assert browser.post("/new/sample").status_code == 303
    made = (tmp_path / "見本の計画.xlsx").read_bytes()
    assert browser.post("/new/sample").status_code == 303
    assert (tmp_path / "見本の計画.xlsx").read_bytes() == made


def test_a_file_that_is_no_plan_is_named_with_the_reason(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK nothing")
    assert "x.xlsx" in said(browser.get("/"))
    found = browser.get("/plan/x.xlsx/")
    assert found.status_code == 422 and "x.xlsx" in said(found)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pages_of_a_plan_speak_the_language_chosen(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample()))
    browser.get(f"/?lang={language}")
    for path in ("", "report", "findings"):
        page = browser.get(f"/plan/plan.xlsx/{path}")
        assert page.status_code == 200 and f'<html lang="{language}">' in page.text
    assert "btobsheet " not in said(browser.get("/plan/plan.xlsx/"))


@pytest.mark.few(3)
@pytest.mark.parametrize("format", ["md", "html", "xlsx", "pptx", "csv", "json"])
def test_the_report_is_taken_in_every_format(browser: Browser, tmp_path: Path, format: str) -> None:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample()))
    found = browser.get(f"/plan/plan.xlsx/report/{format}?on=2026-09-01")
    assert found.status_code == 200 and len(found.data) > 1000
    assert f"2026-09-01.{format}" in found.headers["Content-Disposition"]
    assert browser.get("/plan/plan.xlsx/report/exe").status_code == 422


def test_the_report_stands_within_the_page_and_may_run_its_own_script_alone(
    browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample()))
    assert 'sandbox="allow-scripts"' in browser.get("/plan/plan.xlsx/report").text
    report = browser.get("/plan/plan.xlsx/report/page")
    policy = report.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy and "script-src 'sha256-" in policy
    inside = report.text.partition('Content-Security-Policy" content="')[2].partition('"')[0]
    assert policy.startswith(inside.replace("&#39;", "'"))


def test_a_marked_copy_is_taken(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample()))
    assert ZipFile(BytesIO(browser.get("/plan/plan.xlsx/marked").data)).testzip() is None


def test_everything_is_taken_as_one(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample()))
    found = browser.get("/files/everything.zip")
    assert ZipFile(BytesIO(found.data)).namelist() == ["plan.xlsx"]
    found.close()


def test_a_plan_saved_meanwhile_is_read_anew(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample()))
    assert "架空の会社のサンプル" in said(browser.get("/plan/plan.xlsx/"))
    (tmp_path / "plan.xlsx").write_bytes(bare_book(sample("en"), plan_id="en"))
    assert "架空の会社のサンプル" not in said(browser.get("/plan/plan.xlsx/"))


def test_work_of_an_earlier_run_is_told_so(browser: Browser) -> None:
    assert browser.get("/work/0123").status_code == 404
    assert browser.get("/work/0123/state").json == {"over": True}
