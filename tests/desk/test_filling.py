"""Actuals from an export: its map drafted, corrected in the page, tried, written."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from desk.deskside import Browser, app_of, said
from filling import BARE, actuals, whole

LONG = "指標,年月,値\nDL,2026-09,11\nK03,2026-09,3\n合わない,2026-09,9\n"
LIST = "会社名,ステージ,登録日,点\nA,MQL,2026-09-01,20\nB,MQL,2026-09-04,30\nC,他,2026-09-04,30\n"
PLAN = "/plan/plan.xlsx/"


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    (tmp_path / "plan.xlsx").write_bytes(BARE)
    return Browser(app_of(tmp_path))


def sent(browser: Browser, text: str, file: str = "実績.csv") -> str:
    """Drop an export in, and give the address of its page."""
    led = browser.post(PLAN + "fill", data=[(text.encode(), file)])
    assert led.status_code == 303
    return led.headers["Location"]


def asks(browser: Browser, at: str, what: str, **fields: object) -> str:
    led = browser.post(at, do=what, **fields)
    assert led.status_code == 303
    return led.headers["Location"]


def fill(browser: Browser, at: str, **fields: object) -> str:
    return said(browser.done(at.partition("?")[0], do="fill", seen=browser.seen(at), **fields))


def test_an_export_is_asked_about_corrected_and_written(browser: Browser, tmp_path: Path) -> None:
    at = sent(browser, LONG)
    page = browser.get(at)
    assert "データの「DL」は" in said(page) and 'name="n/kpi/DL"' in page.text
    at = asks(browser, at, "answers", **{"n/kpi/DL": "K02", "n/kpi/合わない": "-"})
    kept = tomllib.loads((tmp_path / "実績データ" / "実績.csv.map.toml").read_text("utf-8"))
    assert kept["kpi"] == {"DL": "K02", "K03": "K03", "合わない": ""}
    page = browser.get(at)
    assert "資料請求数" in said(page) and '<option value="K02" selected>' in page.text
    heads = {"heads": "yes", "h/指標": "kpi", "h/年月": "month", "h/値": "value"}
    at = asks(browser, at, "answers", **heads)  # another part of the page keeps those answers
    assert (tmp_path / "plan.xlsx").read_bytes() == BARE
    assert "2か所に書き込みました" in fill(browser, at, keep="yes")
    made = actuals((tmp_path / "plan.xlsx").read_bytes())
    assert made == {("K02", "2026-09"): 11, ("K03", "2026-09"): 3}


def test_what_was_kept_is_not_asked_again(browser: Browser, tmp_path: Path) -> None:
    at = asks(browser, sent(browser, LONG), "answers", **{"n/kpi/DL": "K02", "n/kpi/合わない": "-"})
    fill(browser, at, keep="yes")
    again = sent(browser, LONG.replace("2026-09", "2026-08"), "8月.csv")
    assert not (tmp_path / "実績データ" / "8月.csv.map.toml").exists()
    assert "2か所に書き込みました" in fill(browser, again)


def test_a_value_that_stands_is_replaced_only_when_asked_to(browser: Browser) -> None:
    text = "指標,年月,値\nK02,2026-09,11\n"
    fill(browser, sent(browser, text))
    at = sent(browser, text.replace("11", "12"), "b.csv")
    assert "書き込むものはありませんでした" in fill(browser, at)
    assert "1か所に書き込みました" in fill(browser, at, overwrite="yes")


def test_rows_of_a_list_are_counted(browser: Browser, tmp_path: Path) -> None:
    at = sent(browser, LIST)
    page = browser.get(at)
    assert "まだ書き込めません" in said(page) and "1行が1件の一覧" in said(page)
    given = {"r0/kpi": "K02", "r0/date": "登録日", "r0/value": "", "r0/where": ["ステージ\tMQL"]}
    at = asks(browser, at, "answers", **given)
    assert "MQL&#34; checked" in browser.get(at).text.replace('MQL"', "MQL&#34;")
    fill(browser, at)
    assert actuals((tmp_path / "plan.xlsx").read_bytes()) == {("K02", "2026-09"): 2}


def test_columns_are_chosen_by_hand(browser: Browser, tmp_path: Path) -> None:
    at = sent(browser, "何,いつ,いくつ\nK02,2026年9月,11\n")
    given = {"heads": "yes", "h/何": "kpi", "h/いつ": "month", "h/いくつ": "value"}
    fill(browser, asks(browser, at, "answers", **given))
    assert actuals((tmp_path / "plan.xlsx").read_bytes()) == {("K02", "2026-09"): 11}


def test_the_map_is_edited_as_text_and_a_mistake_is_told(browser: Browser, tmp_path: Path) -> None:
    at = sent(browser, LONG)
    at = asks(browser, at, "text", text="[columns\r\n<b>")
    page = browser.get(at)
    assert page.status_code == 200 and "まだ書き込めません" in said(page)
    assert "<b>" not in page.text and "[columns" in said(page)
    at = asks(browser, at, "text", text='[kpi]\r\nDL = "K02"\r\n"合わない" = ""\r\n')
    assert "まだ書き込めません" not in said(browser.get(at))


def test_data_without_a_month_is_filled_for_the_one_chosen(
    browser: Browser, tmp_path: Path
) -> None:
    at = sent(browser, "指標,値\nK02,11\n") + "?month=2026-08"
    fill(browser, at, month="2026-08")
    assert actuals((tmp_path / "plan.xlsx").read_bytes()) == {("K02", "2026-08"): 11}


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"PK\x03\x04 no zip", whole])
def test_what_is_no_table_is_refused_and_not_kept(browser: Browser, data: object) -> None:
    sent_data = data() if callable(data) else data
    refused = browser.post(PLAN + "fill", data=[(sent_data, "x.csv")])
    assert refused.status_code == 422 and "--" not in said(refused)
    assert browser.desk.folder.files("data") == []
    assert browser.post(PLAN + "fill").status_code == 303


def test_headings_are_text_on_the_page(browser: Browser) -> None:
    at = sent(browser, '"<img src=x>",年月,値\nK02,2026-09,1\n"<b>x</b>",2026-09,2\n')
    page = browser.get(at)
    assert page.status_code == 200 and "<img" not in page.text and "<b>x" not in page.text


def test_an_export_that_is_gone_is_told(browser: Browser) -> None:
    assert browser.get(PLAN + "fill/no.csv").status_code == 404
    assert browser.post(PLAN + "fill/no.csv", do="text", text="x").status_code == 404
    assert browser.post(PLAN + "fill/no.csv", do="answers").status_code == 404
