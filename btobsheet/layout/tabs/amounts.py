"""Values and money as output tabs say them, short: 3,836万円, 1.10億円; in English ¥38.36M, 12.3K.

Every formula here takes references to cells for what it says, so that it stays short.
"""

from __future__ import annotations

from typing import Final

from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, filled, join, number, plain, shown_by, when
from btobsheet.quickclass import dataclass
from btobsheet.wording import text

YEN, PERCENT, OTHER, LARGE = 1, 2, 3, 4
"""How a KPI's values are said; LARGE is a unit such as 千円, which no number is shortened with."""
_WORDS = "|円|¥|￥|yen|jpy|"
"""What people write for yen, between bars."""
YEN_SIGN = "¥"
_STEPS: Final = {
    "myriads": ((99_995_000, 1e8, "#,##0.00", "億"), (999_999.5, 1e4, "#,##0", "万")),
    "millions": (
        (99_950_000, 1e6, "#,##0.0", "M"),
        (999_950, 1e6, "#,##0.00", "M"),
        (9_999.5, 1e3, "#,##0.0", "K"),
    ),
}
"""From which size on a number is divided, by what, how it is written, and the unit's letter."""
_LARGE_UNITS = "十百千万億"
_WHOLE = 10_000
"""From here on no decimals are shown."""


@dataclass(frozen=True)
class Measure:
    """How the values of a KPI are said, in cells: YEN, PERCENT, OTHER or LARGE, and the unit."""

    kind: Expr
    unit: Expr


def put_measure(scene: Scene, canvas: Canvas, at: Expr, row: int, column: int) -> Measure:
    """Write how the values of the KPI at a row of ③ are said, in two cells side by side."""
    return _put(scene, canvas, scene.source.text_at("kpis_unit", at), at, (row, column))


def put_currency(scene: Scene, canvas: Canvas, row: int, column: int) -> Measure:
    """Write how sums of the plan's money are said, in two cells side by side."""
    return _put(scene, canvas, scene.source.name("currency_word"), None, (row, column))


def _put(
    scene: Scene, canvas: Canvas, unit: Expr, at: Expr | None, place: tuple[int, int]
) -> Measure:
    spelled = f"|{str(unit.value).lower()}|"
    large = Expr(
        f'ISNUMBER(FIND(LEFT({unit.text}&" ",1),"{_LARGE_UNITS}"))',
        f"{unit.value} "[0] in _LARGE_UNITS,
    )
    yen = Expr(f'ISNUMBER(FIND("|"&LOWER({unit.text})&"|","{_WORDS}"))', spelled in _WORDS)
    kind = when(yen, const(YEN), when(large, const(LARGE), const(OTHER)))
    if at:
        lim = scene.source.number_at("kpis_lim", at)
        kind = when(Expr(f"{lim.text}=2", lim.value == 2), const(PERCENT), kind)
    row, column = place
    told = canvas.put(row, column, kind, "helper")
    word = const("円" if in_myriads(scene) else "")
    behind = when(filled(unit), join(text(scene.language, "forms.unit_gap"), unit), const(""))
    shown = Expr(
        f'IF({told.text}>={OTHER},{behind.text},IF({told.text}={YEN},{word.text},""))',
        {YEN: word.value, PERCENT: ""}.get(int(number(told)), behind.value),
    )
    return Measure(told, canvas.put(row, column + 1, shown, "helper"))


def short(scene: Scene, value: Expr, measure: Measure) -> Expr:
    """Say a value with its unit; an empty text for none."""
    known = isinstance(value.value, int | float)
    kind = measure.kind
    size = Expr(
        f"ABS({value.text})*({kind.text}<{LARGE})", abs(number(value)) * (number(kind) < LARGE)
    )
    said = _plain(value, kind, size)
    for least, divisor, pattern, letter in reversed(_steps(scene)):
        large = Expr(f"{size.text}>={plain(least)}", number(size) >= least)
        part = Expr(f"{value.text}/{divisor:.0f}", number(value) / divisor)
        said = when(large, join(shown_by(part, pattern), letter), said)
    said = join(_before(scene, kind), said, measure.unit)
    percent = Expr(f"{kind.text}={PERCENT}", kind.value == PERCENT)
    said = when(percent, shown_by(value, "0.0%"), said)
    return Expr(f'IF(ISNUMBER({value.text}),{said.text},"")', said.value if known else "")


def _steps(scene: Scene) -> tuple[tuple[float, float, str, str], ...]:
    return _STEPS[text(scene.language, "forms.money")]


def in_myriads(scene: Scene) -> bool:
    """Tell whether the language counts in 万 and 億, with 円 behind, else in K and M, ¥ before."""
    return text(scene.language, "forms.money") == "myriads"


def _before(scene: Scene, kind: Expr) -> Expr:
    """Give the sign that stands before a sum of yen."""
    if in_myriads(scene):
        return const("")
    return when(Expr(f"{kind.text}={YEN}", kind.value == YEN), const(YEN_SIGN), const(""))


def _plain(value: Expr, kind: Expr, size: Expr) -> Expr:
    """Say a number that no step divides: with one decimal where it is small and has one."""
    whole, broken = shown_by(value, "#,##0"), shown_by(value, "#,##0.0")
    nine = f"ROUND({value.text},9)"
    is_whole = str(broken.value).endswith(".0")
    rounds = Expr(
        f"OR({kind.text}={YEN},{size.text}>={_WHOLE},ROUND({nine},1)=ROUND({nine},0))",
        kind.value == YEN or number(size) >= _WHOLE or is_whole,
    )
    return when(rounds, whole, broken)


def pair(scene: Scene, value: Expr, other: Expr, measure: Measure) -> Expr:
    """Say a value and what it is compared with: ``3,836万円 / 4,200万円``; one alone where the
    other is none.
    """
    both = Expr(
        f"AND(ISNUMBER({value.text}),ISNUMBER({other.text}))",
        all(isinstance(one.value, int | float) for one in (value, other)),
    )
    bar = when(both, const(" / "), const(""))
    return join(short(scene, value, measure), bar, short(scene, other, measure))


def together(scene: Scene, value: Expr, other: Expr, measure: Measure) -> Expr:
    """Say a value and what it is compared with in one unit, said once: ``3,836 / 4,200万円``; the
    value, which is known, alone where the other is none.
    """
    kind = measure.kind
    largest = f"MAX(ABS({value.text}),ABS({other.text}))*({kind.text}<{LARGE})"
    largest_value = max(abs(number(value)), abs(number(other))) * (number(kind) < LARGE)
    size = Expr(largest, largest_value)
    said = join(_plain(value, kind, size), " / ", _plain(other, kind, size))
    for least, divisor, pattern, letter in reversed(_steps(scene)):
        large = Expr(f"{size.text}>={plain(least)}", number(size) >= least)
        parts = [
            shown_by(Expr(f"{one.text}/{divisor:.0f}", number(one) / divisor), pattern)
            for one in (value, other)
        ]
        said = when(large, join(parts[0], " / ", parts[1], letter), said)
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
