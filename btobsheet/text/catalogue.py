"""The catalogue of a template: tactics that others use for a stage, with their usual KPIs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import Any

from btobsheet.layout.typed.text import parse_choice
from btobsheet.plan.calendar import MONTHS_A_PLAN
from btobsheet.plan.catalogue import CatalogueKpi, CatalogueTactic
from btobsheet.text.shape import Data, Shaper

CATALOGUE = "catalogue"
FITS = ("fit_efficiency", "fit_measurable", "fit_independent", "fit_impact")
TACTIC_KEYS: tuple[str, ...] = (
    *("stage", "name", "channel", "buying_stage", *FITS),
    *("reason", "hours_planned", "kpis"),
)
_KPI_TEXTS = ("name", "unit", "definition", "source", "reporter")
KPI_KEYS: tuple[str, ...] = (
    *("name", "unit", "aggregation", "direction", "definition"),
    *("source", "lag", "reporter"),
)


def catalogue_of(
    shaper: Shaper, items: Sequence[Data], stages: Sequence[str]
) -> tuple[CatalogueTactic, ...]:
    """Read the catalogue's tables.

    One without a name, or for a stage that is not among ``stages``, is a problem.
    """
    return tuple(_tactic(shaper, number, item, stages) for number, item in enumerate(items))


def digital_names(items: Iterable[Data], stages: Sequence[str]) -> tuple[str, ...]:
    """Give the names of the digital tactics for some stages, the fittest first, from tables as
    parsed.

    Nothing is checked.
    """
    wanted = set(stages)
    digital = [
        item
        for item in items
        if item.get("stage") in wanted
        and parse_choice(str(item.get("channel")), "channel").value == "digital"
    ]
    digital.sort(key=_points, reverse=True)
    return tuple(dict.fromkeys(str(item["name"]) for item in digital if "name" in item))


def _points(item: Data) -> float:
    """Add up what makes a score; what is no number is none."""
    marks = (item.get(key) for key in FITS[:3])
    return sum(mark for mark in marks if isinstance(mark, int | float))


def _tactic(shaper: Shaper, number: int, item: Data, stages: Sequence[str]) -> CatalogueTactic:
    shaper.unknown_keys(CATALOGUE, number, item, TACTIC_KEYS)
    stage, name, buying_stage, reason = (
        shaper.plain_text(CATALOGUE, number, item, key)
        for key in ("stage", "name", "buying_stage", "reason")
    )
    if not name:
        shaper.report("E611", CATALOGUE, number, "name")
    if stages and stage not in stages:
        shaper.report("W612", CATALOGUE, number, "stage", value=stage, known=", ".join(stages))
    kpis = item.get("kpis", [])
    if not isinstance(kpis, list) or not all(isinstance(kpi, dict) for kpi in kpis):
        shaper.report("E604", CATALOGUE, number, "kpis", key="kpis", wanted='[{ name = "…" }]')
        kpis = []
    fits: dict[str, Any] = {key: _number(shaper, number, item, key, 1, 5) for key in FITS}
    return CatalogueTactic(
        stage=stage,
        name=name,
        channel=_choice(shaper, number, item, "channel"),
        buying_stage=buying_stage,
        reason=reason,
        hours_planned=_number(shaper, number, item, "hours_planned", 0, inf),
        **fits,
        kpis=tuple(_kpi(shaper, number, kpi) for kpi in kpis),
    )


def _number(
    shaper: Shaper, number: int, item: Data, key: str, low: float, high: float
) -> float | None:
    """Read a number between two bounds; None where there is none."""
    value = item.get(key)
    fits = isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
    if value is not None and not fits:
        shaper.refuse(CATALOGUE, number, key, "1 … 5" if high == 5 else "120", value)
    return float(value) if fits and isinstance(value, int | float) else None


def _kpi(shaper: Shaper, number: int, item: Data) -> CatalogueKpi:
    for key in item:
        if key not in KPI_KEYS:
            shaper.report(
                "E603",
                CATALOGUE,
                number,
                "kpis",
                value=key,
                table="catalogue.kpis",
                known=", ".join(KPI_KEYS),
            )
    texts = {key: _text(shaper, number, item, key) for key in _KPI_TEXTS}
    choices = {key: _choice(shaper, number, item, key) for key in ("aggregation", "direction")}
    return CatalogueKpi(**texts, **choices, lag=_lag(shaper, number, item))


def _lag(shaper: Shaper, number: int, item: Data) -> float | None:
    """Read the months until a KPI shows further on; the line is that of the tactic."""
    value = item.get("lag")
    if value is None:
        return None
    if (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value <= MONTHS_A_PLAN
    ):
        return float(value)
    shaper.report("E604", CATALOGUE, number, "kpis", value=value, key="lag", wanted="2")
    return None


def _text(shaper: Shaper, number: int, item: Data, key: str) -> str:
    value = item.get(key, "")
    if isinstance(value, str):
        return value
    shaper.report("E604", CATALOGUE, number, "kpis", value=value, key=key, wanted='"…"')
    return ""


def _choice(shaper: Shaper, number: int, item: Data, key: str) -> str:
    """Read one of the fixed words.

    The line is that of the tactic where it stands in one of its KPIs.
    """
    word = _text(shaper, number, item, key)
    found = parse_choice(word, key) if word else None
    if found and found.value is None:
        shaper.report(
            found.code,
            CATALOGUE,
            number,
            key,
            value=word,
            label=f"{CATALOGUE}.{key}",
            **found.details,
        )
    return str(found.value or "") if found else ""
