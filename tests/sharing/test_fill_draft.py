"""A proposed MAP.toml: what is sure counts, all else is a question in a comment, nothing is guessed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from books import bare_book
from click.testing import CliRunner, Result
from effort import examples
from filling import BARE, PLAN, actuals, filled
from hypothesis import given
from hypothesis import strategies as st
from plans import changed
from test_fill_named import BOOK, CASES, FREEE, FULL, HUBSPOT_CONTACTS, spent

from btobsheet import api
from btobsheet.api.copies import draft_map
from btobsheet.cli.group import group
from btobsheet.exports.map import read_map
from btobsheet.sharing.fill_draft import Drafted
from btobsheet.sharing.fill_draft_report import compose_draft
from btobsheet.wording import LANGUAGES

SURE = {
    "measures": "日付,資料請求数,商談数\n2026-09-01,5,1\n2026-09-02,6,2\n",
    "long": "指標,年月,値\n資料請求数,2026-09,11\nK03,2026-09,3\n",
    "wide": "KPI,2026年8月,2026年9月\n資料請求数,10,11\n商談数,2,3\n",
}


def drafted(text: str | bytes, book: bytes = BARE, **how: Any) -> Drafted:
    data = text.encode() if isinstance(text, str) else text
    made = draft_map(book, data, name="計画.xlsx", **how)
    for language in LANGUAGES:
        assert api.render(compose_draft(made, "MAP.toml", language), "text", width=100)
    return made


def answered(text: str, **answers: str) -> str:
    """Answer questions as a person does: take away the # and write the number."""
    lines = text.splitlines()
    for name, number in answers.items():
        at = next(at for at, line in enumerate(lines) if line.startswith(f'# "{name}" = ""'))
        lines[at] = lines[at].removeprefix("# ").replace('""', f'"{number}"', 1)
    return "\n".join(lines)


@pytest.mark.parametrize("form", SURE)
def test_what_is_sure_needs_no_answer_and_fills_the_same(form: str) -> None:
    made = drafted(SURE[form])
    assert (made.questions, made.draft.records) == (0, False)
    assert actuals(filled(SURE[form], made.text).data) == actuals(filled(SURE[form]).data) != {}


@pytest.mark.parametrize("form", SURE)
def test_what_the_plan_calls_otherwise_is_asked_and_then_filled(form: str) -> None:
    text = SURE[form].replace("資料請求数", "DL")
    made = drafted(text)
    assert made.questions == 1
    assert '"DL"' not in str(tomllib.loads(made.text))
    whole = answered(made.text, DL="K02")
    assert actuals(filled(text, whole).data) == actuals(filled(SURE[form]).data)


def test_a_name_that_is_near_is_a_question_with_that_name() -> None:
    made = drafted(SURE["long"].replace("資料請求数", "資料請求件数"))
    (asked,) = (one for one in made.draft.names if not one.id)
    assert asked.text == "資料請求件数"
    assert "資料請求数" in asked.near
    assert "資料請求数" in next(line for line in made.text.splitlines() if "件数" in line)


def test_a_list_of_records_is_a_question_whatever_it_is_called() -> None:
    text = "会社名,ステージ,登録日,更新日,点\nA,MQL,2026-09-01,2026-09-03,20\nB,MQL,2026-09-04,2026-09-05,30\nC,他,2026-09-04,2026-09-05,30\n"
    made = drafted(text)
    assert (made.questions, made.draft.dates, made.draft.numbers) == (
        1,
        ("登録日", "更新日"),
        ("点",),
    )
    assert [(one.heading, one.words) for one in made.draft.choices] == [("ステージ", ("MQL", "他"))]
    assert tomllib.loads(made.text) == {}
    assert not made.preview


def test_the_questions_of_a_list_are_answered_by_taking_signs_away() -> None:
    text = "会社名,ステージ,登録日,更新日\nA,MQL,2026-09-01,2026-10-03\nB,MQL,2026-10-04,2026-10-05\nC,他,2026-09-04,2026-09-05\n"
    lines = drafted(text).text.splitlines()
    at = lines.index("# [[take]]")
    take = [line.removeprefix("# ") for line in lines[at : at + 6]]
    whole = "\n".join(line for line in take if not line.startswith("数える"))
    whole = whole.replace('kpi = ""', 'kpi = "K02"').replace('["MQL", "他"]', '["MQL"]')
    assert actuals(filled(text, whole).data) == {("K02", "2026-09"): 1, ("K02", "2026-10"): 1}


def test_the_plans_kpis_are_listed_where_something_is_asked() -> None:
    asked, whole = drafted("日付,DL\n2026-09-01,5\n").text, drafted(SURE["wide"]).text
    assert all(f"#   {kpi.id} {kpi.name}" in asked for kpi in PLAN.kpis)
    assert "K06" not in whole


