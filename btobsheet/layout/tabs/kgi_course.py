"""The KGI by month for a chart: actual, what the months to come bring at this pace, and target.

A sum is cumulated; of a level, a mean or a ratio each month stands for itself. The year's landing
is shared out over the months to come as their targets are; a level moves evenly towards it.
"""

from __future__ import annotations

from btobsheet.layout.address import fixed, fixed_range
from btobsheet.layout.kinds import Scalar
from btobsheet.layout.look import LATE, NAVY
from btobsheet.layout.sheets.saying import SIGN
from btobsheet.layout.tabs.amounts import LARGE, PERCENT, YEN, in_myriads
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.charts import Area, Chart, Series
from btobsheet.layout.tabs.kgi import Kgi
from btobsheet.layout.tabs.message import phrase, trimmed
from btobsheet.layout.tabs.scene import Scene
from btobsheet.layout.tabs.shapes import Expr, const, filled, join, number, shortened, when
from btobsheet.layout.twin.saying import axis_steps
from btobsheet.quickclass import dataclass
from btobsheet.status.effect import MONTHS

ROWS, COLUMNS = MONTHS + 1, 8
"""The room of the helper cells."""
_SUM, _LATEST = 1, 2
"""Aggregations as ③ numbers them."""
_MISSING = Expr("NA()", "#N/A")
"""A month for which no dash is drawn."""
_LETTERS = 16


@dataclass(frozen=True)
class Course:
    """The months in cells: the chart's data, and the cell that says what it shows."""

    chart: Chart
    title: Expr


@dataclass(frozen=True)
class _Facts:
    """What every month's formula needs, each a cell: how the KGI is aggregated, its last month
    with a value and its last at all, the targets of the months done, by what the axis divides.
    """

    aggregation: Expr
    done: Expr
    last: Expr
    targeted: Expr
    scale: Expr


@dataclass(frozen=True)
class _Block:
    """The helper cells: their first cell, and each month's own target and value."""

    row: int
    column: int
    targets: tuple[Scalar, ...]
    values: tuple[Scalar, ...]

    def own(self, offset: int, k: int) -> Expr:
        """Refer to a month's own target (2) or value (3)."""
        found = (self.targets, self.values)[offset - 2]
        return Expr(fixed(self.row + k, self.column + offset), found[k - 1])

    def summed(self, offset: int, k: int = MONTHS) -> Expr:
        """Sum the own targets or values up to a month."""
        column = self.column + offset
        area = fixed_range(self.row + 1, column, self.row + k, column)
        return Expr(f"SUM({area})", _total((self.targets, self.values)[offset - 2][:k]))

    def months(self, offset: int) -> Area:
        """Give the twelve cells of a column."""
        column = self.column + offset
        return (self.row + 1, column, self.row + MONTHS, column)


def _total(values: tuple[Scalar, ...]) -> float:
    return sum(value for value in values if isinstance(value, int | float))


def put_course(
    scene: Scene, canvas: Canvas, kgi: Kgi, place: tuple[int, int], chart_at: tuple[int, int]
) -> Course:
    """Write the months downward from ``place``, and give the chart of them; how large it is drawn
    is said by who draws it.
    """
    row, column = place
    block = _own_months(scene, canvas, kgi, row, column)
    facts = _facts(scene, canvas, kgi, block)
    for offset, name in enumerate(("target", "actual", "forecast"), start=4):
        canvas.put(row, column + offset, scene.say_page(f"course.{name}"), "helper")
    for k in range(1, MONTHS + 1):
        made = (_target(block, facts, k), _actual(block, facts, k), _ahead(block, facts, kgi, k))
        for offset, content in enumerate(made, start=4):
            canvas.put(row + k, column + offset, content, "helper")
    series = (
        Series((row, column + 5), block.months(5), "solid", NAVY),
        Series((row, column + 6), block.months(6), "hatched", NAVY),
        Series((row, column + 4), block.months(4), "dash", LATE),
    )
    chart = Chart(
        chart_at, (0, 0), block.months(0), series, overlap=True, form="[>=10]#,##0;General"
    )
    return Course(chart, canvas.put(row, column, _title(scene, kgi, facts), "helper"))


