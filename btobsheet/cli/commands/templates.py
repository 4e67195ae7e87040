"""``btobsheet templates``: list the templates, or show one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from btobsheet import api
from btobsheet.cli.locale import default_language
from btobsheet.cli.options import lang_option, say, subcommand

if TYPE_CHECKING:
    from btobsheet.plan.catalogue import CatalogueKpi
    from btobsheet.reports.document import Block, Document
    from btobsheet.text.read import Loaded


@subcommand("templates")
@click.argument("name", required=False)
@lang_option
def command(name: str | None, lang: str | None) -> None:
    """List the templates, or show one."""
    language: Any = lang or default_language()
    document = _one(name, api.load_template(name, language=language)) if name else _list(language)
    click.echo(api.render(document, "text", width=120), nl=False)
    click.echo(say("templates.next"))


def _table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Block:
    from btobsheet.reports.document import Cell, Column, Table

    wide, numbers = ("summary", "kpi", "tactics"), ("hours", "score")
    columns = tuple(
        Column(say(f"templates.{head}"), "right" if head in numbers else "left", wide=head in wide)
        for head in heads
    )
    return Table(caption, columns, tuple(tuple(Cell(text) for text in row) for row in rows))


def _list(language: Any) -> Document:
    from btobsheet.reports.document import Document
    from btobsheet.templates.find import available

    rows = [
        (item.name, item.summary, str(item.tactics), str(item.kpis), str(item.catalogue))
        for item in available(language)
    ]
    table = _table(
        say("templates.title"), ("name", "summary", "tactics", "kpis", "catalogue"), rows
    )
    return Document(say("templates.title"), say("templates.subtitle"), language, (table,))


def _one(name: str, loaded: Loaded) -> Document:
    """Show a template: its operations with their tactics and KPIs, then its catalogue by stage with
    how each KPI is counted.
    """
    from btobsheet.reports.document import Document
    from btobsheet.wording.words import label

    plan = loaded.plan
    rows = []
    for operation in plan.operations:
        tactics = [
            tactic for tactic in plan.tactics if tactic.operation == operation.id and tactic.counts
        ]
        scopes = {operation.id, *(tactic.id for tactic in tactics)}
        kpis = [kpi.name for kpi in plan.kpis if kpi.scope in scopes and kpi.main == "yes"]
        names = [
            f"{tactic.name}({label('channel', tactic.channel, plan.language)})"
            for tactic in tactics
        ]
        rows.append((f"{operation.id} {operation.name}", " / ".join(names), " / ".join(kpis)))
    blocks: list[Block] = [
        _table(say("templates.operations"), ("operations", "tactics", "kpi"), rows)
    ]
    if loaded.catalogue:
        blocks += _catalogue(loaded)
    return Document(name, loaded.summary, plan.language, tuple(blocks))


def _catalogue(loaded: Loaded) -> Iterator[Block]:
    """Give all tactics to choose from with what to weigh them by, and how their KPIs are
    counted.
    """
    from btobsheet.reports.document import Bullets, Heading, Paragraph
    from btobsheet.status.rollup import score
    from btobsheet.templates.offered import offered
    from btobsheet.wording.words import label

    plan, found = loaded.plan, offered(loaded)
    here = {one.name: label("decision", one.decision, plan.language) for one in plan.tactics}
    tactics = [
        (
            one.stage,
            one.name,
            label("channel", one.channel, plan.language),
            here.get(one.name, ""),
            one.buying_stage,
            _whole(one.hours_planned),
            _whole(score(one)),
            " / ".join(kpi.name for kpi in one.kpis),
        )
        for one in found
    ]
    heads = ("stage", "tactic", "channel", "decision", "buying", "hours", "score", "kpi")
    yield _table(say("templates.catalogue"), heads, tactics)
    yield Heading(say("templates.counting"), 2)
    for one in found:
        yield Paragraph(one.name)
        yield Bullets(tuple(_counted(kpi, plan.language) for kpi in one.kpis))


def _counted(kpi: CatalogueKpi, language: str) -> str:
    """Say how a KPI is counted, where it is seen, when it shows, and who enters it."""
    from btobsheet.wording.words import label

    return say(
        "templates.counted",
        name=kpi.name,
        unit=kpi.unit,
        aggregation=label("aggregation", kpi.aggregation, language),
        direction=label("direction", kpi.direction, language),
        definition=kpi.definition.rstrip("。."),
        source=kpi.source,
        reporter=kpi.reporter,
        lag=_whole(kpi.lag),
    )


def _whole(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}"
