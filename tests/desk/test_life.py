"""Months closed, the plan approved, parts handed out, figures kept, an earlier version put back."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from books import bare_book
from desk.deskside import Browser, app_of, links, said
from editing import typed
from plans import DAY, small_plan

from btobsheet import api
from btobsheet.plan.model import Plan

PLAN = "/plan/plan.xlsx/"
FIELD = "actual.2026-09"


@cache
def master() -> bytes:
    plan = small_plan()
    judged = replace(plan, settings=replace(plan.settings, as_of=DAY))
    return bare_book(judged)


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    (tmp_path / "plan.xlsx").write_bytes(master())
    return Browser(app_of(tmp_path))


def plan_of(browser: Browser) -> Plan:
    return api.read(browser.desk.folder.read("plan.xlsx")).plan


def test_months_are_closed_and_reopened(browser: Browser) -> None:
    page = browser.get(PLAN + "close")
    assert "2026年9月" in said(page) and "2026年10月" not in said(page)
    seen = browser.seen(PLAN + "close")
    made = browser.done(PLAN + "close", seen=seen, month="2026-08")
    assert made.status_code == 200 and "2026年8月まで締めました" in said(made)
    assert len(plan_of(browser).history.closings) == 5
    seen = browser.seen(PLAN + "close")
    made = browser.done(PLAN + "close", seen=seen, month="2026-07", reopen="yes")
    assert "開き直しました" in said(made)
    assert len(plan_of(browser).history.closings) == 3


@pytest.mark.parametrize("month", ["2026-12", "2030-01", "x", ""])
def test_a_month_that_cannot_be_closed_is_told(browser: Browser, month: str) -> None:
    seen = browser.seen(PLAN + "close")
    made = browser.post(PLAN + "close", seen=seen, month=month)
    page = browser.get(made.headers["Location"]) if made.status_code == 303 else made
    assert page.status_code == 422 and "--" not in said(page)
    assert browser.desk.folder.read("plan.xlsx") == master()


def test_a_plan_is_approved_and_a_replan_wants_its_reason(browser: Browser) -> None:
    seen = browser.seen(PLAN + "approve")
    made = browser.done(PLAN + "approve", seen=seen, by="部長 <b>", on="2026-10-01")
    assert "第0版" in said(made) and "<b>" not in made.text
    path = browser.desk.folder.path("plan.xlsx")
    path.write_bytes(typed(path.read_bytes(), {("kpis", "K02", "annual_target"): 99}))
    page = browser.get(PLAN + "approve")
    assert 'name="note" value="" required' in " ".join(page.text.split())
    seen = browser.seen(PLAN + "approve")
    refused = browser.done(PLAN + "approve", seen=seen, by="部長", note="")
    assert refused.status_code == 422 and "変えた理由" in said(refused)
    back = next(one for one in links(refused) if one.endswith("/approve"))
    assert back and "%E9%83%A8%E9%95%B7" in refused.text  # the form keeps what was typed
    made = browser.done(PLAN + "approve", seen=seen, note="大口1件の延期", on="2026-10-05")
    assert "第1版" in said(made)
    assert [one.note for one in plan_of(browser).history.approvals] == ["", "大口1件の延期"]


def test_errors_are_approved_only_when_asked_to(browser: Browser) -> None:
    path = browser.desk.folder.path("plan.xlsx")
    path.write_bytes(typed(master(), {("kpis", "K02", FIELD): "たくさん"}))
    seen = browser.seen(PLAN + "approve")
    refused = browser.done(PLAN + "approve", seen=seen)
    assert refused.status_code == 422 and "--force" not in said(refused)
    assert "承認しました" in said(browser.done(PLAN + "approve", seen=seen, force="yes"))


@pytest.mark.slow
def test_parts_are_handed_out_and_awaited(browser: Browser, tmp_path: Path) -> None:
    seen = browser.seen(PLAN + "handout")
    made = browser.done(PLAN + "handout", seen=seen, by="owner", due="2026-10-31")
    files = browser.desk.folder.files("handed")
    assert made.status_code == 200 and len(files) >= 2 and "btobsheet" not in said(made)
    assert all(one in said(browser.get(PLAN + "handout")) for one in files)
    assert browser.get(PLAN + "handout/all.zip").status_code == 200
    title = api.read(tmp_path / "配る" / files[0]).plan.identity.issue.title
    assert title in said(browser.get(PLAN + "copies"))
    part = (tmp_path / "配る" / files[0]).read_bytes()
    browser.done(PLAN + "copies", files=[(part, files[0])])
    waiting = said(browser.get(PLAN + "copies")).partition("まだ返ってきていない人")[2]
    assert title not in waiting.partition("取り込むものを")[0]


@pytest.mark.slow
def test_parts_filled_in_since_are_not_overwritten(browser: Browser, tmp_path: Path) -> None:
    def hand_out() -> str:
        page = browser.done(PLAN + "handout", seen=browser.seen(PLAN + "handout"), by="owner")
        return said(page)

    hand_out()
    files = browser.desk.folder.files("handed")
    hand_out()
    assert len(browser.desk.folder.files("earlier")) == len(files)
    path = tmp_path / "配る" / files[0]
    filled = typed(path.read_bytes(), {("kpis", "K02", FIELD): 5})
    path.write_bytes(filled)
    assert files[0] in hand_out() and path.read_bytes() == filled


def test_figures_are_kept_and_shown(browser: Browser, tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    assert "まだ残していません" in said(browser.get(PLAN + "history"))
    assert "数字を残しました" in said(browser.done(PLAN + "history/keep"))
    assert "もう残してあります" in said(browser.done(PLAN + "history/keep"))
    assert (tmp_path / "btobsheet.sqlite").is_file()
    assert DAY.isoformat() in said(browser.get(PLAN + "history"))
    assert browser.get(PLAN + "report/page?on=2026-11-05").status_code == 200


def test_a_database_that_leads_outside_is_left_alone(browser: Browser, tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}.sqlite"
    (tmp_path / "btobsheet.sqlite").symlink_to(outside)
    assert browser.done(PLAN + "history/keep").status_code == 422
    assert not outside.exists()


def test_an_earlier_version_is_put_back(browser: Browser) -> None:
    browser.done(PLAN + "close", seen=browser.seen(PLAN + "close"), month="2026-08")
    closed = browser.desk.folder.read("plan.xlsx")
    (earlier,) = browser.desk.folder.files("earlier")
    seen = browser.seen(PLAN + "history")
    assert browser.post(PLAN + "history/restore", seen=seen, file=earlier).status_code == 303
    assert browser.desk.folder.read("plan.xlsx") == master()
    assert closed in [
        browser.desk.folder.read(one, "earlier") for one in browser.desk.folder.files("earlier")
    ]
    for file in ("../plan.xlsx", "no.xlsx"):
        assert browser.post(PLAN + "history/restore", seen=seen, file=file).status_code == 404
    stale = browser.post(PLAN + "history/restore", seen=seen, file=earlier)
    assert stale.status_code in (303, 409)


def test_a_disk_that_is_full_for_the_record_alone_is_told_so(
    browser: Browser, tmp_path: Path
) -> None:
    seen = browser.seen(PLAN + "close")
    (tmp_path / "記録").write_text("a file where the folder would be", encoding="utf-8")
    page = browser.done(PLAN + "close", seen=seen, month="2026-08")
    assert page.status_code == 422 and "計画は書き換わっています" in said(page)
    assert len(plan_of(browser).history.closings) == 5


@pytest.mark.parametrize("form", ["close", "approve", "handout", "history/restore"])
def test_a_form_of_before_changes_nothing(browser: Browser, form: str) -> None:
    browser.desk.folder.put("earlier", "plan 2026-01-01 000000.xlsx", b"x")
    given = {"month": "2026-08", "by": "owner", "file": "plan 2026-01-01 000000.xlsx"}
    late = browser.post(PLAN + form, seen="of-before", **given)
    page = browser.get(late.headers["Location"]) if late.status_code == 303 else late
    assert page.status_code == 409 and "変わりました" in said(page)
    assert browser.desk.folder.read("plan.xlsx") == master()
    assert browser.desk.folder.files("handed") == []