@pytest.mark.parametrize("name", CASES)
def test_an_export_that_is_known_is_recognised_and_its_draft_fills_the_same(name: str) -> None:
    text, wanted = CASES[name]
    made = drafted(text, BOOK)
    assert (made.draft.named, made.questions) == (name, 0)
    assert "sheet =" not in made.text
    data = filled(text, made.text, book=BOOK).data
    kpis = {(FULL_NAMES[one], month): value for (one, month), value in actuals(data, FULL).items()}
    assert {**kpis, **spent(data, FULL)} == wanted


FULL_NAMES = {kpi.id: kpi.name for kpi in FULL.kpis}


def test_figures_without_a_kpi_are_questions_that_hold_all_but_the_kpi() -> None:
    made = drafted(HUBSPOT_CONTACTS)
    assert (made.draft.named, made.questions) == ("hubspot-contacts", 3)
    block = made.text.split("\n\n")[1].splitlines()
    take = "\n".join(line.removeprefix("# ") for line in block[1:]).replace('""', '"K02"')
    assert actuals(filled(HUBSPOT_CONTACTS, take).data) == {
        ("K02", "2026-09"): 2,
        ("K02", "2026-08"): 1,
    }


def test_accounts_that_the_plan_does_not_know_are_left_out_in_the_open() -> None:
    table = tomllib.loads(drafted(FREEE, BOOK).text)["item"]
    assert table == {"支払手数料": "", "売上高": ""}


def test_spending_asks_for_what_means_no_tactic() -> None:
    name = PLAN.tactics[0].name
    made = drafted(
        f"施策,計上日,金額\n{name},2026-09-10,100\nT01,2026-09-11,200\n謎の施策,2026-09-12,300\n"
    )
    assert [(one.role, one.text) for one in made.draft.names] == [("tactic", "謎の施策")]


ODD = st.text(
    st.characters(blacklist_categories=("Cs",)) | st.sampled_from('"\\\n\r\t#\x7f=[]'), max_size=8
)


@examples(15, 150)
@given(st.lists(st.tuples(ODD, ODD, ODD), min_size=1, max_size=5))
def test_any_headings_and_words_give_a_map_that_can_be_read(rows: list[tuple[str, ...]]) -> None:
    from csv import writer
    from io import StringIO

    stream = StringIO()
    lines = [[f"h{row[0]}", f"i{row[1]}", f"j{row[2]}"] for row in rows]
    writer(stream).writerows([*lines, ["K02", "2026-09", "5"], ["K02", "2026-08", "4"]])
    made = draft_map(BARE, stream.getvalue().replace("\0", "").encode(), name="計画.xlsx")
    read_map(made.text)


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["fill", *map(str, arguments)])


def test_the_command_writes_a_map_and_nothing_else(tmp_path: Path) -> None:
    book, data, out = tmp_path / "計画.xlsx", tmp_path / "d.csv", tmp_path / "map.toml"
    book.write_bytes(BARE)
    data.write_text(SURE["measures"], encoding="utf-8")
    made = run(book, data, "--draft-map", out)
    assert (made.exit_code, sorted(one.name for one in tmp_path.iterdir())) == (
        0,
        ["d.csv", "map.toml", "計画.xlsx"],
    )
    assert "資料請求数" in made.output
    assert run(book, data, "--map", out, "-o", tmp_path / "o.xlsx").exit_code == 0
    again = run(book, data, "--draft-map", out)
    assert (again.exit_code, "E040" in again.output) == (2, True), again.output
    assert run(book, data, "--draft-map", out, "--force").exit_code == 0
    assert run(book, data, "--draft-map", data, "--force").exit_code == 2


@pytest.mark.parametrize(
    "option",
    [
        ["-o", "o.xlsx"],
        ["--dry-run"],
        ["--overwrite"],
        ["--keep-map"],
        ["--format", "json"],
        ["--as-of", "2026-10-05"],
    ],
)
def test_options_that_a_draft_would_not_heed_are_refused(tmp_path: Path, option: list[str]) -> None:
    made = run(tmp_path / "p.xlsx", tmp_path / "d.csv", "--draft-map", tmp_path / "m.toml", *option)
    assert (made.exit_code, option[0] in made.output) == (2, True)


@pytest.mark.parametrize(
    ("name", "code"), [("hubspot", "E796"), ("none.toml", "E001"), ("hubspot-deals", "E753")]
)
def test_a_map_that_is_not_there_is_told(tmp_path: Path, name: str, code: str) -> None:
    book, data = tmp_path / "p.xlsx", tmp_path / "d.csv"
    book.write_bytes(bare_book(changed(PLAN, "K02", name="DL")))
    data.write_text(SURE["measures"], encoding="utf-8")
    made = run(book, data, "--map", name, "--dry-run")
    assert (made.exit_code, code in made.output) == (3 if code == "E001" else 2, True), made.output
