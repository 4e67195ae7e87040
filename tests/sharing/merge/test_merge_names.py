"""What copies are called in the drop-down of a conflict: short enough, of one kind, and still to be
told apart.
"""

from __future__ import annotations

import pytest

from btobsheet.plan.merge.values import Candidate, Conflict
from btobsheet.sharing.merge.tabs import choices
from btobsheet.sharing.merge.words import Words

PEOPLE = (
    "試山一奈",
    "試山二奈",
    "試山三奈",
    "試川四郎",
    "試川五郎",
    "試川六郎",
    "試田七海",
    "試田八海",
)
LONG = "年間アクションプラン2026年度(架空の会社のサンプル)営業部マーケティング課"


def names(files: list[str]) -> dict[str, str]:
    conflict = Conflict("cell", "actions", "A001", "owner", "", None, tuple(map(Candidate, files)))
    return choices([conflict], Words("ja", {}))


@pytest.mark.parametrize("end", ["{long}_{who}.xlsx", "{who}_{long}.xlsx", 'a,{long}"{who}.xlsx'])
def test_long_names_keep_what_tells_them_apart(end: str) -> None:
    made = names([end.format(long=LONG, who=who) for who in PEOPLE])
    assert all(who in made[end.format(long=LONG, who=who)] for who in PEOPLE)
    assert len(set(made.values())) == len(PEOPLE)
    assert len(",".join(("マスター", *made.values(), "手入力"))) <= 255
    assert not any("," in name or '"' in name for name in made.values())


def test_names_that_cannot_be_told_apart_are_numbered() -> None:
    made = names(
        [
            f"{who}{LONG}{'続き' * 20}{LONG}{who[-1]}.xlsx"
            for who in ("甲乙", "丙乙", "丁己", *PEOPLE)
        ]
    )
    assert len(set(made.values())) == len(made)
    assert len(",".join(("マスター", *made.values(), "手入力"))) <= 255


def test_short_names_stay() -> None:
    assert names(["甲.xlsx", "乙.xlsx"]) == {"甲.xlsx": "甲.xlsx", "乙.xlsx": "乙.xlsx"}
