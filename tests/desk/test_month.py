"""A whole month at the desk in a real browser: by mouse, by keyboard, without scripts, and for
everybody who reads a page in another way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from typing import Any, cast
from urllib.request import Request, urlopen

import pytest
from editing import typed
from judges.axe import AXE, MISSING
from office import CHROMIUM, NO_SKIP, needs_chromium
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from btobsheet import api
from btobsheet.desk.app import make_app
from btobsheet.desk.pages import Desk
from btobsheet.desk.serve import bound, server
from btobsheet.sharing.opened import open_book

pytestmark = [needs_chromium, pytest.mark.slow]
SIZES = {"wide": (1280, 800), "phone": (390, 800)}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Serve an empty folder."""
    listening = bound(0)
    folder = tmp_path / "計画"
    app = make_app(folder, "ja", listening.getsockname()[1], dt.datetime.now)
    serving = server(app, listening)
    Thread(target=serving.serve_forever, daemon=True).start()
    yield cast("Desk", app.extensions["desk"])
    serving.shutdown()
    serving.server_close()
    listening.close()


@pytest.fixture
def page(chromium: Browser, desk: Desk) -> Iterator[Page]:
    """Open the desk as the command does; nothing may be asked of any other host, no script fail."""
    context = opened(chromium)
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda said: told.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda one: told.append(one.url) if foreign(one.url, desk) else None)
    page.goto(desk.keys.opening)
    yield page
    context.close()
    assert told == []


def opened(chromium: Browser, size: str = "wide", **how: Any) -> BrowserContext:
    width, height = SIZES[size]
    return chromium.new_context(viewport={"width": width, "height": height}, **how)


def foreign(url: str, desk: Desk) -> bool:
    return not url.startswith((f"{desk.keys.origin}/", "data:", "blob:"))


def link(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def taken(page: Page, name: str, folder: Path) -> Path:
    """Click what is downloaded, and give the file."""
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("link", name=name).first.click()
    target = folder / waiting.value.suggested_filename
    waiting.value.save_as(target)
    return target


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(text, timeout=60_000)


def said(page: Page, text: str) -> None:
    expect(page.locator("main")).to_contain_text(text, timeout=120_000)


def make_plan(page: Page) -> None:
    """Answer the questions, for a year that began last month."""
    link(page, "新しい計画を作る")
    press(page, "質問に進む")
    page.get_by_label("計画の名前").fill("今年の計画")
    page.get_by_label("会社名").fill("テスト商事")
    month = dt.date.today().replace(day=1) - dt.timedelta(days=1)
    page.get_by_label("計画の最初の月").fill(f"{month:%Y-%m}")
    page.get_by_label("関係する人").fill("佐藤(営業部)\n鈴木(マーケティング部)")
    press(page, "計画のブックを作る")
    heading(page, "今年の計画")


def month_of(desk: Desk) -> str:
    return str(api.read(desk.folder.root / "今年の計画.xlsx").plan.start)


def test_a_month_from_an_empty_folder_to_the_report(page: Page, desk: Desk, tmp_path: Path) -> None:
    said(page, "まだ計画がありません")
    make_plan(page)
    field = f"actual.{month_of(desk)}"
    link(page, "承認")
    page.get_by_label("承認した人").fill("部長")
    if page.get_by_label("直すところがあるままで承認する").count():
        page.get_by_label("直すところがあるままで承認する").check()
    press(page, "承認する")
    said(page, "承認しました(第0版)")
    copy = taken_master(page, tmp_path).read_bytes()
    sato, suzuki = tmp_path / "佐藤.xlsx", tmp_path / "鈴木.xlsx"
    sato.write_bytes(typed(copy, {("kpis", "K02", field): 22, ("kpis", "K03", field): "たくさん"}))
    suzuki.write_bytes(typed(copy, {("kpis", "K02", field): 33, ("kpis", "K04", field): 5}))
    link(page, "返ってきたブック")
    page.get_by_label("返ってきたブックを選ぶか").set_input_files([sato, suzuki])
    press(page, "選んだブックを入れる")
    said(page, "2冊のうち2冊を受け取りました")
    link(page, "返ってきたブックの一覧へ")
    link(page, "佐藤.xlsx")
    said(page, "たくさん")
    marked = taken(page, "色の付いた写しを受け取る", tmp_path)
    assert api.read(marked).plan.identity.plan_id == api.read(copy).plan.identity.plan_id
    link(page, "返ってきたブックの一覧へ")
    press(page, "選んだブックを計画に取り込む")
    said(page, "食い違いが1件残っています")
    page.reload()
    said(page, "食い違いが1件残っています")
    link(page, "食い違いに答える")
    page.get_by_role("radio", name="鈴木.xlsx").check()
    press(page, "選んだ答えを計画に反映する")
    said(page, "すべての食い違いに答えました")
    tables = open_book(desk.folder.read("今年の計画.xlsx")).snapshot.tables["kpis"]
    assert (tables["K02"][field].cell, tables["K04"][field].cell) == (33, 5)
    link(page, "計画のページへ")
    fill(page, desk, tmp_path)
    link(page, "月の締め")
    press(page, "この月まで締める")
    said(page, "まで締めました")
    link(page, "動きと控えを見る")
    press(page, "いまの数字を残す")
    said(page, "の時点の数字を残しました")
    page.go_back()
    page.go_back()
    link(page, "報告")
    report = page.frame_locator("iframe")
    expect(report.get_by_role("heading", level=1)).to_contain_text("今年の計画", timeout=60_000)
    assert taken(page, "印刷できるExcel", tmp_path).stat().st_size > 5_000
    link(page, "すべてのファイル")
    assert taken(page, "すべてを1つにまとめて受け取る", tmp_path).stat().st_size > 50_000


def taken_master(page: Page, folder: Path) -> Path:
    link(page, "計画のページへ")
    return taken(page, "Excelのブックを受け取る", folder)


def fill(page: Page, desk: Desk, folder: Path) -> None:
    """Fill in an export whose name for a KPI has to be told."""
    data = folder / "CRM.csv"
    data.write_text(f"指標,年月,値\n知らない名前,{month_of(desk)},7\n", encoding="utf-8")
    link(page, "実績の転記")
    page.get_by_label("書き出したファイル").set_input_files(data)
    press(page, "このファイルを調べる")
    page.get_by_label("データの「知らない名前」は").select_option("K05")
    press(page, "この答えで調べ直す")
    press(page, "計画に書き込む")
    said(page, "1か所に書き込みました")
    link(page, "計画のページへ")


def test_a_plan_is_made_by_keyboard_alone(page: Page, desk: Desk) -> None:
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="本文へ")).to_be_focused()
    reach(page, "新しい計画を作る")
    page.keyboard.press("Enter")
    heading(page, "新しい計画")
    reach(page, "質問に進む")
    page.keyboard.press("Enter")
    expect(page.get_by_label("会社名")).to_be_visible()
    reach(page, "会社名")
    page.keyboard.type("鍵盤商事")
    page.keyboard.press("Enter")
    heading(page, "鍵盤商事.xlsx")
    assert desk.folder.plans() == ["鍵盤商事.xlsx"]


