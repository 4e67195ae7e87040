"""The very same call again: nothing is read but the files' bytes, and what was told is told."""

from __future__ import annotations

from pathlib import Path

from btobsheet.sharing.collect.doors import Call
from btobsheet.sharing.collect.folder import Seen
from btobsheet.sharing.collect.names import INDEX
from btobsheet.sharing.collect.results import Collected
from btobsheet.sharing.collect.state import State, digest_of, key_of


def run_key(call: Call, master: bytes, seen: Seen) -> str:
    """Give what tells the very same call on the very same files again."""
    files = [(one.name, one.digest, one.time) for one in seen.files]
    failures = [(error.file, error.problem.code) for error in seen.failures]
    passed = [(one.name, one.kind) for one in seen.passed]
    how = (
        call.master,
        call.folder,
        call.language,
        call.as_of,
        call.real_day,
        call.due,
        call.version,
    )
    return key_of(how, digest_of(master), files, failures, passed)


def told_again(state: State, call: Call) -> Collected:
    """Tell what the last round told: nothing has changed since."""
    told = state.told
    page = str(Path(call.out) / state.outputs[INDEX].path)
    data = {**told["data"], "written": [], "removed": []}
    return Collected(told["text"], data, int(told["exit_code"]), page, told["language"])
