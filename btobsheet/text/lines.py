"""Which line of a TOML text holds a key: the parser of the standard library tells values only.

The text is known to be valid TOML when it is indexed, so a small scanner is enough; where it
meets a form it does not know, a line may be missing, never wrong by an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from btobsheet.problems import Origin, Place
from btobsheet.quickclass import dataclass

_TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[^\"'#\[\]{}=\n]+"
    r"|.",
    re.DOTALL,
)
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|[^.\s]+')


@dataclass(frozen=True, slots=True)
class TextOrigin(Origin):
    """Where a record stands in a text: its first line ``row``, and ``lines`` of all its keys.

    ``path`` is what it is called there: ``kpis.K01``; one that is a single key (``single``) is
    called by that alone.
    """

    lines: tuple[tuple[str, int], ...] = ()
    path: str = ""
    single: bool = False

    def place(self, name: str = "id") -> Place:
        """Give the line of a key (of ``target.2026-04`` that of ``target``), or of the record."""
        lines = dict(self.lines)
        whole = self.single or name == "id" or not self.path
        return Place(
            self.sheet,
            line=lines.get(name) or lines.get(name.partition(".")[0]) or self.row,
            key=self.path if whole else f"{self.path}.{name}",
        )

    def at(self, key: str, name: str) -> TextOrigin:
        """Give the origin of a record that is one key of a table.

        Its line is also that of its field ``name``.
        """
        at = self.place(key)
        return TextOrigin(self.sheet, at.line, lines=((name, at.line),), path=at.key, single=True)


@dataclass(frozen=True)
class Lines:
    """The lines of a text: of the n-th ``[[table]]`` (from 0) and of the keys in it.

    ``[table]`` is number 0.
    """

    heads: dict[tuple[str, int], int]
    keys: dict[tuple[str, int], tuple[tuple[str, int], ...]]

    @classmethod
    def of(cls, text: str) -> Lines:
        """Index a text that is valid TOML; top-level keys stand under the table ``""``."""
        heads: dict[tuple[str, int], int] = {}
        keys: dict[tuple[str, int], list[tuple[str, int]]] = {}
        counts: dict[str, int] = {}
        current, prefix = ("", 0), ""
        for line, head in _statements(text):
            if head.startswith("[["):
                name = _key(head.strip("[]"))
                current, prefix = (name, counts.get(name, 0)), ""
                counts[name] = current[1] + 1
                heads[current] = line
            elif head.startswith("["):
                name, _, rest = _key(head.strip("[]")).partition(".")
                current, prefix = (name, max(0, counts.get(name, 1) - 1)), rest and rest + "."
                heads.setdefault(current, line)
                keys.setdefault(current, []).extend([(rest, line)] if rest else [])
            else:
                keys.setdefault(current, []).append((prefix + _key(head), line))
        return cls(heads, {place: tuple(found) for place, found in keys.items()})

    def origin(self, table: str, number: int = 0, path: str = "") -> TextOrigin:
        """Give the origin of a table's n-th record, called ``path``.

        Of one written as an inline table the line of the table's key.
        """
        line = self.heads.get((table, number)) or dict(self.keys.get(("", 0), ())).get(table, 0)
        return TextOrigin("", line, lines=self.keys.get((table, number), ()), path=path or table)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line of each statement with its text up to the ``=``."""
    line, started, depth, head, in_value = 1, 1, 0, "", False
    for token in _TOKEN.findall(text):
        if token == "\n" and (depth == 0 or not in_value):
            if head.strip():
                yield started, head.strip()
            head, in_value, depth = "", False, 0
        elif token == "=" and not in_value:
            in_value = True
        elif in_value:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token, 0)
        elif not token.startswith("#"):
            started = started if head.strip() else line
            head += token
        line += token.count("\n")
    if head.strip():
        yield started, head.strip()


def _key(text: str) -> str:
    """Give a dotted key without its quotes: ``"threshold.on_track"`` → threshold.on_track."""
    parts = [part[1:-1] if part[0] in "\"'" else part for part in _PART.findall(text)]
    return ".".join(parts)
