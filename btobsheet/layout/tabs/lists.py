"""The hidden ``_lists`` tab: parameters, fixed words, drop-down labels and sorted lists.

Each column starts with its name in row 1; its defined name spans the header to one blank row below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from btobsheet.layout import macros
from btobsheet.layout.address import fixed, fixed_range, quoted
from btobsheet.layout.book import BOOK
from btobsheet.layout.geometry import month_name
from btobsheet.layout.kinds import Scalar, serial
from btobsheet.layout.tabs.canvas import Canvas
from btobsheet.layout.tabs.shapes import Expr, const
from btobsheet.layout.tabs.source import Source
from btobsheet.layout.twin import saying
from btobsheet.layout.twin.personal import PICK, picked
from btobsheet.layout.typed.numbers import NOTHING_SHOWN
from btobsheet.plan.model import Plan
from btobsheet.plan.naming import Names
from btobsheet.plan.spelling import trimmed
from btobsheet.status.counting import MEASURES
from btobsheet.status.figures import Assessment
from btobsheet.wording import LANGUAGES, text
from btobsheet.wording.words import CHOICES, SHOWN

TITLE = "_lists"
SLACK = 20


@dataclass
class Lists:
    """The tab with what it defines: names by text, and the source with its own columns added."""

    canvas: Canvas
    source: Source
    columns: dict[str, Sequence[Scalar]]
    scalars: dict[str, Scalar]
    names: dict[str, str] = field(default_factory=dict)
    at: int = 4

    def scalar(self, row: int, name: str, content: Expr | Scalar) -> None:
        """Define one named value in columns A and B."""
        self.canvas.put(row, 1, name)
        self.canvas.put(row, 2, content)
        self.names[name] = f"{quoted(TITLE)}!{fixed(row, 2)}"
        self.scalars[name] = content.value if isinstance(content, Expr) else content

    def column(self, name: str, items: Sequence[Expr | Scalar]) -> list[Expr]:
        """Define one named column and give the references to its cells."""
        self.canvas.put(1, self.at, name)
        cells = [self.canvas.put(row, self.at, item) for row, item in enumerate(items, start=2)]
        self.names[name] = f"{quoted(TITLE)}!{fixed_range(1, self.at, len(items) + 2, self.at)}"
        self.columns[name] = [name, *(cell.value for cell in cells), None]
        self.at += 1
        return cells

    def drop_down(self, name: str, source_column: str, count: Expr) -> None:
        """Define the filled part of a column as a drop-down's source."""
        rows = len(self.columns[source_column]) - 2
        top = self.names[source_column].partition("!")[2].partition(":")[0].replace("$1", "$2")
        column = top.rsplit("$", 1)[0]
        self.names[name] = (
            f"{quoted(TITLE)}!{top}:INDEX({quoted(TITLE)}!{top}:{column}${rows + 1},"
            f"MAX(1,{count.text}))"
        )


def build(
    assessment: Assessment, columns: Mapping[str, Sequence[Scalar]], rows: Mapping[str, int]
) -> Lists:
    """Build the tab.

    ``columns`` are the input tables' named columns, ``rows`` how many rows each table has.
    """
    all_columns, scalars = dict(columns), dict[str, Scalar]()
    lists = Lists(Canvas(TITLE), Source(all_columns, scalars), all_columns, scalars)
    _parameters(lists, assessment)
    _words(lists, assessment.plan.language)
    lists.column(
        "free_days", [_free_day(lists.source, k) for k in range(1, rows["holidays"] + SLACK + 1)]
    )
    lists.names["free_days"] = lists.names["free_days"].replace("$1:", "$2:")
    _drop_downs(lists, rows)
    _worst(lists, rows["kpis"] + SLACK)
    return lists


def _parameters(lists: Lists, assessment: Assessment) -> None:
    """Define the day, the months and the settings as named values, each with its default."""
    settings, language = assessment.plan.settings, assessment.plan.language
    lists.names["my_name"] = f"{quoted(BOOK.sheet('guide').title(language))}!{fixed(*PICK)}"
    _days(lists, assessment)
    for row, (name, setting, default, value) in enumerate(
        (
            ("on_track", "threshold.on_track", 0.95, settings.on_track),
            ("at_risk", "threshold.at_risk", 0.80, settings.at_risk),
            ("trend_tolerance", "tolerance.trend", 0.05, settings.trend),
            ("progress_tolerance", "tolerance.progress", 0.10, settings.progress),
        ),
        start=4,
    ):
        lists.scalar(row, name, Expr(_fraction(_setting(setting), default), value))
    for row, (name, high, default, count) in enumerate(
        (
            ("stale_months", 12, 2, settings.stale_months),
            ("due_soon_days", 366, 14, settings.due_soon_days),
        ),
        start=8,
    ):
        lists.scalar(row, name, Expr(_whole(_setting(name), high, default), count))
    put_my_person(lists, assessment.plan)
    word, money = _setting("currency"), text(language, "forms.currency")
    shown = macros.trimmed(word)
    lists.scalar(
        10,
        "currency_word",
        Expr(f'IF({shown}="","{money}",{shown})', trimmed(settings.currency) or money),
    )


def put_my_person(lists: Lists, plan: Plan) -> None:
    """Define whom the name picked on はじめに means."""
    mine = Names.of(plan.people).name(picked(plan))
    lists.scalar(11, "my_person", Expr(macros.person("my_name"), mine))


