from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet.problems import Place, Problem, problem
from btobsheet.reports import problems as problems_text
from btobsheet.wording import LANGUAGES, texts
from btobsheet.wording.columns import field_names

CELL = Place("年間アクションプラン", "F12")
FILE = "計画.xlsx"


def at(row: int, code: str = "E690", sheet: str = "甲") -> Problem:
    return problem(code, Place(sheet, f"B{row}"), "T9", close="T01")


def test_a_line_names_file_sheet_and_cell_what_is_wrong_and_what_to_do() -> None:
    line = problems_text.problem_line(problem("E690", CELL, "T99", close="T09"), FILE, "ja")
    assert line.startswith("計画.xlsx:年間アクションプラン!F12: エラー E690 ")
    assert "T99" in line
    assert " 直し方: " in line
    assert line.endswith("T09")


def test_the_typed_value_is_added_only_where_the_sentence_does_not_hold_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(texts("ja", "problems"), "E690", "読めません。")  # type: ignore[arg-type]
    assert (
        problems_text.message(problem("E690", CELL, "約50件"), "ja")
        == "読めません。(入力値「約50件」)"
    )
    monkeypatch.setitem(texts("ja", "problems"), "E690", "「{value}」は読めません。")  # type: ignore[arg-type]
    assert (
        problems_text.message(problem("E690", CELL, "約50件"), "ja") == "「約50件」は読めません。"
    )


@pytest.mark.parametrize(
    ("place", "head"),
    [
        (None, "計画.xlsx: "),
        (Place("甲"), "計画.xlsx:甲: "),
        (Place(line=7), "計画.xlsx:7: "),
        (Place("甲\n乙", "A1"), "計画.xlsx:甲 乙!A1: "),
    ],
)
def test_the_head_of_a_line(place: Place | None, head: str) -> None:
    assert problems_text.problem_line(problem("E690", place, close=""), FILE, "ja").startswith(head)


def test_a_missing_wording_is_a_defect() -> None:
    with pytest.raises(KeyError):
        problems_text.problem_lines([problem("E999")], FILE, "ja")


def test_lines_are_grouped_by_sheet_and_capped_by_code() -> None:
    problems = [at(1), at(1, sheet="乙"), *(at(row) for row in range(2, 9)), at(9, "E691")]
    lines = problems_text.problem_lines(problems, FILE, "ja", cap=3)
    heads = [line.split(": ")[0] for line in lines]
    assert heads == [
        "計画.xlsx:甲!B1",
        "計画.xlsx:甲!B2",
        "計画.xlsx:甲!B3",
        "計画.xlsx:甲",
        "計画.xlsx:甲!B9",
        "計画.xlsx:乙!B1",
    ]
    assert lines[3] == "計画.xlsx:甲: エラー E690 ほか 5 件"


@given(
    st.lists(
        st.tuples(st.sampled_from(["甲", "乙", ""]), st.sampled_from(["E690", "E691"])), max_size=40
    ),
    st.integers(0, 6),
)
def test_no_problem_is_lost_by_the_cap(kinds: list[tuple[str, str]], cap: int) -> None:
    groups = problems_text.capped([problem(code, Place(sheet, "A1")) for sheet, code in kinds], cap)
    assert sum(len(shown) + more for shown, more in groups) == len(kinds)
    assert all(len({(item.code, item.place) for item in shown}) == 1 for shown, _ in groups)
    assert not cap or all(len(shown) <= cap for shown, _ in groups)


@given(st.text(), st.text())
def test_a_problem_is_always_one_line(value: str, sheet: str) -> None:
    item = problem("E690", Place(sheet, "A1"), value, close=value)
    assert len(problems_text.problem_line(item, FILE, "ja").splitlines()) == 1
    assert len(problems_text.github_lines([item], FILE, "ja")[0].splitlines()) == 1


def test_a_build_log_line_cannot_be_broken_by_what_was_typed() -> None:
    (line,) = problems_text.github_lines(
        [problem("E690", Place("甲", line=4), "50%\n::error::x", close="")], "a,b:c.toml", "en"
    )
    assert line.startswith("::error file=a%2Cb%3Ac.toml,line=4,title=E690::")
    assert "50%25" in line


@pytest.mark.parametrize(
    ("code", "severity"), [("E1", "error"), ("W1", "warning"), ("N1", "notice")]
)
def test_severities_have_words(code: str, severity: str) -> None:
    words = [problems_text.severity_word(Problem(code), language) for language in LANGUAGES]
    assert (
        words
        == {
            "error": ["エラー", "Error"],
            "warning": ["警告", "Warning"],
            "notice": ["お知らせ", "Notice"],
        }[severity]
    )


def test_json_has_every_key_and_null_where_there_is_nothing() -> None:
    made = problems_text.problem_json(problem("E690", None, close=""), "en")
    assert list(made) == ["code", "severity", "sheet", "cell", "value", "message", "hint"]
    assert (made["sheet"], made["cell"], made["value"]) == (None, None, None)
    assert problems_text.problem_json(problem("E690", CELL, "x", close=""), "en")["cell"] == "F12"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_the_right_form_and_a_hint_of_its_own_code(language: str) -> None:
    keys = texts(language, "problems")
    odd = [key for key in keys if not re.fullmatch(r"[EWN]\d{3}(\.(hint|why))?", key)]
    orphans = [key for key in keys if key.partition(".")[0] not in keys]
    assert odd == []
    assert orphans == []


@pytest.mark.parametrize(
    ("language", "field", "label"),
    [
        ("ja", "actions.end", "A004 記事 [終了]"),
        ("en", "actions.end", "A004 記事 [End]"),
        ("ja", "kpis.actual.2026-09", "A004 記事 [9月実績]"),
        ("en", "kpis.target.2026-09", "A004 記事 [Sep target]"),
        ("ja", "settings.on_track", field_names("ja")["settings.on_track"]),
        ("ja", "actions.calendar.2026-04-06", "A004 記事 ["),
    ],
)
def test_the_row_and_the_column_are_named(language: str, field: str, label: str) -> None:
    said = problems_text.message(
        problem("E201", CELL, "少し", label="A004 記事", field=field), language
    )
    assert said.startswith(label)


@pytest.mark.parametrize(
    ("language", "word", "others"), [("ja", "完了", "Done"), ("en", "Done", "完了")]
)
def test_fixed_words_are_those_of_the_language(language: str, word: str, others: str) -> None:
    refused = problem(
        "E221", CELL, "ほぼ", label="A004", group="action_status", choices="完了 (Done)"
    )
    read = problem(
        "N205", CELL, "済", label="A004", group="action_status", word="done", read="完了 / Done"
    )
    for said in (problems_text.hint(refused, language), problems_text.message(read, language)):
        assert word in said
        assert others not in said
