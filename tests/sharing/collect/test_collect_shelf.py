"""The output folder: what is written, kept, taken away, and never touched."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from btobsheet.problems import UsageError
from btobsheet.sharing.collect import shelf as shelves
from btobsheet.sharing.collect.shelf import Output, Shelf
from btobsheet.sharing.collect.state import JOURNAL, NAME, load_state, save_state


def round_of(out: Path, files: Mapping[str, str], *, force: bool = False) -> Shelf:
    """Write files in one round; what they are made of is their text."""
    state = load_state(out)
    shelf = Shelf(out, state, force=force)
    for name, text in files.items():
        shelf.put(Output(name, text, lambda text=text: text.encode()))
    shelf.clear(coming="")
    state.outputs = dict(shelf.placed)
    save_state(out, state)
    return shelf


def there(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): path.read_text()
        for path in sorted(out.rglob("*"))
        if path.is_file() and path.name != NAME
    }


def test_only_what_changed_is_written_and_what_is_over_goes(tmp_path: Path) -> None:
    first = round_of(tmp_path, {"a": "1", "d/b": "1", "d/c": "1"})
    assert first.written == ["a", "d/b", "d/c"]
    again = round_of(tmp_path, {"a": "1", "d/b": "1", "d/c": "1"})
    assert not again.written and not again.removed
    third = round_of(tmp_path, {"a": "2"})
    assert third.written == ["a"]
    assert sorted(third.removed) == ["d/b", "d/c"]
    assert there(tmp_path) == {"a": "2"}
    assert not (tmp_path / "d").exists()


def test_a_second_round_moves_no_time_and_no_byte(tmp_path: Path) -> None:
    round_of(tmp_path, {"a": "1", "d/b": "1"})
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*")}
    round_of(tmp_path, {"a": "1", "d/b": "1"})
    after = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in tmp_path.rglob("*")}
    assert after == before


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "mine.txt").write_text("mine")
    (tmp_path / "note.txt").write_text("mine")
    round_of(tmp_path, {"d/b": "1"})
    round_of(tmp_path, {})
    assert there(tmp_path) == {"d/mine.txt": "mine", "note.txt": "mine"}


def test_a_file_of_others_under_our_name_is_refused_without_force(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("mine")
    with pytest.raises(UsageError) as told:
        round_of(tmp_path, {"a": "1"})
    assert told.value.problem.code == "E040"
    assert there(tmp_path) == {"a": "mine"}
    round_of(tmp_path, {"a": "1"}, force=True)
    assert there(tmp_path) == {"a": "1"}


def test_what_somebody_edited_stays_and_the_new_one_goes_beside_it(tmp_path: Path) -> None:
    round_of(tmp_path, {"a.txt": "1"})
    (tmp_path / "a.txt").write_text("answers")
    same = round_of(tmp_path, {"a.txt": "1"})
    assert (same.written, same.edited) == ([], ["a.txt"])
    new = round_of(tmp_path, {"a.txt": "2"})
    assert (new.written, new.edited) == (["a_2.txt"], ["a.txt"])
    assert there(tmp_path) == {"a.txt": "answers", "a_2.txt": "2"}
    later = round_of(tmp_path, {"a.txt": "3"})
    assert (later.written, later.edited) == (["a_2.txt"], [])
    gone = round_of(tmp_path, {})
    assert gone.removed == ["a_2.txt"]
    assert there(tmp_path) == {"a.txt": "answers"}


def test_what_is_over_but_edited_stays(tmp_path: Path) -> None:
    round_of(tmp_path, {"a.txt": "1"})
    (tmp_path / "a.txt").write_text("mine now")
    assert round_of(tmp_path, {}).edited == ["a.txt"]
    assert there(tmp_path) == {"a.txt": "mine now"}


def test_what_is_open_somewhere_is_removed_by_a_later_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_of(tmp_path, {"a": "1", "b": "1"})

    def refused(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refused)
        assert round_of(tmp_path, {"a": "1"}).removed == []
    assert round_of(tmp_path, {"a": "1"}).removed == ["b"]


def test_what_was_deleted_is_made_again(tmp_path: Path) -> None:
    round_of(tmp_path, {"a": "1"})
    (tmp_path / "a").unlink()
    assert round_of(tmp_path, {"a": "1"}).written == ["a"]


@pytest.mark.parametrize("at", range(6))
def test_a_killed_round_is_finished_by_the_next(
    tmp_path: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed at each write, of the journal and of the files."""
    round_of(tmp_path, {"a": "1", "b": "1", "old": "1"})
    real, calls = shelves.write_file, 0

    def write(path: Path, data: bytes, *, force: bool = False) -> None:
        nonlocal calls
        calls += 1
        if calls > at:
            raise KeyboardInterrupt
        real(path, data, force=force)

    wanted = {"a": "2", "b": "2", "c": "2"}
    with monkeypatch.context() as patched:
        patched.setattr(shelves, "write_file", write)
        patched.setattr("btobsheet.sharing.collect.state.write_file", write)
        with pytest.raises(KeyboardInterrupt):
            round_of(tmp_path, wanted)
    assert {text for name, text in there(tmp_path).items() if name != JOURNAL} <= {"1", "2"}
    round_of(tmp_path, wanted)
    assert there(tmp_path) == wanted


def test_a_killed_round_that_is_no_longer_wanted_leaves_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, load_state(tmp_path), force=False)
    shelf.put(Output("d/x", "1", lambda: b"1"))  # and never an end
    assert round_of(tmp_path, {"a": "1"}).removed == ["d/x"]
    assert there(tmp_path) == {"a": "1"}


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"schema": "other"}', '{"schema": 1}'])
def test_a_broken_state_is_none(tmp_path: Path, broken: str) -> None:
    (tmp_path / NAME).write_text(broken)
    assert not load_state(tmp_path).outputs


@pytest.mark.parametrize("path", ["../x", "/etc/x", "d/../../x", "d\\..\\x", ""])
def test_a_state_that_leads_elsewhere_is_none(tmp_path: Path, path: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    kept = {"path": path, "digest": "", "key": "", "standing": ""}
    made = {"schema": "btobsheet.collect-state/1", "outputs": {"x": kept}}
    made |= {"checked": {}, "merged": {}, "run": "", "told": {}}
    (out / NAME).write_text(json.dumps(made))
    assert not load_state(out).outputs


@pytest.mark.parametrize("link", ["a", "d"])
def test_nothing_is_written_through_a_link(tmp_path: Path, link: str) -> None:
    out, copies = tmp_path / "out", tmp_path / "in"
    for folder in (out, copies):
        folder.mkdir()
    (copies / "a").write_text("theirs")
    (out / link).symlink_to(copies / "a" if link == "a" else copies)
    with pytest.raises(UsageError) as told:
        round_of(out, {"a": "1", "d/a": "1"}, force=True)
    assert told.value.problem.code == "E729"
    assert (copies / "a").read_text() == "theirs"
