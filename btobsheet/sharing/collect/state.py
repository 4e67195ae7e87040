"""What a round left behind: which outputs it wrote and of what, so that the next one does again
only what changed.

It stands in the output folder as JSON. A run that is killed leaves a journal beside it with what it
wrote since: those files are ours too.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Final

from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.system.files import write_file

SCHEMA: Final = "btobsheet.collect-state/1"
NAME: Final = ".btobsheet-collect.json"
JOURNAL: Final = ".btobsheet-collect.writing.json"


@dataclass(frozen=True)
class Kept:
    """One output: where it stands, the SHA-256 of what we wrote, what it was made of, and the
    SHA-256 that stood there at the end (another one where somebody edited it).
    """

    path: str
    digest: str
    key: str
    standing: str


@dataclass
class State:
    """What is known of earlier rounds.

    ``outputs`` go by the name they were meant to have; ``checked`` are the errors of each copy by
    its digest; ``merged`` is what the last merge told; ``run`` tells the very same call again, and
    ``told`` is what that said.
    """

    outputs: dict[str, Kept] = field(default_factory=dict)
    checked: dict[str, int] = field(default_factory=dict)
    merged: dict[str, Any] = field(default_factory=dict)
    run: str = ""
    told: dict[str, Any] = field(default_factory=dict)


def key_of(*parts: object) -> str:
    """Give what tells the same inputs again."""
    return sha256(json.dumps(parts, default=str, ensure_ascii=True).encode()).hexdigest()


def digest_of(data: bytes) -> str:
    """Give the SHA-256 of a file's content."""
    return sha256(data).hexdigest()


def load_state(out: Path) -> State:
    """Read what an earlier round left; nothing where there is none, or it cannot be understood."""
    found = _object(out / NAME)
    if found.get("schema") != SCHEMA:
        return State()
    with suppress(KeyError, TypeError, AttributeError):
        outputs = {name: Kept(**one) for name, one in found["outputs"].items()}
        if all(_inside(one.path) for one in outputs.values()):
            return State(
                outputs, found["checked"], found["merged"], str(found["run"]), found["told"]
            )
    return State()


def save_state(out: Path, state: State) -> None:
    """Write it where it changed, and end the journal."""
    kept = {
        name: {
            "path": one.path,
            "digest": one.digest,
            "key": one.key,
            "standing": one.standing,
        }
        for name, one in sorted(state.outputs.items())
    }
    made = {
        "schema": SCHEMA,
        "run": state.run,
        "outputs": kept,
        "checked": dict(sorted(state.checked.items())),
        "merged": state.merged,
        "told": state.told,
    }
    if made != _object(out / NAME):
        data = json.dumps(made, ensure_ascii=True, indent=1).encode()
        write_file(out / NAME, data, force=True)
    with suppress(OSError):
        (out / JOURNAL).unlink()


def load_journal(out: Path) -> dict[str, list[str]]:
    """Give the digests that a killed run may have written, by path."""
    found = _object(out / JOURNAL)
    return {
        path: [str(one) for one in digests]
        for path, digests in found.items()
        if isinstance(digests, list) and _inside(path)
    }


def note(out: Path, journal: Mapping[str, list[str]]) -> None:
    """Say what is about to be written."""
    write_file(out / JOURNAL, json.dumps(journal, ensure_ascii=True).encode(), force=True)


def refuse_foreign(out: Path) -> None:
    """Refuse links under the names of our own files: nothing is written through them (E729)."""
    for name in (NAME, JOURNAL):
        if (out / name).is_symlink():
            raise UsageError(problem("E729", value=name), str(out / name))


def _object(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _inside(path: str) -> bool:
    """Tell whether a path of the state stays in its folder, whoever wrote it."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path
