"""Returned workbooks: dropped, refused, marked, merged; conflicts answered by clicks."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from books import bare_book
from checkout import CORPUS
from desk.deskside import Browser, app_of, links, said
from editing import typed
from plans import small_plan

from btobsheet import api
from btobsheet.sharing.opened import open_book

PLAN = "/plan/plan.xlsx/"
FIELD = "actual.2026-09"


@cache
def master() -> bytes:
    return bare_book(small_plan())


@cache
def copy(value: object = 22, record: str = "K02", field: str = FIELD) -> bytes:
    return typed(master(), {("kpis", record, field): value})


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    (tmp_path / "plan.xlsx").write_bytes(master())
    return Browser(app_of(tmp_path))


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def value(browser: Browser, record: str = "K02") -> object:
    book = open_book(browser.desk.folder.read("plan.xlsx"))
    return book.snapshot.tables["kpis"][record][FIELD].cell


def merge(browser: Browser, *files: str) -> str:
    seen = browser.seen(PLAN + "copies")
    return said(browser.done(PLAN + "merge", seen=seen, file=list(files)))


def test_workbooks_of_this_plan_are_taken_in_and_others_refused(
    browser: Browser, tmp_path: Path
) -> None:
    files = [
        (copy(), "佐藤.xlsx"),
        (copy(), "佐藤 のコピー.xlsx"),
        (bare_book(small_plan(), plan_id="p-2"), "別の計画.xlsx"),
        (b"no workbook", "x.xlsx"),
        (copy(33), "../../鈴木.xlsx"),
    ]
    page = said(browser.done(PLAN + "copies", files=files))
    assert "5冊のうち2冊" in page and "別の計画" in page and "もうあります" in page
    assert names(tmp_path / "返ってきた") == ["佐藤.xlsx", "鈴木.xlsx"]
    listed = said(browser.get(PLAN + "copies"))
    assert "佐藤.xlsx" in listed and "1か所が変わっています" in listed


def test_nothing_chosen_changes_nothing(browser: Browser, tmp_path: Path) -> None:
    assert browser.post(PLAN + "copies", files=[(b"", "")]).status_code == 303
    assert browser.post(PLAN + "merge", seen="x").status_code == 303
    assert names(tmp_path) == ["plan.xlsx"]


def test_what_is_wrong_is_shown_and_a_marked_copy_made(browser: Browser, tmp_path: Path) -> None:
    browser.done(PLAN + "copies", files=[(copy("たくさん"), "<b>佐藤.xlsx"), (copy(1), "z.xlsx")])
    (file,) = (one for one in browser.desk.folder.files("returned") if "佐藤" in one)
    page = browser.get(f"{PLAN}copies/{file}")
    assert "たくさん" in said(page) and "<b>" not in page.text
    data = browser.get(f"{PLAN}copies/{file}/marked").data
    assert api.check(data)[1] != () and "要修正" in " ".join(
        ZipFile(BytesIO(data)).read("xl/workbook.xml").decode().split()
    )
    page = browser.done(PLAN + "copies/marked")
    assert any(one.endswith("/copies/marked.zip") for one in links(page))
    packed = browser.get(PLAN + "copies/marked.zip")
    assert len(ZipFile(BytesIO(packed.data)).namelist()) >= 1
    packed.close()
    assert len(names(tmp_path / "送り返す")) >= 1


def test_a_copy_set_aside_is_not_lost(browser: Browser, tmp_path: Path) -> None:
    browser.done(PLAN + "copies", files=[(copy(), "a.xlsx")])
    assert browser.post(PLAN + "copies/a.xlsx/aside").status_code == 303
    assert (tmp_path / "取り込まない" / "a.xlsx").read_bytes() == copy()
    assert "まだ1冊も" in said(browser.get(PLAN + "copies"))


def test_merging_keeps_the_former_plan_a_record_and_the_copies(
    browser: Browser, tmp_path: Path
) -> None:
    browser.done(PLAN + "copies", files=[(copy(), "a.xlsx")])
    assert "取り込みました。食い違いはありません" in merge(browser, "a.xlsx")
    assert value(browser) == 22
    assert (tmp_path / "以前の版" / "plan 2026-10-05 093000.xlsx").read_bytes() == master()
    assert (tmp_path / "取り込み済み" / "a.xlsx").read_bytes() == copy()
    (record,) = names(tmp_path / "記録")
    shown = browser.get(f"/records/{record}")
    assert (
        shown.status_code == 200 and "a.xlsx" in shown.text and "btobsheet merge" not in shown.text
    )


def test_a_plan_that_changed_since_the_page_is_not_merged_into(browser: Browser) -> None:
    """Two tabs: the first merges, the second still shows the plan as it was."""
    browser.done(PLAN + "copies", files=[(copy(), "a.xlsx"), (copy(1, "K03"), "b.xlsx")])
    seen = browser.seen(PLAN + "copies")
    browser.done(PLAN + "merge", seen=seen, file=["a.xlsx"])
    late = browser.done(PLAN + "merge", seen=seen, file=["b.xlsx"])
    assert late.status_code == 409 and "変わりました" in said(late)
    assert browser.desk.folder.files("returned") == ["b.xlsx"]
    assert value(browser) == 22 and value(browser, "K03") != 1


def test_a_copy_that_is_gone_stops_the_merge_with_a_sentence(browser: Browser) -> None:
    browser.done(PLAN + "copies", files=[(copy(), "a.xlsx")])
    seen = browser.seen(PLAN + "copies")
    page = browser.done(PLAN + "merge", seen=seen, file=["no.xlsx"])
    assert page.status_code == 422 and "no.xlsx" in said(page)
    assert browser.desk.folder.read("plan.xlsx") == master()


@pytest.fixture
def divided(browser: Browser) -> Browser:
    """A plan into which two copies that contradict each other were merged."""
    browser.done(PLAN + "copies", files=[(copy(22), "a.xlsx"), (copy(33), "b.xlsx")])
    assert "食い違いが1件" in merge(browser, "a.xlsx", "b.xlsx")
    return browser


KEY = f"kpis/K02/{FIELD}"


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "answer, expected",
    [
        ({f"c/{KEY}": "copy/b.xlsx"}, 33),
        ({f"c/{KEY}": "typed", f"t/{KEY}": "４４件"}, 44),
        ({f"t/{KEY}": "55"}, 55),
    ],
)
def test_a_conflict_is_answered(divided: Browser, answer: dict[str, str], expected: object) -> None:
    page = divided.get(PLAN + "conflicts")
    assert page.text.count('type="radio"') == 5 and "a.xlsx" in said(page)
    assert "食い違い" in said(divided.get(PLAN))
    made = divided.done(PLAN + "conflicts", seen=divided.seen(PLAN + "conflicts"), **answer)
    assert "すべての食い違いに答えました" in said(made)
    assert value(divided) == expected
    assert "決めてほしい食い違いはありません" in said(divided.get(PLAN + "conflicts"))


def test_a_conflict_without_an_answer_stays_open(divided: Browser) -> None:
    before = divided.desk.folder.read("plan.xlsx")
    seen = divided.seen(PLAN + "conflicts")
    page = divided.done(PLAN + "conflicts", seen=seen, **{f"c/{KEY}": "copy/no.xlsx"})
    assert "まだ1件" in said(page)
    assert value(divided) == open_book(before).snapshot.tables["kpis"]["K02"][FIELD].cell


def test_answers_to_a_plan_that_changed_are_shown_again_and_not_applied(divided: Browser) -> None:
    seen, path = divided.seen(PLAN + "conflicts"), divided.desk.folder.path("plan.xlsx")
    path.write_bytes(typed(path.read_bytes(), {("kpis", "K03", FIELD): 5}))
    given = {f"c/{KEY}": "typed", f"t/{KEY}": "たった今"}
    page = divided.post(PLAN + "conflicts", seen=seen, **given)
    assert page.status_code == 409 and 'role="alert"' in page.text
    assert 'value="たった今"' in page.text and 'value="typed" checked' in page.text
    assert value(divided) != 44


@pytest.mark.slow
def test_a_killed_server_leaves_a_whole_plan(browser: Browser, tmp_path: Path) -> None:
    """kill -9 at any moment of a merge: the old plan or the new one, and the copy is not lost."""
    program = (
        "import sys, threading, time, os, signal;"
        "from pathlib import Path; sys.path.insert(0, sys.argv[2]);"
        "from desk.test_copies import copy, merge, Browser, app_of;"
        "browser = Browser(app_of(Path(sys.argv[1])));"
        "wait = float(sys.argv[3]);"
        "browser.desk.folder.put('returned', 'a.xlsx', copy());"
        "threading.Thread(target=lambda: (time.sleep(wait), os.kill(os.getpid(), signal.SIGKILL)),"
        " daemon=True).start();"
        "merge(browser, 'a.xlsx')"
    )
    tests = str(Path(__file__).parent.parent)
    for wait in ("0.1", "0.3", "0.5"):
        subprocess.run([sys.executable, "-c", program, str(tmp_path), tests, wait], check=False)
        assert value(browser) in (value_of(master()), 22)
        everywhere = [*browser.desk.folder.files("returned"), *browser.desk.folder.files("merged")]
        assert everywhere
    for name in browser.desk.folder.files("returned"):
        merge(browser, name)
    assert value(browser) == 22


def value_of(data: bytes) -> object:
    return open_book(data).snapshot.tables["kpis"]["K02"][FIELD].cell


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of other programs' files is not here")
def test_hostile_workbooks_are_refused_or_read_and_never_break_a_page(
    browser: Browser, tmp_path: Path
) -> None:
    files = sorted((CORPUS / "hostile").glob("[!~]*.xlsx"))
    assert len(files) > 50
    page = browser.done(PLAN + "copies", files=[(path.read_bytes(), path.name) for path in files])
    assert page.status_code == 200 and f"{len(files)}冊のうち0冊" in said(page)
    assert browser.desk.folder.files("returned") == []
    for path in files:  # laid in by hand, they are named with the reason
        (tmp_path / "返ってきた").mkdir(exist_ok=True)
        (tmp_path / "返ってきた" / path.name).write_bytes(path.read_bytes())
    page = browser.get(PLAN + "copies")
    assert page.status_code == 200
    assert [path.name for path in files if path.name not in page.text] == []