def _days(lists: Lists, assessment: Assessment) -> None:
    """Define the day to judge by, the plan's months, and how many are closed by then."""
    day, as_of = _setting("as_of"), serial(assessment.as_of)
    months, language = assessment.plan.months, assessment.plan.language
    lists.scalar(2, "as_of", Expr(f"IF(ISNUMBER({day}),INT({day}),TODAY())", as_of))
    ends = lists.column("month_end", [serial(month.last) for month in months])
    lists.column("month_first", [serial(month.first) for month in months])
    lists.column("month_label", [month_name(month, language) for month in months])
    count = f'COUNTIF(month_end,"<="&{fixed(2, 2)})'
    lists.scalar(3, "closed_months", Expr(count, sum(int(end.value or 0) <= as_of for end in ends)))


def _fraction(cell: str, default: float) -> str:
    """Give the formula of a share typed as 0.95 or 95, else its default."""
    return (
        f"IF(ISNUMBER({cell}),IF(AND({cell}>=0,{cell}<=1),{cell},IF(AND({cell}>1,"
        f"{cell}<=100),{cell}/100,{default})),{default})"
    )


def _whole(cell: str, high: int, default: int) -> str:
    """Give the formula of a count up to ``high``, else its default."""
    return f"IF(ISNUMBER({cell}),IF(AND({cell}>=0,{cell}<={high}),{cell},{default}),{default})"


def _setting(name: str) -> str:
    return f'INDEX(settings_value,MATCH("{name}",settings_id,0))'


def _words(lists: Lists, language: str) -> None:
    """Write the fixed words: those typed in all languages, those shown in the workbook's own."""
    for group, words in CHOICES.items():
        told = dict.fromkeys(tuple(word.label(one) for word in words) for one in LANGUAGES)
        _word_column(lists, f"w_{group}", [label for labels in told for label in labels])
    for group, words in SHOWN.items():
        _word_column(lists, f"w_{group}", [word.label(language) for word in words])
    decided = [word.label(language) for word in CHOICES["decision"]]
    _word_column(lists, "w_decided", decided)
    _word_column(lists, "w_nothing", NOTHING_SHOWN)
    _word_column(lists, "w_measures", MEASURES)
    _sayings(lists, language)


def _sayings(lists: Lists, language: str) -> None:
    """Write how the language says large numbers and their units."""
    large = saying.steps(language)
    _word_column(lists, "say_from", [step.least for step in large])
    _word_column(lists, "say_by", [step.by for step in large])
    _word_column(lists, "say_digits", [step.digits for step in large])
    _word_column(lists, "say_pattern", [step.pattern for step in large])
    _word_column(lists, "say_letter", [step.letter for step in large])
    _word_column(lists, "say_yen", saying.YEN)
    yen, gap = saying.unit_words(language)
    # a number of spaces: a text of spaces alone is no text that every program keeps
    _word_column(lists, "say_word", (yen, len(gap), text(language, "forms.year_before")))


def _word_column(lists: Lists, name: str, labels: Sequence[Scalar]) -> None:
    lists.column(name, list(labels))
    lists.names[name] = lists.names[name].replace("$1:", "$2:")


def _free_day(source: Source, k: int) -> Expr:
    days = sorted(
        value for value in source.columns["holidays_day"] if isinstance(value, int | float)
    )
    return Expr(f"IFERROR(SMALL(holidays_day,{k}),0)", days[k - 1] if k <= len(days) else 0)


def _drop_downs(lists: Lists, rows: Mapping[str, int]) -> None:
    source = lists.source
    parts: dict[str, list[Expr]] = {}
    for table, shown in (
        ("operations", "label"),
        ("tactics", "label"),
        ("kpis", "label"),
        ("people", "name"),
    ):
        order = f"{table}_ord"
        pointers = lists.column(
            f"order_{table}",
            [source.kth(order, const(k)) for k in range(1, rows[table] + SLACK + 1)],
        )
        parts[table] = lists.column(
            f"labels_{table}", [source.text_at(f"{table}_{shown}", pointer) for pointer in pointers]
        )
        lists.drop_down(f"list_{table}", f"labels_{table}", source.numbers(order))
    _scopes(lists, parts)


def _scopes(lists: Lists, parts: Mapping[str, Sequence[Expr]]) -> None:
    """Offer KGI, then the operations, then the tactics as what a KPI may be of."""
    operations, tactics = len(parts["operations"]), len(parts["tactics"])
    count = Expr("COUNT(operations_ord)", int(lists.source.numbers("operations_ord").value or 0))
    total = int(count.value or 0)
    first = [cell.value for cell in parts["operations"][:total]] + [
        cell.value for cell in parts["tactics"]
    ]
    made: list[Expr] = [const("KGI")]
    for k in range(1, operations + tactics + 1):
        text = (
            f"IF({k}<={count.text},INDEX(labels_operations,{k}+1),"
            f'IFERROR(INDEX(labels_tactics,{k}+1-{count.text})&"",""))'
        )
        made.append(Expr(text, first[k - 1] if k <= len(first) else ""))
    lists.column("labels_scopes", [*made])
    lists.drop_down(
        "list_scopes", "labels_scopes", Expr("1+COUNT(operations_ord)+COUNT(tactics_ord)", 0)
    )


def _worst(lists: Lists, count: int) -> None:
    """List the main KPIs worst first: every status, driver and "worst three" looks here."""
    source = lists.source
    pointers = lists.column(
        "worst_row", [source.kth("kpis_rank", const(k), largest=True) for k in range(1, count + 1)]
    )
    for name, column in (
        ("worst_scope", "kpis_scope_id"),
        ("worst_op", "kpis_op_id"),
        ("worst_word", "kpis_status"),
        ("worst_name", "kpis_name"),
    ):
        lists.column(name, [source.text_at(column, pointer) for pointer in pointers])
