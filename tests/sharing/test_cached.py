"""Which formulas count as ours, however a program spelled them on saving."""

from __future__ import annotations

import pytest

from btobsheet.sharing.cached import same_formula


@pytest.mark.parametrize(
    ("saved", "same"),
    [
        ("IF($A$1>0,FALSE,B2)", True),  # as written
        ("IF(A1>0,FALSE(),B2)", True),  # a program writes constants as calls
        ("IF(A1>0,TRUE(),B2)", False),
        ("IF(A1>1,FALSE,B2)", False),
    ],
)
def test_a_formula_is_ours_however_it_is_spelled(saved: str, same: bool) -> None:
    assert same_formula(saved, "IF(A1>0,FALSE,B2)") is same


def test_the_name_of_a_tab_may_be_quoted() -> None:
    assert same_formula('CELL("address",はじめに!A2)', "CELL(\"address\",'はじめに'!$A$2)")
