"""Input messages of cells, changed in place: a rule that covers other cells too is divided, so that
what it allows stays as it is everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from btobsheet.excel.patch.grid import Area, area_of, range_text
from btobsheet.excel.patch.parts.xml import Element, Xml, retagged
from btobsheet.excel.patch.wanted import Prompt


def set_prompts(xml: Xml, prompts: Iterable[Prompt]) -> None:
    """Give the columns' cells their messages, where a rule gives them one already."""
    alike: dict[tuple[str, str], list[Prompt]] = {}
    for one in prompts:
        alike.setdefault((one.title, one.message), []).append(one)
    added = 0
    for rule in list(xml.find("dataValidation")):
        left = [area_of(text) or text for text in rule.attributes.get("sqref", "").split()]
        made = []
        for (title, message), columns in alike.items():
            taken, left = _divided(left, columns)
            if taken:
                changes = {"promptTitle": title, "prompt": message, "sqref": _written(taken)}
                made.append(_with(xml, rule, {"showInputMessage": "1", **changes}))
        if made:
            kept = [_with(xml, rule, {"sqref": _written(left)})] if left else []
            xml.replace(rule.start, rule.end, b"".join([*kept, *made]))
            added += len(kept) + len(made) - 1
    for parent in xml.find("dataValidations") if added else ():
        count = parent.attributes.get("count", "")
        if count.isdigit():
            tag = retagged(parent.tag, {"count": str(int(count) + added)})
            xml.replace(parent.start, parent.inner, tag)


def _with(xml: Xml, rule: Element, changes: dict[str, str | None]) -> bytes:
    return retagged(rule.tag, changes) + xml.data[rule.inner : rule.end]


def _divided(
    areas: Sequence[Area | str], columns: Sequence[Prompt]
) -> tuple[list[Area | str], list[Area | str]]:
    """Divide areas into those in the columns and the rest; what cannot be read is rest."""
    taken: list[Area | str] = []
    rest = list(areas)
    for one in columns:
        pieces: list[Area | str] = []
        for area in rest:
            if isinstance(area, str) or not area[1] <= one.column <= area[3]:
                pieces.append(area)
                continue
            top, left, bottom, right = area
            first = max(top, one.first_row)
            around = (
                (top, left, bottom, one.column - 1),
                (top, one.column, first - 1, one.column),
                (top, one.column + 1, bottom, right),
            )
            pieces += [each for each in around if each[0] <= each[2] and each[1] <= each[3]]
            if first <= bottom:
                taken.append((first, one.column, bottom, one.column))
        rest = pieces
    return _joined(taken), _joined(rest)


def _joined(areas: Sequence[Area | str]) -> list[Area | str]:
    """Join areas that stand beside each other."""
    made: list[Area | str] = []
    for area in areas:
        last = made[-1] if made else ""
        if (
            not isinstance(area, str)
            and not isinstance(last, str)
            and (area[0], area[2], area[1]) == (last[0], last[2], last[3] + 1)
        ):
            made[-1] = (last[0], last[1], last[2], area[3])
        else:
            made.append(area)
    return made


def _written(areas: Iterable[Area | str]) -> str:
    return " ".join(area if isinstance(area, str) else range_text(area) for area in areas)
