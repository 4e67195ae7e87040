"""``btobsheet collect`` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import run
from sharing.collect.rounds import FIRST, laid_out, names, part, standing


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid_out(tmp_path_factory.mktemp("round"), {"甲.xlsx": part(FIRST, K02=61)})


def test_a_round_and_the_same_again(place: Path) -> None:
    call = ("collect", "計画.xlsx", "in", "-o", "out", "--due", "2026-10-01")
    first = run(*call, folder=place)
    assert first.code == 0
    assert "試作計画: 回収のまとめ" in first.out
    assert "書き出しました" in first.err and str(Path("out") / "index.html") in first.err
    before = standing(place)
    again = run(*call, folder=place)
    assert (again.code, again.out) == (0, first.out)
    assert "前回から変わっていません" in again.err
    assert standing(place) == before
    told = run(*call, "--format", "json", folder=place)
    assert json.loads(told.out)["schema"] == "btobsheet.collect/1"
    assert [one["late"] for one in json.loads(told.out)["answers"]] == [False, True, True]


@pytest.mark.slow
def test_another_language_and_day(place: Path) -> None:
    call = ("collect", "計画.xlsx", "in", "-o", "out-en", "--lang", "en", "--as-of", "2026-10-06")
    made = run(*call, folder=place)
    assert "what came back" in made.out and "As of 6 Oct 2026" in made.out
    assert "merged.xlsx" in names(place / "out-en")
    # the same folder in the other language: what we wrote under the first names goes
    run("collect", "計画.xlsx", "in", "-o", "out-en", folder=place)
    assert "まとめ.xlsx" in names(place / "out-en")
    assert "merged.xlsx" not in names(place / "out-en")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("計画.xlsx", "in", "-o", "in"), 2, "E720"),
        (("計画.xlsx", "nothing", "-o", "out2"), 2, "E764"),
        (("nothing.xlsx", "in", "-o", "out2"), 3, "E001"),
        (("計画.xlsx", "in"), 2, "-o"),
    ],
)
def test_calls_that_cannot_be_carried_out(
    place: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    made = run("collect", *arguments, folder=place)
    assert made.code == code
    assert words in made.err
    assert not (place / "out2").exists()