def reach(page: Page, name: str) -> None:
    """Press Tab until something of that name has the focus, and can be seen to have it."""
    asked = """() => {
      const one = document.activeElement;
      const label = one.labels && one.labels[0];
      return [(label || one).textContent.trim(), getComputedStyle(one).outlineStyle];
    }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        text, outline = page.evaluate(asked)
        if text.startswith(name):
            assert outline != "none"
            return
    raise AssertionError(f"no Tab leads to {name}")


def test_it_works_without_scripts(chromium: Browser, desk: Desk, tmp_path: Path) -> None:
    context = opened(chromium, java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.keys.address)
    make_plan(page)
    link(page, "返ってきたブック")
    copy = tmp_path / "a.xlsx"
    data = desk.folder.read("今年の計画.xlsx")
    copy.write_bytes(typed(data, {("kpis", "K02", f"actual.{month_of(desk)}"): 1}))
    page.get_by_label("返ってきたブックを選ぶか").set_input_files(copy)
    press(page, "選んだブックを入れる")
    said(page, "1冊のうち1冊を受け取りました")
    link(page, "返ってきたブックの一覧へ")
    press(page, "選んだブックを計画に取り込む")
    said(page, "取り込みました")
    context.close()


def test_what_was_typed_outlives_a_reload_and_the_back_button(page: Page) -> None:
    page.goto(page.url + "new?template=web")
    page.get_by_label("会社名").fill("書きかけ商事")
    digital(page).check()
    page.reload()
    expect(page.get_by_label("会社名")).to_have_value("書きかけ商事")
    expect(digital(page)).to_be_checked()
    link(page, "すべてのファイル")
    page.go_back()
    expect(page.get_by_label("会社名")).to_have_value("書きかけ商事")


def digital(page: Page) -> Locator:
    return page.get_by_role("group", name="デジタルの戦術").get_by_role("radio", name="いいえ")


def test_two_tabs_do_not_overwrite_each_other(page: Page, desk: Desk) -> None:
    make_plan(page)
    link(page, "承認")
    other = page.context.new_page()
    other.goto(page.url)
    for one, expected in ((page, "承認しました"), (other, "変わりました")):
        force = one.get_by_label("直すところがあるままで承認する")
        if force.count():
            force.check()
        press(one, "承認する")
        said(one, expected)
    assert len(api.read(desk.folder.root / "今年の計画.xlsx").plan.history.approvals) == 1


def test_another_page_can_neither_frame_nor_fetch_it(
    chromium: Browser, desk: Desk, tmp_path: Path
) -> None:
    """A page of another origin in the same browser, in which the desk is open."""
    context = opened(chromium)
    context.new_page().goto(desk.keys.address)
    evil = context.new_page()
    (tmp_path / "evil.html").write_text(
        f'<iframe src="{desk.keys.address}"></iframe>', encoding="utf-8"
    )
    evil.goto((tmp_path / "evil.html").as_uri())
    evil.wait_for_timeout(500)
    frame = evil.frames[1]
    assert "計画" not in (frame.content() if frame.url.startswith("http") else "")
    fetched = evil.evaluate(
        "(url) => fetch(url, {mode: 'no-cors', credentials: 'include'}).then((r) => r.text(), () => '')",
        desk.keys.address,
    )
    assert fetched == ""
    sent = evil.evaluate(
        "(url) => fetch(url, {method: 'POST', mode: 'no-cors', credentials: 'include'}).catch(() => 0)",
        desk.keys.address + "new/sample",
    )
    assert sent is not None and desk.folder.plans() == []
    context.close()


def test_twenty_ask_at_once(desk: Desk) -> None:
    folder = desk.folder
    folder.new("plan.xlsx", api.generate(api.load_template("web").plan))
    paths = ("", "plan/plan.xlsx/", "plan/plan.xlsx/report/page", "files", "plan/plan.xlsx/copies")
    cookie = {"Cookie": f"desk={desk.keys.session}"}

    def ask(path: str) -> int:
        with urlopen(Request(desk.keys.address + path, headers=cookie), timeout=120) as answer:
            answer.read()
            return int(answer.status)

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(ask, paths * 8)) == {200}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_is_readable_by_everybody(
    chromium: Browser, desk: Desk, size: str, language: str
) -> None:
    """axe-core finds nothing, and nothing is wider than the screen."""
    if not Path(AXE).is_file():
        (pytest.fail if NO_SKIP else pytest.skip)(MISSING)
    paths = lay_out(desk)
    context = opened(chromium, size, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{desk.keys.address}?lang={language}")
    found = {}
    for path in paths:
        page.goto(desk.keys.address + path)
        assert page.locator("html").get_attribute("lang") == language
        page.add_script_tag(path=AXE)
        told = page.evaluate(
            "async () => (await axe.run(document, {resultTypes: ['violations']})).violations"
            ".map((one) => [one.id, one.nodes.slice(0, 2).map((node) => node.html.slice(0, 150))])"
        )
        wide = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if told or wide > 0:
            found[path] = told, wide
    context.close()
    assert found == {}


def lay_out(desk: Desk) -> list[str]:
    """Lay a plan with everything in it into the folder, and give the pages there are."""
    folder = desk.folder
    plan = api.sample_plan()
    master = api.generate(plan)
    field = "actual.2026-09"
    one = typed(master, {("kpis", "K02", field): 22, ("kpis", "K03", field): "たくさん"})
    two = typed(master, {("kpis", "K02", field): 33})
    merged = api.merge(master, [one, two], names=["divided.xlsx", "a.xlsx", "b.xlsx"])
    folder.new("plan.xlsx", master)
    folder.new("divided.xlsx", merged.data)
    folder.new("broken.xlsx", b"x")
    folder.put("returned", "a.xlsx", one)
    folder.put("returned", "x.xlsx", b"x")
    folder.put("earlier", "plan 2026-10-05 093000.xlsx", master)
    folder.put("handed", "part.xlsx", two)
    folder.put("data", "long.csv", "指標,年月,値\n何か,2026-09,11\n".encode())
    rows = "A,MQL,2026-09-01,20\nB,MQL,2026-09-04,30\nC,他,2026-09-04,30\n"
    folder.put("data", "list.csv", f"会社名,ステージ,登録日,点\n{rows}".encode())
    pages = ("", "findings", "report", "report/page", "copies", "copies/a.xlsx", "copies/x.xlsx")
    pages += ("fill", "fill/long.csv", "fill/list.csv", "close", "approve", "handout", "history")
    own = [f"plan/plan.xlsx/{one}" for one in pages]
    first = ("", "files", "new", "new?template=marketing-cycle", "nowhere", "work/0")
    last = ("plan/divided.xlsx/conflicts", "plan/divided.xlsx/", "plan/broken.xlsx/")
    return [*first, *own, *last]