def _own_months(scene: Scene, canvas: Canvas, kgi: Kgi, row: int, column: int) -> _Block:
    """Write each month's name, number, target and value."""
    source, at = scene.source, kgi.at
    found: list[tuple[Scalar, Scalar]] = []
    for k in range(1, MONTHS + 1):
        name = source.text_at("month_label", const(k + 1))
        canvas.put(row + k, column, name, "helper")
        number_of = canvas.put(row + k, column + 1, k, "helper")
        own = []
        for offset, block in ((2, "t"), (3, "v")):
            cell = f"INDEX(kpis_{block},{at.text},{number_of.text})"
            value = source.number_at(f"kpis_{block}_{k}", at).value
            text_ = f'IF({at.text}>0,IF(ISNUMBER({cell}),{cell},""),"")'
            canvas.put(row + k, column + offset, Expr(text_, value), "helper")
            own.append(value)
        found.append((own[0], own[1]))
    targets, values = zip(*found, strict=True)
    return _Block(row, column, targets, values)


def _facts(scene: Scene, canvas: Canvas, kgi: Kgi, block: _Block) -> _Facts:
    source, row, column = scene.source, block.row, block.column + 7

    def put(down: int, content: Expr) -> Expr:
        return canvas.put(row + down, column, content, "helper")

    def fact(down: int, field: str) -> Expr:
        value = source.number_at(f"kpis_{field}", kgi.at)
        return put(down, Expr(f"N({value.text})", number(value)))

    done = fact(2, "months_evaluated")
    numbers, area = (fixed_range(*block.months(offset)) for offset in (1, 2))
    before = _total(block.targets[: int(number(done))])
    return _Facts(
        aggregation=fact(1, "agg"),
        done=done,
        last=fact(3, "to_n"),
        targeted=put(4, Expr(f'SUMIFS({area},{numbers},"<="&{done.text})', before)),
        scale=put(5, _scale(scene, kgi)),
    )


def _size(kgi: Kgi) -> Expr:
    """Give the largest of the KGI's figures; 0 where its unit is a large one."""
    figures = (kgi.actual, kgi.expected, kgi.annual, kgi.forecast)
    parts = ",".join(f"ABS(N({one.text}))" for one in figures)
    kind = kgi.measure.kind
    largest = max(abs(number(one)) for one in figures)
    return Expr(f"MAX({parts})*({kind.text}<{LARGE})", largest * (number(kind) < LARGE))


def _scale(scene: Scene, kgi: Kgi) -> Expr:
    """Give what the axis divides by: of a percentage a hundredth."""
    size, kind = _size(kgi), kgi.measure.kind
    found = const(1)
    for step in axis_steps(scene.language):
        large = Expr(f"{size.text}>={step.least}", number(size) >= step.least)
        found = when(large, const(step.by), found)
    return when(_is(kind, PERCENT), const(0.01), found)


def _title(scene: Scene, kgi: Kgi, facts: _Facts) -> Expr:
    """Say what the chart shows and in what unit."""
    kind, unit = kgi.measure.kind, kgi.measure.unit
    letter = const("")
    for step in axis_steps(scene.language):
        letter = when(_is(facts.scale, step.by), const(step.letter), letter)
    before = when(_is(kind, YEN), const("" if in_myriads(scene) else SIGN), const(""))
    plain = trimmed(when(_is(kind, PERCENT), const("%"), join(before, letter, unit)))
    named = when(filled(plain), phrase(scene, "course.in", unit=plain), const(""))
    way = when(
        _is(facts.aggregation, _SUM),
        const(scene.say_page("course.summed")),
        const(scene.say_page("course.monthly")),
    )
    whole = join("KGI ", shortened(kgi.name, _LETTERS), " ", way, named)
    return when(_there(kgi), whole, const(scene.say_page("course.none")))


def _there(kgi: Kgi) -> Expr:
    return Expr(f"{kgi.at.text}>0", number(kgi.at) > 0)


def _is(cell: Expr, value: float) -> Expr:
    return Expr(f"{cell.text}={value}", cell.value == value)


def _scaled(value: Expr, facts: _Facts) -> Expr:
    return Expr(f"({value.text})/{facts.scale.text}", number(value) / number(facts.scale))


