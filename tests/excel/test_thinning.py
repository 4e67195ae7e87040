"""The short cuts of reading give what the parser would have given, and keep away from anything unusual."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from btobsheet import api
from btobsheet.excel.grid import read_grid
from btobsheet.excel.keys import computed_columns, is_planning_sheet
from btobsheet.excel.sheetxml import read_strings
from btobsheet.excel.thinning import Thinner, plain_strings

KEPT = '<c r="A2" s="1" t="s"><v>3</v></c>'


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ('<c r="B2" s="4"/>', ""),
        ('<c r="C2" s="4"><f>A2*2</f><v>6</v></c>', ""),
        ('<c r="C2" s="4" t="str"><f t="shared" si="0"/><v></v></c>', ""),
        ('<c r="C2" s="4"><f t="shared" ref="C2:C9" si="0">A2&gt;1</f><v>1</v></c>', ""),
        ('<c r="D2" s="4"><f>A2*2</f><v>6</v></c>', '<c r="D2" s="4"><f>A2*2</f><v>6</v></c>'),
        ('<c r="C2" s="4"><v>6</v></c>', '<c r="C2" s="4"><v>6</v></c>'),
        ('<c r="AC2" s="4"><f>1</f><v>6</v></c>', '<c r="AC2" s="4"><f>1</f><v>6</v></c>'),
        ('<c r="C2" t="inlineStr"><is><t>x</t></is></c>', '<c r="C2" t="inlineStr"><is><t>x</t></is></c>'),
    ],
)
def test_only_empty_cells_and_unread_formulas_go(cell: str, left: str) -> None:
    assert Thinner([3]).thin(f"<row>{KEPT}{cell}{KEPT}</row>".encode()).decode() == f"<row>{KEPT}{left}{KEPT}</row>"


@pytest.mark.parametrize(
    "odd",
    ["<c><v>1</v></c>", '<c s="1" r="E2"><v>1</v></c>', '<!-- <c r="B2"/> -->', "<v><![CDATA[x]]></v>", '<c r="B2"/>]]>', "<?pi x?>", "<c\n><v>1</v></c>"],
)
def test_a_stretch_with_anything_unusual_stays_as_it_is(odd: str) -> None:
    xml = f'<row>{KEPT}<c r="B2" s="4"/>{odd}</row>'.encode()
    assert Thinner([3]).thin(xml) == xml


@given(st.integers(min_value=0, max_value=140), st.integers(min_value=0, max_value=140))
def test_a_stretch_may_be_cut_anywhere(first: int, second: int) -> None:
    xml = f'<row r="2">{KEPT}<c r="B2" s="4"/><c r="C2" s="4"><f>A2*2</f><v>6</v></c>{KEPT}</row>'.encode()
    cuts = sorted((first, second))
    pieces = [xml[: cuts[0]], xml[cuts[0] : cuts[1]], xml[cuts[1] :]]
    joined = b"".join(map(Thinner([3]).thin, pieces))
    kept = xml.replace(b'<c r="B2" s="4"/>', b"").replace(b'<c r="C2" s="4"><f>A2*2</f><v>6</v></c>', b"")
    # a cell that was cut in two stays, all others go; nothing else changes
    assert set(joined.split(b"<")) >= set(kept.split(b"<"))
    assert Thinner([3]).thin(joined) == kept


def test_unread_columns_change_nothing_but_themselves() -> None:
    data = api.generate(api.sample_plan("ja"), plan_id="p-1")
    whole, thin = read_grid(data, wanted=is_planning_sheet), read_grid(data, wanted=is_planning_sheet, unread=computed_columns)
    assert sum(len(cells) for sheet in thin.sheets for cells in sheet.rows.values()) < 0.5 * sum(
        len(cells) for sheet in whole.sheets for cells in sheet.rows.values()
    )
    for one, other in zip(whole.sheets, thin.sheets, strict=True):
        computed = set(computed_columns(one.rows[min(one.rows)]))
        gone = {(row, column) for row, cells in one.rows.items() for column in cells if column not in other.rows.get(row, {})}
        assert {column for _, column in gone} <= computed
        assert all(one.rows[row][column].formula for row, column in gone)
        assert all(one.rows[row][column] == cell for row, cells in other.rows.items() for column, cell in cells.items())


def strings(*items: str) -> bytes:
    """Give a shared strings part."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<sst xmlns="x">{"".join(items)}</sst>'.encode()


def test_plain_strings_are_read_at_once() -> None:
    xml = strings("<si><t>戦術</t></si>", '<si><t xml:space="preserve"> a &lt;b&gt; &amp;amp; </t></si>', "<si><t></t></si>")
    assert plain_strings(xml) == ["戦術", " a <b> &amp; ", ""]


@pytest.mark.parametrize(
    "odd",
    [
        "<si><r><t>太</t></r></si>",
        "<si><t>高橋</t><rPh><t>タカハシ</t></rPh></si>",
        "<si><t>a & b</t></si>",
        "<si><t>&unknown;</t></si>",
        "<si><t>]]></t></si>",
        "<si><t>\x01</t></si>",
        "<si><t>\uffff</t></si>",
        "<si/>",
        "<si><t/></si>",
        "<si><t>&#10;</t></si>",
        "<!-- <si><t>x</t></si> -->",
        "<si>",
    ],
)
def test_other_strings_are_left_to_the_parser(odd: str) -> None:
    assert plain_strings(strings("<si><t>a</t></si>", odd)) is None


def test_a_broken_part_is_left_to_the_parser() -> None:
    assert plain_strings(strings("<si><t>a</t></si>")[:-3]) is None
    assert plain_strings(strings("<si><t>a</t></si>").replace(b"a", b"\xff")) is None


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"))))
def test_both_ways_read_the_same_strings(texts: list[str]) -> None:
    xml = strings(*(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in texts))
    parsed = xml.replace(b"</sst>", b"<!-- left to the parser --></sst>")
    assert plain_strings(xml) is not None
    assert plain_strings(parsed) is None
    assert read_strings("part", [xml]) == read_strings("part", [parsed])
