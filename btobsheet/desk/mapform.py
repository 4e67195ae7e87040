"""The questions about an export as fields of a form, and the map that the answers make."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from btobsheet.exports.draft import Draft, DraftName
from btobsheet.exports.map import ROLES, read_map
from btobsheet.layout.typed.text import match_key
from btobsheet.plan.model import Plan
from btobsheet.plan.words import label
from btobsheet.problems import BtobsheetError
from btobsheet.quickclass import dataclass
from btobsheet.sharing.fill_draft import Drafted
from btobsheet.sharing.fill_draft_text import draft_text
from btobsheet.text.write import toml_text

LEFT: Final = "-"
"""The answer that a name of the data is to be left out."""
TAKES: Final = 3
"""So many KPIs are asked of a list of records; more can be written in the map."""
Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """One question: the ``field``, what it is about, what it may be answered with."""

    field: str
    text: str
    near: str
    options: tuple[tuple[str, str], ...]
    """None: any text."""


def asked(drafted: Drafted) -> Iterator[Asked]:
    """Give the questions about names of the data and about figures that no KPI is known for."""
    kpis = tuple((one.id, label(one)) for one in drafted.plan.kpis)
    tactics = tuple((one.id, label(one)) for one in drafted.plan.tactics)
    rows = {"kpi": kpis, "tactic": tactics, "item": ()}
    for one in drafted.draft.names:
        if not one.id:
            yield Asked(_field(one), one.text, one.near, rows[one.role])
    bound = drafted.draft.bound
    for at, unbound in enumerate(bound.unbound if bound else ()):
        yield Asked(f"u/{at}", unbound.name, "", kpis)


def _field(name: DraftName) -> str:
    return f"n/{name.role}/{name.text}"


def given(drafted: Drafted, text: str) -> dict[str, Sequence[str]]:
    """Give what a map says already as the fields of the form; nothing for a map with a mistake."""
    try:
        how, raw = read_map(text), tomllib.loads(text)
    except (BtobsheetError, ValueError, RecursionError):
        return {}
    known = {"kpi": how.kpis, "tactic": how.tactics, "item": how.items}
    found: dict[str, Sequence[str]] = {
        _field(one): [known[one.role][match_key(one.text)] or LEFT]
        for one in drafted.draft.names
        if not one.id and match_key(one.text) in known[one.role]
    }
    columns = raw.get("columns", {})
    if columns:
        found |= {"heads": ["yes"], **{f"h/{head}": [role] for role, head in columns.items()}}
    taken = {repr(replace(one, about={})): one.about.get("kpi", "") for one in how.takes}
    bound = drafted.draft.bound
    for at, unbound in enumerate(bound.unbound if bound else ()):
        found[f"u/{at}"] = [taken.get(repr(unbound.take), "")]
    for at, take in enumerate(how.takes[:TAKES] if drafted.draft.records else ()):
        found[f"r{at}/kpi"] = [take.about.get("kpi", "")]
        found |= {f"r{at}/{role}": [take.columns.get(role, "")] for role in ("date", "value")}
        found[f"r{at}/where"] = [f"{head}\t{word}" for head, words in take.where for word in words]
    return found


def together(before: Form, sent: Form) -> Form:
    """Give a form's fields with those of another part of the page that were answered before."""
    parts = {field.partition("/")[0] for field in sent}
    gone = parts | ({"h"} if "heads" in sent else set())
    kept = {field: said for field, said in before.items() if field.partition("/")[0] not in gone}
    return {**kept, **sent}


def answered(drafted: Drafted, form: Form) -> str:
    """Give the text of the map that the answers make; what has no answer stays a question."""
    names = tuple(_named(one, form, drafted.plan) for one in drafted.draft.names)
    made = replace(drafted.draft, names=names, heads=_heads(drafted.draft, form))
    left = {one.text for one in drafted.draft.names if _one(form, _field(one)) == LEFT}
    text = draft_text(_bound(made, form), drafted.plan, drafted.source)
    lines = (_left_out(line, left) for line in text.splitlines())
    takes = [take for at in range(TAKES) if (take := _take(form, f"r{at}"))]
    return "\n".join([*lines, *takes]) + "\n"


def _one(form: Form, field: str) -> str:
    return next(iter(form.get(field, ())), "").strip()


def _named(name: DraftName, form: Form, plan: Plan) -> DraftName:
    """Give a name with the row that was chosen for it."""
    chosen = _one(form, _field(name))
    if name.id or chosen in ("", LEFT):
        return name
    known = {one.id: label(one) for one in (*plan.kpis, *plan.tactics)}
    return replace(name, id=chosen, label=known.get(chosen, ""))


def _heads(draft: Draft, form: Form) -> Mapping[str, str]:
    """Give the headings by role, as chosen; without that part of the form as they are."""
    if "heads" not in form:
        return draft.heads
    chosen = {_one(form, f"h/{one.heading}"): one.heading for one in draft.columns}
    return {role: heading for role, heading in chosen.items() if role in ROLES and heading}


def _bound(draft: Draft, form: Form) -> Draft:
    """Give the draft with the KPIs that were chosen for figures of a known export."""
    if draft.bound is None:
        return draft
    takes, left = list(draft.bound.how.takes), []
    for at, one in enumerate(draft.bound.unbound):
        chosen = _one(form, f"u/{at}")
        if chosen in ("", LEFT):
            left += [one] if not chosen else []
        else:
            takes.append(replace(one.take, about={"kpi": chosen}))
    how = replace(draft.bound.how, takes=tuple(takes))
    return replace(draft, bound=replace(draft.bound, how=how, unbound=tuple(left)))


def _left_out(line: str, left: set[str]) -> str:
    """Make a question that was answered with no row a line of the map."""
    found = any(line.startswith(f'# {toml_text(text)} = ""') for text in left)
    return line.removeprefix("# ").partition('""')[0] + '""' if found else line


def _take(form: Form, part: str) -> str:
    """Give what the rows of a list count for, as a part of the map."""
    kpi, date = _one(form, f"{part}/kpi"), _one(form, f"{part}/date")
    if not kpi:
        return ""
    value, where = _one(form, f"{part}/value"), form.get(f"{part}/where", ())
    words: dict[str, list[str]] = {}
    for one in where:
        heading, _, word = one.partition("\t")
        words.setdefault(heading, []).append(word)
    lines = ["", "[[take]]", f"kpi = {toml_text(kpi)}"]
    lines += [f"date = {toml_text(date)}"] if date else []
    lines += [f"value = {toml_text(value)}"] if value else ["count = true"]
    if words:
        pairs = (
            f"{toml_text(head)} = [{', '.join(map(toml_text, ones))}]"
            for head, ones in words.items()
        )
        lines.append(f"where = {{ {', '.join(pairs)} }}")
    return "\n".join(lines)
