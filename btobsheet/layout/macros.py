"""Pieces of formula text that several columns share.

Each gives Excel text with ``[field]`` placeholders.

Only functions of Excel 2007–2010 that LibreOffice computes alike; see docs/design.md for the rules
(no IF over a range inside an aggregate, no own sheet's name, no wildcard taken from people's text).
"""

from __future__ import annotations

from collections.abc import Sequence

from btobsheet.plan.spelling import LONGEST, SEPARATORS, SPACES
from btobsheet.status.money import SEGMENT_LETTERS

ANY = ">-1E+300"
"""The criterion that every number meets, as a text, and as it stands in a formula."""
ANY_NUMBER = f'"{ANY}"'
NO_LIMIT = "1E+300"
LAST_DAY = 2_958_465
"""The last day a spreadsheet knows: 9999/12/31."""
RANK_STEP = 1_000_000
COST_SCALE = 400
"""Divides the decimal logarithm of a cost, so that it stays below 1."""
FIX_STEP = 100_000
TIE_SCALE = 100_000_000
_DAY = 1_000_000
DAY_STEP = 10 * _DAY
"""So far apart are two days in the numbers by which what is to do is sorted."""
TREE_BASE = 1000
"""The numeric path of a KPI in the tree is written in this base: ids up to 999."""
TREE_HALF = 5
TREE_LEVELS = 2 * TREE_HALF
"""Levels of the tree: two numbers of five digits each in that base stay below 15 decimal digits, so
they are exact.
"""


def shown(cell: str) -> str:
    """Give a cell's text, none where it shows an error value."""
    return f'IFERROR({cell}&"","")'


def replaced(text: str, old: Sequence[str], new: str) -> str:
    """Put one text for several others."""
    for one in old:
        sign = "CHAR(10)" if one == "\n" else f'"{one}"'
        text = f'SUBSTITUTE({text},{sign},"{new}")'
    return text


def trimmed(cell: str) -> str:
    """Give a cell's text without the spaces around it, of all kinds, and doubled ones."""
    return f"TRIM({replaced(shown(cell), SPACES, ' ')})"


def squeezed(cell: str) -> str:
    """Give a cell's text without any space."""
    return replaced(shown(cell), (*SPACES, " "), "")


def literal(cell: str) -> str:
    """Escape the wildcards of a cell's text for MATCH."""
    return f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell}&"","~","~~"),"*","~*"),"?","~?")'


def first_word(cell: str) -> str:
    """Take the text up to the first space: the id in ``T03 展示会``."""
    return literal(f'LEFT({trimmed(cell)},FIND(" ",{trimmed(cell)}&" ")-1)')


def spelled(cell: str) -> str:
    """Give the name in a reference cell as the columns ``spelled`` have it; a space, which none
    has, where there is none or it is too long to be looked up.
    """
    name = squeezed(cell)
    return f'IF(OR({name}="",LEN({name})>{LONGEST})," ",{literal(name)})'


def row_of(cell: str, table: str) -> str:
    """Find the row (within the table's defined names) that a reference cell points to; 0 for
    none.
    """
    by_name = f"IFERROR(MATCH({spelled(cell)},{table}_spelled,0),0)"
    by_id = f"IFERROR(MATCH({first_word(cell)},{table}_key,0),{by_name})"
    return f'IF({squeezed(cell)}="",0,{by_id})'


def person_key(cell: str) -> str:
    """Give a person's name without spaces and without the comma of lists."""
    return replaced(squeezed(cell), ("、",), "")


def alias_text(name: str, aliases: str) -> str:
    """Give all spellings of a person, the name first, in one text: ``、甲野一郎、甲野、``."""
    others = replaced(replaced(shown(aliases), tuple(SEPARATORS), "、"), (*SPACES, " "), "")
    joined = f'"、"&{person_key(name)}&"、"&{others}&"、"'
    return f'IF({person_key(name)}="","",{replaced(joined, ("、、", "、、"), "、")})'


def person_row(cell: str) -> str:
    """Find the row of a person, by name, else by another spelling; an error value for none."""
    key = literal(person_key(cell))
    by_name = f'MATCH("、"&{key}&"、*",people_alias_text,0)'
    return f'IFERROR({by_name},MATCH("*、"&{key}&"、*",people_alias_text,0))'


