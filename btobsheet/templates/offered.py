"""The tactics that a template offers: its own plan's, and those of its catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from btobsheet.plan.catalogue import CatalogueKpi, CatalogueTactic
from btobsheet.plan.model import Plan
from btobsheet.plan.records import Tactic
from btobsheet.text.read import Loaded

_SHARED = tuple(
    field.name
    for field in fields(CatalogueTactic)
    if field.name in {one.name for one in fields(Tactic)} - {"name"}
)
"""What a tactic of a plan and one of a catalogue both say of themselves."""


def offered(loaded: Loaded) -> tuple[CatalogueTactic, ...]:
    """Give all tactics of a template, in the order of its stages, within one as they are written.

    What the catalogue leaves open of a tactic that the plan has too is as in the plan; tactics
    that only the plan has come first in their stage.
    """
    plan = loaded.plan
    own = {tactic.name: tactic for tactic in plan.tactics}
    listed = {one.name for one in loaded.catalogue}
    found = [
        *_only_planned(plan, listed),
        *(_completed(one, own.get(one.name)) for one in loaded.catalogue),
    ]
    rank = {stage: at for at, stage in enumerate(plan.settings.stages)}
    bought = {stage: at for at, stage in enumerate(plan.settings.buying_stages)}
    placed = (replace(one, buying_at=bought.get(one.buying_stage)) for one in found)
    return tuple(sorted(placed, key=lambda one: rank.get(one.stage, len(rank))))


def _only_planned(plan: Plan, listed: set[str]) -> Iterator[CatalogueTactic]:
    """Give the plan's tactics that its catalogue does not list."""
    stages = {one.id: next(iter(one.stage), one.name) for one in plan.operations}
    for tactic in plan.tactics:
        if tactic.name and tactic.name not in listed:
            kpis = tuple(
                CatalogueKpi(
                    name=kpi.name,
                    unit=kpi.unit,
                    aggregation=kpi.aggregation,
                    direction=kpi.direction,
                    definition=kpi.definition,
                    source=kpi.source,
                    lag=kpi.lag or 0.0,
                    reporter=kpi.reporter or kpi.note,
                )
                for kpi in plan.kpis
                if kpi.scope == tactic.id
            )
            stage = stages.get(tactic.operation, "")
            yield _completed(CatalogueTactic(stage=stage, name=tactic.name, kpis=kpis), tactic)


def _completed(one: CatalogueTactic, tactic: Tactic | None) -> CatalogueTactic:
    """Fill what is open of a tactic from the plan's own."""
    gaps = [field for field in _SHARED if tactic and getattr(one, field) in ("", None)]
    return replace(one, **{field: getattr(tactic, field) for field in gaps})
