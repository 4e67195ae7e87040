"""The output folder: what is written into it, left as it stands, or taken away.

Only what is byte for byte as we wrote it is ever replaced or removed. What somebody edited stays,
and the new one goes beside it under the next free name; a file of others under a name of ours is
refused without ``force``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from btobsheet.problems import UsageError, problem
from btobsheet.quickclass import dataclass
from btobsheet.sharing.collect.state import Kept, State, digest_of, load_journal, note
from btobsheet.system.files import check_free, make_folder, write_file
from btobsheet.system.inputs import same_file


@dataclass(frozen=True)
class Output:
    """A file to be: its name (with ``/``), what tells that nothing it is made of has changed, and
    what makes it.
    """

    name: str
    key: str
    make: Callable[[], bytes]


class Shelf:
    """The outputs of one round.

    ``written`` and ``removed`` are the names of what was, ``edited`` those left as somebody edited
    them.
    """

    def __init__(self, out: Path, state: State, *, force: bool) -> None:
        """Take the folder, and what earlier rounds left in it."""
        self.out = out
        self.force = force
        self.before = dict(state.outputs)
        self.placed: dict[str, Kept] = {}
        self.journal = load_journal(out)
        self.written: list[str] = []
        self.removed: list[str] = []
        self.edited: list[str] = []

    def intact(self) -> bool:
        """Tell whether all stands as the last round left it, and that ended."""
        return not self.journal and all(
            self._digest(one.path) == one.standing for one in self.before.values()
        )

    def place(self, outputs: Iterable[Output], source: str) -> None:
        """Refuse what cannot be written (E040, E045, E056, E729), before anything is; E044 what is
        the ``source`` itself.
        """
        for one in outputs:
            target = self.out / self._target(one)[0]
            if same_file(target, source):
                raise UsageError(problem("E044", value=str(target)), str(target))

    def put(self, output: Output) -> str:
        """Write an output where it is not there as it would be made; give its path."""
        known = self.before.get(output.name)
        path, standing = self._target(output)
        if known and known.path == path and known.key == output.key and standing:
            if standing != known.digest:
                self.edited.append(path)
            self.placed[output.name] = replace(known, standing=standing)
            return path
        if known and known.path != path:
            self.edited.append(known.path)
        data = output.make()
        digest = digest_of(data)
        if standing != digest:
            make_folder((self.out / path).parent)
            self.journal.setdefault(path, []).append(digest)
            note(self.out, self.journal)
            write_file(self.out / path, data, force=True)
            self.written.append(path)
        self.placed[output.name] = Kept(path, digest, output.key, digest)
        return path

    def standing(self, name: str) -> bytes | None:
        """Give the bytes of an output of an earlier round, as they stand now; None without one."""
        known = self.before.get(name)
        try:
            return (self.out / known.path).read_bytes() if known else None
        except OSError:
            return None

    def is_kept(self, name: str, key: str) -> bool:
        """Tell whether an output stands that was made of the very same."""
        known = self.before.get(name)
        return bool(known and known.key == key and self._digest(known.path))

    def data(self, name: str) -> bytes:
        """Give the bytes of an output that was put."""
        return (self.out / self.placed[name].path).read_bytes()

    def path(self, name: str) -> str:
        """Give where an output stands that was put."""
        return self.placed[name].path

    def clear(self, *, coming: str) -> None:
        """Take away what earlier rounds wrote and this one does not, unless somebody edited it;
        ``coming`` is still to be put.
        """
        staying = {one.path for one in self.placed.values()} | {coming}
        if coming in self.before:
            staying.add(self.before[coming].path)
        ours = {one.path: [one.digest] for one in self.before.values()}
        for path, digests in self.journal.items():
            ours.setdefault(path, []).extend(digests)
        for path, digests in ours.items():
            found = self._digest(path)
            if path in staying or not found:
                continue
            if found not in digests or (self.out / path).is_symlink():
                if path not in self.edited:
                    self.edited.append(path)
            elif self._remove(path):
                self.removed.append(path)
        for folder in {(self.out / path).parent for path in self.removed} - {self.out}:
            with suppress(OSError):  # something of others is in it
                folder.rmdir()

    def _remove(self, path: str) -> bool:
        """Take a file away; one that is open somewhere stays ours, for the next round to remove."""
        try:
            (self.out / path).unlink()
        except OSError:
            kept = {name: one for name, one in self.before.items() if one.path == path}
            self.placed.update(kept or {path: Kept(path, self._digest(path), "", "")})
            return False
        return True

    def _target(self, output: Output) -> tuple[str, str]:
        """Give the path an output goes to, and the digest of what stands there."""
        known = self.before.get(output.name)
        path = known.path if known else output.name
        self._refuse_outside(path)
        standing = self._digest(path)
        ours = [known.digest] if known else []
        ours += self.journal.get(path, [])
        if not standing or standing in ours or (known and known.key == output.key):
            check_free(self.out / path, force=True)
            return path, standing
        if known:
            return self._free(output.name), ""
        check_free(self.out / path, self.force)
        return path, standing

    def _free(self, name: str) -> str:
        stem, dot, suffix = name.rpartition(".")
        number = 2
        while (self.out / f"{stem}_{number}{dot}{suffix}").exists():
            number += 1
        return f"{stem}_{number}{dot}{suffix}"

    def _refuse_outside(self, path: str) -> None:
        """Refuse to write through a link that leads out of the folder (into that of the copies,
        say).
        """
        target = self.out / path
        if not target.resolve().is_relative_to(self.out.resolve()) or target.is_symlink():
            raise UsageError(problem("E729", value=path), str(target))

    def _digest(self, path: str) -> str:
        try:
            return digest_of((self.out / path).read_bytes())
        except OSError:
            return ""
