"""Several plans in one table, worst first, from their status as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from btobsheet.report.document import Block, Callout, Cell, Column, Document, KeyFigure, KeyFigures, Table, tone_of
from btobsheet.report.numbers import NONE, money, percent, points
from btobsheet.wording import text
from btobsheet.wording.words import SHOWN, label

_COLUMNS = ("plan", "kgi", "attainment", "red", "overdue", "due_soon", "progress", "bottleneck", "file")
_RED = ("missed", "behind", "at_risk")


def compose_portfolio(made: Mapping[str, Any], language: str) -> Document:
    """Compose the table of plans with the totals, and what could not be read."""

    def say(key: str, **details: object) -> str:
        return text(language, f"report.portfolio.{key}", **details)

    totals = made["totals"]
    figures = KeyFigures(
        (
            KeyFigure(say("plans"), str(totals["plans"])),
            KeyFigure(say("red"), str(_red(totals["kpi_counts"]))),
            KeyFigure(say("overdue"), str(totals["overdue"])),
            KeyFigure(say("budget"), f"{money(totals['spent'], language)} / {money(totals['budget'], language)}"),
        )
    )
    rows = tuple(_row(plan, language) for plan in sorted(made["plans"], key=_badness))
    columns = tuple(Column(say(name), "left" if name in ("plan", "kgi", "bottleneck", "file") else "right") for name in _COLUMNS)
    blocks: list[Block] = [figures, Table(say("table"), columns, rows)]
    if made["failures"]:
        lines = tuple(f"{item['file']}: {item['message']}" for item in made["failures"])
        blocks.append(Callout(say("failures", count=len(lines)), lines, "bad"))
    return Document(say("title"), say("subtitle", count=totals["plans"]), language, tuple(blocks))


def _red(counts: Mapping[str, int]) -> int:
    return sum(counts.get(code, 0) for code in _RED)


def _kgi(plan: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Sequence[Mapping[str, Any]] = [kpi for kpi in plan["kpis"] if kpi["scope"] == "KGI"]
    return min(found, key=lambda kpi: (not kpi["main"], _rank(kpi["status"])), default={})


def _rank(status: str | None) -> int:
    codes = [word.code for word in SHOWN["kpi_status"]]
    return codes.index(status) if status in codes else len(codes)


def _badness(plan: Mapping[str, Any]) -> tuple[int, int, int]:
    summary = plan["summary"]
    return _rank(_kgi(plan).get("status")), -_red(summary["kpi_counts"]), -summary["overdue"]


def _row(plan: Mapping[str, Any], language: str) -> tuple[Cell, ...]:
    summary, kgi = plan["summary"], _kgi(plan)
    status = kgi.get("status")
    worst = summary["bottleneck"]
    ahead = None if summary["progress"] is None or summary["planned"] is None else summary["progress"] - summary["planned"]
    return (
        Cell(plan["plan"]["title"] or plan["plan"]["file"] or NONE),
        Cell(label("kpi_status", status, language) or NONE, tone_of(status)),
        Cell(percent(kgi.get("attainment"))),
        Cell(f"{_red(summary['kpi_counts'])}/{sum(summary['kpi_counts'].values())}"),
        Cell(str(summary["overdue"])),
        Cell(str(summary["due_soon"])),
        Cell(points(ahead)),
        Cell(f"{worst['tactic']} {worst['kpi']}" if worst else NONE),
        Cell(plan["plan"]["file"] or NONE),
    )