def _known(value: Expr) -> Expr:
    return Expr(f"ISNUMBER({value.text})", isinstance(value.value, int | float))


def _target(block: _Block, facts: _Facts, k: int) -> Expr:
    """Give the target up to a month, of what is no sum the month's own."""
    own, so_far = block.own(2, k), block.summed(2, k)
    whole = block.summed(2)
    some = Expr(f"ROUND({whole.text},9)<>0", round(number(whole), 9) != 0)
    by_sum = when(some, _scaled(so_far, facts), _MISSING)
    by_month = when(_known(own), _scaled(own, facts), _MISSING)
    return when(_is(facts.aggregation, _SUM), by_sum, by_month)


def _actual(block: _Block, facts: _Facts, k: int) -> Expr:
    """Give what was reached up to a month that is done, else an empty text."""
    own, so_far = block.own(3, k), block.summed(3, k)
    by_month = when(_known(own), _scaled(own, facts), const(""))
    found = when(_is(facts.aggregation, _SUM), _scaled(so_far, facts), by_month)
    return when(_is_done(block, facts, k), found, const(""))


def _is_done(block: _Block, facts: _Facts, k: int) -> Expr:
    month = fixed(block.row + k, block.column + 1)
    return Expr(f"{month}<={facts.done.text}", k <= number(facts.done))


def _ahead(block: _Block, facts: _Facts, kgi: Kgi, k: int) -> Expr:
    """Give where the KGI will be at the end of a month to come, else an empty text."""
    month = fixed(block.row + k, block.column + 1)
    told = Expr(
        f"AND({month}>{facts.done.text},{month}<={facts.last.text},ISNUMBER({kgi.forecast.text}),"
        f"{kgi.over.text}=0)",
        number(facts.done) < k <= number(facts.last)
        and kgi.forecast.value != ""
        and kgi.over.value == 0,
    )
    share = when(
        _is(facts.aggregation, _SUM), _by_target(block, facts, k), _evenly(facts, month, k)
    )
    risen = Expr(
        f"{kgi.actual.text}+({kgi.forecast.text}-{kgi.actual.text})*{share.text}",
        number(kgi.actual) + (number(kgi.forecast) - number(kgi.actual)) * number(share),
    )
    moving = Expr(f"{facts.aggregation.text}<={_LATEST}", number(facts.aggregation) <= _LATEST)
    found = when(moving, _scaled(risen, facts), _scaled(_at_pace(block, kgi, k), facts))
    return when(told, found, const(""))


def _by_target(block: _Block, facts: _Facts, k: int) -> Expr:
    """Give which part of what is to come is due by a month: as the targets say, else evenly."""
    so_far, whole, done = block.summed(2, k), block.summed(2), facts.targeted
    left = number(whole) - number(done)
    month = fixed(block.row + k, block.column + 1)
    some = Expr(f"ROUND({whole.text}-{done.text},9)>0", round(left, 9) > 0)
    part = Expr(
        f"({so_far.text}-{done.text})/({whole.text}-{done.text})",
        (number(so_far) - number(done)) / left if some.value else 0,
    )
    return when(some, part, _evenly(facts, month, k))


def _evenly(facts: _Facts, month: str, k: int) -> Expr:
    done, last = number(facts.done), number(facts.last)
    return Expr(
        f"({month}-{facts.done.text})/MAX(1,{facts.last.text}-{facts.done.text})",
        (k - done) / max(1, last - done),
    )


def _at_pace(block: _Block, kgi: Kgi, k: int) -> Expr:
    """Give a month's own target at the attainment of the landing, else the landing itself."""
    own = block.own(2, k)
    fits = isinstance(own.value, int | float) and round(number(kgi.annual), 9) > 0
    tested = Expr(f"IF(ISNUMBER({own.text}),ROUND(N({kgi.annual.text}),9)>0,FALSE)", fits)
    part = Expr(
        f"{own.text}*{kgi.forecast.text}/{kgi.annual.text}",
        number(own) * number(kgi.forecast) / number(kgi.annual) if fits else 0,
    )
    return when(tested, part, kgi.forecast)
