"""Values and money as output tabs say them, short: 3,836万円, 1.10億円; in English ¥38.36M, 12.3K.

Every formula here takes references to cells for what it says, so that it stays short.
"""

from __future__ import annotations

from btobsheet.layout.sheets.saying import LARGE as NO_DECIMALS
from btobsheet.layout.sheets.saying import SIGN, said_of
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, join, number, plain, shown_by, when
from btobsheet.layout.twin import saying
from btobsheet.quickclass import dataclass
from btobsheet.wording import text

YEN, PERCENT, OTHER, LARGE = 1, 2, 3, 4
"""How a KPI's values are said; LARGE is a unit such as 千円, which no number is shortened with."""


@dataclass(frozen=True)
class Measure:
    """How the values of a KPI are said, in cells: YEN, PERCENT, OTHER or LARGE, and the unit."""

    kind: Expr
    unit: Expr


def put_measure(scene: Scene, canvas: Canvas, at: Expr, row: int, column: int) -> Measure:
    """Write how the values of the KPI at a row of ③ are said, in two cells side by side."""
    lim = scene.source.number_at("kpis_lim", at)
    percent = Expr(f"{lim.text}=2", lim.value == 2)
    return _put(scene, canvas, scene.source.text_at("kpis_said", at), percent, (row, column))


def put_currency(scene: Scene, canvas: Canvas, row: int, column: int) -> Measure:
    """Write how sums of the plan's money are said, in two cells side by side."""
    word = scene.source.name("currency_word")
    said = Expr(said_of(word.text), saying.unit_said(plain(word.value), scene.language))
    return _put(scene, canvas, said, None, (row, column))


def _put(
    scene: Scene, canvas: Canvas, said: Expr, percent: Expr | None, place: tuple[int, int]
) -> Measure:
    """Write the two cells; ``said`` is what stands behind a value, or the sign before it, as ③ has
    it.
    """
    yen, _ = saying.unit_words(scene.language)
    large = Expr(
        f'ISNUMBER(FIND(LEFT(TRIM({said.text})&" ",1),"{saying.LARGE_UNITS}"))',
        f"{plain(said.value).strip()} "[0] in saying.LARGE_UNITS,
    )
    is_yen = Expr(f'{said.text}="{yen}"', said.value == yen)
    kind = when(is_yen, const(YEN), when(large, const(LARGE), const(OTHER)))
    if percent:
        kind = when(percent, const(PERCENT), kind)
    row, column = place
    told = canvas.put(row, column, kind, "helper")
    word = const("" if yen == SIGN else yen)
    shown = when(Expr(f"{told.text}={YEN}", told.value == YEN), word, said)
    return Measure(told, canvas.put(row, column + 1, shown, "helper"))


def short(scene: Scene, value: Expr, measure: Measure, like: Expr | None = None) -> Expr:
    """Say a value with its unit; an empty text for none.

    ``like`` is the value whose size decides in what is counted, where several are to be compared.
    """
    known = isinstance(value.value, int | float)
    kind, counted = measure.kind, like or value
    size = Expr(
        f"ABS({counted.text})*({kind.text}<{LARGE})",
        abs(number(counted)) * (number(kind) < LARGE),
    )
    said = _plain(value, kind, size)
    for step in _steps(scene):
        large = Expr(f"{size.text}>={plain(step.least)}", number(size) >= step.least)
        said = when(large, join(_part(value, step), step.letter), said)
    said = join(_before(scene, kind), said, measure.unit)
    percent = Expr(f"{kind.text}={PERCENT}", kind.value == PERCENT)
    said = when(percent, shown_by(value, "0.0%"), said)
    return Expr(f'IF(ISNUMBER({value.text}),{said.text},"")', said.value if known else "")


def _steps(scene: Scene) -> tuple[saying.Step, ...]:
    """Give how large numbers are divided, the smaller ones first."""
    return saying.steps(scene.language)[1:]


def _part(value: Expr, step: saying.Step) -> Expr:
    """Write a number divided as a step says."""
    divided = Expr(f"{value.text}/{step.by:.0f}", number(value) / step.by)
    return shown_by(divided, step.pattern)


def in_myriads(scene: Scene) -> bool:
    """Tell whether the language counts in 万 and 億, with 円 behind, else in K and M, ¥ before."""
    return text(scene.language, "forms.money") == "myriads"


def _before(scene: Scene, kind: Expr) -> Expr:
    """Give the sign that stands before a sum of yen."""
    if in_myriads(scene):
        return const("")
    return when(Expr(f"{kind.text}={YEN}", kind.value == YEN), const(SIGN), const(""))


def _plain(value: Expr, kind: Expr, size: Expr) -> Expr:
    """Say a number that no step divides: with one decimal where it is small and has one."""
    whole, broken = shown_by(value, "#,##0"), shown_by(value, "#,##0.0")
    nine = f"ROUND({value.text},9)"
    is_whole = str(broken.value).endswith(".0")
    rounds = Expr(
        f"OR({kind.text}={YEN},{size.text}>={NO_DECIMALS},ROUND({nine},1)=ROUND({nine},0))",
        kind.value == YEN or number(size) >= NO_DECIMALS or is_whole,
    )
    return when(rounds, whole, broken)


def together(scene: Scene, value: Expr, other: Expr, measure: Measure) -> Expr:
    """Say a value and what it is compared with in one unit, said once: ``3,836 / 4,200万円``; the
    value, which is known, alone where the other is none.
    """
    kind = measure.kind
    largest = f"MAX(ABS({value.text}),ABS({other.text}))*({kind.text}<{LARGE})"
    largest_value = max(abs(number(value)), abs(number(other))) * (number(kind) < LARGE)
    size = Expr(largest, largest_value)
    said = join(_plain(value, kind, size), " / ", _plain(other, kind, size))
    for step in _steps(scene):
        large = Expr(f"{size.text}>={plain(step.least)}", number(size) >= step.least)
        said = when(large, join(_part(value, step), " / ", _part(other, step), step.letter), said)
    said = join(_before(scene, kind), said, measure.unit)
    percents = join(shown_by(value, "0.0%"), " / ", shown_by(other, "0.0%"))
    said = when(Expr(f"{kind.text}={PERCENT}", kind.value == PERCENT), percents, said)
    both = Expr(f"ISNUMBER({other.text})", isinstance(other.value, int | float))
    return when(both, said, short(scene, value, measure))


def difference(scene: Scene, value: Expr, measure: Measure) -> Expr:
    """Say how far a value is from another, with its sign: ``△1,040万円``, ``+12件``."""
    size = Expr(f"ABS({value.text})", abs(number(value)) if value.value != "" else "")
    said = short(scene, size, measure)
    minus = text(scene.language, "forms.minus")
    below = Expr(f"ROUND({value.text},9)<0", round(number(value), 9) < 0)
    above = Expr(f"ROUND({value.text},9)>0", round(number(value), 9) > 0)
    sign = when(below, const(minus), when(above, const("+"), const("±")))
    shown = join(sign, said)
    known = isinstance(value.value, int | float)
    return Expr(f'IF(ISNUMBER({value.text}),{shown.text},"")', shown.value if known else "")
