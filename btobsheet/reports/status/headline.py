"""How the plan stands in one sentence: the KGI it is judged by, and where that is heading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from btobsheet.plan.examples import examples_left
from btobsheet.problems import Problem, count_errors
from btobsheet.reports import numbers
from btobsheet.reports.document import Block, Callout, Paragraph, tone_of
from btobsheet.reports.voice import Voice
from btobsheet.status.figures import KpiFigures
from btobsheet.status.landing import on_year
from btobsheet.status.pace import is_over, pace
from btobsheet.status.rules import FINE, severity
from btobsheet.status.steps import BY_LINES, fitting_step
from btobsheet.wording.columns import field_name

if TYPE_CHECKING:
    from btobsheet.status.since import Since


def worst_first(items: Iterable[KpiFigures]) -> tuple[KpiFigures, ...]:
    """Sort KPIs by status, the worst first, else as they stand."""
    return tuple(sorted(items, key=lambda item: severity(item.status)))


def closing_line(voice: Voice, kpi: KpiFigures | None = None) -> str:
    """Say up to which month is judged, and for a KPI from how many of its own of these months."""
    assessment = voice.assessment
    closed, plan = assessment.closed_months, assessment.plan
    if not closed:
        return voice.say("nothing_closed", day=voice.day(plan.start.last))
    month = plan.months[closed - 1]
    last = {"month": numbers.month_name(month, voice.language), "day": voice.day(month.last)}
    if kpi is None:
        return voice.say("closed", **last)
    counted = sum(kpi.in_effect(at) for at in range(1, closed + 1))
    if not counted:
        return voice.say("closed_none_counts", **last)
    return voice.say("closed_judged", **last, have=counted - kpi.missing_months, closed=counted)


def headline(voice: Voice, since: Since | None = None) -> Iterable[Block]:
    """Say whether the plan is on course for the KGI, in one sentence, with where it is heading, the
    month it is judged by, and that its target is an easier one than in an earlier copy.
    """
    kgi = main_kgi(voice)
    policy = voice.assessment.plan.settings.policy
    if policy:
        yield Paragraph(voice.say("policy", policy=policy))
    if kgi is None:
        lines = (*changed(voice, None, since), closing_line(voice))
        yield Callout(voice.say("headline_no_kgi"), lines, "missing")
        return
    lines = (*changed(voice, kgi, since), *_heading_for(voice, kgi), closing_line(voice, kgi))
    yield Callout(standing(voice, kgi), lines, tone_of(kgi.status))


def changed(voice: Voice, kgi: KpiFigures | None, since: Since | None) -> Iterable[str]:
    """Say what makes the verdict another than it was: a target or line changed, with its reason,
    and closed months changed afterwards.
    """
    if kgi is not None:
        yield from _agreed(voice, kgi) or _eased(voice, kgi, since)
    yield from _reset(voice, since)
    yield from _restated(voice)


def lacking(voice: Voice, problems: Iterable[Problem]) -> Iterable[tuple[str, str]]:
    """Say, each with what to do, that what was approved and closed is no longer known, that figures
    lack what could not be read, that they are reckoned with a template's examples, and that owners
    are wanting.
    """
    if not voice.assessment.plan.history.intact:
        yield voice.say("memory_lost"), voice.say("memory_lost_hint")
    if errors := count_errors(problems):
        yield voice.say("incomplete", count=errors), voice.say("incomplete_hint")
    if said := examples_line(voice):
        yield said, voice.say("examples_left_hint")
    if said := _ownerless(voice):
        yield said, voice.say("ownerless_hint")


def _ownerless(voice: Voice) -> str:
    """Say before the first close how much has no owner yet: later there are figures to look at."""
    if voice.assessment.closed_months:
        return ""
    tactics, actions = (
        sum(
            int(found.details.get("count", 1))
            for found in voice.assessment.lint
            if found.code == code
        )
        for code in ("W511", "W524")
    )
    return voice.say("ownerless", tactics=tactics, actions=actions) if tactics + actions else ""


def examples_line(voice: Voice) -> str:
    """Say how many of the template's examples all is reckoned with; nothing without any."""
    left = examples_left(voice.assessment.plan)
    return voice.say("examples_left", kpis=left.kpis, budgets=left.budgets) if left else ""


def standing(voice: Voice, kgi: KpiFigures) -> str:
    """Say how the KGI stands by what decided it: its attainment, or its warn or alarm line."""
    name = kgi.kpi.name or kgi.kpi.id
    if fitting_step(kgi, voice.assessment.closed_months) == BY_LINES:
        return _by_line(voice, kgi, name)
    figures = ""
    if kgi.attainment is not None:
        figures = voice.say("headline_figures", attainment=numbers.percent(kgi.attainment))
    return voice.say(f"headline_{kgi.status}", name=name, figures=figures)