def person(cell: str) -> str:
    """Give the name that the people table has for a person, who may be named by another spelling
    there.
    """
    found = f'IFERROR(INDEX(people_name,{person_row(cell)})&"",{trimmed(cell)})'
    long = f"LEN({shown(cell)})>{LONGEST}"
    return f'IF({squeezed(cell)}="","",IF({long},{trimmed(cell)},{found}))'


def segment(cell: str) -> str:
    """Give a product or business to add up by: see :func:`~btobsheet.status.money.segment_of`."""
    return f"LEFT({trimmed(cell)},{SEGMENT_LETTERS})"


def stranger() -> str:
    """Tell by 1 or 0 whether the row's owner is none of the people, where there are any."""
    known = f'IF(COUNTIF(people_name,"="&{literal("[person]")})>0,0,1)'
    found = f"IF(LEN([person])>{LONGEST},1,{known})"
    return f'IF(OR([person]="",COUNT(people_ord)=0),0,{found})'


def choice(cell: str, group: str, count: int, default: int) -> str:
    """Give the number (from 1) of a fixed word in either language, or the default."""
    return f"IFERROR(MOD(MATCH({literal(trimmed(cell))},w_{group},0)-1,{count})+1,{default})"


def number_or_0(cell: str) -> str:
    """Give the number in a cell, 0 where there is none or an error value."""
    return f"IFERROR(N({cell}),0)"


def used() -> str:
    """Tell by 1 or 0 whether any input of the row is filled."""
    return "IF(COUNTA([inputs])>0,1,0)"


LABEL = 'IF([used]=1,IF([spelled]="",[id]&"",[id]&" "&[name]),"")'
"""What the drop-downs show: ``T03 展示会``."""


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
    return _attained(f"ISNUMBER({actual}),ISNUMBER({expected})", actual, expected, "")


def off_target(actual: str, expected: str, condition: str) -> str:
    """Give how far the attainment of two cells is from 1 where a condition holds, or an empty
    text.
    """
    return _attained(f"{condition},ISNUMBER({actual}),ISNUMBER({expected})", actual, expected, "-1")


def _attained(conditions: str, actual: str, expected: str, less: str) -> str:
    share = f"{actual}/{expected}"
    down = (
        f"IF(ROUND({expected},9)>0,MAX(0,2-{share}),IF(ROUND({actual}-{expected},9)<=0,1,0)){less}"
    )
    other = f"IF([way]=3,MAX(0,1-ABS({share}-1)),{share}){less}"
    up = f'IF(ROUND({expected},9)>0,{other},"")'
    return f'IF(AND({conditions}),IF([way]=2,{down},{up}),"")'


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


DUE = ("kpis", "actions", "reviews")
"""The tables of which rows are to do for a person; a row's urgency ends with the table's place."""


def concerns(person: str) -> str:
    """Tell whether something of a person concerns the one picked; all does while nobody is."""
    return f'OR(my_person="",{person}=my_person)'


def urgency(day: str, table: str) -> str:
    """Give the number by which what is to do is sorted: see :func:`urgency_of`."""
    return f"({day}*{_DAY}+[num])*10+{DUE.index(table) + 1}"


def urgency_of(day: int, number: int, table: str) -> int:
    """Give the number by which what is to do is sorted: its day, its row's id, its table."""
    return (day * _DAY + number) * 10 + DUE.index(table) + 1


def memory_row(name: str) -> str:
    """Find the row that the plan's memory has of the record, in its column of ids; for none that of
    the headers, where no numbers stand.
    """
    return f'IF([used]=1,IFERROR(MATCH([id]&"",{name},0),1),1)'


def remembered(name: str, other: str = '""') -> str:
    """Give a number that the plan's memory has of the row, else ``other``."""
    found = f"INDEX({name},[hist])"
    return f"IF(ISNUMBER({found}),{found},{other})"


def share(part: str, whole: str) -> str:
    """Give part ÷ whole, or an empty text where the whole is 0."""
    return f'IF({whole}>0,{part}/{whole},"")'
