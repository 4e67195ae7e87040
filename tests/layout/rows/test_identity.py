"""The hidden tab's snapshot: in cells that no program breaks, and read where one was broken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from btobsheet.layout.rows.identity import pack, unpack
from btobsheet.layout.rows.written import base_text

SAFE = 16_000  # LibreOffice puts a line break after letter 16,366 of a longer text
texts = st.text(max_size=60) | st.sampled_from(("長\nい", "行\r\n行", '"\\n"')).map(
    lambda text: text * 2000
)


@given(st.lists(texts, max_size=4), st.integers(0, 40_000), st.sampled_from(("\n", "\r\n", "\r")))
def test_a_snapshot_is_read_as_it_was_with_a_break_in_it(
    notes: list[str], at: int, broken: str
) -> None:
    base = base_text({"actions": [{"id": "A001", "note": note} for note in notes]})
    rows = dict(pack({"plan_id": "p-1"}, base))
    assert all(len(value) <= SAFE for value in rows.values())
    assert unpack(rows).base == base
    whole = {**{k: v for k, v in rows.items() if not k.startswith("base.")}, "base.1": base}
    for stored in (rows, whole):  # as written now, and in the long pieces of older workbooks
        piece = stored.get("base.1", "")
        cut = min(at, len(piece))
        found = unpack({**stored, "base.1": piece[:cut] + broken + piece[cut:]})
        assert (found.base, found.checksum_ok) == (base, True)