def _by_line(voice: Voice, kgi: KpiFigures, name: str) -> str:
    """Say on which side of its lines the KGI is."""
    status, kpi = voice.word("kpi_status", kgi.status), kgi.kpi
    warned = kgi.status == "at_risk" or (kgi.status in FINE and kpi.warn_line is not None)
    line = kpi.warn_line if warned else kpi.alarm_line
    actual, limit = voice.quantities(kpi, kgi.actual_to_date, line)
    side = "within" if kgi.status in FINE else "beyond"
    which = voice.say("line_warn" if warned else "line_alarm")
    return voice.say(
        f"headline_line_{side}", name=name, actual=actual, line=which, limit=limit, status=status
    )


def main_kgi(voice: Voice) -> KpiFigures | None:
    """Give the KGI the plan is judged by: of the main ones the worst."""
    kgis = voice.kgis()
    return next(iter(worst_first(item for item in kgis if item.main == kgis[0].main)), None)


def _agreed(voice: Voice, kgi: KpiFigures) -> tuple[str, ...]:
    """Say how the KGI's target for the year was changed since the plan was approved."""
    if not voice.assessment.plan.history.approvals:
        return ()
    from btobsheet.reports.status.agreed import kgi_lines  # lazy door: few plans are approved

    return tuple(kgi_lines(voice, kgi))


def _restated(voice: Voice) -> tuple[str, ...]:
    """Say that values of months closed as presented were changed afterwards."""
    count = len(voice.restated)
    return (voice.say("headline_restated", count=count),) if count else ()


def _eased(voice: Voice, kgi: KpiFigures, since: Since | None) -> Iterable[str]:
    """Say that the KGI's target for the year became easier since the earlier copy."""
    for pair in since.eased if since else ():
        if pair.after.kpi.id == kgi.kpi.id:
            yield voice.say(
                "headline_eased",
                day=voice.day(since.day if since else None),
                before=voice.quantity(pair.before.annual, pair.before.kpi),
                after=voice.quantity(pair.after.annual, kgi.kpi),
            )


def _reset(voice: Voice, since: Since | None) -> Iterable[str]:
    """Say which settings to judge by and which KPIs' lines are others than in the earlier copy."""
    if since is None:
        return
    day, join = voice.day(since.day), voice.say("list_join")
    if since.settings:
        changed = (
            voice.say(
                "setting_moved",
                setting=field_name(voice.language, "settings", name),
                before=_setting(name, before),
                after=_setting(name, after),
            )
            for name, before, after in since.settings
        )
        yield voice.say("headline_settings", day=day, settings=join.join(changed))
    if since.lines:
        yield voice.say("headline_lines", day=day, kpis=join.join(map(voice.name, since.lines)))


def _setting(name: str, value: float) -> str:
    """Show a setting to judge by: a number of months, else a share."""
    return numbers.number(value) if name == "stale_months" else numbers.percent(value)


def _heading_for(voice: Voice, kgi: KpiFigures) -> Iterable[str]:
    """Say where the year ends at this pace, how many months late, how that is against last year,
    and what is needed from here.
    """
    lands = landing_line(voice, kgi)
    if lands:
        yield lands
    compared = on_year_line(voice, kgi)
    if compared:
        yield compared
    needed = pace_line(voice, kgi)
    if needed:
        yield needed


def landing_line(voice: Voice, item: KpiFigures) -> str:
    """Say where a KPI's year ends at this pace, and how many months late it is; nothing where that
    is not known or where the months are over.
    """
    if item.forecast is None or is_over(item, voice.assessment.closed_months):
        return ""
    forecast, annual = voice.quantities(item.kpi, item.forecast, item.annual)
    said = voice.say("headline_landing", forecast=forecast, annual=annual)
    return said + delay_words(voice, item)


def on_year_line(voice: Voice, item: KpiFigures) -> str:
    """Say where a KPI's year ends against last year's actual, once it is over what it reached.

    Nothing where either is not known: months of last year are not kept, so what was reached so far
    is compared with nothing.
    """
    found = on_year(item)
    if found is None or "last_year" in item.kpi.examples:
        return ""
    over = is_over(item, voice.assessment.closed_months)
    before = voice.quantity(item.kpi.last_year, item.kpi)
    key = "headline_on_year_over" if over else "headline_on_year"
    return voice.say(key, before=before, share=numbers.percent(found))


def delay_words(voice: Voice, item: KpiFigures) -> str:
    """Say how many months a KPI is late or early; nothing where that is not known, or where its
    months are over.
    """
    if item.delay_months is None or is_over(item, voice.assessment.closed_months):
        return ""
    shown = numbers.number(abs(item.delay_months))
    if shown == "0":
        return voice.say("delay_on_time")
    way = "late" if item.delay_months > 0 else "early"
    return voice.say(f"delay_{way}_one" if shown == "1" else f"delay_{way}", count=shown)


def pace_line(voice: Voice, item: KpiFigures) -> str:
    """Say what each month to come must bring, against the best month so far.

    Nothing where nothing is needed.
    """
    found = pace(item, voice.assessment.closed_months)
    if found is None:
        return ""
    required, best = voice.quantities(item.kpi, found.required, found.best)
    times = numbers.number(found.times)
    way = "pace_same" if times == "1" else "pace_above" if found.times > 1 else "pace_within"
    return voice.say(
        way,
        times=times,
        required=required,
        best=best,
        month=voice.month(found.month),
    )
