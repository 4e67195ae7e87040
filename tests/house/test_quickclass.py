"""The quick ``dataclass`` does what the standard library's does: every class is made both ways and
compared.
"""

from __future__ import annotations

import copy
import dataclasses
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import pytest
from checkout import ROOT

from btobsheet import quickclass, quickshapes

Decorator = Callable[..., Any]
SHAPES = """
import importlib, pkgutil, btobsheet
from btobsheet import quickclass
asked, source = set(), quickclass.shape_source
quickclass.quickshapes = None
quickclass.shape_source = lambda name: asked.add(name) or source(name)
for module in pkgutil.walk_packages(btobsheet.__path__, "btobsheet."):
    if not module.name.endswith(("__main__", "child_main")):
        importlib.import_module(module.name)
print(*asked)
"""
"""Which shapes the classes of all our modules have."""


def test_the_shapes_of_our_classes_are_compiled_beforehand() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SHAPES], cwd=ROOT, check=True, capture_output=True, text=True
    )
    made = quickclass.shapes_source(run.stdout.split())
    file = Path(quickshapes.__file__)
    if os.environ.get("BTOBSHEET_UPDATE_GOLDEN"):
        file.write_text(made, encoding="utf-8", newline="\n")
    assert len(run.stdout.split()) > 40
    assert made == file.read_text(encoding="utf-8"), (
        "a class has another shape: run this test with BTOBSHEET_UPDATE_GOLDEN=1"
    )


def classes(dataclass: Decorator, **options: bool) -> tuple[type, ...]:
    """Make a base with defaults, a child that adds fields, and a class that checks itself."""

    @dataclass(frozen=True, **options)
    class Base:
        """A base."""

        kind: ClassVar[str] = "base"
        id: str
        tags: list[str] = dataclasses.field(default_factory=list, compare=False, repr=False)

    @dataclass(frozen=True, kw_only=True, **options)
    class Child(Base):
        """A child."""

        size: float = 1.5
        note: str = ""

    @dataclass(frozen=True, **options)
    class Checked:
        """A class that refuses a value, with an equality of its own."""

        low: int
        high: int = 9

        def __post_init__(self) -> None:
            if self.low > self.high:
                raise ValueError("low")

        def __eq__(self, other: object) -> bool:
            return isinstance(other, type(self))

        def __hash__(self) -> int:
            return 7

    @dataclass(frozen=True, **options)
    class Empty:
        """A class without fields."""

    return Base, Child, Checked, Empty


def behaviour(dataclass: Decorator, **options: bool) -> list[object]:
    """Give what the classes show of themselves."""
    base, child, checked, empty = classes(dataclass, **options)
    one, other = child("T01", ["a"], size=2.0), child(id="T01", tags=["b"], size=2.0)
    changed = dataclasses.replace(one, note="x")
    return [
        [repr(item).split(">.")[-1] for item in (base("T01"), one, checked(1), empty())],
        [
            one == other,
            one == changed,
            one == base("T01"),
            one != 3,
            hash(one) == hash(other),
            len({one, other, changed}),
            empty() == empty(),
        ],
        [
            dataclasses.asdict(changed),
            dataclasses.astuple(one),
            [field.name for field in dataclasses.fields(child)],
            child.__match_args__,
        ],
        [
            base("x").tags is base("x").tags,
            child.kind,
            checked(1) == checked(2),
            hash(checked(1)),
            checked(1, high=3).high,
        ],
        [_error(action, one) for action in (_set_field, _delete)],
        [
            _error(call, None)
            for call in (
                lambda _: base(),
                lambda _: child("a", [], 3),
                lambda _: base("a", other=1),
                lambda _: checked(10),
            )
        ],
        [
            copy.copy(one) == one,
            copy.deepcopy(one) == one,
            copy.deepcopy(one).tags,
            hasattr(one, "__dict__"),
            dataclasses.is_dataclass(child),
        ],
    ]


def _set_field(item: Any) -> None:
    item.id = "T02"


def _set_new(item: Any) -> None:
    item.other = 1


def _delete(item: Any) -> None:
    del item.id


def _error(action: Callable[[Any], object], item: object) -> type[BaseException] | None:
    try:
        action(item)
    except Exception as error:
        return type(error)
    return None


@pytest.mark.parametrize("options", [{}, {"slots": True}], ids=["plain", "slots"])
def test_a_class_behaves_as_the_standard_librarys(options: dict[str, bool]) -> None:
    expected, found = (
        behaviour(dataclasses.dataclass, **options),
        behaviour(quickclass.dataclass, **options),
    )
    for one, other in zip(expected, found, strict=True):
        assert other == one


@quickclass.dataclass(frozen=True, slots=True)
class Point:
    """Stands at the module's top, where pickle finds it."""

    x: int
    y: int = 0


@pytest.mark.parametrize("slots", [False, True])
def test_nothing_can_be_added_to_a_frozen_value(slots: bool) -> None:
    assert (
        _error(_set_new, classes(quickclass.dataclass, slots=slots)[0]("T01"))
        is dataclasses.FrozenInstanceError
    )


def test_a_frozen_value_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(Point(1, 2))) == Point(1, 2)


@pytest.mark.parametrize("options", [{}, {"slots": True}], ids=["plain", "slots"])
def test_a_class_that_is_not_frozen_can_be_changed(options: dict[str, bool]) -> None:
    seen = []
    for dataclass in (dataclasses.dataclass, quickclass.dataclass):

        @dataclass(**options)
        class Draft:
            """A draft."""

            text: str = ""
            notes: list[str] = dataclasses.field(default_factory=list)

        draft = Draft()
        draft.text = "x"
        draft.notes.append("y")
        seen.append(
            [
                repr(draft).split(">.")[-1],
                draft == Draft("x", ["y"]),
                draft == Draft(),
                _error(hash, draft),
                copy.deepcopy(draft) == draft,
            ]
        )
    assert seen[1] == seen[0]
