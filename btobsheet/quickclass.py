"""``dataclass`` as in the standard library, but quick to make: for the many small classes a status
report imports.

The standard decorator writes and compiles six methods for every frozen class, some 0.4 ms each
time; with eighty classes that was a fifth of ``btobsheet status``. Here only ``__init__`` is
compiled; the other methods are the same for all classes and go by the fields. Fields, defaults,
``replace``, ``fields`` and ``asdict`` are the standard library's own.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        cls: type | None = None,
        /,
        *,
        frozen: bool = False,
        slots: bool = False,
        kw_only: bool = False,
    ) -> Any:
        """Make a dataclass.

        ``frozen``, ``slots`` and ``kw_only`` mean what they mean in the standard library.
        """

        def make(cls: type) -> type:
            return _completed(
                dataclasses.dataclass(
                    cls, init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
                ),
                frozen,
                slots,
            )

        return make if cls is None else make(cls)


__all__ = ["dataclass"]

_set = object.__setattr__


def _completed(cls: Any, frozen: bool, slots: bool) -> type:
    """Add the methods that the standard decorator was told to leave out."""
    own = cls.__dict__
    fields = dataclasses.fields(cls)
    compared = [field.name for field in fields if field.compare]
    cls._compared = attrgetter(*compared) if compared else staticmethod(_nothing)
    methods: dict[str, Any] = {
        "__init__": _init(cls, fields, frozen, slots),
        "__eq__": _equal,
        "__repr__": _repr,
        "__hash__": _hash if frozen else None,
    }
    if frozen:
        methods |= _FROZEN | (_STATE if slots else {})
    for name, method in methods.items():
        if name not in own:
            setattr(cls, name, method)
    return cls  # type: ignore[no-any-return]  # a class, seen as Any so that it may be added to


def _init(
    cls: Any, fields: tuple[dataclasses.Field[Any], ...], frozen: bool, slots: bool
) -> Callable[..., None]:
    """Compile the one method whose arguments differ from class to class."""
    known: dict[str, Any] = {"_set": _set, "_missing": dataclasses.MISSING}
    first, named, values = ["self"], list[str](), dict[str, str]()
    for field in fields:
        argument, value = field.name, field.name
        if field.default is not dataclasses.MISSING:
            known[f"_default_{field.name}"] = field.default
            argument += f"=_default_{field.name}"
        elif field.default_factory is not dataclasses.MISSING:
            known[f"_make_{field.name}"] = field.default_factory
            argument += "=_missing"
            value = f"_make_{field.name}() if {field.name} is _missing else {field.name}"
        (named if field.kw_only else first).append(argument)
        values[field.name] = value
    body = _fill(values, frozen, slots)
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    arguments = ", ".join([*first, *(["*", *named] if named else [])])
    exec(
        f"def __init__({arguments}):\n " + "\n ".join(body), known
    )  # the text is the class's own field names, as in the standard library
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _fill(values: dict[str, str], frozen: bool, slots: bool) -> list[str]:
    """Give the statements that set the fields.

    Of a frozen class one for all of them is the quickest.
    """
    if not frozen:
        return [f"self.{name} = {value}" for name, value in values.items()] or ["pass"]
    if slots:
        return [f"_set(self, {name!r}, {value})" for name, value in values.items()] or ["pass"]
    return [
        f"self.__dict__.update({', '.join(f'{name}={value}' for name, value in values.items())})"
    ]


def _nothing(_: object) -> tuple[()]:
    return ()


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return self._compared(self) == other._compared(other)


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _repr(self: Any) -> str:
    shown = ", ".join(
        f"{field.name}={getattr(self, field.name)!r}"
        for field in dataclasses.fields(self)
        if field.repr
    )
    return f"{self.__class__.__qualname__}({shown})"


def _refuse_set(self: Any, name: str, value: object) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_delete(self: Any, name: str) -> None:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _get_state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        _set(self, field.name, value)


_FROZEN = {"__setattr__": _refuse_set, "__delattr__": _refuse_delete}
_STATE = {"__getstate__": _get_state, "__setstate__": _set_state}
