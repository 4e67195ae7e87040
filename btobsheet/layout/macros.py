"""Pieces of formula text that several columns share.

Each gives Excel text with ``[field]`` placeholders.

Only functions of Excel 2007–2010 that LibreOffice computes alike; see docs/design.md for the rules
(no IF over a range inside an aggregate, no own sheet's name, no wildcard taken from people's text).
"""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.status.money import SEGMENT_LETTERS

ANY_NUMBER = '">-1E+300"'
NO_LIMIT = "1E+300"
LAST_DAY = 2_958_465
"""The last day a spreadsheet knows: 9999/12/31."""
RANK_STEP = 1_000_000
COST_SCALE = 400
"""Divides the decimal logarithm of a cost, so that it stays below 1."""
FIX_STEP = 100_000
TIE_SCALE = 100_000_000
TREE_BASE = 1000
"""The numeric path of a KPI in the tree is written in this base: ids up to 999."""
TREE_HALF = 5
TREE_LEVELS = 2 * TREE_HALF
"""Levels of the tree: two numbers of five digits each in that base stay below 15 decimal digits, so
they are exact.
"""


def literal(cell: str) -> str:
    """Escape the wildcards of a cell's text for MATCH."""
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell}&"","~","~~"),"*","~*"),"?","~?")'


def first_word(cell: str) -> str:
    """Take the text up to the first space: the id in ``T03 展示会``."""
    return literal(f'LEFT({cell},FIND(" ",{cell}&" ")-1)')


def row_of(cell: str, table: str) -> str:
    """Find the row (within the table's defined names) that a reference cell points to; 0 for
    none.
    """
    by_name = f"IFERROR(MATCH({literal(cell)},{table}_name,0),0)"
    return f'IF({cell}="",0,IFERROR(MATCH({first_word(cell)},{table}_key,0),{by_name}))'


def person(cell: str) -> str:
    """Give the name that the people table has for a person, who may be named by another spelling
    there.
    """
    by_alias = (
        f'IFERROR(INDEX(people_name,MATCH("*、"&{literal(cell)}&"、*",people_alias_text,'
        f'0))&"",{cell}&"")'
    )
    return f'IF({cell}="","",IF(COUNTIF(people_name,"="&{literal(cell)})>0,{cell}&"",{by_alias}))'


def segment(cell: str) -> str:
    """Give a product or business to add up by: see :func:`~btobsheet.status.money.segment_of`."""
    return f'LEFT(TRIM(SUBSTITUTE({cell}&"","　"," ")),{SEGMENT_LETTERS})'


def stranger() -> str:
    """Tell by 1 or 0 whether the row's owner is none of the people, where there are any."""
    known = f'COUNTIF(people_name,"="&{literal("[person]")})>0'
    return f'IF(OR([person]="",COUNT(people_ord)=0),0,IF({known},0,1))'


def choice(cell: str, group: str, count: int, default: int) -> str:
    """Give the number (from 1) of a fixed word in either language, or the default."""
    return f"IFERROR(MOD(MATCH({cell},w_{group},0)-1,{count})+1,{default})"


def used() -> str:
    """Tell by 1 or 0 whether any input of the row is filled."""
    return "IF(COUNTA([inputs])>0,1,0)"


def number() -> str:
    """Give the number in the row's id (T03 → 3), 0 where it has none."""
    return 'IFERROR(VALUE(MID([id]&"",2,9)),0)'


def normal(cell: str, limit: str = "[lim]") -> str:
    """Give a number cell's value as a fraction where the row's unit is percent and points were
    typed.
    """
    return f"{cell}/IF({cell}>{limit},100,1)"


def if_number(cell: str, then: str, other: str = '""') -> str:
    """Give ``then`` where the cell holds a number."""
    return f"IF(ISNUMBER({cell}),{then},{other})"


def attainment(actual: str, expected: str) -> str:
    """Give figures.md's attainment of two cells, or an empty text."""
    down = (
        f"IF(ROUND({expected},9)>0,MAX(0,2-{actual}/{expected}),IF(ROUND({actual}-{expected},"
        f"9)<=0,1,0))"
    )
    share = f"{actual}/{expected}"
    other = f"IF([way]=3,MAX(0,1-ABS({share}-1)),{share})"
    up = f'IF(ROUND({expected},9)>0,{other},"")'
    return f'IF(AND(ISNUMBER({actual}),ISNUMBER({expected})),IF([way]=2,{down},{up}),"")'


def total(block: str, *conditions: str) -> str:
    """Sum a row of months over those that meet the conditions (pairs range, criterion)."""
    return f"SUMIFS([{block}],{','.join(conditions)})"


def last_month(block: str, *conditions: str) -> str:
    """Give the number of the last month that meets the conditions (pairs range, criterion), 0 for
    none.

    The powers of two above the months are added and the highest is read off, since not every
    program computes MAX within SUMPRODUCT.
    """
    return f"MAX(0,{_highest(total(f'2^{block}', *conditions))})"


def first_month(block: str, *conditions: str, but: Sequence[str] = ()) -> str:
    """Give the number of the first month that meets the conditions and none of ``but`` (which
    exclude each other), 13 for none.
    """
    powers = total(f"2^-{block}", *conditions)
    powers += "".join(f"-{total(f'2^-{block}', *conditions, one)}" for one in but)
    return f"13-MAX(0,{_highest(powers)})"


def _highest(powers: str) -> str:
    """Give the highest exponent in a sum of different powers of two; -1 where the sum is 0."""
    return f"INT(LOG({powers}+0.5,2))"


def month_cell(block: str, month: str) -> str:
    """Give a block's cell of a month, found by the number above it."""
    return f"INDEX([{block}.*],1,MATCH({month},[#{block}],0))"


def jump(target: str, label: str) -> str:
    """Link a label to a cell; where the link cannot be made (CELL's words are Excel's language's)
    the label stays.
    """
    return f'IFERROR(HYPERLINK("#"&CELL("address",{target}),{label}),{label})'


def share(part: str, whole: str) -> str:
    """Give part ÷ whole, or an empty text where the whole is 0."""
    return f'IF({whole}>0,{part}/{whole},"")'
