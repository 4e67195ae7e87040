"""Programs stay out of the default run: a test starts one only under its mark."""

from __future__ import annotations

import shlex
import subprocess
from configparser import ConfigParser

import pytest
from checkout import ROOT
from office import MISSING, PROGRAMS

PARSER = ConfigParser(interpolation=None)
PARSER.read(ROOT / "setup.cfg", encoding="utf-8")
SETTINGS = PARSER["tool:pytest"]


def test_the_default_run_leaves_out_every_mark_that_costs_a_program_or_time() -> None:
    words = shlex.split(SETTINGS["addopts"])
    left_out = words[words.index("-m") + 1].removeprefix("not (").removesuffix(")").split(" or ")
    assert set(left_out) == {*MISSING, "slow", "bench"}
    told = {line.partition(":")[0] for line in SETTINGS["markers"].strip().splitlines()}
    assert told == {*left_out, "few(n)"}


@pytest.mark.few(2)
@pytest.mark.parametrize("case", range(5))
def test_of_a_test_with_few_the_others_are_slow(case: int, request: pytest.FixtureRequest) -> None:
    assert (case in (0, 2)) == (request.node.get_closest_marker("slow") is None)


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_test_without_the_mark_cannot_start_a_program(program: str) -> None:
    assert set(PROGRAMS[program]) <= set(MISSING)
    with pytest.raises(RuntimeError, match=f"needs the mark {PROGRAMS[program][0]}"):
        subprocess.run([f"/somewhere/{program}", "--version"], check=True)
